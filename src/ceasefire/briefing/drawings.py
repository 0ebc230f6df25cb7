"""The figures of a briefing: heading, sentence from the figure's numbers, drawing, table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt
import numpy as np

from ceasefire.briefing.build_up_data import task_build_up_data
from ceasefire.briefing.figure_data import published_sizes_data, requirement_data
from ceasefire.briefing.figures.published_sizes import published_sizes
from ceasefire.briefing.figures.requirement_by_method import (
    requirement_by_method,
    requirement_pages,
)
from ceasefire.briefing.figures.rotation_pools import rotation_pools
from ceasefire.briefing.figures.sector_map import sector_map
from ceasefire.briefing.figures.task_build_up import task_build_up
from ceasefire.briefing.figures.window_ruler import window_ruler
from ceasefire.briefing.map_data import map_data
from ceasefire.briefing.model import DataTable, Figure
from ceasefire.briefing.options import first_option
from ceasefire.briefing.published import published_summary
from ceasefire.briefing.read import RunReader, ends, told
from ceasefire.briefing.record_answer import scores_beside
from ceasefire.briefing.rotation_data import rotation_pools_data
from ceasefire.briefing.sentences import SENTENCES
from ceasefire.briefing.size_answer import job_ranges
from ceasefire.briefing.window_data import window_data
from ceasefire.briefing.words import NBSP, day, number, percent, troops_range, when
from ceasefire.scenario.cells import keys_in

__all__ = ["WIDTHS", "purpose_figures", "size_figures"]

WIDTHS = (1076, 640, 358)
Draw = Callable[[Any, int], dict[str, Any]]


def size_figures(reader: RunReader) -> tuple[Figure, ...]:
    """Return the figures on size; those a pack has no data for are left out."""
    return told(
        lambda: _published(reader),
        lambda: _requirement(reader),
        lambda: _window(reader),
        lambda: _rotation(reader),
        lambda: _map(reader),
    )


def purpose_figures(reader: RunReader) -> tuple[Figure, ...]:
    """Return the figures on purpose."""
    return told(lambda: _build_up(reader))


def _specs(draw: Draw, data: Any) -> Mapping[str, Mapping[str, Any]]:
    return {str(width): _versioned(draw(data, width)) for width in WIDTHS}


def _versioned(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"$schema": alt.SCHEMA_URL, **spec}


def _published(reader: RunReader) -> Figure | None:
    if not reader.scenario.rows("proposals"):
        return None
    data, published = published_sizes_data(reader), published_summary(reader)
    later = [f for row in data.rows for f in row.figures if f.after]
    rows = tuple(
        (
            row.title,
            figure.label,
            when(str(figure.published)[:7]),
            _end(figure.low, "no lower end given"),
            _end(figure.high, "no upper end given"),
        )
        for row in data.rows
        for figure in row.figures
    )
    return Figure(
        id="published",
        title="What was asked for depends on the job",
        subtitle="Published sizes of the force by concept and date; deployed troops, logarithmic "
        "scale. Bands: the computed range for the same job.",
        sentence=SENTENCES["figure.published"].format(
            as_of=day(reader.scenario.as_of),
            known=number(published.known),
            middle_words=f"from {number(published.low, published=True)} to "
            f"{number(published.high, published=True)} troops",
            later=number(len(later), published=True),
        ),
        specs=_specs(published_sizes, data),
        sources=published.sources,
        table=DataTable(
            "Published figures",
            ("Job", "Who", "Month", "Troops from", "Troops to"),
            rows,
            "Both ends the same: one figure. An end not given: “at most” or “at least”.",
        ),
    )


def _requirement(reader: RunReader) -> Figure | None:
    ranges = job_ranges(reader)
    if not ranges:
        return None
    data = requirement_data(reader)
    scores = scores_beside(reader, reader.options[0])
    rows = tuple(
        (group.title, row.title, variant.name, variant.p05, variant.p95)
        for group in data.groups
        for row in group.rows
        for variant in row.variants
    ) + tuple(
        (group.title, row.title, "the only reading", row.quantiles[0], row.quantiles[4])
        for group in data.groups
        for row in group.rows
        if row.quantiles
    )
    return Figure(
        id="requirement",
        title="Each job has its own method, and its own size",
        subtitle="Troops needed by job and method; logarithmic scale. One thin line a past mission "
        "or reading, the pale band is their envelope.",
        sentence=SENTENCES["figure.requirement"].format(**ranges),
        specs=_specs(requirement_by_method, data),
        sources=(),
        table=DataTable(
            "Requirement by job, method and variant",
            (
                *("Job", "Method", "Yardstick or reading", "Troops, 5%", "Troops, 95%"),
                *(("Past missions within a factor of two",) if scores else ()),
            ),
            tuple(
                (a, b, c, number(low), number(high), *_score(scores, b, c))
                for a, b, c, low, high in rows
            ),
            "The last column: in how many cases the method, not the single yardstick, came within "
            "a factor of two of what planners asked for."
            if scores
            else "",
        ),
        pages=tuple(_versioned(page) for page in requirement_pages(data)),
    )


def _score(scores: Mapping[tuple[str, str], str], method: str, variant: str) -> tuple[str, ...]:
    """Return the cell of a method's record, no cell where the run has no record."""
    if not scores:
        return ()
    reading = variant.removesuffix(": none needed")
    return (scores.get((method, reading)) or scores.get((method, "")) or "could not be tried",)


def _build_up(reader: RunReader) -> Figure | None:
    data = task_build_up_data(reader)
    option = first_option(reader, "rear")
    if data is None or option is None:
        return None
    largest = max(data.steps, key=lambda step: step.quantiles[2])
    return Figure(
        id="build-up",
        title="What a force in the rear is made of",
        subtitle=f"Parts of the option “{option.title}”; deployed troops.",
        sentence=SENTENCES["figure.build_up"].format(
            option=option.title,
            total=troops_range(data.total[0], data.total[4]),
            largest=largest.name[0].lower() + largest.name[1:],
            largest_range=troops_range(largest.quantiles[0], largest.quantiles[4], unit=""),
        ),
        specs=_specs(task_build_up, data),
        sources=(),
        table=DataTable(
            "Parts",
            ("Part", "Troops, 5%", "Troops, 95%"),
            tuple(
                (name, number(spread[0]), number(spread[4]))
                for name, spread in (
                    *((step.name, step.quantiles) for step in data.steps),
                    ("Total, jointly", data.total),
                )
            ),
        ),
    )


def _window(reader: RunReader) -> Figure | None:
    data = window_data(reader)
    option = first_option(reader, "deter")
    if data is None or option is None:
        return None
    size = reader.values("size", option.id, "size_troops").astype(float)

    def passes(name: str) -> str:
        share = reader.pass_share(option.id, name)
        return "unknown" if share is None else percent(share)

    return Figure(
        id="window",
        title="The host’s army decides the first test, and nobody has measured the third",
        subtitle="Options by size over the three tests of the window; deployed troops, logarithmic "
        "scale. Shade: share of the draws in which a size passes, pale for none and dark for all; "
        "an option is marked in the strips that hold for it.",
        sentence=SENTENCES["figure.window"].format(
            option=f"“{option.title}”",
            soft=reader.judged_chance(option.id, "window.soft_s6_troops", size).words,
            combat=passes("hold_combat"),
            deployed=passes("hold_deployed"),
        ),
        specs=_specs(window_ruler, data),
        sources=(),
    )


def _rotation(reader: RunReader) -> Figure | None:
    data = rotation_pools_data(reader)
    if data is None:
        return None
    multipliers = [rule.multiplier for rule in data.rules]
    if min(multipliers) == max(multipliers):  # one tick in an empty chart
        return None
    row = data.rows[min(2, len(data.rows) - 1)]
    sources = [
        key for rule in reader.scenario.rows("rotation_rules") for key in keys_in(rule["sources"])
    ]
    return Figure(
        id="rotation",
        title="Keeping a force in place ties down a multiple of it",
        subtitle="Soldiers tied down, deployed and at home, by rotation rule; logarithmic scale.",
        sentence=SENTENCES["figure.rotation"].format(
            times=" to ".join(f"{m:g}" for m in sorted({min(multipliers), max(multipliers)})),
            size=number(row.force, published=True),
            pool=troops_range(min(row.pools), max(row.pools), unit="soldiers"),
        ),
        specs=_specs(rotation_pools, data),
        sources=tuple(dict.fromkeys(sources)),
        table=DataTable(
            "Rules",
            ("Rule", "Soldiers for one deployed"),
            tuple((rule.name, f"{rule.multiplier:g}") for rule in data.rules),
        ),
    )


def _map(reader: RunReader) -> Figure | None:
    data = map_data(reader)
    if data is None:
        return None
    sectors = reader.scenario.sectors
    lengths = {s.id: reader.parameter(s.length) for s in sectors}
    land = _sum(lengths[s.id] for s in sectors if s.kind == "land_contact")
    river = _sum(lengths[s.id] for s in sectors if s.kind == "river_contact")
    border = _sum(lengths[s.id] for s in sectors if not s.contact)
    if land is None and river is None and border is None:
        return None
    known = reader.scenario.parameters
    return Figure(
        id="map",
        title="What there is to watch",
        subtitle="Sectors of the line and the borders beside it, with their published lengths.",
        sentence=_map_sentence(land, river, border),
        specs=_specs(sector_map, data),
        sources=tuple(dict.fromkeys(k for s in sectors for k in known[s.length].sources)),
        table=DataTable(
            "Sectors",
            ("Number", "Sector", "Published length"),
            tuple((str(s["number"]), s["title"], s["length_text"]) for s in data["sectors"]),
            "Lengths are published or measured elsewhere, never taken from this drawing. It shows "
            "no positions.",
        ),
    )


def _map_sentence(land: Any, river: Any, border: Any) -> str:
    """Return what the map shows, of the kinds of sector there are; arrays (draws,) or None."""
    contact = [length for length in (land, river) if length is not None]
    front = np.sum(contact, axis=0) if contact else None
    said = []
    if front is not None:
        kind = "land" if river is None else "river" if land is None else "front"
        slots = {"land": _km(land), "river": _km(river)} if kind == "front" else {}
        said.append(SENTENCES[f"figure.map_{kind}"].format(front=_km(front), **slots))
    if border is not None:
        longer = front is not None and np.min(border - front) > 0
        key = "figure.map_longer" if longer else "figure.map_border"
        said.append(SENTENCES[key].format(border=_km(border)))
    return " ".join(said)


def _end(value: float | None, words: str) -> str:
    return words if value is None else number(value, published=True)


def _sum(arrays: Any) -> Any:
    found = list(arrays)
    return np.sum(found, axis=0) if found else None


def _km(values: Any) -> str:
    low, high = (round(end, -1) for end in ends(values))
    return f"{number(low, published=True)}–{number(high, published=True)}{NBSP}km"
