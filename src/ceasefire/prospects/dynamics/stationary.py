"""Where the incidents settle: branching matrix, its spectral radius, the stationary mean.

Both sides of a segment behave alike, so matrices are by segment (S), both sides together.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects.dynamics.behaviour import Behaviour, Force
from ceasefire.prospects.dynamics.line import Line

__all__ = ["branching_matrix", "damping", "spectral_radius", "stationary_mean", "supercritical"]

Numbers = NDArray[np.float64]

_ROWS: Final = 256


def damping(line: Line, behaviour: Behaviour, force: Force, presence: Numbers) -> Numbers:
    """Return the share of triggering left on each segment, (D, S), at ``presence`` (D, C)."""
    held = 1.0 - force.damping_triggering[:, None] * presence
    left = np.maximum((1.0 - behaviour.monitoring_damping)[:, None] * held, 0.0)
    return left[:, line.class_of]


def branching_matrix(line: Line, behaviour: Behaviour, left: Numbers) -> Numbers:
    """Return incidents set off on segment i by one incident on segment j, (D, S, S).

    ``left`` (D, S) is the share of triggering that damping leaves on the segment where the new
    incident would happen.
    """
    own = behaviour.branching_own + behaviour.branching_across
    diagonal = np.arange(line.segments)
    matrix = np.zeros((len(own), line.segments, line.segments))
    matrix[:, diagonal, diagonal] = own[:, None]
    near = 0.5 * behaviour.branching_next[:, None] * line.joined
    matrix[:, diagonal[:-1], diagonal[1:]] = near
    matrix[:, diagonal[1:], diagonal[:-1]] = near
    return matrix * left[:, :, None]


def spectral_radius(line: Line, behaviour: Behaviour, left: Numbers) -> Numbers:
    """Return the spectral radius of the branching matrix, (D,); below 1 incidents die out.

    The damped matrix is similar to a symmetric one: rows and columns scaled by the root of what
    damping leaves.
    """
    radius = np.zeros(len(left))
    # Blocks keep memory flat; each matrix is solved on its own, so blocks do not change results.
    for first in range(0, len(left), _ROWS):
        rows = slice(first, first + _ROWS)
        root = np.sqrt(left[rows])
        part = branching_matrix(line, _rows(behaviour, rows), np.ones_like(root))
        symmetric = root[:, :, None] * part * root[:, None, :]
        radius[rows] = np.abs(np.linalg.eigvalsh(symmetric)).max(axis=1)
    return radius


def supercritical(line: Line, behaviour: Behaviour, force: Force) -> NDArray[np.bool_]:
    """Return the draws, (D,), in which incidents may set off at least as many again.

    Judged on each class at its least damping in any epoch, and without the force where losses can
    drive it out: the radius grows with every entry, so no epoch can then be worse.
    """
    doses = force.presence
    lost = (force.loss_feedback > 0)[:, None]
    least = np.where(lost, 0.0, doses.min(axis=2))
    left = np.maximum(
        damping(line, behaviour, force, least), damping(line, behaviour, force, doses.max(axis=2))
    )
    own = behaviour.branching_own + behaviour.branching_across + behaviour.branching_next
    # No row sums to more than this, and the radius is at most the largest row sum.
    above = own * left.max(axis=1) >= 1.0
    flagged = np.zeros(len(own), np.bool_)
    if above.any():
        rows = np.flatnonzero(above)
        flagged[rows] = spectral_radius(line, _rows(behaviour, rows), left[rows]) >= 1.0
    return flagged


def stationary_mean(line: Line, behaviour: Behaviour, force: Force, presence: Numbers) -> Numbers:
    """Return incidents a day on each segment, both sides, (D, S), at a constant presence (D, C).

    The mean of the process without clashes, shocks, probes, regrowth and settling:
    (I - K)^-1 mu, K the damped branching matrix, mu the background (Hawkes, 1971).
    """
    held = np.exp(-force.damping_background[:, None] * presence)
    rate = (behaviour.local_rate * held + behaviour.spoiler_rate)[:, line.class_of]
    background = 2.0 * behaviour.unevenness * rate
    matrix = branching_matrix(line, behaviour, damping(line, behaviour, force, presence))
    mean = np.linalg.solve(np.eye(line.segments) - matrix, background[..., None])
    return mean[..., 0].astype(np.float64, copy=False)


def _rows(behaviour: Behaviour, rows: slice | NDArray[np.int64]) -> Behaviour:
    return Behaviour(**{name: values[rows] for name, values in vars(behaviour).items()})
