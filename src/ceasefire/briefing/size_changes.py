"""What would change the size, most important first."""

from __future__ import annotations

from ceasefire.briefing.model import Statement
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import number, troops_range

__all__ = ["change_size"]


def change_size(reader: RunReader) -> tuple[Statement, ...]:
    """Return what would change the answer, most important first."""
    return told(
        lambda: _change_consent(reader),
        lambda: _change_length(reader),
        lambda: _change_backer(reader),
    )


def _change_consent(reader: RunReader) -> Statement | None:
    known = reader.scenario.parameters
    if first_option(reader, "opposed") is None:
        return None
    partial, no = known["consent_partial"], known["consent_no"]
    return say(
        "size.change_consent",
        {
            "partial": reader.shown("consent_partial"),
            "none": reader.shown("consent_no"),
        },
        sources=tuple(dict.fromkeys((*partial.sources, *no.sources))),
        computed_from=("param/consent_partial", "param/consent_no"),
        grade="E",
    )


def _change_length(reader: RunReader) -> Statement | None:
    known = reader.scenario.parameters
    names = ("land_contact_full_density", "river_contact_full_density", "length_scale")
    if not all(name in known for name in names):
        return None
    full = reader.parameter(names[0]) + reader.parameter(names[1])
    coarse = full * reader.parameter("length_scale").min()
    return say(
        "size.change_length",
        {
            "fine": f"{number(float(full[0]), published=True)} km",
            "coarse": f"about {number(float(coarse[0]))} km",
        },
        sources=tuple(dict.fromkeys(k for n in names for k in known[n].sources)),
        computed_from=tuple(f"param/{n}" for n in names),
    )


def _change_backer(reader: RunReader) -> Statement | None:
    option = first_option(reader, "deter")
    masks = reader.state_masks()
    if option is None or not {"none", "full"} <= set(masks):
        return None
    ranges = {}
    for state in ("none", "full"):
        found = reader.ends_within(option.id, "task_build_up", masks[state])
        if found is None:
            return None
        ranges[state] = troops_range(*found)
    names = reader.variants(option.id, "task_build_up")
    return say(
        "size.change_backer",
        {
            "backer": reader.scenario.parties.get("backer", "backer"),
            "option": option.title,
            "without": ranges["none"],
            "full": ranges["full"],
        },
        computed_from=(*(f"size/{option.id}/{name}" for name in names), "param/backer_state"),
        grade="E",
    )
