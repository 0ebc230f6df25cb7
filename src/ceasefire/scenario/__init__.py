"""What is known: packs, quantities with unit and source, sectors, terms, options.

A pack is a folder (docs/reference/pack-format.md). :func:`load` reads it, with every problem at
once, as of a date; :func:`check` lists the problems, :func:`new` starts a pack from a template,
:func:`switch` sets what a reader switches for a run, :func:`write` copies what was known into a
run folder that :func:`load` reads again, and :func:`content_hash` names that content.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ceasefire.scenario.loading import check, load
    from ceasefire.scenario.packs import new, reference_folder, shipped
    from ceasefire.scenario.run_pack import content_hash, write
    from ceasefire.scenario.switches import switch

_HOMES = {
    "check": "loading",
    "content_hash": "run_pack",
    "load": "loading",
    "new": "packs",
    "reference_folder": "packs",
    "shipped": "packs",
    "switch": "switches",
    "write": "run_pack",
}
__all__ = ["check", "content_hash", "load", "new", "reference_folder", "shipped", "switch", "write"]


def __getattr__(name: str) -> Any:
    """Import a function with the module behind it when it is first used."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
