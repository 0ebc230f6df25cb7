"""The grammar of uncertainty: interval, quantile dots, sheaf, arrow, hatching, gradient."""

from collections.abc import Sequence
from itertools import pairwise

from ceasefire.briefing.figures.labels import Align, Box, text_box, text_width
from ceasefire.briefing.figures.sheet import Axis, Coordinate, Place, Sheet, px
from ceasefire.briefing.figures.theme import FAMILIES, PAPER, SECONDARY, ramp

# A Vega symbol path in a square of side 2 around the mark.
_ARROW_UP = "M-0.6,0.55L0,-0.35L0.6,0.55"
_ARROW_LEFT = "M0.55,-0.6L-0.35,0L0.55,0.6"
_ARROW_DOWN = "M-0.6,-0.55L0,0.35L0.6,-0.55"
AFTER_OPACITY = 0.72


def family_mark(
    sheet: Sheet,
    family: str,
    x: Coordinate,
    y: Coordinate,
    radius: float = 5.0,
    hollow: bool = False,
    **facts: object,
) -> None:
    """Draw the shape of a family, as large as a circle of ``radius`` px; hollow = after as-of."""
    look = FAMILIES[family]
    sheet.point(
        x,
        y,
        look.shape,
        (2 * radius) ** 2 * look.size,
        fill=PAPER if hollow else look.colour,
        stroke=look.colour if hollow else PAPER,
        width=1.6 if hollow else 0.8,
        opacity=AFTER_OPACITY if hollow else 1.0,
        **facts,
    )


def arrow_tip(
    sheet: Sheet, x: Coordinate, tip: float, up: bool, colour: str, opacity: float = 1.0
) -> None:
    """Draw the tip of the arrow of "at least" (up) or "at most" (down) at ``tip`` px."""
    sheet.point(
        x,
        tip,
        _ARROW_UP if up else _ARROW_DOWN,
        100,
        fill="transparent",
        stroke=colour,
        width=1.5,
        opacity=opacity,
    )


def below_axis(sheet: Sheet, x: float, y: float, colour: str) -> None:
    """Draw the tip at the left end of the axis that says: the range goes on below it."""
    sheet.point(x, y, _ARROW_LEFT, 100, fill="transparent", stroke=colour, width=1.5)


def interval(
    sheet: Sheet,
    axis: Axis,
    across: float,
    quantiles: Sequence[float],
    colour: str,
    middle: bool,
    upright: bool = False,
) -> None:
    """Draw the two-level bar at ``across`` px: thin 5-95%, thick 25-75%, notch at the middle.

    ``quantiles`` are the 5th, 25th, 50th, 75th and 95th percentile in the unit of the axis.
    """
    p05, p25, p50, p75, p95 = (axis.at(value) for value in quantiles)

    def bar(start: Place, end: Place, width: float, opacity: float) -> None:
        if upright:
            sheet.rule(across, start, across, end, colour, width, opacity)
        else:
            sheet.rule(start, across, end, across, colour, width, opacity)

    bar(p05, p95, 2.0, 0.55)
    bar(p25, p75, 6.0, 1.0)
    half = abs(p75.px - p25.px)
    if not middle or half < 3:  # a notch would wipe out the bar
        return
    notch = min(2.0, half / 3)
    if upright:
        sheet.rule(across - 5, p50, across + 5, p50, PAPER, notch)
    else:
        sheet.rule(p50, across - 5, p50, across + 5, PAPER, notch)


def quantile_dots(
    sheet: Sheet, axis: Axis, baseline: float, values: Sequence[float], colour: str, height: float
) -> None:
    """Stack one dot a value on ``baseline`` px, as large as ``height`` px of room allow.

    Dots whose places are closer than one dot share a stack, drawn at the mean of their places
    (Wilkinson 1999, dot plots).
    """
    for size in (8.3, 7.5, 6.5, 5.5, 4.5, 3.5, 2.5):
        stacks = _stacks([axis.px(value) for value in sorted(values)], size)
        if max(len(stack) for stack in stacks) * size <= height:
            break
    for stack in stacks:
        place = axis.at(round(axis.value_at(sum(stack) / len(stack)), 1))
        for level in range(len(stack)):
            y = baseline - size * (level + 0.5)
            sheet.point(place, y, "circle", (size - 0.5) ** 2, fill=colour, stroke=colour, width=0)


def _stacks(places: Sequence[float], size: float) -> list[list[float]]:
    stacks: list[list[float]] = []
    for place in places:
        if stacks and place - stacks[-1][0] < size:
            stacks[-1].append(place)
        else:
            stacks.append([place])
    return stacks


def sheaf_height(axis: Axis, variants: Sequence[tuple[str, float, float]]) -> float:
    """Return the height of a sheaf with its names, in px."""
    return 26 + 5.0 * len(variants) + (0 if _fits_beside(axis, _by_end(variants)[0]) else 14)


def sheaf(
    sheet: Sheet, axis: Axis, top: float, variants: Sequence[tuple[str, float, float]], colour: str
) -> float:
    """Draw a pale envelope and one thin line a variant, naming the lowest and the highest.

    ``variants`` are (name, p05, p95) in the unit of the axis. The name of the highest stands
    right of its line, or above the envelope where there is no room; that of the lowest below.
    Each lies on a plate, so that no reference across the axis runs through it. Return the lower
    edge of the envelope, in px.
    """
    order = _by_end(variants)
    name, _, end = order[0]
    beside = _fits_beside(axis, order[0])
    y = top + 9.5
    if not beside:
        top += 14
        y = top - 4
    bottom = top + 6 + 5.0 * len(order)
    low, high = min(v[1] for v in order), max(v[2] for v in order)
    sheet.rect(axis.at(low), top, axis.at(high), bottom, colour, 0.10)
    for i, (_, p05, p95) in enumerate(order):
        line = top + 5.5 + 5.0 * i
        sheet.rule(axis.at(p05), line, axis.at(p95), line, colour, 1.6)
    if beside:
        _named(sheet, name, axis.px(end) + 6, y, "left")
    else:
        _named(sheet, name, axis.px(end), y, "right")
    if len(order) > 1:
        # Beside its line the next variant's line may begin.
        name, start, _ = order[-1]
        x = min(axis.px(start), axis.range[1] - text_width(name, 11))
        _named(sheet, name, x, bottom + 11, "left")
    return bottom


def _by_end(
    variants: Sequence[tuple[str, float, float]],
) -> list[tuple[str, float, float]]:
    return sorted(variants, key=lambda v: (v[2], v[1]), reverse=True)


def _fits_beside(axis: Axis, variant: tuple[str, float, float]) -> bool:
    name, _, end = variant
    return axis.px(end) + 6 + text_width(name, 11) < axis.range[1] + 8


def _named(sheet: Sheet, name: str, x: float, y: float, align: Align) -> None:
    sheet.plate(text_box([name], x, y, 11, align), margin=2)
    sheet.text(name, x, y, 11, SECONDARY, align)


def hatch(
    sheet: Sheet,
    box: Box,
    colour: str,
    step: float = 9.0,
    opacity: float = 0.7,
    gap: Box | None = None,
) -> None:
    """Fill a box with diagonal lines, leaving ``gap`` free: declared, or does not apply.

    Lines are cut to the box by arithmetic: a pattern or clip path has an id, and ids of several
    figures on one page would meet.
    """
    height = box.bottom - box.top
    start = box.left - height + step / 2
    while start < box.right:
        left, right = max(start, box.left), min(start + height, box.right)
        pieces = [(left, right)]
        if gap is not None:
            # On the line, x - start = bottom - y: the gap's rows cut a range of x.
            enter = max(gap.left, start + box.bottom - gap.bottom)
            leave = min(gap.right, start + box.bottom - gap.top)
            if enter < leave:
                pieces = [(left, min(enter, right)), (max(leave, left), right)]
        for x, x2 in pieces:
            if x2 - x > 0.5:
                y, y2 = box.bottom - (x - start), box.bottom - (x2 - start)
                sheet.rule(x, y, x2, y2, colour, opacity=opacity)
        start += step


def gradient(
    sheet: Sheet,
    axis: Axis,
    sides: tuple[float, float],
    curve: Sequence[tuple[float, float]],
    upright: bool = False,
) -> None:
    """Shade a strip by probability along the axis, in steps of 2 px; equal steps are one.

    ``curve`` holds (troops, probability), troops rising; outside it the end values hold. Steps
    instead of an SVG gradient, whose id would meet that of another figure on one page.
    """
    low, high = axis.range
    count = max(round(abs(high - low) / 2), 1)
    edges = [low + (high - low) * i / count for i in range(count + 1)]
    shades = [
        ramp(chance_at(curve, axis.value_at((start + end) / 2))) for start, end in pairwise(edges)
    ]
    overlap = 0.4 if high > low else -0.4  # no hair of white between two steps
    start = edges[0]
    for i, shade in enumerate(shades):
        if i + 1 < count and shades[i + 1] == shade:
            continue
        end = edges[i + 1] + (overlap if i + 1 < count else 0.0)
        if upright:
            sheet.rect(sides[0], start, sides[1], end, shade)
        else:
            sheet.rect(start, sides[0], end, sides[1], shade)
        start = edges[i + 1]


def chance_at(curve: Sequence[tuple[float, float]], troops: float) -> float:
    """Return the probability at a size, linear between the points of the curve."""
    before = curve[0]
    for point in curve:
        if troops <= point[0]:
            if point[0] == before[0]:
                return point[1]
            share = (troops - before[0]) / (point[0] - before[0])
            return before[1] + share * (point[1] - before[1])
        before = point
    return before[1]


def size_at(curve: Sequence[tuple[float, float]], chance: float) -> float | None:
    """Return the smallest size that reaches a probability, or None if the curve never does."""
    before = curve[0]
    for point in curve:
        if point[1] >= chance:
            if point[1] == before[1]:
                return point[0]
            share = (chance - before[1]) / (point[1] - before[1])
            return before[0] + share * (point[0] - before[0])
        before = point
    return None


def log_ticks(low: float, high: float) -> list[float]:
    """Return 1 and 3 times each power of ten from ``low`` to ``high``, powers alone if many."""
    powers = [10.0**k for k in range(0, 9)]
    both = [v for p in powers for v in (p, 3 * p) if low <= v <= high]
    return both if len(both) <= 6 else [p for p in powers if low <= p <= high]


def mark_box(x: Coordinate, y: Coordinate, radius: float) -> Box:
    """Return the box that a mark of ``radius`` px fills."""
    cx, cy = px(x), px(y)
    return Box(cx - radius, cy - radius, cx + radius, cy + radius)
