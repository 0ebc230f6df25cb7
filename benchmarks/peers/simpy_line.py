"""The demo line in SimPy: one process a segment, one for what the segments share."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy
from benchmarks.peers.segment import Front, Segment


def _segment(env: simpy.Environment, front: Front, segment: Segment) -> Generator[Any, Any, None]:
    while True:
        front.incidents += segment.incite(1.0 + front.shock)
        yield env.timeout(0.5)
        segment.climb()
        yield env.timeout(0.5)


def _front(env: simpy.Environment, front: Front, over: simpy.Event) -> Generator[Any, Any, None]:
    while True:
        yield env.timeout(0.25)
        front.probe()
        yield env.timeout(0.5)
        front.close()
        if front.ended:
            over.succeed()
            return
        yield env.timeout(0.25)


def simulate(world: Any, doses: Any, *, seed: int, replicates: int, years: int) -> dict[str, Any]:
    """Return days, incidents and whether it collapsed, by history."""
    made: dict[str, Any] = {"days": [], "incidents": [], "ended": []}
    for r in range(replicates):
        front, env = Front(world, doses, seed + r), simpy.Environment()
        over = env.event()
        for segment in front.segments:
            env.process(_segment(env, front, segment))
        env.process(_front(env, front, over))
        env.run(until=env.any_of([over, env.timeout(years * 365 - 0.125)]))
        for name in made:
            made[name].append(getattr(front, name))
    return made
