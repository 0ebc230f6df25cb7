"""The claims of the debate with their verdicts, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ceasefire.briefing.model import Claim
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.sentences import CLAIM_REASONS, DECIDING
from ceasefire.briefing.words import chance, number, percent, when

__all__ = ["claims"]

# Facts that are shares of draws or of an army, printed as per cent; the rest are numbers.
_SHARES = ("share", "passes_", "excess", "host_share")
_PUBLISHED = ("claimed", "known", "low", "high", "host", "adversary_army", "size", "missions")


def claims(reader: RunReader) -> tuple[Claim, ...]:
    """Return every claim of the pack with its verdict, in the order of the table."""
    verdicts = reader.run.claims()
    return tuple(
        _claim(row, verdicts[str(row["id"])])
        for row in reader.scenario.rows("claims")
        if str(row["id"]) in verdicts
    )


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
        sources=tuple(
            dict.fromkeys(
                (*verdict["sources"], *(k for k in str(row["sources"] or "").split(";") if k))
            )
        ),
    )


def _words(name: str, value: float | str) -> str:
    if isinstance(value, str):
        return value
    if name.startswith(_SHARES):
        return percent(value)
    if name.startswith("enough_"):
        return number(value)
    return number(value, published=name in _PUBLISHED)
