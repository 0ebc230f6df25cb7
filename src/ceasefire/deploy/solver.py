"""HiGHS, in one place: linear programs, and integer ones, with an answer that repeats.

One thread, a fixed seed and a limit of nodes, never of time: HiGHS counts the time of all runs of
an instance together, and a limit of time gives another answer on another machine. A linear
program starts from a stored basis where there is one, without presolve, which would drop it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ceasefire.core.errors import SolverError
from ceasefire.results import FloatArray

__all__ = [
    "GAP",
    "Basis",
    "IntegerProgram",
    "IntegerSolution",
    "LpSolution",
    "Rows",
    "solve_integer",
    "solve_lp",
]

GAP = 0.015
"""Relative gap at which an integer program is solved well enough."""

_WIDE = 1.9
_ATTEMPTS = (("off", 150, 1.0), ("choose", 2_000, _WIDE))
"""Presolve, nodes and multiple of the gap; the second where the first left more than that."""
_STATUSES = "lbuzn"  # lower, basic, upper, zero, nonbasic: HiGHS' order


@dataclass(frozen=True, slots=True)
class Basis:
    """Status of every column and row of a solved linear program, a letter each."""

    columns: str
    rows: str


@dataclass(frozen=True)
class LpSolution:
    """A solved linear program.

    Attributes
    ----------
    objective : float
        Minimum.
    values : ndarray, shape (columns,)
    row_dual : ndarray, shape (rows,)
        Change of the minimum for each unit more of a row's bound.
    basis : Basis
    """

    objective: float
    values: FloatArray
    row_dual: FloatArray
    basis: Basis


def solve_lp(
    cost: FloatArray,
    matrix: Any,
    row_lower: FloatArray,
    row_upper: FloatArray,
    basis: Basis | None = None,
) -> LpSolution:
    """Return the minimum of ``cost @ x`` over x >= 0 with rows inside their bounds.

    Parameters
    ----------
    cost : ndarray, shape (columns,)
    matrix : scipy.sparse.csc_array, shape (rows, columns)
    row_lower, row_upper : ndarray, shape (rows,)
    basis : Basis, optional
        Where to start.

    Raises
    ------
    SolverError
        If HiGHS does not find an optimum.
    """
    import highspy

    solver = _quiet(highspy)
    solver.passModel(_linear_program(highspy, cost, matrix, row_lower, row_upper))
    if basis is None:
        solver.setOptionValue("simplex_strategy", 4)  # primal: supply that all fits is no work
    else:
        solver.setOptionValue("presolve", "off")  # it would drop the basis
        solver.setBasis(_to_highs(highspy, basis))
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal:
        raise SolverError(f"HiGHS ended with '{solver.modelStatusToString(status)}'")
    solution, found = solver.getSolution(), solver.getBasis()
    return LpSolution(
        objective=float(solver.getInfo().objective_function_value),
        values=np.array(solution.col_value),
        row_dual=np.array(solution.row_dual),
        basis=Basis(_letters(found.col_status), _letters(found.row_status)),
    )


class Rows:
    """Rows of a program, written one after the other in an order that never changes."""

    def __init__(self) -> None:
        self._row: list[FloatArray] = []
        self._column: list[FloatArray] = []
        self._value: list[FloatArray] = []
        self.lower: list[float] = []
        self.upper: list[float] = []

    def add(self, columns: Any, values: Any, lower: float = -np.inf, upper: float = np.inf) -> None:
        """Add one row: the sum of ``values`` times these columns lies inside the bounds."""
        columns = np.asarray(columns)
        values = np.broadcast_to(np.asarray(values, dtype=float), columns.shape)
        there = values != 0.0
        self._row.append(np.full(int(there.sum()), len(self.lower)))
        self._column.append(columns[there])
        self._value.append(values[there])
        self.lower.append(lower)
        self.upper.append(upper)

    def matrix(self, columns: int) -> Any:
        """Return the rows as a scipy.sparse.csc_array, shape (rows, columns)."""
        from scipy import sparse

        places = (np.concatenate(self._row), np.concatenate(self._column))
        shape = (len(self.lower), columns)
        return sparse.csc_array((np.concatenate(self._value), places), shape=shape)


@dataclass
class IntegerProgram:
    """Bounds of the variables, which of them are whole, and rows to which more can be added."""

    lower: FloatArray
    upper: FloatArray
    whole: Any
    rows: Rows = field(default_factory=Rows)


@dataclass(frozen=True)
class IntegerSolution:
    """Values, the bound that no answer can be better than, and the nodes it took."""

    values: FloatArray
    bound: float
    nodes: int


def solve_integer(
    program: IntegerProgram,
    cost: FloatArray,
    start: FloatArray | None = None,
    max_gap: float = GAP,
) -> IntegerSolution:
    """Return whole numbers that minimise ``cost @ x``.

    Parameters
    ----------
    program : IntegerProgram
    cost : ndarray, shape (columns,)
    start : ndarray, shape (columns,), optional
        A known answer that satisfies all rows.
    max_gap : float
        Relative gap at which it stops. Where the nodes run out at nearly twice as much, it goes on
        in another way, with more of them, to that.

    Raises
    ------
    SolverError
        If HiGHS finds no answer within its nodes.
    """
    import highspy

    rows = program.rows
    matrix = rows.matrix(len(cost))
    model = _linear_program(highspy, cost, matrix, np.array(rows.lower), np.array(rows.upper))
    model.col_lower_, model.col_upper_ = program.lower, program.upper
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    model.integrality_ = [kinds[int(whole)] for whole in program.whole]
    used, bound = 0, -np.inf
    for presolve, nodes, times in _ATTEMPTS:
        solver = _quiet(highspy)
        options = {"presolve": presolve, "mip_max_nodes": nodes, "mip_rel_gap": times * max_gap}
        for name, value in options.items():
            solver.setOptionValue(name, value)
        solver.passModel(model)
        if start is not None:
            known = highspy.HighsSolution()
            known.col_value = list(start)
            solver.setSolution(known)
        solver.run()
        info, status = solver.getInfo(), solver.getModelStatus()
        used += int(info.mip_node_count)
        if info.primal_solution_status == 2:  # feasible
            start, reached = np.array(solver.getSolution().col_value), info.objective_function_value
            # Without whole numbers HiGHS proves its answer, and has no bound beside it.
            bound = max(bound, info.mip_dual_bound if program.whole.any() else reached)
            if reached - bound <= (_WIDE * max_gap + 1e-6) * max(abs(reached), 1.0):
                return IntegerSolution(start, float(bound), used)
        elif status == highspy.HighsModelStatus.kInfeasible:
            break
    if start is None or not np.isfinite(bound):
        raise SolverError(f"HiGHS found no coalition: '{solver.modelStatusToString(status)}'")
    return IntegerSolution(start, float(bound), used)


def _quiet(highspy: Any) -> Any:
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        solver.setOptionValue(name, value)
    return solver


def _linear_program(
    highspy: Any, cost: FloatArray, matrix: Any, row_lower: FloatArray, row_upper: FloatArray
) -> Any:
    rows, columns = matrix.shape
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = columns, rows
    program.col_cost_ = cost
    program.col_lower_ = np.zeros(columns)
    program.col_upper_ = np.full(columns, np.inf)
    program.row_lower_, program.row_upper_ = row_lower, row_upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    program.a_matrix_.index_ = matrix.indices.astype(np.int32)
    program.a_matrix_.value_ = matrix.data
    return program


def _letters(statuses: Any) -> str:
    return "".join(_STATUSES[int(status)] for status in statuses)


def _to_highs(highspy: Any, basis: Basis) -> Any:
    kinds = [highspy.HighsBasisStatus(code) for code in range(len(_STATUSES))]
    by_letter: dict[str, Any] = dict(zip(_STATUSES, kinds, strict=True))
    found = highspy.HighsBasis()
    found.col_status = [by_letter[letter] for letter in basis.columns]
    found.row_status = [by_letter[letter] for letter in basis.rows]
    found.valid = True
    return found
