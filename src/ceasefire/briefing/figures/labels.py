"""Text on a figure: how wide it is, how it wraps, where it fits without touching anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, hypot, log10
from typing import Literal

Align = Literal["left", "center", "right"]

# Advance widths in thousandths of the font size, characters 32 to 126, of Liberation Sans: the
# metric twin of Helvetica and Arial, so a label placed with them is free in all three.
_REGULAR = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 "
    "556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 "
    "722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 "
    "556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 "
    "260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 "
    "556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 "
    "722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 "
    "556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 "
    "280 389 584"
)
_OTHER = {"\u00a0": 278, "—": 1000, "…": 1000, "×": 584, "−": 584, "’": 278, "‘": 278}
_TABLES = {
    bold: {chr(32 + i): int(w) for i, w in enumerate(table.split())} | _OTHER
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a line in px; an unlisted character counts 0.611 of the font size."""
    table = _TABLES[bold]
    return sum(table.get(character, 611) for character in text) * size / 1000


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break text at ordinary spaces into lines of at most ``width`` px; a long word stays whole."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


@dataclass(frozen=True)
class Box:
    """A rectangle in px, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        """Tell whether two boxes come closer than ``gap`` px."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def distance(self, other: "Box") -> float:
        """Return the distance between two boxes in px, zero where they touch."""
        across = max(self.left - other.right, other.left - self.right, 0.0)
        down = max(self.top - other.bottom, other.top - self.bottom, 0.0)
        return hypot(across, down)

    def within(self, frame: "Box") -> bool:
        """Tell whether the box lies inside another."""
        return (
            self.left >= frame.left
            and self.right <= frame.right
            and self.top >= frame.top
            and self.bottom <= frame.bottom
        )


def text_box(
    lines: Sequence[str],
    x: float,
    y: float,
    size: float,
    align: Align = "left",
    bold: bool = False,
    leading: float = 14.0,
) -> Box:
    """Return the box of lines of text whose first baseline is at ``y``."""
    width = max(text_width(line, size, bold) for line in lines)
    left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
    return Box(left, y - 0.8 * size, left + width, y + (len(lines) - 1) * leading + 0.25 * size)


@dataclass(frozen=True)
class Spot:
    """A place for a label: anchor and first baseline in px, alignment, the box it fills."""

    x: float
    y: float
    align: Align
    box: Box


def beside(
    lines: Sequence[str], mark: Box, size: float, leading: float = 14.0, reach: float = 5.0
) -> list[Spot]:
    """Return the places for a label around a mark, best first: right, left, above, below."""
    middle_x, middle_y = (mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2
    height = (len(lines) - 1) * leading
    centred = middle_y + 0.35 * size - height / 2
    above, below = mark.top - reach - height, mark.bottom + reach + 0.75 * size
    wanted: list[tuple[float, float, Align]] = [
        (mark.right + reach, centred, "left"),
        (mark.left - reach, centred, "right"),
        (mark.right + reach, above + 4, "left"),
        (mark.right + reach, below - 4, "left"),
        (middle_x, above, "center"),
        (middle_x, below, "center"),
        (mark.left, above, "left"),
        (mark.right, above, "right"),
        (mark.left, below, "left"),
        (mark.right, below, "right"),
        (mark.left - reach, above + 4, "right"),
        (mark.left - reach, below - 4, "right"),
        (middle_x, above, "right"),
        (middle_x, below, "right"),
        (middle_x, above - 8, "right"),
        (middle_x, below + 12, "right"),
        (mark.right, above - 8, "right"),
        (mark.left, above - 8, "left"),
        (mark.right, below + 8, "right"),
        (mark.left, below + 8, "left"),
    ]
    return [
        Spot(x, y, align, text_box(lines, x, y, size, align, leading=leading))
        for x, y, align in wanted
    ]


def tethered(
    lines: Sequence[str], mark: Box, size: float, leading: float = 14.0
) -> list[tuple[Spot, Box]]:
    """Return farther places above and below a mark, each with the box of its upright leader."""
    middle = (mark.left + mark.right) / 2
    height = (len(lines) - 1) * leading
    sides: list[tuple[Align, float]] = [
        ("right", middle + 1),
        ("left", middle - 1),
        ("center", middle),
    ]
    found = []
    for reach in range(8, 80, 4):
        for y in (mark.bottom + reach + 0.8 * size, mark.top - reach - height - 0.25 * size):
            for side, x in sides:
                box = text_box(lines, x, y, size, side, leading=leading)
                ends = (mark.bottom, box.top) if box.top > mark.bottom else (box.bottom, mark.top)
                leader = Box(middle - 0.5, ends[0] + 0.5, middle + 0.5, ends[1] - 0.5)
                found.append((Spot(x, y, side, box), leader))
    return found


def first_free(
    spots: Iterable[Spot],
    taken: Iterable[Box],
    frame: Box,
    gap: float = 2.0,
    own: Box | None = None,
    others: Sequence[Box] = (),
) -> Spot | None:
    """Return the first place inside ``frame`` that keeps ``gap`` px from all taken boxes.

    With ``own``, the mark that the label names, no mark of ``others`` may be as near as it: a
    label read for the wrong mark is worse than none.
    """
    occupied = list(taken)
    for spot in spots:
        if not spot.box.within(frame) or any(spot.box.overlaps(box, gap) for box in occupied):
            continue
        reach = 0.0 if own is None else spot.box.distance(own)
        if own is None or not any(spot.box.distance(box) <= reach for box in others):
            return spot
    return None


def spread(wanted: Sequence[float], gaps: Sequence[float], low: float, high: float) -> list[float]:
    """Move sorted positions apart so that neighbours keep their gap, staying near the wanted ones.

    ``gaps[i]`` is the least distance between position i and i + 1, in px. The positions stay in
    [low, high] as long as the gaps fit there.
    """
    placed = list(wanted)
    for _ in range(200):
        for i, gap in enumerate(gaps):
            missing = gap - (placed[i + 1] - placed[i])
            if missing > 0:
                placed[i] -= missing / 2
                placed[i + 1] += missing / 2
        placed[0] = max(placed[0], low)
        placed[-1] = min(placed[-1], high)
    for i, gap in enumerate(gaps):
        placed[i + 1] = max(placed[i + 1], placed[i] + gap)
    return placed


def thousands(value: float) -> str:
    """Write a published number in full: 40,000."""
    return f"{value:,.0f}"


def rounded(value: float) -> str:
    """Write a computed number with two significant digits: 17,000."""
    if value == 0:
        return "0"
    step = 10.0 ** (floor(log10(abs(value))) - 1)
    return thousands(round(value / step) * step)


def span(low: float, high: float) -> str:
    """Write a computed range with two significant digits: 17,000–39,000."""
    first, last = rounded(low), rounded(high)
    return first if first == last else f"{first}–{last}"


def short(value: float) -> str:
    """Write an axis number for a phone: 10k, 1.2m."""
    if value >= 1_000_000:
        return f"{value / 1_000_000:g}m"
    return f"{value / 1_000:g}k" if value >= 1_000 else f"{value:g}"
