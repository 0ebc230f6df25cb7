"""The library lifelines, which is optional: imported when a model is fitted, and kept quiet."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from ceasefire.core.errors import SolverError, UsageError
from ceasefire.precedents.survival.spells import Spells

__all__ = ["fitting", "frame"]


@contextmanager
def fitting(what: str) -> Iterator[Any]:
    """Give the library for one fit; what goes wrong in it becomes an error of this package.

    Raises
    ------
    UsageError
        If lifelines is not installed.
    SolverError
        If the fit does not converge, or converges to no finite answer.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import lifelines
            from lifelines import exceptions as errors
        except ImportError as error:
            raise UsageError(
                "Cox and Weibull models need the library lifelines, which is not installed. "
                "Install it with: python -m pip install 'ceasefire[explore]'"
            ) from error
        warnings.simplefilter("error", errors.ConvergenceWarning)
        try:
            yield lifelines
        except (
            errors.ConvergenceError,
            errors.ConvergenceWarning,
            np.linalg.LinAlgError,
        ) as error:
            reason = " ".join(str(error).split())[:200]
            raise SolverError(f"{what} could not be fitted: {reason}") from error


def frame(spells: Spells, covariates: tuple[str, ...]) -> Any:
    """Return the intervals as lifelines wants them: a pandas table with numbers only."""
    import pandas

    columns = {name: spells.table[name].to_numpy() for name in ("start", "stop", *covariates)}
    codes = np.unique(spells.table["spell"].to_numpy(), return_inverse=True)[1]
    return pandas.DataFrame({"spell": codes, "event": spells.table["event"].to_numpy(), **columns})
