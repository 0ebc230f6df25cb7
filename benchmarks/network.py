"""A network of political decisions for 100,000 draws, beside pyAgrum refilled for each draw.

``python benchmarks/network.py``. Coefficients are normal, likelihoods uniform: the work is that of
the real network, the numbers are not. Draws come in the blocks of a run. pyAgrum is asked about the
first draws only and its time scaled to all; its tables are lists before its clock starts, and it
gets a new inference each draw, since an old one does not notice that tables were refilled. Times
are of the process's own CPU, and the order of contraction is found before any clock starts.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects.feasibility import Network, Node, posterior
from ceasefire.prospects.feasibility.infer import Posterior
from ceasefire.prospects.feasibility.tables import logit

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its compiled part warns on import
    import pyagrum

DRAWS, BLOCK, SEED = 100_000, 256, 7
PEER_DRAWS = 1_000
CPU_SECONDS, RATIO, FROM_PYAGRUM = 5.0, 50.0, 1e-10
PARENTS: dict[str, tuple[str, ...]] = {
    "terms": (),
    "backer": (),
    "fear": ("backer",),
    "aggressor": ("terms",),
    "host": ("terms", "backer"),
    "ceasefire": ("aggressor", "host", "backer"),
    "voters": ("fear",),
    "parliament": ("voters", "backer", "fear"),
    "generated": ("parliament", "backer"),
    "deployed": ("ceasefire", "generated", "parliament", "backer"),
    "kept_1_year": ("deployed", "backer"),
    "kept_3_years": ("kept_1_year", "voters"),
}
OBSERVED = ("backer", "aggressor", "voters", "deployed")
ASKED = tuple((name,) for name in PARENTS if name not in ("terms", "fear"))
NETWORK = Network(tuple(Node(name, ("no", "yes"), of) for name, of in PARENTS.items()))
Row = dict[str, Any]
Numbers = dict[str, NDArray[np.float64]]


def inputs() -> tuple[Numbers, Numbers]:
    """Return tables and likelihoods of all draws."""
    rng = np.random.default_rng(SEED)
    tables = {
        name: logit(rng.normal(size=DRAWS), [rng.normal(size=(DRAWS, 2)) for _ in of])
        for name, of in PARENTS.items()
    }
    return tables, {name: rng.uniform(0.1, 1.0, (DRAWS, 2)) for name in OBSERVED}


def block(given: Numbers, first: int, last: int) -> Numbers:
    return {name: one[first:last] for name, one in given.items()}


def answered(tables: Numbers, likelihoods: Numbers) -> tuple[float, list[Posterior]]:
    """Return CPU seconds of all draws and the answers by block."""
    posterior(NETWORK, block(tables, 0, 1), block(likelihoods, 0, 1), ASKED)
    found = []
    start = time.process_time()
    for first in range(0, DRAWS, BLOCK):
        rows = first, first + BLOCK
        found.append(posterior(NETWORK, block(tables, *rows), block(likelihoods, *rows), ASKED))
    return time.process_time() - start, found


def by_pyagrum(tables: Numbers, likelihoods: Numbers) -> tuple[float, NDArray[np.float64]]:
    """Return CPU seconds of the first draws and their marginals, (draws, asked, 2)."""
    net = pyagrum.BayesNet()
    for name in PARENTS:
        net.add(pyagrum.LabelizedVariable(name, name, ["no", "yes"]))
    for name, of in PARENTS.items():
        for parent in of:
            net.addArc(parent, name)
    # It numbers the node's own states fastest, then those of the first parent.
    cells = {
        name: [np.moveaxis(one, -1, 0).ravel(order="F").tolist() for one in table[:PEER_DRAWS]]
        for name, table in tables.items()
    }
    evidence = [
        {name: one[draw].tolist() for name, one in likelihoods.items()}
        for draw in range(PEER_DRAWS)
    ]
    found = np.zeros((PEER_DRAWS, len(ASKED), 2))
    start = time.process_time()
    for draw in range(PEER_DRAWS):
        for name in PARENTS:
            net.cpt(name).fillWith(cells[name][draw])
        inference = pyagrum.LazyPropagation(net)
        inference.setEvidence(evidence[draw])
        for place, (name,) in enumerate(ASKED):
            found[draw, place] = inference.posterior(name)[:]
    return time.process_time() - start, found


def row(
    work: str, value: float, unit: str, most: float | None = None, least: float | None = None
) -> Row:
    met = (most is None or value <= most) and (least is None or value >= least)
    return {"work": work, "value": value, "unit": unit, "most": most, "least": least, "met": met}


def measure() -> list[Row]:
    """Return one row a figure: work, value, unit, the most or least asked for, and if it is met."""
    tables, likelihoods = inputs()
    seconds, blocks = answered(tables, likelihoods)
    peer_seconds, expected = by_pyagrum(tables, likelihoods)
    own = [np.concatenate([found.chances[names] for found in blocks]) for names in ASKED]
    apart = np.abs(np.stack(own, axis=1)[:PEER_DRAWS] - expected).max()
    scaled = peer_seconds * DRAWS / PEER_DRAWS
    return [
        row("network of 12, 100,000 draws", seconds, "CPU-s", most=CPU_SECONDS),
        row(f"pyAgrum, scaled from {PEER_DRAWS:,}", scaled, "CPU-s"),
        row("pyAgrum to this inference", scaled / seconds, "x", least=RATIO),
        row("farthest from pyAgrum", float(apart), "", most=FROM_PYAGRUM),
    ]


def main() -> int:
    """Print the figures as a table and, last, as JSON; return 1 where a figure is missed."""
    rows = measure()
    for one in rows:
        limits = [f"  at {way} {one[way]:g}" for way in ("least", "most") if one[way] is not None]
        verdict = ("  met" if one["met"] else "  MISSED") if limits else ""
        print(f"{one['work']:36} {one['value']:10.3g} {one['unit']}{''.join(limits)}{verdict}")
    print(json.dumps(rows))
    return 0 if all(one["met"] for one in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
