"""From a sentence, its slots and its evidence to a statement."""

from __future__ import annotations

from ceasefire.briefing.model import Band, Estimate, Statement, VariantRange
from ceasefire.briefing.read import Envelope, Spread
from ceasefire.briefing.sentences import SENTENCES

__all__ = ["estimate_of", "say"]


def say(
    sentence: str,
    slots: dict[str, object],
    *,
    evidence: Spread | Envelope | None = None,
    sources: tuple[str, ...] = (),
    computed_from: tuple[str, ...] = (),
    grade: str = "D",
    band: Band | None = None,
    variants: tuple[VariantRange, ...] = (),
) -> Statement:
    """Return the statement of a sentence; ``variants`` where there is no envelope to tell them.

    Raises
    ------
    ValueError
        If the text has a number but neither a source nor a computation behind it.
    """
    text = SENTENCES[sentence].format(**slots)
    estimate: Estimate | None = None
    if isinstance(evidence, Envelope):
        variants = tuple(
            VariantRange(name=name, p05=s.p05, p95=s.p95, n=s.n) for name, s in evidence.variants
        )
        # The range of several variants is their envelope; it has no middle.
        estimate = Estimate(
            p05=evidence.low[1],
            p50=None,
            p95=evidence.high[1],
            mean=None,
            se=None,
            unit=evidence.variants[0][1].unit,
        )
    elif evidence is not None:
        estimate = estimate_of(evidence)
    if evidence is not None:
        sources = tuple(dict.fromkeys((*sources, *evidence.sources)))
        computed_from = tuple(dict.fromkeys((*computed_from, *evidence.computed_from)))
        grade = max(grade, evidence.grade)
    if any(character.isdigit() for character in text) and not (sources or computed_from):
        raise ValueError(f"the statement {sentence!r} has numbers without source or computation")
    return Statement(
        id=sentence,
        text=text,
        estimate=estimate,
        band=band,
        variants=variants,
        sources=sources,
        computed_from=computed_from,
        grade=grade,
    )


def estimate_of(spread: Spread) -> Estimate:
    """Return a spread as an estimate: without a middle where grade E decides it."""
    judged = spread.judged
    return Estimate(
        p05=spread.p05,
        p50=None if judged else spread.p50,
        p95=spread.p95,
        mean=None if judged else spread.mean,
        se=None if judged else spread.se,
        unit=spread.unit,
    )
