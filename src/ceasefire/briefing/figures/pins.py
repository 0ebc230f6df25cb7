"""Labels of pins on a ruler: stacked upwards so that no label covers another or its leader."""

from collections.abc import Sequence
from dataclasses import dataclass

from ceasefire.briefing.figures.labels import Align, Box, text_width


@dataclass(frozen=True)
class PinLabel:
    """Where a pin stands, how high its marks reach, in px; its lines, the first one bold."""

    x: float
    lines: tuple[str, ...]
    marks: float = 8.0


def stack_labels(labels: Sequence[PinLabel], frame: Box, corner: Box) -> list[tuple[Align, Box]]:
    """Return alignment and box of each label above a ruler at y = 0, inside ``frame``.

    The lowest free place wins; a label never covers the line of a pin whose own label is not
    yet placed, so every leader runs free from its pin to its label. ``corner`` is kept clear.
    """
    places: dict[int, tuple[Align, Box]] = {}
    while len(places) < len(labels):
        waiting = [i for i in range(len(labels)) if i not in places]
        found = [
            (place[1].bottom, i, place)
            for i in waiting
            if (place := _lowest(labels, i, waiting, places, frame, corner)) is not None
        ]
        if not found:
            raise ValueError("the labels of the pins have no room")
        # The largest bottom is the place nearest to the ruler.
        _, chosen, place = max(found, key=lambda item: (item[0], -item[1]))
        places[chosen] = place
    return [places[i] for i in range(len(labels))]


def _lowest(
    labels: Sequence[PinLabel],
    i: int,
    waiting: Sequence[int],
    places: dict[int, tuple[Align, Box]],
    frame: Box,
    corner: Box,
) -> tuple[Align, Box] | None:
    label = labels[i]
    width = max(
        text_width(line, 12.5 if n == 0 else 12, n == 0) for n, line in enumerate(label.lines)
    )
    height = 14.0 * len(label.lines)
    aligned: list[tuple[Align, float]] = [
        ("center", label.x - width / 2),
        ("left", label.x - 4),
        ("right", label.x + 4 - width),
    ]
    leaders = [
        Box(labels[j].x - 1, box.bottom, labels[j].x + 1, 0) for j, (_, box) in places.items()
    ]
    for step in range(120):
        bottom = -label.marks - 6 - 6 * step
        for align, left in aligned:
            box = Box(left, bottom - height, left + width, bottom)
            leader = Box(label.x - 1, bottom, label.x + 1, 0)
            blocked = (
                not (box.left >= frame.left and box.right <= frame.right)
                or box.overlaps(corner, 4)
                or any(box.left - 4 < labels[j].x < box.right + 4 for j in waiting if j != i)
                or any(
                    box.overlaps(other, 5) or leader.overlaps(other, 2)
                    for _, other in places.values()
                )
                or any(box.overlaps(other, 3) for other in leaders)
            )
            if not blocked:
                return align, box
    return None
