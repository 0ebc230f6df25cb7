"""An open, cited, reproducible model of the forces that stand behind a ceasefire."""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "brief": "ceasefire.briefing",
    "compare": "ceasefire.runs",
    "draw": "ceasefire.draws",
    "load": "ceasefire.scenario",
    "run": "ceasefire.runs",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        # Threads are fixed before the first numeric library is imported.
        from ceasefire.core.threads import pin_threads

        pin_threads()
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'ceasefire' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
