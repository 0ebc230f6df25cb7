"""Tables of the section on feasibility: options, conditions, what is certain, states, evidence."""

from __future__ import annotations

from ceasefire.briefing.feasibility_data import (
    HEADLINE,
    Contributor,
    FeasibilityView,
    contributors,
    feasibility_views,
    main_view,
)
from ceasefire.briefing.feasibility_say import term_words
from ceasefire.briefing.feasibility_weights import by_backer, hangs_on
from ceasefire.briefing.holding_data import tenths
from ceasefire.briefing.model import DataTable
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.words import join, small_chance, when

__all__ = ["feasibility_tables"]

_JUDGED = "Nine draws in ten; this project’s judgement."


def feasibility_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables that the run can fill; none where no option has an answer."""
    view = main_view(reader)
    if view is None:
        return ()
    return told(
        lambda: _options(reader),
        lambda: _conditions(view),
        lambda: _certain(view),
        lambda: by_backer(view),
        lambda: hangs_on(view),
        lambda: _contributors(reader),
        lambda: _evidence(reader),
    )


def _options(reader: RunReader) -> DataTable:
    return DataTable(
        "That it happens, by option",
        ("Option", "A ceasefire in time", "And the force there", "And then holds"),
        tuple(
            (
                view.option.title,
                tenths(view.band(f"settlement.{HEADLINE}")),
                tenths(view.envelope(view.happens)) if view.sends else "no force",
                tenths(view.envelope(view.both)),
            )
            for view in feasibility_views(reader)
        ),
        f"{_JUDGED} The deadline is twelve months; the force is there 180 days later.",
    )


def _conditions(view: FeasibilityView) -> DataTable | None:
    names = [n for n in view.names if n.startswith("without.")]
    if not names:
        return None
    return DataTable(
        "A ceasefire in twelve months, by the conditions that it meets",
        ("Conditions", "Chance"),
        (
            ("all met", tenths(view.band(f"settlement.{HEADLINE}"))),
            *(
                (f"without {term_words(n.removeprefix('without.'))}", tenths(view.band(n)))
                for n in names
            ),
            ("none met", tenths(view.band("surrender"))),
        ),
        f"{_JUDGED} Terms of the pack; what each adds for either side is in its network. Evidence "
        "on these terms counts for the others too, so what giving one away does is understated.",
    )


def _certain(view: FeasibilityView) -> DataTable:
    nodes = [n.removeprefix("certain.") for n in view.names if n.startswith("certain.")]
    return DataTable(
        "All of it, if one step were certain, or ruled out",
        ("Step", "Chance of the step", "If certain", "If ruled out"),
        tuple(
            (
                view.title(node),
                tenths(view.band(f"node.{node}")),
                tenths(view.envelope(view.with_coalition(view.values(f"certain.{node}")))),
                tenths(view.envelope(view.with_coalition(view.values(f"never.{node}")))),
            )
            for node in nodes
        ),
        f"{_JUDGED} Within twelve months, for “{view.option.title}”.",
    )


def _contributors(reader: RunReader) -> DataTable | None:
    states = contributors(reader)
    if not states:
        return None
    by_stance: dict[str, list[Contributor]] = {}
    for state in sorted(states, key=lambda state: (-state.middle, state.name)):
        silent = "" if state.spoke else ", no statement of its own known"
        by_stance.setdefault(f"{state.stance}{silent}", []).append(state)
    return DataTable(
        "Who would take part in a force, once there is a settlement",
        ("Stance", "States", "Chance of each"),
        tuple(
            (
                stance.replace("_", " "),
                join(state.name for state in found),
                tenths(small_chance(found[0].low, found[0].high)),
            )
            for stance, found in by_stance.items()
        ),
        "From deploy’s stances; whether command and caveats allow it is another matter. Nine draws "
        "in ten; this project’s judgement.",
    )


def _evidence(reader: RunReader) -> DataTable | None:
    rows = reader.scenario.rows("evidence")
    if not rows:
        return None
    titles = {str(r["id"]): str(r["title"]) for r in reader.scenario.rows("network_nodes")}
    ordered = sorted(rows, key=lambda row: (str(row["date"]), str(row["id"])))
    return DataTable(
        "Dated evidence",
        ("Date", "Event", "Bears on", "Ratio", "Half-life, days"),
        tuple(
            (
                when(str(row["date"])),
                str(row["summary"]),
                f"{row['direction']}: {titles[str(row['node'])]}",
                f"{row['lr_mode']:g} ({row['lr_low']:g}–{row['lr_high']:g})",
                f"{row['half_life_days']:g}",
            )
            for row in ordered
        ),
        "Ratio: chance of seeing the event if the step is true over the chance if it is not; one "
        "coder’s judgement.",
    )
