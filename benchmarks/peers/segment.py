"""One segment of the demo line in plain Python, as the SimPy and Mesa models use it.

Only what the demo switches on: incidents, ladder, shocks and probes; no learning is left out.
"""

from __future__ import annotations

import math
import random
from typing import Any


def numbers(world: Any) -> dict[str, float]:
    """Return the parameters of the only draw by name."""
    values: dict[str, float] = {}
    for record in world[1:]:
        values |= {name: float(array.flat[0]) for name, array in vars(record).items()}
    return values


class Segment:
    """A segment with its two sides: rates, excitation and level of fighting."""

    def __init__(self, p: dict[str, float], dose: float, rng: random.Random) -> None:
        self.p, self.dose, self.rng = p, dose, rng
        self.next_to: list[Segment] = []
        self.background = p["local_rate"] * math.exp(-p["damping_background"] * dose)
        self.damping = 1.0 - p["damping_triggering"] * dose
        self.clash = p["clash_chance"] * math.exp(-p["damping_clash"] * dose)
        self.grows = p["clash_grows"] * math.exp(-p["damping_growth"] * dose)
        self.calms = p["clash_calms"] + p["clash_calms_with_force"] * dose
        self.falls = p["sector_calms"] + p["sector_calms_with_force"] * dose
        self.rho = math.exp(-1.0 / p["memory_days"])
        self.excited = [0.0, 0.0]
        self.fresh = [0, 0]
        self.level = self.after = 0
        self.hit = False

    def incite(self, factor: float) -> int:
        """Sample the incidents of a day on both sides; return how many."""
        p, heat = self.p, (1.0, self.p["clash_heat"], self.p["sector_heat"])[self.level]
        near = 0.25 * p["branching_next"] * sum(sum(other.excited) for other in self.next_to)
        unit = (1.0 - self.rho) / self.rho * self.damping
        for side in range(2):
            own = p["branching_own"] * self.excited[side]
            own += p["branching_across"] * self.excited[1 - side] + near
            self.fresh[side] = self.poisson(self.background * factor * heat + unit * own)
        return sum(self.fresh)

    def poisson(self, mean: float) -> int:
        u, n, chance = self.rng.random(), 0, math.exp(-mean)
        total = chance
        while u >= total and n < 1000:
            n += 1
            chance *= mean / n
            total += chance
        return n

    def climb(self) -> None:
        """Find the level of tomorrow from the levels of today."""
        u = self.rng.random()
        self.after = self.level
        if self.level == 0:
            if self.hit or u < 1.0 - (1.0 - self.clash) ** sum(self.fresh):
                self.after = 1
        elif self.level == 1:
            fighting = sum(other.level == 2 for other in self.next_to)
            if u < self.calms:
                self.after = 0
            elif u < self.calms + self.grows + self.p["spill"] * fighting:
                self.after = 2
        elif u < self.falls:
            self.after = 1
        self.hit = False

    def close(self, burst: float) -> None:
        """End the day: the level of tomorrow, excitation one day older."""
        self.level = self.after
        self.excited[0] = self.rho * (self.excited[0] + self.fresh[0] + burst)
        self.excited[1] = self.rho * (self.excited[1] + self.fresh[1])


class Front:
    """What the segments share: shocks, probes and their lessons, collapse, counts."""

    def __init__(self, world: Any, doses: Any, seed: int) -> None:
        self.p, self.rng = numbers(world), random.Random(seed)
        self.segments = [Segment(self.p, float(dose), self.rng) for dose in doses]
        for one, two in zip(self.segments, self.segments[1:], strict=False):
            one.next_to.append(two)
            two.next_to.append(one)
        self.shock = self.learned = 0.0
        self.incidents = self.days = 0
        self.ended = False
        self.bursts: dict[int, float] = {}

    def probe(self) -> None:
        """Let the aggressor probe once, perhaps."""
        p, rng = self.p, self.rng
        self.bursts = {}
        self.learned *= 0.999
        if rng.random() >= 1.0 - math.exp(-p["probes_per_year"] / 365 * math.exp(self.learned)):
            return
        weights = [math.exp(-p["probe_aim"] * segment.dose) for segment in self.segments]
        j = rng.choices(range(len(weights)), weights)[0]
        target = self.segments[j]
        if rng.random() < math.exp(-p["probe_failure"] * target.dose) * (1.0 - p["response"]):
            self.learned = min(self.learned + p["learn_success"], 3.0)
            self.bursts[j] = p["probe_burst"]
            self.incidents += int(p["probe_burst"])
            target.hit = rng.random() < p["probe_clash"]
        else:
            self.learned = max(self.learned - p["learn_failure"], -3.0)

    def close(self) -> None:
        """End the day of the line: collapse, decay of shocks, new shocks."""
        p, rng = self.p, self.rng
        sectors = sum(segment.level == 2 for segment in self.segments)
        hazard = p["spiral_rate"] * sectors ** p["spiral_power"]
        self.ended = sectors > 0 and rng.random() < 1.0 - math.exp(-hazard)
        for j, segment in enumerate(self.segments):
            segment.close(self.bursts.get(j, 0.0))
        self.shock *= math.exp(-1.0 / p["shock_days"])
        if rng.random() < 1.0 - math.exp(-p["shocks_per_year"] / 365):
            self.shock += rng.expovariate(1.0 / p["shock_size"])
        self.days += 1
