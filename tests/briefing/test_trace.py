"""Every sentence of the page leads back to stored columns, parameters and sources."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ceasefire.briefing.model import Briefing
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.trace import Branch, Traced, trace, traceable
from ceasefire.core.errors import UsageError
from ceasefire.runs.reading import Run


def branches(found: Traced) -> Iterator[Branch]:
    new = list(found.rests_on)
    while new:
        branch = new.pop()
        yield branch
        new += branch.rests_on


def test_every_statement_and_claim_is_traced(flagship: Run, built: Briefing) -> None:
    reader, columns = RunReader(flagship), flagship.codebook["columns"]
    known = traceable(built)
    assert {claim.id for claim in built.claims} < known.keys()
    for id, (text, _, addresses, sources) in known.items():
        found = trace(reader, built, id)
        assert found.text == text
        told = {branch.address: branch for branch in branches(found) if branch.rests_on}
        seen = {branch.address for branch in branches(found)}
        assert set(addresses) <= seen, id
        assert {f"source/{key}" for key in sources} <= seen, id
        for address in addresses:
            for read in columns.get(address, {}).get("reads", ()):
                assert read in seen, (id, address)
        for address in told:
            assert address.startswith("param/") or address in columns
        for branch in branches(found):
            assert branch.words
            assert all(words.strip() for words in branch.words), (id, branch.address)


def test_a_column_tells_formula_unit_range_and_file(flagship: Run, built: Briefing) -> None:
    found = trace(RunReader(flagship), built, "feasibility.happens")
    first = found.rests_on[0]
    entry = flagship.codebook["columns"][first.address]
    words = "\n".join(first.words)
    assert entry["description"] in words
    assert entry["formula"] in words
    assert "of 256 draws" in words
    below = {branch.address for branch in first.rests_on}
    assert set(entry["reads"]) <= below
    base = next(b for b in first.rests_on if b.address == "param/adversary_accepts_base")
    assert "grade E" in base.words[0]


def test_what_was_told_is_only_named_again(flagship: Run, built: Briefing) -> None:
    found = trace(RunReader(flagship), built, "feasibility.happens")
    full = [b.address for b in branches(found) if b.words != ("told above",)]
    assert len(full) == len(set(full))


@pytest.mark.parametrize("question", ["prospects", "feasibility"])
def test_a_later_answer_leads_back_through_the_earlier_ones(
    flagship: Run, built: Briefing, question: str
) -> None:
    """What holds or happens with a force comes from who arrives, and that from its size."""
    section = next(s for s in built.sections if s.question == question)
    seen = {
        branch.address
        for statement in section.statements
        for branch in branches(trace(RunReader(flagship), built, statement.id))
    }
    option = "deterrent-40k"
    assert f"size/{option}/size_troops" in seen
    assert any(address.startswith(f"deploy/{option}/arrived.day_") for address in seen)
    assert "param/garrison_released" in seen


def test_an_unknown_statement_is_named_with_the_nearest(flagship: Run, built: Briefing) -> None:
    with pytest.raises(UsageError, match=r"no statement 'size.shrt'.*size\.short"):
        trace(RunReader(flagship), built, "size.shrt")
