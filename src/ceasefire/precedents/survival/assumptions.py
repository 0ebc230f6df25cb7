"""Proportional hazards: whether an effect stays the same as peace lasts, said in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc
from scipy.stats import rankdata

from ceasefire.precedents.survival.cox import CoxFit, cox
from ceasefire.precedents.survival.spells import Spells
from ceasefire.results import FloatArray

__all__ = ["AssumptionCheck", "proportional_hazards", "schoenfeld_residuals"]

_DOUBT = 0.05


@dataclass(frozen=True, slots=True)
class AssumptionCheck:
    """Whether the effect of one covariate drifts with time.

    Attributes
    ----------
    covariate : str
    statistic, p : float
        Chi-squared with one degree of freedom, and its tail.
    holds : bool
        True where p is at least 0.05: no drift was seen, which is not proof that there is none.
    words : str
    """

    covariate: str
    statistic: float
    p: float
    holds: bool
    words: str


def proportional_hazards(
    spells: Spells, covariates: tuple[str, ...]
) -> tuple[AssumptionCheck, ...]:
    """Test each covariate's scaled Schoenfeld residuals against the rank of time.

    Raises
    ------
    UsageError, PackError, SolverError
        As :func:`ceasefire.precedents.survival.cox.cox` does.

    References
    ----------
    Grambsch and Therneau (1994), Proportional hazards tests and diagnostics based on weighted
    residuals, Biometrika 81.
    """
    fit = cox(spells, covariates)
    times, residuals = schoenfeld_residuals(spells.complete(covariates), fit)
    # A straight line through few distinct times is pulled by the longest; ranks are not.
    late = rankdata(times) - rankdata(times).mean()
    scaled = len(times) * residuals @ fit.variance
    spread = len(times) * np.diag(fit.variance) * (late**2).sum()
    slopes = late @ scaled
    checks = []
    for covariate, slope, width in zip(covariates, slopes, spread, strict=True):
        statistic = float(slope**2 / width) if width > 0 else 0.0
        p = float(chdtrc(1, statistic))
        holds = p >= _DOUBT
        words = _words(covariate, p, holds, float(slope), len(times))
        checks.append(AssumptionCheck(covariate, statistic, p, holds, words))
    return tuple(checks)


def schoenfeld_residuals(spells: Spells, fit: CoxFit) -> tuple[FloatArray, FloatArray]:
    """Return the times of failure and, for each, what failed less what the model expected.

    Returns
    -------
    times : ndarray, shape (failures,), years, rising
    residuals : ndarray, shape (failures, covariates)
        Ties by Breslow: failures at one time share one expectation.
    """
    start, stop = spells.years()
    event = spells.table["event"].to_numpy()
    values = spells.table.select(fit.covariates).to_numpy()
    weight = np.exp((values - values.mean(axis=0)) @ fit.log_hazard_ratios)
    failed = np.flatnonzero(event)[np.argsort(stop[event], kind="stable")]
    times = stop[failed]
    watched = (start[None, :] < times[:, None]) & (stop[None, :] >= times[:, None])
    weights = watched * weight[None, :]
    expected = weights @ values / weights.sum(axis=1, keepdims=True)
    return times, values[failed] - expected


def _words(covariate: str, p: float, holds: bool, slope: float, failures: int) -> str:
    if holds:
        return (
            f"Nothing suggests that the effect of '{covariate}' changes as peace lasts "
            f"(p = {p:.2f}, {failures} failures); with so few, a change could go unseen."
            if failures < 100
            else f"Nothing suggests that the effect of '{covariate}' changes as peace lasts "
            f"(p = {p:.2f}, {failures} failures)."
        )
    course = "rises" if slope > 0 else "falls"
    return (
        f"The hazard ratio of '{covariate}' {course} as peace lasts (p = {p:.3f}): the one figure "
        "given is an average over the years watched."
    )
