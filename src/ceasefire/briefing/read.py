"""Reading a finished run: spreads of result columns, by variant and by the backer's state.

The briefing reads columns that the run wrote and never computes a stage again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.model import Band
from ceasefire.briefing.words import chance, number, troops_range
from ceasefire.core.status import REASONS, Status, reason_code
from ceasefire.draws.fifths import share_range
from ceasefire.results import FloatArray
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Choice, Fixed, Option, Scenario

__all__ = ["Envelope", "NotVisible", "RunReader", "Spread", "ends", "told"]

# Share of a column's rank variance from which grade-E parameters are said to decide it.
JUDGEMENT_DECIDES = 0.5
DOTS = 20


class NotVisible(LookupError):
    """A quantity has no value on the as-of date, so what needs it cannot be said."""


T = TypeVar("T")


def told(*builders: Callable[[], T | None]) -> tuple[T, ...]:
    """Return what can be said on the as-of date.

    A builder that returns None, or needs a quantity without a visible value, says nothing; the
    limits name the quantities.
    """
    found = []
    for builder in builders:
        try:
            said = builder()
        except NotVisible:
            continue
        if said is not None:
            found.append(said)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a quantity spreads over the ok draws; ``judged`` where grade E decides the spread."""

    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    mean: float
    se: float
    n: int
    dots: tuple[float, ...]
    judged: bool
    unit: str
    grade: str
    sources: tuple[str, ...]
    computed_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Envelope:
    """Spreads of the named variants of a method: shown together, never pooled."""

    variants: tuple[tuple[str, Spread], ...]

    @property
    def low(self) -> tuple[str, float]:
        """The variant with the lowest 5% quantile, and that quantile."""
        name, spread = min(self.variants, key=lambda item: item[1].p05)
        return name, spread.p05

    @property
    def high(self) -> tuple[str, float]:
        """The variant with the highest 95% quantile, and that quantile."""
        name, spread = max(self.variants, key=lambda item: item[1].p95)
        return name, spread.p95

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources of all variants, once."""
        return tuple(dict.fromkeys(k for _, s in self.variants for k in s.sources))

    @property
    def computed_from(self) -> tuple[str, ...]:
        """Result columns of all variants."""
        return tuple(dict.fromkeys(c for _, s in self.variants for c in s.computed_from))

    @property
    def grade(self) -> str:
        """The weakest grade among the variants."""
        return max(s.grade for _, s in self.variants)


@dataclass(frozen=True)
class RunReader:
    """A run as the briefing sees it."""

    run: Run
    _parameters: dict[str, FloatArray] = field(default_factory=dict, repr=False)

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
        n = int(ok.sum())
        if n == 0:
            return None
        kept = values[ok]
        levels = (np.arange(DOTS) + 0.5) / DOTS
        p05, p25, p50, p75, p95, *dots = np.quantile(
            kept, [0.05, 0.25, 0.5, 0.75, 0.95, *levels]
        ).tolist()
        return Spread(
            p05=p05,
            p25=p25,
            p50=p50,
            p75=p75,
            p95=p95,
            mean=float(kept.mean()),
            se=0.0 if np.ptp(kept) == 0 else float(kept.std() / np.sqrt(n)),
            n=n,
            dots=tuple(dots),
            judged=self._judged(values, ok, reads),
            unit=unit,
            grade=grade,
            sources=sources,
            computed_from=computed_from,
        )

    def envelope(self, option: str, method: str) -> Envelope | None:
        """Return the spreads of a method's variants, or None where it has no answer."""
        head, tail = f"{method}.", "_troops"
        found = []
        for name in self.names("size", option):
            if name.startswith(head) and name.endswith(tail):
                spread = self.spread("size", option, name)
                if spread is not None:
                    found.append((name.removeprefix(head).removesuffix(tail), spread))
        return Envelope(tuple(found)) if found else None

    def state_masks(self) -> dict[str, NDArray[np.bool_]]:
        """Return which draws lie in each of the backer's states."""
        quantity = self.scenario.parameters.get("backer_state")
        if quantity is None or not isinstance(quantity.value, Choice):
            return {}
        state = self.parameter("backer_state")
        return {name: state == code for code, name in enumerate(quantity.value.names)}

    def blank_because(self, option: str, method: str, reason: str) -> bool:
        """Return whether a method has no answer in some draw for this reason."""
        codes = self.values("size", option, f"{method}.reason")
        return bool((codes == reason_code(reason)).any())

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
        reads = self.run.codebook["columns"][f"size/{option}/{column}"]["reads"]
        known = self.scenario.parameters
        judged = {
            name: self.parameter(name)
            for name in (r.removeprefix("param/") for r in reads)
            if name in known
            and known[name].grade == "E"
            and not isinstance(known[name].value, Fixed | Choice)
        }
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

    def _judged(self, values: FloatArray, ok: NDArray[np.bool_], reads: tuple[str, ...]) -> bool:
        """Whether grade-E parameters make up half or more of the column's rank variance."""
        if np.ptp(values[ok]) == 0:
            return False
        share = 0.0
        ranks = _ranks(values[ok])
        for name in (r.removeprefix("param/") for r in reads if r.startswith("param/")):
            quantity = self.scenario.parameters.get(name)
            if (
                quantity is None
                or quantity.grade != "E"
                or isinstance(quantity.value, Fixed | Choice)
            ):
                continue
            share += float(np.corrcoef(ranks, _ranks(self.parameter(name)[ok]))[0, 1]) ** 2
        return share >= JUDGEMENT_DECIDES


def ends(values: NDArray[Any]) -> tuple[float, float]:
    """Return the 5% and 95% quantiles of the draws that have a value.

    Raises
    ------
    NotVisible
        If no draw has one.
    """
    if not np.isfinite(values.astype(float)).any():
        raise NotVisible("no draw has a value")
    low, high = np.nanquantile(values.astype(float), [0.05, 0.95])
    return float(low), float(high)


def _ranks(values: FloatArray) -> FloatArray:
    """Return ranks, the same for equal values (their middle rank)."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    middles: FloatArray = (np.cumsum(counts) - counts / 2.0)[place]
    return middles
