"""Numbers, dates and chances in words: the one place that decides how they are printed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date

from ceasefire.briefing.model import Band

__all__ = [
    "NBSP",
    "chance",
    "day",
    "join",
    "number",
    "percent",
    "small",
    "small_chance",
    "troops_range",
    "when",
]

NBSP = "\u00a0"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DATE = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?")
_WORDS = ((0.05, "almost none"), (0.33, "unlikely"), (0.67, "about even"), (0.95, "likely"))


def number(value: float, *, published: bool = False) -> str:
    """Return a number with thousands commas: two significant digits, or as published.

    Raises ``ValueError`` for what is no number: a reader is told "unknown", never "nan".

    >>> number(17432), number(0.0), number(880000, published=True), number(2.94)
    ('17,000', '0', '880,000', '2.9')
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be printed as a number")
    if value == 0:
        return "0"
    shown = value if published else _two_digits(value)
    text = f"{int(shown):,}" if shown == int(shown) else f"{shown:,.10g}"
    return text.replace("-", "−", 1) if shown < 0 else text


def small(count: int) -> str:
    """Return a count as a word up to ten, then in digits."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def troops_range(low: float, high: float, unit: str = "troops") -> str:
    r"""Return a computed range: two significant digits, an en dash, the unit once.

    >>> troops_range(17432, 38900)
    '17,000–39,000\xa0troops'
    """
    a, b = number(low), number(high)
    text = a if a == b else ("up to " + b if low < 0.5 else f"{a}–{b}")
    return f"{text}{NBSP}{unit}" if unit else text


def whole_range(low: float, high: float, unit: str = "troops") -> str:
    r"""Return a computed range of people in whole people, however few they are.

    >>> whole_range(2.9, 6.94), whole_range(17432, 38900, unit="")
    ('3–7\xa0troops', '17,000–39,000')
    """
    return troops_range(round(low), round(high), unit)


def percent(share: float) -> str:
    """Return a share as a whole per cent, with words at the ends.

    >>> percent(0.004), percent(0.451), percent(0.999), percent(0), percent(1)
    ('under 1%', '45%', 'over 99%', 'none', 'all')
    """
    if share <= 0:
        return "none"
    if share >= 1:
        return "all"
    if share < 0.01:
        return "under 1%"
    if share > 0.99:
        return "over 99%"
    return f"{round(100 * share)}%"


def day(when: date) -> str:
    """Return a date as a newspaper prints it.

    >>> day(date(2025, 2, 1))
    '1 February 2025'
    """
    # Not strftime: the month would follow the locale of the machine.
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def when(text: str) -> str:
    """Return a date written 2025, 2025-01 or 2025-01-21 as a newspaper prints it.

    Other text comes back as it is.

    >>> when("2025-01"), when("2025-01-21")
    ('January 2025', '21 January 2025')
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return text
    year, month, day_of_month = found.groups()
    name = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day_of_month)} {name}" if day_of_month else name


def chance(low: float, high: float) -> Band:
    """Return a judged probability as words and one digit, no middle.

    The ends are open, since judgement does not make a thing impossible or certain. Raises
    ``ValueError`` unless 0 <= low <= high <= 1.

    >>> chance(0.12, 0.28).words, chance(0.02, 0.31).words, chance(0.96, 1).words
    ('unlikely, 1–3 in 10', 'almost none to unlikely, up to 3 in 10', 'almost sure, over 9 in 10')
    """
    if not 0 <= low <= high <= 1:
        raise ValueError(f"{low} to {high} is no range of probabilities")
    ends = list(dict.fromkeys((_chance_word(low), _chance_word(high))))
    return Band(low, high, f"{' to '.join(ends)}, {_tenths(round(low * 10), round(high * 10))}")


def small_chance(low: float, high: float) -> Band:
    """Return a judged probability as words and one digit of a hundred: for what is rarely likely.

    >>> small_chance(0.007, 0.14).words, small_chance(0.0, 0.004).words
    ('almost none to unlikely, up to 15 in 100', 'almost none, under 1 in 100')
    >>> small_chance(0.77, 0.98).words, small_chance(0.18, 0.59).words
    ('likely to almost sure, at least 80 in 100', 'unlikely to about even, 20–60 in 100')
    """
    words = chance(low, high).words.rsplit(", ", 1)[0]
    return Band(low, high, f"{words}, {_hundredths(100 * low, 100 * high)}")


def join(parts: Iterable[str]) -> str:
    """Return a list as running text.

    >>> join(["a", "b", "c"])
    'a, b and c'
    """
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def _chance_word(probability: float) -> str:
    for limit, word in _WORDS:
        if probability < limit:
            return word
    return "almost sure"


def _hundredths(low: float, high: float) -> str:
    first, last = (_one_digit(value) for value in (low, high))
    if high < 1:
        return "under 1 in 100"
    if last >= 100:
        return f"at least {first:g} in 100" if low >= 1 else "anything up to 100 in 100"
    if low < 1:
        return f"up to {last:g} in 100"
    return f"{first:g} in 100" if first == last else f"{first:g}–{last:g} in 100"


def _one_digit(value: float) -> float:
    """Return a value to one digit; from ten to thirty in steps of five."""
    if 10 <= value < 30:
        return 5.0 * round(value / 5.0)
    return round(value, -math.floor(math.log10(abs(value)))) if value > 0 else 0.0


def _tenths(low: int, high: int) -> str:
    if high == 0:
        return "under 1 in 10"
    if low == 10:
        return "over 9 in 10"
    if low == high:
        return f"{low} in 10"
    if low == 0 and high < 10:
        return f"up to {high} in 10"
    if high == 10 and low > 0:
        return f"at least {low} in 10"
    return f"{low}–{high} in 10"


def _two_digits(value: float) -> float:
    return round(value, 1 - math.floor(math.log10(abs(value))))
