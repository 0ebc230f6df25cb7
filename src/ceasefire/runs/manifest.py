"""The manifest: everything a run is made from, and nothing about the machine or the hour."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ceasefire.core.errors import RunError, StaleRunError
from ceasefire.runs.folder import ROWS_PER_BLOCK, Folder
from ceasefire.runs.plain import digest_files, plain
from ceasefire.runs.stages import Stage

__all__ = [
    "FORMAT",
    "check_same",
    "code_hash",
    "differences",
    "make_manifest",
    "read_manifest",
    "versions",
]

FORMAT = 1
_LIBRARIES = ("ceasefire", "numpy", "polars", "scipy")
_PACKAGE = Path(__file__).parents[1]
# Rooms that compute no result: a change in them makes no other run. Data of packs are hashed by
# themselves; runs/ counts, because it joins rows, fills failed ones and shapes the verdicts.
_NO_RESULTS = frozenset({"briefing", "cli", "packs", "web"})
_WORDS = {
    "as_of": "as-of date",
    "code_hash": "code of the model",
    "draws": "number of draws",
    "format": "format",
    "options": "options",
    "pack": "pack",
    "pack_hash": "content of the pack",
    "rows_per_block": "rows per block",
    "seed": "seed",
    "stages": "settings of the stages",
}


def make_manifest(
    scenario: Any,
    draws: Any,
    options: Sequence[str],
    stages: Sequence[Stage],
    content: str,
) -> dict[str, Any]:
    """Return the manifest of a run; ``content`` is the hash of its filtered pack."""
    return {
        "as_of": plain(scenario.as_of),
        "code_hash": code_hash(),
        "draws": draws.n,
        "format": FORMAT,
        "options": list(options),
        "pack": scenario.id,
        "pack_hash": content,
        "rows_per_block": ROWS_PER_BLOCK,
        "seed": draws.seed,
        "stages": {stage.name: plain(stage.settings) for stage in stages},
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """Return the versions of what the results may depend on."""
    return {name: version(name) for name in _LIBRARIES} | {"python": platform.python_version()}


@lru_cache(maxsize=4)
def code_hash(package: Path = _PACKAGE) -> str:
    """Return the SHA-256 over the sources of the rooms that compute: paths and bytes.

    A method edited under the same version makes another run. The value is the same on every
    machine with the same code, installed as a wheel or editable.
    """
    rooms = (path for path in package.iterdir() if path.is_dir() and path.name not in _NO_RESULTS)
    files = (path for room in rooms for path in room.rglob("*") if path.suffix in (".csv", ".py"))
    return digest_files(package, files)


def read_manifest(root: Path) -> dict[str, Any]:
    """Return the manifest of a run folder.

    Raises
    ------
    RunError
        If the folder is not a run folder, or of a format this version cannot read.
    """
    path = Folder(root).manifest
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise RunError(f"{root} is not a run folder: it has no manifest.json.") from None
    except (OSError, ValueError) as error:
        raise RunError(f"{path} cannot be read ({error}).") from None
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if found != FORMAT:
        raise RunError(
            f"{path} is of format {found!r}; this version reads format {FORMAT}. Use the version "
            "that made the run, or run the pack again in a new folder."
        )
    return dict(manifest)


def check_same(root: Path, found: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Refuse to continue a run that was made from something else.

    Raises
    ------
    StaleRunError
        Naming each field that differs, with both values.
    """
    told = differences(found, wanted)
    if told:
        raise StaleRunError(
            f"{root} holds another run: {told}. Give another folder with --out, or delete this one."
        )


def differences(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    """Return in words what two manifests say differently, nothing where they agree."""
    old, new = _fields(found), _fields(wanted)
    differing = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    return "; ".join(_difference(name, old.get(name), new.get(name)) for name in differing)


def _fields(manifest: Mapping[str, Any]) -> dict[str, Any]:
    flat = {name: value for name, value in manifest.items() if name != "versions"}
    flat |= {f"version of {name}": value for name, value in manifest.get("versions", {}).items()}
    return flat


def _difference(name: str, old: object, new: object) -> str:
    words = _WORDS.get(name, name)
    if isinstance(old, list) and isinstance(new, list):
        gone = [item for item in old if item not in new]
        come = [item for item in new if item not in old]
        return f"the {words} differ (only there: {_some(gone)}; only here: {_some(come)})"
    if name in ("code_hash", "pack_hash"):
        there, here = (str(value or "none")[:8] for value in (old, new))
        return f"the {words} is another ({there} there, {here} here)"
    if isinstance(old, Mapping) or isinstance(new, Mapping):
        return f"the {words} differ"
    return f"the {words} is {old} there and {new} here"


def _some(items: Sequence[str]) -> str:
    if not items:
        return "none"
    shown = ", ".join(items[:3])
    return shown if len(items) <= 3 else f"{shown} and {len(items) - 3} more"
