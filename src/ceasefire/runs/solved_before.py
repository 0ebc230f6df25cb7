"""What a solver found once is not solved again: a cache by content, beside other caches.

The key is made of the solver's inputs, the code of the room and the solver's version, so a change
in any of them solves anew; kept or solved, the answer is the same. A file that cannot be read, or
written, costs time and nothing else.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ceasefire.runs.plain import digest, to_json
from ceasefire.runs.stages import Stage

__all__ = ["cache_folder", "solved_before"]

_UNREADABLE = (OSError, EOFError, AttributeError, ImportError, IndexError, pickle.UnpicklingError)


def solved_before(stage: Stage, scenario: Any) -> Any:
    """Return what the stage solves for a scenario, from the cache where it was solved before.

    Raises
    ------
    ValueError
        If the stage has nothing to solve.
    """
    if stage.solve is None or stage.solve_inputs is None:
        raise ValueError(f"{stage.name} solves nothing beforehand")
    inputs = stage.solve_inputs(scenario)
    room = Path(str(sys.modules[stage.solve.__module__].__file__)).parent
    code = [digest(path.read_bytes()) for path in sorted(room.glob("*.py"))]
    parts = (stage.name, to_json(inputs), *code, version("highspy"))
    path = cache_folder() / "solved" / f"{digest(' '.join(parts))}.pickle"
    try:
        return pickle.loads(path.read_bytes())
    except _UNREADABLE:
        solved = stage.solve(inputs)
    _keep(path, solved)
    return solved


def cache_folder() -> Path:
    """Return ``CEASEFIRE_CACHE_DIR``, else the user's cache folder for this package."""
    given = os.environ.get("CEASEFIRE_CACHE_DIR")
    if given:
        return Path(given)
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Path(home) / "ceasefire"


def _keep(path: Path, solved: Any) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            pickle.dump(solved, file)
        Path(file.name).replace(path)
    except OSError:
        return
