"""How big must it be? The answer in sentences, each from its own numbers."""

from __future__ import annotations

from ceasefire.briefing.model import Statement
from ceasefire.briefing.options import first_option
from ceasefire.briefing.published import published_summary
from ceasefire.briefing.read import Envelope, RunReader, told
from ceasefire.briefing.record_answer import methods_record
from ceasefire.briefing.say import say
from ceasefire.briefing.window_answer import window_a, window_b, window_c, window_wins
from ceasefire.briefing.words import (
    NBSP,
    day,
    join,
    number,
    percent,
    small,
    troops_range,
    whole_range,
)

__all__ = ["job_ranges", "size_notes", "size_short", "size_statements"]


def size_statements(reader: RunReader) -> tuple[Statement, ...]:
    """Return the answer, sentence by sentence; what the pack does not ask is left out."""
    return told(
        lambda: _published(reader),
        lambda: _line(reader, "watch"),
        lambda: _line(reader, "interpose"),
        lambda: _line(reader, "opposed"),
        lambda: _order(reader),
        lambda: _rear(reader),
    )


def size_notes(reader: RunReader) -> tuple[Statement, ...]:
    """Return what a second reading wants: deterrence, the window, rules that do not fit."""
    return told(
        lambda: methods_record(reader),
        lambda: _deter(reader),
        lambda: _hold(reader),
        lambda: _ratio(reader),
        lambda: window_a(reader),
        lambda: window_wins(reader),
        lambda: window_b(reader),
        lambda: window_c(reader),
        lambda: _population(reader),
        lambda: _rotation(reader),
    )


def job_ranges(reader: RunReader) -> dict[str, str]:
    """Return the range of each job in words, empty unless the run has them all."""
    parts = {part: _part(reader, part) for part in _JOBS}
    if not all(parts.values()):
        return {}
    return {part: whole_range(e.low[1], e.high[1], unit="") for part, e in parts.items() if e}


def size_short(reader: RunReader) -> Statement | None:
    """Return the short answer: a range for each job the pack asks about."""
    known = {part: e for part in _SHORT if (e := _part(reader, part))}
    if not known:
        return None
    deter = first_option(reader, "deter")
    hold = reader.envelope(deter.id, "hold_time") if deter else None
    evidence = [*known.values(), *([hold] if hold else [])]
    ranges = job_ranges(reader)
    if ranges and deter and hold:
        deployed = dict(hold.variants)["with_tail"]
        slots: dict[str, object] = {
            **ranges,
            "opposed": f"{ranges['opposed']}{NBSP}troops",
            "brigades": small(int(deter.combat_brigades)),
            "hold": troops_range(deployed.p05, deployed.p95, unit=""),
        }
        sentence = "size.short"
    else:
        parts = (
            f"{_SHORT[part]} {whole_range(e.low[1], e.high[1])}{_basis(reader, part, e)}"
            for part, e in known.items()
        )
        slots, sentence = {"parts": join(parts)}, "size.short_partial"
    return say(
        sentence,
        slots,
        sources=tuple(dict.fromkeys(k for e in evidence for k in e.sources)),
        computed_from=tuple(dict.fromkeys(c for e in evidence for c in e.computed_from)),
        grade=max(e.grade for e in evidence),
    )


_JOBS = {
    "watch": "watching the line with consent",
    "interpose": "standing between the armies with consent",
    "opposed": "standing there where one side only tolerates it",
    "rear": "a force in the rear",
    "deter": "a deterrent by its brigades and tasks",
}
_SHORT = {**_JOBS, "order": "keeping order among the inhabitants"}
# Parts told by a method of their own, wherever the option stands.
_METHODS = {"deter": "task_build_up", "order": "population_density"}


def _part(reader: RunReader, part: str) -> Envelope | None:
    option = first_option(reader, part)
    if option is None:
        return None
    return reader.envelope(option.id, _METHODS.get(part, reader.size_plan(option.id).job_method))


def _basis(reader: RunReader, part: str, envelope: Envelope) -> str:
    """Say where a range rests on a single past mission; it tells nothing of how missions differ."""
    option = first_option(reader, part)
    by_line = option is not None and reader.size_plan(option.id).job_method == "line_density"
    if part in _METHODS or not by_line or len(envelope.variants) > 1:
        return ""
    return f" (by {reader.mission_names()[envelope.low[0]]} alone)"


def _published(reader: RunReader) -> Statement | None:
    published = published_summary(reader)
    if not published.known:
        return None
    return say(
        "size.published",
        {
            "as_of": day(reader.scenario.as_of),
            "count": number(published.known),
            "low": number(published.low, published=True),
            "high": number(published.high, published=True),
            "by_family": join(published.by_family),
        },
        sources=published.sources,
        computed_from=("table/proposals",),
    )


def _line(reader: RunReader, part: str) -> Statement | None:
    option = first_option(reader, part)
    envelope = reader.envelope(option.id, "line_density") if option else None
    if envelope is None:
        return None
    names = reader.mission_names()
    slots: dict[str, object] = {
        "range": whole_range(envelope.low[1], envelope.high[1]),
        "low_name": names[envelope.low[0]],
        "high_name": names[envelope.high[0]],
    }
    if part == "opposed":
        factor = reader.parameter("consent_partial")
        slots["factor"] = f"{number(float(factor.min()))} to {number(float(factor.max()))}"
    alone = part != "opposed" and len(envelope.variants) == 1
    return say(f"size.{part}_alone" if alone else f"size.{part}", slots, evidence=envelope)


def _order(reader: RunReader) -> Statement | None:
    option = first_option(reader, "order")
    method = _METHODS["order"]
    envelope = reader.envelope(option.id, method) if option else None
    if option is None or envelope is None:
        return None
    return say(
        "size.order",
        {
            "range": whole_range(envelope.low[1], envelope.high[1]),
            "high_name": reader.size_plan(option.id).method(method).variants[envelope.high[0]],
            "population": reader.shown("population", scale=1e-6),
            "host_name": reader.scenario.parties.get("host", "The host"),
            "host": reader.shown("host_troops"),
        },
        evidence=envelope,
    )


def _rear(reader: RunReader) -> Statement | None:
    option = first_option(reader, "rear")
    envelope = reader.envelope(option.id, "task_build_up") if option else None
    if option is None or envelope is None:
        return None
    return say(
        "size.rear",
        {
            "range": whole_range(envelope.low[1], envelope.high[1]),
            "tasks": join(reader.task_titles(option)),
        },
        evidence=envelope,
    )


def _deter(reader: RunReader) -> Statement | None:
    option = first_option(reader, "deter")
    envelope = reader.envelope(option.id, "task_build_up") if option else None
    if option is None or envelope is None:
        return None
    return say(
        "size.deter_tasks",
        {"option": option.title, "range": whole_range(envelope.low[1], envelope.high[1])},
        evidence=envelope,
    )


def _hold(reader: RunReader) -> Statement | None:
    option = first_option(reader, "deter")
    envelope = reader.envelope(option.id, "hold_time") if option else None
    if option is None or envelope is None:
        return None
    spreads = dict(envelope.variants)
    combat, deployed = spreads["combat_brigades_only"], spreads["with_tail"]
    return say(
        "size.hold",
        {
            "combat": troops_range(combat.p05, combat.p95),
            "deployed": troops_range(deployed.p05, deployed.p95, unit=""),
            "days": number(float(reader.parameter("rand_hold_days")[0])),
            "share": percent(combat.n / reader.run.draws),
            "assumed": reader.shown("reinforcement_days"),
        },
        evidence=envelope,
    )


def _ratio(reader: RunReader) -> Statement | None:
    option = first_option(reader, "deter")
    envelope = reader.envelope(option.id, "force_ratio") if option else None
    if envelope is None:
        return None
    return say(
        "size.ratio",
        {"low": number(envelope.low[1]), "high": f"{number(envelope.high[1])} troops"},
        evidence=envelope,
    )


def _population(reader: RunReader) -> Statement | None:
    column = "all_security.serious_insurgency_troops"
    asked = [o for o in reader.options if column in reader.names("size", o)]
    total = reader.spread("size", asked[0], column) if asked else None
    if total is None:
        return None
    left = reader.envelope(asked[0], "population_density")
    rest = dict(left.variants).get("serious_insurgency") if left else None
    # Where another rule leaves something, its row in the figure says how much.
    if left and rest is None:
        return None
    known = reader.scenario.parameters
    names = ("population_density_insurgency", "population", "host_troops")
    return say(
        "size.population_rest" if rest else "size.population",
        {
            **({"rest": troops_range(rest.p05, rest.p95)} if rest else {}),
            "rho": reader.shown(names[0]),
            "thousand": number(1000),
            "total": troops_range(total.p05, total.p95, unit=""),
            "population": reader.shown("population", scale=1e-6),
            "host_name": reader.scenario.parties.get("host", "The host"),
            "host": reader.shown("host_troops"),
        },
        sources=tuple(dict.fromkeys(k for n in names for k in known[n].sources)),
        computed_from=(*total.computed_from, *(f"param/{n}" for n in names)),
        grade=max(known[n].grade for n in names),
    )


def _rotation(reader: RunReader) -> Statement | None:
    option = first_option(reader, "deter")
    envelope = reader.envelope(option.id, "rotation_pool") if option else None
    if option is None or envelope is None:
        return None
    titles = {str(row["id"]): str(row["title"]) for row in reader.scenario.rows("rotation_rules")}
    low, high = titles[envelope.low[0]], titles[envelope.high[0]]
    rule = f"depending on the rotation rule: fewest by {low}, most by {high}"
    if low == high:
        rule = f"by the one rotation rule known by then, {low}"
    return say(
        "size.rotation",
        {
            "deployed": troops_range(option.troops_low, option.troops_high),
            "range": troops_range(envelope.low[1], envelope.high[1], unit=""),
            "rule": rule,
        },
        evidence=envelope,
    )
