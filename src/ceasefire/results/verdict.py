"""Verdict on a claim of the debate: what was tested, and what decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["VERDICTS", "Verdict"]

VERDICTS = ("supported", "contested", "refuted", "not_checkable", "not_yet_assessed")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One claim, checked.

    ``reason`` is a key of the briefing's sentences, ``facts`` the numbers and names that fill
    it; ``deciding`` is the parameter or variant that decides a contested claim and ``flip`` its
    value at which the answer changes (None where there is none inside its range).
    """

    claim: str
    verdict: str
    reason: str
    facts: Mapping[str, float | str] = field(default_factory=dict)
    computed_from: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    deciding: str = ""
    flip: float | None = None
