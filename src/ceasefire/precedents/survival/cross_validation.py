"""Cross-validation: how well a model orders ceasefires that it was not fitted on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from ceasefire.core.errors import PackError, SolverError, UsageError
from ceasefire.precedents.survival.concordance import concordance
from ceasefire.precedents.survival.cox import cox, risks
from ceasefire.precedents.survival.spells import Spells
from ceasefire.precedents.survival.weibull import weibull

__all__ = ["CrossValidated", "cross_validated_c"]

_MODELS = ("cox", "weibull")


@dataclass(frozen=True, slots=True)
class CrossValidated:
    """Concordance on spells left out of the fit.

    Attributes
    ----------
    model : str
        "cox" or "weibull".
    n, failures : int
        Spells with all covariates known, and failures among them.
    folds, repeats, seed : int
    c_index, spread : float
        Mean and standard deviation of C over the folds of all repeats.
    unused : int
        Folds without a figure: the model had no fit on the others, or the fold no pair to order.
    """

    model: str
    n: int
    failures: int
    folds: int
    repeats: int
    seed: int
    c_index: float
    spread: float
    unused: int


def cross_validated_c(
    spells: Spells,
    covariates: tuple[str, ...],
    *,
    model: str = "cox",
    folds: int = 5,
    repeats: int = 10,
    seed: int = 1,
) -> CrossValidated:
    """Return C on left-out spells; all intervals of a spell stay in one fold.

    Raises
    ------
    UsageError
        If lifelines is missing, the model is unknown, or there are fewer spells than folds.
    PackError
        If no spell has all the covariates.
    SolverError
        If no fold gave a figure.
    """
    if model not in _MODELS:
        raise UsageError(f"The model must be one of {', '.join(_MODELS)}, not {model!r}.")
    known = (spells.whole() if model == "weibull" else spells).complete(covariates)
    names = known.table["spell"].unique().sort().to_numpy()
    if not 2 <= folds <= len(names) or repeats < 1:
        raise UsageError(
            f"Between 2 and {len(names)} folds and at least one repeat are needed for "
            f"{len(names)} spells, not {folds} folds and {repeats} repeats."
        )
    found = []
    for repeat in range(repeats):
        order = np.random.Generator(np.random.Philox(key=[seed, repeat])).permutation(names)
        for part in np.array_split(order, folds):
            left_out = pl.col("spell").is_in(part.tolist())
            figure = _on_left_out(known, left_out, covariates, model)
            found += [] if figure is None else [figure]
    if not found:
        raise SolverError(f"No fold of '{spells.name}' gave a concordance.")
    return CrossValidated(
        model=model,
        n=known.n,
        failures=known.failures,
        folds=folds,
        repeats=repeats,
        seed=seed,
        c_index=float(np.mean(found)),
        spread=float(np.std(found)),
        unused=folds * repeats - len(found),
    )


def _on_left_out(
    spells: Spells, left_out: pl.Expr, covariates: tuple[str, ...], model: str
) -> float | None:
    """Fit on the other spells and return C on these; None where there is none."""
    test = spells.where(left_out, f"{spells.name}, left out", spells.cases)
    try:
        train = spells.where(~left_out, f"{spells.name}, fitted", spells.cases)
        if model == "cox":
            log_ratios = cox(train, covariates).log_hazard_ratios
        else:
            fit = weibull(train, covariates)
            log_ratios = -np.array([ratio.log_ratio for ratio in fit.ratios])
    except (PackError, SolverError):
        return None
    start, stop = test.years()
    risk = risks(test, covariates, log_ratios)
    return concordance(start, stop, test.table["event"].to_numpy(), risk)
