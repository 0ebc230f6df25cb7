"""The world without the force: computed once for a block of draws, and shared by all options."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

import numpy as np

from ceasefire.draws import Draws, Sample
from ceasefire.prospects import dynamics
from ceasefire.prospects.anchor import YEARS, anchor
from ceasefire.prospects.deliberate import exposure, survives
from ceasefire.prospects.force import nobody_there
from ceasefire.prospects.occasion import Decisions, decisions
from ceasefire.prospects.outcome import joint
from ceasefire.prospects.outside import off_the_line
from ceasefire.prospects.plan import DAYS_A_YEAR, EPOCH_DAYS, ProspectsPlan
from ceasefire.prospects.reference_world import without_force
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
    better_terms_h2 : ndarray, shape (draws, years)
        Twin: no force, and the terms of the settlement improved.
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
    better_terms_h2: FloatArray


def world_without_force(plan: ProspectsPlan, draws: Draws, sample: Sample) -> World:
    """Return the world without the force in these draws; the last blocks are remembered.

    It depends on the pack, the seed and the rows alone, so remembering it changes no result.
    """
    key = (
        plan.world_key,
        plan.occasion_scales,
        plan.knots_years,
        plan.replicates,
        draws.seed,
        sample.rows,
    )
    if key not in _remembered:
        _remembered[key] = _computed(plan, draws, sample)
        if len(_remembered) > _REMEMBERED:
            _remembered.popitem(last=False)
    return _remembered[key]


def _computed(plan: ProspectsPlan, draws: Draws, sample: Sample) -> World:
    where = axes(plan.variants, sample[VARIANT])
    option = without_force(plan.option)
    grid = tuple(
        min(n * EPOCH_DAYS / DAYS_A_YEAR, float(plan.years)) for n in range(plan.epochs + 1)
    )
    alone = _under(plan, draws, sample, where, option, plan.settlement, grid)
    better = _under(plan, draws, sample, where, option, plan.better, grid)
    total = sample["presence_transport"] * np.log(sample["presence_hazard_ratio"])
    assert plan.line is not None
    strength = scaled(plan.line, alone.behaviour, channels(plan.settlement, sample), total)
    return World(
        option=option,
        axes=where,
        behaviour=alone.behaviour,
        channels=strength,
        histories=alone.histories,
        decisions=alone.decisions,
        occasions=alone.occasions,
        grid_years=grid,
        no_attack=alone.no_attack,
        other_survives=alone.other_survives,
        better_terms_h2=joint(better.histories, better.no_attack, better.other_survives).h2,
    )


@dataclass(frozen=True)
class _Alone:
    """The world without the force under a settlement; fields as those of ``World``."""

    behaviour: dynamics.Behaviour
    histories: dynamics.Histories
    decisions: Decisions
    occasions: FloatArray
    no_attack: FloatArray
    other_survives: FloatArray


def _under(
    plan: ProspectsPlan,
    draws: Draws,
    sample: Sample,
    where: Axes,
    option: Option,
    settlement: Settlement,
    grid: tuple[float, ...],
) -> _Alone:
    """Return the world without the force under a settlement."""
    assert plan.line is not None
    line, numbers = plan.line, np.asarray(sample.rows)
    target = anchor(where, settlement.strength - plan.typical.strength, sample)
    # The class speaks of typical terms: the rate of collapse is found under them, and this
    # settlement then makes of it what it makes.
    usual = behaviour(line, plan.stretches, plan.typical, sample, draws.seed, numbers)
    rate = collapse_rate(line, usual, target.spiral / YEARS, sample["spiral_cascade"])
    own = behaviour(line, plan.stretches, settlement, sample, draws.seed, numbers)
    anchored = replace(own, spiral_rate=rate)
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
    asked = replace(question(plan, sample, option), host_cap_troops=settlement.host_force_cap)
    found = decisions(sample, where, asked)
    occasions = np.array(plan.occasion_scales)[where.reference] * target.deliberate
    return _Alone(
        behaviour=anchored,
        histories=histories,
        decisions=found,
        occasions=occasions,
        no_attack=survives(occasions, found.types, exposure(found.attack, plan.knots_years, grid)),
        other_survives=np.exp(-target.other[:, None] * np.array(grid)[None, :] / YEARS),
    )


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
        line_share=plan.line_share if option.troops_high > 0 else 0.0,
    )
