"""Whether the ceasefire holds under one option, in every draw.

The main path: the world without the force (its line, its decisions, how often it breaks); the
force as it arrives and stays; the incidents it meets; the decision to attack it; and the two
together, year by year, with the twins beside them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ceasefire.core.status import Status, reason_code
from ceasefire.draws import Draws, Sample
from ceasefire.prospects import dynamics, outcome
from ceasefire.prospects.baseline import World, question, world_without_force
from ceasefire.prospects.deliberate import exposure, survives
from ceasefire.prospects.force import ForceOnGround, force_on_ground
from ceasefire.prospects.occasion import Decisions, decisions, provocation_flip
from ceasefire.prospects.plan import EPOCH_DAYS, ProspectsPlan
from ceasefire.prospects.spiral import hazard_ratio, probe_success, uncontagious
from ceasefire.prospects.stakes import Question
from ceasefire.results import (
    Deterrence,
    Evidence,
    FloatArray,
    ForceRequirement,
    Holding,
    Mission,
    Prospects,
    SentForce,
)

__all__ = ["evaluate"]

_FLIP_ROWS = 96
"""First draws of each option in which the provocation that flips the answer is sought."""


def evaluate(
    plan: ProspectsPlan,
    draws: Draws,
    rows: range,
    *,
    purpose: Mission,
    size: ForceRequirement,
    deploy: SentForce,
) -> Prospects:
    """Return the prospects of an option in these rows.

    ``purpose`` gives the host's soldiers that the force relieves, ``size`` the troops asked for,
    ``deploy`` what comes of them and when, and what their cost would pay of the host's own.
    """
    sample = draws.sample(rows)
    missing = [name for name in plan.parameters if name not in sample]
    unknown = plan.option.troops_high > 0 and bool((deploy.status == Status.UNKNOWN).all())
    if plan.reason or missing or unknown:
        return _nothing(plan.option.id, plan.reason, len(rows))
    world = world_without_force(plan, draws, sample)
    force = force_on_ground(plan, sample, world.axes, world.channels, size.size_troops, deploy)
    asked = question(
        plan,
        sample,
        plan.option,
        share=force.share_at_knots,
        troops=size.size_troops,
        host_soldiers=_relieved(purpose),
    )
    with_force = decisions(sample, world.axes, asked)
    force = force.responding(with_force.respond)
    met = world.histories
    if force.there:
        met = _simulated(plan, draws, sample, world, force, contagion=True)
    alone = _simulated(plan, draws, sample, world, force, contagion=False)
    no_attack = _no_attack(plan, world, with_force)
    joint = outcome.joint(met, no_attack, world.other_survives)
    twins = {
        "no_force": outcome.joint(world.histories, world.no_attack, world.other_survives),
        "no_contagion": outcome.joint(alone, no_attack, world.other_survives),
    }
    paid = _equal_money(plan, sample, world, deploy, force)
    assert plan.line is not None
    ratio = hazard_ratio(plan.line, world.behaviour, world.channels, force.full_dose)
    failed = met.supercritical | with_force.failed | world.decisions.failed
    status = np.where(failed, Status.FAILED, Status.OK).astype(np.uint8)
    reason = np.where(failed, reason_code("no_solution"), 0).astype(np.uint8)
    return Prospects(
        option=plan.option.id,
        holding=Holding(
            h2=joint.h2,
            h1=joint.h1,
            spiral=joint.spiral,
            deliberate=joint.deliberate,
            other=joint.other,
            no_force_h2=twins["no_force"].h2,
            no_force_h1=twins["no_force"].h1,
            no_contagion_h2=twins["no_contagion"].h2,
            equal_money_h2=paid,
            better_terms_h2=world.better_terms_h2,
        ),
        violence=outcome.violence(plan, sample, met, force),
        ground=outcome.on_the_ground(plan, met, joint, force, ratio) if force.there else None,
        deterrence=_deterrence(sample, world, with_force, asked, force.there),
        status=status,
        reason=reason,
        evidence=_evidence(plan, purpose, size, deploy),
    )


def _evidence(
    plan: ProspectsPlan, purpose: Mission, size: ForceRequirement, deploy: SentForce
) -> dict[str, Evidence]:
    """Return what the parts rest on; what has the force in it is made from earlier columns too."""
    found = {**plan.evidence, "without": plan.evidence["both"]}
    if plan.option.troops_high == 0:
        return found
    sent = (size.SIZE, *deploy.columns)
    relieved = (*sent, *purpose.relieving)
    found["line"] = found["line"].beside(*sent)
    return {**found, **{name: found[name].beside(*relieved) for name in ("game", "both")}}


def _nothing(option: str, reason: str, rows: int) -> Prospects:
    code = reason_code(reason or "input_not_visible")
    unknown = code == reason_code("input_not_visible")
    status = Status.UNKNOWN if unknown else Status.NOT_APPLICABLE
    return Prospects(
        option,
        None,
        None,
        None,
        None,
        np.full(rows, status, dtype=np.uint8),
        np.full(rows, code, dtype=np.uint8),
    )


def _simulated(
    plan: ProspectsPlan,
    draws: Draws,
    sample: Sample,
    world: World,
    force: ForceOnGround,
    *,
    contagion: bool,
) -> dynamics.Histories:
    """Return histories of the line with the force on it; the world's own where there is none."""
    if contagion and not force.there:
        return world.histories
    assert plan.line is not None
    # Learning goes by surprise: a probe that was expected to succeed teaches little by doing so,
    # and nothing at all where no force stands.
    expected = probe_success(plan.line, world.behaviour, world.channels, force.full_dose)
    expected = expected * (1.0 - force.on_line.response[:, -1])
    behaviour = replace(
        world.behaviour,
        clash_calms_with_force=world.channels.calms_clash,
        sector_calms_with_force=world.channels.calms_sector,
        probe_failure=world.channels.probe_failure,
        learn_success=sample["learn_success"] * (1.0 - expected),
        learn_failure=sample["learn_failure"] * expected,
    )
    return dynamics.simulate(
        plan.line,
        behaviour if contagion else uncontagious(behaviour),
        force.on_line,
        force.deaths,
        seed=draws.seed,
        draws=sample.rows,
        replicates=plan.replicates,
        years=plan.years,
        epoch_days=EPOCH_DAYS,
    )


def _relieved(purpose: Mission) -> FloatArray:
    """Return the host's soldiers that the force's tasks relieve after a ceasefire."""
    total = np.zeros(len(purpose.status))
    for task in range(purpose.freed_ceasefire_troops.shape[1]):
        total = total + np.nan_to_num(purpose.freed_ceasefire_troops[:, task])
    return total


def _no_attack(plan: ProspectsPlan, world: World, found: Decisions) -> FloatArray:
    """Return the chance of no attack by the start and each epoch's end, (draws, epochs + 1)."""
    chances = exposure(found.attack, plan.knots_years, world.grid_years)
    return survives(world.occasions, found.types, chances)


def _equal_money(
    plan: ProspectsPlan, sample: Sample, world: World, deploy: SentForce, force: ForceOnGround
) -> FloatArray | None:
    """Return H2 of the twin that pays the host's own soldiers with the force's yearly cost.

    It is the cost of what comes at its strongest, not of what was asked for.
    """
    if plan.option.troops_high == 0 or deploy.host_soldiers is None:
        return None
    came = force.share_at_knots.max(axis=1, initial=0.0)
    paid = decisions(
        sample,
        world.axes,
        question(plan, sample, world.option, host_soldiers=deploy.host_soldiers * came),
    )
    return outcome.joint(world.histories, _no_attack(plan, world, paid), world.other_survives).h2


def _deterrence(
    sample: Sample, world: World, found: Decisions, asked: Question, there: bool
) -> Deterrence:
    without = world.decisions
    flip = np.full(len(sample.rows), np.nan)
    sought = np.flatnonzero(np.arange(len(flip)) + sample.rows.start < _FLIP_ROWS)
    if there and len(sought):
        place = len(asked.knots_years) // 2
        part = {name: values[sought] for name, values in sample.items()}
        whole = replace(asked, share=np.ones_like(asked.share))
        flip[sought] = provocation_flip(
            part,
            world.axes.rows(sought),
            whole.rows(sought),
            without.attack[sought, :, place],
            place,
        )
    return Deterrence(
        knots_years=asked.knots_years,
        attack=found.mixed_attack,
        attack_no_force=without.mixed_attack,
        occasions_per_year=world.occasions,
        probe=found.probe if there else None,
        respond=found.respond if there else None,
        stand=found.stand if there else None,
        support=found.support if there else None,
        acceptance_shift=found.accepts_log_odds - without.accepts_log_odds,
        provocation_flip=flip,
        residual=np.maximum(found.residual, without.residual),
    )
