"""The dynamics kernel beside its peers: NumPy, C, SimPy and Mesa, all on one model in one run.

40 segments and the demo parameters of the tests, ten years. Each peer must agree with the kernel
in mean incidents and in the share that collapses; peers that are not installed are left out by
name. Figures are million segment-days (both sides of a segment for a day) per CPU-second.
"""

from __future__ import annotations

import importlib
import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from tests.prospects.dynamics.demo import demo, doses  # noqa: E402

from ceasefire.core.philox import LANES  # noqa: E402

SEED, DRAW, YEARS = 7, 0, 10
# Arrays of 40 segments, 2 sides, about 8 operations each, on vectors, and five random numbers.
LIMIT = 365.0


@dataclass
class Sample:
    """What one implementation made: CPU seconds, days, and each history's incidents and end."""

    name: str
    seconds: float
    days: NDArray[np.float64]
    incidents: NDArray[np.float64]
    ended: NDArray[np.bool_]

    @property
    def speed(self) -> float:
        """Million segment-days per CPU-second."""
        return 40 * float(self.days.sum()) / self.seconds / 1e6

    @property
    def moments(self) -> tuple[float, float, float, float]:
        """Mean incidents a day and its standard error, share collapsed and its standard error."""
        n, rate, share = len(self.days), self.incidents / self.days, float(self.ended.mean())
        spread = max(share * (1 - share), 1 / n)
        error = float(rate.std(ddof=1)) / math.sqrt(n)
        return float(rate.mean()), error, share, math.sqrt(spread / n)


def world(years: int = YEARS) -> Any:
    return demo(1, presence=doses(), classes=40, years=years)


def settings(replicates: int) -> dict[str, Any]:
    return {"seed": SEED, "draws": [DRAW], "replicates": replicates, "years": YEARS}


def sample(name: str, simulation: Callable[..., Any], replicates: int, repeats: int) -> Sample:
    """Run a simulation that has the signature of ``simulate``; keep the fastest CPU time."""
    inputs, best = world(), math.inf
    for _ in range(repeats):
        start = time.process_time()
        made = simulation(*inputs, **settings(replicates))
        best = min(best, time.process_time() - start)
    days, incidents = made.days_counted.sum(axis=2)[0], made.incidents.sum(axis=(2, 3))[0]
    return Sample(name, best, days, incidents, made.spiral_day[0] >= 0)


def in_c(replicates: int, repeats: int) -> Sample | None:
    """Build and run the C version; None where there is no gcc."""
    gcc = shutil.which("gcc")
    if gcc is None:
        return None
    line, behaviour, force, deaths = world()
    # The C version has neither regrowth nor settling nor recommitments: off in the demo.
    left_out = ("unevenness", "regrowth", "settling", "recommitments", "presence", "elsewhere")
    records = [vars(record) for record in (behaviour, force, deaths)]
    scalars = [
        float(values.flat[0])
        for record in records
        for name, values in record.items()
        if not any(part in name for part in left_out)
    ]
    head = [line.segments, replicates, repeats, YEARS, 30, SEED, DRAW, LANES.index("dynamics")]
    numbers = [*head, *scalars, *doses()]
    with tempfile.TemporaryDirectory() as folder:
        program = str(Path(folder) / "dynamics")
        build = [gcc, "-O3", "-march=native", "-o", program, str(HERE / "peers/dynamics.c"), "-lm"]
        subprocess.run(build, check=True)
        fed = " ".join(repr(float(number)) for number in numbers)
        done = subprocess.run([program], input=fed, text=True, capture_output=True, check=True)
    first, *rows = done.stdout.splitlines()
    seconds = float(first.split()[0])
    made = np.array([row.split() for row in rows], dtype=float)
    ended = made[:, 1] >= 0
    return Sample("C", seconds, np.where(ended, made[:, 1] + 1, YEARS * 365), made[:, 0], ended)


def in_python(name: str, module: str, replicates: int) -> Sample | None:
    """Run the peer that is one Python process a segment or one agent a segment."""
    try:
        peer = importlib.import_module(f"benchmarks.peers.{module}")
    except ImportError:
        return None
    start = time.process_time()
    made = peer.simulate(world(), seed=SEED, replicates=replicates, years=YEARS)
    seconds = time.process_time() - start
    return Sample(name, seconds, *(np.asarray(made[key]) for key in ("days", "incidents", "ended")))
