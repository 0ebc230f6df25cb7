"""Reads the files of a pack and of its reference tables, each checked by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ceasefire.core.errors import PackError, Problem
from ceasefire.scenario import tables
from ceasefire.scenario.columns import declared
from ceasefire.scenario.geometry import check_line
from ceasefire.scenario.map_file import check_map
from ceasefire.scenario.mistakes import validated
from ceasefire.scenario.packs import Folders
from ceasefire.scenario.problems import NOWHERE, Problems, nearest, quoted
from ceasefire.scenario.schema import ReferenceFile, ScenarioFile, SourceFile, SourcesFile
from ceasefire.scenario.tables import TableRows
from ceasefire.scenario.text import TABLE_LIMIT, YAML_LIMIT, read_text
from ceasefire.scenario.yaml_file import Block, parse

__all__ = ["Draft", "Part", "read"]


_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A YAML file: its path, the block behind its model, and what it declares in all.

    ``parameters`` and ``options`` also name those left out of the model for a mistake.
    """

    file: str
    root: Block
    parameters: tuple[str, ...]
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack as its files say, before the as-of date; parts with mistakes are left out.

    ``source_keys`` also names those left out; ``unread`` names ``sources`` and tables whose file
    is there and cannot be made out, so that what they may hold is not called missing.
    """

    folders: Folders
    scenario: ScenarioFile
    scenario_part: Part
    reference: ReferenceFile
    reference_part: Part
    sources: Mapping[str, SourceFile]
    source_keys: frozenset[str]
    pack_sources: frozenset[str]
    unread: frozenset[str]
    tables: Mapping[str, TableRows]
    published_after: TableRows | None


def read(folders: Folders, problems: Problems) -> Draft | None:
    """Return what the files say, with what is wrong in each among the problems.

    None where scenario.yaml or reference.yaml cannot be made out at all.
    """
    scenario_root = _yaml(folders.pack / "scenario.yaml", problems)
    reference_root = _yaml(folders.reference / "reference.yaml", problems)
    unread: set[str] = set()
    shared = _sources(folders.reference / "sources.yaml", problems, unread)
    own = _sources(folders.pack / "sources.yaml", problems, unread)
    later_sources, later = _NO_SOURCES, None
    if folders.published_after and (folders.published_after / "proposals.csv").exists():
        later = _table("proposals", folders.published_after / "proposals.csv", problems, unread)
        later_sources = _sources(folders.published_after / "sources.yaml", problems, unread)
    found_tables = _tables(folders, problems, unread)
    _check_names(folders, problems)
    if (folders.pack / "line.geojson").exists():
        sectors = None if scenario_root is None else _ids(scenario_root, "sectors")
        check_line(folders.pack / "line.geojson", sectors, problems)
    else:
        check_map(folders.pack, problems)
    if scenario_root is None or reference_root is None:
        return None
    file = str(folders.pack / "scenario.yaml")
    scenario, root = validated(ScenarioFile, scenario_root, file, problems)
    scenario_part = Part(file, root, _names(scenario_root), _ids(scenario_root, "options"))
    file = str(folders.reference / "reference.yaml")
    reference, root = validated(ReferenceFile, reference_root, file, problems)
    reference_part = Part(file, root, _names(reference_root), frozenset())
    if scenario is None or reference is None:
        return None
    return Draft(
        folders,
        scenario,
        scenario_part,
        reference,
        reference_part,
        {**shared.entries, **later_sources.entries, **own.entries},
        shared.keys | later_sources.keys | own.keys,
        own.keys,
        frozenset(unread),
        found_tables,
        later,
    )


def _yaml(path: Path, problems: Problems) -> Block | None:
    text = read_text(path, YAML_LIMIT, problems)
    if text is None:
        return None
    try:
        return parse(str(path), text)
    except PackError as error:
        problems.extend(error.problems)
        return None


def _names(root: Block) -> tuple[str, ...]:
    parameters = root.get("parameters")
    return tuple(parameters) if isinstance(parameters, dict) else ()


def _ids(root: Block, key: str) -> frozenset[str]:
    entries = root.get(key)
    if not isinstance(entries, list):
        return frozenset()
    found = [item.get("id") for item in entries if isinstance(item, dict)]
    return frozenset(id for id in found if isinstance(id, str))


@dataclass(frozen=True, slots=True)
class _Sources:
    entries: Mapping[str, SourceFile]
    keys: frozenset[str]
    problems: tuple[Problem, ...] = ()


_NO_SOURCES = _Sources({}, frozenset())


def _sources(path: Path, problems: Problems, unread: set[str]) -> _Sources:
    if not path.exists():
        return _NO_SOURCES
    text = read_text(path, YAML_LIMIT, problems)
    if text is not None and not _COMMENT.sub("", text).strip():
        return _NO_SOURCES
    found = _sources_in(str(path), text) if text is not None else _NO_SOURCES
    problems.extend(found.problems)
    if not found.keys:
        unread.add("sources")
    return found


@lru_cache(maxsize=16)
def _sources_in(file: str, text: str) -> _Sources:
    problems = Problems()
    try:
        root = parse(file, text)
    except PackError as error:
        return _Sources({}, frozenset(), error.problems)
    model, _ = validated(SourcesFile, root, file, problems)
    return _Sources(model.root if model else {}, frozenset(root), tuple(problems))


def _table(name: str, path: Path, problems: Problems, unread: set[str]) -> TableRows | None:
    text = read_text(path, TABLE_LIMIT, problems)
    rows = tables.parse(name, str(path), text) if text is not None else None
    problems.extend(rows.problems if rows else ())
    if rows is None or (rows.problems and not rows.rows):
        unread.add(name)
    return rows


def _tables(folders: Folders, problems: Problems, unread: set[str]) -> Mapping[str, TableRows]:
    """Return every declared table that is there; the pack's own stands before the reference's."""
    found = {}
    for name in declared():
        for folder in (folders.pack, folders.reference):
            path = folder / f"{name}.csv"
            if path.exists():
                rows = _table(name, path, problems, unread)
                if rows is not None:
                    found[name] = rows
                break
    return found


def _check_names(folders: Folders, problems: Problems) -> None:
    """Note data files of a name that nothing reads: a misspelt table would be lost silently."""
    tables_csv = {f"{name}.csv" for name in declared()}
    known = {
        folders.pack: tables_csv | {"scenario.yaml", "sources.yaml", "line.geojson"},
        folders.reference: tables_csv | {"reference.yaml", "sources.yaml"},
    }
    for folder, names in known.items():
        try:
            present = sorted(path.name for path in folder.iterdir())
        except OSError as error:
            problems.note(str(folder), NOWHERE, f"The folder cannot be read: {error.strerror}")
            continue
        for name in present:
            if name.endswith((".csv", ".yaml", ".yml", ".geojson")) and name not in names:
                near = nearest(name, names - set(present))
                fix = f"Perhaps you meant '{near}'" if near else "Remove it or move it elsewhere"
                what = f"A file named {quoted(name)} is not part of a pack"
                problems.note(str(folder / name), NOWHERE, what, "", fix)
