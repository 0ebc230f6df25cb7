"""Will it hold? The answer in sentences, each from its own stored columns."""

from __future__ import annotations

from ceasefire.briefing.holding_data import (
    HoldingView,
    holding_views,
    lead_view,
    losses_of,
    quiet_world,
    reads,
)
from ceasefire.briefing.holding_notes import change_holding, holding_notes
from ceasefire.briefing.holding_read import (
    axis_of,
    counts,
    deciding_axis,
    gain_words,
    label,
    likelier,
)
from ceasefire.briefing.model import Statement
from ceasefire.briefing.read import Envelope, RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import number, small, troops_range

__all__ = ["change_holding", "holding_notes", "holding_short", "holding_statements"]

_WITHIN_DAYS = 90
_CLASSES = ("monitored_line", "civil_war_truce", "interstate_ending")


def holding_statements(reader: RunReader) -> tuple[Statement, ...]:
    """Return the answer, sentence by sentence."""
    return told(
        lambda: _holds(reader) or _alone(reader),
        lambda: _present(reader),
        lambda: _worth(reader),
        lambda: _terms(reader),
        lambda: _quiet(reader),
        lambda: _ends(reader),
        lambda: _losses(reader),
        lambda: _ground(reader),
    )


def holding_short(reader: RunReader) -> Statement | None:
    """Return the short answer: the flagship, its twins, and what decides."""
    view = lead_view(reader)
    if view is None:
        return None
    slots = _twins(reader, view)
    if slots is None:
        return None
    envelope = view.envelope(_last(view, "holds.h2"))
    moved = deciding_axis(view.histories(view.values(_last(view, "holds.h2"))))
    slots["axis"] = axis_of(moved) if moved else "not known from one variant"
    sentence = "prospects.short" if "money" in slots else "prospects.short_moneyless"
    return _said(sentence, slots, view, envelope)


def _last(view: HoldingView, stem: str) -> str:
    return f"{stem}.year_{view.years}"


def _said(
    sentence: str,
    slots: dict[str, object],
    view: HoldingView,
    envelope: Envelope | None,
    *stems: str,
) -> Statement:
    """Return a statement on survival, with the sources of the past cases it is measured by.

    Without an envelope, as for a gain, there is no chance to put in words.
    """
    known = view.reader.scenario.parameters
    names = [f"broken_5y_{name}" for name in _CLASSES if f"broken_5y_{name}" in known]
    columns = stems or ("holds.h2", "no_force.h2", "no_contagion.h2", "equal_money.h2")
    return say(
        sentence,
        slots,
        evidence=envelope,
        sources=tuple(dict.fromkeys(key for name in names for key in known[name].sources)),
        computed_from=(
            *reads(view, *(_last(view, stem) for stem in columns)),
            *(f"param/{name}" for name in names),
        ),
        band=view.band(_last(view, columns[0])) if envelope else None,
        grade="E",
    )


def _twins(reader: RunReader, view: HoldingView) -> dict[str, object] | None:
    """Return the chances of the flagship and of its twins at the end of the horizon."""
    bands = {
        name: view.band(_last(view, stem))
        for name, stem in (
            ("force", "holds.h2"),
            ("none", "no_force.h2"),
            ("calm", "no_contagion.h2"),
            ("money", "equal_money.h2"),
        )
    }
    if any(bands[name] is None for name in ("force", "none", "calm")):
        return None
    found: dict[str, object] = {name: band.words for name, band in bands.items() if band}
    return found | {
        "option": view.option.title,
        "years": small(view.years),
        "host": reader.scenario.parties.get("host", "the host"),
    }


def _holds(reader: RunReader) -> Statement | None:
    view = lead_view(reader)
    slots = _twins(reader, view) if view else None
    envelope = view.envelope(_last(view, "holds.h2")) if view else None
    if view is None or slots is None or envelope is None:
        return None
    shares = view.histories(view.values(_last(view, "holds.h2")))
    slots |= {
        "variants": small(len(shares)),
        "low": label(min(shares, key=lambda name: shares[name])),
        "high": label(max(shares, key=lambda name: shares[name])),
    }
    sentence = "prospects.holds" if "money" in slots else "prospects.holds_moneyless"
    return _said(sentence, slots, view, envelope)


def _alone(reader: RunReader) -> Statement | None:
    """Return the world without a force where no option with one was run."""
    view = next(iter(holding_views(reader)), None)
    band = view.band(_last(view, "holds.h2")) if view else None
    if view is None or band is None:
        return None
    shares = view.histories(view.values(_last(view, "holds.h2")))
    slots: dict[str, object] = {
        "option": view.option.title,
        "years": small(view.years),
        "none": band.words,
        "variants": small(len(shares)),
        "low": label(min(shares, key=lambda name: shares[name])),
        "high": label(max(shares, key=lambda name: shares[name])),
    }
    return _said("prospects.alone", slots, view, view.envelope(_last(view, "holds.h2")), "holds.h2")


def _present(reader: RunReader) -> Statement | None:
    """Return what comes of the flagship and stays: that is what is judged."""
    view = lead_view(reader)
    if view is None or not view.has(_last(view, "present")):
        return None
    last = _last(view, "present")
    found = [view.envelope(name) for name in ("present.year_1", last)]
    known = [envelope for envelope in found if envelope is not None]
    if len(known) < len(found):
        return None
    ends = [troops_range(max(0.0, e.low[1]), e.high[1]) for e in known]
    low, high = view.option.troops_low, view.option.troops_high
    asked = dict.fromkeys(number(end, published=True) for end in (low, high))
    slots: dict[str, object] = {
        "option": view.option.title,
        "first": ends[0],
        "last": ends[1],
        "years": small(view.years),
        "asked": "–".join(asked),
    }
    return say(
        "prospects.present",
        slots,
        evidence=known[0],
        computed_from=reads(view, last),
        grade="E",
    )


def _worth(reader: RunReader) -> Statement | None:
    """Return what the force is worth on the same draws, in histories."""
    view = lead_view(reader)
    if view is None:
        return None
    held, without = (view.values(_last(view, stem)) for stem in ("holds.h2", "no_force.h2"))
    gains = view.histories(held - without)
    slots: dict[str, object] = {
        "option": view.option.title,
        "gain": gain_words(gains),
        "most": label(max(gains, key=lambda name: gains[name])),
        "least": label(min(gains, key=lambda name: gains[name])),
    }
    money = _last(view, "equal_money.h2")
    if view.has(money):
        slots["money"] = gain_words(view.histories(view.values(money) - without))
    sentence = "prospects.worth" if view.has(money) else "prospects.worth_moneyless"
    return _said(sentence, slots, view, None, "holds.h2", "no_force.h2", "equal_money.h2")


def _terms(reader: RunReader) -> Statement | None:
    """Return what better terms are worth without a force, beside the force without them."""
    view = lead_view(reader)
    if view is None or not view.has(_last(view, "better_terms.h2")):
        return None
    without = view.values(_last(view, "no_force.h2"))
    stems = {"terms": "better_terms.h2", "gain": "holds.h2"}
    slots: dict[str, object] = {
        name: gain_words(view.histories(view.values(_last(view, stem)) - without))
        for name, stem in stems.items()
    }
    slots["option"] = view.option.title
    return _said("prospects.terms", slots, view, None, *stems.values(), "no_force.h2")


def _quiet(reader: RunReader) -> Statement | None:
    view = lead_view(reader)
    if view is None:
        return None
    force, none = (view.band(_last(view, stem)) for stem in ("holds.h1", "no_force.h1"))
    if force is None or none is None:
        return None
    slots: dict[str, object] = {
        "option": view.option.title,
        "force": force.words,
        "none": none.words,
    }
    envelope = view.envelope(_last(view, "holds.h1"))
    return _said("prospects.quiet", slots, view, envelope, "holds.h1", "no_force.h1")


def _ends(reader: RunReader) -> Statement | None:
    view, quiet = lead_view(reader), quiet_world(reader)
    if view is None:
        return None
    causes = ("spiral", "deliberate", "other")
    bands = {name: view.band(_last(view, f"broken.{name}")) for name in causes}
    if None in bands.values():
        return None
    slots: dict[str, object] = {name: band.words for name, band in bands.items() if band}
    for name in ("spiral", "deliberate"):
        alone = quiet.band(_last(quiet, f"broken.{name}")) if quiet else None
        slots[f"{name}_none"] = alone.words if alone else "not run"
    slots |= {
        "option": view.option.title,
        "years": small(view.years),
        "likelier": likelier(
            *(
                view.histories(view.values(_last(view, f"broken.{name}")))
                for name in ("spiral", "deliberate")
            )
        ),
    }
    stems = tuple(f"broken.{name}" for name in causes)
    envelope = view.envelope(_last(view, "broken.spiral"))
    found = _said("prospects.ends", slots, view, envelope, *stems)
    return found


def _losses(reader: RunReader) -> Statement | None:
    view = lead_view(reader)
    found = losses_of(view) if view else None
    if view is None or found is None:
        return None
    columns = ("losses.force.year_1", "losses.force_accidents.year_1", "losses.off_line_share")
    return say(
        "prospects.losses",
        {
            "option": view.option.title,
            "line": counts(found["line"]),
            "away": counts(found["away"]),
            "accidents": counts(found["accidents"]),
        },
        evidence=found["line"],
        computed_from=reads(view, *columns),
        grade="E",
    )


def _ground(reader: RunReader) -> Statement | None:
    view = lead_view(reader)
    if view is None or not view.has("broken.before_half"):
        return None
    columns = {
        "reinforcement": f"reinforcement.day_{_WITHIN_DAYS}",
        "shortfall": f"shortfall.day_{_WITHIN_DAYS}",
        "half": "broken.before_half",
    }
    bands = {name: view.band(column) for name, column in columns.items()}
    if None in bands.values():
        return None
    slots: dict[str, object] = {name: band.words for name, band in bands.items() if band}
    slots |= {"option": view.option.title, "days": number(_WITHIN_DAYS)}
    envelope = view.envelope(columns["reinforcement"])
    return say(
        "prospects.ground",
        slots,
        evidence=envelope,
        computed_from=reads(view, *columns.values()),
        band=bands["reinforcement"],
        grade="E",
    )
