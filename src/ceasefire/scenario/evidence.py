"""What a group of results rests on: the weakest grade and the sources of what it reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ceasefire.results.deployment import Evidence
from ceasefire.scenario.model import Fixed, Scenario

__all__ = ["evidence_of"]


def evidence_of(scenario: Scenario, names: Sequence[str], sources: Iterable[str] = ()) -> Evidence:
    """Return the evidence of what reads these parameters, and rows with these sources.

    The grade is the weakest among parameters that have a range; a definition has none.
    """
    known = [scenario.parameters[name] for name in names if name in scenario.parameters]
    grades = [q.grade for q in known if not isinstance(q.value, Fixed)]
    found = (*(key for q in known for key in q.sources), *sources)
    reads = tuple(f"param/{name}" for name in names)
    return Evidence(max(grades, default="E"), tuple(dict.fromkeys(found)), reads)
