"""The public surface is the sorted list of verbs, and each of them is there."""

from __future__ import annotations

import types
from pathlib import Path

import ceasefire


def test_exported_names_are_the_sorted_list() -> None:
    assert ceasefire.__all__ == sorted(ceasefire.__all__)
    assert dir(ceasefire) == ceasefire.__all__
    assert {"brief", "draw", "load", "run"} <= set(ceasefire.__all__)


def test_every_exported_name_is_a_documented_function() -> None:
    for name in ceasefire.__all__:
        verb = getattr(ceasefire, name)
        assert isinstance(verb, types.FunctionType), name
        assert verb.__doc__, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(ceasefire, "no_such_verb")


def test_no_verb_has_the_name_of_a_subpackage(root: Path) -> None:
    package = root / "src/ceasefire"
    subpackages = {path.parent.name for path in package.glob("*/__init__.py")}
    assert "core" in subpackages
    assert subpackages.isdisjoint(ceasefire.__all__)
