"""The three objectives of a force, by what measures them, for options that differ in kind."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ceasefire.briefing.compare_data import CompareView
from ceasefire.briefing.compare_words import draw_share, more_or_fewer
from ceasefire.briefing.holding_data import HoldingView, telling, tenths, variant_masks
from ceasefire.briefing.model import DataTable
from ceasefire.briefing.purpose_answer import freed
from ceasefire.briefing.purpose_tables import asked_objectives
from ceasefire.briefing.spread import ends
from ceasefire.briefing.words import number, troops_range

__all__ = ["objectives_table"]

_ACCEPTS = "node.host_accepts"
_AFTER = "knot_2"  # years in which the force has come
_OUTSIDE_EUROPE = frozenset(
    ("USA", "CAN", "AUS", "NZL", "JPN", "KOR", "IND", "CHN", "BRA", "BGD", "SAU", "TUR")
)
_NONE = "does not apply"


def objectives_table(view: CompareView) -> DataTable | None:
    """Return the objectives' measures by option, None where the pack asks for none."""
    rows = [row for row in asked_objectives(view.reader) if row["told_in"] == "comparison"]
    known = [found for found in telling(view.reader) if view.sends(found.option.id)]
    if not rows or not known:
        return None
    return DataTable(
        "The three objectives, measured",
        ("Objective", "Measure", *(found.option.title for found in known)),
        tuple(
            (
                str(row["objective"]).capitalize(),
                str(row["metric"]),
                *(_measured(str(row["metric"]), view, found) for found in known),
            )
            for row in rows
        ),
        "Host accepts: in a hundred, against no force. Chances and troops: nine draws in ten, the "
        "widest of all variants; judgement. Attack: with the force against without. Units: asked "
        "for, neither brought nor given by the backer in the middle draw. How much of each would "
        "be enough nobody has said.",
    )


def _measured(metric: str, view: CompareView, found: HoldingView) -> str:
    measure = _MEASURES.get(metric)
    return "not measured" if measure is None else measure(view, found)


def _accepts(view: CompareView, found: HoldingView) -> str:
    alone = next((id for id in view.reader.options if not view.sends(id)), "")
    names = view.reader.names("feasibility", found.option.id)
    if not alone or _ACCEPTS not in names:
        return _NONE
    ours = view.reader.values("feasibility", found.option.id, _ACCEPTS).astype(float)
    gap = ours - view.reader.values("feasibility", alone, _ACCEPTS).astype(float)
    parts = [gap[mask & np.isfinite(gap)] for mask in variant_masks(view.reader).values()]
    means = [float(part.mean()) for part in parts if len(part)]
    if not means:
        return _NONE
    return more_or_fewer((min(means), max(means)))


def _demobilise(view: CompareView, found: HoldingView) -> str:
    relief = freed(view.reader, found.option.id, "ceasefire")
    return "none" if relief is None else troops_range(relief.p05, relief.p95, unit="")


def _stands(view: CompareView, found: HoldingView) -> str:
    return tenths(found.draws_band("stand")) if found.has("stand") else _NONE


def _attack(view: CompareView, found: HoldingView) -> str:
    if not found.has(f"attack.{_AFTER}"):
        return _NONE
    ours, none = (found.draws_band(f"{stem}.{_AFTER}") for stem in ("attack", "attack_no_force"))
    return f"{tenths(ours)} against {tenths(none)}"


def _probe(view: CompareView, found: HoldingView) -> str:
    return tenths(found.draws_band("probe")) if found.has("probe") else _NONE


def _european(view: CompareView, found: HoldingView) -> str:
    troops = _state_troops(view, found.option.id)
    if not troops:
        return _NONE
    whole = np.sum(list(troops.values()), axis=0)
    europe = np.sum([t for iso3, t in troops.items() if iso3 not in _OUTSIDE_EUROPE], axis=0)
    came = whole > 0
    if not came.any():
        return "nobody comes"
    low, high = ends(np.asarray(europe)[came] / whole[came])
    return draw_share((low, high))


def _state_troops(view: CompareView, option: str) -> dict[str, np.ndarray]:
    head, tail = "state.", "_troops"
    return {
        name.removeprefix(head).removesuffix(tail): view.reader.values(
            "deploy", option, name
        ).astype(float)
        for name in view.reader.names("deploy", option)
        if name.startswith(head) and name.endswith(tail) and not name.endswith("_pool_troops")
    }


def _cost(view: CompareView, found: HoldingView) -> str:
    names = view.reader.names("deploy", found.option.id)
    columns = ("cost.additional.setup_eur_2025_bn", "cost.additional.yearly_eur_2025_bn")
    if not set(columns) <= set(names):
        return _NONE
    told = []
    for column in columns:
        low, high = ends(view.reader.values("deploy", found.option.id, column).astype(float))
        told.append("–".join(dict.fromkeys((number(low), number(high)))))
    return f"€{told[0]} bn, then €{told[1]} bn a year, if all of it came"


def _backer(view: CompareView, found: HoldingView) -> str:
    head, tail = "gap.", "_units"
    missing = []
    for name in view.reader.names("deploy", found.option.id):
        if name.startswith(head) and name.endswith(tail):
            values = view.reader.values("deploy", found.option.id, name).astype(float)
            known = values[np.isfinite(values)]
            middle = float(np.median(known)) if len(known) else 0.0
            if middle >= 1.0:
                unit = name.removeprefix(head).removesuffix(tail).replace("_", " ")
                missing.append(f"{unit}: {number(middle)}")
    return "; ".join(missing) or "none"


_MEASURES: dict[str, Callable[[CompareView, HoldingView], str]] = {
    "Host accepts the terms": _accepts,
    "Host can demobilise": _demobilise,
    "The force stands": _stands,
    "Deliberate attack": _attack,
    "Probe of the force": _probe,
    "Share borne by Europeans": _european,
    "Cost sunk and recurring": _cost,
    "What the backer must still supply": _backer,
}
