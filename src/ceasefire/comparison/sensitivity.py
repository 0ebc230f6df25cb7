"""Which assumptions an outcome hangs on: first-order indices from the run's own draws.

Given-data estimates (Plischke, Borgonovo and Smith 2013, EJOR 226) from the library SALib, which is
optional: they take the sample as it is, so draws that failed are left out and void nothing. An
index counts where it is above all that the same outcome gives when it is shuffled.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from ceasefire.comparison.outcomes import Outcomes
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray

__all__ = ["Index", "indices", "library_there"]

_RESAMPLES, _SEED = 10, 7
_FEWEST = 256
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Index:
    """Share of an outcome's rank variance that learning one parameter would take away on average.

    ``half_width`` is that of the 95% interval from resampling.
    """

    parameter: str
    first_order: float
    half_width: float


def library_there() -> bool:
    """Return whether SALib is installed."""
    from importlib.util import find_spec

    return find_spec("SALib") is not None


def indices(table: Outcomes, values: FloatArray, causes: Sequence[str]) -> tuple[Index, ...]:
    """Return the largest indices of an outcome's ranks; none where it does not vary.

    ``values`` has shape (draws,); ``causes`` are the parameters that it is made from, since of any
    other an index would be luck.

    Raises
    ------
    ImportError
        If SALib is not installed.
    """
    ok = np.isfinite(values)
    kept = rankdata(values[ok])  # of a chance that is mostly nothing, variance is a few draws
    if len(kept) < _FEWEST or np.ptp(kept) == 0:
        return ()
    sample = {
        name: _ordered(table, name, kept, ok)
        for name in causes
        if float(table.parameters[name][ok].min()) < float(table.parameters[name][ok].max())
    }
    if not sample:
        return ()
    columns = np.stack(list(sample.values()), axis=1)
    first, width = _analysed(list(sample), columns, kept, _RESAMPLES)
    shuffled = np.random.default_rng(_SEED).permutation(kept)
    luck, _ = _analysed(list(sample), columns, shuffled, 2)
    found = [
        Index(name, float(one), float(half))
        for name, one, half in zip(sample, first, width, strict=True)
        if one > np.nanmax(luck)
    ]
    return tuple(sorted(found, key=lambda index: (-index.first_order, index.parameter))[:_SHOWN])


def _ordered(table: Outcomes, name: str, values: FloatArray, ok: BoolArray) -> FloatArray:
    """Return the sample of a parameter; of a choice, its names in the order of the outcome.

    The library cuts a sample into classes of neighbours, and names have no order of their own.
    """
    drawn = table.parameters[name][ok]
    if name not in table.choices:
        return drawn
    codes = np.unique(drawn)
    order = np.argsort([values[drawn == code].mean() for code in codes], kind="stable")
    ranks = np.empty(len(codes))
    ranks[order] = np.arange(len(codes))
    return ranks[np.searchsorted(codes, drawn)]


def _analysed(
    names: list[str], sample: FloatArray, values: FloatArray, resamples: int
) -> tuple[FloatArray, FloatArray]:
    """Return first-order indices and the half widths of their intervals, (parameters,)."""
    state, form = np.random.get_state(), warnings.formatwarning
    problem = {
        "num_vars": len(names),
        "names": names,
        "bounds": list(zip(sample.min(axis=0), sample.max(axis=0), strict=True)),
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from SALib.analyze import delta

            found = delta.analyze(
                problem, sample, values, num_resamples=resamples, seed=_SEED, method="sobol"
            )
        finally:  # the library sets both for the whole process
            np.random.set_state(state)
            warnings.formatwarning = form
    return np.asarray(found["S1"]), np.asarray(found["S1_conf"])
