"""The dynamics kernel beside its peers: NumPy, C, SimPy and Mesa, all on one model in one run.

40 segments and the demo parameters of the tests, ten years. Each peer must agree with the kernel
in mean incidents and in the share that collapses; of a peer that is not installed the targets count
as missed, and the table says so. Figures are million segment-days (both sides of a segment for a
day) per CPU-second.
"""

from __future__ import annotations

import importlib
import json
import math
import multiprocessing
import os
import re
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
sys.path[:0] = [str(HERE), str(HERE.parent)]

from record import of_row  # noqa: E402
from tests.prospects.dynamics.demo import demo, doses  # noqa: E402

from ceasefire.core.philox import LANES  # noqa: E402
from ceasefire.prospects.dynamics import simulate  # noqa: E402
from ceasefire.prospects.dynamics.reference import simulate_reference  # noqa: E402

SEED, DRAW, YEARS = 7, 0, 10
# The estimate of the design note, 330 to 400: 40 segments, 2 sides, about 8 operations each on
# vectors, the ladder and five random numbers a day, 100 to 120 ns. It supposes that every segment
# is looked at every day.
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


def settings(replicates: int, seed: int) -> dict[str, Any]:
    return {"seed": seed, "draws": [DRAW], "replicates": replicates, "years": YEARS}


def sample(
    name: str,
    simulation: Callable[..., Any],
    replicates: int,
    repeats: int,
    seed: int = SEED,
) -> Sample:
    """Run a simulation that has the signature of ``simulate``; keep the fastest CPU time."""
    inputs, best = world(), math.inf
    for _ in range(repeats):
        start = time.process_time()
        made = simulation(*inputs, **settings(replicates, seed))
        best = min(best, time.process_time() - start)
    days, incidents = made.days_counted.sum(axis=2)[0], made.incidents.sum(axis=(2, 3))[0]
    return Sample(name, best, days, incidents, made.spiral_day[0] >= 0)


def in_c(replicates: int, repeats: int) -> Sample | None:
    """Build and run the C version; None where there is no gcc."""
    gcc = shutil.which("gcc")
    if gcc is None:
        return None
    source = HERE / "peers/dynamics.c"
    # Its one struct names what it reads, in order: parameters and settings of the same names.
    struct = re.search(r"struct model \{(.*?)\};", source.read_text(), re.DOTALL)
    assert struct is not None
    names = re.findall(r"\w+", struct[1].replace("double", ""))
    line, *records = world()
    known = {"segments": line.segments, "replicates": replicates, "repeats": repeats}
    known |= {"years": YEARS, "epoch_days": 30, "seed": SEED, "draw": DRAW}
    known |= {"lane": LANES.index("dynamics")}
    for record in records:
        known |= {name: float(values.flat[0]) for name, values in vars(record).items()}
    numbers = [*(known[name] for name in names), *doses()]
    with tempfile.TemporaryDirectory() as folder:
        program = str(Path(folder) / "dynamics")
        build = [gcc, "-O3", "-march=native", "-o", program, str(source), "-lm"]
        subprocess.run(build, check=True)
        fed = " ".join(repr(float(number)) for number in numbers)
        done = subprocess.run([program], input=fed, text=True, capture_output=True, check=True)
    first, *rows = done.stdout.splitlines()
    seconds = float(first.split()[0])
    made = np.array([row.split() for row in rows], dtype=float)
    ended = made[:, 1] >= 0
    return Sample("C", seconds, np.where(ended, made[:, 1] + 1, YEARS * 365), made[:, 0], ended)


def in_python(name: str, module: str, replicates: int) -> Sample | None:
    """Run a peer of one process, or one agent, a segment; None where it is not installed."""
    try:
        peer = importlib.import_module(f"benchmarks.peers.{module}")
    except ImportError:
        return None
    start = time.process_time()
    made = peer.simulate(world(), doses(), seed=SEED, replicates=replicates, years=YEARS)
    seconds = time.process_time() - start
    days, incidents = np.array(made["days"], float), np.array(made["incidents"], float)
    return Sample(name, seconds, days, incidents, np.array(made["ended"], bool))


def _worker(barrier: Any, walls: Any, number: int) -> None:
    """Simulate one draw under its own number, all workers at the same time."""
    inputs = world()
    simulate(*inputs, **settings(1, SEED) | {"draws": [number]})
    barrier.wait()
    start = time.perf_counter()
    for _ in range(6):
        simulate(*inputs, **settings(1000, SEED) | {"draws": [number]})
    walls.put(time.perf_counter() - start)


def _wall(workers: int) -> float:
    spawn = multiprocessing.get_context("spawn")
    barrier, walls = spawn.Barrier(workers), spawn.Queue()
    started = [
        spawn.Process(target=_worker, args=(barrier, walls, number)) for number in range(workers)
    ]
    for process in started:
        process.start()
    slowest = max(walls.get() for _ in started)
    for process in started:
        process.join()
    return slowest


def two_workers(tries: int = 4) -> float:
    """Return how much more two processes do than one, by the wall, each at its best try."""
    walls = [(_wall(1), _wall(2)) for _ in range(tries)]
    return 2 * min(one for one, _ in walls) / min(two for _, two in walls)


def apart(one: Sample, other: Sample) -> float:
    """Return the larger distance of their two moments, in standard errors."""
    mean, mean_error, share, share_error = one.moments
    peer, peer_error, peer_share, peer_share_error = other.moments
    return max(
        abs(mean - peer) / math.hypot(mean_error, peer_error),
        abs(share - peer_share) / math.hypot(share_error, peer_share_error),
    )


def measure(replicates: int = 1000, repeats: int = 5, slow: int = 20) -> list[dict[str, Any]]:
    """Return one row a figure: work, value, unit, limits asked for, and if they are met."""
    sample("compile", simulate, 1, 1)
    kernel = sample("kernel", simulate, replicates, repeats)
    other_words = sample("kernel, other numbers", simulate, 4 * replicates, 1, SEED + 1)
    peers = [
        ("C", 1.0, in_c(replicates, repeats)),
        (
            "NumPy reference",
            10.0,
            sample("NumPy reference", simulate_reference, replicates // 2, 1),
        ),
        ("Mesa", 300.0, in_python("Mesa", "mesa_line", slow)),
        ("SimPy", 300.0, in_python("SimPy", "simpy_line", slow)),
    ]
    rows = [_row("kernel", kernel.speed, "M segment-days/CPU-s", None, kernel)]
    rows.append(_row("kernel to estimated limit", kernel.speed / LIMIT, "x"))
    for name, least, peer in peers:
        if peer is None:
            rows.append(_row(f"kernel to {name}", None, "x", least))
            rows.append(_row(f"{name}, distance", None, "standard errors", most=3.0))
            continue
        rows.append(_row(peer.name, peer.speed, "M segment-days/CPU-s", None, peer))
        rows.append(_row(f"kernel to {peer.name}", kernel.speed / peer.speed, "x", least))
        # C and NumPy decide by the kernel's own words, so they are held against other words.
        distance = apart(other_words, peer)
        rows.append(_row(f"{peer.name}, distance", distance, "standard errors", most=3.0))
    rows.append(_row("load of the machine before", os.getloadavg()[0], "processes"))
    rows.append(_row("two workers to one", two_workers(), "x", 1.85))
    return rows


def _row(
    work: str,
    value: float | None,
    unit: str,
    least: float | None = None,
    made: Sample | None = None,
    most: float | None = None,
) -> dict[str, Any]:
    """Return a row; without a value nothing was tested, and no target is met."""
    row = {"work": work, "value": value, "unit": unit, "least": least, "most": most}
    row["met"] = of_row(row).met
    if made is not None:
        names = ("incidents_a_day", "its_error", "collapsed", "error_of_that")
        row |= dict(zip(names, made.moments, strict=True)) | {"histories": len(made.days)}
    return row


def main() -> int:
    """Print the figures as a table and, last, as JSON; return 1 where a figure is missed."""
    rows = measure()
    for row in rows:
        figure = of_row(row)
        verdict = {"yes": "met", "no": "MISSED", "": ""}[figure.verdict]
        print(f"{row['work']:32} {figure.said}  {figure.target}  {verdict}".rstrip())
        if "collapsed" in row:
            print(
                f"{'':34}{row['incidents_a_day']:.3f} ± {row['its_error']:.3f} incidents a day, "
                f"{row['collapsed']:.3f} ± {row['error_of_that']:.3f} collapse, "
                f"{row['histories']} histories"
            )
    print(json.dumps(rows))
    return 0 if all(row["met"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
