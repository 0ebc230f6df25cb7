"""Cells, cited numbers and verdict words as plain text, for the renderers that print no markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ceasefire.briefing.model import Cell
from ceasefire.briefing.words import NBSP, number

__all__ = [
    "cell_text",
    "fitted",
    "number_runs",
    "numeric_columns",
    "stopped",
    "unbroken",
    "verdict_words",
]

_CHANCE = re.compile(r"(\d) in (10\b)")
_QUANTITY = re.compile(r"(?:×|under |over |up to )?\d[\d,.]*(?:–\d[\d,.]*)?(?:[ \u00a0]?%)?")
_NO_QUANTITY = ("not applicable", "not given", "unknown", "none", "all")


def cell_text(value: Cell) -> str:
    """Return a cell as text: a number as it is given, an absent one in words.

    >>> cell_text(52500.0), cell_text(None), cell_text("at least 5,000")
    ('52,500', 'not given', 'at least 5,000')
    """
    if value is None:
        return "not given"
    return value if isinstance(value, str) else number(value, published=True)


def numeric_columns(rows: Iterable[Sequence[Cell]]) -> list[bool]:
    """Return for each column whether it holds quantities, which stand on the right.

    >>> numeric_columns([("a", "4–5", None), ("b", "none", "x")])
    [False, True, False]
    """
    columns = zip(*rows, strict=True)
    return [_quantities([cell_text(value) for value in column]) for column in columns]


def fitted(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return column widths that add up to ``room`` at most: the widest gives way first.

    No column becomes narrower than its least width, even where all together do not fit.

    >>> fitted([10, 30, 8], [10, 12, 8], 36)
    [10, 18, 8]
    """
    widths = list(wanted)
    while sum(widths) > room:
        able = [n for n, width in enumerate(widths) if width > least[n]]
        if not able:
            break
        widths[max(able, key=lambda n: widths[n])] -= 1
    return widths


def number_runs(keys: Iterable[str], numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the numbers of the cited sources, runs of three and more drawn together.

    Each entry is its text and the number it leads to; a key without a number is left out.

    >>> number_runs("abcde", {"a": 4, "b": 1, "c": 2, "d": 3, "e": 7})
    [('1–4', 1), ('7', 7)]
    """
    found = sorted({numbers[key] for key in keys if key in numbers})
    runs: list[list[int]] = []
    for n in found:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    parts: list[tuple[str, int]] = []
    for run in runs:
        if len(run) > 2:
            parts.append((f"{run[0]}–{run[-1]}", run[0]))
        else:
            parts += [(str(n), n) for n in run]
    return parts


def unbroken(text: str) -> str:
    r"""Return the text with each judged chance held on one line by no-break spaces.

    >>> unbroken("unlikely, 1–3 in 10")
    'unlikely, 1–3\xa0in\xa010'
    """
    return _CHANCE.sub(rf"\1{NBSP}in{NBSP}\2", text)


def verdict_words(verdict: str) -> str:
    """Return a verdict as a reader sees it.

    >>> verdict_words("not_yet_assessed")
    'Not yet assessed'
    """
    return verdict.replace("_", " ").capitalize()


def stopped(text: str) -> str:
    """Return the text with a full stop, unless it has an end or is empty."""
    return text if not text or text.endswith((".", "!", "?", "…")) else text + "."


def _quantities(column: Sequence[str]) -> bool:
    found = [text for text in column if text and text not in _NO_QUANTITY]
    return bool(found) and all(_QUANTITY.fullmatch(text) for text in found)
