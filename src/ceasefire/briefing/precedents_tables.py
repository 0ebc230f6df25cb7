"""Tables of the section on past missions: nearest cases, classes, losses, the track record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ceasefire.briefing.model import DataTable
from ceasefire.briefing.precedents_data import (
    STAGE,
    CaseNear,
    classes,
    is_later,
    lead_option,
    losses_of,
    nearest,
)
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.record_tables import record_tables
from ceasefire.briefing.words import number
from ceasefire.scenario.cells import keys_in

__all__ = ["precedents_tables"]

_CLASSES = {
    "civil_war_truce": "civil wars",
    "monitored_line": "lines",
    "interstate_ending": "wars between states",
}
_FORCE = {"none": "none", "present": "present", "any": "either"}
_KINDS = {
    "calm_line": "a calm line",
    "settlement": "a settlement it guards",
    "contested_line": "a contested line",
    "stabilisation": "an area with armed groups",
    "open_war": "an open war",
    "other": "accidents and illness, anywhere",
}
_OWN_CASE = " One counted after the date may count this very ceasefire."
_LATER_YEARS = " Deaths are counted over the years named, also those after the date."


def precedents_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables that the run can fill."""
    of_cases = told(
        lambda: _nearest(reader),
        lambda: _classes(reader),
        lambda: _losses(reader),
        lambda: _losses_by_option(reader),
    )
    return (*of_cases, *record_tables(reader))


def _nearest(reader: RunReader) -> DataTable | None:
    """Return the nearest missions of every option with a force; those with the same once."""
    together: dict[frozenset[_Near], list[tuple[str, dict[_Near, float]]]] = {}
    for option in reader.scenario.options:
        if option.id in reader.options and option.troops_high > 0:
            found = {_near(case): case.distance for case in nearest(reader, option)}
            together.setdefault(frozenset(found), []).append((option.title, found))
    rows = [row for options in together.values() for row in _near_rows(options)]
    if not rows:
        return None
    return DataTable(
        "The past missions nearest to each option, five at most",
        ("Options", "Past mission", "Distance", "Alike but for", "What became of it"),
        tuple(rows),
        "Distance: 0 where all that both tell is alike, 1 where nothing is: mandate, consent, "
        "place, line, kind of war, great power and size, weighed by this project’s judgement. What "
        "a mission does not tell is not compared.",
    )


_Near: TypeAlias = tuple[str, str, str]


def _near(case: CaseNear) -> _Near:
    """Return a mission's name, what is not alike, and what became of it."""
    return case.name, ", ".join(case.apart) or "little", case.outcome


def _near_rows(
    options: Sequence[tuple[str, Mapping[_Near, float]]],
) -> Iterator[tuple[str, ...]]:
    """Yield a row a mission for options that are near to the same ones for the same reasons."""
    titles = "; ".join(title for title, _ in options)
    each = [found for _, found in options]
    for case in sorted(each[0], key=lambda case: each[0][case]):
        distances = [found[case] for found in each]
        ends = dict.fromkeys(f"{end:.2f}" for end in (min(distances), max(distances)))
        name, apart, outcome = case
        yield titles, name, "–".join(ends), apart, outcome
        titles = ""


def _classes(reader: RunReader) -> DataTable | None:
    rows = tuple(
        (
            f"{_CLASSES.get(str(row['reference_class']), '')}: {row['cases']}",
            str(row["level"]),
            _FORCE.get(str(row["force"]), str(row["force"])),
            "not told" if row["n"] is None else number(float(str(row["n"])), published=True),
            *(_share(row[name]) for name in ("broken_1y", "broken_5y", "broken_10y")),
            _interval(row),
            _counted(reader, row),
        )
        for row in classes(reader)
    )
    if not rows:
        return None
    return DataTable(
        "How often past ceasefires broke, class by class",
        (
            "Cases",
            "Level",
            "Force",
            "n",
            "1 year",
            "5 years",
            "10 years",
            "95% interval at 5",
            "Counted",
        ),
        rows,
        "H2: large-scale war returns. H1: 25 battle deaths in a year, which is less. Classes and "
        "levels are never pooled."
        + (_OWN_CASE if any(is_later(reader, row) for row in classes(reader)) else ""),
    )


def _counted(reader: RunReader, row: Mapping[str, object]) -> str:
    """Return when a class was counted, and whether that is later than the date."""
    known = str(row["known_from"] or "")[:4] or "not told"
    return f"{known}, after the date" if is_later(reader, row) else known


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _share(cell: object) -> str:
    return "not told" if cell is None else _percent(float(str(cell)))


def _interval(row: Mapping[str, object]) -> str:
    low, high = row["low"], row["high"]
    if low is None or high is None:
        return "not told"
    return f"{_percent(float(str(low)))}–{_percent(float(str(high)))}"


def _losses(reader: RunReader) -> DataTable | None:
    option = lead_option(reader)
    found = losses_of(reader, option) if option else {}
    if option is None or not found:
        return None
    per_thousand = {
        str(rate["kind"]): _ends(1000 * float(rate["low"]), 1000 * float(rate["high"]))
        for rate in reader.run.plan(STAGE, option.id)["rates"]
    }
    rows = []
    for kind, words in _KINDS.items():
        if kind in found:
            missions = [
                str(row["title"])
                for row in reader.scenario.rows("loss_rates")
                if row["kind"] == kind or (kind == "other" and row["other_rate"] is not None)
            ]
            named = "; ".join(missions) if kind != "other" else f"{len(missions)} missions"
            deaths = _ends(found[kind].p05, found[kind].p95)
            rows.append((words, per_thousand.get(kind, ""), deaths, named))
    return DataTable(
        "Deaths a year, by what past missions met",
        ("Had it met", "Per 1,000 soldiers", f"In “{option.title}”", "Missions"),
        tuple(rows),
        "Per 1,000 the lowest and the highest rate of the missions named; for the option 5–95% of "
        "the draws between them." + (_LATER_YEARS if _counts_later_years(reader) else ""),
    )


def _counts_later_years(reader: RunReader) -> bool:
    """Say whether deaths come from a count of a later year than that of the date."""
    keys = {k for row in reader.scenario.rows("loss_rates") for k in keys_in(row["sources"])}
    year, sources = f"{reader.scenario.as_of:%Y}", reader.scenario.sources
    return any(sources[key].date[:4] > year for key in keys if key in sources)


def _losses_by_option(reader: RunReader) -> DataTable | None:
    forces = [o for o in reader.scenario.options if o.id in reader.options and o.troops_high > 0]
    found = {option.title: losses_of(reader, option) for option in forces}
    kinds = [kind for kind in _KINDS if any(kind in losses for losses in found.values())]
    if len(found) < 2 or not kinds:
        return None
    return DataTable(
        "Deaths a year in a force of each option’s size, by what it would meet",
        ("Option", *(_KINDS[kind] for kind in kinds)),
        tuple(
            (title, *(_ends(losses[k].p05, losses[k].p95) if k in losses else "" for k in kinds))
            for title, losses in found.items()
        ),
        "5–95% of the draws, at the rates of the table above.",
    )


def _ends(low: float, high: float) -> str:
    ends = dict.fromkeys(number(end) for end in (low, high))
    return "–".join(ends)
