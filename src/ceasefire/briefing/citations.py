"""One citation formatter for every renderer: numbers in order of first use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from ceasefire.briefing.model import Reference
from ceasefire.briefing.words import when
from ceasefire.scenario.model import Source

__all__ = ["formatted", "numbered"]


def numbered(
    keys: Iterable[str], sources: Mapping[str, Source], grades: Mapping[str, str]
) -> tuple[Reference, ...]:
    """Return the references of the cited keys, numbered in order of first use.

    ``grades`` gives a key the best grade of what rests on it; a key without one has none.

    Raises
    ------
    ValueError
        If a key is in no ``sources.yaml``: a number without its source does not build.
    """
    cited = tuple(dict.fromkeys(keys))
    lost = [key for key in cited if key not in sources]
    if lost:
        raise ValueError(f"cited, but in no sources.yaml: {', '.join(lost)}")
    return tuple(
        _reference(n, sources[key], grades.get(key, "")) for n, key in enumerate(cited, start=1)
    )


def formatted(reference: Reference) -> str:
    """Return a reference as plain text: author, title, place, date in words.

    The address is left to the renderer, which makes it a link or prints it.
    """
    parts = (reference.author, f"“{reference.title}”", reference.place, when(reference.date))
    return ", ".join(part for part in parts if part and part != "“”")


def _reference(number: int, source: Source, grade: str) -> Reference:
    host = (urlsplit(source.url).hostname or "").removeprefix("www.")
    return Reference(
        number=number,
        key=source.key,
        author=source.author,
        title=source.title,
        place=source.publisher or host,
        date=source.date,
        url=source.url,
        grade=grade,
        note=source.note,
    )
