"""Tables of the section on holding: survival, variants, causes, reinforcement, the backer."""

from __future__ import annotations

from ceasefire.briefing.holding_classes import class_table
from ceasefire.briefing.holding_data import (
    HoldingView,
    band_of,
    holding_views,
    lead_view,
    losses_of,
    tenths,
    variant_masks,
)
from ceasefire.briefing.holding_flips import ranking_table, turning_table
from ceasefire.briefing.holding_full import full_table
from ceasefire.briefing.holding_notes import gain_by_state
from ceasefire.briefing.holding_read import counts, gain_words, in_ten, label
from ceasefire.briefing.model import Cell, DataTable
from ceasefire.briefing.read import Envelope, RunReader, told
from ceasefire.briefing.words import small, troops_range

__all__ = ["holding_tables"]

_YEARS = (1, 3, 5)
_DAYS = (30, 60, 90)
_HISTORIES = (
    "Shares of histories, from the variant with the lowest to the one with the highest; "
    "this project’s judgement."
)


def holding_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables that the run can fill; none where no option has an answer."""
    views = holding_views(reader)
    if not views:
        return ()
    return told(
        lambda: _survival(views),
        lambda: _twins(views),
        lambda: _variants(reader),
        lambda: _causes(views),
        lambda: _reinforcement(views),
        lambda: _losses(views),
        lambda: _backer(reader, views),
        lambda: full_table(reader),
        lambda: class_table(reader),
        lambda: ranking_table(reader),
        lambda: turning_table(reader),
    )


def _years(view: HoldingView) -> list[int]:
    """Return the years that the table shows: 1, 3 and 5, and the last of a longer run."""
    return [year for year in dict.fromkeys((*_YEARS, view.years)) if year <= view.years]


def _survival(views: tuple[HoldingView, ...]) -> DataTable:
    years = _years(views[0])
    measures = (("holds.h2", "No large-scale war"), ("holds.h1", "No 25 battle deaths"))
    return DataTable(
        "That it holds, by year",
        (
            "Option",
            *(
                f"{words} within {small(year)} year{'s' if year > 1 else ''}"
                for _, words in measures
                for year in years
            ),
        ),
        tuple(
            (
                view.option.title,
                *(tenths(view.band(f"{stem}.year_{y}")) for stem, _ in measures for y in years),
            )
            for view in views
        ),
        f"{_HISTORIES} The second measure: never 25 battle deaths within twelve months.",
    )


def _twins(views: tuple[HoldingView, ...]) -> DataTable:
    years = views[0].years
    stems = ("holds.h2", "no_force.h2", "no_contagion.h2", "equal_money.h2", "better_terms.h2")
    return DataTable(
        f"Each option beside its twins, after {small(years)} years",
        (
            "Option",
            "With it",
            "No force",
            "Were incidents to breed no others",
            "The same money for the host’s own soldiers",
            "Better terms, no force",
            "Of ten histories hold, against no force",
        ),
        tuple(
            (
                view.option.title,
                *(tenths(view.band(f"{stem}.year_{years}")) for stem in stems),
                _gain(view, years),
            )
            for view in views
        ),
        f"No large-scale war. {_HISTORIES} The last column compares the same draws.",
    )


def _gain(view: HoldingView, years: int) -> str:
    held, without = (view.values(f"{s}.year_{years}") for s in ("holds.h2", "no_force.h2"))
    return gain_words(view.histories(held - without))


def _variants(reader: RunReader) -> DataTable | None:
    """Return the flagship and its twins in each variant: share of histories, range over draws."""
    view = lead_view(reader)
    if view is None:
        return None
    last = f"year_{view.years}"
    stems = (
        "holds.h2",
        "no_force.h2",
        "no_contagion.h2",
        "equal_money.h2",
        "better_terms.h2",
        "holds.h1",
    )
    known = [stem for stem in stems if view.has(f"{stem}.{last}")]
    shares = {stem: view.histories(view.values(f"{stem}.{last}")) for stem in known}
    envelope = view.envelope(f"holds.h2.{last}")
    spreads = dict(envelope.variants) if envelope else {}
    heads = {
        "holds.h2": "With the force",
        "no_force.h2": "No force",
        "no_contagion.h2": "Were incidents to breed no others",
        "equal_money.h2": "The same money for the host’s own soldiers",
        "better_terms.h2": "Better terms, no force",
        "holds.h1": "With the force, never 25 battle deaths within twelve months",
    }
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            label(name)[:1].upper() + label(name)[1:],
            float(spreads[name].n),
            *(in_ten(shares[stem][name]) for stem in known),
            tenths(band_of(Envelope(((name, spreads[name]),)))),
        )
        for name in variant_masks(reader)
        if name in spreads
    )
    return DataTable(
        f"“{view.option.title}” by variant, after {small(view.years)} years",
        ("Variant", "Draws", *(heads[stem] for stem in known), "With the force, draw to draw"),
        rows,
        "Of ten histories, those without large-scale war, except where said. The last column: "
        "5–95% of the variant’s draws, with the luck of a few histories each.",
    )


def _causes(views: tuple[HoldingView, ...]) -> DataTable:
    years = views[0].years
    return DataTable(
        f"How it has ended after {small(years)} years",
        ("Option", "Escalation on the line", "A decision to attack", "Other causes", "Holds"),
        tuple(
            (
                view.option.title,
                *(
                    tenths(view.band(f"{stem}.year_{years}"))
                    for stem in ("broken.spiral", "broken.deliberate", "broken.other", "holds.h2")
                ),
            )
            for view in views
        ),
        f"{_HISTORIES} Ends of different variants do not add up to ten.",
    )


def _reinforcement(views: tuple[HoldingView, ...]) -> DataTable | None:
    forces = [view for view in views if view.has(f"reinforcement.day_{_DAYS[0]}")]
    if not forces:
        return None
    stems = (("reinforcement", "More than the reserve"), ("shortfall", "More than can be there"))
    return DataTable(
        "How soon the line asks for more",
        (
            "Option",
            *(f"{words}, by day {day}" for _, words in stems for day in _DAYS),
            "Breaks before half of what comes is there",
        ),
        tuple(
            (
                view.option.title,
                *(tenths(view.band(f"{stem}.day_{day}")) for stem, _ in stems for day in _DAYS),
                tenths(view.band("broken.before_half")),
            )
            for view in forces
        ),
        f"{_HISTORIES} What can be there is the reserve and what has arrived since.",
    )


def _losses(views: tuple[HoldingView, ...]) -> DataTable | None:
    rows = []
    for view in views:
        found = losses_of(view)
        if found is None:
            continue
        last = f"present.year_{view.years}"
        present = [view.envelope(name) for name in ("present.year_1", last)]
        rows.append(
            (
                view.option.title,
                *(_troops(envelope) for envelope in present),
                *(counts(found[name]) for name in ("line", "away", "accidents")),
                counts(view.envelope("losses.civilians", view.yearly("losses.civilians"))),
            )
        )
    if not rows:
        return None
    return DataTable(
        "The force in place and its losses a year",
        (
            "Option",
            "Troops in the first year",
            f"Troops in year {small(views[0].years)}",
            "Killed on the line",
            "Killed off it",
            "Accidents and illness",
            "Civilians killed or hurt",
        ),
        tuple(rows),
        "5–95% of the draws, the widest of all variants; a year, mean over the horizon, nothing "
        "counted after the ceasefire has ended.",
    )


def _troops(envelope: Envelope | None) -> str:
    if envelope is None:
        return "unknown"
    return troops_range(max(0.0, envelope.low[1]), envelope.high[1], unit="")


def _backer(reader: RunReader, views: tuple[HoldingView, ...]) -> DataTable | None:
    masks = {name: mask for name, mask in reader.state_masks().items() if mask.any()}
    if len(masks) < 2:
        return None
    last = f"year_{views[0].years}"
    backer = reader.scenario.parties.get("backer", "the backer")
    heads = {
        "none": f"{backer} gives nothing",
        "logistics": "Intelligence and logistics",
        "full": "Full support",
    }
    return DataTable(
        f"That it holds {small(views[0].years)} years, by the state of the backer, {backer}",
        (
            "Option",
            *(heads.get(name, name) for name in masks),
            *(f"Gain: {heads.get(name, name)}" for name in masks),
        ),
        tuple(
            (
                view.option.title,
                *(tenths(view.band(f"holds.h2.{last}", mask)) for mask in masks.values()),
                *(gain_by_state(view).get(name, "unknown") for name in masks),
            )
            for view in views
        ),
        f"No large-scale war. {_HISTORIES} Gain: of ten histories, how many more hold than with no "
        "force on the same draws.",
    )
