"""The answer to one question as one JSON object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from ceasefire.briefing.claims_section import claims
from ceasefire.briefing.compare_answer import comparison_statements
from ceasefire.briefing.compare_notes import change_comparison, comparison_notes
from ceasefire.briefing.deploy_answer import change_deploy, deploy_notes, deploy_statements
from ceasefire.briefing.deploy_option import deploy_option
from ceasefire.briefing.feasibility_answer import (
    change_feasibility,
    feasibility_notes,
    feasibility_statements,
)
from ceasefire.briefing.feasibility_option import contributor_rows, feasibility_option
from ceasefire.briefing.holding_answer import change_holding, holding_notes, holding_statements
from ceasefire.briefing.holding_option import holding_option
from ceasefire.briefing.precedents_answer import (
    change_precedents,
    precedents_notes,
    precedents_statements,
)
from ceasefire.briefing.precedents_data import classes, losses_of, nearest, record
from ceasefire.briefing.purpose_answer import freed, purpose_notes, purpose_statements
from ceasefire.briefing.read import Envelope, RunReader
from ceasefire.briefing.say import estimate_of
from ceasefire.briefing.sections import check_walked, made_from
from ceasefire.briefing.size_answer import size_notes, size_statements
from ceasefire.results.columns import Column
from ceasefire.runs.reading import Run

__all__ = ["answer_json"]


def answer_json(run: Run, question: str) -> dict[str, Any]:
    """Return the answer to one question of a finished run as plain data.

    Raises
    ------
    KeyError
        If there is no such question.
    RunError
        If the run was made for another question.
    """
    found = {
        "claims": _claims,
        "comparison": _comparison,
        "deploy": _deploy,
        "feasibility": _feasibility,
        "precedents": _precedents,
        "prospects": _prospects,
        "purpose": _purpose,
        "size": _size,
    }
    answer = found[question]
    check_walked(run, made_from(question))
    return answer(RunReader(run))


def _size(reader: RunReader) -> dict[str, Any]:
    return {
        "as_of": reader.scenario.as_of.isoformat(),
        "draws": reader.run.draws,
        "options": {id: _option_size(reader, id) for id in reader.options},
        "statements": [asdict(s) for s in (*size_statements(reader), *size_notes(reader))],
    }


def _option_size(reader: RunReader, option: str) -> dict[str, Any]:
    columns = {c.name: c for c in reader.run.columns("size", option)}
    methods = [name.removesuffix(".status") for name in columns if name.endswith(".status")]
    window = {
        name.removeprefix("window."): asdict(estimate_of(spread))
        for name in columns
        if name.startswith("window.") and (spread := reader.spread("size", option, name))
    }
    return {
        "methods": {name: _method(reader, option, name, columns) for name in methods},
        "window": window,
    }


def _method(
    reader: RunReader, option: str, method: str, columns: dict[str, Column]
) -> dict[str, Any]:
    envelope = reader.envelope(option, method)
    status, reason = reader.status(option, method)
    values = [c for name, c in columns.items() if name.startswith(f"{method}.") and c.unit]
    return {
        "applicable": envelope is not None,
        "reason": reason,
        "status": status,
        "estimate": _estimate(envelope),
        "variants": {name: asdict(estimate_of(spread)) for name, spread in envelope.variants}
        if envelope
        else {},
        "by_backer_state": _by_state(reader, option, values) if envelope else {},
        "grade": envelope.grade if envelope else None,
        "sources": list(envelope.sources) if envelope else [],
        "formula": values[0].formula if values else None,
    }


def _estimate(envelope: Envelope | None) -> dict[str, Any] | None:
    """Return a single variant's spread, or the envelope of several, which has no middle."""
    if envelope is None:
        return None
    if len(envelope.variants) == 1:
        return asdict(estimate_of(envelope.variants[0][1]))
    spread = envelope.variants[0][1]
    ends = {"p05": envelope.low[1], "p95": envelope.high[1], "unit": spread.unit}
    return {**ends, "p50": None, "mean": None, "se": None}


def _by_state(reader: RunReader, option: str, values: list[Column]) -> dict[str, Any]:
    """Return the envelope of a method's variants within the draws of each backer state."""
    import numpy as np

    found = {}
    for state, mask in reader.state_masks().items():
        arrays = [reader.values("size", option, c.name)[mask].astype(float) for c in values]
        known = [a[np.isfinite(a)] for a in arrays if np.isfinite(a).any()]
        if known:
            found[state] = {
                "p05": min(float(np.quantile(a, 0.05)) for a in known),
                "p95": max(float(np.quantile(a, 0.95)) for a in known),
                "n": int(mask.sum()),
            }
    return found


def _comparison(reader: RunReader) -> dict[str, Any]:
    said = (
        *comparison_statements(reader),
        *comparison_notes(reader),
        *change_comparison(reader),
    )
    return {
        **reader.run.comparison(),
        "as_of": reader.scenario.as_of.isoformat(),
        "statements": [asdict(s) for s in said],
    }


def _deploy(reader: RunReader) -> dict[str, Any]:
    said = (*deploy_statements(reader), *deploy_notes(reader), *change_deploy(reader))
    return {
        "as_of": reader.scenario.as_of.isoformat(),
        "draws": reader.run.draws,
        "options": {id: deploy_option(reader, id) for id in reader.options},
        "past_moves": [_plain(row) for row in reader.scenario.rows("moves_checked")],
        "statements": [asdict(s) for s in said],
    }


def _precedents(reader: RunReader) -> dict[str, Any]:
    said = (
        *precedents_statements(reader),
        *precedents_notes(reader),
        *change_precedents(reader),
    )
    return {
        "as_of": reader.scenario.as_of.isoformat(),
        "draws": reader.run.draws,
        "options": {id: _option_precedents(reader, id) for id in reader.options},
        "reference_classes": [_plain(row) for row in classes(reader)],
        "hindcast": dict(record(reader)),
        "statements": [asdict(s) for s in said],
    }


def _plain(row: Mapping[str, object]) -> dict[str, object]:
    return {name: str(cell) if isinstance(cell, date) else cell for name, cell in row.items()}


def _option_precedents(reader: RunReader, id: str) -> dict[str, Any]:
    option = reader.scenario.option(id)
    return {
        "nearest": [
            {
                "operation": case.id,
                "name": case.name,
                "distance": case.distance,
                "compared_share": case.known_share,
                "alike": list(case.alike),
                "apart": list(case.apart),
                "outcome": case.outcome,
            }
            for case in nearest(reader, option)
        ],
        "losses": {
            kind: asdict(estimate_of(spread)) for kind, spread in losses_of(reader, option).items()
        },
    }


def _feasibility(reader: RunReader) -> dict[str, Any]:
    said = (
        *feasibility_statements(reader),
        *feasibility_notes(reader),
        *change_feasibility(reader),
    )
    return {
        "as_of": reader.scenario.as_of.isoformat(),
        "draws": reader.run.draws,
        "options": {id: feasibility_option(reader, id) for id in reader.options},
        "contributors": contributor_rows(reader),
        "statements": [asdict(s) for s in said],
    }


def _prospects(reader: RunReader) -> dict[str, Any]:
    """Return both halves of the question: will it happen, and will it hold."""
    happening = _feasibility(reader)
    said = (*holding_statements(reader), *holding_notes(reader), *change_holding(reader))
    return happening | {
        "options": {
            id: holding_option(reader, id) | {"feasibility": happening["options"][id]}
            for id in reader.options
        },
        "statements": [*happening["statements"], *(asdict(s) for s in said)],
    }


def _purpose(reader: RunReader) -> dict[str, Any]:
    return {
        "as_of": reader.scenario.as_of.isoformat(),
        "draws": reader.run.draws,
        "options": {id: _option_purpose(reader, id) for id in reader.options},
        "statements": [asdict(s) for s in (*purpose_statements(reader), *purpose_notes(reader))],
    }


def _option_purpose(reader: RunReader, option: str) -> dict[str, Any]:
    plan = reader.run.plan("purpose", option)
    tasks = {}
    for task in plan["tasks"]:
        kinds = ("demand", "freed_ceasefire", "freed_wartime")
        spreads = {
            kind: reader.spread("purpose", option, f"{task['id']}_{kind}_troops") for kind in kinds
        }
        tasks[task["id"]] = {
            "title": task["title"],
            "relieves": task["relieves"],
            **{kind: asdict(estimate_of(s)) if s else None for kind, s in spreads.items()},
        }
    totals = {when: freed(reader, option, when) for when in ("ceasefire", "wartime")}
    return {
        "mandate": plan["mandate"],
        "tasks": tasks,
        "freed": {when: asdict(estimate_of(s)) if s else None for when, s in totals.items()},
    }


def _claims(reader: RunReader) -> dict[str, Any]:
    found = [asdict(claim) for claim in claims(reader)]
    counts: dict[str, int] = {}
    for claim in found:
        counts[claim["verdict"]] = counts.get(claim["verdict"], 0) + 1
    return {"claims": found, "counts": counts}
