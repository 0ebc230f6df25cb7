"""What the figures of the deploy section draw, from stored columns and the stored plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.deploy_plan import GROUPS, DeployPlan, deploy_plan_of
from ceasefire.briefing.figures.coalition import Coalition, StateBar
from ceasefire.briefing.figures.interval_rows import IntervalRow, Quantiles
from ceasefire.briefing.figures.reach import Reach, ReachRow, ReachRule
from ceasefire.briefing.figures.rotation_burden import RotationBurden
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader, Spread
from ceasefire.briefing.spread import quantiles
from ceasefire.briefing.words import number, small
from ceasefire.results import FloatArray
from ceasefire.scenario.model import Option

__all__ = [
    "RULES",
    "DeployView",
    "burden_data",
    "coalition_data",
    "five",
    "flagship",
    "forces",
    "others",
    "reach_data",
    "view_of",
]

STAGE = "deploy"
# Rules of rotation in the order of the bars; the last is the one coalitions are put together by.
RULES = {
    "measured_share": "what armies have kept out in fact",
    "target_share": "the share NATO set as a target",
    "national_rotation": "each state’s own rotation",
}
MAIN_RULE = "national_rotation"
GROUP_TITLES = {
    "heavy": "heavy battle groups",
    "mechanised": "mechanised battle groups",
    "light": "light battle groups",
    "support": "support",
}
NAMED_STATES = 12
LEAST_SHARE = 0.05  # of draws; from fewer nothing is said about a coalition
_FEWEST = 20  # draws; from fewer no chance is read


@dataclass(frozen=True)
class DeployView:
    """One option's deployment as the figures see it."""

    reader: RunReader
    option: Option

    @cached_property
    def plan(self) -> DeployPlan:
        """What the stage fixed beforehand."""
        return deploy_plan_of(self.reader.run.plan(STAGE, self.option.id))

    @cached_property
    def names(self) -> frozenset[str]:
        """The stored columns."""
        return frozenset(self.reader.names(STAGE, self.option.id))

    def values(self, column: str) -> FloatArray:
        """Return a stored column as numbers, shape (draws,)."""
        return self.reader.values(STAGE, self.option.id, column).astype(float)

    def spread(self, column: str) -> Spread | None:
        """Return how a stored column spreads, None where it is absent or no draw has a value."""
        if column not in self.names:
            return None
        return self.reader.spread(STAGE, self.option.id, column)

    @property
    def asked(self) -> tuple[float, float]:
        """The troops the option asks for."""
        return self.option.troops_low, self.option.troops_high

    @cached_property
    def reached_share(self) -> float:
        """Share of the draws in which a coalition reaches the size."""
        return float((self.values(f"coalition.{MAIN_RULE}_reaches") > 0).mean())

    @property
    def forms(self) -> bool:
        """Whether a coalition reaches the size often enough to be described."""
        reached = self.values(f"coalition.{MAIN_RULE}_reaches") > 0
        return self.reached_share >= LEAST_SHARE and int(reached.sum()) >= _FEWEST

    @cached_property
    def formed(self) -> NDArray[np.bool_]:
        """The draws that the coalition is described by: those in which it reaches the size.

        Where it hardly ever does, those in which anybody comes.
        """
        if self.forms:
            return self.values(f"coalition.{MAIN_RULE}_reaches") > 0
        comes = self.values(f"coalition.{MAIN_RULE}_troops") > 0
        return comes if comes.any() else np.ones(len(comes), dtype=bool)


def view_of(reader: RunReader, option: Option | None) -> DeployView | None:
    """Return the view of an option that has a coalition in the run, else None."""
    if option is None:
        return None
    column = f"coalition.{MAIN_RULE}_troops"
    return DeployView(reader, option) if column in reader.names(STAGE, option.id) else None


def forces(reader: RunReader) -> tuple[DeployView, ...]:
    """Return the options with a force and a coalition, by the size they ask for."""
    found = [
        view
        for option in reader.scenario.options
        if option.troops_high > 0 and (view := view_of(reader, option)) is not None
    ]
    return tuple(sorted(found, key=lambda view: (view.asked[1], view.asked[0], view.option.id)))


def flagship(reader: RunReader) -> DeployView | None:
    """Return the option the figures follow: the first deterrent, else the middle one by size."""
    first = view_of(reader, first_option(reader, "deter"))
    known = forces(reader)
    return first or (known[len(known) // 2] if known else None)


def others(reader: RunReader, lead: DeployView) -> tuple[DeployView, ...]:
    """Return the options beside the flagship: in the rear, on the line, outside."""
    known = [view for view in forces(reader) if view.option.id != lead.option.id]
    found = []
    for placement in ("rear", "line", "outside"):
        fitting = [view for view in known if view.option.placement == placement]
        family = [v for v in fitting if v.option.family in _FAMILIES[placement]] or fitting
        if family:
            found.append(min(family, key=lambda v: abs(v.asked[1] - _SIZES[placement])))
    return tuple(found)


# What stands beside the flagship: the concept's usual family and size, any pack's nearest.
_FAMILIES = {"rear": ("reassure",), "line": ("line",), "outside": ("deter",)}
_SIZES = {"rear": 25_000.0, "line": 100_000.0, "outside": 40_000.0}


def five(spread: Spread) -> Quantiles:
    """Return the five quantiles of a spread."""
    return (spread.p05, spread.p25, spread.p50, spread.p75, spread.p95)


def coalition_data(view: DeployView) -> Coalition | None:
    """Return the states of the coalition in the draws where it forms, or None.

    In the order of what they bring on average, as in the table of states.
    """
    together = view.spread(f"coalition.{MAIN_RULE}_troops")
    if together is None or together.p95 <= 0:
        return None
    formed = view.formed
    troops = {
        iso3: values
        for iso3 in view.plan.shown
        if (values := view.values(f"state.{iso3}_troops")[formed]).max(initial=0.0) > 0
    }
    if not troops:
        return None
    order = sorted(troops, key=lambda iso3: (-troops[iso3].mean(), iso3))
    named = order if len(order) <= NAMED_STATES + 1 else order[:NAMED_STATES]
    bars = [_bar(view, view.plan.state(iso3).name, {iso3: troops[iso3]}) for iso3 in named]
    rest = {iso3: troops[iso3] for iso3 in order[len(named) :]}
    if rest:
        bars.append(_bar(view, f"{small(len(rest)).capitalize()} others", rest))
    sent = [view.values(f"state.{iso3}_troops")[formed] for iso3 in view.plan.shown]
    all_troops = np.sum(sent, axis=0)
    title = view.option.title
    return Coalition(
        family=view.option.family,
        groups=tuple(GROUP_TITLES[group] for group in GROUPS),
        states=tuple(bars),
        together=_quantiles(all_troops),
        asked=view.asked,
        description=f"Troops by state and unit type in the coalition for “{title}”.",
    )


def _bar(view: DeployView, name: str, troops: dict[str, FloatArray]) -> StateBar:
    """Return the bar of some states together, in the draws in which any of them takes part.

    Each splits its troops as its plan does.
    """
    total = np.sum(list(troops.values()), axis=0)
    low, high = (float(v) for v in np.quantile(total[total > 0], [0.05, 0.95]))
    parts = np.sum(
        [float(t.mean()) * np.array(view.plan.split(iso3)) for iso3, t in troops.items()],
        axis=0,
    )
    scale = high / parts.sum() if parts.sum() > 0 else 0.0
    return StateBar(name, tuple((parts * scale).tolist()), low, high)


def reach_data(reader: RunReader) -> Reach | None:
    """Return the sizes reached under each rule, a row an option, or None without a force."""
    rows = []
    for view in forces(reader):
        spreads = [view.spread(f"coalition.{rule}_troops") for rule in RULES]
        known = [spread for spread in spreads if spread is not None]
        if len(known) == len(RULES):
            rows.append(
                ReachRow(
                    title=view.option.title,
                    family=view.option.family,
                    asked=view.asked,
                    reached=tuple(five(spread) for spread in known),
                )
            )
    if not rows:
        return None
    return Reach(
        rules=tuple(ReachRule(name, rule == MAIN_RULE) for rule, name in RULES.items()),
        rows=tuple(rows),
        description="Troops that a coalition reaches under three rules of rotation, by option, "
        "beside the troops the option asks for.",
    )


def burden_data(view: DeployView) -> RotationBurden | None:
    """Return the share of each army that the coalition ties down, the twelve largest by p95.

    In the draws in which a state takes part; a state that hardly ever does is left out.
    """
    formed, found = view.formed, []
    for iso3 in view.plan.shown:
        column, army = f"state.{iso3}_pool_troops", view.plan.state(iso3).army_troops
        if column not in view.names or army <= 0:
            continue
        shares = 100.0 * view.values(column)[formed] / army
        there = shares > 0
        if there.any() and there.mean() >= LEAST_SHARE:
            found.append((view.plan.state(iso3).name, _quantiles(shares[there])))
    if not found:
        return None
    found.sort(key=lambda row: (-row[1][4], -row[1][2], row[0]))
    rows = tuple(
        IntervalRow(name, five_, _percents(five_[0], five_[4]), middle=False)
        for name, five_ in found[:NAMED_STATES]
    )
    title = view.option.title
    return RotationBurden(rows, f"Share of each army that “{title}” ties down, by state.")


def _percents(low: float, high: float) -> str:
    if low < 0.05:
        return f"up to {number(high)}%"
    ends = dict.fromkeys((number(low), number(high)))
    return f"{'–'.join(ends)}%"


def _quantiles(values: FloatArray) -> Quantiles:
    found = quantiles(values)
    return (found["p05"], found["p25"], found["p50"], found["p75"], found["p95"])
