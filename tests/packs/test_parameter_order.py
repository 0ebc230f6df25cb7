"""The order of parameters is their place in the draws: names are appended, never moved or put in.

A name in the middle would give every later one other draws, and every figure of every briefing
would move for no reason that anybody could see.
"""

from pathlib import Path

import pytest

from ceasefire.scenario import load


@pytest.mark.parametrize("origin", ["reference", "pack"])
def test_names_that_are_there_keep_their_place(origin: str) -> None:
    stored = (Path(__file__).parent / f"order_{origin}.txt").read_text(encoding="utf-8").split()
    declared = list(load("ukraine-2025").declared[origin])
    assert declared[: len(stored)] == stored, "append new parameters at the end of the file"
    new = declared[len(stored) :]
    assert not new, f"add to the end of tests/packs/order_{origin}.txt: {' '.join(new)}"
