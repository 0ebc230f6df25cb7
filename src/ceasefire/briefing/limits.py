"""Method and limits: what the reader must know before using a number."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.briefing.deploy_data import forces
from ceasefire.briefing.holding_data import holding_views
from ceasefire.briefing.map_data import why_no_map
from ceasefire.briefing.model import Reference, Statement
from ceasefire.briefing.precedents_data import learnt_later, record
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.words import day, join, number, small
from ceasefire.scenario.model import Choice, Fixed

__all__ = ["LIMITS", "limits"]

LIMITS: Mapping[str, str] = {
    "limits.level": (
        "This is a model of public strategy: countries, brigades, kilometres. It shows no "
        "positions and advises no tactics."
    ),
    "limits.judgement": (
        "Of {total} quantities with a range, {judged} rest on this project’s judgement (grade "
        "E). "
        "Where they decide a number, it has a range and no middle."
    ),
    "limits.as_of": (
        "Nothing known after {as_of} is used for {place}. Coefficients of methods are not tied "
        "to "
        "the date: {later} of those used cite a later study or report. {options} "
        "published later: an option is a question, not evidence.{learnt}"
    ),
    "limits.sources": (
        "Many sources are relays of an original that could not be reached; {relays} of the "
        "{cited} "
        "cited here are weak relays or pages not located (grade C)."
    ),
    "limits.methods": ("The methods answer different questions and are never averaged. {record}"),
    "limits.density": (
        "Security forces by population are not computed for the people of the buffer zone alone: "
        "no count of them was found. Goode’s formula is left out: its coefficients were not found "
        "in print."
    ),
    "limits.deploy": (
        "Who joins, how many units of a kind a state has, and how fast it decides are this "
        "project’s judgement. No state is forecast: a chance to join says how a public stance was "
        "read on {as_of}. Arrival is an upper bound over civil ports, railways and crossings."
    ),
    "limits.holding": (
        "Whether it holds is anchored to past cases, one class at a time; what a force changes "
        "comes from a simulation of incidents and a game, whose parameters are mostly judgement. "
        "Variants are shown side by side and never averaged."
    ),
    "limits.unseen": (
        "No value known on the as-of date: {unseen}. What needs one of them is unknown here and "
        "left out."
    ),
    "limits.failed": "Of {draws} draws, {failed} failed in any computation.",
    "limits.map": "{no_map}",
}


_RECORD = "How they did on past missions stands under “What happened before?”."
_LEARNT = (
    " Shares of past ceasefires that broke were counted later as well, and count what came after "
    "the date."
)
_NO_RECORD = "Too few past missions had begun by the date to measure how they did on them."


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
        "options": _sizes_were(len(asked_later)),
        "learnt": _LEARNT if learnt_later(reader) else "",
        "relays": number(sum(r.grade == "C" for r in references), published=True),
        "cited": number(len(references), published=True),
        "draws": number(reader.run.draws, published=True),
        "unseen": join(name.replace("_", " ") for name in reader.scenario.invisible),
        "failed": small(len(reader.run.failures())),
        "no_map": why_no_map(reader),
        "record": _RECORD if record(reader) else _NO_RECORD,
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
        if _applies(id, reader)
    )


def _applies(id: str, reader: RunReader) -> bool:
    """Say whether a limit is one of this pack: what it does not touch, it need not excuse."""
    if id == "limits.unseen":
        return bool(reader.scenario.invisible)
    if id == "limits.deploy":
        return bool(forces(reader))
    if id == "limits.holding":
        return bool(holding_views(reader))
    if id == "limits.density":
        return reader.scenario.declares("population")
    if id == "limits.map":
        return bool(why_no_map(reader))
    return True


def _sizes_were(count: int) -> str:
    """Say of how many options the size was published after the date."""
    if count == 0:
        return "No option’s size was"
    if count == 1:
        return "The size of one option was"
    return f"The sizes of {small(count)} options were"


def _later(reader: RunReader, keys: tuple[str, ...]) -> bool:
    """Say whether a source is later than the as-of date; a month counts to its last day."""
    as_of = reader.scenario.as_of.isoformat()
    known = reader.scenario.sources
    return any(_last_day(known[key].date) > as_of for key in keys if known[key].date)


def _last_day(date: str) -> str:
    return date if len(date) == 10 else f"{date}-31" if len(date) == 7 else f"{date}-12-31"
