"""Finds the folders of a pack, and starts a new one."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from ceasefire.core.errors import PackError, Problem, UsageError
from ceasefire.scenario.problems import nearest

__all__ = ["Folders", "locate", "new", "reference_folder", "shipped"]

PACKS = Path(__file__).resolve().parents[1] / "packs"
_NOT_PACKS = {"reference", "template"}


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a pack, its reference tables and, in a run folder, the later proposals are."""

    pack: Path
    reference: Path
    published_after: Path | None


def shipped() -> tuple[str, ...]:
    """Return the names of the packs that come with the package."""
    found = (path.parent.name for path in PACKS.glob("*/scenario.yaml"))
    return tuple(sorted(name for name in found if name not in _NOT_PACKS))


def reference_folder(pack: Path) -> Path:
    """Return the reference tables a pack is read with: its own ``reference/``, else the shipped."""
    own = pack / "reference"
    return own if (own / "reference.yaml").is_file() else PACKS / "reference"


def locate(pack: str | os.PathLike[str]) -> Folders:
    """Return the folders of a shipped name, a pack's folder, or a run folder (its ``pack/``).

    Raises
    ------
    PackError
        If there is no such pack; the nearest shipped one is named.
    """
    given = os.fspath(pack)
    path = PACKS / given if given in shipped() else Path(given)
    try:
        if not path.exists():
            raise PackError([_missing(given)])
        if not path.is_dir():
            what = "This is a file where a pack's folder should be"
            raise PackError([Problem(given, 0, 0, what, "", "Give the folder that holds it")])
        if not (path / "scenario.yaml").exists() and (path / "pack" / "scenario.yaml").exists():
            path = path / "pack"
        if not (path / "scenario.yaml").exists():
            what = "The folder holds no scenario.yaml, so it is not a pack"
            fix = f"Give a pack's folder or a shipped name: {', '.join(shipped())}"
            raise PackError([Problem(given, 0, 0, what, "", fix)])
        reference = reference_folder(path)
        later = path.parent / "published_after" if reference.parent == path else None
        return Folders(path, reference, later)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        shown = "".join(char if char.isprintable() else "?" for char in given)[:200]
        raise PackError([Problem(shown, 0, 0, f"The path cannot be read: {reason}")]) from None


def new(path: str | os.PathLike[str]) -> Path:
    """Copy the template to a folder that does not exist yet (or is empty) and return it.

    Raises
    ------
    UsageError
        If the folder exists and holds something, or cannot be made.
    """
    folder = Path(path)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder} exists already; name a new folder")
        shutil.copytree(PACKS / "template", folder, dirs_exist_ok=True)
        name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
        scenario = folder / "scenario.yaml"
        text = scenario.read_text(encoding="utf-8")
        text = text.replace("id: my-ceasefire", f"id: {name[:80] or 'my-ceasefire'}", 1)
        scenario.write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder} cannot be made: {error}") from None
    return folder


def _missing(given: str) -> Problem:
    near = nearest(Path(given).name or given, shipped())
    fix = f"Perhaps you meant '{near}'" if near else f"Shipped packs: {', '.join(shipped())}"
    return Problem(given, 0, 0, "There is no such pack or folder", "", fix)
