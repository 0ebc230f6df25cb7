"""Writes the reference page of the pack format, and the JSON Schema that editors use.

Run ``python -m ceasefire.scenario.reference_page`` at the top of the repository after a change of
the models or of columns.csv; a test compares both files with what this module returns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from ceasefire.core.units import UNITS
from ceasefire.scenario.columns import Column, Table, declared
from ceasefire.scenario.packs import PACKS
from ceasefire.scenario.problems import quoted
from ceasefire.scenario.quantity_file import (
    ChoicesFile,
    PertFile,
    QuantilesFile,
    QuantityFile,
    UniformFile,
)
from ceasefire.scenario.schema import (
    DependenceFile,
    OptionFile,
    PartiesFile,
    ScenarioFile,
    SectorFile,
    SourceFile,
    TermFile,
    json_schema,
)

__all__ = ["page", "schema_text"]

_INTRODUCTION = """\
# The pack format

A pack is a folder: one ceasefire, the options for a force behind it, and what was known on a
date. `ceasefire new PATH` makes one that runs, `ceasefire check PATH` lists every mistake with
file, line and column. This page is made from the declarations the program checks with.

| file | what it holds |
| --- | --- |
| `scenario.yaml` | title, date, parties, terms, sectors, parameters, options |
| `sources.yaml` | where the figures come from |
| `<table>.csv` | tables with the columns below; a question whose table is missing says so |
| `line.geojson` | optional: LineStrings, each with the property `sector`; drawn, never measured |
| `geometry/map.yaml` | optional: outlines, names and projection of the map, with the GeoJSON \
files it names |
| `README.md` | for people; not read |

Files are UTF-8; YAML files have at most 2 MB, tables 64 MB. YAML is version 1.2, so `NO` and `yes`
are texts. Anchors, tags, duplicate keys and unknown keys are errors. What is not about one
ceasefire stands in the shipped reference tables; a pack's own parameter or table of the same name
replaces it. A pack with a folder `reference/` of its own (every run folder has one) is read with
that instead.

## As of a date

Nothing known after `as_of` is seen: rows and values with a later `known_from` (and proposals,
stances and operations with a later date) are left out. A date without a day is the last of its
month or year. A parameter may be a list of dated values: the newest known on the date counts, else
an entry without a date (grade D or E); with neither the parameter is unknown, and so is what needs
it. Values of grade A to C need `known_from`; a reference value may go without. Quantities of
`reference.yaml` are coefficients of the methods and not as of a date: before the first of their
dates the oldest value stands in, and the page counts those with later sources. Claims are not
subject to the date. Proposals published later are kept apart, for the grey layer of one figure.
Notes are for authors: they are checked and never loaded.
"""

_VALUE = """\
A value is a number, or one of these blocks. Numbers are in order, and inside what is plausible for
their unit.
"""

_GRADES = """\
Grades: A original seen, B reputable relay, C weak relay, D derived here, E our judgement. A to D
need a source.
"""
_FORMS: tuple[type[BaseModel], ...] = (PertFile, UniformFile, QuantilesFile, ChoicesFile)
_BLOCKS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("parties", PartiesFile),
    ("A term", TermFile),
    ("A sector", SectorFile),
    ("A dependence", DependenceFile),
    ("An option", OptionFile),
)


def page() -> str:
    """Return the reference page as Markdown."""
    parts = [_INTRODUCTION, "## scenario.yaml\n", _fields(ScenarioFile), "### A parameter\n"]
    parts += [_GRADES, _fields(QuantityFile), "### A value\n", _VALUE]
    for model in _FORMS:
        parts += [f"{model.__doc__}\n", _fields(model)]
    for title, model in _BLOCKS:
        parts += [f"### {title}\n", f"{model.__doc__}\n", _fields(model)]
    parts += ["## sources.yaml\n", "Entries by key: letters, digits, `.`, `_` and `-`.\n"]
    parts += [_fields(SourceFile), "## Units\n", _units(), "## Tables\n"]
    for table in declared().values():
        parts += [f"### {table.name}.csv ({table.home})\n", f"{table.description}\n"]
        parts.append(_columns(table))
    return "\n".join(parts)


def schema_text() -> str:
    """Return the JSON Schema of scenario.yaml as a file's text."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _fields(model: type[BaseModel]) -> str:
    schema = model.model_json_schema()
    rows = []
    for name, field in model.model_fields.items():
        kind = _kind(schema["properties"][name], schema.get("$defs", {}))
        name = "source (or sources)" if name == "source" else name
        needed = "yes" if field.is_required() else ""
        rows.append((f"`{name}`", kind, needed, field.description or ""))
    return _markdown(("key", "value", "required", "description"), rows)


def _kind(schema: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "$ref" in schema:
        return _kind(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            kinds = [_kind(part, definitions) for part in schema[key] if part != {"type": "null"}]
            return " or ".join(dict.fromkeys(kinds))
    if schema.get("enum") == ["", *sorted(UNITS)]:
        return "unit"
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{one}`" for one in schema.get("enum", [schema.get("const")]))
    kind = schema.get("type", "any")
    if str(schema.get("pattern", "")).startswith("^[0-9]{4}"):
        return "date"
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}), definitions)}s"
    if kind == "object":
        return "block"
    names = {"string": "text", "boolean": "true or false"}
    kinds = kind if isinstance(kind, list) else [kind]
    return " or ".join(names.get(one, one) for one in kinds)


def _units() -> str:
    rows = [
        (f"`{u.name}`", u.dimension, f"{quoted(u.low)} to {quoted(u.high)}", u.words)
        for u in UNITS.values()
    ]
    return _markdown(("unit", "measures", "plausible", "in words"), rows)


def _columns(table: Table) -> str:
    rows = [
        (
            f"`{column.name}`" + (" (key)" if column.role == "key" else ""),
            _column_kind(column),
            {"filled": "in every row", "blank": "column", "optional": ""}[column.presence],
            column.description,
        )
        for column in table.columns.values()
    ]
    return _markdown(("column", "value", "required", "description"), rows)


def _column_kind(column: Column) -> str:
    if column.allowed:
        return ", ".join(f"`{one}`" for one in column.allowed)
    if column.refers:
        return f"a `{column.refers}`"
    names = {"when": "date", "sources": "source keys", "boolean": "true or false", "list": "a;b;c"}
    kind = names.get(column.type, column.type)
    kind += f" ({column.unit})" if column.unit else ""
    bounds = [quoted(column.low), quoted(column.high)]
    return kind + (f", {bounds[0]} to {bounds[1]}" if "inf" not in bounds[0] + bounds[1] else "")


def _markdown(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    cells = ((part.replace("\n", " ").replace("|", "\\|") for part in line) for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells) + "\n"


def main() -> None:
    """Write both files, from the top of the repository."""
    target = Path("docs/reference/pack-format.md")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(), encoding="utf-8", newline="\n")
    (PACKS / "scenario.schema.json").write_text(schema_text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
