"""What ``ceasefire precedents --spells`` prints: how long ceasefires held in files of spells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ceasefire.cli.printed import print_json, print_sentences, print_table
from ceasefire.core.errors import CeasefireError, UsageError

if TYPE_CHECKING:
    from ceasefire.precedents.survival import Spells

__all__ = ["print_spells"]

_NO_CLASS = "ucdp-agreements"


def print_spells(given: Sequence[str], as_json: bool) -> None:
    """Print how long ceasefires held in files of spells, three reference classes side by side.

    For Fortna's spells the effect of a force follows, raw and adjusted, with what the models
    assume; models need the extra ``explore``, and without it a sentence says so.

    Raises
    ------
    UsageError
        If a kind of file is not known.
    PackError
        If a file is not of its kind.
    """
    from ceasefire.precedents.survival import kaplan_meier, three_classes

    kinds = [_kind(text) for text in given]
    tables = [group for kind, path in kinds if kind != _NO_CLASS for group in _READERS[kind](path)]
    apart = [group for kind, path in kinds if kind == _NO_CLASS for group in _READERS[kind](path)]
    classes = three_classes(tables)
    models = [_models(path) for kind, path in kinds if kind == "fortna"]
    if as_json:
        found: dict[str, Any] = {
            name: [asdict(row) for row in rows] for name, rows in classes.items()
        }
        found["no_class"] = [
            {"name": s.name, "level": s.level, "n": s.n, "failures": s.failures}
            | {f"broken_{share.years:g}y": share.broken for share in kaplan_meier(s).shares}
            for s in apart
        ]
        print_json(found | {"models": models})
        return
    for name, rows in classes.items():
        print_table(
            f"{name.replace('_', ' ').capitalize()}: share broken",
            ("Cases", "Level", "Force", "n", "1 year", "5 years", "10 years", "95% at 5", "From"),
            [
                (
                    row.cases,
                    row.level,
                    row.force,
                    _share(row.n, whole=True),
                    _share(row.broken_1y),
                    _share(row.broken_5y),
                    _share(row.broken_10y),
                    f"{_share(row.low)}-{_share(row.high)}",
                    "this file" if row.estimated else "shipped table",
                )
                for row in rows
            ],
        )
    for spells in apart:
        shares = {share.years: share.broken for share in kaplan_meier(spells).shares}
        print_table(
            f"{spells.data_set}, of no reference class: share in which {spells.failure_means}",
            ("Cases", "Level", "n", *(f"{years:g} years" for years in shares)),
            [
                (
                    spells.cases,
                    spells.level,
                    str(spells.n),
                    *(_share(one) for one in shares.values()),
                )
            ],
        )
    for model in models:
        print_sentences(model["words"])


def _models(path: str) -> dict[str, Any]:
    """Return the effect of a force in Fortna's spells, with sentences; or why there is none."""
    from ceasefire.precedents.survival import (
        cross_validated_c,
        post_cold_war,
        proportional_hazards,
        raw_and_adjusted,
        read_fortna,
        weibull,
    )
    from ceasefire.precedents.survival.fortna import ADJUSTMENTS

    spells = post_cold_war(read_fortna(path))
    try:
        found = raw_and_adjusted(spells, "presence", ADJUSTMENTS)
        checks = proportional_hazards(spells, ("presence", *ADJUSTMENTS))
        shape = weibull(spells)
        order = cross_validated_c(spells, ("presence", *ADJUSTMENTS))
    except CeasefireError as error:
        return {"words": [f"No model was fitted: {error}"]}
    words = [
        found.words,
        *(check.words for check in checks),
        f"Weibull shape without covariates {shape.shape:.2f} (95% interval {shape.shape_low:.2f} "
        f"to {shape.shape_high:.2f}): below 1 the danger falls with time.",
        f"On spells left out of the fit the Cox model orders {order.c_index:.0%} of the pairs "
        f"rightly ({order.folds} folds, {order.repeats} times).",
    ]
    raw, adjusted = found.raw.effect("presence"), found.adjusted.effect("presence")
    return {
        "raw": asdict(raw),
        "adjusted": asdict(adjusted),
        "weibull_shape": shape.shape,
        "c_index": found.adjusted.c_index,
        "cross_validated_c": order.c_index,
        "assumptions": [asdict(check) for check in checks],
        "words": words,
    }


def _kind(text: str) -> tuple[str, str]:
    """Return the kind of a file and its path, told as ``kind=path``."""
    kind, found, path = text.partition("=")
    if not found or kind not in _READERS:
        raise UsageError(
            f"--spells takes KIND=FILE with one of {', '.join(_READERS)}, not '{text}'."
        )
    return kind, path


def _fortna(path: str) -> tuple[Spells, ...]:
    from ceasefire.precedents.survival import fortna_groups, read_fortna

    return fortna_groups(read_fortna(path))


def _termination(path: str) -> tuple[Spells, ...]:
    from ceasefire.precedents.survival import read_ucdp_termination, ucdp_groups

    return ucdp_groups(read_ucdp_termination(path))


def _agreements(path: str) -> tuple[Spells, ...]:
    from ceasefire.precedents.survival import read_ucdp_agreements

    return (read_ucdp_agreements(path),)


def _operations(path: str) -> tuple[Spells, ...]:
    from ceasefire.precedents.survival import read_operations
    from ceasefire.scenario.operations_rules import outside_table

    return (read_operations(outside_table("operations", Path(path)), file=path),)


_READERS: Mapping[str, Callable[[str], tuple[Spells, ...]]] = {
    "fortna": _fortna,
    "ucdp-termination": _termination,
    _NO_CLASS: _agreements,
    "operations": _operations,
}


def _share(value: float | None, whole: bool = False) -> str:
    if value is None:
        return "not known"
    return f"{value:.0f}" if whole else f"{value:.0%}"
