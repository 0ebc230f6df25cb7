"""Tables of the section that compares options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ceasefire.briefing.compare_data import CompareView, Ends, compare_view
from ceasefire.briefing.compare_objectives import objectives_table
from ceasefire.briefing.compare_studies import studies_table
from ceasefire.briefing.compare_words import (
    FIRM,
    draw_share,
    hundred,
    hundred_range,
    limit_words,
    more_or_fewer,
    over_words,
)
from ceasefire.briefing.holding_data import tenths
from ceasefire.briefing.model import DataTable
from ceasefire.briefing.parameter_words import parameter_words
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.sentences_compare import LIMIT_WORDS, QUESTION_WORDS
from ceasefire.briefing.words import chance, join, number, percent, small_chance, troops_range

__all__ = ["comparison_tables", "outcome_words"]

_JUDGED = "From the variant with the lowest mean to the one with the highest; judgement."
_WEIGHTS = ("1", "3", "10")
_STATES = {
    "war": "The war goes on",
    "ceasefire_alone": "A ceasefire without a force",
    "ceasefire_with_force": "A ceasefire with",
    "collapse": "The ceasefire collapses into war",
    "escalation": "Direct war with the coalition",
}
_SHOWN = 8


def comparison_tables(reader: RunReader) -> tuple[DataTable, ...]:
    """Return the tables that the run can fill; none where it compared nothing."""
    view = compare_view(reader)
    if view is None:
        return ()
    return told(
        lambda: _outcomes(view),
        lambda: _states(view),
        lambda: _regret(view),
        lambda: _satisfied(view),
        lambda: _beaten(view),
        lambda: _gains(view),
        lambda: _risks(view),
        lambda: objectives_table(view),
        lambda: _boxes(view),
        lambda: _hangs(view),
        lambda: studies_table(view),
    )


def outcome_words(outcome: str, unit: str, ends: Ends | None) -> str:
    """Return the range of an outcome's means in words, as the outcome wants it told."""
    if ends is None:
        return "not applicable"
    low, high = (max(0.0, end) for end in ends)
    if outcome in ("happens", "happens_and_holds"):
        return tenths(small_chance(min(1.0, low), min(1.0, high)))
    if unit == "share":
        return tenths(chance(min(1.0, low), min(1.0, high)))
    if high == 0.0:
        return "none"
    if unit == "eur_2025_bn":
        return "–".join(dict.fromkeys((number(low), number(high))))
    return troops_range(low, high, unit="")


def _outcomes(view: CompareView) -> DataTable | None:
    names = list(view.outcomes)
    options = _compared(view)
    if len(options) < 2:
        return None
    return DataTable(
        "The options by every measure",
        ("Option", *(str(view.outcomes[name]["title"]) for name in names)),
        tuple(
            (
                view.title(option),
                *(
                    outcome_words(name, view.outcomes[name]["unit"], view.ends(name, option))
                    for name in names
                ),
            )
            for option in options
        ),
        f"{_JUDGED} What is sent, costs and is tied down is what comes. Money beyond today’s aid, "
        "in billions of euros a year. Where nobody is sent the ceasefire alone has to come "
        f"about.{_first_draws(view)}",
    )


def _first_draws(view: CompareView) -> str:
    """Return how many draws were read, where the run has more."""
    read = int(view.found["draws"])
    if read == view.reader.run.draws:
        return ""
    return f" From the first {number(read, published=True)} draws of the run."


def _compared(view: CompareView) -> list[str]:
    known = {
        id
        for outcome in view.outcomes
        for options in view.standings(outcome).values()
        for id in options
    }
    return [id for id in view.reader.options if id in known]


def _states(view: CompareView) -> DataTable | None:
    rows = []
    for row in view.found["states"]:
        state, quantities = row["state"], row["quantities"]
        name = _STATES[state]
        if state == "ceasefire_with_force":
            name = f"{name} “{view.title(row['option'])}”"
        rows.append(
            (
                name,
                *(
                    _state_cell(quantities, key)
                    for key in ("soldiers", "civilians", "aid", "force_deaths", "cost", "flank")
                ),
            )
        )
    if len(rows) < 3:
        return None
    return DataTable(
        "What a year of each state of the world costs",
        (
            "State",
            "Soldiers killed, both sides",
            "Civilians killed or hurt",
            "Military aid, € billion",
            "Deaths in the force",
            "The force, € billion",
            "Soldiers from the eastern flank",
        ),
        tuple(rows),
        "5–95% of the draws, the widest of all variants; of the war and of its return, what has "
        "been counted of this war. Compare within a row’s state, not across: whether a force "
        "moves the world from one state to another is the question above. A direct war has no "
        "figures; the risk at which it outweighs the rest is below.",
    )


def _state_cell(quantities: Mapping[str, Any], key: str) -> str:
    if key not in quantities:
        return "none"
    found = quantities[key]
    if found is None:
        return "unknown"
    low, high = max(0.0, found["low"]), max(0.0, found["high"])
    return "none" if high == 0 else troops_range(low, high, unit="")


def _regret(view: CompareView) -> DataTable | None:
    options = [id for id in _compared(view) if view.ends("holds", id) is not None]
    if len(options) < 2:
        return None
    whole = len(view.variants)

    def firsts(outcome: str, option: str) -> str:
        worlds = view.standings(outcome).values()
        count = sum(w.get(option, {}).get("regret") == 0 for w in worlds)
        return f"{count} of {whole}" if count else "none"

    return DataTable(
        "How far each option is from the best",
        (
            "Option",
            "Loses against the best, in a hundred histories",
            "In one draw of twenty, more than",
            "Holds best, of the variants",
            "Likeliest to come about and hold",
        ),
        tuple(
            (
                view.title(option),
                hundred_range(view.ends("holds", option, "regret") or (0.0, 0.0)),
                hundred_range(view.ends("holds", option, "regret_p95") or (0.0, 0.0)),
                firsts("holds", option),
                firsts("happens_and_holds", option),
            )
            for option in options
        ),
        "Regret: by how much the best mean of a variant is better than this option’s; then from "
        "draw to draw, with the luck of a few histories each. From the lowest variant to the "
        "highest.",
    )


def _satisfied(view: CompareView) -> DataTable | None:
    rows = []
    for option in _compared(view):
        shares = {limit: view.satisfied(option, limit) for limit in LIMIT_WORDS}
        if shares["all"] is None:
            continue
        cells = ("does not apply" if ends is None else draw_share(ends) for ends in shares.values())
        rows.append((view.title(option), *cells))
    if len(rows) < 2:
        return None
    return DataTable(
        "Which limits each option keeps",
        ("Option", *LIMIT_WORDS.values()),
        tuple(rows),
        "Share of the draws, from the variant with the lowest to the one with the highest. The "
        "limits are this project’s choice; other limits, other shares.",
    )


def _beaten(view: CompareView) -> DataTable | None:
    counts, whole = view.dominated(), len(view.variants)
    rows = [
        (
            view.title(option),
            join(
                f"“{view.title(other)}” ({count} of {whole})"
                for other, count in sorted(others.items(), key=lambda item: (-item[1], item[0]))[:3]
            ),
        )
        for option, others in counts.items()
        if others
    ]
    if not rows:
        return None
    return DataTable(
        "Which options another beats",
        ("Option", "Beaten by, in so many of the variants"),
        tuple(rows),
        "Beaten: the other is no worse by any measure (not by more than two sampling errors) and "
        "better by one (by more than three). At most three are named.",
    )


def _gains(view: CompareView) -> DataTable | None:
    overs = list(view.found["gains"])
    options = [id for id in _compared(view) if view.sends(id)]
    if not overs or not options:
        return None
    return DataTable(
        "Of a hundred histories, how many more hold",
        ("Option", *(f"Than with {over_words(view, over)}" for over in overs), "Sampling error"),
        tuple(
            (
                view.title(option),
                *(
                    "not applicable" if ends is None else more_or_fewer(ends)
                    for over in overs
                    for ends in [view.gain_ends(over, option)]
                ),
                _error(view, option),
            )
            for option in options
        ),
        f"Paired, on the same draws. {_JUDGED} The error is that of a variant’s mean over no "
        "force, in the variant where it is largest, two times out of three.",
    )


def _error(view: CompareView, option: str) -> str:
    errors = [found["gain"]["se"] for found in view.gains("no_force", option).values()]
    return f"±{hundred(max(errors))}" if errors else "not applicable"


def _risks(view: CompareView) -> DataTable | None:
    rows = []
    for option in _compared(view):
        found = {weight: view.risks(option, weight) for weight in _WEIGHTS}
        if not any(known or never for known, never in found.values()):
            continue
        known, never = found[_WEIGHTS[0]]
        cells = (
            hundred_range((min(risks), max(risks))) if risks else "none"
            for risks, _ in found.values()
        )
        rows.append((view.title(option), *cells, f"{never} of {never + len(known)}"))
    if not rows:
        return None
    return DataTable(
        "The risk at which sending stops to pay",
        (
            "Option",
            *(
                f"If a direct war is as bad as {_times(weight)} renewed war{_plural(weight)}"
                for weight in _WEIGHTS
            ),
            "Variants in which no risk is worth it",
        ),
        tuple(rows),
        "In a hundred: the rise in the chance of a direct war over the horizon at which sending "
        "and not sending lose the same, (holds with − holds without) / weight. Its own chance is "
        "never computed here. In the last column the force holds no better than none beyond "
        "sampling error.",
    )


def _times(weight: str) -> str:
    return {"1": "one", "3": "three", "10": "ten"}[weight]


def _plural(weight: str) -> str:
    return "" if weight == "1" else "s"


def _boxes(view: CompareView) -> DataTable | None:
    boxes = view.found["boxes"]
    if not boxes:
        return None
    return DataTable(
        "Where a force comes, helps and harms",
        (
            "Option",
            "Case",
            "Box",
            "Of the draws in it, are cases",
            "Of all draws",
            "Of the cases, lie in it",
            "Limits that resamples confirm",
        ),
        tuple(
            (
                view.title(box["option"]),
                QUESTION_WORDS[box["question"]],
                "; ".join(limit_words(view, limit) for limit in box["limits"]),
                percent(box["density"]),
                percent(box["share"]),
                percent(box["coverage"]),
                f"{sum(x['reproduced'] >= FIRM for x in box['limits'])} of {len(box['limits'])}",
            )
            for box in boxes
        ),
        "The patient rule induction method on the draws (ema-workbench), limits that the box can "
        "do without let go. A box says where a case is frequent, not why.",
    )


def _hangs(view: CompareView) -> DataTable | None:
    found = view.found["sensitivity"].get(view.lead, {})
    heads = {
        "holds": "that it holds",
        "gain": "the gain over no force",
        "happens_and_holds": "that it comes about and holds",
    }
    rows = [
        (
            heads[outcome],
            parameter_words(index["parameter"]),
            percent(index["first_order"]),
            f"±{percent(index['half_width'])}",
        )
        for outcome in heads
        for index in found.get(outcome, [])[:_SHOWN]
    ]
    if not rows:
        return None
    return DataTable(
        f"What the answers for “{view.title(view.lead)}” hang on",
        ("Outcome", "Quantity", "Of its rank variance", "Sampling error"),
        tuple(rows),
        "First-order indices from the run’s own draws (SALib), those above all that a shuffled "
        "outcome gives. They do not add up: what quantities do together is in none of them.",
    )
