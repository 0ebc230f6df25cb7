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
from ceasefire.briefing.rotation_data import METHOD, pools_behind
from ceasefire.briefing.size_plan import MethodPlan
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
    envelope = reader.envelope(option.id, reader.size_plan(option.id).job_method)
    if envelope is None:
        return ()
    return (ComputedBand(p05=envelope.low[1], p95=envelope.high[1]),)


# Part an option plays, family by whose colour and mark it is drawn, and the job in words.
JOBS = (
    ("watch", "observe", "Watch the line, with consent"),
    ("interpose", "line", "Stand between the armies, with consent"),
    ("opposed", "line", "Stand there where one side only tolerates it"),
    ("rear", "reassure", "Guard, train and reassure in the rear"),
    ("deter", "deter", "Deter a new attack"),
)


def requirement_data(reader: RunReader) -> RequirementByMethod:
    """Return each method's answer for each job, with those that do not apply and why."""
    groups: list[JobGroup] = []
    for part, family, title in JOBS:
        option = first_option(reader, part)
        if option is not None:
            # Why a rule says nothing is told once, at the first job it is quoted for.
            told = {row.title for group in groups for row in group.rows if row.reason}
            rows = [row for row in _rows(reader, option) if row.title not in told or not row.reason]
            groups.append(JobGroup(family=family, title=title, rows=tuple(rows)))
    return RequirementByMethod(
        groups=tuple(groups),
        claims=_claims(reader),
        rotation=_rotation(reader),
        description="Troops needed by job and method, with the range of each; log scale.",
    )


def _rows(reader: RunReader, option: Option) -> list[MethodRow]:
    methods = [m for m in reader.size_plan(option.id).methods if m.sizes_force]
    return [row for method in methods if (row := _row(reader, option, method))]


def _row(reader: RunReader, option: Option, method: MethodPlan) -> MethodRow | None:
    title, note = method.title, method.note
    envelope = reader.envelope(option.id, method.name)
    if envelope is None:
        counts, reason = reader.status(option.id, method.name)
        # A rule that was never meant for the job is left out; one that is quoted for it and turns
        # out to say nothing stays. What is unknown is said by the limits.
        if method.reason or "not applicable" not in counts:
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
        variants=tuple(_variants(method, envelope)),
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


def _variants(method: MethodPlan, envelope: Envelope) -> list[Variant]:
    found = []
    for name, spread in envelope.variants:
        title = method.variants[name]
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
    pools = pools_behind(reader, option.id) if option else ()
    if option is None or not pools:
        return None
    method = reader.size_plan(option.id).method(METHOD)
    return RotationLine(
        title=method.title,
        note=method.note,
        pools=tuple((pool.multiplier, pool.troops) for pool in pools),
        grade=max(str(row["grade"]) for row in reader.scenario.rows("rotation_rules")),
    )


def _number(cell: object) -> float | None:
    return None if cell is None else float(str(cell))
