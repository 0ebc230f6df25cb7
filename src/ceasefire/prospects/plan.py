"""What is fixed for an option before any draw: the line in segments, the settlement, the times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects import anchor, balance, outside, presence, stakes, world
from ceasefire.prospects.dynamics import Line
from ceasefire.prospects.reference_world import occasion_scales
from ceasefire.prospects.variants import VARIANT
from ceasefire.prospects.world import Settlement, Stretch, better, lay_out, typical
from ceasefire.results import Evidence, FloatArray
from ceasefire.scenario.central import central
from ceasefire.scenario.evidence import evidence_of
from ceasefire.scenario.model import Choice, Option, Scenario

__all__ = ["DAYS_A_YEAR", "EPOCH_DAYS", "ProspectsPlan", "prepare"]

EPOCH_DAYS = 30
DAYS_A_YEAR = 365
TYPICAL_BUFFER = "typical_buffer_km"
BETTER_TERMS = ("better_buffer_km", "better_camera_every_km")
_LINE_TASKS = ("interposition", "monitoring")
_READ = {"low": "reading_low_share", "none": "reading_none_share"}
_FIRST_KNOTS = (0.0, 0.5, 2.0)
_KNOT_EVERY = 5.0


@dataclass(frozen=True)
class ProspectsPlan:
    """An option's plan.

    ``reason`` is empty where the question applies. ``typical`` are the terms at which the reference
    class is taken to speak, ``better`` those of the twin with better terms; ``occasion_scales``
    gives by class the occasions a year for each unit of the drawn hazard of decisions.
    ``reading_share`` names the parameter that says how much provocation is read into the command,
    if not all. ``line_share`` is the share of the troops on the line, ``allocation`` how it is
    spread over the sectors, none off it;
    ``knots_years`` are the times at which the game is solved; ``world_key`` names what the world
    without a force depends on.
    """

    option: Option
    reason: str = ""
    line: Line | None = None
    stretches: tuple[Stretch, ...] = ()
    settlement: Settlement = field(default_factory=Settlement)
    typical: Settlement = field(default_factory=Settlement)
    better: Settlement = field(default_factory=Settlement)
    occasion_scales: tuple[float, ...] = ()
    line_share: float = 0.0
    allocation: Mapping[str, float] = field(default_factory=dict)
    variants: tuple[str, ...] = ()
    backer_states: tuple[str, ...] = ()
    years: int = 5
    replicates: int = 4
    reading_share: str = ""
    knots_years: tuple[float, ...] = ()
    parameters: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    world_key: str = ""

    @property
    def epochs(self) -> int:
        """The number of epochs over the horizon."""
        return -(-self.years * DAYS_A_YEAR // EPOCH_DAYS)

    @property
    def epoch_days(self) -> tuple[float, ...]:
        """The middle of each epoch, in days."""
        return tuple(EPOCH_DAYS * (n + 0.5) for n in range(self.epochs))

    @property
    def calendar(self) -> tuple[float, ...]:
        """The middle of each year, in days."""
        return tuple(DAYS_A_YEAR * (n + 0.5) for n in range(self.years))

    def backer_is(self, state: str, sample: Mapping[str, FloatArray]) -> NDArray[np.bool_]:
        """Return whether the backer is in this state, shape (draws,)."""
        drawn = sample["backer_state"]
        if state not in self.backer_states:
            return np.zeros(len(drawn), dtype=np.bool_)
        found: NDArray[np.bool_] = drawn == self.backer_states.index(state)
        return found


def prepare(scenario: Scenario, option: Option) -> ProspectsPlan:
    """Return the plan of an option."""
    if option.timing == "wartime":
        return ProspectsPlan(option, reason="no_ceasefire_yet")
    if option.aid == "equal_cost":
        return ProspectsPlan(option, reason="beside_each_force")
    if not scenario.sectors:
        return ProspectsPlan(option, reason="no_line")
    lengths = tuple(n for s in scenario.sectors for n in (s.length, s.density_share))
    needed = (
        "thin_share",
        TYPICAL_BUFFER,
        *BETTER_TERMS,
        "backer_state",
        *balance.STRENGTHS,
        *lengths,
    )
    if any(name not in scenario.parameters for name in needed):
        return ProspectsPlan(option, reason="input_not_visible")
    key = _world_key(scenario)
    line, stretches = lay_out(scenario)
    read = _reading(scenario, option)
    game = (*stakes.PARAMETERS, *balance.PARAMETERS, *anchor.PARAMETERS, *filter(None, (read,)))
    on_line = (*world.PARAMETERS, *lengths, *presence.PARAMETERS, *outside.PARAMETERS)
    if any(name not in scenario.parameters for name in game):
        return ProspectsPlan(option, reason="input_not_visible")
    every = tuple(dict.fromkeys((VARIANT, "backer_state", *on_line, *game)))
    holding = scenario.holding
    return ProspectsPlan(
        option=option,
        line=line,
        stretches=stretches,
        settlement=Settlement.of(scenario),
        typical=typical(central(scenario, TYPICAL_BUFFER)),
        better=better(Settlement.of(scenario), *(central(scenario, name) for name in BETTER_TERMS)),
        occasion_scales=occasion_scales(scenario, option, key),
        line_share=_line_share(option),
        reading_share=read,
        allocation=_allocation(scenario, option, stretches),
        variants=_names(scenario, VARIANT),
        backer_states=_names(scenario, "backer_state"),
        years=holding.horizon_years,
        replicates=holding.replicates,
        knots_years=_knots(scenario),
        parameters=every,
        evidence={
            "line": evidence_of(scenario, (VARIANT, "backer_state", *on_line)),
            "game": evidence_of(scenario, (VARIANT, "backer_state", *game)),
            "both": evidence_of(scenario, every),
        },
        world_key=key,
    )


def _allocation(
    scenario: Scenario, option: Option, stretches: tuple[Stretch, ...]
) -> dict[str, float]:
    """Return the share of those on the line on each sector; nothing for a force off the line.

    They spread over the option's sectors by length and density share, unless the
    pack or the reader says otherwise.
    """
    if not _line_share(option) or option.rules == "none":
        return {}
    if scenario.holding.allocation:
        return dict(scenario.holding.allocation)
    return dict.fromkeys(option.sectors, np.nan)


def _line_share(option: Option) -> float:
    """Return the share of the troops on the line: all, or a tier of a force that stands elsewhere.

    The tier is what the option's tasks count for the line, where the option names its sectors.
    """
    if option.placement == "line":
        return 1.0
    if option.troops_high == 0 or option.placement == "none" or not option.sectors:
        return 0.0
    told = [option.tasks.get(task, 0.0) for task in _LINE_TASKS]
    tier = sum(amount for amount in told if not isinstance(amount, str))
    return min(1.0, tier / option.troops_high)


def _reading(scenario: Scenario, option: Option) -> str:
    """Return the parameter that scales provocation by how the adversary reads the command."""
    rows = {str(row["id"]): str(row["adversary_reading"]) for row in scenario.rows("commands")}
    return _READ.get(rows.get(option.command, ""), "") if option.troops_high > 0 else ""


def _knots(scenario: Scenario) -> tuple[float, ...]:
    """Return when the game is solved: early, every five years, and around the end of any stay.

    The knots are those of all options, which share the world without a force.
    """
    years = scenario.holding.horizon_years
    last = [_KNOT_EVERY * n for n in range(1, int(years / _KNOT_EVERY) + 1)]
    stays = {
        option.duration_years
        for option in scenario.options
        if option.troops_high > 0 and option.timing != "wartime" and option.duration_years < years
    }
    gone = [stay + 1.0 / DAYS_A_YEAR for stay in stays]
    found = {k for k in (*_FIRST_KNOTS, *last, *stays, *gone, float(years)) if k <= years}
    return tuple(sorted(found))


def _names(scenario: Scenario, name: str) -> tuple[str, ...]:
    quantity = scenario.parameters.get(name)
    return quantity.value.names if quantity and isinstance(quantity.value, Choice) else ()


def _world_key(scenario: Scenario) -> str:
    """Return a name for everything the world without a force depends on."""
    from hashlib import sha256

    parts = (
        scenario.terms,
        scenario.sectors,
        scenario.holding,
        sorted(scenario.parameters.items()),
    )
    return sha256(repr(parts).encode()).hexdigest()[:16]
