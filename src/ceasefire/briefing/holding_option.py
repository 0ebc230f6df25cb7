"""One option's prospects as plain data, for ``ceasefire prospects --json``."""

from __future__ import annotations

from typing import Any

import numpy as np

from ceasefire.briefing.holding_data import HoldingView, losses_of, reasons, variant_masks
from ceasefire.briefing.holding_flips import ranking
from ceasefire.briefing.holding_full import came_in_full
from ceasefire.briefing.holding_read import flips_of
from ceasefire.briefing.read import Envelope, RunReader
from ceasefire.core.status import Status

__all__ = ["holding_option"]

_CAUSES = ("spiral", "deliberate", "other")


def holding_option(reader: RunReader, id: str) -> dict[str, Any]:
    """Return survival with its causes, twins, incidents, losses, reinforcement and flips.

    Ranges are the envelope of the variants' 5% and 95% quantiles; ``histories`` is the lowest and
    the highest share of a variant's histories. A part that is absent is None; where the question
    does not apply, ``reason`` says why.
    """
    view = HoldingView(reader, reader.scenario.option(id))
    status = {s.words: int((view.status == s).sum()) for s in Status}
    found: dict[str, Any] = {"status": {words: n for words, n in status.items() if n}}
    if not view.answers:
        return found | {"reason": reasons(reader).get(view.option.title, "")}
    return found | {
        "survival": _survival(view),
        "causes": {name: _over_years(view, f"broken.{name}") for name in _CAUSES},
        "no_force": {name: _over_years(view, f"no_force.{name.lower()}") for name in ("H2", "H1")},
        "no_contagion": {"H2": _over_years(view, "no_contagion.h2")},
        "equal_money": _equal_money(view),
        "better_terms": {"H2": _over_years(view, "better_terms.h2")},
        "in_full": _in_full(view),
        "incidents": _incidents(view),
        "losses": _losses(view),
        "present_troops": _over_years(view, "present"),
        "reinforcement": _by_days(view, "reinforcement"),
        "shortfall": _by_days(view, "shortfall"),
        "breaks_before_half": _one(view, "broken.before_half"),
        "hazard_ratio": _one(view, "hazard_ratio"),
        "by_backer_state": _by_state(view),
        "flips": {"provocation": _flips(view), "ranking": dict(ranking(view))},
    }


def _survival(view: HoldingView) -> dict[str, Any]:
    by_variant: dict[str, Any] = {}
    for name, mask in variant_masks(view.reader).items():
        if (np.isfinite(view.values("holds.h2.year_1")) & mask).any():
            by_variant[name] = {
                "H2": _over_years(view, "holds.h2", name),
                "H1": _over_years(view, "holds.h1", name),
            }
    return {
        "years": list(range(1, view.years + 1)),
        "H2": _over_years(view, "holds.h2"),
        "H1": _over_years(view, "holds.h1"),
        "by_variant": by_variant,
    }


def _over_years(view: HoldingView, stem: str, variant: str = "") -> list[dict[str, Any] | None]:
    return [_one(view, f"{stem}.year_{year + 1}", variant) for year in range(view.years)]


def _equal_money(view: HoldingView) -> dict[str, Any] | None:
    if not view.has("equal_money.h2.year_1"):
        return None
    return {"H2": _over_years(view, "equal_money.h2")}


def _in_full(view: HoldingView) -> dict[str, Any] | None:
    """Return in how many draws most of the force comes, and H2 and its gain in these draws."""
    full = came_in_full(view)
    if full is None:
        return None
    last = f"year_{view.years}"
    held, none = (view.values(f"{stem}.{last}") for stem in ("holds.h2", "no_force.h2"))
    found: dict[str, Any] = {"draws": int(full.sum()), "of": int(np.isfinite(held).sum())}
    for name, values in (("H2", held), ("gain", held - none)):
        shares = list(view.histories(values, full).values())
        found[name] = {"low": min(shares), "high": max(shares)} if shares else None
    return found


def _one(view: HoldingView, column: str, variant: str = "") -> dict[str, Any] | None:
    """Return a column's range, over the variants or within one; shares with their histories."""
    envelope = view.envelope(column)
    if envelope is None:
        return None
    if variant:
        chosen = [(name, spread) for name, spread in envelope.variants if name == variant]
        if not chosen:
            return None
        envelope = Envelope(tuple(chosen))
    found = _ends(envelope)
    if envelope.variants[0][1].unit == "share":
        shares = view.histories(view.values(column))
        kept = [shares[variant]] if variant else list(shares.values())
        found["histories"] = {"low": min(kept), "high": max(kept)}
    return found


def _ends(envelope: Envelope) -> dict[str, Any]:
    found: dict[str, Any] = {"p05": envelope.low[1], "p95": envelope.high[1]}
    if len(envelope.variants) > 1:
        found |= {"lowest": envelope.low[0], "highest": envelope.high[0]}
    return found | {"n": sum(spread.n for _, spread in envelope.variants)}


def _incidents(view: HoldingView) -> dict[str, Any]:
    head = "incidents_per_100km."
    return {
        "a_year": _over_years(view, "incidents"),
        "per_100km": {
            name.removeprefix(head): _one(view, name)
            for name in view.names
            if name.startswith(head)
        },
    }


def _losses(view: HoldingView) -> dict[str, Any]:
    """Return deaths by year, and a year of the force's own by where they fall."""
    own = losses_of(view)
    return {
        "force": _over_years(view, "losses.force"),
        "force_accidents": _over_years(view, "losses.force_accidents"),
        "civilians": _over_years(view, "losses.civilians"),
        "battle": _over_years(view, "losses.battle"),
        "force_a_year": {name: _ends(e) for name, e in own.items()} if own else None,
    }


def _by_days(view: HoldingView, stem: str) -> dict[str, Any] | None:
    head = f"{stem}.day_"
    days = [name.removeprefix(head) for name in view.names if name.startswith(head)]
    return {day: _one(view, f"{head}{day}") for day in days} or None


def _by_state(view: HoldingView) -> dict[str, Any]:
    """Return H2 and its gain over no force at the horizon's end, by the state of the backer."""
    column, twin = (f"{stem}.year_{view.years}" for stem in ("holds.h2", "no_force.h2"))
    found = {}
    for state, mask in view.reader.state_masks().items():
        envelope, band = view.envelope(column, among=mask), view.band(column, mask)
        if envelope is not None and band is not None:
            gains = view.histories(view.values(column) - view.values(twin), mask).values()
            found[state] = _ends(envelope) | {
                "histories": {"low": band.low, "high": band.high},
                "gain": {"low": min(gains), "high": max(gains)},
            }
    return found


def _flips(view: HoldingView) -> dict[str, Any] | None:
    """Return where the force turns from less attack to more, in stakes; null ends: nowhere."""
    flips = flips_of(view)
    if flips is None:
        return None
    low, high = flips.ends or (None, None)
    return {
        "sought": flips.sought,
        "share": flips.share,
        "by_variant": dict(flips.shares),
        "p05": low,
        "p95": high,
    }
