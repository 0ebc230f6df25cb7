"""What does it look like? The answer in sentences, each from its own stored columns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.deploy_data import DeployView, flagship, forces
from ceasefire.briefing.model import Band, Statement
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader, Spread, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import chance, day, join, number, percent, small, troops_range
from ceasefire.scenario.cells import keys_in

__all__ = ["change_deploy", "deploy_notes", "deploy_short", "deploy_statements", "reach_band"]

_RULES = ("target_share", "measured_share", "national_rotation")
_MAIN = "national_rotation"
_EARLY_DAYS, _LATE_DAYS = 60, 120
_NAMED_GAPS = 3
_OFTEN = 0.05  # of the draws that reach the size, from which a state is named


def deploy_statements(reader: RunReader) -> tuple[Statement, ...]:
    """Return the answer, sentence by sentence; what the pack does not ask is left out."""
    return told(
        lambda: _reach(reader),
        lambda: _rules(reader),
        lambda: _gaps(reader),
        lambda: _arrival(reader),
        lambda: _cost(reader),
    )


def deploy_notes(reader: RunReader) -> tuple[Statement, ...]:
    """Return what a second reading wants: leads, the pool, the host's soldiers, the bound."""
    return told(
        lambda: _lead(reader),
        lambda: _pool(reader),
        lambda: _host(reader),
        lambda: _bound(reader),
    )


def change_deploy(reader: RunReader) -> tuple[Statement, ...]:
    """Return what would change the answer."""
    return told(
        lambda: _change_rule(reader),
        lambda: _change_backer(reader),
        lambda: _change_command(reader),
    )


def deploy_short(reader: RunReader) -> Statement | None:
    """Return the short answer: how likely three sizes are, and the flagship's yearly cost."""
    lead, steps = flagship(reader), _steps(reader)
    if lead is None or not steps:
        return None
    money = {basis: lead.spread(f"cost.{basis}.yearly_eur_2025_bn") for basis in _BASES}
    aid = lead.spread("alternative.aid_today_eur_2025_bn")
    if aid is None or any(spread is None for spread in money.values()):
        return None
    bands = [reach_band(view) for view in steps]
    reached = join(
        f"{number(view.asked[1], published=True)} troops ({band.words})"
        for view, band in zip(steps, bands, strict=True)
    )
    return say(
        "deploy.short",
        {
            "as_of": day(reader.scenario.as_of),
            "reached": reached,
            "option": lead.option.title,
            "additional": _amount(money["additional"]),
            "full": _amount(money["full"]),
            "aid": _amount(aid),
        },
        evidence=money["additional"],
        computed_from=(*_reads(steps), *aid.computed_from),
        sources=aid.sources,
        band=bands[0],
        grade="E",
    )


_BASES = ("additional", "full")


def reach_band(view: DeployView, rules: tuple[str, ...] = _RULES, state: str = "") -> Band:
    """Return how likely a coalition reaches the size: a band over rules and backer states."""
    masks = view.reader.state_masks() or {"": np.ones(view.reader.run.draws, dtype=bool)}
    chosen = [mask for name, mask in masks.items() if not state or name == state]
    shares = [
        float((view.values(f"coalition.{rule}_reaches")[mask] > 0).mean())
        for rule in rules
        for mask in chosen
        if mask.any()
    ]
    return chance(min(shares), max(shares))


def _steps(reader: RunReader) -> tuple[DeployView, ...]:
    """Return three options to climb by: the smallest deterrent, the rear, the flagship."""
    known = {view.option.id: view for view in forces(reader)}
    small_force = next((v for v in known.values() if v.option.family == "deter"), None)
    rear = first_option(reader, "rear")
    found = [small_force, known.get(rear.id) if rear else None, flagship(reader)]
    unique = {view.option.id: view for view in found if view is not None}
    return tuple(sorted(unique.values(), key=lambda view: view.asked[1]))


def _reads(views: tuple[DeployView, ...]) -> tuple[str, ...]:
    return tuple(f"deploy/{view.option.id}/coalition.{_MAIN}_reaches" for view in views)


def _reach(reader: RunReader) -> Statement | None:
    steps = _steps(reader)
    if not steps:
        return None
    bands = [reach_band(view) for view in steps]
    parts = join(
        f"{number(view.asked[1], published=True)} troops ({band.words})"
        for view, band in zip(steps, bands, strict=True)
    )
    slots: dict[str, object] = {
        "as_of": day(reader.scenario.as_of),
        "parts": parts,
        "backer": reader.scenario.parties.get("backer", "the backer"),
    }
    return say("deploy.reach", slots, computed_from=_reads(steps), band=bands[-1], grade="E")


def _rules(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    if lead is None:
        return None
    found = {rule: lead.spread(f"coalition.{rule}_troops") for rule in _RULES}
    known = {rule: spread for rule, spread in found.items() if spread is not None}
    if len(known) < len(_RULES):
        return None
    return say(
        "deploy.rules",
        {
            "option": lead.option.title,
            "national": _troops(known[_MAIN]),
            "target": _troops(known["target_share"]),
            "measured": _troops(known["measured_share"]),
            "asked": _asked(lead),
        },
        evidence=known[_MAIN],
        computed_from=tuple(key for s in known.values() for key in s.computed_from),
    )


def _lead(reader: RunReader) -> Statement | None:
    view = next((v for v in _steps(reader) if v.reached_share > 0), None)
    if view is None:
        return None
    reaches = view.values(f"coalition.{_MAIN}_reaches") > 0
    shares = {
        iso3: float((view.values(f"state.{iso3}_indispensable")[reaches] > 0).mean())
        for iso3 in view.plan.shown
    }
    named = sorted((s for s in shares if shares[s] >= _OFTEN), key=lambda s: (-shares[s], s))[:4]
    leads = [row for row in reader.scenario.rows("contributors") if row.get("lead_nation")]
    if not named or not leads:
        return None
    states = join(f"{view.plan.state(s).name} in {percent(shares[s])} of the draws" for s in named)
    return say(
        "deploy.lead",
        {
            "size": _asked(view),
            "states": states,
            "leads": join(str(row["name"]) for row in leads).replace(" and ", " or "),
        },
        computed_from=tuple(f"deploy/{view.option.id}/state.{s}_indispensable" for s in named),
        grade="E",
    )


def _gaps(reader: RunReader) -> Statement | None:
    lead, masks = flagship(reader), reader.state_masks()
    if lead is None or "none" not in masks or not masks["none"].any() or masks["none"].all():
        return None
    without = _missing(lead, masks["none"])
    backed = _missing(lead, ~masks["none"])
    if not without:
        return None
    slots: dict[str, object] = {
        "backer": reader.scenario.parties.get("backer", "the backer"),
        "option": lead.option.title,
        "without": without,
        "with_": backed,
    }
    columns = tuple(f"deploy/{lead.option.id}/gap.{unit.id}_units" for unit in lead.plan.units)
    return say("deploy.gaps" if backed else "deploy.gaps_alone", slots, computed_from=columns)


def _missing(view: DeployView, mask: NDArray[np.bool_]) -> str:
    """Return the unit types most often and most largely missing, with their 5–95% range."""
    found = []
    for unit in view.plan.units:
        values = view.values(f"gap.{unit.id}_units")[mask]
        low, middle, high = (float(v) for v in np.quantile(values, [0.05, 0.5, 0.95]))
        if round(middle) >= 1:
            found.append((-middle * unit.step_troops, unit.title, low, high))
    return join(
        f"{title[0].lower()}{title[1:]} ({number(round(low))}–{number(round(high))} units)"
        for _, title, low, high in sorted(found)[:_NAMED_GAPS]
    )


def _pool(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    pool = lead.spread("pool_tied_troops") if lead else None
    flank = lead.spread("flank_touched_troops") if lead else None
    if pool is None or flank is None:
        return None
    slots: dict[str, object] = {
        "pool": troops_range(pool.p05, pool.p95, "soldiers"),
        "flank": troops_range(flank.p05, flank.p95, ""),
    }
    return say("deploy.pool", slots, evidence=pool, computed_from=flank.computed_from)


def _arrival(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    early = lead.spread(f"arrived.day_{_EARLY_DAYS}_troops") if lead else None
    late = lead.spread(f"arrived.day_{_LATE_DAYS}_troops") if lead else None
    if lead is None or early is None or late is None:
        return None
    decided = float((lead.values("arrival.bottleneck") == 0).mean())
    return say(
        "deploy.arrival",
        {
            "early": number(_EARLY_DAYS),
            "early_troops": _troops(early),
            "late": number(_LATE_DAYS),
            "late_troops": _troops(late),
            "held": percent(decided),
        },
        evidence=late,
        computed_from=(*early.computed_from, f"deploy/{lead.option.id}/arrival.bottleneck"),
    )


def _bound(reader: RunReader) -> Statement | None:
    """Return how far the bound lies above the program, over the fixed sample of all options."""
    gaps, columns = [], []
    for view in forces(reader):
        if "arrival.resolved_days" not in view.names:
            continue
        days, solved = view.values("arrival.resolved_days"), view.values("arrival.resolved_troops")
        columns.append(f"deploy/{view.option.id}/arrival.resolved_troops")
        for row in np.flatnonzero(days > 0):
            bound = view.values(f"arrived.day_{days[row]:.0f}_troops")[row]
            gaps.append((bound - solved[row]) / max(solved[row], 1.0))
    if not gaps:
        return None
    worst = max(max(gaps), 0.0)
    slots: dict[str, object] = {"count": small(len(gaps)), "gap": percent(worst)}
    return say("deploy.bound", slots, computed_from=tuple(columns))


def _cost(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    if lead is None:
        return None
    money = {basis: lead.spread(f"cost.{basis}.yearly_eur_2025_bn") for basis in _BASES}
    aid = lead.spread("alternative.aid_today_eur_2025_bn")
    europe = lead.spread("alternative.aid_europe_eur_2025_bn")
    if aid is None or europe is None or any(spread is None for spread in money.values()):
        return None
    return say(
        "deploy.cost",
        {
            "option": lead.option.title,
            "additional": _euros(money["additional"]),
            "full": _euros(money["full"]),
            "aid": _euros(aid),
            "europe": _euros(europe),
        },
        evidence=money["full"],
        sources=(*aid.sources, *europe.sources),
        computed_from=(*aid.computed_from, *europe.computed_from),
    )


def _host(reader: RunReader) -> Statement | None:
    lead = flagship(reader)
    if lead is None:
        return None
    found = {basis: lead.spread(f"alternative.{basis}.host_soldiers") for basis in _BASES}
    if any(spread is None for spread in found.values()):
        return None
    slots: dict[str, object] = {
        "host": reader.scenario.parties.get("host", "the host"),
        "additional": _troops(found["additional"], ""),
        "full": _troops(found["full"], ""),
    }
    return say("deploy.host", slots, evidence=found["additional"])


def _change_rule(reader: RunReader) -> Statement | None:
    steps = _steps(reader)
    if not steps:
        return None
    view = steps[0]
    slots: dict[str, object] = {
        "option": view.option.title,
        "measured": _in_ten(reach_band(view, ("measured_share",))),
        "national": _in_ten(reach_band(view, (_MAIN,))),
    }
    return say("deploy.change_rule", slots, computed_from=_reads(steps[:1]), grade="E")


def _change_backer(reader: RunReader) -> Statement | None:
    steps, masks = _steps(reader), reader.state_masks()
    if not steps or not all(masks.get(name, np.zeros(1)).any() for name in ("none", "full")):
        return None
    slots: dict[str, object] = {
        "backer": reader.scenario.parties.get("backer", "The backer"),
        "option": steps[0].option.title,
        "none": _in_ten(reach_band(steps[0], (_MAIN,), "none")),
        "full": _in_ten(reach_band(steps[0], (_MAIN,), "full")),
    }
    return say("deploy.change_backer", slots, computed_from=_reads(steps[:1]), grade="E")


def _change_command(reader: RunReader) -> Statement | None:
    rows = {str(row["id"]): row for row in reader.scenario.rows("commands")}
    ad_hoc = rows.get("ad_hoc_coalition")
    others = [row for id, row in rows.items() if id not in ("none", "ad_hoc_coalition")]
    if ad_hoc is None or not others:
        return None
    slow = max(others, key=lambda row: _days(row)[1])
    vetoes = keys_in(slow["vetoes"])
    slots: dict[str, object] = {
        "ad_hoc": "–".join(number(days) for days in _days(ad_hoc)),
        "slowest": str(slow["title"]),
        "slow": "–".join(number(days) for days in _days(slow)),
        "veto": f"any of {small(len(vetoes))} states can stop it"
        if vetoes
        else "nobody can stop it",
    }
    return say("deploy.change_command", slots, computed_from=("table/commands",), grade="E")


def _days(row: Mapping[str, object]) -> tuple[float, float]:
    low, high = row["start_delay_low_days"], row["start_delay_high_days"]
    return float(str(low)), float(str(high))


def _in_ten(band: Band) -> str:
    return band.words.rsplit(", ", 1)[-1]


def _troops(spread: Spread | None, unit: str = "troops") -> str:
    return troops_range(spread.p05, spread.p95, unit) if spread else ""


def _asked(view: DeployView) -> str:
    low, high = view.asked
    text = number(high, published=True)
    return f"{text} troops" if low == high else f"{number(low, published=True)}–{text} troops"


def _amount(spread: Spread | None) -> str:
    if spread is None:
        return ""
    low, high = number(spread.p05), number(spread.p95)
    return low if low == high else f"{low}–{high}"


def _euros(spread: Spread | None) -> str:
    return f"€{_amount(spread)} billion"
