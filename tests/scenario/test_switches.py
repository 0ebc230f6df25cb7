"""Switches: what is switched is written and read back like any other pack."""

from pathlib import Path

import pytest

from ceasefire.core.errors import UsageError
from ceasefire.scenario import load, switch, write


@pytest.mark.parametrize(
    "asked",
    [
        {"exclude": ("DEU",)},
        {"exclude": ("GBR", "FRA", "NLD")},
        {"include": ("POL",)},
        {"backer": "none"},
        {"command": "nato"},
        {"exclude": ("DEU",), "include": ("POL",), "backer": "full", "command": "eu"},
    ],
    ids=str,
)
def test_a_switched_pack_is_written_and_read_back(asked: dict[str, object], tmp_path: Path) -> None:
    switched = switch(load("ukraine-2025"), **asked)  # type: ignore[arg-type]
    write(switched, tmp_path)
    again = load(tmp_path)
    assert again.options == switched.options
    out = set(asked.get("exclude", ()))  # type: ignore[call-overload]
    for table in ("contributor_forces", "contributor_units", "contributors"):
        assert not out & {row["iso3"] for row in again.rows(table)}, table


def test_a_state_cannot_be_in_and_out() -> None:
    with pytest.raises(UsageError, match="both included and excluded"):
        switch(load("ukraine-2025"), include=("POL",), exclude=("POL",))
