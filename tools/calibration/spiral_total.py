"""Hold the simulated spiral against its mean field, and print what presence takes off in all.

    python tools/calibration/spiral_total.py [--pack ukraine-2025] [--draws 192] [--replicates 64]

First without a force: the simulated hazard of collapse over that of the mean field, by draw
(`spiral_cascade`). Then with full presence everywhere: the simulated logarithm of the hazard ratio
over the drawn one. Last the ratio that the mean field gives by size of the force and dose shape.
The same seed gives the same figures.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ceasefire.draws import draw
from ceasefire.prospects import dynamics, presence, spiral, world
from ceasefire.prospects.anchor import YEARS, anchor
from ceasefire.prospects.dynamics import Behaviour, Force, Line
from ceasefire.prospects.force import nobody_there
from ceasefire.prospects.spiral import Channels
from ceasefire.prospects.variants import DOSES, VARIANT, axes
from ceasefire.scenario import load
from ceasefire.scenario.model import Choice, Scenario

Numbers = NDArray[np.float64]
SEED = 7
SIZES = (10_000, 30_000, 60_000, 100_000, 150_000)
CONSENT = ("yes", "partial", "no")
_YEARS = 5
_DAYS_A_YEAR = 365.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pack", default="ukraine-2025")
    parser.add_argument("--draws", type=int, default=192)
    parser.add_argument("--replicates", type=int, default=64)
    arguments = parser.parse_args()
    started = time.process_time()
    scenario = load(arguments.pack)
    rows = range(arguments.draws)
    sample = dict(draw(scenario, len(rows), SEED).sample(rows))
    line, stretches = world.lay_out(scenario)
    terms = world.Settlement.of(scenario)
    quiet = world.behaviour(line, stretches, terms, sample, SEED, np.asarray(rows))
    # The mean field alone sets the collapse rate here, so that the simulation can be held to it.
    target = hazards(scenario, terms, sample)
    rate = spiral.collapse_rate(line, quiet, target, np.ones_like(target))
    anchored = replace(quiet, spiral_rate=rate)
    total = sample["presence_transport"] * np.log(sample["presence_hazard_ratio"])
    strength = spiral.scaled(line, anchored, world.channels(terms, sample), total)
    still = np.zeros_like(total)
    for name, changed in (
        ("as the room runs it", {}),
        ("no probes", {"probes_per_year": still}),
    ):
        print(name)
        held_to = replace(anchored, **changed)
        cascades(line, held_to, strength, total, sample, arguments.replicates)
    by_size(line, stretches, anchored, strength, sample)
    print(f"{time.process_time() - started:.0f} CPU-s")


def hazards(scenario: Scenario, terms: world.Settlement, sample: Mapping[str, Numbers]) -> Numbers:
    """Return the yearly hazard of the spiral that the baseline asks for, shape (draws,)."""
    value = scenario.parameters[VARIANT].value
    names = value.names if isinstance(value, Choice) else ()
    return anchor(axes(names, sample[VARIANT]), terms.strength, sample).spiral / YEARS


def cascades(
    line: Line,
    behaviour: Behaviour,
    strength: Channels,
    total: Numbers,
    sample: Mapping[str, Numbers],
    replicates: int,
) -> None:
    """Print simulated over mean-field hazards, without a force and with full presence."""
    count, epochs = len(total), dynamics.epochs(_YEARS)
    nobody = nobody_there(count, len(line.classes), epochs)
    bare = simulated(line, behaviour, nobody, sample, replicates)
    held = replace(
        nobody,
        presence=np.ones_like(nobody.presence),
        damping_triggering=strength.triggering,
        damping_background=strength.background,
        damping_clash=strength.clash,
        damping_growth=strength.growth,
    )
    calmer = replace(
        behaviour,
        clash_calms_with_force=strength.calms_clash,
        sector_calms_with_force=strength.calms_sector,
        probe_failure=strength.probe_failure,
    )
    full = simulated(line, calmer, held, sample, replicates)
    none = np.zeros((count, len(line.classes)))
    still = np.zeros(count)
    silent = Channels(*[still] * 7)
    expected = spiral.hazard(line, behaviour, silent, none) * behaviour.spiral_rate * _DAYS_A_YEAR
    known = bare[1] > 0
    ends, years = bare[0][known], bare[1][known]
    wanted = expected[known]
    single = (ends / years)[ends > 0] / wanted[ends > 0]
    pooled = ends.sum() / (wanted * years).sum()
    print(f"draws simulated {known.sum()} of {count}; collapses {ends.sum():.0f}")
    print(
        f"cascade pooled {pooled:.2f}; by draw (with noise)", np.quantile(single, (0.05, 0.5, 0.95))
    )
    for name, key in (("branching", "branching_ratio"), ("sector heat", "sector_heat")):
        order = np.argsort(sample[key][known])
        thirds = list(np.array_split(order, 3))
        print(
            f"cascade by thirds of {name}:",
            [round(float(ends[t].sum() / (wanted * years)[t].sum()), 2) for t in thirds],
        )
    ratio = (full[0].sum() / full[1].sum()) / (bare[0].sum() / bare[1].sum())
    drawn = (expected * np.exp(np.minimum(total, 0.0)) * bare[1]).sum() / (expected * bare[1]).sum()
    print(
        f"full presence: simulated hazard ratio {ratio:.2f}, drawn {drawn:.2f}, "
        f"ratio of logarithms {np.log(ratio) / np.log(drawn):.2f}"
    )


def simulated(
    line: Line,
    behaviour: Behaviour,
    force: Force,
    sample: Mapping[str, Numbers],
    replicates: int,
) -> tuple[Numbers, Numbers]:
    """Return collapses and years watched by draw; both 0 where a draw was not simulated."""
    count = len(behaviour.spiral_rate)
    found = dynamics.simulate(
        *(line, behaviour, force),
        world.deaths(sample, np.zeros((count, dynamics.epochs(_YEARS)))),
        seed=SEED,
        draws=range(count),
        replicates=replicates,
        years=_YEARS,
    )
    ended = (found.spiral_day >= 0).sum(axis=1).astype(np.float64)
    return ended, found.days_counted.sum(axis=(1, 2)) / _DAYS_A_YEAR


def by_size(
    line: Line,
    stretches: tuple[world.Stretch, ...],
    behaviour: Behaviour,
    strength: Channels,
    sample: Mapping[str, Numbers],
) -> None:
    """Print the mean field's hazard ratio for a force spread over the contact line."""
    lengths = {s.sector.id: s.sector for s in stretches if s.sector.contact}
    needed = sum(sample[s.length] * sample[s.density_share] for s in lengths.values())
    contact = np.array([stretch.sector.contact for stretch in stretches], dtype=np.float64)
    print("hazard ratio of the spiral, 5, 50 and 95% of the draws")
    for consent in CONSENT:
        wanted = needed * sample["full_presence_troops_per_km"]
        wanted = wanted * sample[f"consent_{consent}"] if consent != "yes" else wanted
        for size in SIZES:
            cells = [
                np.quantile(
                    spiral.hazard_ratio(
                        line,
                        behaviour,
                        strength,
                        _doses(shape, size / wanted, sample)[:, None] * contact,
                    ),
                    (0.05, 0.5, 0.95),
                )
                for shape in range(len(DOSES))
            ]
            shown = "  ".join("/".join(f"{value:.2f}" for value in cell) for cell in cells)
            print(f"consent {consent:8s}{size:8d}  {shown}   ({', '.join(DOSES)})")


def _doses(shape: int, share: Numbers, sample: Mapping[str, Numbers]) -> Numbers:
    kind = np.full(len(share), shape)
    return presence.dose(share, kind, sample["dose_bend"], sample["dose_threshold_share"])


if __name__ == "__main__":
    main()
