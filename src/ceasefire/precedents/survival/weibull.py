"""Weibull models: whether the risk of failure falls with time, and what makes peace last longer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ceasefire.core.errors import UsageError
from ceasefire.precedents.survival.concordance import concordance
from ceasefire.precedents.survival.cox import refuse_degenerate, risks
from ceasefire.precedents.survival.lifelines_extra import fitting, frame
from ceasefire.precedents.survival.spells import Spells

__all__ = ["TimeRatio", "WeibullFit", "weibull"]


@dataclass(frozen=True, slots=True)
class TimeRatio:
    """By how much one covariate stretches the time to failure (above 1: peace lasts longer)."""

    covariate: str
    ratio: float
    low: float
    high: float
    p: float
    log_ratio: float


@dataclass(frozen=True, slots=True)
class WeibullFit:
    """A Weibull model of whole spells, S(t) = exp(-(t / scale)^shape).

    Attributes
    ----------
    name, level : str
    n, failures, incomplete : int
        Spells fitted, failures among them, and spells left out for an unknown covariate.
    shape, shape_low, shape_high : float
        With its 95% interval. Below 1 the risk falls with time: peace that has lasted lasts on.
    scale : float
        Years by which 63% have failed, where all covariates are zero.
    ratios : tuple of TimeRatio
        Covariates as they were in a spell's first interval.
    c_index : float or None
        Apparent concordance; None without covariates.
    """

    name: str
    level: str
    n: int
    failures: int
    incomplete: int
    shape: float
    shape_low: float
    shape_high: float
    scale: float
    ratios: tuple[TimeRatio, ...]
    c_index: float | None

    def ratio(self, covariate: str) -> TimeRatio:
        """Return the time ratio of one covariate; a ``KeyError`` if the model has none."""
        return {ratio.covariate: ratio for ratio in self.ratios}[covariate]


def weibull(spells: Spells, covariates: tuple[str, ...] = ()) -> WeibullFit:
    """Fit a Weibull model to whole spells, in the form of accelerated failure time.

    A force counted as present at any time carries immortal time: a spell must last until the force
    comes. Give ``presence_ever`` only to compare with work that did; :func:`cox` has no such bias.

    Raises
    ------
    UsageError
        If lifelines is missing, a covariate does not exist, or a spell enters late.
    PackError
        If no spell has all the covariates.
    SolverError
        If the fit fails.

    References
    ----------
    Kalbfleisch and Prentice (1980), The Statistical Analysis of Failure Time Data, chapter 2.
    """
    known = spells.whole().complete(covariates)
    start, stop = known.years()
    if (start > 0).any():
        raise UsageError(
            f"Spells '{spells.name}': {int((start > 0).sum())} enter after their ceasefire; the "
            "Weibull model takes whole spells only."
        )
    with fitting(f"The Weibull model of '{spells.name}'") as lifelines:
        refuse_degenerate(known, covariates)
        data = frame(known, covariates).drop(columns=["spell", "start"])
        # Without covariates the same model has an intercept only.
        model = lifelines.WeibullAFTFitter()
        model.fit(data, duration_col="stop", event_col="event")
        summary = model.summary
    shape = summary.loc[("rho_", "Intercept")]
    ratios = tuple(
        TimeRatio(
            covariate=name,
            ratio=float(row["exp(coef)"]),
            low=float(row["exp(coef) lower 95%"]),
            high=float(row["exp(coef) upper 95%"]),
            p=float(row["p"]),
            log_ratio=float(row["coef"]),
        )
        for name in covariates
        for row in [summary.loc[("lambda_", name)]]
    )
    event = known.table["event"].to_numpy()
    log_ratios = np.array([ratio.log_ratio for ratio in ratios])
    order = (
        concordance(start, stop, event, -risks(known, covariates, log_ratios))
        if covariates
        else None
    )
    return WeibullFit(
        name=spells.name,
        level=spells.level,
        n=known.n,
        failures=known.failures,
        incomplete=spells.n - known.n,
        shape=float(np.exp(shape["coef"])),
        shape_low=float(shape["exp(coef) lower 95%"]),
        shape_high=float(shape["exp(coef) upper 95%"]),
        scale=float(np.exp(summary.loc[("lambda_", "Intercept"), "coef"])),
        ratios=ratios,
        c_index=order,
    )
