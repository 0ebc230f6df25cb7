"""Named works beside a peer in the same run: prints a table, keeps it for the page on benchmarks.

Targets stand beside the figures; a missed one is printed as missed and ends with exit 1, and so is
one whose peer is not installed. Give names of works to run only those, the figures of the others
stay: ``python benchmarks/run.py start-up game``.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import record
from record import Figure, of_row

PYTHON = sys.executable
PACK = "ukraine-2025"


def seconds(command: list[str], repeats: int, lacking: Path | None = None) -> float:
    """Return the median wall time of a whole process, each begun without a folder."""
    times = []
    for _ in range(repeats):
        if lacking is not None:
            shutil.rmtree(lacking)
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def peak(command: list[str]) -> tuple[float, float]:
    """Return wall seconds and the peak memory in MB of a process and its children."""
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL,"
        " stderr=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    start = time.perf_counter()
    done = subprocess.run([PYTHON, "-c", code, *command], check=True, capture_output=True)
    return time.perf_counter() - start, float(done.stdout) / 1024


def ceasefire(*words: str) -> list[str]:
    """Return a command line of this package."""
    return [PYTHON, "-m", "ceasefire", *words]


def start_up() -> list[Figure]:
    """Importing the package and asking for help, whole processes."""
    bare = seconds([PYTHON, "-c", "pass"], 7)
    return [
        Figure(
            "import ceasefire",
            seconds([PYTHON, "-c", "import ceasefire"], 7),
            "s",
            0.15,
            "bare interpreter",
            bare,
        ),
        Figure("ceasefire --help", seconds(ceasefire("--help"), 7), "s", 0.4, "bare", bare),
    ]


def sampling() -> list[Figure]:
    """All parameters of the pack, 16,384 rows, beside SciPy's own scrambled Sobol sequence."""
    from scipy.stats import qmc

    from ceasefire.draws import Draws
    from ceasefire.scenario import load

    draws = Draws(load(PACK), 2**14, 7)
    draws.sample(range(256))
    start = time.perf_counter()
    sample = draws.sample(range(2**14))
    own = time.perf_counter() - start
    start = time.perf_counter()
    qmc.Sobol(len(sample), scramble=True, rng=7).random(2**14)
    return [
        Figure(
            f"sample 16,384 x {len(sample)}",
            own,
            "s",
            None,
            "scipy Sobol, uniforms only",
            time.perf_counter() - start,
        )
    ]


def one_coalition() -> list[Figure]:
    """The coalition that takes longest, beside HiGHS alone and OR-Tools CP-SAT with one worker."""
    import coalition

    found = coalition.with_peer(coalition.TROOPS)
    peer = found.peer
    if peer is None:
        print(coalition.NO_PEER)
    beside = "CP-SAT" if peer else ""
    against = found.price / peer.price if peer else None
    return [
        Figure("its price to that of CP-SAT", against, "x", 1 + coalition.GAP),
        Figure(
            f"coalition of {coalition.TROOPS:,.0f}",
            found.seconds,
            "s",
            coalition.SECONDS,
            beside,
            peer.seconds if peer else None,
        ),
        Figure(
            "its gap",
            100 * found.gap,
            "%",
            100 * coalition.GAP,
            beside,
            100 * peer.gap if peer else None,
        ),
        Figure(
            "its political price",
            found.price,
            "",
            None,
            beside,
            peer.price if peer else None,
        ),
        Figure(
            "building and solving to HiGHS alone",
            found.seconds / found.alone_seconds,
            "x",
            coalition.RATIO,
            "HiGHS alone, s",
            found.alone_seconds,
        ),
        Figure("certificate", found.certificate_seconds, "s", coalition.CERTIFICATE_SECONDS),
    ]


def deployment() -> list[Figure]:
    """All options x 1,024 draws with plans stored: coalition and cost, then arrival by itself.

    Seconds of the processor, on one thread.
    """
    from ceasefire import deploy, purpose, size
    from ceasefire.draws import Draws
    from ceasefire.runs.rooms import rooms
    from ceasefire.runs.solved_before import solved_before
    from ceasefire.scenario import load

    pack = load(PACK)
    draws, rows = Draws(pack, 1024, 7), range(1024)
    stage = next(stage for stage in rooms().stages if stage.name == "deploy")
    solved = solved_before(stage, pack)
    whole = without = 0.0
    for option in pack.options:
        mission = purpose.evaluate(purpose.prepare(pack, option), draws, rows)
        need = size.evaluate(size.prepare(pack, option), draws, rows, purpose=mission)
        plan = deploy.prepare(pack, option, solved)
        start = time.process_time()
        deploy.evaluate(plan, draws, rows, purpose=mission, size=need)
        whole += time.process_time() - start
        start = time.process_time()
        deploy.evaluate(replace(plan, way=None), draws, rows, purpose=mission, size=need)
        without += time.process_time() - start
    return [
        Figure("coalitions and cost, all x 1,024", without, "s", 8),
        Figure("arrival, all x 1,024, plans stored", whole - without, "s", 20),
    ]


def dynamics_kernel() -> list[Figure]:
    """The kernel beside NumPy, C, Mesa and SimPy, see ``dynamics.py``."""
    import dynamics

    return [of_row(row) for row in dynamics.measure()]


def deterrence_game() -> list[Figure]:
    """100,000 draws of the game, see ``game.py``."""
    import game

    return [of_row(row) for row in game.measure()]


def feasibility_network() -> list[Figure]:
    """100,000 draws of a Bayesian network beside pyAgrum, see ``network.py``."""
    import network

    return [of_row(row) for row in network.measure()]


def who_computes() -> list[Figure]:
    """One process, two, and a Dask cluster of two, on blocks of a second, see ``executors.py``."""
    import executors

    return [of_row(row) for row in executors.measure()]


def holding() -> list[Figure]:
    """All options and twins, 1,024 draws, 4 replicates, 5 years: the stage alone."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        subprocess.run(ceasefire("run", PACK, "--out", str(out)), check=True, capture_output=True)
        stage = out / "results" / "prospects"
        walls, processor = {}, {}
        for workers in (1, 2):
            again = ceasefire("run", PACK, "--out", str(out), "--workers", str(workers))
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            walls[workers] = seconds(again, 1, lacking=stage)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processor[workers] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        idle = seconds(again, 1)
    return [
        Figure("prospects, all options and twins, 2 workers", walls[2], "s", 45),
        Figure("the same, 1 worker", walls[1], "s"),
        Figure("its processor time, 1 worker", processor[1], "CPU-s"),
        Figure("its processor time, 2 workers", processor[2], "CPU-s"),
        Figure("of which reading the pack and the folder", idle, "s"),
        Figure("2 workers to 1, the whole command", walls[1] / walls[2], "x"),
    ]


def first_answers() -> list[Figure]:
    """What a reader waits for who asks one question: it walks no more than its answer needs."""
    took = seconds(ceasefire("size", PACK), 3)
    return [Figure("ceasefire size, 1,024 draws, all options", took, "s", 10)]


def flagship() -> list[Figure]:
    """The briefing of the shipped pack with plans stored; a first one stores them, untimed."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "run")
        brief = ceasefire("brief", PACK, "--out", out)
        peak(ceasefire("brief", PACK, "--draws", "256", "--out", str(Path(folder) / "stores")))
        first, memory = peak(brief)
        again, _ = peak(brief)
    return [
        Figure("brief, 1,024 draws, all options", first, "s", 120),
        Figure("the same folder again", again, "s", None, "first time", first),
        Figure("its peak memory, one process", memory, "MB"),
    ]


def feasibility() -> list[Figure]:
    """The network for all options, 1,024 draws, one worker: a run that lacks it, less one with."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        again = ceasefire("run", PACK, "--out", str(out), "--workers", "1")
        subprocess.run(again, check=True, capture_output=True)
        idle = seconds(again, 3)
        whole = seconds(again, 3, lacking=out / "results" / "feasibility")
    return [Figure("feasibility, all options", whole - idle, "s", 3, "nothing to do", idle)]


def track_record() -> list[Figure]:
    """The methods against past missions, and the nearest past cases of an option."""
    from ceasefire import precedents
    from ceasefire.scenario import load

    pack = load(PACK)
    plans = [precedents.prepare(pack, option) for option in pack.options]
    start = time.perf_counter()
    for option in pack.options:
        precedents.prepare(pack, option)
    each = (time.perf_counter() - start) / len(plans)
    return [
        Figure("ceasefire hindcast", seconds(ceasefire("hindcast"), 3), "s", 20),
        Figure("similarity, an option", 1000 * each, "ms", 50),
    ]


def comparison() -> list[Figure]:
    """Options against each other on a finished run of the flagship, by part of it."""
    from ceasefire.comparison import discovery, sensitivity
    from ceasefire.comparison.compare import compare
    from ceasefire.runs import open_run, outcomes_of
    from ceasefire.runs.claims import evidence_of

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        subprocess.run(ceasefire("run", PACK, "--out", str(out)), check=True, capture_output=True)
        run = open_run(out)
        start = time.perf_counter()
        table = outcomes_of(run)
        reading = time.perf_counter() - start
        start = time.perf_counter()
        found = compare(evidence_of(run), table)
        whole = time.perf_counter() - start
        place = table.options.index(found.followed[0])
        start = time.perf_counter()
        discovery.boxes(table, place)
        boxes = time.perf_counter() - start
        start = time.perf_counter()
        sensitivity.indices(table, table.values["holds"][place], table.causes(place, "holds"))
        indices = time.perf_counter() - start
    return [
        Figure(f"{len(table.options)} options against each other, 1,024 draws", whole, "s"),
        Figure("of which reading the table of outcomes", reading, "s"),
        Figure("boxes of one option (ema-workbench)", boxes, "s"),
        Figure("indices of one outcome (SALib)", indices, "s"),
    ]


def large() -> list[Figure]:
    """Ten times the draws of a whole run and of one question: memory must not grow with draws."""
    few, many = 2_000, 20_000
    with tempfile.TemporaryDirectory() as folder:
        runs = {}
        for draws, workers in ((few, 1), (many, 1), (many, 2)):
            words = ["run", PACK, "--draws", str(draws), "--workers", str(workers)]
            out = str(Path(folder) / f"{draws}-{workers}")
            runs[draws, workers] = peak(ceasefire(*words, "--out", out))
    _, less = peak(ceasefire("size", PACK, "--draws", "10000"))
    took, more = peak(ceasefire("size", PACK, "--draws", "100000"))
    one, two = runs[many, 1][0], runs[many, 2][0]
    # The largest single process: with one worker that is the whole run.
    small, big = runs[few, 1][1], runs[many, 1][1]
    return [
        Figure(f"run, {many:,} draws, 1 worker", one, "s"),
        Figure(f"run, {many:,} draws, 2 workers", two, "s", None, "1 worker", one),
        Figure(f"peak memory, {many:,} draws", big, "MB", 1500, f"{few:,} draws", small),
        Figure(f"memory, {many:,} to {few:,} draws", big / small, "x", 1.2),
        Figure("ceasefire size, 100,000 draws", took, "s"),
        Figure("its peak memory", more, "MB", 1500, "10,000 draws", less),
        Figure("memory, 100,000 to 10,000 draws", more / less, "x", 1.2),
    ]


WORKS: dict[str, Callable[[], list[Figure]]] = {
    "start-up": start_up,
    "sampling": sampling,
    "coalition": one_coalition,
    "deployment": deployment,
    "dynamics": dynamics_kernel,
    "game": deterrence_game,
    "network": feasibility_network,
    "executors": who_computes,
    "holding": holding,
    "first-answers": first_answers,
    "feasibility": feasibility,
    "flagship": flagship,
    "comparison": comparison,
    "track-record": track_record,
    "large": large,
}


def main(names: list[str]) -> int:
    """Measure the named works, or all, and return 1 where a target is missed."""
    unknown = [name for name in names if name not in WORKS]
    if unknown:
        print(f"No such work: {', '.join(unknown)}. There are: {', '.join(WORKS)}.")
        return 2
    met = True
    for name in names or WORKS:
        load = os.getloadavg()[0]
        figures = WORKS[name]()
        for figure in figures:
            met = met and figure.met
            verdict = {"yes": "met", "no": "MISSED", "": ""}[figure.verdict]
            print(f"{figure.work:36} {figure.said}  {figure.target}  {verdict}".rstrip())
        # Work by work, so that a run that is stopped keeps what it has measured.
        what = (WORKS[name].__doc__ or "").strip().splitlines()[0].rstrip(".")
        record.write(record.merged(record.kept(), name, what, load, figures), WORKS)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
