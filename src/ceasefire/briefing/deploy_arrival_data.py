"""What the closure curves draw: troops there by day, milestones, what holds them back."""

from __future__ import annotations

import numpy as np

from ceasefire.briefing.deploy_data import MAIN_RULE, STAGE, DeployView, five, flagship, others
from ceasefire.briefing.figures.closure import Closure, Curve
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.words import number

__all__ = ["bottleneck_text", "closure_data", "days_text"]


def closure_data(reader: RunReader) -> Closure | None:
    """Return the closure curves of the flagship, a force on the line and one outside."""
    lead = flagship(reader)
    if lead is None:
        return None
    beside = [view for view in others(reader, lead) if view.option.placement != "rear"]
    curves = [curve for view in (lead, *beside) if (curve := _curve(view)) is not None]
    if not curves:
        return None
    titles = "; ".join(f"{curve.title}: {', '.join(curve.milestones)}" for curve in curves)
    return Closure(tuple(curves), f"Troops there by day, at the earliest. {titles}.")


def _curve(view: DeployView) -> Curve | None:
    horizons = sorted(
        float(name.removeprefix("arrived.day_").removesuffix("_troops"))
        for name in view.names
        if name.startswith("arrived.day_")
    )
    spreads = [view.spread(f"arrived.day_{day:.0f}_troops") for day in horizons]
    known = [spread for spread in spreads if spread is not None]
    if not known or len(known) != len(horizons):
        return None
    return Curve(
        title=view.option.title,
        family=view.option.family,
        asked=view.asked,
        days=(0.0, *horizons),
        troops=((0.0, 0.0, 0.0, 0.0, 0.0), *(five(spread) for spread in known)),
        milestones=tuple(
            f"{words}: {days_text(view, share, max(horizons))}"
            for share, words in ((25, "a quarter"), (50, "half"), (100, "all"))
        ),
        held=bottleneck_text(view),
        start="a ceasefire" if view.option.timing == "after_ceasefire" else "the call",
    )


def days_text(view: DeployView, share: int, last: float) -> str:
    """Return in words on which day, at the earliest, a share (per cent) of the troops is there.

    Of the troops that come: in the draws in which anybody does.
    """
    comes = view.values(f"coalition.{MAIN_RULE}_troops") > 0
    days = view.values(f"arrival.days_to_{share}")[comes]
    if not days.size:
        return "nobody comes"
    low, high = np.quantile(days, [0.05, 0.95], method="nearest")
    if not np.isfinite(low):
        return f"not by day {last:.0f}"
    if not np.isfinite(high):
        return f"from day {number(low)}, in some draws not by day {last:.0f}"
    ends = dict.fromkeys((number(low), number(high)))
    return f"day {'–'.join(ends)}"


def bottleneck_text(view: DeployView) -> str:
    """Return what holds back most, in the draws in which anybody comes.

    In words without a share: capacities and delays are judged.
    """
    names = _bottlenecks(view)
    comes = view.values(f"coalition.{MAIN_RULE}_troops") > 0
    codes = view.values("arrival.bottleneck")[comes].astype(int)
    if not codes.size:
        return "nothing, for nobody comes"
    counts = np.bincount(codes, minlength=len(names))
    order = np.argsort(-counts, kind="stable")
    first, others = names[order[0]], [names[i] for i in order[1:] if counts[i] >= codes.size / 10]
    if not others:
        return str(first)
    often = " in most draws" if counts[order[0]] > codes.size / 2 else ""
    return f"{first}{often}, else {' or '.join(others)}"


def _bottlenecks(view: DeployView) -> list[str]:
    """Return the names that the codes of the column stand for, from its description."""
    key = f"{STAGE}/{view.option.id}/arrival.bottleneck"
    said = str(view.reader.run.codebook["columns"][key]["description"])
    return said.partition(": ")[2].split(", ")
