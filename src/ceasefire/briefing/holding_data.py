"""How the section on holding reads its columns: by structural variant, never pooled."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.deploy_data import flagship
from ceasefire.briefing.model import Band
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import Envelope, RunReader, Spread
from ceasefire.briefing.spread import quantiles
from ceasefire.briefing.words import chance
from ceasefire.core.status import REASONS, Status
from ceasefire.results import FloatArray
from ceasefire.scenario.model import Choice, Option

__all__ = [
    "CENTRAL",
    "STAGE",
    "HoldingView",
    "band_of",
    "holding_views",
    "lead_view",
    "losses_of",
    "quiet_world",
    "reads",
    "reasons",
    "telling",
    "tenths",
    "variant_masks",
]

STAGE = "prospects"
CENTRAL = "central"
_VARIANT = "holding_variant"
_FEWEST = 5  # draws of a variant; from fewer no range is read, unless all have fewer

Mask = NDArray[np.bool_]


def variant_masks(reader: RunReader) -> dict[str, Mask]:
    """Return which draws lie in each structural variant; one group where a run has none."""
    quantity = reader.scenario.parameters.get(_VARIANT)
    if quantity is None or not isinstance(quantity.value, Choice):
        return {CENTRAL: np.ones(reader.run.draws, dtype=bool)}
    codes = reader.parameter(_VARIANT)
    return {name: codes == code for code, name in enumerate(quantity.value.names)}


@dataclass(frozen=True)
class HoldingView:
    """One option's prospects; every reading leaves out the draws that failed."""

    reader: RunReader
    option: Option
    _read: dict[str, FloatArray] = field(default_factory=dict, repr=False)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The stored columns."""
        return self.reader.names(STAGE, self.option.id)

    @cached_property
    def status(self) -> NDArray[np.uint8]:
        """What became of each draw, shape (draws,)."""
        return np.asarray(self.reader.values(STAGE, self.option.id, "status"), dtype=np.uint8)

    @cached_property
    def masks(self) -> dict[str, Mask]:
        """Which draws lie in each structural variant."""
        return variant_masks(self.reader)

    @property
    def answers(self) -> bool:
        """Whether the question applies and any draw has an answer."""
        return "holds.h2.year_1" in self.names and bool((self.status == Status.OK).any())

    @property
    def failed(self) -> int:
        """The number of draws without a solution."""
        return int((self.status == Status.FAILED).sum())

    @cached_property
    def years(self) -> int:
        """The horizon."""
        return sum(name.startswith("holds.h2.year_") for name in self.names)

    def has(self, column: str) -> bool:
        """Whether a column is stored."""
        return column in self.names

    def values(self, column: str) -> FloatArray:
        """Return a stored column, nan where the draw is not ok; shape (draws,)."""
        if column not in self._read:
            found = self.reader.values(STAGE, self.option.id, column).astype(float)
            self._read[column] = np.where(self.status == Status.OK, found, np.nan)
        return self._read[column]

    def yearly(self, stem: str) -> FloatArray:
        """Return the mean over the years of a column by year, shape (draws,)."""
        found = [self.values(f"{stem}.year_{year + 1}") for year in range(self.years)]
        mean: FloatArray = np.mean(found, axis=0)
        return mean

    def envelope(
        self, column: str, values: FloatArray | None = None, among: Mask | None = None
    ) -> Envelope | None:
        """Return how a column spreads in each variant, or None where it is absent.

        Parameters
        ----------
        column : str
            A stored column: what the spread is computed from.
        values : ndarray, shape (draws,), optional
            Made from columns like this one, in its place.
        among : ndarray of bool, shape (draws,), optional
            The draws that count; all by default.
        """
        source = column if self.has(column) else f"{column}.year_1"
        if not self.has(source):
            return None
        kept = self.values(column) if values is None else values
        entry = self.reader.run.codebook["columns"][f"{STAGE}/{self.option.id}/{source}"]
        known = np.isfinite(kept) if among is None else np.isfinite(kept) & among
        masks = variant_masks(self.reader)
        counts = {name: int((mask & known).sum()) for name, mask in masks.items()}
        least = max(1, min(_FEWEST, max(counts.values())))
        spreads = tuple(
            (
                name,
                Spread(
                    **quantiles(kept[mask & known]),
                    judged=True,
                    unit=entry["unit"] or "a year",
                    grade=entry["grade"],
                    sources=(),
                    computed_from=(f"{STAGE}/{self.option.id}/{source}",),
                ),
            )
            for name, mask in masks.items()
            if counts[name] >= least
        )
        return Envelope(spreads) if spreads else None

    def histories(self, values: FloatArray, among: Mask | None = None) -> dict[str, float]:
        """Return the mean of chances within each variant: its share of histories.

        Means over the variant's draws and their histories, so the luck of a few histories a draw
        averages out; one number a variant, never one over all.
        """
        known = np.isfinite(values) if among is None else np.isfinite(values) & among
        masks = variant_masks(self.reader)
        return {
            name: float(values[mask & known].mean())
            for name, mask in masks.items()
            if (mask & known).any()
        }

    def band(self, column: str, among: Mask | None = None) -> Band | None:
        """Return a chance in words: from the lowest to the highest share of a variant."""
        if not self.has(column):
            return None
        shares = [
            min(1.0, max(0.0, s)) for s in self.histories(self.values(column), among).values()
        ]
        return chance(min(shares), max(shares)) if shares else None

    def draws_band(self, column: str) -> Band | None:
        """Return how a chance varies from draw to draw: the envelope of the variants' ranges."""
        return band_of(self.envelope(column))


def band_of(envelope: Envelope | None) -> Band | None:
    """Return the envelope of chances as a band."""
    if envelope is None:
        return None
    return _chance(envelope.low[1], envelope.high[1])


def _chance(low: float, high: float) -> Band:
    """Return a band; sums of chances may miss 0 or 1 by a rounding."""
    return chance(min(1.0, max(0.0, low)), min(1.0, max(0.0, high)))


def tenths(band: Band | None) -> str:
    """Return the digits of a band, without its words."""
    return band.words.rsplit(", ", 1)[-1] if band else "not applicable"


def reads(view: HoldingView, *columns: str) -> tuple[str, ...]:
    """Return the addresses of the columns that are stored."""
    return tuple(f"{STAGE}/{view.option.id}/{column}" for column in columns if view.has(column))


def holding_views(reader: RunReader) -> tuple[HoldingView, ...]:
    """Return the options with an answer, in the order of the pack."""
    found = (HoldingView(reader, o) for o in reader.scenario.options if o.id in reader.options)
    return tuple(view for view in found if view.answers)


def reasons(reader: RunReader) -> dict[str, str]:
    """Return by the title of an option why the question does not apply or has no answer."""
    found = {}
    for option in reader.scenario.options:
        if option.id not in reader.options:
            continue
        view = HoldingView(reader, option)
        if "reason" not in view.names or view.answers:
            continue
        codes = np.unique(reader.values(STAGE, option.id, "reason")).tolist()
        found[option.title] = " ".join(REASONS[int(code)][1] for code in codes).strip()
    return found


def lead_view(reader: RunReader) -> HoldingView | None:
    """Return the option that the section follows: the deploy section's, else a middle force."""
    known = {view.option.id: view for view in holding_views(reader)}
    chosen = flagship(reader)
    deter = first_option(reader, "deter")
    for option in (chosen.option if chosen else None, deter):
        if option is not None and option.id in known:
            return known[option.id]
    forces = sorted(
        (view for view in known.values() if view.option.troops_high > 0),
        key=lambda view: (view.option.troops_high, view.option.id),
    )
    return forces[len(forces) // 2] if forces else None


def quiet_world(reader: RunReader) -> HoldingView | None:
    """Return the option that sends nobody and changes nothing."""
    for view in holding_views(reader):
        option = view.option
        if option.troops_high == 0 and option.aid == "today" and option.host_troops == "current":
            return view
    return None


def telling(reader: RunReader) -> tuple[HoldingView, ...]:
    """Return up to five options that differ in kind: small, rear, flagship, line, aid alone."""
    known = holding_views(reader)
    lead = lead_view(reader)
    forces = [view for view in known if view.option.troops_high > 0]
    small = [v for v in forces if v.option.family == "deter" and v is not lead]
    rear = first_option(reader, "rear")
    line = [v for v in forces if v.option.placement == "line" and v.option.combat_brigades > 0]
    aid = [v for v in known if v.option.troops_high == 0 and v.option.aid == "surge"]
    chosen = [
        min(small, key=lambda v: v.option.troops_high, default=None),
        next((v for v in forces if rear is not None and v.option.id == rear.id), None),
        lead,
        next(iter(line), None),
        next(iter(aid), None),
    ]
    return tuple({view.option.id: view for view in chosen if view is not None}.values())


def losses_of(view: HoldingView) -> dict[str, Envelope] | None:
    """Return the deaths of the force a year on the line, off it and by accident, or None."""
    if view.option.troops_high == 0 or not view.has("losses.off_line_share"):
        return None
    hostile, away = view.yearly("losses.force"), view.values("losses.off_line_share")
    found = {
        "line": view.envelope("losses.force", hostile * (1.0 - away)),
        "away": view.envelope("losses.force", hostile * away),
        "accidents": view.envelope("losses.force_accidents", view.yearly("losses.force_accidents")),
    }
    known = {name: envelope for name, envelope in found.items() if envelope is not None}
    return known if len(known) == len(found) else None
