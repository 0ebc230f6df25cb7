"""What is it for? The answer in sentences, each from its own numbers."""

from __future__ import annotations

import numpy as np

from ceasefire.briefing.model import Statement
from ceasefire.briefing.options import first_option
from ceasefire.briefing.purpose_tables import asked_objectives
from ceasefire.briefing.read import RunReader, Spread, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import join, number, small, troops_range
from ceasefire.scenario.model import Option

__all__ = ["change_purpose", "freed", "purpose_notes", "purpose_short", "purpose_statements"]

SERVICE_WORDS = {
    "national_guard": "National Guard",
    "border_guard": "border guards",
}
# Services whose people are not in the host's army as counted by ``host_troops``.
OUTSIDE_ARMY = ("national_guard", "border_guard")
JOBS = {
    "observe": "watching the line",
    "reassure": "reassuring from the rear",
    "deter": "deterring a new attack",
    "line": "holding the line",
    "aid": "arming the host instead",
}
OBJECTIVES = {
    "reassure": "to reassure the host",
    "deter": "to deter a new attack",
    "commitment": "to show commitment to an ally",
}


def purpose_statements(reader: RunReader) -> tuple[Statement, ...]:
    """Return the answer, sentence by sentence."""
    return told(
        lambda: _jobs(reader),
        lambda: _freed_ceasefire(reader),
        lambda: _freed_wartime(reader),
        lambda: _services(reader),
    )


def purpose_notes(reader: RunReader) -> tuple[Statement, ...]:
    """Return what a second reading wants: what the figures rest on, and the objectives."""
    return told(lambda: _no_source(reader), lambda: _objectives(reader))


def freed(reader: RunReader, option: str, when: str) -> Spread | None:
    """Return how many host troops an option's tasks relieve, ``ceasefire`` or ``wartime``."""
    tail = f"_freed_{when}_troops"
    names = [name for name in reader.names("purpose", option) if name.endswith(tail)]
    if not names:
        return None
    total = np.sum([reader.values("purpose", option, n).astype(float) for n in names], axis=0)
    columns = {c.name: c for c in reader.run.columns("purpose", option)}
    spread = reader.of(
        total,
        unit="troops",
        grade="E",
        sources=tuple(dict.fromkeys(k for n in names for k in columns[n].sources)),
        computed_from=tuple(f"purpose/{option}/{n}" for n in names),
        reads=tuple(dict.fromkeys(r for n in names for r in columns[n].reads)),
    )
    return spread if spread and spread.p95 > 0 else None


def purpose_short(reader: RunReader) -> Statement | None:
    """Return the short answer: who is relieved after a ceasefire and in wartime."""
    rear, wartime = first_option(reader, "rear"), first_option(reader, "wartime")
    if rear is None or wartime is None:
        return None
    after, during = freed(reader, rear.id, "ceasefire"), freed(reader, wartime.id, "wartime")
    services = _services_outside(reader)
    if after is None or during is None or not services:
        return None
    return say(
        "purpose.short",
        {
            "ceasefire": troops_range(after.p05, after.p95, unit=""),
            "wartime": troops_range(during.p05, during.p95, unit=""),
            "services": services,
            "host": reader.shown("host_troops"),
        },
        sources=tuple(dict.fromkeys((*after.sources, *during.sources))),
        computed_from=(*after.computed_from, *during.computed_from, "param/host_troops"),
        grade="E",
    )


def _jobs(reader: RunReader) -> Statement | None:
    present = {o.family for o in reader.scenario.options if o.id in reader.options}
    families = [family for family in JOBS if family in present]
    if not families:
        return None
    return say(
        "purpose.jobs" if len(families) > 1 else "purpose.job",
        {"count": small(len(families)), "jobs": join(JOBS[f] for f in families)},
        computed_from=("table/mandates",),
    )


def _freed_ceasefire(reader: RunReader) -> Statement | None:
    option = first_option(reader, "rear")
    return _freed(reader, option, "ceasefire")


def _freed_wartime(reader: RunReader) -> Statement | None:
    return _freed(reader, first_option(reader, "wartime"), "wartime")


def _freed(reader: RunReader, option: Option | None, when: str) -> Statement | None:
    spread = freed(reader, option.id, when) if option else None
    if option is None or spread is None:
        return None
    return say(
        f"purpose.freed_{when}",
        {
            "option": option.title,
            "range": troops_range(spread.p05, spread.p95, unit=""),
            "host": reader.shown("host_troops"),
        },
        evidence=spread,
        computed_from=("param/host_troops",),
    )


def _services(reader: RunReader) -> Statement | None:
    services = _services_outside(reader)
    option = first_option(reader, "wartime")
    if not services or option is None:
        return None
    return say(
        "purpose.services",
        {"services": services, "host": reader.shown("host_troops")},
        computed_from=tuple(
            f"purpose/{option.id}/{task['id']}_freed_wartime_troops"
            for task in reader.run.plan("purpose", option.id)["tasks"]
        ),
        sources=reader.scenario.parameters["host_troops"].sources,
        grade="E",
    )


def _services_outside(reader: RunReader) -> str:
    """Return the services outside the army that make up most of the wartime relief, or nothing."""
    option = first_option(reader, "wartime")
    if option is None:
        return ""
    relief: dict[str, float] = {}
    for task in reader.run.plan("purpose", option.id)["tasks"]:
        name = f"{task['id']}_freed_wartime_troops"
        middle = float(np.median(reader.values("purpose", option.id, name).astype(float)))
        if middle > 0:
            relief[task["relieves"]] = relief.get(task["relieves"], 0.0) + middle
    outside = {service: relief[service] for service in OUTSIDE_ARMY if service in relief}
    if sum(outside.values()) < 0.5 * sum(relief.values()) or not relief:
        return ""
    return join(SERVICE_WORDS[s] for s in sorted(outside, key=lambda s: -outside[s]))


def _no_source(reader: RunReader) -> Statement | None:
    if first_option(reader, "rear") is None:
        return None
    rate = reader.parameter("substitution_rate")
    return say(
        "purpose.no_source",
        {"low": number(float(rate.min())), "high": number(float(rate.max()))},
        computed_from=("param/substitution_rate",),
        grade="E",
    )


def _objectives(reader: RunReader) -> Statement | None:
    objectives = list(dict.fromkeys(str(row["objective"]) for row in asked_objectives(reader)))
    if not objectives:
        return None
    return say(
        "purpose.objectives",
        {
            "count": small(len(objectives)),
            "objectives": join(OBJECTIVES.get(o, o) for o in objectives),
        },
        computed_from=("table/objectives",),
    )


def change_purpose(reader: RunReader) -> tuple[Statement, ...]:
    """Return what would change the answer, most important first."""
    if first_option(reader, "rear") is None:
        return ()
    rate = reader.parameter("substitution_rate")
    return (
        say("purpose.change_load", {}, computed_from=("table/tasks",), grade="E"),
        say(
            "purpose.change_substitution",
            {"low": number(float(rate.min())), "high": number(float(rate.max()))},
            computed_from=("param/substitution_rate",),
            grade="E",
        ),
    )
