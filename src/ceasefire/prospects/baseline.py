"""The world without the force: computed once for a block of draws, and shared by all options."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np

from ceasefire.draws import Draws, Sample
from ceasefire.prospects import dynamics
from ceasefire.prospects.anchor import YEARS, anchor
from ceasefire.prospects.deliberate import exposure, occasions_per_year, survives
from ceasefire.prospects.force import nobody_there
from ceasefire.prospects.occasion import Decisions, decisions
from ceasefire.prospects.outside import off_the_line
from ceasefire.prospects.plan import DAYS_A_YEAR, EPOCH_DAYS, ProspectsPlan
from ceasefire.prospects.spiral import Channels, collapse_rate, scaled
from ceasefire.prospects.stakes import Question
from ceasefire.prospects.variants import VARIANT, Axes, axes
from ceasefire.prospects.world import Settlement, behaviour, channels, deaths
from ceasefire.results import FloatArray
from ceasefire.scenario.model import Option

__all__ = ["World", "question", "world_without_force"]

_REMEMBERED = 2
_remembered: OrderedDict[tuple[object, ...], World] = OrderedDict()


@dataclass(frozen=True)
class World:
    """The world without the force, for a block of draws.

    Attributes
    ----------
    option : Option
        No force, today's aid: what the twins are computed for.
    behaviour, channels : Behaviour, Channels
        The line with its anchored collapse rate; the channels of presence, scaled to their total.
    histories : Histories
    decisions : Decisions
    occasions : ndarray, shape (draws,)
        Serious occasions a year.
    grid_years : tuple of float
        The start, and the end of each epoch.
    no_attack, other_survives : ndarray, shape (draws, epochs + 1)
        Chance of no attack, and of no end by other causes, on the grid.
    """

    option: Option
    axes: Axes
    behaviour: dynamics.Behaviour
    channels: Channels
    histories: dynamics.Histories
    decisions: Decisions
    occasions: FloatArray
    grid_years: tuple[float, ...]
    no_attack: FloatArray
    other_survives: FloatArray


def world_without_force(plan: ProspectsPlan, draws: Draws, sample: Sample) -> World:
    """Return the world without the force in these draws; the last blocks are remembered.

    It depends on the pack, the seed and the rows alone, so remembering it changes no result.
    """
    key = (plan.world_key, plan.knots_years, plan.replicates, draws.seed, sample.rows)
    if key not in _remembered:
        _remembered[key] = _computed(plan, draws, sample)
        if len(_remembered) > _REMEMBERED:
            _remembered.popitem(last=False)
    return _remembered[key]


def _computed(plan: ProspectsPlan, draws: Draws, sample: Sample) -> World:
    assert plan.line is not None
    where = axes(plan.variants, sample[VARIANT])
    target = anchor(where, plan.settlement.strength - plan.typical.strength, sample)
    numbers = np.asarray(sample.rows)
    line = plan.line

    def under(settlement: Settlement) -> dynamics.Behaviour:
        return behaviour(line, plan.stretches, settlement, sample, draws.seed, numbers)

    # The class speaks of a typical case: its rates are found under typical terms and at central
    # powers, and this settlement and these powers then make what they make of them.
    usual = under(plan.typical)
    rate = collapse_rate(line, usual, target.spiral / YEARS, sample["spiral_cascade"])
    anchored = replace(under(plan.settlement), spiral_rate=rate)
    total = sample["presence_transport"] * np.log(sample["presence_hazard_ratio"])
    strength = scaled(line, anchored, channels(plan.settlement, sample), total)
    option = _without_force(plan.option)
    epochs = np.zeros((len(numbers), plan.epochs))
    elsewhere = off_the_line(option, epochs, epochs, sample).battle_deaths / DAYS_A_YEAR
    histories = dynamics.simulate(
        line,
        anchored,
        nobody_there(len(numbers), len(line.classes), plan.epochs),
        deaths(sample, elsewhere),
        seed=draws.seed,
        draws=sample.rows,
        replicates=plan.replicates,
        years=plan.years,
        epoch_days=EPOCH_DAYS,
    )
    found = decisions(sample, where, question(plan, sample, option))
    occasions = _occasions(plan, sample, where, option, target.deliberate)
    grid = tuple(
        min(n * EPOCH_DAYS / DAYS_A_YEAR, float(plan.years)) for n in range(plan.epochs + 1)
    )
    other = np.exp(-target.other[:, None] * np.array(grid)[None, :] / YEARS)
    return World(
        option=option,
        axes=where,
        behaviour=anchored,
        channels=strength,
        histories=histories,
        decisions=found,
        occasions=occasions,
        grid_years=grid,
        no_attack=survives(occasions, found.types, exposure(found.attack, plan.knots_years, grid)),
        other_survives=other,
    )


def _occasions(
    plan: ProspectsPlan, sample: Sample, where: Axes, option: Option, hazard: FloatArray
) -> FloatArray:
    """Return the occasions a year at which powers in mid-range break as often as the class."""
    usual = dict(sample.items())
    for name, value in plan.central_powers.items():
        usual[name] = np.full(len(hazard), value)
    asked = replace(question(plan, sample, option), host_cap_troops=None)
    found = decisions(usual, where, asked)
    horizon = min(YEARS, plan.knots_years[-1])
    exposed = exposure(found.attack, plan.knots_years, (horizon,))[:, :, 0]
    return occasions_per_year(hazard * horizon / YEARS, found.types, exposed)


def question(
    plan: ProspectsPlan,
    sample: Sample,
    option: Option,
    *,
    share: FloatArray | None = None,
    troops: FloatArray | None = None,
    host_soldiers: FloatArray | None = None,
) -> Question:
    """Return what the game is asked: no force and nothing added to the host unless given."""
    rows = len(sample.rows)
    none = np.zeros(rows)
    return Question(
        option=option,
        knots_years=plan.knots_years,
        share=np.zeros((rows, len(plan.knots_years))) if share is None else share,
        troops=none if troops is None else troops,
        host_soldiers=none if host_soldiers is None else host_soldiers,
        backed=~plan.backer_is("none", sample),
        supportive=plan.backer_is("full", sample),
        host_cap_troops=plan.settlement.host_force_cap,
        reading_share=plan.reading_share,
    )


def _without_force(option: Option) -> Option:
    return replace(
        option,
        troops_low=0.0,
        troops_high=0.0,
        combat_brigades=0.0,
        aircraft=0.0,
        air_defence="none",
        placement="none",
        aid="today",
        host_troops="current",
    )
