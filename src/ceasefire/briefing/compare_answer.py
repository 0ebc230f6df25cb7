"""What the section that compares options says: which comes first, what it costs, where it turns."""

from __future__ import annotations

from ceasefire.briefing.compare_data import CompareView, Ends, compare_view
from ceasefire.briefing.compare_words import (
    draw_share,
    hundred_range,
    more_or_fewer,
)
from ceasefire.briefing.model import Statement
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import join, number, small

__all__ = ["comparison_short", "comparison_statements"]

_WEIGHT = "3"
_FIRSTS = (
    ("holds", "once there, “{option}” holds best"),
    ("happens_and_holds", "“{option}” is likeliest to come about and hold"),
)
_CHEAPEST = "of the forces, “{option}” costs least"
_NAMED = 3


def comparison_statements(reader: RunReader) -> tuple[Statement, ...]:
    """Return the answer; none where the run compared nothing."""
    view = compare_view(reader)
    if view is None:
        return ()
    return told(
        lambda: _firsts(view),
        lambda: _gain(view),
        lambda: _terms(view),
        lambda: _beaten(view),
        lambda: _break_even(view),
    )


def comparison_short(reader: RunReader) -> Statement | None:
    """Return the sentence of the short answer, None with fewer than two options compared."""
    view = compare_view(reader)
    firsts = _first_words(view) if view else []
    if view is None or len(firsts) < 2:
        return None
    known, _ = view.risks(view.lead, _WEIGHT) if view.lead else ([], 0)
    slots: dict[str, object] = {"firsts": join(words for words, _ in firsts[:2])}
    if known:
        slots |= _risk_slots(view, known)
    return say(
        "comparison.short" if known else "comparison.short_plain",
        slots,
        computed_from=_leaders(view, firsts),
        grade="E",
    )


def _first_words(view: CompareView) -> list[tuple[str, tuple[str, str]]]:
    """Return who comes first in words, by outcomes on which different options do."""
    found = []
    forces = [id for id in view.reader.options if view.sends(id)]
    for outcome, words, among in (*((o, w, None) for o, w in _FIRSTS), ("cost", _CHEAPEST, forces)):
        best = view.first(outcome, among)
        if best is not None and len(view.standings(outcome)[view.variants[0]]) > 1:
            told_so = words.format(option=view.title(best[0]))
            if outcome == "happens_and_holds" and not view.sends(best[0]):
                told_so += ", for which nobody has to come"
            if len(view.variants) > 1:
                told_so += f" (in {_of(best[1], len(view.variants))} variants)"
            found.append((told_so, (outcome, best[0])))
    return found if len({option for _, (_, option) in found}) > 1 else []


def _of(count: int, whole: int) -> str:
    return f"all {small(whole)}" if count == whole else f"{small(count)} of {small(whole)}"


def _leaders(view: CompareView, firsts: list[tuple[str, tuple[str, str]]]) -> tuple[str, ...]:
    found = [a for _, (outcome, option) in firsts for a in view.addresses(outcome, option)]
    return tuple(dict.fromkeys((*found, *view.addresses("holds", view.lead))))


def _firsts(view: CompareView) -> Statement | None:
    firsts = _first_words(view)
    count = len({id for w in view.standings("holds").values() for id in w})
    if count < 2:
        return None
    if not firsts:
        best = view.first("holds")
        if best is None:
            return None
        return say(
            "comparison.one_first",
            {
                "option": view.title(best[0]),
                "count": number(count, published=True),
                "variants": f" (in {_of(best[1], len(view.variants))} variants)"
                if len(view.variants) > 1
                else "",
            },
            computed_from=view.addresses("holds", best[0]),
            grade="E",
        )
    return say(
        "comparison.firsts",
        {
            "count": number(count, published=True),
            "firsts": join(words for words, _ in firsts),
        },
        computed_from=_leaders(view, firsts),
        grade="E",
    )


def _gain(view: CompareView) -> Statement | None:
    ends = view.gain_ends("no_force", view.lead) if view.lead else None
    in_full = view.satisfied(view.lead, "comes_in_full") if view.lead else None
    if ends is None:
        return None
    comes = ""
    if in_full is not None:
        comes = (
            " What is sent is what comes: eight tenths of the size or more in "
            f"{draw_share(in_full)} of the draws."
        )
    aid = ""
    for other in view.aid[:1]:
        over = view.gain_ends(other, view.lead)
        if over is not None:
            aid = f", and {more_or_fewer(over)} than with “{view.title(other)}”"
    return say(
        "comparison.gain",
        {
            "option": view.title(view.lead),
            "gain": more_or_fewer(ends),
            "aid": aid,
            "in_full": comes,
        },
        computed_from=view.addresses("holds", view.lead, *view.aid[:1]),
        grade="E",
    )


def _terms(view: CompareView) -> Statement | None:
    """Return what better terms do beside what the force does, where the run has that twin."""
    terms, gain = _over_none(view, "better_terms"), view.gain_ends("no_force", view.lead)
    if terms is None or gain is None:
        return None
    return say(
        "comparison.terms",
        {
            "option": view.title(view.lead),
            "terms": more_or_fewer(terms),
            "gain": more_or_fewer(gain),
        },
        computed_from=view.addresses("holds", view.lead),
        grade="E",
    )


def _over_none(view: CompareView, twin: str) -> Ends | None:
    """Return the gain of a twin over no force: the gain over none less the gain over the twin."""
    over_none, over_twin = view.gains("no_force", view.lead), view.gains(twin, view.lead)
    found = [
        over_none[name]["gain"]["mean"] - over_twin[name]["gain"]["mean"]
        for name in over_none
        if name in over_twin
    ]
    return (min(found), max(found)) if found else None


def _beaten(view: CompareView) -> Statement | None:
    counts, whole = view.dominated(), len(view.variants)
    if len(counts) < 2:
        return None
    everywhere = {
        option: [other for other, count in others.items() if count == whole]
        for option, others in counts.items()
    }
    beaten = {option: others for option, others in everywhere.items() if others}
    columns = view.addresses("holds", view.lead, *list(beaten)[:_NAMED])
    if not beaten:
        return say("comparison.none_beaten", {}, computed_from=columns, grade="E")
    order = sorted(beaten, key=lambda option: option != view.lead)
    named = [
        f"“{view.title(option)}” by “{view.title(beaten[option][0])}”" for option in order[:_NAMED]
    ]
    more = len(beaten) - len(named)
    return say(
        "comparison.beaten",
        {
            "count": small(len(beaten)).capitalize(),
            "are": "is" if len(beaten) == 1 else "are",
            "options": number(len(counts), published=True),
            "measures": small(len(view.outcomes)),
            "names": "; ".join(named) + (f"; {small(more)} more in the table" if more else ""),
        },
        computed_from=columns,
        grade="E",
    )


def _risk_slots(view: CompareView, known: list[float]) -> dict[str, object]:
    return {
        "adversary": view.reader.scenario.parties.get("adversary", "the adversary"),
        "option": view.title(view.lead),
        "weight": small(int(float(_WEIGHT))),
        "years": small(view.reader.scenario.holding.horizon_years),
        "risk": f"more than {hundred_range((min(known), max(known)))} in a hundred",
    }


def _break_even(view: CompareView) -> Statement | None:
    known, never = view.risks(view.lead, _WEIGHT) if view.lead else ([], 0)
    if not known and not never:
        return None
    columns = view.addresses("holds", view.lead)
    adversary = view.reader.scenario.parties.get("adversary", "the adversary")
    if not known:
        slots: dict[str, object] = {"option": view.title(view.lead), "adversary": adversary}
        return say("comparison.break_even_never", slots, computed_from=columns, grade="E")
    none = ""
    if never:
        none = f"; in {_of(never, never + len(known))} variants no rise at all is worth it"
    return say(
        "comparison.break_even",
        _risk_slots(view, known) | {"none": none},
        computed_from=columns,
        grade="E",
    )
