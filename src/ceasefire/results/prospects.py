"""Prospects: whether a ceasefire holds under an option, how it would end, and the losses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.results.columns import STATUS_COLUMNS, Column, FloatArray, StatusArray, Table
from ceasefire.results.deployment import Evidence

__all__ = ["Deterrence", "Holding", "OnTheGround", "Prospects", "Violence"]

_Pair = tuple[Column, NDArray[Any]]


@dataclass(frozen=True)
class Holding:
    """Chance that the ceasefire holds to the end of each year, and how it ends where it does not.

    H2 is broken by renewed large-scale war, H1 by 25 battle deaths within twelve months. All
    arrays have shape (draws, years); chances are means over the replicates of a draw.

    Attributes
    ----------
    h2, h1 : ndarray
    spiral, deliberate, other : ndarray
        Chance that H2 has ended by then by escalation on the line, by a decision to attack, or by
        what no force behind a line touches (third parties, collapse from within). With ``h2``
        they sum to one.
    no_force_h2, no_force_h1, no_contagion_h2 : ndarray
        Twins: the same world without the force; the same force where incidents breed none.
    equal_money_h2 : ndarray or None
        Twin: no force, and its yearly cost spent on the host's own soldiers; None without a force.
    better_terms_h2 : ndarray
        Twin: no force, and the terms of the settlement improved.
    """

    h2: FloatArray
    h1: FloatArray
    spiral: FloatArray
    deliberate: FloatArray
    other: FloatArray
    no_force_h2: FloatArray
    no_force_h1: FloatArray
    no_contagion_h2: FloatArray
    equal_money_h2: FloatArray | None
    better_terms_h2: FloatArray


@dataclass(frozen=True)
class Violence:
    """Incidents and losses for a year that the ceasefire holds; shape (draws, years) unless said.

    Attributes
    ----------
    sectors : tuple of str
        Sector classes.
    incidents, clash_days, sector_days : ndarray
    incidents_by_class : ndarray, shape (draws, classes)
        A year, mean over the horizon, for each 100 km of the class.
    force_deaths, force_accidents, civilians, battle_deaths : ndarray
        Soldiers of the force killed by hostile acts, and otherwise; civilians killed or hurt;
        soldiers of both sides killed.
    off_line_share : ndarray, shape (draws,)
        Share of the force's hostile deaths that falls off the line (strikes, sabotage).
    months : ndarray of uint16, shape (draws, months)
        Incidents by epoch of one simulated history; nothing follows a collapse.
    """

    sectors: tuple[str, ...]
    incidents: FloatArray
    clash_days: FloatArray
    sector_days: FloatArray
    incidents_by_class: FloatArray
    force_deaths: FloatArray
    force_accidents: FloatArray
    civilians: FloatArray
    battle_deaths: FloatArray
    off_line_share: FloatArray
    months: NDArray[np.uint16]


@dataclass(frozen=True)
class OnTheGround:
    """The force in place, and whether it is enough on the bad days; shape (draws,) unless said.

    Attributes
    ----------
    troops : ndarray, shape (draws, years)
        In the middle of each year: arrival x retention.
    breaks_before_half : ndarray
        Chance that H2 is broken before half of what comes is there.
    reinforcement, shortfall : mapping of int (days) to ndarray
        Chance that by then the line once asks for more than the reserve; for more than the reserve
        and what has arrived since.
    hazard_ratio : ndarray
        Spiral hazard with the force over that without, once it is there, in the mean field.
    """

    troops: FloatArray
    breaks_before_half: FloatArray
    reinforcement: Mapping[int, FloatArray]
    shortfall: Mapping[int, FloatArray]
    hazard_ratio: FloatArray


@dataclass(frozen=True)
class Deterrence:
    """What the game says; chances are for one serious occasion, shape (draws,) unless said.

    Attributes
    ----------
    knots_years : tuple of float
    attack, attack_no_force : ndarray, shape (draws, knots)
        Chance of attack over the aggressor's types that would have accepted.
    occasions_per_year : ndarray
        Serious occasions a year at which the world without a force breaks as its reference class.
    probe, respond, stand, support : ndarray or None
        At the second knot; None without a force. ``support`` is that of the backer as it is in
        the draw, not as the players believe it to be.
    acceptance_shift : ndarray
        Change of the aggressor's log-odds of accepting that the force causes.
    provocation_flip : ndarray
        Provocation above which the whole force makes attack likelier than none; infinite where
        none does, nan outside the fixed sample of draws in which it is sought.
    residual : ndarray
        Largest fixed-point residual of the games solved for the draw.
    """

    knots_years: tuple[float, ...]
    attack: FloatArray
    attack_no_force: FloatArray
    occasions_per_year: FloatArray
    probe: FloatArray | None
    respond: FloatArray | None
    stand: FloatArray | None
    support: FloatArray | None
    acceptance_shift: FloatArray
    provocation_flip: FloatArray
    residual: FloatArray


@dataclass(frozen=True)
class Prospects:
    """Prospects of one option for a block of draws; parts are None where it does not apply."""

    option: str
    holding: Holding | None
    violence: Violence | None
    ground: OnTheGround | None
    deterrence: Deterrence | None
    status: StatusArray
    reason: StatusArray
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def table(self) -> Table:
        """Return the columns and arrays that are stored for this option."""
        columns = [
            *STATUS_COLUMNS,
        ]
        arrays: list[NDArray[Any]] = [self.status, self.reason]
        for column, array in self._pairs():
            columns.append(column)
            arrays.append(np.ascontiguousarray(array))
        return Table(tuple(columns), tuple(arrays))

    def _pairs(self) -> Iterator[_Pair]:
        line = self.evidence.get("line", Evidence())
        both = self.evidence.get("both", Evidence())
        game = self.evidence.get("game", Evidence())
        without = self.evidence.get("without", Evidence())
        if self.holding is not None:
            yield from _holding(self.holding, both, without)
        if self.violence is not None:
            yield from _violence(self.violence, both)
        if self.ground is not None:
            yield from _ground(self.ground, line, both)
        if self.deterrence is not None:
            yield from _deterrence(self.deterrence, game, without)


def _column(
    name: str, unit: str, words: str, formula: str, e: Evidence, dtype: str = "float64"
) -> Column:
    return Column(name, dtype, unit, words, formula, e.grade, e.sources, e.reads)


def _by_year(
    name: str, unit: str, words: str, formula: str, e: Evidence, values: FloatArray
) -> Iterator[_Pair]:
    for year in range(values.shape[1]):
        text = f"{words}, year {year + 1}"
        yield _column(f"{name}.year_{year + 1}", unit, text, formula, e), values[:, year]


_WITHOUT_FORCE = ("no_force.h1", "no_force.h2", "better_terms.h2")


def _holding(part: Holding, both: Evidence, without: Evidence) -> Iterator[_Pair]:
    survival = "mean over replicates of no spiral x sum over types of exp(-attack hazard) x other"
    incidence = "sum over time of what still holds x the hazard of this cause"
    rows: list[tuple[str, str, str, FloatArray | None]] = [
        ("holds.h2", "no renewed large-scale war by the end", survival, part.h2),
        ("holds.h1", "no twelve months with 25 battle deaths by the end", survival, part.h1),
        ("broken.spiral", "ended by escalation on the line", incidence, part.spiral),
        ("broken.deliberate", "ended by a decision to attack", incidence, part.deliberate),
        ("broken.other", "ended by what no force on a line touches", incidence, part.other),
        ("no_force.h2", "twin without the force, H2", survival, part.no_force_h2),
        ("no_force.h1", "twin without the force, H1", survival, part.no_force_h1),
        ("no_contagion.h2", "twin without contagion, H2", survival, part.no_contagion_h2),
        ("equal_money.h2", "twin with the money for the host, H2", survival, part.equal_money_h2),
        ("better_terms.h2", "twin with better terms, H2", survival, part.better_terms_h2),
    ]
    for name, words, formula, values in rows:
        if values is not None:
            e = without if name in _WITHOUT_FORCE else both
            yield from _by_year(name, "share", words, formula, e, values)


def _violence(part: Violence, e: Evidence) -> Iterator[_Pair]:
    held = "mean over replicates, for each year that the ceasefire holds"
    rows = (
        ("incidents", "", "incidents on the line", part.incidents),
        ("clash_days", "", "days of local clashes, over segments", part.clash_days),
        ("sector_days", "", "days of fighting in a sector, over segments", part.sector_days),
        ("losses.force", "deaths", "soldiers of the force killed", part.force_deaths),
        ("losses.force_accidents", "deaths", "other deaths in the force", part.force_accidents),
        ("losses.civilians", "deaths", "civilians killed or hurt", part.civilians),
        ("losses.battle", "deaths", "soldiers of both sides killed", part.battle_deaths),
    )
    for name, unit, words, values in rows:
        yield from _by_year(name, unit, words, held, e, values)
    for index, sector in enumerate(part.sectors):
        words = f"incidents a year for each 100 km: {sector}"
        yield (
            _column(f"incidents_per_100km.{sector}", "", words, held, e),
            part.incidents_by_class[:, index],
        )
    words = "share of the force's hostile deaths that falls off the line"
    yield _column("losses.off_line_share", "share", words, "", e), part.off_line_share
    for month in range(part.months.shape[1]):
        words = f"incidents in epoch {month + 1} of one simulated history"
        yield (
            _column(f"history.epoch_{month + 1}", "", words, "replicate 0", e, "uint16"),
            part.months[:, month],
        )


def _ground(part: OnTheGround, line: Evidence, both: Evidence) -> Iterator[_Pair]:
    formula = "arrival x retention"
    yield from _by_year("present", "troops", "troops in place", formula, line, part.troops)
    words = "H2 is broken before half of what comes is there"
    yield (
        _column("broken.before_half", "share", words, "interpolated", both),
        part.breaks_before_half,
    )
    for name, values, words in (
        ("reinforcement", part.reinforcement, "the line asks for more than the reserve"),
        ("shortfall", part.shortfall, "the line asks for more than the reserve and arrivals"),
    ):
        for days, chances in sorted(values.items()):
            text = f"{words} within {days} days"
            yield _column(f"{name}.day_{days}", "share", text, "share of replicates", line), chances
    words = "spiral hazard with the force over that without"
    yield _column("hazard_ratio", "ratio", words, "mean field", line), part.hazard_ratio


def _deterrence(part: Deterrence, e: Evidence, without: Evidence) -> Iterator[_Pair]:
    formula = "agent logit quantal response equilibrium"
    for index, years in enumerate(part.knots_years):
        for name, words, values, rests_on in (
            ("attack", "attack on a serious occasion", part.attack, e),
            ("attack_no_force", "the same without the force", part.attack_no_force, without),
        ):
            text = f"{words}, after {years:g} years"
            column = _column(f"{name}.knot_{index}", "share", text, formula, rests_on)
            yield column, values[:, index]
    text = "serious occasions a year, set by the reference class"
    anchored = "such that the world without a force breaks as its class"
    yield (
        _column("occasions_per_year", "per_year", text, anchored, without),
        part.occasions_per_year,
    )
    for name, words, chance in (
        ("probe", "probe on a serious occasion", part.probe),
        ("respond", "the force responds to a probe", part.respond),
        ("stand", "the force stands when attacked", part.stand),
        ("support", "the backer of the draw supports a force that stands", part.support),
    ):
        if chance is not None:
            yield _column(name, "share", words, formula, e), chance
    words = "change of the aggressor's log-odds of accepting that the force causes"
    yield _column("acceptance_shift", "log_effect", words, formula, e), part.acceptance_shift
    words = "provocation above which the force makes attack likelier than none does"
    yield _column("provocation_flip", "stake", words, "bisection", e), part.provocation_flip
    words = "largest fixed-point residual of the draw's games"
    yield _column("residual", "share", words, "", e), part.residual
