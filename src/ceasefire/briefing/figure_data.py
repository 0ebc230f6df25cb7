"""What the figures draw, taken from a run: plain numbers, no drawing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ceasefire.briefing.figures.published_sizes import (
    ComputedBand,
    FamilyRow,
    PublishedFigure,
    PublishedSizes,
)
from ceasefire.briefing.figures.requirement_by_method import (
    Claim,
    JobGroup,
    MethodRow,
    RequirementByMethod,
    RotationLine,
    Variant,
)
from ceasefire.briefing.options import first_option
from ceasefire.briefing.published import family_of
from ceasefire.briefing.read import Envelope, RunReader, Spread
from ceasefire.scenario.model import Option

__all__ = ["published_sizes_data", "requirement_data"]

ROWS = (
    ("reassure", "Reassure from the rear", "behind the host’s own lines", "rear"),
    ("deter", "Deter a new attack", "brigades meant to fight", "deter"),
    ("line", "Stand on the line", "peacekeeping, demilitarised zone", "interpose"),
    ("observe", "Watch the line", "observers and monitors", "watch"),
    ("none", "Not sizes", "national shares, pools, supply limits, rules", ""),
)


def published_sizes_data(reader: RunReader) -> PublishedSizes:
    """Return every published figure by family, those after the as-of date marked as later."""
    known = [(row, False) for row in reader.scenario.rows("proposals")]
    dated = [*known, *((row, True) for row in reader.scenario.published_after)]
    rows = tuple(
        FamilyRow(
            family=family,
            title=title,
            note=note,
            figures=tuple(
                figure
                for row, after in dated
                if family_of(row) == family and (figure := _figure(row, family, after))
            ),
            bands=_bands(reader, part),
        )
        for family, title, note, part in ROWS
    )
    return PublishedSizes(
        as_of=reader.scenario.as_of,
        rows=rows,
        description="Published sizes of the force by concept and date, with computed ranges.",
    )


def _figure(row: Mapping[str, object], family: str, after: bool) -> PublishedFigure | None:
    low, high = _number(row["troops_low"]), _number(row["troops_high"])
    if low is None and high is None:
        return None
    day = str(row["date"])
    exact = len(day) == 10
    published = date.fromisoformat(day if exact else f"{day}-15")
    name = str(row["proposer"])
    return PublishedFigure(
        id=str(row["id"]),
        published=published,
        low=low,
        high=high,
        family=family,
        after=after,
        exact=exact,
        label=name.removesuffix(" (reported)"),
        brief_label=_surname(name),
        priority=100 if after else 10,
    )


def _surname(name: str) -> str:
    """Return the last name of a person named in full, else nothing."""
    words = name.split()
    person = 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)
    return words[-1] if person else ""


def _bands(reader: RunReader, part: str) -> tuple[ComputedBand, ...]:
    option = first_option(reader, part) if part else None
    if option is None:
        return ()
    method = "line_density" if option.placement == "line" else "task_build_up"
    envelope = reader.envelope(option.id, method)
    if envelope is None:
        return ()
    return (ComputedBand(p05=envelope.low[1], p95=envelope.high[1]),)


def requirement_data(reader: RunReader) -> RequirementByMethod:
    """Return each method's answer for each job, with those that do not apply and why."""
    groups = (
        _group(reader, "watch", "observe", "Watch the line, with consent"),
        _group(reader, "interpose", "line", "Stand between the armies, with consent"),
        _group(reader, "opposed", "line", "Stand there where one side only tolerates it"),
        _group(reader, "rear", "reassure", "Guard, train and reassure in the rear"),
        _group(reader, "deter", "deter", "Deter a new attack"),
    )
    return RequirementByMethod(
        groups=tuple(group for group in groups if group),
        claims=_claims(reader),
        rotation=_rotation(reader),
        description="Troops needed by job and method, with the range of each; log scale.",
    )


METHOD_TITLES = {
    "line_density": ("Troops by kilometre", "past missions one by one as the yardstick"),
    "task_build_up": ("Task by task", "with a tail for combat brigades"),
    "hold_time": ("Hold until help arrives", "one published force, another theatre"),
    "force_ratio": ("Ratio of forces", "which strengths count is open"),
    "population_density": ("Troops by population", "counts the host’s own"),
}
_ORDER = ("line_density", "task_build_up", "hold_time", "force_ratio", "population_density")
VARIANT_TITLES = {
    "combat_brigades_only": "combat brigades only",
    "with_tail": "with their tail",
    "slice_2025_packages": "tail of 2025 packages",
    "slice_bosnia_1993": "tail of Bosnia 1993",
    "theatre_all_host": "adversary in the theatre, all of the host",
    "theatre_front_host": "adversary in the theatre, host at the front",
    "army_all_host": "whole adversary, all of the host",
    "army_front_host": "whole adversary, host at the front",
}


def _group(reader: RunReader, part: str, family: str, title: str) -> JobGroup | None:
    option = first_option(reader, part)
    if option is None:
        return None
    order = _ORDER if part != "opposed" else _ORDER[:-1]
    rows = [row for method in order if (row := _row(reader, option, method))]
    return JobGroup(family=family, title=title, rows=tuple(rows))


def _row(reader: RunReader, option: Option, method: str) -> MethodRow | None:
    title, note = METHOD_TITLES[method]
    envelope = reader.envelope(option.id, method)
    if envelope is None:
        _, reason = reader.status(option.id, method)
        # A rule that was never meant for the job is left out; one that is quoted for it stays.
        if not reader.blank_because(option.id, method, "counts_host_forces"):
            return None
        return MethodRow(title=title, note=note, reason=reason)
    if len(envelope.variants) == 1:
        if envelope.low[1] == envelope.high[1]:
            # The sum of the option's own numbers: it tells nothing about what the job takes.
            return None
        return _single(title, note, envelope.variants[0][1])
    return MethodRow(
        title=title,
        note=note,
        grade=envelope.grade,
        variants=tuple(_variants(reader, envelope)),
    )


def _single(title: str, note: str, spread: Spread) -> MethodRow:
    return MethodRow(
        title=title,
        note=note,
        grade=spread.grade,
        quantiles=(spread.p05, spread.p25, spread.p50, spread.p75, spread.p95),
        dots=spread.dots,
        middle=not spread.judged,
    )


def _variants(reader: RunReader, envelope: Envelope) -> list[Variant]:
    missions = reader.mission_names()
    found = []
    for name, spread in envelope.variants:
        title = missions.get(name) or VARIANT_TITLES.get(name, name)
        if spread.p95 == 0:
            title = f"{title}: none needed"
        found.append(Variant(title, spread.p05, spread.p95))
    return found


def _claims(reader: RunReader) -> tuple[Claim, ...]:
    found = []
    for row in reader.scenario.rows("claims"):
        low, high = _number(row["quantity_low"]), _number(row["quantity_high"])
        if row["check_by"] == "size" and row["question"] == "size" and low and high:
            who = str(row["attributed_to"]).split(" (")[0]
            found.append(Claim(low, high, who, who.split()[-1]))
    return tuple(found)


def _rotation(reader: RunReader) -> RotationLine | None:
    option = first_option(reader, "deter")
    rules = reader.scenario.rows("rotation_rules")
    if option is None or not rules:
        return None
    multipliers = {_middle(row) for row in rules}
    return RotationLine(
        title="Pool behind it",
        note="by rotation rule; not a size of the force",
        force=(option.troops_low + option.troops_high) / 2,
        multipliers=tuple(sorted(multipliers)),
        grade=max(str(row["grade"]) for row in rules),
    )


def _middle(row: Mapping[str, object]) -> float:
    low, high = _number(row["multiplier_low"]), _number(row["multiplier_high"])
    return round(((low or 0.0) + (high or 0.0)) / 2, 1)


def _number(cell: object) -> float | None:
    return None if cell is None else float(str(cell))
