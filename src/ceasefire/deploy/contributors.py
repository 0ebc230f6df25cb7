"""The states that may send troops: forces, stance on the as-of date, rule, caveats, origin.

A stance is the latest dated statement on or before the as-of date, else what the contributors
table says if it is not later, else undecided. Statements of the parties themselves, demands and
proposals made by others are nobody's stance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ceasefire.deploy.participation import COMMITTED, STANCES
from ceasefire.scenario.model import Option, Scenario

__all__ = ["Contributor", "barred", "contributors", "stances_on"]

_NOT_A_STANCE = ("demand", "proposed_by_others")
_WITHOUT_STATEMENT = "inferred_from_earlier_posture"
_WILLING = ("committed", "lead", "supportive", "open")


@dataclass(frozen=True, slots=True)
class Contributor:
    """One state.

    ``*_troops`` are soldiers; the four of them abroad are never counted twice. ``units`` holds the
    elements of each unit type in the deployable pool (grade E). ``hurdle`` is ``none``, ``vote``,
    ``two_thirds`` or ``triple_lock``, lower for the commands in ``easier_commands``.
    ``lead_nation`` says that it could lead a coalition, ``in_question`` that the debate asks
    whether it will join. ``origin`` is a node of movement, empty where the pack names none.
    """

    iso3: str
    name: str
    nato: bool
    eu: bool
    army_troops: float
    professional_share: float
    operations_troops: float
    garrison_troops: float
    flank_troops: float
    unsplit_troops: float
    rotation_low: float
    rotation_high: float
    stance: str
    hurdle: str
    easier_commands: tuple[str, ...]
    caveats: tuple[str, ...]
    lead_nation: bool
    in_question: bool
    origin: str
    units: Mapping[str, float] = field(default_factory=dict)
    sources: tuple[str, ...] = ()

    @property
    def needs_vote(self) -> bool:
        """Whether a parliament decides beforehand, and may set a ceiling."""
        return self.hurdle != "none"


def contributors(scenario: Scenario) -> tuple[Contributor, ...]:
    """Return every state of the pack with known forces, in order of its code."""
    forces = {str(row["iso3"]): row for row in scenario.rows("contributor_forces")}
    politics = {str(row["iso3"]): row for row in scenario.rows("contributors")}
    origins = {
        str(row["home_of"]): str(row["id"])
        for row in scenario.rows("movement_nodes")
        if row["home_of"]
    }
    units: dict[str, dict[str, float]] = {}
    for row in scenario.rows("contributor_units"):
        units.setdefault(str(row["iso3"]), {})[str(row["unit"])] = _number(row["count"])
    said = _stances(scenario)
    return tuple(
        _contributor(iso3, forces[iso3], politics[iso3], said, origins, units)
        for iso3 in sorted(forces)
        if iso3 in politics
    )


def barred(state: Contributor, option: Option, eligible: str, backer: str) -> str:
    """Return why a state cannot take part in an option whatever its stance, or nothing.

    Parameters
    ----------
    state : Contributor
    option : Option
    eligible : str
        Who may take part under the option's command, a cell of ``commands.csv``;
        ``allies_and_willing`` admits others than members of NATO and EU if they have said that
        they are open to it.
    backer : str
        State of the backer: ``none``, ``logistics`` or ``full``.
    """
    members = {
        "nato": state.nato,
        "eu": state.eu,
        "eu_and_partners": state.eu or state.nato,
        "allies_and_willing": state.eu or state.nato or state.stance in _WILLING,
    }
    if not members.get(eligible, True):
        return "not_eligible"
    if "un_mandate" in state.caveats and option.command != "un":
        return "un_mandate"
    if "nato_or_eu_mandate" in state.caveats and option.command == "ad_hoc_coalition":
        return "nato_or_eu_mandate"
    if "adversary_consent" in state.caveats and option.consent != "yes":
        return "adversary_consent"
    if "truce_first" in state.caveats and option.timing == "wartime":
        return "truce_first"
    if "us_backstop" in state.caveats and backer == "none":
        return "us_backstop"
    return ""


def allowed_units(state: Contributor, units: Mapping[str, str]) -> tuple[bool, ...]:
    """Return for each unit type, id to kind, whether the state's caveats allow it to send it."""
    if "logistics_only" in state.caveats:
        return tuple(id in ("logistics", "medical") for id in units)
    if "no_combat_units" in state.caveats:
        return tuple(kind != "manoeuvre" for kind in units.values())
    return tuple(True for _ in units)


def stances_on(
    scenario: Scenario, states: Sequence[Contributor], days: Sequence[date]
) -> tuple[tuple[str, ...], ...]:
    """Return the stance of each of ``states`` on each day: (days, states).

    A state that had said nothing by then is undecided, unless the pack knew its posture without a
    statement. On the as-of date the stances are the states' own.
    """
    silent = {
        str(row["iso3"]): str(row["stance"])
        for row in scenario.rows("contributors")
        if row["stance_basis"] == _WITHOUT_STATEMENT
    }
    found = []
    for day in days:
        said = _stances(scenario, day)
        earlier = [said.get(s.iso3, silent.get(s.iso3, "undecided")) for s in states]
        now = [state.stance for state in states]
        kept = [a if day < scenario.as_of else b for a, b in zip(earlier, now, strict=True)]
        found.append(
            tuple(
                COMMITTED if state.stance == COMMITTED else stance
                for state, stance in zip(states, kept, strict=True)
            )
        )
    return tuple(found)


def _stances(scenario: Scenario, by: date | None = None) -> dict[str, str]:
    """Return the latest stance each state has taken; rows later than the date are not visible."""
    rows = [
        row
        for row in scenario.rows("stances")
        if row["position"] not in _NOT_A_STANCE
        and row["position"] in STANCES
        and (by is None or _known(row) <= by)
    ]
    ordered = sorted(rows, key=lambda row: (str(row["date"]), str(row["id"])))
    return {str(row["iso3"]): str(row["position"]) for row in ordered}


def _known(row: Mapping[str, object]) -> date:
    """Return the day from which a statement could be known."""
    days = [day for day in (row["date"], row["known_from"]) if isinstance(day, date)]
    return max(days)


def _contributor(
    iso3: str,
    forces: Mapping[str, object],
    politics: Mapping[str, object],
    said: Mapping[str, str],
    origins: Mapping[str, str],
    units: Mapping[str, Mapping[str, float]],
) -> Contributor:
    stance = said.get(iso3, str(politics.get("stance") or "undecided"))
    if politics.get("stance") == COMMITTED:
        stance = COMMITTED
    return Contributor(
        iso3=iso3,
        name=str(forces["name"]),
        nato=bool(forces["nato"]),
        eu=bool(forces["eu"]),
        army_troops=_number(forces["army_personnel"]),
        professional_share=_number(forces["professional_share_assumed"]),
        operations_troops=_number(forces["committed_operations"]),
        garrison_troops=_number(forces["committed_garrisons"]),
        flank_troops=_number(forces["committed_eastern_flank"]),
        unsplit_troops=_number(forces["committed_unsplit"]),
        rotation_low=_number(forces["rotation_low"]),
        rotation_high=_number(forces["rotation_high"]),
        stance=stance,
        hurdle=str(politics.get("parliament_hurdle") or "vote"),
        easier_commands=_list(politics.get("easier_commands")),
        caveats=_list(politics.get("caveats")),
        lead_nation=bool(politics.get("lead_nation")),
        in_question=bool(politics.get("in_question")),
        origin=origins.get(iso3, ""),
        units=dict(units.get(iso3, {})),
        sources=_list(forces["sources"]) + _list(politics.get("sources")),
    )


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _list(cell: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(cell or "").split(";") if part.strip())
