"""What ``ceasefire compare`` prints: the section, a reader's own score, files for other tools."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ceasefire.cli.printed import print_json, print_sentences, print_table
from ceasefire.cli.work import run_somewhere

if TYPE_CHECKING:
    from ceasefire.comparison.outcomes import Outcomes
    from ceasefire.runs import Run

__all__ = ["print_comparison"]


def print_comparison(
    pack: str,
    options: list[str] | None,
    draws: int | None,
    seed: int | None,
    as_of: str | None,
    weights: Path | None,
    export: Path | None,
    as_json: bool,
) -> None:
    """Print the options against each other, from a run's folder or from a temporary run.

    Raises
    ------
    PackError
        If the file of weights has problems; all of them.
    UsageError
        If a weight goes to an outcome that no option has an answer to.
    RunError
        If the files for other tools cannot be written.
    """
    from ceasefire.comparison.weights import read_weights

    given = read_weights(weights) if weights is not None else {}  # before a run of minutes
    with run_somewhere("comparison", pack, options, draws, seed, as_of) as run:
        table = _outcomes(run) if given or export is not None else None
        scored = _scored(table, given) if table is not None and given else {}
        if as_json:
            _print_json(run, given, scored)
        else:
            _print_words(run, scored)
        if table is not None and export is not None:
            _export(table, export)


def _outcomes(run: Run) -> Outcomes:
    from ceasefire.runs import outcomes_of

    return outcomes_of(run)


def _scored(table: Outcomes, weights: Mapping[str, float]) -> dict[str, dict[str, Any]]:
    """Return scores by variant and option."""
    from dataclasses import asdict

    from ceasefire.comparison.weights import scores
    from ceasefire.core.errors import UsageError

    empty = [name for name, weight in weights.items() if weight and not table.answered(name)]
    if empty:
        raise UsageError(
            f"No option of this run has an answer to {', '.join(empty)}: give it no weight, or "
            "compare a pack that asks for it."
        )
    return {
        world.name: {id: asdict(score) for id, score in scores(table, weights, world).items()}
        for world in table.worlds()
    }


def _print_json(run: Run, weights: Mapping[str, float], scored: Mapping[str, Any]) -> None:
    from ceasefire.briefing.answers import answer_json

    answer = answer_json(run, "comparison")
    if scored:
        answer |= {"weights": dict(weights), "scores": scored}
    print_json(answer)


def _print_words(run: Run, scored: Mapping[str, Mapping[str, Any]]) -> None:
    import sys

    from rich.console import Console

    from ceasefire.briefing.read import RunReader
    from ceasefire.briefing.sections import section_of
    from ceasefire.briefing.terminal import print_section
    from ceasefire.briefing.words import day

    reader = RunReader(run)
    console = Console(file=sys.stdout, soft_wrap=False)
    print_section(section_of(reader, "comparison"), day(reader.scenario.as_of), console)
    if scored:
        _print_scores(run, scored)


def _print_scores(run: Run, scored: Mapping[str, Mapping[str, Any]]) -> None:
    worlds = scored.values()
    options = [id for id in run.options if all(id in found for found in worlds)]
    titles = {option.id: option.title for option in run.scenario().options}

    def ends(option: str, field: str) -> tuple[float, float]:
        values = [found[option][field] for found in worlds]
        return min(values), max(values)

    def row(option: str) -> tuple[str, ...]:
        score, rank = ends(option, "score"), ends(option, "rank")
        told = f"{score[0]:.2f}–{score[1]:.2f}"
        return titles[option], told, f"{rank[0]:.0f}–{rank[1]:.0f}"

    order = sorted(options, key=lambda option: (-ends(option, "score")[0], option))
    print_table("With your weights", ("Option", "Score", "Rank"), [row(id) for id in order])
    print_sentences(
        [
            "Each outcome from 0 (worst mean of the options in a variant) to 1 (best), weighted as "
            "the file says; from variant to variant. The order is that of the lowest score."
        ]
    )


def _export(table: Outcomes, folder: Path) -> None:
    import sys

    from ceasefire.comparison.export import to_csv

    for path in to_csv(table, folder):
        print(path, file=sys.stderr)
