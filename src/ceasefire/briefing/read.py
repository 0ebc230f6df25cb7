"""Reading a finished run: spreads of result columns, by variant and by the backer's state.

The briefing reads columns that the run wrote and never computes a stage again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.model import Band
from ceasefire.briefing.size_plan import SizePlan, size_plan_of
from ceasefire.briefing.spread import (
    JUDGEMENT_DECIDES,
    Envelope,
    Spread,
    ends,
    explained,
    quantiles,
)
from ceasefire.briefing.visible import NotVisible, told
from ceasefire.briefing.words import chance, number, troops_range
from ceasefire.core.status import REASONS, Status
from ceasefire.draws.fifths import share_range
from ceasefire.results import FloatArray
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Choice, Fixed, Option, Scenario

__all__ = [
    "JUDGEMENT_DECIDES",
    "Envelope",
    "NotVisible",
    "RunReader",
    "Spread",
    "ends",
    "told",
]

_WHO_JOINS = "join_correlation"  # what depends on who joins reads it


@dataclass(frozen=True)
class RunReader:
    """A run as the briefing sees it."""

    run: Run
    _parameters: dict[str, FloatArray] = field(default_factory=dict, repr=False)
    _plans: dict[str, SizePlan] = field(default_factory=dict, repr=False)
    _envelopes: dict[tuple[str, str], Envelope | None] = field(default_factory=dict, repr=False)

    @cached_property
    def scenario(self) -> Scenario:
        """The run folder's own pack."""
        scenario: Scenario = self.run.scenario()
        return scenario

    @property
    def options(self) -> tuple[str, ...]:
        """Ids of the options that were run, in the order of the pack."""
        return self.run.options

    def parameter(self, name: str) -> FloatArray:
        """Return the draws of a parameter, shape (draws,).

        Raises
        ------
        NotVisible
            If it has no value on the as-of date.
        """
        if name not in self.scenario.parameters:
            raise NotVisible(name)
        if name not in self._parameters:
            self._parameters[name] = np.asarray(self.run.parameter(name), dtype=np.float64)
        return self._parameters[name]

    def size_plan(self, option: str) -> SizePlan:
        """Return what the size stage fixed for an option."""
        if option not in self._plans:
            self._plans[option] = size_plan_of(self.run.plan("size", option))
        return self._plans[option]

    def values(self, stage: str, option: str, column: str) -> NDArray[Any]:
        """Return a stored column, shape (draws,)."""
        return self.run.column(stage, option, column)

    def names(self, stage: str, option: str) -> tuple[str, ...]:
        """Return the stored columns of an option, none where it was not run."""
        if option not in self.options:
            return ()
        return tuple(column.name for column in self.run.columns(stage, option))

    def spread(self, stage: str, option: str, column: str) -> Spread | None:
        """Return how a column spreads, or None where no draw has a value."""
        entry = self.run.codebook["columns"][f"{stage}/{option}/{column}"]
        key = f"{stage}/{option}/{column}"
        return self.of(
            self.values(stage, option, column).astype(float),
            unit=entry["unit"],
            grade=entry["grade"],
            sources=tuple(entry["sources"]),
            computed_from=(key,),
            reads=tuple(entry["reads"]),
        )

    def of(
        self,
        values: FloatArray,
        *,
        unit: str,
        grade: str,
        sources: tuple[str, ...],
        computed_from: tuple[str, ...],
        reads: tuple[str, ...],
    ) -> Spread | None:
        """Return how an array made from stored columns spreads, or None where it is empty."""
        ok = np.isfinite(values)
        if not ok.any():
            return None
        return Spread(
            **quantiles(values[ok]),
            judged=self._judged(values[ok], ok, reads),
            unit=unit,
            grade=grade,
            sources=sources,
            computed_from=computed_from,
        )

    def envelope(self, option: str, method: str) -> Envelope | None:
        """Return the spreads of a method's variants, or None where it has no answer."""
        key = (option, method)
        if key not in self._envelopes:
            head, tail = f"{method}.", "_troops"
            found = [
                (name.removeprefix(head).removesuffix(tail), spread)
                for name in self.variants(option, method)
                if (spread := self.spread("size", option, name)) is not None
            ]
            self._envelopes[key] = Envelope(tuple(found)) if found else None
        return self._envelopes[key]

    def variants(self, option: str, method: str) -> tuple[str, ...]:
        """Return the stored columns of a method's variants."""
        return tuple(
            name
            for name in self.names("size", option)
            if name.startswith(f"{method}.") and name.endswith("_troops")
        )

    def ends_within(
        self, option: str, method: str, mask: NDArray[np.bool_]
    ) -> tuple[float, float] | None:
        """Return the envelope of a method's variants within some draws, None without variants.

        Raises
        ------
        NotVisible
            If a variant has no value in these draws.
        """
        names = self.variants(option, method)
        found = [ends(self.values("size", option, name)[mask]) for name in names]
        if not found:
            return None
        return min(low for low, _ in found), max(high for _, high in found)

    def pass_share(self, option: str, test: str) -> float | None:
        """Return the share of draws in which the size reaches a bound of the window.

        Draws without a bound do not count; None where no draw has one.
        """
        bound = self.values("size", option, f"window.{test}_troops").astype(float)
        known = np.isfinite(bound)
        size = self.values("size", option, "size_troops").astype(float)
        return float((size >= bound)[known].mean()) if known.any() else None

    def state_masks(self) -> dict[str, NDArray[np.bool_]]:
        """Return which draws lie in each of the backer's states."""
        quantity = self.scenario.parameters.get("backer_state")
        if quantity is None or not isinstance(quantity.value, Choice):
            return {}
        state = self.parameter("backer_state")
        return {name: state == code for code, name in enumerate(quantity.value.names)}

    def status(self, option: str, method: str) -> tuple[dict[str, int], str]:
        """Return the draws by status in words, and the reason of those that are not ok."""
        codes = self.values("size", option, f"{method}.status")
        reasons = self.values("size", option, f"{method}.reason")
        counts = {s.words: int((codes == s).sum()) for s in Status if (codes == s).any()}
        told = [int(code) for code in np.unique(reasons[codes != Status.OK])]
        return counts, " ".join(REASONS[code][1] for code in told)

    def judged_chance(self, option: str, column: str, size_troops: FloatArray) -> Band:
        """Return how likely a size reaches a bound of the window, where judgement decides it.

        The band spans the end fifths of every grade-E parameter that the bound is made from.
        """
        needed = self.values("size", option, column).astype(float)
        reads = (f"size/{option}/{column}",)
        known = self.scenario.parameters
        # The fifths of a choice are no ends of a range.
        names = (n for n in self._judgements(reads) if not isinstance(known[n].value, Choice))
        judged = {name: self.parameter(name) for name in names}
        low, high = share_range(size_troops >= needed, np.isfinite(needed), judged)
        return chance(low, high)

    def shown(self, name: str, *, scale: float = 1.0) -> str:
        """Return a parameter in words: as published where it is one number, else its range.

        Raises
        ------
        NotVisible
            If it has no value on the as-of date.
        """
        values = self.parameter(name) * scale
        low, high = float(values.min()), float(values.max())
        if low == high:
            return number(low, published=True)
        return troops_range(low, high, unit="")

    def mission_names(self) -> dict[str, str]:
        """Return the names of past operations by id."""
        return {str(row["id"]): str(row["name"]) for row in self.scenario.rows("operations")}

    def task_titles(self, option: Option) -> tuple[str, ...]:
        """Return the titles of an option's tasks as running text, in the order of the pack."""
        titles = {str(row["id"]): str(row["title"]) for row in self.scenario.rows("tasks")}
        return tuple(titles[id][0].lower() + titles[id][1:] for id in option.tasks)

    def _judged(self, kept: FloatArray, ok: NDArray[np.bool_], reads: tuple[str, ...]) -> bool:
        """Whether grade-E parameters make up half or more of the column's rank variance.

        What depends on who joins is judged whatever the parameters make up: the chances are
        judgements, and the throws of the dice between them are no parameter.
        """
        if np.ptp(kept) == 0:
            return False
        if _WHO_JOINS in self.run.parameters_of(*reads):
            return True
        causes = (self.parameter(name)[ok] for name in self._judgements(reads))
        # A choice may have come out the same in every draw that counts.
        return explained(kept, (c for c in causes if np.ptp(c) > 0)) >= JUDGEMENT_DECIDES

    def _judgements(self, reads: Sequence[str]) -> tuple[str, ...]:
        """Return the parameters that a column is made from that are grade E and vary."""
        known = self.scenario.parameters
        return tuple(
            name
            for name in self.run.parameters_of(*reads)
            if name in known
            and known[name].grade == "E"
            and not isinstance(known[name].value, Fixed)
        )
