"""Checks of claims by what the prospects stage computed: does it hold, and what ends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from ceasefire.comparison.claim_cells import figure, options_in
from ceasefire.comparison.evidence import Block, Check, Evidence, Finding, Quantity, Row
from ceasefire.comparison.holds import Tally
from ceasefire.comparison.worlds import envelope, every_draw, shares
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.model import Choice

__all__ = ["attack_less_likely", "broken_by_decision", "holds_at_cost", "takes_side_off_line"]

STAGE = "prospects"
MOST = 0.5
AT_SIGNATURE = "knot_0"  # nothing has arrived yet
SCALE = "param/provocation_scale_troops"
ONE_IN_TWENTY = 0.05
HUNDRED = 100.0
DIRECT_WAR = 3.0
"""Renewed wars that a direct war is taken to weigh where one weight is told: no source gives it."""
PLACES = {
    "line": "on the line",
    "mobile_reserve": "in reserve",
    "rear": "in the rear",
    "outside": "outside the country",
}

Facts = dict[str, float | str]


@dataclass(frozen=True)
class _Occasions:
    """Addresses of an option: attack on a serious occasion at each time after its arrival."""

    option: str
    with_force: tuple[str, ...]
    without: tuple[str, ...]
    present: str

    @property
    def reads(self) -> tuple[str, ...]:
        return (*self.with_force, *self.without, self.present)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return list(zip(self.with_force, self.without, strict=True))

    def lower(self, block: Block) -> Mapping[str, BoolArray]:
        return {ours: block[ours] < block[none] for ours, none in self.pairs}

    def somebody(self, block: Block) -> BoolArray:
        """Return the draws in which anybody comes: no other says what a force does."""
        return block[self.present] > 0


def attack_less_likely(evidence: Evidence, row: Row) -> Check | str:
    """Test that on a serious occasion attack is less likely with the force than without it.

    Deterrence is the one stated objective with a measure, so that all of them are met can never be
    shown.
    """
    found = _occasions(evidence, *options_in(row))
    if isinstance(found, str):
        return found

    def conclude(tally: Tally) -> Finding:
        facts: Facts = {}
        for stem, values in (
            ("passes_with", [itemgetter(name) for name in found.with_force]),
            ("passes_without", [itemgetter(name) for name in found.without]),
            ("share_cut", [_cut(*pair) for pair in found.pairs]),
        ):
            ends = envelope(evidence, found.reads, values, found.somebody)
            facts |= _named(stem, ends)
        return _turning(evidence, found, facts, tally)

    return Check(
        reads=found.reads,
        holds=found.lower,
        conclude=conclude,
        reason="one_objective_measured",
        deciding="objectives_unmeasured",
        computed_from=(*found.with_force, *found.without),
        reachable=("refuted",),
        counts=found.somebody,
    )


def holds_at_cost(evidence: Evidence, row: Row) -> Check | str:
    """Test that sending lowers the risk that inaction leaves: attack on a serious occasion.

    The decision alone is compared, since it is computed without noise. Survival with and without
    the force and its losses stand beside it; what a direct war would cost is not counted, so that
    sending is the smaller risk can never be shown here.
    """
    found = _occasions(evidence, *options_in(row))
    if isinstance(found, str):
        return found
    years = {
        stem: _years(evidence, found.option, head)
        for stem, head in (
            ("with", "holds.h2"),
            ("without", "no_force.h2"),
            ("deaths", "losses.force"),
            ("accidents", "losses.force_accidents"),
        )
    }
    if not all(years.values()):
        return evidence.absent(STAGE, found.option)
    ours, none = years["with"][-1], years["without"][-1]

    def conclude(tally: Tally) -> Finding:
        facts: Facts = {"years": float(len(years["with"]))}
        for stem in ("deaths", "accidents"):
            reads = (*years[stem], found.present)
            value = _mean_of(years[stem])
            facts |= _named(stem, envelope(evidence, reads, [value], found.somebody))
        for stem, value in (
            ("passes_h2", itemgetter(ours)),
            ("passes_h2_none", itemgetter(none)),
            ("gain", lambda block: HUNDRED * (block[ours] - block[none])),
        ):
            reads = (ours, none, found.present)
            facts |= _named(stem, shares(evidence, reads, value, found.somebody))
        for end in ("low", "high"):
            gain = float(facts[f"gain_{end}"])
            facts[f"risk_{end}"] = max(0.0, gain) / DIRECT_WAR
        facts["weight"] = DIRECT_WAR
        return _turning(evidence, found, facts, tally)

    return Check(
        reads=found.reads,
        holds=found.lower,
        conclude=conclude,
        reason="holding_alone",
        deciding="direct_war",
        computed_from=(*found.reads, ours, none, *years["deaths"], *years["accidents"]),
        reachable=("refuted",),
        counts=found.somebody,
    )


def broken_by_decision(evidence: Evidence, row: Row) -> Check | str:
    """Test that the adversary may break what it signs, without a force and with one.

    The first option sends none. That it may is a chance above the threshold that a decision to
    attack ends the ceasefire within the horizon.
    """
    least = figure(row, "threshold")
    none, ours = options_in(row)
    years = {"without": _years(evidence, none), "with": _years(evidence, ours)}
    if not all(years.values()):
        return evidence.absent(STAGE, none, ours)
    ends = {name: columns[-1] for name, columns in years.items()}

    def conclude(tally: Tally) -> Finding:
        facts: Facts = {
            "share_least": least,
            "years": float(len(years["with"])),
            "option": evidence.scenario.option(ours).title,
        }
        found = {
            name: envelope(evidence, (column,), [itemgetter(column)], every_draw)
            for name, column in ends.items()
        }
        for name, band in found.items():
            facts |= _named(f"passes_{name}", band)
        facts["weakest"] = _weakest(evidence, tally, "without")
        # In nineteen draws of twenty of every world the chance lies above its lowest end.
        return Finding(facts, flip=min(low for low, _ in found.values()))

    return Check(
        reads=tuple(ends.values()),
        holds=lambda block: {name: block[column] > least for name, column in ends.items()},
        conclude=conclude,
        reason="may_break",
        deciding="baseline_class",
        computed_from=tuple(ends.values()),
    )


def takes_side_off_line(evidence: Evidence, row: Row) -> Check | str:
    """Test of two forces that their mandates take a side, and they lose most off the line.

    Losses are the deaths by hostile acts; draws in which one of the forces has none say nothing.
    """
    mandates = {str(mandate["id"]): mandate for mandate in evidence.scenario.rows("mandates")}
    first, second = (evidence.scenario.option(id) for id in options_in(row))
    killed = [_years(evidence, option.id, "losses.force") for option in (first, second)]
    away = tuple(f"{STAGE}/{option.id}/losses.off_line_share" for option in (first, second))
    stand = evidence.columns(STAGE, second.id, "stand")
    if not all(killed) or not stand:
        return evidence.absent(STAGE, first.id, second.id)
    if not {first.mandate, second.mandate} <= set(mandates):
        return "input_not_visible"
    theirs = [mandates[option.mandate] for option in (first, second)]
    sided = [mandate for mandate in theirs if mandate["impartial"] is False]
    reads = (*away, *killed[0], *killed[1], *stand)

    def holds(block: Block) -> Mapping[str, BoolArray]:
        side = np.full(len(block[away[0]]), len(sided) == len(theirs))
        return {"side": side, **{name: block[name] > MOST for name in away}}

    def lose(block: Block) -> BoolArray:
        lost: BoolArray = np.all([_mean_of(names)(block) > 0 for names in killed], axis=0)
        return lost

    def conclude(tally: Tally) -> Finding:
        quantities: list[Quantity] = [(reads, _where(lose, itemgetter(name))) for name in away]
        middles = evidence.summaries(quantities, lambda values: float(np.nanmedian(values)))
        titles = dict.fromkeys(str(mandate["title"]) for mandate in sided)
        facts: Facts = {"takes_side": " and ".join(titles) or "none"}
        for key, option, middle in zip(("first", "second"), (first, second), middles, strict=True):
            facts |= {key: option.title, f"{key}_place": PLACES.get(option.placement, "nowhere")}
            facts[f"share_{key}"] = middle
        band = envelope(evidence, reads, [itemgetter(*stand)], lose)
        return Finding(facts | _named("passes_stand", band))

    return Check(
        reads=reads,
        holds=holds,
        conclude=conclude,
        reason="side_by_mandate",
        deciding="placement",
        computed_from=(*away, *stand, "table/mandates"),
        sources=tuple(dict.fromkeys(key for row in theirs for key in keys_in(row["sources"]))),
        counts=lose,
    )


def _occasions(evidence: Evidence, option: str) -> _Occasions | str:
    with_force, without = (
        tuple(n for n in evidence.columns(STAGE, option, head) if not n.endswith(AT_SIGNATURE))
        for head in ("attack.", "attack_no_force.")
    )
    present = _years(evidence, option, "present")
    if not with_force or not present:
        return evidence.absent(STAGE, option)
    return _Occasions(option, with_force, without, present[0])


def _years(evidence: Evidence, option: str, stem: str = "broken.deliberate") -> tuple[str, ...]:
    """Return the columns of a quantity, one a year, in the order of the years."""
    return evidence.columns(STAGE, option, head=f"{stem}.year_")


def _weakest(evidence: Evidence, tally: Tally, variant: str) -> str:
    """Return the name of the world in which a variant holds least often, in plain words."""
    found = tally.weakest(variant)
    if found is None:
        return "none in particular"
    choice = evidence.scenario.parameters[found[0]].value
    assert isinstance(choice, Choice)
    return choice.names[found[1]].replace("_", " ")


def _cut(ours: str, none: str) -> Callable[[Block], FloatArray]:
    return lambda block: 1.0 - block[ours] / block[none]


def _mean_of(names: tuple[str, ...]) -> Callable[[Block], FloatArray]:
    def mean(block: Block) -> FloatArray:
        total = np.zeros(len(block[names[0]]))
        for name in names:
            total = total + block[name]
        return total / len(names)

    return mean


def _where(
    counts: Callable[[Block], BoolArray], value: Callable[[Block], FloatArray]
) -> Callable[[Block], FloatArray]:
    return lambda block: np.where(counts(block), value(block), np.nan)


def _named(stem: str, ends: tuple[float, float]) -> Facts:
    return dict(zip((f"{stem}_low", f"{stem}_high"), ends, strict=True))


def _turning(evidence: Evidence, found: _Occasions, facts: Facts, tally: Tally) -> Finding:
    """Return the finding, with the provocation at which one draw in twenty turns."""
    ranges = [tally.extremes(name) for name in found.with_force]
    lower = min(low for low, _ in ranges), max(high for _, high in ranges)
    flips = f"{STAGE}/{found.option}/provocation_flip"
    (turn,) = evidence.summaries([((flips,), itemgetter(flips))], _one_in_twenty)
    (scale,) = evidence.medians(SCALE)
    facts = facts | _named("passes_lower", lower) | {"scale": scale}
    return Finding(facts, flip=turn if np.isfinite(turn) else None)


def _one_in_twenty(values: FloatArray) -> float:
    known = values[~np.isnan(values)]  # sought in some draws only
    return float(np.quantile(known, ONE_IN_TWENTY, method="lower")) if len(known) else np.inf
