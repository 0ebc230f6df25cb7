"""Print what the shipped ranges give on the past lines, beside the records.

    python tools/calibration/shipped_ranges.py [--draws 512]

Matching moves parameters together; the reference tables hold them one by one, with a few
dependences. This shows how much of the match that keeps. The same seed gives the same figures.
"""

from __future__ import annotations

import argparse

import numpy as np
from cases import CASES
from history_matching import SEED, simulate
from matching import LIMIT, implausibility, targets

from ceasefire.draws import draw
from ceasefire.scenario import load


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--draws", type=int, default=512)
    arguments = parser.parse_args()
    rows = range(arguments.draws)
    sample = dict(draw(load("ukraine-2025"), len(rows), SEED).sample(rows))
    for case in CASES:
        found = simulate(case, sample, 0)
        for target in (t for t in targets() if t.case == case.name):
            values = found[target.statistic]
            low, middle, high = np.nanquantile(values, (0.05, 0.5, 0.95))
            left = float((implausibility(target, values) < LIMIT).mean())
            print(
                f"{case.name:16s}{target.statistic:20s}{target.value:8g}   "
                f"{low:8.3g} {middle:8.3g} {high:8.3g}   left {left:5.1%}"
            )


if __name__ == "__main__":
    main()
