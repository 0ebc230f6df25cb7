"""How dated forecasts did: the scores of past missions' chances, beside the base rate and one half.

Several forecasts of one question, such as for two options, are one question: they are resampled
together, and the base rate of a forecast comes from the other questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ceasefire.hindcast.forecasts import Forecast, Outcome
from ceasefire.hindcast.scores import ChanceScore, chance_score, within_floor
from ceasefire.results import FloatArray

__all__ = ["FEWEST_QUESTIONS", "ForecastRecord", "forecast_record", "left_out_rates"]

FEWEST_QUESTIONS = 10
"""With fewer resolved questions nothing is concluded."""


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """How forecasts did.

    Attributes
    ----------
    forecasts, resolved, unresolved, void : int
        All of them; with an outcome; with none; declared void.
    overdue : int
        Unresolved, though due before the last outcome came in.
    questions : int
        Different questions among the resolved; forecasts of one are resampled together.
    happened : int
        Resolved forecasts whose event came about.
    scores : dict of str to ChanceScore
        ``forecast``, ``base_rate`` (how often the other resolved questions came about) and
        ``one_half``; the rival of each is the forecasts. Without the base rate, of which one
        question has none, there are no scores.
    notes : tuple of str
        What a reader must know of these numbers.
    """

    forecasts: int
    resolved: int
    unresolved: int
    overdue: int
    void: int
    questions: int
    happened: int
    scores: dict[str, ChanceScore]
    notes: tuple[str, ...]


def left_out_rates(happened: Sequence[bool], questions: Sequence[str]) -> FloatArray | None:
    """Return how often other questions came about, for each case; None with one question alone.

    >>> left_out_rates([True, False, False], ["a", "b", "c"]).tolist()
    [0.0, 0.5, 0.5]
    """
    names, of = np.unique(list(questions), return_inverse=True)
    if len(names) < 2:
        return None
    true = np.array(happened, dtype=np.float64)
    own, count = np.bincount(of, weights=true), np.bincount(of)
    rates: FloatArray = (true.sum() - own[of]) / (len(true) - count[of])
    return rates


def forecast_record(forecasts: Sequence[Forecast], outcomes: Sequence[Outcome]) -> ForecastRecord:
    """Return how forecasts did against their outcomes."""
    became = {outcome.id: outcome for outcome in outcomes}
    judged = [
        (forecast, happened)
        for forecast in forecasts
        if forecast.id in became and (happened := became[forecast.id].happened) is not None
    ]
    last = max((outcome.resolved_on for outcome in outcomes), default=date.min)
    waiting = [forecast for forecast in forecasts if forecast.id not in became]
    overdue = sum(forecast.deadline < last for forecast in waiting)
    questions = [forecast.question for forecast, _ in judged]
    scores = _scores(judged, questions)
    return ForecastRecord(
        forecasts=len(forecasts),
        resolved=len(judged),
        unresolved=len(waiting),
        overdue=overdue,
        void=sum(outcome.happened is None for outcome in outcomes),
        questions=len(set(questions)),
        happened=sum(happened for _, happened in judged),
        scores=scores,
        notes=_notes(len(set(questions)), overdue, scores),
    )


def _scores(
    judged: Sequence[tuple[Forecast, bool]], questions: Sequence[str]
) -> dict[str, ChanceScore]:
    rates = left_out_rates([happened for _, happened in judged], questions)
    if rates is None:
        return {}
    told = within_floor([forecast.probability for forecast, _ in judged])
    true = np.array([happened for _, happened in judged], dtype=np.float64)
    forecasters = {
        "forecast": told,
        "base_rate": within_floor(rates.tolist()),
        "one_half": np.full(len(judged), 0.5),
    }
    return {
        name: chance_score(chance, told, true, np.ones(len(judged)), questions)
        for name, chance in forecasters.items()
    }


def _notes(questions: int, overdue: int, scores: dict[str, ChanceScore]) -> tuple[str, ...]:
    notes = []
    if questions < FEWEST_QUESTIONS:
        resolved = "question is" if questions == 1 else "questions are"
        notes.append(
            f"{questions} {resolved} resolved, fewer than {FEWEST_QUESTIONS}: nothing "
            "can be concluded of the forecasts."
        )
    else:
        notes.append(_conclusion(scores))
    if not scores:
        notes.append("Scores need two resolved questions: a base rate comes from the others.")
    if overdue:
        notes.append(
            f"{overdue} more {'was' if overdue == 1 else 'were'} due before the last outcome and "
            f"{'has' if overdue == 1 else 'have'} none. Outcomes left out for how they ended make "
            "scores look better."
        )
    return tuple(notes)


def _conclusion(scores: dict[str, ChanceScore]) -> str:
    """Return what the intervals say of the forecasts beside their two rivals."""
    words = {"base_rate": "the base rate", "one_half": "one half"}
    better = [words[name] for name in words if scores[name].gain_low > 0.0]
    level = [
        words[name] for name in words if scores[name].gain_low <= 0.0 <= scores[name].gain_high
    ]
    if better:
        return f"The forecasts did worse than {' and '.join(better)}, sampling error allowed for."
    if level:
        return f"With so few questions the forecasts cannot be told from {' and '.join(level)}."
    return "The forecasts did better than the base rate and one half, sampling error allowed for."
