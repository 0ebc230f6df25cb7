"""Copies a loaded pack into a run folder: only what was known on its as-of date.

``FOLDER/pack/`` holds the pack and ``FOLDER/pack/reference/`` the reference tables used; ``load``
takes reference tables from there whenever a pack has its own. Proposals published later, and the
sources only they cite, stand in ``FOLDER/published_after/``. Names that are declared but unseen
keep their place as an empty list, so that every parameter keeps its dimension of the draws.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from ceasefire.scenario.assembly import cited, cited_in_rows
from ceasefire.scenario.columns import declared
from ceasefire.scenario.geometry import filtered_line
from ceasefire.scenario.map_file import map_files
from ceasefire.scenario.model import Choice, Fixed, Option, Quantity, Scenario, Source, Value
from ceasefire.scenario.tables import Row

__all__ = ["content_hash", "write"]

# Characters that JSON leaves as they are and YAML does not allow, or reads as the end of a line.
_ESCAPED = {code: f"\\u{code:04x}" for code in (0x7F, *range(0x80, 0xA0), 0x2028, 0x2029, 0xFEFF)}


def write(scenario: Scenario, folder: str | os.PathLike[str]) -> Path:
    """Write ``pack/`` and ``published_after/`` into a run folder and return the folder.

    ``load(folder)`` then gives an equal scenario but for its path, now and years later.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    root = Path(folder)
    files = {f"pack/{name}": data for name, data in _pack_files(scenario).items()}
    files |= {f"published_after/{name}": data for name, data in _later_files(scenario).items()}
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def content_hash(scenario: Scenario) -> str:
    """Return the SHA-256, in hex, of what :func:`write` puts under ``pack/``."""
    digest = hashlib.sha256()
    for name, data in sorted(_pack_files(scenario).items()):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _pack_files(scenario: Scenario) -> dict[str, bytes]:
    seen = cited(scenario)
    later = _later_keys(scenario)
    sources = [s for s in scenario.sources.values() if s.key in seen or s.key not in later]
    files = {
        "scenario.yaml": _yaml(_scenario_tree(scenario)),
        "sources.yaml": _yaml({source.key: _source_tree(source) for source in sources}),
        "reference/reference.yaml": _yaml(
            {"format": 1, "parameters": _parameters_tree(scenario, "reference")}
        ),
    }
    for name, rows in scenario.tables.items():
        home = "" if declared()[name].home == "pack" else "reference/"
        files[f"{home}{name}.csv"] = _table(name, rows)
    line = scenario.path / "line.geojson"
    if line.is_file():
        files["line.geojson"] = filtered_line(line, scenario.as_of).encode()
    for name, part in map_files(scenario.path).items():
        files[name] = part if isinstance(part, bytes) else _yaml(part)
    return files


def _later_files(scenario: Scenario) -> dict[str, bytes]:
    later = _later_keys(scenario) - cited(scenario)
    sources = {key: scenario.sources[key] for key in scenario.sources if key in later}
    return {
        "proposals.csv": _table("proposals", scenario.published_after),
        "sources.yaml": _yaml({key: _source_tree(source) for key, source in sources.items()}),
    }


def _later_keys(scenario: Scenario) -> set[str]:
    return cited_in_rows("proposals", scenario.published_after)


def _scenario_tree(scenario: Scenario) -> dict[str, object]:
    return {
        "format": 1,
        "id": scenario.id,
        "title": scenario.title,
        "as_of": scenario.as_of.isoformat(),
        "parties": dict(scenario.parties),
        "terms": {
            term.name: {
                "value": term.value,
                **({"unit": term.unit} if term.unit else {}),
                "description": term.description,
                "source": list(term.sources),
                "grade": term.grade,
            }
            for term in scenario.terms
        },
        "sectors": [
            {
                "id": sector.id,
                "title": sector.title,
                "kind": sector.kind,
                "length": sector.length,
                "density_share": sector.density_share,
            }
            for sector in scenario.sectors
        ],
        "parameters": _parameters_tree(scenario, "pack"),
        "dependences": [
            {name: getattr(pair, name) for name in pair.__slots__} for pair in scenario.dependences
        ],
        "options": [_option_tree(option) for option in scenario.options],
        "holding": {
            "horizon_years": scenario.holding.horizon_years,
            "replicates": scenario.holding.replicates,
            "allocation": dict(scenario.holding.allocation),
        },
        "setting": {
            name: value
            for name in scenario.setting.__slots__
            if (value := getattr(scenario.setting, name)) is not None
        },
        "concepts": dict(scenario.concepts),
    }


def _parameters_tree(scenario: Scenario, origin: str) -> dict[str, object]:
    tree: dict[str, object] = {}
    for name in scenario.declared[origin]:
        quantity = scenario.parameters.get(name)
        tree[name] = _quantity_tree(quantity) if quantity and quantity.origin == origin else []
    return tree


def _quantity_tree(quantity: Quantity) -> dict[str, object]:
    day = quantity.known_from
    return {
        "value": _value_tree(quantity.value),
        **({"unit": quantity.unit} if quantity.unit else {}),
        "source": list(quantity.sources),
        **({"known_from": day.isoformat()} if day else {}),
        "grade": quantity.grade,
    }


def _value_tree(value: Value) -> object:
    if isinstance(value, Fixed):
        return value.value
    if isinstance(value, Choice):
        return {"choices": list(value.names)}
    return {name: getattr(value, name) for name in value.__slots__}


def _option_tree(option: Option) -> dict[str, object]:
    tree: dict[str, object] = {}
    for name in option.__slots__:
        value = getattr(option, name)
        if name == "troops_low":
            ranged = {"low": value, "high": option.troops_high}
            tree["troops"] = value if value == option.troops_high else ranged
        elif name == "sources":
            tree["source"] = list(value)
        elif name not in ("troops_high", "note"):
            tree[name] = list(value) if isinstance(value, tuple) else value
    return tree


def _source_tree(source: Source) -> dict[str, object]:
    fields = {name: getattr(source, name) for name in source.__slots__ if name != "key"}
    fields["author"] = source.author.split("; ") if source.author else ""
    return {name: value for name, value in fields.items() if value}


def _table(name: str, rows: Iterable[Row]) -> bytes:
    columns = [c.name for c in declared()[name].columns.values() if c.role != "note"]
    notes = [
        c.name
        for c in declared()[name].columns.values()
        if c.role == "note" and c.presence != "optional"
    ]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns + notes)
    for row in rows:
        writer.writerow([_cell(row, column) for column in columns] + [""] * len(notes))
    return out.getvalue().encode()


def _cell(row: Row, column: str) -> object:
    value = row.get(column)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return value


def _yaml(tree: Mapping[str, object]) -> bytes:
    """Return a block as YAML: one key a line at the first two levels, JSON within."""
    lines: list[str] = []
    for key, value in tree.items():
        if isinstance(value, dict) and value:
            lines.append(f"{key}:")
            lines += [f"  {name}: {_json(part)}" for name, part in value.items()]
        elif isinstance(value, list) and value:
            lines.append(f"{key}:")
            lines += [f"  - {_json(part)}" for part in value]
        else:
            lines.append(f"{key}: {_json(value)}")
    return ("\n".join(lines) + "\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_ESCAPED)
