"""Cox models: how much a force, a settlement or the war's cost moves the risk of failure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ceasefire.core.errors import UsageError
from ceasefire.precedents.survival.concordance import concordance
from ceasefire.precedents.survival.lifelines_extra import fitting, frame
from ceasefire.precedents.survival.spells import Spells
from ceasefire.results import FloatArray

__all__ = ["CoxFit", "Effect", "RawAndAdjusted", "cox", "raw_and_adjusted"]


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect of one covariate on the risk of failure.

    Attributes
    ----------
    covariate : str
    hr, low, high : float
        Hazard ratio per unit of the covariate and its 95% interval; below 1, less risk.
    p : float
        Wald test of no effect.
    log_hr, log_se : float
    """

    covariate: str
    hr: float
    low: float
    high: float
    p: float
    log_hr: float
    log_se: float


@dataclass(frozen=True, slots=True)
class CoxFit:
    """A Cox model with covariates as they are in each interval.

    Attributes
    ----------
    name, level : str
        The table of spells and what has failed in it.
    n, failures, intervals : int
        What the model was fitted on.
    incomplete : int
        Spells left out because a covariate is unknown in all their intervals.
    effects : tuple of Effect
    c_index : float or None
        Apparent concordance, on the spells it was fitted on: too good by construction.
    variance : ndarray, shape (covariates, covariates)
        Of the log hazard ratios.
    """

    name: str
    level: str
    n: int
    failures: int
    intervals: int
    incomplete: int
    effects: tuple[Effect, ...]
    c_index: float | None
    variance: FloatArray

    @property
    def covariates(self) -> tuple[str, ...]:
        """Names of the covariates, in the order of ``effects``."""
        return tuple(effect.covariate for effect in self.effects)

    @property
    def log_hazard_ratios(self) -> FloatArray:
        """Logarithms of the hazard ratios, shape (covariates,)."""
        return np.array([effect.log_hr for effect in self.effects])

    def effect(self, covariate: str) -> Effect:
        """Return the effect of one covariate; a ``KeyError`` if the model has none."""
        return {effect.covariate: effect for effect in self.effects}[covariate]


@dataclass(frozen=True, slots=True)
class RawAndAdjusted:
    """One covariate's effect, alone and beside others, on the same spells.

    Attributes
    ----------
    raw : CoxFit
        The covariate alone, on all spells.
    raw_same : CoxFit
        The covariate alone, on the spells the adjusted model can use: what changes from ``raw``
        is due to missing data, what changes from here on to the adjustment.
    adjusted : CoxFit
    words : str
    """

    raw: CoxFit
    raw_same: CoxFit
    adjusted: CoxFit
    words: str


def cox(spells: Spells, covariates: tuple[str, ...]) -> CoxFit:
    """Fit a Cox model, covariates changing from interval to interval, ties by Efron.

    Raises
    ------
    UsageError
        If lifelines is missing, no covariate is given or one does not exist.
    PackError
        If no spell has all the covariates.
    SolverError
        If the fit fails: no spell failed, or a covariate is constant or tells failures perfectly.

    References
    ----------
    Cox (1972), Regression models and life-tables, JRSS B 34. Andersen and Gill (1982), Annals of
    Statistics 10. Fitted with lifelines (Davidson-Pilon, 2019, JOSS 4(40)).
    """
    if not covariates:
        raise UsageError("A Cox model needs at least one covariate.")
    known = spells.complete(covariates)
    with fitting(f"The Cox model of '{spells.name}' on {', '.join(covariates)}") as lifelines:
        refuse_degenerate(known, covariates)
        model = lifelines.CoxTimeVaryingFitter()
        data = frame(known, covariates)
        model.fit(data, id_col="spell", event_col="event", start_col="start", stop_col="stop")
        summary = model.summary.loc[list(covariates)]
        # The matrix is unlabelled, in the order of the parameters.
        order = [model.params_.index.get_loc(name) for name in covariates]
        variance = np.asarray(model.variance_matrix_, dtype=np.float64)[np.ix_(order, order)]
    effects = tuple(
        Effect(
            covariate=name,
            hr=float(row["exp(coef)"]),
            low=float(row["exp(coef) lower 95%"]),
            high=float(row["exp(coef) upper 95%"]),
            p=float(row["p"]),
            log_hr=float(row["coef"]),
            log_se=float(row["se(coef)"]),
        )
        for name, row in summary.iterrows()
    )
    risk = risks(known, covariates, np.array([effect.log_hr for effect in effects]))
    start, stop = known.years()
    return CoxFit(
        name=spells.name,
        level=spells.level,
        n=known.n,
        failures=known.failures,
        intervals=known.table.height,
        incomplete=spells.n - known.n,
        effects=effects,
        c_index=concordance(start, stop, known.table["event"].to_numpy(), risk),
        variance=variance,
    )


def risks(spells: Spells, covariates: tuple[str, ...], log_ratios: FloatArray) -> FloatArray:
    """Return the log of each interval's relative risk, shape (intervals,)."""
    values = spells.table.select(covariates).to_numpy()
    total: FloatArray = np.asarray(values @ log_ratios, dtype=np.float64)
    return total


def refuse_degenerate(spells: Spells, covariates: tuple[str, ...]) -> None:
    """Raise ``LinAlgError`` where the likelihood has no maximum that the library would notice."""
    if not spells.failures:
        raise np.linalg.LinAlgError("no spell failed")
    for name in covariates:
        if spells.table[name].n_unique() == 1:
            raise np.linalg.LinAlgError(f"'{name}' is the same in every spell")


def raw_and_adjusted(spells: Spells, covariate: str, adjust_for: tuple[str, ...]) -> RawAndAdjusted:
    """Return a covariate's effect alone and adjusted for others, side by side.

    Raises
    ------
    UsageError, PackError, SolverError
        As :func:`cox` does.
    """
    raw = cox(spells, (covariate,))
    adjusted = cox(spells, (covariate, *adjust_for))
    same = cox(spells.complete((covariate, *adjust_for)), (covariate,))
    first, last = raw.effect(covariate), adjusted.effect(covariate)
    words = (
        f"Alone, '{covariate}' multiplies the risk by {first.hr:.2f} "
        f"({first.low:.2f} to {first.high:.2f}, {raw.n} spells); on the {same.n} spells with all "
        f"covariates known, by {same.effect(covariate).hr:.2f}; adjusted for "
        f"{', '.join(adjust_for)}, by {last.hr:.2f} ({last.low:.2f} to {last.high:.2f})."
    )
    return RawAndAdjusted(raw, same, adjusted, words)
