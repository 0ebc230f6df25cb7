"""The figures of the section that compares options: heading, sentence, drawing, table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import altair as alt

from ceasefire.briefing.compare_data import CompareView, Ends, compare_view
from ceasefire.briefing.compare_maps import map_figure, specs
from ceasefire.briefing.compare_tables import outcome_words
from ceasefire.briefing.compare_words import hundred, hundred_range, limit_words, more_or_fewer
from ceasefire.briefing.figures.discovery_boxes import (
    BoxPanel,
    BoxSide,
    DiscoveryBoxes,
    discovery_boxes,
)
from ceasefire.briefing.figures.flip_tornado import FlipTornado, TornadoBar, flip_tornado
from ceasefire.briefing.figures.holding_and_effort import (
    EffortMark,
    HoldingAndEffort,
    holding_and_effort,
)
from ceasefire.briefing.figures.interval_rows import IntervalRow, RowGroup, interval_rows
from ceasefire.briefing.figures.outcome_matrix import (
    MatrixCell,
    MatrixRow,
    OutcomeMatrix,
    outcome_matrix,
)
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import FAMILIES, MIDDLE
from ceasefire.briefing.holding_data import CENTRAL
from ceasefire.briefing.holding_read import in_ten
from ceasefire.briefing.model import DataTable, Figure
from ceasefire.briefing.parameter_words import parameter_words
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.sentences_compare import COMPARE_FIGURE_WORDS, QUESTION_WORDS
from ceasefire.briefing.words import number, percent

__all__ = ["comparison_figures"]

_HEADS = {
    "holds": "Once there, holds",
    "happens_and_holds": "Comes about and holds",
    "cost": "€ billion a year",
    "force_deaths": "Deaths in the force a year",
    "tied": "Soldiers tied down",
    "happens": "Comes about in a year",
    "harm": "Killed and hurt a year",
    "flank": "From the eastern flank",
}
_BARS = 10
_ROWS_A_PAGE = 12


def comparison_figures(reader: RunReader) -> tuple[Figure, ...]:
    """Return the figures; those a run has no data for are left out."""
    view = compare_view(reader)
    if view is None:
        return ()
    return told(
        lambda: _matrix(view),
        lambda: _effort(view),
        lambda: _regret(view),
        lambda: _tornado(view),
        lambda: _boxes(view),
        *(
            partial(map_figure, found, name)
            for found in view.found["maps"]
            for name in ("map", "map_both")
        ),
    )


def _figure(
    name: str,
    sentence: str,
    draw: Callable[[Any, int], dict[str, Any]],
    data: Any,
    table: DataTable,
    view: CompareView,
) -> Figure:
    title, subtitle = COMPARE_FIGURE_WORDS[name]
    columns = view.reader.run.codebook["columns"]
    sources = [
        key for address in view.addresses("holds", view.lead) for key in columns[address]["sources"]
    ]
    return Figure(
        id=name,
        title=title,
        subtitle=f"{subtitle}.",
        sentence=sentence,
        specs=specs(draw, data),
        sources=tuple(dict.fromkeys(sources)),
        table=table,
    )


def _middle(view: CompareView, outcome: str, option: str) -> float | None:
    """Return the mean in the central variant, else the middle of the variants' means."""
    worlds = view.standings(outcome)
    if CENTRAL in worlds and option in worlds[CENTRAL]:
        return float(worlds[CENTRAL][option]["mean"])
    ends = view.ends(outcome, option)
    return None if ends is None else (ends[0] + ends[1]) / 2.0


def _options(view: CompareView, *outcomes: str) -> list[str]:
    return [id for id in view.reader.options if all(view.ends(o, id) is not None for o in outcomes)]


def _matrix(view: CompareView) -> Figure | None:
    heads = [name for name in _HEADS if name in view.outcomes]
    options = _options(view, "holds")
    if len(options) < 2 or len(heads) < 2:
        return None
    columns = {name: _column(view, name, options) for name in heads}
    rows = tuple(
        MatrixRow(view.title(id), tuple(columns[name][place] for name in heads))
        for place, id in enumerate(options)
    )
    best = {name: view.first(name) for name in heads}
    different = {found[0] for found in best.values() if found is not None}
    sentence = (
        f"By {number(len(heads), published=True)} measures, "
        f"{number(len(different), published=True)} different options come first in most variants; "
        f"“{view.title(view.lead)}” holds in "
        f"{_text(view, 'holds', view.ends('holds', view.lead))} histories of a hundred once there."
    )
    table = DataTable(
        "The options by every measure, as drawn",
        ("Option", *(_HEADS[name] for name in heads)),
        tuple((row.title, *(cell.text for cell in row.cells)) for row in rows),
    )
    data = OutcomeMatrix(tuple(_HEADS[name] for name in heads), rows, "Options by measures.")
    return _figure("matrix", sentence, outcome_matrix, data, table, view)


def _column(view: CompareView, outcome: str, options: list[str]) -> list[MatrixCell]:
    middles = {id: _middle(view, outcome, id) for id in options}
    known = [value for value in middles.values() if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    cells = []
    for id in options:
        value, ends = middles[id], view.ends(outcome, id)
        if value is None or ends is None:
            cells.append(MatrixCell("–", None))
            continue
        place = (value - low) / (high - low) if high > low else 1.0
        more = bool(view.outcomes[outcome]["more"])
        cells.append(MatrixCell(_text(view, outcome, ends), place if more else 1.0 - place))
    return cells


def _text(view: CompareView, outcome: str, ends: Ends | None) -> str:
    """Return a range in a cell: chances in a hundred, counts as they are."""
    if ends is None:
        return "–"
    unit = view.outcomes[outcome]["unit"]
    if unit == "share":
        return hundred_range(ends)
    return outcome_words(outcome, unit, ends)


def _effort(view: CompareView) -> Figure | None:
    known = _options(view, "holds", "cost", "tied")
    options = [id for id in known if view.sends(id) or view.ends("cost", id) == (0.0, 0.0)]
    if len(options) < 3:
        return None
    marks = []
    for id in options:
        ends = view.ends("holds", id) or (0.0, 0.0)
        cost, middle, tied = (_middle(view, name, id) or 0.0 for name in ("cost", "holds", "tied"))
        family = view.reader.scenario.option(id).family
        marks.append(
            EffortMark(
                view.title(id),
                family if family in FAMILIES else "none",
                round(cost, 3),
                round(ends[0], 3),
                round(middle, 3),
                round(ends[1], 3),
                round(tied),
            )
        )
    marks.sort(key=lambda mark: (mark.cost, mark.title))
    dear = max(marks, key=lambda mark: mark.cost)
    spread = max(mark.middle for mark in marks) - min(mark.middle for mark in marks)
    sentence = (
        f"Between no force and the dearest, “{dear.title}” at €{number(dear.cost)} billion a year "
        f"for what comes of it, the chance to hold differs by at most {hundred(spread)} in a "
        "hundred; between the variants of one option by up to "
        f"{hundred(max(mark.high - mark.low for mark in marks))}.{_beside(view)}"
    )
    table = DataTable(
        "Chance to hold, cost and soldiers tied down, as drawn",
        ("Option", "€ billion a year", "Holds, of ten histories", "Soldiers tied down"),
        tuple(
            (
                mark.title,
                number(mark.cost),
                "–".join(dict.fromkeys((in_ten(mark.low), in_ten(mark.high)))),
                number(mark.tied),
            )
            for mark in marks
        ),
        "Cost and soldiers: means of what comes, in the central variant.",
    )
    data = HoldingAndEffort(tuple(marks), "Chance to hold against cost.")
    return _figure("effort", sentence, holding_and_effort, data, table, view)


def _beside(view: CompareView) -> str:
    """Return what the aid options cost, which would stretch the axis."""
    for option in view.aid:
        cost = view.ends("cost", option)
        if cost is not None:
            told = "–".join(dict.fromkeys((number(cost[0]), number(cost[1]))))
            return f" “{view.title(option)}” is not drawn: €{told} billion a year."
    return ""


def _regret(view: CompareView) -> Figure | None:
    options = _options(view, "holds")
    if len(options) < 2:
        return None
    rows, cells = [], []
    for id in options:
        mean = view.ends("holds", id, "regret") or (0.0, 0.0)
        tail = view.ends("holds", id, "regret_p95") or (0.0, 0.0)
        low, high = 100.0 * mean[0], 100.0 * mean[1]
        colour = FAMILIES.get(view.reader.scenario.option(id).family, FAMILIES["none"]).colour
        words = f"{hundred_range(mean)}; up to {hundred(tail[1])}"
        quantiles = (low, low, (low + high) / 2, high, 100.0 * tail[1])
        rows.append(IntervalRow(view.title(id), quantiles, words, colour=colour, middle=False))
        cells.append((view.title(id), hundred_range(mean), hundred(tail[1])))
    best = min(options, key=lambda id: (view.ends("holds", id, "regret") or (1.0, 1.0))[1])
    worst = view.ends("holds", best, "regret")
    assert worst is not None
    sentence = (
        f"Least is lost with “{view.title(best)}”: at most {hundred(worst[1])} in a hundred on the "
        "mean of any variant. From draw to draw every option is sometimes far from the best."
    )
    pages = [
        (RowGroup("", tuple(rows[start : start + _ROWS_A_PAGE])),)
        for start in range(0, len(rows), _ROWS_A_PAGE)
    ]

    def draw(data: tuple[RowGroup, ...], width: int) -> dict[str, Any]:
        sheet = Sheet(width, "What each option loses against the best one.")
        title = "histories in a hundred"
        return sheet.spec(interval_rows(sheet, "regret", title, data, lambda tick: f"{tick:g}"))

    table = DataTable(
        "What each option loses against the best, as drawn",
        ("Option", "Mean loss, variant to variant", "In one draw of twenty, up to"),
        tuple(cells),
        "Histories in a hundred.",
    )
    whole = (RowGroup("", tuple(rows)),)
    figure = _figure("regret", sentence, draw, whole, table, view)
    paper = tuple({"$schema": alt.SCHEMA_URL, **draw(page, MIDDLE)} for page in pages)
    return replace(figure, pages=paper if len(pages) > 1 else ())


def _tornado(view: CompareView) -> Figure | None:
    turns = view.found["turns"].get(view.lead, {}).get("no_force", [])[:_BARS]
    if len(turns) < 2:
        return None
    bars = tuple(
        TornadoBar(
            parameter_words(turn["parameter"]).capitalize(),
            round(100.0 * turn["low"], 2),
            round(100.0 * turn["high"], 2),
            bool(turn["turns_in"]),
        )
        for turn in turns
    )
    turning = sum(bar.turns for bar in bars)
    sentence = (
        f"Most is moved by {bars[0].title[0].lower()}{bars[0].title[1:]}: "
        f"{_moved(bars[0])} in a hundred between its ends. "
        + (
            "Of those shown no one turns the sign in any variant."
            if not turning
            else f"Of those shown, {number(turning)} would turn the sign in a variant."
        )
    )
    table = DataTable(
        "What moves the gain, as drawn",
        ("Quantity", "At its low end", "At its high end"),
        tuple(
            (bar.title, *(more_or_fewer((e / 100.0, e / 100.0)) for e in (bar.low, bar.high)))
            for bar in bars
        ),
        "Histories in a hundred, beside the variant’s mean.",
    )
    return _figure(
        "tornado", sentence, flip_tornado, FlipTornado(bars, "What moves the gain."), table, view
    )


def _moved(bar: TornadoBar) -> str:
    return hundred(abs(bar.high - bar.low) / 100.0)


def _boxes(view: CompareView) -> Figure | None:
    boxes = [box for box in view.found["boxes"] if box["option"] == view.lead]
    if not boxes:
        return None
    panels = tuple(
        BoxPanel(
            QUESTION_WORDS[box["question"]][0].upper() + QUESTION_WORDS[box["question"]][1:],
            f"In the box in {percent(box['density'])} of the draws, in all in "
            f"{percent(box['share'])}; {percent(box['coverage'])} of the cases lie in it.",
            tuple(_side(view, limit) for limit in box["limits"]),
        )
        for box in boxes
    )
    table = DataTable(
        "Limits of the boxes, as drawn",
        ("Case", "Limit"),
        tuple((panel.title, side.words) for panel in panels for side in panel.sides),
    )
    best = max(boxes, key=lambda box: box["density"] / box["share"])
    sentence = (
        f"For “{view.title(view.lead)}” the sharpest box makes a case "
        f"{number(best['density'] / best['share'])} times as frequent as among all draws: that "
        f"{QUESTION_WORDS[best['question']]}."
    )
    data = DiscoveryBoxes(panels, "Boxes of assumptions.")
    return _figure("boxes", sentence, discovery_boxes, data, table, view)


def _side(view: CompareView, limit: Mapping[str, Any]) -> BoxSide:
    name = str(limit["parameter"])
    title = parameter_words(name)
    words = limit_words(view, limit).removeprefix(f"{title} is ")
    whole = view.reader.scenario.parameters[name].value
    names = list(getattr(whole, "names", ()))
    if limit["names"]:
        parts = [names.index(kept) for kept in limit["names"]]
        spans = tuple((place / len(names), (place + 1) / len(names)) for place in sorted(parts))
        return BoxSide(title[0].upper() + title[1:], spans, words)
    drawn = view.reader.parameter(name)
    low, high = float(drawn.min()), float(drawn.max())
    ends = (low if limit["low"] is None else limit["low"], high)
    stop = high if limit["high"] is None else limit["high"]
    span = high - low
    return BoxSide(
        title[0].upper() + title[1:],
        (((ends[0] - low) / span, (stop - low) / span),),
        words,
    )
