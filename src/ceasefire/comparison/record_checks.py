"""Checks of claims that tables alone decide: dated statements, and the rules of commands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ceasefire.comparison.claim_cells import commands_in, states_in, states_out
from ceasefire.comparison.evidence import Evidence, Record, Row
from ceasefire.scenario.cells import keys_in

__all__ = ["command_limits", "not_ready_to_send", "only_these_open"]

# Positions of the table of stances that leave sending troops open, and those that decline it.
OPEN = ("committed", "lead", "supportive", "open")
DECLINED = ("opposed", "enabler_only")
READINGS = ("none", "low", "high")  # how much of a provocation, in rising order
STANCES = ("table/stances",)
OFFICES = {"PM": "Prime Minister", "FM": "Foreign Minister", "DM": "Defence Minister"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def only_these_open(evidence: Evidence, row: Row) -> Record | str:
    """Decide by dated statements that the states named are open, no others are, some decline.

    It holds if the latest statement of each state named is open and that of no other state is, and
    if the latest of each state said to rule it out declines.
    """
    latest, names = _latest(evidence), _names(evidence)
    named, out = states_in(row), states_out(row)
    if not any(iso3 in latest for iso3 in (*named, *out)):
        return "no_statements"
    is_open = {iso3 for iso3, said in latest.items() if said["position"] in OPEN}
    declined = {iso3 for iso3, said in latest.items() if said["position"] in DECLINED}
    others = sorted(is_open - set(named), key=lambda iso3: names.get(iso3, iso3))
    told = {
        "open": _and([names[s] for s in named if s in is_open]) or "none",
        "others": _and([names[s] for s in others]) or "none",
        "ruled_out": _and([names[s] for s in out if s in declined]) or "none",
    }
    spoken = set(latest)
    fails = others or (set(named) & spoken) - is_open or (set(out) & spoken) - declined
    if not fails and not {*named, *out} <= spoken:
        return "no_statements"
    return Record(
        verdict="refuted" if fails else "supported",
        reason="others_open_too" if fails else "only_these_open",
        facts=told,
        computed_from=STANCES,
        sources=_sources(latest[iso3] for iso3 in (*named, *out, *others) if iso3 in latest),
    )


def not_ready_to_send(evidence: Evidence, row: Row) -> Record | str:
    """Decide by dated statements that those the claim is attributed to had not backed sending.

    The latest statement of each counts; it holds if none of them is open, and fails if one is.
    Other speakers of the state who were open are named beside them.
    """
    said = [statement for iso3 in states_out(row) for statement in _said(evidence, iso3)]
    surnames = [name.split()[-1] for name in str(row["attributed_to"]).split(";")]
    latest = [next((s for s in reversed(said) if _by(s, name)), None) for name in surnames]
    known = [s for s in latest if s is not None]
    if len(known) < len(surnames):
        return "no_statements"
    others = {str(s["speaker"]): s for s in said if not any(_by(s, name) for name in surnames)}
    differ = [s for s in others.values() if s["position"] in OPEN]
    backed = any(s["position"] in OPEN for s in known)
    told = {
        "said": " ".join(_quoted(s) for s in known),
        "others": _and([_speaker(s) for s in differ]) or "none",
    }
    return Record(
        verdict="refuted" if backed else "supported",
        reason="had_backed_sending" if backed else "had_not_backed_sending",
        facts=told,
        computed_from=STANCES,
        sources=_sources((*known, *differ)),
    )


def command_limits(evidence: Evidence, row: Row) -> Record | str:
    """Compare commands by their table: who may take part, who can stop them, how they are read.

    The first is the one that the claim favours, the second the one it would limit. Refuted if a
    state named may not take part in the first. That it limits escalation is supported if the
    adversary reads less into it than into the second and nobody can stop it; else contested.
    """
    rows = {str(r["id"]): r for r in evidence.scenario.rows("commands")}
    states, forces = states_in(row), _forces(evidence)
    if not all(id in rows for id in commands_in(row)) or not set(states) <= set(forces):
        return "input_not_visible"
    chosen, limited, *_ = beside = [rows[id] for id in commands_in(row)]
    names, vetoes = _names(evidence), keys_in(chosen["vetoes"])
    admitted = [s for s in states if _may_join(forces[s], str(chosen["eligible"]))]
    reading, other_reading = (str(r["adversary_reading"]) for r in (chosen, limited))
    calmer = READINGS.index(reading) < READINGS.index(other_reading)
    told: dict[str, float | str] = {
        "title": str(chosen["title"]),
        "limited": str(limited["title"]),
        "precedent": str(chosen["precedent"]),
        "partners": _and([names.get(s, s) for s in admitted]) or "none of them",
        "vetoes": _and([names.get(s, s) for s in vetoes]) or "nobody",
        "start": _days(chosen),
        "others": "; ".join(_told(r) for r in beside[1:]),
        "reading": reading,
        "other_reading": other_reading,
    }
    verdict = "supported" if calmer and not vetoes else "contested"
    if len(admitted) < len(states):
        verdict = "refuted"
    return Record(
        verdict=verdict,
        reason="command_calmer" if calmer else "command_no_calmer",
        facts=told,
        computed_from=("table/commands",),
        sources=_sources(beside),
        deciding="vetoes" if calmer else "adversary_reading",
    )


def _told(row: Row) -> str:
    stop = "some states could stop it" if keys_in(row["vetoes"]) else "no other state can stop it"
    return f"{row['title']}, {_days(row)} days to start, {stop}"


def _days(row: Row) -> str:
    low, high = (float(str(row[f"start_delay_{end}_days"])) for end in ("low", "high"))
    return f"{low:.0f}–{high:.0f}"


def _forces(evidence: Evidence) -> Mapping[str, Row]:
    return {str(row["iso3"]): row for row in evidence.scenario.rows("contributor_forces")}


def _may_join(state: Row, eligible: str) -> bool:
    """Say whether a state may take part by its membership; where anybody may, it may."""
    nato, eu = bool(state["nato"]), bool(state["eu"])
    return {"nato": nato, "eu": eu, "eu_and_partners": eu or nato}.get(eligible, True)


def _said(evidence: Evidence, iso3: str) -> list[Row]:
    """Return a state's statements up to the as-of date, oldest first."""
    rows = [r for r in evidence.scenario.rows("stances") if r["iso3"] == iso3]
    return sorted(rows, key=lambda r: (str(r["date"]), str(r["id"])))


def _by(statement: Row, surname: str) -> bool:
    return surname in str(statement["speaker"]).split()


def _quoted(statement: Row) -> str:
    said = str(statement["summary"]).rstrip(".")
    return f"{_speaker(statement)}, {_day(str(statement['date']))}: {said}."


def _speaker(statement: Row) -> str:
    """Return who spoke, offices in full, without the paper that it was said to."""
    office, _, name = str(statement["speaker"]).partition(" (")[0].partition(" ")
    return f"{OFFICES.get(office, office)} {name}".rstrip()


def _day(written: str) -> str:
    """Return a date as a newspaper prints it; a month where the day is not known."""
    year, month, *day = written.split("-")
    name = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(day[0])} {name}" if day else name


def _latest(evidence: Evidence) -> Mapping[str, Row]:
    """Return each contributor's latest statement up to the as-of date."""
    known = {str(r["iso3"]) for r in evidence.scenario.rows("contributors")}
    return {iso3: said[-1] for iso3 in sorted(known) if (said := _said(evidence, iso3))}


def _names(evidence: Evidence) -> Mapping[str, str]:
    said = {str(r["iso3"]): str(r["country"]) for r in evidence.scenario.rows("stances")}
    return said | {str(r["iso3"]): str(r["name"]) for r in evidence.scenario.rows("contributors")}


def _and(items: Sequence[str]) -> str:
    """Return names as running text, nothing for none."""
    head, last = ", ".join(items[:-1]), "".join(items[-1:])
    return f"{head} and {last}" if head else last


def _sources(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for row in rows for key in keys_in(row["sources"])))
