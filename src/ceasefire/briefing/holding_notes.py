"""What a second reading of the section on holding wants, and what would change its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from ceasefire.briefing.holding_classes import quiet_lines
from ceasefire.briefing.holding_data import (
    CENTRAL,
    HoldingView,
    holding_views,
    lead_view,
    reads,
    reasons,
)
from ceasefire.briefing.holding_flips import change_ranking
from ceasefire.briefing.holding_full import full_statement
from ceasefire.briefing.holding_read import (
    VARIANTS,
    about,
    axis_of,
    counts,
    deciding_axis,
    flips_of,
    gain_words,
    in_ten,
    in_tenths,
    label,
    one_digit,
)
from ceasefire.briefing.model import Statement
from ceasefire.briefing.read import Envelope, RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import join, number, small

__all__ = ["change_holding", "gain_by_state", "holding_notes"]

_CLASSES = {
    CENTRAL: "monitored lines (the central variant)",
    "civil_war_truce": "truces of civil wars",
    "interstate_ending": "endings of wars between states",
}
_STAKES = ("provocation_low", "provocation_high")


def holding_notes(reader: RunReader) -> tuple[Statement, ...]:
    """Return what the answer rests on: the two engines, luck, what has no answer."""
    view = lead_view(reader)
    if view is None:
        return (*_no_answers(reader), *told(lambda: _failed(reader)))
    return (
        *told(
            lambda: full_statement(reader),
            lambda: quiet_lines(reader),
            lambda: _ratio(view),
            lambda: _occasions(view),
            lambda: _accepts(view),
            lambda: _luck(view),
        ),
        *_no_answers(reader),
        *told(lambda: _failed(reader)),
    )


def change_holding(reader: RunReader) -> tuple[Statement, ...]:
    """Return what would change the answer."""
    view = lead_view(reader)
    if view is None:
        return ()
    return told(
        lambda: _change_class(view),
        lambda: _change_axes(view),
        lambda: _change_backer(view),
        lambda: _flips(view),
        lambda: change_ranking(view),
    )


def _ratio(view: HoldingView) -> Statement | None:
    envelope = view.envelope("hazard_ratio")
    if envelope is None:
        return None
    slots: dict[str, object] = {"option": view.option.title}
    columns = reads(view, "hazard_ratio")
    if envelope.low[1] == envelope.high[1] == 1.0:
        return say("prospects.ratio_none", slots, computed_from=columns, grade="E")
    slots["ratio"] = in_tenths({"low": envelope.low[1], "high": envelope.high[1]})
    return say("prospects.ratio", slots, evidence=envelope, computed_from=columns, grade="E")


def _occasions(view: HoldingView) -> Statement | None:
    knots = [name for name in view.names if name.startswith("attack.knot_")]
    occasions = view.envelope("occasions_per_year")
    if occasions is None or not knots:
        return None
    place = min(2, len(knots) - 1)
    bands = [view.draws_band(f"{stem}.knot_{place}") for stem in ("attack", "attack_no_force")]
    if None in bands:
        return None
    attack, none = (band.words for band in bands if band)
    slots: dict[str, object] = {
        "option": view.option.title,
        "occasions": counts(occasions),
        "attack": attack,
        "attack_none": none,
    }
    columns = reads(view, "occasions_per_year", f"attack.knot_{place}")
    return say("prospects.occasions", slots, evidence=occasions, computed_from=columns, grade="E")


def _accepts(view: HoldingView) -> Statement | None:
    if not view.has("acceptance_shift") or view.option.troops_high == 0:
        return None
    shift = view.values("acceptance_shift")
    known = shift[np.isfinite(shift)]
    slots: dict[str, object] = {
        "option": view.option.title,
        "less": about(float((known < 0).mean())),
    }
    columns = reads(view, "acceptance_shift")
    return say("prospects.accepts", slots, computed_from=columns, grade="E")


def _luck(view: HoldingView) -> Statement | None:
    columns = [f"{stem}.year_{view.years}" for stem in ("holds.h2", "no_force.h2")]
    found = [view.envelope(column) for column in columns]
    if None in found:
        return None
    slots: dict[str, object] = {
        "replicates": small(view.reader.scenario.holding.replicates),
        "option": view.option.title,
        **dict(zip(("force", "none"), (_wide(one) for one in found if one), strict=True)),
    }
    return say(
        "prospects.luck", slots, evidence=found[0], computed_from=reads(view, *columns), grade="E"
    )


def _wide(envelope: Envelope) -> str:
    """Return a range over draws in tenths; one over nearly all says so."""
    low, high = round(10 * envelope.low[1]), round(10 * envelope.high[1])
    return "from hardly any to nearly all" if low <= 1 and high >= 9 else f"{low} to {high} in ten"


def _no_answers(reader: RunReader) -> tuple[Statement, ...]:
    """Return a sentence for each option to which the question does not apply."""
    found = []
    for number_, (title, reason) in enumerate(reasons(reader).items(), start=1):
        slots: dict[str, object] = {"title": title, "reason": reason}
        statement = say("prospects.no_answer", slots, computed_from=("manifest",))
        found.append(replace(statement, id=f"{statement.id}.{number_}"))
    return tuple(found)


def _failed(reader: RunReader) -> Statement | None:
    counted = [view.failed for view in holding_views(reader)]
    if not counted:
        return None
    failed = max(counted)
    slots: dict[str, object] = {
        "draws": number(reader.run.draws, published=True),
        "failed": small(failed),
    }
    return say("prospects.failed", slots, computed_from=("manifest",))


def _shares(view: HoldingView, stem: str) -> dict[str, float]:
    return view.histories(view.values(f"{stem}.year_{view.years}"))


def _change_class(view: HoldingView) -> Statement | None:
    force, none = (_shares(view, stem) for stem in ("holds.h2", "no_force.h2"))
    names = [name for name in _CLASSES if name in force]
    if len(names) < 2:
        return None
    parts = "; ".join(
        f"{_CLASSES[name]}, {in_ten(none[name])} and {in_ten(force[name])}" for name in names
    )
    slots: dict[str, object] = {
        "option": view.option.title,
        "years": small(view.years),
        "parts": parts,
    }
    columns = [f"{stem}.year_{view.years}" for stem in ("holds.h2", "no_force.h2")]
    return say("prospects.change_class", slots, computed_from=reads(view, *columns), grade="E")


def _change_axes(view: HoldingView) -> Statement | None:
    shares = _shares(view, "holds.h2")
    others = [name for name in VARIANTS if name in shares and name not in _CLASSES]
    if CENTRAL not in shares or not others:
        return None
    second = deciding_axis(shares, left_out=(axis_of("civil_war_truce"),))
    slots: dict[str, object] = {
        "option": view.option.title,
        "central": in_ten(shares[CENTRAL]),
        "parts": _moved_by(shares, others),
        "axis": axis_of(second),
    }
    columns = reads(view, f"holds.h2.year_{view.years}")
    return say("prospects.change_axes", slots, computed_from=columns, grade="E")


def _moved_by(shares: Mapping[str, float], others: Sequence[str]) -> str:
    """Return the variants by how many of ten histories hold: most hold, and fewest."""
    groups: dict[str, list[str]] = {}
    for name in sorted(others, key=lambda name: -shares[name]):
        groups.setdefault(in_ten(shares[name]), []).append(label(name))
    return "; ".join(f"{count} with {join(names)}" for count, names in groups.items())


def _change_backer(view: HoldingView) -> Statement | None:
    column, masks = f"holds.h2.year_{view.years}", view.reader.state_masks()
    bands = {name: view.band(column, masks[name]) for name in ("none", "full") if name in masks}
    if len(bands) < 2 or None in bands.values():
        return None
    slots: dict[str, object] = {name: band.words for name, band in bands.items() if band}
    gains = gain_by_state(view)
    if not {"none", "full"} <= set(gains):
        return None
    slots |= {f"gain_{name}": gains[name] for name in ("none", "full")}
    slots |= {
        "backer": view.reader.scenario.parties.get("backer", "not named"),
        "option": view.option.title,
        "years": small(view.years),
    }
    return say("prospects.change_backer", slots, computed_from=reads(view, column), grade="E")


def gain_by_state(view: HoldingView) -> dict[str, str]:
    """Return the force's gain over no force on the same draws, by the backer's state."""
    last = f"year_{view.years}"
    gain = view.values(f"holds.h2.{last}") - view.values(f"no_force.h2.{last}")
    masks = view.reader.state_masks()
    found = {name: view.histories(gain, mask) for name, mask in masks.items()}
    return {name: gain_words(gains) for name, gains in found.items() if gains}


def _flips(view: HoldingView) -> Statement | None:
    flips = flips_of(view)
    if flips is None:
        return None
    shown = [view.reader.scenario.parameters.get(name) for name in _STAKES]
    if None in shown:
        return None
    slots: dict[str, object] = {
        "option": view.option.title,
        "sought": number(flips.sought),
        **dict(zip(("low", "high"), (stake_range(view, name) for name in _STAKES), strict=True)),
    }
    columns = (*reads(view, "provocation_flip"), *(f"param/{name}" for name in _STAKES))
    if flips.ends is None:
        return say("prospects.flips_never", slots, computed_from=columns, grade="E")
    slots |= {
        "level": "–".join(dict.fromkeys(one_digit(end) for end in flips.ends)),
        "share": in_tenths(flips.shares),
    }
    return say("prospects.flips", slots, computed_from=columns, grade="E")


def stake_range(view: HoldingView, parameter: str) -> str:
    """Return what a variant assumes of provocation, in stakes."""
    values = view.reader.parameter(parameter)
    ends = (float(values.min()), float(values.max()))
    return "–".join(dict.fromkeys(one_digit(end) for end in ends))
