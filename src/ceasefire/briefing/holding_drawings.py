"""The figures of the section on holding: heading, sentence from the numbers, drawing, table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt

from ceasefire.briefing.figures.incident_history import incident_history
from ceasefire.briefing.figures.losses import losses
from ceasefire.briefing.figures.provocation_flip import provocation_flip
from ceasefire.briefing.figures.sector_incidents import sector_incidents
from ceasefire.briefing.figures.survival_fans import survival_fans
from ceasefire.briefing.figures.theme import WIDTHS
from ceasefire.briefing.holding_data import CENTRAL, STAGE, HoldingView, lead_view, telling
from ceasefire.briefing.holding_figure_data import (
    STAKES,
    fans_data,
    flips_data,
    histories_data,
    losses_data,
    met_view,
    sectors_data,
)
from ceasefire.briefing.holding_notes import stake_range
from ceasefire.briefing.holding_read import CLASSES, flips_of, in_ten, in_tenths, label, one_digit
from ceasefire.briefing.model import DataTable, Figure
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.sentences_holding import HOLDING_FIGURE_SENTENCES, HOLDING_FIGURE_WORDS
from ceasefire.briefing.words import number, small

__all__ = ["holding_figures"]


def holding_figures(reader: RunReader) -> tuple[Figure, ...]:
    """Return the figures on holding; those a run has no data for are left out."""
    lead = lead_view(reader)
    if lead is None:
        return ()
    return told(
        lambda: _survival(reader, lead),
        lambda: _histories(reader),
        lambda: _sectors(reader),
        lambda: _losses(reader, lead),
        lambda: _provocation(reader, lead),
    )


def _specs(draw: Callable[[Any, int], dict[str, Any]], data: Any) -> Mapping[str, Any]:
    return {str(width): {"$schema": alt.SCHEMA_URL, **draw(data, width)} for width in WIDTHS}


def _sources(view: HoldingView, *columns: str) -> tuple[str, ...]:
    codebook = view.reader.run.codebook["columns"]
    known = (codebook[f"{STAGE}/{view.option.id}/{c}"] for c in columns if view.has(c))
    return tuple(dict.fromkeys(key for entry in known for key in entry["sources"]))


def _survival(reader: RunReader, lead: HoldingView) -> Figure | None:
    data = fans_data(reader)
    if data is None:
        return None
    last = f"year_{lead.years}"
    held, alone = (lead.histories(lead.values(f"{s}.{last}")) for s in ("holds.h2", "no_force.h2"))
    gain = max(abs(held[name] - alone[name]) for name in held)
    classes = [alone[name] for name in (CENTRAL, *CLASSES) if name in alone]
    cases_decide = bool(classes) and max(classes) - min(classes) > gain
    title, subtitle = HOLDING_FIGURE_WORDS["survival" if cases_decide else "survival_force"]
    rows = [
        (view.option.title, label(name), *(in_ten(year[name]) for year in by_year))
        for view in telling(reader)
        for by_year in [
            [view.histories(view.values(f"holds.h2.year_{y + 1}")) for y in range(view.years)]
        ]
        for name in by_year[0]
    ]
    return Figure(
        id="survival",
        title=title,
        subtitle=subtitle,
        sentence=HOLDING_FIGURE_SENTENCES["survival"].format(
            years=small(lead.years),
            option=lead.option.title,
            low=in_ten(min(held.values())),
            high=in_ten(max(held.values())),
            low_variant=label(min(held, key=lambda name: held[name])),
            high_variant=label(max(held, key=lambda name: held[name])),
            none_low=in_ten(min(alone.values())),
            none_high=in_ten(max(alone.values())),
        ),
        specs=_specs(survival_fans, data),
        sources=_sources(lead, "holds.h2.year_1"),
        table=DataTable(
            "Of ten histories, those without large-scale war",
            ("Option", "Variant", *(f"After year {y + 1}" for y in range(lead.years))),
            tuple(rows),
        ),
    )


def _histories(reader: RunReader) -> Figure | None:
    data, met = histories_data(reader), met_view(reader)
    if data is None or met is None:
        return None
    alone, force = data.worlds
    title, subtitle = HOLDING_FIGURE_WORDS["histories"]
    shown = ("Half a year", 6), ("One year", 12), ("Two years", 24), ("Four years", 48)
    return Figure(
        id="histories",
        title=title,
        subtitle=subtitle,
        sentence=HOLDING_FIGURE_SENTENCES["histories"].format(
            count=small(len(alone.single)),
            alone=small(sum(alone.ended)),
            force=small(sum(force.ended)),
            option=force.title,
            years=small(met.years),
        ),
        specs=_specs(incident_history, data),
        sources=_sources(met, "history.epoch_1"),
        table=DataTable(
            "Incidents in thirty days, while the ceasefire holds",
            ("World", "After", "5%", "95%"),
            tuple(
                (world.title, words, number(world.low[epoch]), number(world.high[epoch]))
                for world in data.worlds
                for words, epoch in shown
                if epoch < len(world.low)
            ),
            "5–95% of the draws, the widest of all variants.",
        ),
    )


def _sectors(reader: RunReader) -> Figure | None:
    data, met = sectors_data(reader), met_view(reader)
    if data is None or met is None:
        return None
    first, last = data.rows[0], data.rows[-1]
    title, subtitle = HOLDING_FIGURE_WORDS["sectors"]
    key = "sectors" if len(data.worlds) > 1 and first is not last else "sectors_one"
    return Figure(
        id="sectors",
        title=title,
        subtitle=subtitle,
        sentence=HOLDING_FIGURE_SENTENCES[key].format(
            land=first.words[0],
            quiet=last.words[0],
            first=first.title,
            last=last.title,
            option=data.worlds[-1].title,
            land_force=first.words[-1],
            quiet_force=last.words[-1],
        ),
        specs=_specs(sector_incidents, data),
        sources=_sources(
            met, *(name for name in met.names if name.startswith("incidents_per_100km."))
        ),
        table=DataTable(
            "Incidents a year for each 100 km",
            ("Class of sector", *(world.title for world in data.worlds)),
            tuple((row.title, *row.words) for row in data.rows),
            "5–95% of the draws, the widest of all variants. Classes of sector, no places.",
        ),
    )


def _losses(reader: RunReader, lead: HoldingView) -> Figure | None:
    data = losses_data(reader)
    if data is None:
        return None
    titles = [group.title for group in data.groups]
    chosen = titles.index(lead.option.title) if lead.option.title in titles else 0
    words = [[row.words for row in group.rows] for group in data.groups]
    most = max(range(len(titles)), key=lambda n: data.groups[n].rows[0].quantiles[4])
    title, subtitle = HOLDING_FIGURE_WORDS["losses"]
    key = "losses" if most != chosen else "losses_one"
    line, away, accidents = words[chosen]
    return Figure(
        id="losses",
        title=title,
        subtitle=subtitle,
        sentence=HOLDING_FIGURE_SENTENCES[key].format(
            option=titles[chosen],
            line=line,
            away=away,
            accidents=accidents,
            other=titles[most],
            other_line=words[most][0],
        ),
        specs=_specs(losses, data),
        sources=_sources(lead, "losses.force.year_1"),
        table=DataTable(
            "Soldiers of the force killed a year",
            ("Option", "On the line", "Off the line", "Accidents and illness"),
            tuple((titles[n], *words[n]) for n in range(len(titles))),
            "5–95% of the draws, the widest of all variants.",
        ),
    )


def _provocation(reader: RunReader, lead: HoldingView) -> Figure | None:
    data, flips = flips_data(reader), flips_of(lead)
    if data is None or flips is None or not all(n in reader.scenario.parameters for n in STAKES):
        return None
    low, high = (stake_range(lead, name) for name in STAKES)
    never = flips.ends is None
    title, subtitle = HOLDING_FIGURE_WORDS["provocation"]
    scale = reader.parameter("provocation_scale_troops")
    return Figure(
        id="provocation",
        title=title,
        subtitle=subtitle.format(
            scale=number(float(scale[0]), published=True), sought=number(flips.sought)
        ),
        sentence=HOLDING_FIGURE_SENTENCES["provocation_never" if never else "provocation"].format(
            option=lead.option.title,
            sought=number(flips.sought),
            level="–".join(dict.fromkeys(map(one_digit, flips.ends or ()))),
            share=in_tenths(flips.shares),
            low=low,
            high=high,
        ),
        specs=_specs(provocation_flip, data),
        sources=_sources(lead, "provocation_flip"),
        table=DataTable(
            "Where the comparison turns",
            ("Option", "In words"),
            tuple((row.title, row.words) for row in data.rows),
            "In parts of the adversary’s stake, 5–95% of the draws that turn; sought up to twice "
            "the stake.",
        ),
    )
