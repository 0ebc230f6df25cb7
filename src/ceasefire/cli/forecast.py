"""What ``ceasefire forecast`` writes: every dated chance of a run as a forecast to be scored."""

from __future__ import annotations

import calendar
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from ceasefire.briefing.feasibility_data import (
    FeasibilityView,
    contributors,
    feasibility_views,
    no_force_view,
)
from ceasefire.briefing.holding_data import CENTRAL, holding_views, variant_masks
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.words import join
from ceasefire.cli.printed import print_json
from ceasefire.core.errors import RunError, UsageError
from ceasefire.hindcast.forecasts import Forecast, forecasts_text, write_forecasts
from ceasefire.results import FloatArray
from ceasefire.runs.reading import Run
from ceasefire.scenario.network_rules import ARRIVAL_DAYS, DEADLINES_MONTHS, HEADLINE_MONTHS

__all__ = ["forecasts_of", "print_forecasts"]

_WINDOW_MONTHS = 24
_CONDITION = "host_keeps_"
_GRADE = "E"  # all of them rest on judgements


def print_forecasts(run: Run, out: Path | None, as_json: bool) -> None:
    """Write the forecasts of a run to a file, or to standard output.

    Raises
    ------
    RunError
        If the run answers neither question.
    UsageError
        If both a file and JSON are asked for.
    """
    found = forecasts_of(RunReader(run))
    if not found:
        raise RunError(f"{run.folder} has no dated chances: its pack has no network and no line.")
    if as_json and out is not None:
        raise UsageError("--out writes a CSV, --json prints: give one of them.")
    if as_json:
        print_json([_plain(forecast) for forecast in found])
    elif out is not None:
        write_forecasts(out, found)
        print(out)
    else:
        sys.stdout.write(forecasts_text(found))


def forecasts_of(reader: RunReader) -> list[Forecast]:
    """Return every dated chance of a run, in the order of the page."""
    return [*_settlements(reader), *_forces(reader), *_states(reader), *_holding(reader)]


def _settlements(reader: RunReader) -> Iterator[Forecast]:
    view = no_force_view(reader) or next(iter(feasibility_views(reader)), None)
    if view is None:
        return
    host, adversary = _parties(reader)
    for months in DEADLINES_MONTHS:
        yield _forecast(
            reader,
            f"ceasefire-{months}-months",
            f"A general ceasefire between {host} and {adversary} is concluded within {months} "
            f"months, on terms that leave {host} its {_kept(reader)}{_unasked(view)}",
            _after(reader.scenario.as_of, months),
            f"Yes if by the deadline {_settled(reader)}",
            view.values(f"settlement.months_{months}"),
            view,
        )


def _unasked(view: FeasibilityView) -> str:
    return "" if view.sends else " (foreseen without a force on offer)"


def _forces(reader: RunReader) -> Iterator[Forecast]:
    settled = _after(reader.scenario.as_of, HEADLINE_MONTHS)
    host, _ = _parties(reader)
    for view in feasibility_views(reader):
        if view.sends:
            question = (
                f"A ceasefire is concluded by {settled} on terms that leave {host} its "
                f"{_kept(reader)}, and “{view.option.title}” stands in place {ARRIVAL_DAYS} days "
                "after it began"
            )
            rule = (
                f"Yes if by {settled} {_settled(reader)}, and official figures put the foreign "
                f"force at {_least(view)} soldiers or more {ARRIVAL_DAYS} days after the ceasefire "
                "began, placed as the option says"
            )
            yield _forecast(
                reader,
                f"force-{view.option.id}",
                question,
                settled + timedelta(days=ARRIVAL_DAYS),
                rule,
                view.happens,
                view,
                option=view.option.id,
            )
            yield _forecast(
                reader,
                f"force-holds-{view.option.id}",
                f"{question}, and no large-scale war returns within {_years(view)} years of it",
                _after(settled, 12 * int(view.plan["horizon_years"])),
                f"{rule}; and within {_years(view)} years of the ceasefire no thousand soldiers "
                "die in battle within twelve months, and no brigade or more seizes territory",
                view.both,
                view,
                option=view.option.id,
            )


def _states(reader: RunReader) -> Iterator[Forecast]:
    made = reader.scenario.as_of
    settled = _after(made, _WINDOW_MONTHS)
    for state in contributors(reader):
        yield Forecast(
            id=f"contributes-{state.iso3.lower()}",
            question=f"{state.name} takes part, once there are a ceasefire and a force of several "
            "states",
            made_on=made,
            deadline=settled + timedelta(days=ARRIVAL_DAYS),
            resolution_rule=f"Void without a general ceasefire by {settled}, or without a force of "
            "several states; yes if its government or parliament has decided to send soldiers to "
            f"it within {ARRIVAL_DAYS} days of the ceasefire",
            probability=_rounded(state.middle),
            p05=_rounded(state.low),
            p95=_rounded(state.high),
            grade=_GRADE,
            pack=reader.scenario.id,
        )


def _holding(reader: RunReader) -> Iterator[Forecast]:
    made = reader.scenario.as_of
    settled = _after(made, _WINDOW_MONTHS)
    for view in holding_views(reader):
        shares = view.histories(view.values(f"holds.h2.year_{view.years}"))
        yield Forecast(
            id=f"holds-{view.option.id}",
            question=f"Under “{view.option.title}” no large-scale war returns within {view.years} "
            "years of the ceasefire",
            made_on=made,
            deadline=_after(settled, 12 * view.years),
            resolution_rule=f"Void unless a general ceasefire is concluded by {settled} and the "
            "option comes about; no if within those years a thousand soldiers die in battle within "
            "twelve months, or a brigade or more seizes territory",
            probability=_rounded(shares.get(CENTRAL, min(shares.values()))),
            p05=_rounded(min(shares.values())),
            p95=_rounded(max(shares.values())),
            grade=_GRADE,
            pack=reader.scenario.id,
            option=view.option.id,
        )


def _forecast(
    reader: RunReader,
    id: str,
    question: str,
    deadline: date,
    rule: str,
    values: FloatArray,
    view: FeasibilityView,
    option: str = "",
) -> Forecast:
    """Return a forecast of chances by draw: their mean, which is what a score is taken of.

    The mean is that of the central variant, and never nearer to nothing than the draws can tell;
    the range is the widest of the variants.
    """
    central = values[variant_masks(reader)[CENTRAL]]
    mean = max(float(np.nanmean(central)), 1.0 / (len(values) + 2))
    band = view.envelope(values)
    return Forecast(
        id=id,
        question=question,
        made_on=reader.scenario.as_of,
        deadline=deadline,
        resolution_rule=rule,
        probability=_rounded(mean),
        p05=_rounded(min(band.low, mean)),
        p95=_rounded(max(band.high, mean)),
        grade=_GRADE,
        pack=reader.scenario.id,
        option=option,
    )


def _years(view: FeasibilityView) -> str:
    return str(int(view.plan["horizon_years"]))


def _least(view: FeasibilityView) -> str:
    """Return the troops from which on the option counts as there, in thousands."""
    asked = view.option.troops_low
    share = float(np.median(view.reader.parameter("force_minimum_share")))
    return f"{round(asked * share, -3) or asked:,.0f}"


def _settled(reader: RunReader) -> str:
    host, _ = _parties(reader)
    return (
        "both governments have announced a general ceasefire that is in force, and its terms leave "
        f"{host} its {_kept(reader)}"
    )


def _kept(reader: RunReader) -> str:
    """Return the conditions of the pack in words."""
    names = [term.name for term in reader.scenario.terms if term.name.startswith(_CONDITION)]
    return join(name.removeprefix(_CONDITION) for name in names) or "terms"


def _parties(reader: RunReader) -> tuple[str, str]:
    parties = reader.scenario.parties
    return parties.get("host", "the host"), parties.get("adversary", "the adversary")


def _after(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _rounded(chance: float) -> float:
    return float(f"{min(1.0, max(0.0, chance)):.2g}")  # judged: two digits tell enough


def _plain(forecast: Forecast) -> dict[str, object]:
    found = asdict(forecast)
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in found.items()}
