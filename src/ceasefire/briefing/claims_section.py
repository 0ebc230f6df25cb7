"""The claims of the debate with their verdicts, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ceasefire.briefing.model import Claim, Statement
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.sentences import CLAIM_REASONS, DECIDING
from ceasefire.briefing.words import chance, number, percent, when
from ceasefire.scenario.cells import keys_in

__all__ = ["claims", "rests_on"]

_READ_BY_THE_ROW = frozenset({"table/operations"})
# Facts that are shares of draws or of an army, printed as per cent; the rest are numbers.
_SHARES = ("share", "passes_", "excess", "host_share", "least_share")
_PUBLISHED = (
    *("claimed", "known", "low", "high", "host", "adversary_army", "size", "missions"),
    *("foreign", "deaths", "robust", "all", "cases", "held"),
)


def claims(reader: RunReader) -> tuple[Claim, ...]:
    """Return every claim of the pack with its verdict, in the order of the table."""
    verdicts = reader.run.claims()
    return tuple(
        _claim(row, verdicts[str(row["id"])])
        for row in reader.scenario.rows("claims")
        if str(row["id"]) in verdicts
    )


def rests_on(claim: Claim, said: Sequence[Statement]) -> tuple[str, ...]:
    """Return the statements computed from a column that the claim was tested on.

    Where no statement is, the ones computed from such a column of another option: they tell the
    same rule. A claim on one past mission rests on its row; statements from the whole table of
    missions tell nothing of it.
    """
    tested = set(claim.computed_from) - _READ_BY_THE_ROW
    same = tuple(s.id for s in said if tested & set(s.computed_from))
    if same:
        return same
    columns = {_without_option(address) for address in tested}
    return tuple(
        s.id for s in said if columns & {_without_option(address) for address in s.computed_from}
    )


def _without_option(address: str) -> str:
    """Return stage and column of ``<stage>/<option>/<column>``; another address as it is."""
    parts = address.split("/")
    return f"{parts[0]}/{parts[2]}" if len(parts) == 3 else address


def _claim(row: Mapping[str, object], verdict: Mapping[str, Any]) -> Claim:
    facts = verdict["facts"]
    slots = {name: _words(name, value) for name, value in facts.items()}
    for name in facts:
        # A share that rests on judgement comes as a range, and is printed as a chance in words.
        if name.startswith("passes_") and name.endswith("_low"):
            stem = name.removesuffix("_low")
            slots[stem] = chance(facts[name], facts[f"{stem}_high"]).words
    flip = verdict["flip"]
    slots["flip"] = "no value" if flip is None else number(flip)
    return Claim(
        id=str(row["id"]),
        claim=str(row["claim"]),
        who=str(row["attributed_to"]),
        when=when(str(row["said_on"])),
        verdict=str(verdict["verdict"]),
        why=CLAIM_REASONS[verdict["reason"]].format(**slots),
        deciding=DECIDING.get(str(verdict["deciding"]), ""),
        statements=(),
        computed_from=tuple(verdict["computed_from"]),
        sources=tuple(dict.fromkeys((*verdict["sources"], *keys_in(row["sources"])))),
    )


def _words(name: str, value: float | str) -> str:
    if isinstance(value, str):
        return value
    if name.startswith(_SHARES):
        return percent(value)
    if name.startswith("enough_"):
        return number(value)
    return number(value, published=name in _PUBLISHED)
