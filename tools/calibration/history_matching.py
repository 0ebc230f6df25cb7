"""Match the dynamics of a line to the records of five past lines.

    python tools/calibration/history_matching.py [--draws 4096] [--out TABLE]

Draws of the prior (priors.csv) are simulated on each line (cases.py), whose statistics
(summaries.py) are held against its record (targets.csv). A draw is dropped where one statistic
lies three standard errors or more away; the rest count by how near they come. As few draws of the
prior come near, draws are made where earlier rounds found such, and weighted back. A line to come
is taken to be like one of the five, so the posterior is their even mixture; leaving one line out
shows how much hangs on it. The same seed gives the same table.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from cases import CASES, EPOCH_DAYS, Case, setting
from matching import LIMIT, Prior, Target, distance, effective, implausibility, quantiles, targets
from numpy.typing import NDArray
from summaries import recommitted, summaries

from ceasefire.prospects import dynamics

Numbers = NDArray[np.float64]
SEED = 7
MOVED = 0.1
"""Distance between prior and posterior distribution from which a parameter counts as moved."""
TABLE = Path(__file__).resolve().parents[2] / "src/ceasefire/packs/reference/calibration.csv"
_BLOCK = 256
_ROUNDS = 5
_LEAST_EFFECTIVE = 100.0
_FREE, _NARROWEST = 0.2, 0.7


@dataclass(frozen=True)
class Matched:
    """A case: scores (draws, parameters) with their weights, and those of the first round.

    ``moves`` gives, by statistic, how far it alone moves each parameter.
    """

    scores: Numbers
    weights: Numbers
    kept: float
    moves: Mapping[str, Numbers]


def main() -> None:
    """Match, print what each record leaves, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--draws", type=int, default=4096, help="draws of the last round")
    parser.add_argument("--out", type=Path, default=TABLE)
    arguments = parser.parse_args()
    prior = Prior()
    found = {}
    for case in CASES:
        started = time.process_time()
        found[case.name] = matched(case, prior, arguments.draws)
        spent = time.process_time() - started
        print(
            f"{case.name}: kept {found[case.name].kept:.1%} of the prior, last round worth "
            f"{effective(found[case.name].weights):.0f} draws, {spent:.0f} CPU-s",
            file=sys.stderr,
        )
    rows = [moved(place, prior, found) for place in range(len(prior.names))]
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def matched(case: Case, prior: Prior, draws: int) -> Matched:
    """Return the draws of a case with their weights, after rounds that move towards its record."""
    wanted = [target for target in targets() if target.case == case.name]
    centre, spread = np.zeros(len(prior.names)), np.ones(len(prior.names))
    kept, moves = 0.0, {}
    first = 0
    for number in range(_ROUNDS):
        last = number == _ROUNDS - 1
        count = draws if last else draws // 2 if number == 0 else draws // 4
        random = np.random.default_rng((SEED, CASES.index(case), number))
        scores = centre + spread * random.standard_normal((count, len(centre)))
        simulated = simulate(case, prior.values(scores), first)
        first += count
        far = {t.statistic: implausibility(t, simulated[t.statistic]) for t in wanted}
        close = -0.5 * np.sum([each**2 for each in far.values()], axis=0)
        back = 0.5 * (((scores - centre) / spread) ** 2 - scores**2).sum(axis=1)
        near = np.all([each < LIMIT for each in far.values()], axis=0)
        if number == 0:
            kept = float(near.mean())
            moves = {name: alone(scores, each) for name, each in far.items()}
            for target in wanted:
                report(target, simulated[target.statistic], far[target.statistic])
        if not last:
            tempered = temper(close + back)[:, None]
            centre = (tempered * scores).sum(axis=0) / tempered.sum()
            spread = np.sqrt((tempered * (scores - centre) ** 2).sum(axis=0) / tempered.sum())
            # What the record leaves alone is drawn from the prior itself.
            free = (np.abs(centre) < _FREE) & (np.abs(spread - 1.0) < _FREE)
            centre, spread = np.where(free, 0.0, centre), np.where(free, 1.0, spread)
            spread = np.clip(spread, _NARROWEST, 1.0)
        else:
            whole = close + back
            weights = np.where(near, np.exp(whole - whole[near].max()), 0.0)
    return Matched(scores, weights / weights.sum(), kept, moves)


def simulate(case: Case, values: Mapping[str, Numbers], first: int) -> dict[str, Numbers]:
    """Return every statistic of a case for these draws, shape (draws, replicates)."""
    count = len(next(iter(values.values())))
    blocks: dict[str, list[Numbers]] = {}
    for start in range(0, count, _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, count))
        sample = {name: each[rows] for name, each in values.items()}
        numbers = rows + first
        at = setting(case, sample, SEED, numbers)
        histories = dynamics.simulate(
            *(at.line, at.behaviour, at.force, at.deaths),
            seed=SEED,
            draws=numbers,
            replicates=case.replicates,
            years=case.years,
            epoch_days=EPOCH_DAYS,
        )
        events = recommitted(SEED, numbers, case.replicates, case.years, sample)
        for name, each in summaries(case, at, histories, sample, events).items():
            # A draw whose incidents never die out was not simulated: it fits no record.
            lost = np.where(histories.supercritical[:, None], np.nan, each)
            blocks.setdefault(name, []).append(lost)
    return {name: np.concatenate(parts) for name, parts in blocks.items()}


def temper(logs: Numbers) -> Numbers:
    """Return weights exp(power x logs) with the largest power that keeps enough draws in play."""
    whole = np.where(np.isfinite(logs), logs, -np.inf)
    low, high = 0.0, 1.0
    for _ in range(30):
        power = 0.5 * (low + high)
        weights = np.exp(power * (whole - whole.max()))
        if effective(weights) > _LEAST_EFFECTIVE:
            low = power
        else:
            high = power
    chosen: Numbers = np.exp(low * (whole - whole.max()))
    return chosen


def alone(scores: Numbers, far: Numbers) -> Numbers:
    """Return how far one statistic alone moves each parameter, shape (parameters,)."""
    weights = np.where(far < LIMIT, np.exp(-0.5 * np.minimum(far, LIMIT) ** 2), 0.0)
    return np.array([distance(scores[:, place], weights) for place in range(scores.shape[1])])


def moved(place: int, prior: Prior, found: Mapping[str, Matched]) -> dict[str, str]:
    """Return a parameter's row: prior, posterior, what moves it, what leaving a case out does."""
    name = prior.names[place]
    even = np.random.default_rng(SEED).standard_normal((20_000, len(prior.names)))
    before = quantiles(prior.values(even)[name], np.ones(len(even)))
    scores, weights = mixture(found, place)
    apart = distance(scores, weights)
    wide = np.zeros((len(scores), len(prior.names)))
    wide[:, place] = scores
    after = quantiles(prior.values(wide)[name], weights)
    single = {
        (case, statistic): moves[place]
        for case, each in found.items()
        for statistic, moves in each.moves.items()
    }
    case, statistic = max(single, key=lambda key: single[key])
    middles = []
    for left_out in found:
        middle = quantiles(*mixture(found, place, left_out), (0.5,))[0]
        at = np.zeros((1, len(prior.names)))
        at[0, place] = middle
        middles.append(float(prior.values(at)[name][0]))
    is_moved = apart >= MOVED
    names = [f"{when}_{part}" for when in ("prior", "posterior") for part in ("p05", "p50", "p95")]
    return {
        "parameter": name,
        **{key: f"{value:.3g}" for key, value in zip(names, before + after, strict=True)},
        "moved": "true" if is_moved else "false",
        "distance": f"{apart:.2f}",
        "strongest_case": case if is_moved else "",
        "strongest_statistic": statistic if is_moved else "",
        "left_out_low": f"{min(middles):.3g}",
        "left_out_high": f"{max(middles):.3g}",
        "derivation": "tools/calibration/history_matching.py",
        "grade": "D",
        "sources": "",
    }


def mixture(found: Mapping[str, Matched], place: int, without: str = "") -> tuple[Numbers, Numbers]:
    """Return a parameter's scores and weights in the even mixture of the cases."""
    cases = [each for name, each in found.items() if name != without]
    scores = np.concatenate([each.scores[:, place] for each in cases])
    return scores, np.concatenate([each.weights for each in cases]) / len(cases)


def report(target: Target, found: Numbers, far: Numbers) -> None:
    """Print the record beside the prior, and the share of the prior's draws that it leaves."""
    low, middle, high = np.nanquantile(found, (0.05, 0.5, 0.95))
    print(
        f"{target.case:16s}{target.statistic:20s}{target.value:8g}   prior {low:8.3g} "
        f"{middle:8.3g} {high:8.3g}   left {(far < LIMIT).mean():5.1%}"
    )


if __name__ == "__main__":
    main()
