"""Figure: the network by which it would come about, boxes and arrows; a list where it is narrow."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any, Final

from ceasefire.briefing.figures.interval_rows import with_own_scales
from ceasefire.briefing.figures.labels import Box, wrap
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import GRID, INK, NARROW, PAPER, SECONDARY, WIDE

__all__ = ["NetworkStep", "NetworkSteps", "network_steps"]

_OWN, _GIVEN, _LINE = "#2B5C8A", "#81878F", "#A5A8AC"
_GAP_X, _GAP_Y, _HEIGHT = 34.0, 14.0, 74.0
_HEAD: Final = "M0,0L-1.6,-0.7L-1.6,0.7Z"


@dataclass(frozen=True)
class NetworkStep:
    """One node: words, its chance (low, high) or None, whether it is this section's own."""

    id: str
    title: str
    words: str
    chance: tuple[float, float] | None
    own: bool
    parents: tuple[str, ...]


@dataclass(frozen=True)
class NetworkSteps:
    """The nodes, parents before children."""

    steps: tuple[NetworkStep, ...]
    description: str


def network_steps(data: NetworkSteps, width: int) -> dict[str, Any]:
    """Return the Vega-Lite specification of the network at one width in px."""
    sheet = Sheet(width, data.description)
    height = _drawn(sheet, data.steps) if width == WIDE else _listed(sheet, data.steps)
    return with_own_scales(sheet.spec(height))


def _drawn(sheet: Sheet, steps: Sequence[NetworkStep]) -> float:
    boxes = _places(steps, sheet.width)
    for step in steps:
        for parent in step.parents:
            _arrow(sheet, boxes[parent], boxes[step.id], boxes.values())
    for step in steps:
        box = boxes[step.id]
        colour = _OWN if step.own else _GIVEN
        sheet.rect(box.left, box.top, box.right, box.bottom, PAPER, stroke=colour)
        lines = wrap(step.title, box.right - box.left - 12, 12, True)
        y = sheet.lines(lines, box.left + 6, box.top + 15, 12, bold=True)
        words = wrap(step.words, box.right - box.left - 12, 11)
        sheet.lines(words, box.left + 6, y, 11, SECONDARY)
        _bar(sheet, step, box.left + 6, box.right - 6, box.bottom - 9)
    return max(box.bottom for box in boxes.values()) + 4


def _places(steps: Sequence[NetworkStep], width: float) -> Mapping[str, Box]:
    """Return each node's box: columns by depth, rows near the nodes it depends on."""
    depth: dict[str, int] = {}
    for step in steps:
        depth[step.id] = 1 + max((depth[parent] for parent in step.parents), default=-1)
    # What depends on nothing stands just before what depends on it.
    for step in steps:
        if not step.parents:
            kids = [depth[other.id] for other in steps if step.id in other.parents]
            depth[step.id] = min(kids) - 1 if kids else 0
    columns = max(depth.values()) + 1
    room = (width - 2.0 - _GAP_X * (columns - 1)) / columns
    by_column = [[s for s in steps if depth[s.id] == place] for place in range(columns)]
    tall = max(len(column) for column in by_column) * (_HEIGHT + _GAP_Y) - _GAP_Y
    middle: dict[str, float] = {}
    found: dict[str, Box] = {}
    for place, column in enumerate(by_column):
        wanted = {
            step.id: sum(middle[p] for p in step.parents if p in middle)
            / max(1, sum(p in middle for p in step.parents))
            or tall / 2.0
            for step in column
        }
        ordered = sorted(column, key=lambda step: wanted[step.id])
        top = 1.0 + _GAP_Y + (tall - len(column) * (_HEIGHT + _GAP_Y) + _GAP_Y) / 2.0
        for row, step in enumerate(ordered):
            y = top + row * (_HEIGHT + _GAP_Y)
            x = 1.0 + place * (room + _GAP_X)
            found[step.id] = Box(x, y, x + room, y + _HEIGHT)
            middle[step.id] = y + _HEIGHT / 2.0
    return found


def _arrow(sheet: Sheet, start: Box, end: Box, boxes: Collection[Box]) -> None:
    """Draw a line between two boxes; past the boxes in between it runs through their gaps."""
    x2, y2 = end.left, (end.top + end.bottom) / 2.0
    # The arrow ends where it meets the box, a little above or below the middle.
    y2 += max(-18.0, min(18.0, ((start.top + start.bottom) / 2.0 - y2) / 6.0))
    way = [(start.right, (start.top + start.bottom) / 2.0)]
    for left, column in sorted(_columns(boxes).items()):
        if not start.left < left < end.left:
            continue
        x, y = way[-1]
        gap = _nearest_gap(column, y + (y2 - y) * (left - x) / (x2 - x))
        way += [(left - 2, gap), (column[0].right + 2, gap)]
    way.append((x2, y2))
    x, y = way[-2]
    long = hypot(x2 - x, y2 - y) or 1.0
    way[-1] = (x2 - 5 * (x2 - x) / long, y2 - 5 * (y2 - y) / long)
    for (from_x, from_y), (to_x, to_y) in pairwise(way):
        sheet.rule(from_x, from_y, to_x, to_y, _LINE, 1.2)
    sheet.point(x2, y2, _HEAD, 36, SECONDARY, SECONDARY, 0.0)


def _columns(boxes: Collection[Box]) -> Mapping[float, list[Box]]:
    found: dict[float, list[Box]] = {}
    for box in sorted(boxes, key=lambda box: box.top):
        found.setdefault(box.left, []).append(box)
    return found


def _nearest_gap(column: Sequence[Box], wanted: float) -> float:
    """Return the height nearest to the one wanted at which no box of a column stands."""
    half = _GAP_Y / 2.0
    gaps = [column[0].top - half, *(box.bottom + half for box in column)]
    inside = any(box.top - half < wanted < box.bottom + half for box in column)
    return min(gaps, key=lambda gap: abs(gap - wanted)) if inside else wanted


def _bar(sheet: Sheet, step: NetworkStep, left: float, right: float, y: float) -> None:
    """Draw a chance as a range on a line from none to certain."""
    if step.chance is None:
        return
    sheet.rect(left, y, right, y + 4, GRID)
    low, high = step.chance
    colour = _OWN if step.own else _GIVEN
    x = left + (right - left) * low
    sheet.rect(x, y, max(x + 2, left + (right - left) * high), y + 4, colour)


def _listed(sheet: Sheet, steps: Sequence[NetworkStep]) -> float:
    titles = {step.id: step.title for step in steps}
    size = 11.0 if sheet.width == NARROW else 12.0
    room = sheet.width - 16
    y = 16.0
    for step in steps:
        top = y - 12
        colour = _OWN if step.own else _GIVEN
        y = sheet.lines(wrap(step.title, room, 13, True), 14, y, 13, INK, bold=True, leading=16)
        needs = ", ".join(titles[parent] for parent in step.parents)
        text = f"{step.words}; depends on: {needs}" if needs else step.words
        y = sheet.lines(wrap(text, room, size), 14, y, size, SECONDARY)
        _bar(sheet, step, 14, min(sheet.width - 6, 300.0), y - 8)
        sheet.rect(0, top, 4, y - 2, colour)
        y += 20
    return y - 16
