"""What the figures on holding draw, from stored columns; never pooled over the variants."""

from __future__ import annotations

import numpy as np

from ceasefire.briefing.figures.incident_history import Histories, History
from ceasefire.briefing.figures.interval_rows import IntervalRow, Quantiles, RowGroup
from ceasefire.briefing.figures.losses import Losses
from ceasefire.briefing.figures.provocation_flip import Assumed, FlipRow, Provocation
from ceasefire.briefing.figures.sector_incidents import SectorIncidents, SectorRow, World
from ceasefire.briefing.figures.survival_fans import SurvivalFan, SurvivalFans
from ceasefire.briefing.figures.theme import FAMILIES
from ceasefire.briefing.holding_data import (
    CENTRAL,
    HoldingView,
    holding_views,
    lead_view,
    losses_of,
    quiet_world,
    telling,
    variant_masks,
)
from ceasefire.briefing.holding_read import between, counts, flips_of, in_tenths, label, one_digit
from ceasefire.briefing.read import Envelope, RunReader
from ceasefire.briefing.words import small
from ceasefire.results import FloatArray

__all__ = [
    "STAKES",
    "fans_data",
    "flips_data",
    "histories_data",
    "losses_data",
    "met_view",
    "sectors_data",
]

STAKES = {"provocation_low": "central variant", "provocation_high": "strong provocation"}
_CAUSES = ("escalation on the line", "a decision to attack", "other causes")
_SINGLE = 6
_EPOCH_DAYS = 30.0
_SILENT = 3  # empty epochs at the end from which a history is taken to have ended


def fans_data(reader: RunReader) -> SurvivalFans | None:
    """Return the survival of options that differ in kind, or None without an answer."""
    fans = tuple(_fan(view) for view in telling(reader))
    if not fans:
        return None
    years = small(len(fans[0].quiet) - 1)
    return SurvivalFans(
        fans,
        (_CAUSES[0], _CAUSES[1], _CAUSES[2]),
        f"Chance that no large-scale war returns within {years} years, by option and variant: "
        + "; ".join(f"{fan.title}, {fan.words[0]}" for fan in fans),
    )


def _fan(view: HoldingView) -> SurvivalFan:
    held, alone, quiet = (_curves(view, stem) for stem in ("holds.h2", "no_force.h2", "holds.h1"))
    last = {name: curve[-1] for name, curve in held.items()}
    low, high = (label(end(last, key=lambda name: last[name])) for end in (min, max))
    ends = [_curves(view, f"broken.{name}", 0.0) for name in ("spiral", "deliberate", "other")]
    shown = CENTRAL if CENTRAL in held else next(iter(held))
    return SurvivalFan(
        title=view.option.title,
        family=view.option.family,
        curves=tuple(held.values()),
        alone=tuple(alone.values()),
        quiet=tuple(max(step) for step in zip(*quiet.values(), strict=True)),
        causes=(ends[0][shown][-1], ends[1][shown][-1], ends[2][shown][-1]),
        words=(
            f"{between(last)} in ten hold; with no force "
            f"{between({name: curve[-1] for name, curve in alone.items()})}",
            f"least: {low}",
            f"most: {high}",
        ),
    )


def _curves(view: HoldingView, stem: str, start: float = 1.0) -> dict[str, tuple[float, ...]]:
    """Return each variant's share of histories at years 0, 1, ..."""
    steps = [view.histories(view.values(f"{stem}.year_{y + 1}")) for y in range(view.years)]
    return {name: (start, *(step[name] for step in steps)) for name in steps[0]}


def met_view(reader: RunReader) -> HoldingView | None:
    """Return the force that meets incidents: the first on the line, else the flagship."""
    forces = [view for view in holding_views(reader) if view.option.troops_high > 0]
    armed = [v for v in forces if v.option.placement == "line" and v.option.combat_brigades > 0]
    return next(iter(armed), lead_view(reader))


def histories_data(reader: RunReader) -> Histories | None:
    """Return single histories of the same draws with no force and with one, or None."""
    alone, met = quiet_world(reader), met_view(reader)
    if alone is None or met is None or alone.option.id == met.option.id:
        return None
    worlds = tuple(_history(view) for view in (alone, met))
    return Histories(
        worlds,
        _EPOCH_DAYS,
        f"Incidents by month in single histories: {worlds[0].title}, and {worlds[1].title}.",
    )


def _history(view: HoldingView) -> History:
    epochs = sum(name.startswith("history.epoch_") for name in view.names)
    counted = np.stack([view.values(f"history.epoch_{n + 1}") for n in range(epochs)], axis=1)
    lengths = _lengths(counted)
    running = np.arange(epochs)[None, :] < lengths[:, None]
    known = np.isfinite(counted[:, 0])
    rows = np.flatnonzero(known)[:_SINGLE]
    masks = [mask & known for mask in variant_masks(view.reader).values()]
    low, high = [], []
    for epoch in range(epochs):
        groups = [counted[mask & running[:, epoch], epoch] for mask in masks]
        ends = [np.quantile(group, [0.05, 0.95]) for group in groups if len(group)]
        if not ends:
            break
        low.append(float(min(end[0] for end in ends)))
        high.append(float(max(end[1] for end in ends)))
    return History(
        title=view.option.title,
        family=view.option.family,
        low=tuple(low),
        high=tuple(high),
        single=tuple(tuple(counted[row, : max(1, lengths[row])].tolist()) for row in rows),
        ended=tuple(bool(lengths[row] < epochs) for row in rows),
    )


def _lengths(counted: FloatArray) -> np.ndarray:
    """Return how many epochs each history lasts: nothing follows a collapse."""
    epochs = counted.shape[1]
    last = epochs - np.argmax(counted[:, ::-1] > 0, axis=1)
    last = np.where((counted > 0).any(axis=1), last, 0)
    found: np.ndarray = np.where(epochs - last >= _SILENT, last, epochs)
    return found


def sectors_data(reader: RunReader) -> SectorIncidents | None:
    """Return incidents by class of sector with no force and with one that meets them."""
    worlds = [view for view in (quiet_world(reader), met_view(reader)) if view is not None]
    head = "incidents_per_100km."
    if not worlds:
        return None
    views = list({view.option.id: view for view in worlds}.values())
    titles = {sector.id: sector.title for sector in reader.scenario.sectors}
    rows = []
    for name in (name for name in views[0].names if name.startswith(head)):
        found = [view.envelope(name) for view in views]
        envelopes = [envelope for envelope in found if envelope is not None]
        if len(envelopes) == len(views):
            rows.append(
                SectorRow(
                    titles.get(name.removeprefix(head), name.removeprefix(head)),
                    tuple(widest(envelope) for envelope in envelopes),
                    tuple(counts(envelope) for envelope in envelopes),
                )
            )
    if not rows:
        return None
    return SectorIncidents(
        tuple(World(view.option.title, view.option.family) for view in views),
        tuple(rows),
        "Incidents a year for each 100 km, by class of sector, with no force and with one.",
    )


def widest(envelope: Envelope) -> Quantiles:
    """Return the widest ranges over the variants; the middle is not drawn."""
    spreads = [spread for _, spread in envelope.variants]
    low, high = min(s.p05 for s in spreads), max(s.p95 for s in spreads)
    inner, outer = min(s.p25 for s in spreads), max(s.p75 for s in spreads)
    return (max(0.0, low), inner, (inner + outer) / 2, outer, high)


def losses_data(reader: RunReader) -> Losses | None:
    """Return the force's own losses by option and where they fall, or None without a force."""
    kinds = {
        "line": "hostile, on the line",
        "away": "hostile, off the line",
        "accidents": "accidents and illness",
    }
    groups = []
    for view in telling(reader):
        found = losses_of(view)
        if found is None:
            continue
        colour = FAMILIES[view.option.family].colour
        rows = tuple(
            IntervalRow(
                kinds[name], widest(found[name]), counts(found[name]), colour=colour, middle=False
            )
            for name in kinds
        )
        groups.append(RowGroup(view.option.title, rows))
    if not groups:
        return None
    return Losses(tuple(groups), "Soldiers of the force killed a year, by option and cause.")


def flips_data(reader: RunReader) -> Provocation | None:
    """Return by option the provocation at which the comparison with no force turns, or None."""
    known = [name for name in STAKES if name in reader.scenario.parameters]
    ends = {name: reader.parameter(name) for name in known}
    rows = []
    for view in holding_views(reader):
        flips = flips_of(view) if view.option.troops_high > 0 else None
        if flips is None:
            continue
        where = (
            "does not flip" if flips.ends is None else f"flips in {in_tenths(flips.shares)} draws"
        )
        levels = (
            ""
            if flips.ends is None
            else f", above {'–'.join(dict.fromkeys(map(one_digit, flips.ends)))}"
        )
        rows.append(FlipRow(view.option.title, view.option.family, flips.ends, where + levels))
    if not rows or not known:
        return None
    return Provocation(
        tuple(
            Assumed(STAKES[name], (float(values.min()), float(values.max())))
            for name, values in ends.items()
        ),
        tuple(rows),
        "Provocation above which a force makes an attack likelier than none does, by option.",
    )
