"""Method and limits: what the reader must know before using a number."""

from __future__ import annotations

from ceasefire.briefing.model import Reference, Statement
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.sentences import LIMITS
from ceasefire.briefing.words import day, join, number, small
from ceasefire.scenario.model import Choice, Fixed

__all__ = ["limits"]


def limits(reader: RunReader, references: tuple[Reference, ...]) -> tuple[Statement, ...]:
    """Return the limits, with counts taken from the run."""
    ranged = [
        q for q in reader.scenario.parameters.values() if not isinstance(q.value, Fixed | Choice)
    ]
    as_of = reader.scenario.as_of
    coefficients = [q for q in reader.scenario.parameters.values() if q.origin == "reference"]
    later = [q for q in coefficients if _later(reader, q.sources)]
    options = [o for o in reader.scenario.options if o.id in reader.options]
    asked_later = [o for o in options if _later(reader, o.sources)]
    slots: dict[str, object] = {
        "total": number(len(ranged), published=True),
        "judged": number(sum(q.grade == "E" for q in ranged), published=True),
        "as_of": day(as_of),
        "place": reader.scenario.parties.get("host", "the place"),
        "later": small(len(later)),
        "options": small(len(asked_later)),
        "relays": number(sum(r.grade == "C" for r in references), published=True),
        "cited": number(len(references), published=True),
        "draws": number(reader.run.draws, published=True),
        "unseen": join(name.replace("_", " ") for name in reader.scenario.invisible),
        "failed": small(len(reader.run.failures())),
    }
    return tuple(
        Statement(
            id=id,
            text=text.format(**slots),
            estimate=None,
            band=None,
            variants=(),
            sources=(),
            computed_from=("manifest", "table/sources"),
            grade="D",
        )
        for id, text in LIMITS.items()
        if id != "limits.unseen" or reader.scenario.invisible
    )


def _later(reader: RunReader, keys: tuple[str, ...]) -> bool:
    """Say whether a source is later than the as-of date; a month counts to its last day."""
    as_of = reader.scenario.as_of.isoformat()
    known = reader.scenario.sources
    return any(_last_day(known[key].date) > as_of for key in keys if known[key].date)


def _last_day(date: str) -> str:
    return date if len(date) == 10 else f"{date}-31" if len(date) == 7 else f"{date}-12-31"
