"""How the section on feasibility reads its columns: chances by draw, and who would contribute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from ceasefire.briefing.deploy_data import flagship
from ceasefire.briefing.holding_data import variant_masks
from ceasefire.briefing.model import Band, VariantRange
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.spread import explained
from ceasefire.briefing.words import small_chance
from ceasefire.core.status import Status
from ceasefire.results import FloatArray
from ceasefire.scenario.model import Option
from ceasefire.scenario.network_rules import HEADLINE_MONTHS

__all__ = [
    "HEADLINE",
    "STAGE",
    "Contributor",
    "FeasibilityView",
    "contributors",
    "feasibility_views",
    "main_view",
    "no_force_view",
    "reads",
    "weights",
]

STAGE = "feasibility"
HEADLINE = f"months_{HEADLINE_MONTHS}"
_DEPLOY = "deploy"
_FEWEST = 0.01
"""Least share of the rank variance for which a quantity is named."""


@dataclass(frozen=True)
class FeasibilityView:
    """One option's feasibility; every reading leaves out the draws without an answer."""

    reader: RunReader
    option: Option
    _read: dict[str, FloatArray] = field(default_factory=dict, repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The stored columns."""
        return self.reader.names(STAGE, self.option.id)

    @property
    def answers(self) -> bool:
        """Whether the question applies."""
        return f"settlement.{HEADLINE}" in self.names

    @property
    def sends(self) -> bool:
        """Whether the option sends a force."""
        return self.option.troops_high > 0

    @cached_property
    def plan(self) -> Mapping[str, Any]:
        """What was fixed for the option beforehand."""
        return self.reader.run.plan(STAGE, self.option.id)

    def values(self, column: str) -> FloatArray:
        """Return a stored column, nan where the draw is not ok; shape (draws,)."""
        if column not in self._read:
            status = self.reader.values(STAGE, self.option.id, "status")
            found = self.reader.values(STAGE, self.option.id, column).astype(float)
            self._read[column] = np.where(status == Status.OK, found, np.nan)
        return self._read[column]

    def band(self, column: str) -> Band:
        """Return how a stored chance varies from draw to draw, the widest of the variants."""
        return self.envelope(self.values(column))

    def by_variant(self, values: FloatArray) -> tuple[VariantRange, ...]:
        """Return the 5% and 95% quantiles of chances by draw within each structural variant."""
        found = []
        for name, mask in variant_masks(self.reader).items():
            known = values[mask & np.isfinite(values)]
            if len(known):
                low, high = (float(end) for end in np.quantile(known, [0.05, 0.95]))
                found.append(VariantRange(name, low, high, len(known)))
        return tuple(found)

    def means_by_variant(self, values: FloatArray) -> dict[str, float]:
        """Return the mean of values by draw within each structural variant."""
        masks = variant_masks(self.reader)
        known = {name: values[mask & np.isfinite(values)] for name, mask in masks.items()}
        return {name: float(found.mean()) for name, found in known.items() if len(found)}

    def envelope(self, values: FloatArray) -> Band:
        """Return the lowest 5% and the highest 95% quantile over the variants, as a band."""
        ranges = self.by_variant(values)
        low = min((one.p05 for one in ranges), default=0.0)
        high = max((one.p95 for one in ranges), default=0.0)
        return small_chance(max(0.0, low), min(1.0, high))

    def title(self, node: str) -> str:
        """Return a node in words."""
        return next(str(r["title"]) for r in self.plan["rules"] if r["id"] == node)

    def node(self, role: str) -> str:
        """Return the node with a role, or nothing."""
        return next((str(r["id"]) for r in self.plan["rules"] if r["role"] == role), "")

    def with_coalition(self, values: FloatArray) -> FloatArray:
        """Return chances that hold if the coalition is there in time, times that it is.

        Who joins is luck within a draw, so its chance is the share of the draws that have the same
        state of the backer; shape (draws,).
        """
        if not self.sends:
            return values
        return values * self._share(self.node("happens"))

    def given(self, node: str) -> FloatArray:
        """Return the chance of a node that another question gives, without the luck of a draw."""
        return self.values("if_sent") * self._share(node)

    def _share(self, node: str) -> FloatArray:
        """Return within each state of the backer how much of ``if_sent`` a node comes to."""
        found = np.full(self.reader.run.draws, np.nan)
        whole, part = self.values("if_sent"), self.values(f"node.{node}")
        for mask in self.states.values():
            total = np.nansum(whole[mask])
            found[mask] = np.nansum(part[mask]) / total if total > 0 else 0.0
        return found

    @property
    def happens(self) -> FloatArray:
        """The chance of all of it by the headline's deadline, shape (draws,)."""
        return self.with_coalition(self.values("if_sent"))

    def happens_on(self, day: str) -> FloatArray:
        """Return the chance of all of it with what was known on a date, shape (draws,)."""
        settled = self.values(f"on_{day}.settlement")
        if not self.sends:
            return settled
        there, share = self.values(f"on_{day}.deployed"), np.full(self.reader.run.draws, np.nan)
        for mask in self.states.values():
            share[mask] = np.nanmean(there[mask])
        found: FloatArray = settled * share
        return found

    @property
    def coalition_share(self) -> Band:
        """How likely the coalition is there in time, over the states of the backer."""
        return self.by_state(self.values("on_" + self.days[-1] + ".deployed"))

    @cached_property
    def states(self) -> Mapping[str, Any]:
        """Which draws lie in each of the backer's states; all in one where a pack has none."""
        found = {name: mask for name, mask in self.reader.state_masks().items() if mask.any()}
        return found or {"": np.ones(self.reader.run.draws, dtype=bool)}

    def in_states(self, values: FloatArray) -> Mapping[str, Band]:
        """Return the band of chances within each state of the backer."""
        return {
            name: self.envelope(np.where(mask, values, np.nan))
            for name, mask in self.states.items()
        }

    def by_state(self, values: FloatArray) -> Band:
        """Return the lowest and the highest mean of chances over the states of the backer."""
        shares = [float(np.nanmean(values[mask])) for mask in self.states.values()]
        return small_chance(min(shares), max(shares))

    @property
    def holds(self) -> Mapping[str, float]:
        """By variant, how likely it holds once it happens: draws count as they make it happen."""
        return self.holds_among(self.happens)

    @property
    def both(self) -> FloatArray:
        """The chance that it happens and then holds, multiplied within a draw; shape (draws,)."""
        # What never happens does not hold either, also where no draw says whether it would.
        happens = self.happens
        return np.where(happens == 0.0, 0.0, happens * self.values("holds"))

    def holds_among(self, weight: FloatArray) -> dict[str, float]:
        """Return by variant how likely it holds, draws counting by these chances."""
        found, holds = {}, self.values("holds")
        for name, mask in variant_masks(self.reader).items():
            known = mask & np.isfinite(holds) & np.isfinite(weight)
            if known.any() and weight[known].sum() > 0:
                found[name] = float(np.average(holds[known], weights=weight[known]))
        return found

    @property
    def conditions(self) -> tuple[str, ...]:
        """The terms without which a settlement is no success."""
        return tuple(n.removeprefix("without.") for n in self.names if n.startswith("without."))

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The dates of the look back, the as-of date last."""
        return tuple(str(day) for day in self.plan["days"])


def reads(view: FeasibilityView, *columns: str) -> tuple[str, ...]:
    """Return the addresses of stored columns."""
    return tuple(f"{STAGE}/{view.option.id}/{column}" for column in columns)


def feasibility_views(reader: RunReader) -> tuple[FeasibilityView, ...]:
    """Return the options with an answer, in the order of the pack."""
    found = (FeasibilityView(reader, o) for o in reader.scenario.options if o.id in reader.options)
    return tuple(view for view in found if view.answers)


def main_view(reader: RunReader) -> FeasibilityView | None:
    """Return the option that the section follows, the same as deploy's; else the first there is."""
    known = {view.option.id: view for view in feasibility_views(reader)}
    chosen = flagship(reader)
    deter = first_option(reader, "deter")
    for option in (chosen.option if chosen else None, deter):
        if option is not None and option.id in known:
            return known[option.id]
    return next(iter(known.values()), None)


def no_force_view(reader: RunReader) -> FeasibilityView | None:
    """Return the option that sends nobody and changes nothing."""
    for view in feasibility_views(reader):
        option = view.option
        if not view.sends and option.aid == "today" and option.host_troops == "current":
            return view
    return None


def weights(view: FeasibilityView, values: FloatArray) -> list[tuple[str, float]]:
    """Return each quantity of the network with its share of the values' rank variance.

    The largest first; quantities that hardly count are left out.
    """
    known = np.isfinite(values)
    if not known.any() or not np.ptp(values[known]):
        return []
    found = []
    for name in view.plan["parameters"]:
        drawn = view.reader.parameter(str(name))[known]
        if np.ptp(drawn):
            found.append((str(name), explained(values[known], [drawn])))
    return sorted(((n, s) for n, s in found if s >= _FEWEST), key=lambda pair: -pair[1])


@dataclass(frozen=True, slots=True)
class Contributor:
    """A state: its stance on a date and how likely it takes part once there is a settlement.

    ``spoke`` is whether a statement of its own is known by the date; without one its stance is the
    project's reading of its silence.
    """

    iso3: str
    name: str
    day: str
    stance: str
    low: float
    high: float
    middle: float
    spoke: bool


def contributors(reader: RunReader, *, every_day: bool = False) -> tuple[Contributor, ...]:
    """Return each state that could take part in some option, on the as-of date or on all dates."""
    found: dict[tuple[str, str], Contributor] = {}
    for option in reader.options:
        if not any(name.startswith("joins.") for name in reader.names(_DEPLOY, option)):
            continue
        plan = reader.run.plan(_DEPLOY, option)
        days = [str(day) for day in plan["days"]]
        for place, day in enumerate(days):
            if not every_day and place < len(days) - 1:
                continue
            for state, stance in zip(plan["states"], plan["stances"][place], strict=True):
                key = (str(state["iso3"]), day)
                if key not in found and state["iso3"] in plan["shown"]:
                    found[key] = _contributor(reader, option, state, day, str(stance))
    return tuple(found[key] for key in sorted(found))


def _contributor(
    reader: RunReader, option: str, state: Mapping[str, Any], day: str, stance: str
) -> Contributor:
    values = reader.values(_DEPLOY, option, f"joins.{stance}").astype(float)
    low, high = (float(v) for v in np.quantile(values, [0.05, 0.95]))
    middle = float(values.mean())
    iso3 = str(state["iso3"])
    spoke = any(
        row["iso3"] == iso3 and str(row["date"]) <= day for row in reader.scenario.rows("stances")
    )
    return Contributor(iso3, str(state["name"]), day, stance, low, high, middle, spoke)
