"""The deterrence game for 100,000 draws, beside Gambit's time for one.

``python benchmarks/game.py``. Payoffs scatter by 0.3 in their logarithm about the demo of the
tests, troops lie between none and 120,000 and lambda between 2 and 12, as in the design note; a
second set goes to 15. Times are of one process's own CPU. Gambit is not needed: its time and its
answers were measured once and are kept with the tests.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.prospects.game.demo import RESOLUTE, SUPPORTIVE, demo  # noqa: E402

from ceasefire.prospects.game import Tree, deterrence_tree, payoffs, solve  # noqa: E402

DRAWS, SEED = 100_000, 7
BLOCK = 10_000
CPU_SECONDS, UNCONVERGED, RESIDUAL, FROM_GAMBIT = 20.0, 0.001, 1e-8, 1e-8
GAMBIT = HERE.parent / "tests" / "prospects" / "game" / "data" / "gambit.json"
Row = dict[str, Any]


def solved(tree: Tree, most_precise: float, nest: float) -> dict[str, Any]:
    """Return CPU seconds of payoffs and of the solver, sweeps and certificate, of all draws."""
    rng = np.random.default_rng(SEED)
    clock, sweeps, residual = np.zeros(2), [], []
    for _ in range(DRAWS // BLOCK):
        parameters = demo(rng.uniform(0, 120, BLOCK), rng)
        chances = np.tile([0.5, RESOLUTE, SUPPORTIVE], (BLOCK, 1))
        precision = rng.uniform(2, most_precise, BLOCK)
        start = time.process_time()
        values = payoffs(tree, parameters)
        middle = time.process_time()
        found = solve(tree, values, chances, precision, np.full(BLOCK, nest))
        clock += middle - start, time.process_time() - middle
        sweeps.append(found.sweeps)
        residual.append(found.residual)
    held = np.concatenate(residual)
    failed = ~(held <= RESIDUAL)
    return {
        "payoffs": clock[0],
        "solve": clock[1],
        "sweeps": np.concatenate(sweeps),
        "failed": failed.mean(),
        "residual": held[~failed].max(),
    }


def row(work: str, value: float, unit: str, most: float | None = None) -> Row:
    met = most is None or bool(value <= most)
    return {"work": work, "value": float(value), "unit": unit, "most": most, "met": met}


def from_gambit(trees: dict[str, Tree]) -> float:
    """Return the largest difference from Gambit's kept answers in the chance of any action."""
    gaps = []
    for one in json.loads(GAMBIT.read_text())["instances"]:
        given = [np.array([one[name]]) for name in ("payoffs", "chances", "precision")]
        found = solve(trees[one["tree"]], *given, np.ones(1))
        gaps.append(float(np.abs(found.choice[0] - one["gambit"]).max()))
    return max(gaps)


def measure() -> list[Row]:
    """Return one row a figure: work, value, unit, the most asked for, and if it is met."""
    trees = {"note": deterrence_tree(False, False), "whole": deterrence_tree()}
    apart = from_gambit(trees)  # compiles the solver too, before anything is timed
    note = solved(trees["note"], 12.0, 1.0)
    rows = [
        row("32 information sets, 100,000 draws", note["solve"], "CPU-s", CPU_SECONDS),
        row("their payoffs", note["payoffs"], "CPU-s"),
        row("sweeps, mean", note["sweeps"].mean(), ""),
        row("sweeps, most", note["sweeps"].max(), ""),
        row("unconverged", note["failed"], "share", UNCONVERGED),
        row("residual of the rest", note["residual"], "", RESIDUAL),
    ]
    precise = solved(trees["note"], 15.0, 1.0)
    rows.append(row("unconverged, lambda to 15", precise["failed"], "share", UNCONVERGED))
    size = f"whole tree ({trees['whole'].infosets} sets, {trees['whole'].nodes} nodes)"
    whole = solved(trees["whole"], 15.0, 0.6)
    rows += [
        row(size, whole["solve"], "CPU-s"),
        row("its payoffs", whole["payoffs"], "CPU-s"),
        row("its unconverged, nested", whole["failed"], "share", UNCONVERGED),
    ]
    gambit = json.loads(GAMBIT.read_text())["made"]["median_seconds_note_tree"]
    rows += [
        row("farthest from Gambit", apart, "", FROM_GAMBIT),
        row("Gambit, one draw of 32 sets", gambit, "CPU-s"),
        row("Gambit to this solver", gambit / (note["solve"] / DRAWS), "x"),
    ]
    return rows


def main() -> int:
    """Print the figures as a table and, last, as JSON; return 1 where a figure is missed."""
    rows = measure()
    for one in rows:
        limit = f"  at most {one['most']:g}" if one["most"] is not None else ""
        verdict = ("  met" if one["met"] else "  MISSED") if limit else ""
        print(f"{one['work']:36} {one['value']:10.3g} {one['unit']}{limit}{verdict}")
    print(json.dumps(rows))
    return 0 if all(one["met"] for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
