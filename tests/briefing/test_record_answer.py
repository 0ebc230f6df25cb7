"""Sentences on the record say what the figures allow, and differences never read as nothing."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from ceasefire.briefing.precedents_data import signed
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.record_answer import record_notes

FULFILMENT: dict[str, Any] = {
    **{"n_held": 11, "n_broken": 6, "held_median": 0.97, "broken_median": 0.5},
    **{"better_share": 0.8, "better_high": 0.95},
}


def reader(record: dict[str, Any]) -> RunReader:
    """Return what stands for the reader of a run with this record."""
    return cast(RunReader, SimpleNamespace(run=SimpleNamespace(hindcast=lambda: record)))


@pytest.mark.parametrize(
    ("low", "id"),
    [
        (0.39, "precedents.fulfilment"),
        (0.5, "precedents.fulfilment"),
        (0.55, "precedents.fulfilment_differs"),
    ],
)
def test_what_was_sent_is_not_shown_to_matter_where_chance_could_do_it(low: float, id: str) -> None:
    (said,) = record_notes(reader({"fulfilment": FULFILMENT | {"better_low": low}}))
    assert said.id == id
    assert f"{low:.0%} to 95%" in said.text


def test_out_of_time_nothing_is_shown_where_the_interval_holds_none() -> None:
    score = {"forecaster": "prior", "years": 5.0, "n": 24, "gain": 0.04, "gain_high": 0.1}
    for low, id in ((-0.0004, "precedents.later"), (0.0041, "precedents.later_holds")):
        later = {"last_year": 1999, "later_breaks": [score | {"gain_low": low}]}
        (said,) = record_notes(reader(later))
        assert said.id == id
        assert signed(low, plus="") in said.text
        assert " 0.00 " not in said.text
