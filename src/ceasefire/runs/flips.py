"""On what the ranking hangs: flips of each option's holding, kept in the run folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

import numpy as np

from ceasefire.comparison.flips import Flip, by_choice, by_fifth, in_variants
from ceasefire.core.status import Status
from ceasefire.draws.fifths import BoolArray
from ceasefire.results import FloatArray
from ceasefire.runs.folder import Folder, write_whole
from ceasefire.runs.plain import to_json
from ceasefire.runs.reading import Run
from ceasefire.scenario.model import Choice, Scenario

__all__ = ["PAIRS", "write_flips"]

PAIRS = {
    "no_force": "no_force.h2",
    "equal_money": "equal_money.h2",
    "better_terms": "better_terms.h2",
}
"""What an option is held against, and the columns of its twin."""
_STAGE, _HOLDS = "prospects", "holds.h2"
_VARIANT = "holding_variant"


def write_flips(run: Run) -> None:
    """Write ``results/flips.json``: by option and twin, how the advantage moves with each quantity.

    Raises
    ------
    RunError
        If a result block is absent, or the disk refuses.
    """
    scenario = run.scenario()
    advantages = [found for option in run.options for found in _advantages(run, option)]
    variants = _variants(run, scenario)
    answers: dict[str, dict[str, list[object]]] = {option: {} for option in run.options}
    for found in advantages:
        answers[found.option][found.pair] = []
    for name in dict.fromkeys(name for found in advantages for name in found.reads):
        values = run.parameter(name)  # once for all options
        for found in advantages:
            flip = _flip(scenario, name, values, found, variants) if name in found.reads else None
            if flip is not None:
                answers[found.option][found.pair].append(asdict(flip))
    write_whole(Folder(run.folder).flips, to_json(answers))


@dataclass(frozen=True)
class _Advantage:
    """By how much an option holds better than its twin; ``reads`` are parameters."""

    option: str
    pair: str
    gain: FloatArray
    ok: BoolArray
    reads: tuple[str, ...]


def _advantages(run: Run, option: str) -> Iterator[_Advantage]:
    columns = {column.name: column for column in run.columns(_STAGE, option)}
    last = max((n for n in columns if n.startswith(f"{_HOLDS}.")), key=_year, default=None)
    if last is None:
        return
    ok = run.column(_STAGE, option, "status") == Status.OK
    holds = run.column(_STAGE, option, last)
    year = last.removeprefix(_HOLDS)
    for pair, twin in PAIRS.items():
        if twin + year in columns:
            reads = run.parameters_of(
                *(f"{_STAGE}/{option}/{name}" for name in (last, twin + year))
            )
            gain = np.asarray(holds - run.column(_STAGE, option, twin + year), dtype=np.float64)
            if gain[ok].any():  # an option without a force is its own twin
                yield _Advantage(option, pair, gain, ok, reads)


def _variants(run: Run, scenario: Scenario) -> dict[str, BoolArray]:
    """Return which draws lie in each structural variant; none where the pack has no variants."""
    quantity = scenario.parameters.get(_VARIANT)
    if quantity is None or not isinstance(quantity.value, Choice):
        return {}
    codes = run.parameter(_VARIANT)
    return {name: codes == code for code, name in enumerate(quantity.value.names)}


def _flip(
    scenario: Scenario,
    name: str,
    values: FloatArray,
    found: _Advantage,
    variants: Mapping[str, BoolArray],
) -> Flip | None:
    value = scenario.parameters[name].value
    if isinstance(value, Choice):
        return by_choice(name, value.names, values, found.gain, found.ok)
    flip = by_fifth(name, values, found.gain, found.ok)
    if flip is None or not (flip.turns or flip.stands_out):
        return flip  # what does not stand out in all draws does not in a ninth of them
    kept = {variant: mask & found.ok for variant, mask in variants.items()}
    return in_variants(flip, values, found.gain, kept)


def _year(column: str) -> int:
    return int(column.rpartition("_")[2])
