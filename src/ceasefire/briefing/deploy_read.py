"""How the deploy section reads its columns: chances, ranges of days, troops, money and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ceasefire.briefing.deploy_data import MAIN_RULE, RULES, STAGE, DeployView, flagship, forces
from ceasefire.briefing.model import Band
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader, Spread
from ceasefire.briefing.words import chance, number, troops_range
from ceasefire.results import FloatArray

__all__ = [
    "BASES",
    "MONEY",
    "asked",
    "backer_name",
    "by_backing",
    "chance_of",
    "comes",
    "counted",
    "days_range",
    "lower",
    "money",
    "plural",
    "reach_band",
    "reaches",
    "reads",
    "solved_sample",
    "steps",
    "troops",
    "yearly",
]

BASES = ("additional", "full")
MONEY = "eur_2025_bn"
_FEWEST = 20  # draws; from fewer no chance is read
_NARROW = 10  # euros in billions; below it a digit after the point is printed at both ends

Mask = NDArray[np.bool_]


def comes(view: DeployView) -> Mask:
    """Return the draws in which anybody comes, by each state's own rotation."""
    return view.values(f"coalition.{MAIN_RULE}_troops") > 0


def reaches(view: DeployView, rule: str = MAIN_RULE) -> Mask:
    """Return the draws in which a coalition reaches the size."""
    return view.values(f"coalition.{rule}_reaches") > 0


def chance_of(
    view: DeployView, truths: Sequence[Mask], among: Mask | None = None, state: str = ""
) -> Band | None:
    """Return how often something is true: a band over several truths and the backer's states.

    Parameters
    ----------
    truths : sequence of ndarray of bool, shape (draws,)
    among : ndarray of bool, shape (draws,)
        The draws that count; all by default.
    state : str
        One state of the backer; all of them by default.

    Where each state has too few draws for a chance they are taken together; None if these are too
    few as well.
    """
    all_draws = np.ones(view.reader.run.draws, dtype=bool)
    counts = all_draws if among is None else among
    masks = view.reader.state_masks()
    groups = [mask & counts for name, mask in masks.items() if not state or name == state]
    large = [group for group in groups if group.sum() >= _FEWEST]
    if not large and not state and counts.sum() >= min(_FEWEST, len(counts)):
        large = [counts]
    shares = [float(truth[group].mean()) for truth in truths for group in large]
    return chance(min(shares), max(shares)) if shares else None


def reach_band(view: DeployView, rules: Sequence[str] = tuple(RULES), state: str = "") -> Band:
    """Return how likely a coalition reaches the size: a band over rules and backer states."""
    truths = [reaches(view, rule) for rule in rules]
    found = chance_of(view, truths, state=state)
    shares = [float(truth.mean()) for truth in truths]
    return found or chance(min(shares), max(shares))


def by_backing(view: DeployView) -> tuple[Mask, Mask] | None:
    """Return the draws with anybody there without and with the backer's support, or None.

    None where the run has only one of the two.
    """
    alone = view.reader.state_masks().get("none")
    if alone is None:
        return None
    without, backed = alone & comes(view), ~alone & comes(view)
    return (without, backed) if without.any() and backed.any() else None


def steps(reader: RunReader) -> tuple[DeployView, ...]:
    """Return three options to climb by: the smallest deterrent, the rear, the flagship."""
    known = {view.option.id: view for view in forces(reader)}
    small_force = next((v for v in known.values() if v.option.family == "deter"), None)
    rear = first_option(reader, "rear")
    found = [small_force, known.get(rear.id) if rear else None, flagship(reader)]
    unique = {view.option.id: view for view in found if view is not None}
    return tuple(sorted(unique.values(), key=lambda view: view.asked[1]))


def backer_name(reader: RunReader) -> str:
    """Return the name of the backer."""
    return reader.scenario.parties.get("backer", "not named")


def reads(view: DeployView, *columns: str) -> tuple[str, ...]:
    """Return the addresses of columns."""
    return tuple(f"{STAGE}/{view.option.id}/{column}" for column in columns)


def asked(view: DeployView) -> str:
    """Return the troops an option asks for, as published."""
    low, high = view.asked
    text = number(high, published=True)
    return f"{text} troops" if low == high else f"{number(low, published=True)}–{text} troops"


def troops(spread: Spread | None, unit: str = "troops") -> str:
    """Return nine draws in ten of a column of troops."""
    return troops_range(spread.p05, spread.p95, unit) if spread else "unknown"


def days_range(view: DeployView, share: int) -> str:
    """Return after how many days a share (per cent) is there, in the draws with anybody.

    The last day of the run stands for what lies beyond it.
    """
    days = view.values(f"arrival.days_to_{share}")[comes(view)]
    if not days.size:
        return "nobody comes"
    low, high = (float(v) for v in np.quantile(days, [0.05, 0.95], method="nearest"))
    last = number(_last_day(view))
    if not np.isfinite(low):
        return f"over {last}"
    if not np.isfinite(high):
        return f"{number(low)} to over {last}"
    return "–".join(dict.fromkeys((number(low), number(high))))


def _last_day(view: DeployView) -> float:
    heads = (n.removeprefix("arrived.day_") for n in view.names if n.startswith("arrived.day_"))
    return max(float(head.removesuffix("_troops")) for head in heads)


def yearly(view: DeployView, basis: str) -> Spread | None:
    """Return the yearly cost of an option on a basis."""
    return view.spread(f"cost.{basis}.yearly_{MONEY}")


def money(spread: Spread | None) -> str:
    """Return nine draws in ten of a sum in billions, both ends with as many digits.

    The unit is the caller's.
    """
    if spread is None:
        return "unknown"
    ends = [number(spread.p05), number(spread.p95)]
    if spread.p05 < 0.005 * spread.p95:
        return f"up to {ends[1]}"
    if any("." in end for end in ends):
        ends = [end if "." in end or float(end) >= _NARROW else f"{end}.0" for end in ends]
    return "–".join(dict.fromkeys(ends))


def counted(title: str, values: FloatArray) -> str:
    """Return how many units of a kind, nine draws in ten, and their name in the plural.

    >>> counted("Engineer company with mine clearance", np.array([2.6, 12.8]))
    '3–13 engineer companies with mine clearance'
    """
    ends = [round(float(v)) for v in np.quantile(values, [0.05, 0.95], method="nearest")]
    low, high = (number(end) for end in ends)
    if ends == [1, 1]:
        return f"one {lower(title)}"
    text = low if low == high else f"up to {high}" if ends[0] == 0 else f"{low}–{high}"
    return f"{text} {lower(title if ends[1] == 1 else plural(title))}"


def plural(title: str) -> str:
    """Return the name of a unit in the plural: its head noun, not what follows "with" or "of"."""
    for word in (" with ", " of ", " for "):
        head, found, tail = title.partition(word)
        if found:
            return f"{plural(head)}{found}{tail}"
    if title.endswith("y") and title[-2:-1] not in "aeiou":
        return f"{title[:-1]}ies"
    return f"{title}es" if title.endswith(("s", "x", "ch", "sh")) else f"{title}s"


def lower(title: str) -> str:
    """Return a title as it stands within a sentence."""
    return title[:1].lower() + title[1:]


def solved_sample(reader: RunReader) -> Mapping[str, FloatArray]:
    """Return by option how far the bound lies above the program, as a share, draw by draw.

    Only the draws of the fixed sample in which anybody is there have a share.
    """
    found = {}
    for view in forces(reader):
        if "arrival.resolved_days" not in view.names:
            continue
        days, solved = view.values("arrival.resolved_days"), view.values("arrival.resolved_troops")
        rows = np.flatnonzero((days > 0) & comes(view))
        bounds = [view.values(f"arrived.day_{days[row]:.0f}_troops")[row] for row in rows]
        gaps = [
            max(0.0, bound - solved[row]) / max(solved[row], 1.0)
            for row, bound in zip(rows, bounds, strict=True)
            if max(bound, solved[row]) > 0
        ]
        if gaps:
            found[view.option.id] = np.array(gaps)
    return found
