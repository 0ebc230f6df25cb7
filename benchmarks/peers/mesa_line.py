"""The demo line in Mesa: one agent a segment, activated together stage by stage."""

from __future__ import annotations

from typing import Any

import mesa
from benchmarks.peers.segment import Front, Segment


class SegmentAgent(mesa.Agent):
    """A segment; its neighbours are reached through the shared front."""

    def __init__(self, model: LineModel, segment: Segment) -> None:
        super().__init__(model)
        self.segment = segment

    def incite(self) -> None:
        front = self.model.front
        front.incidents += self.segment.incite(1.0 + front.shock)

    def climb(self) -> None:
        self.segment.climb()


class LineModel(mesa.Model):
    """The line: a day is incidents, probes, the ladder, the end of the day."""

    def __init__(self, front: Front) -> None:
        super().__init__(seed=0)
        self.front = front
        for segment in front.segments:
            SegmentAgent(self, segment)

    def step(self) -> None:
        self.agents.do("incite")
        self.front.probe()
        self.agents.do("climb")
        self.front.close()


def simulate(world: Any, doses: Any, *, seed: int, replicates: int, years: int) -> dict[str, Any]:
    """Return days, incidents and whether it collapsed, by history."""
    made: dict[str, Any] = {"days": [], "incidents": [], "ended": []}
    for r in range(replicates):
        model = LineModel(Front(world, doses, seed + r))
        while model.front.days < years * 365 and not model.front.ended:
            model.step()
        for name in made:
            made[name].append(getattr(model.front, name))
    return made
