"""One option's feasibility, and the contributors, as plain data for ``ceasefire prospects``."""

from __future__ import annotations

from typing import Any

from ceasefire.briefing.feasibility_data import FeasibilityView, contributors
from ceasefire.briefing.model import Band
from ceasefire.briefing.read import RunReader
from ceasefire.scenario.network_rules import DEADLINES_MONTHS

__all__ = ["contributor_rows", "feasibility_option"]


def feasibility_option(reader: RunReader, id: str) -> dict[str, Any] | None:
    """Return the chances of one option as ranges from draw to draw; None without an answer."""
    view = FeasibilityView(reader, reader.scenario.option(id))
    if not view.answers:
        return None
    both = view.in_states(view.both)
    groups = {
        group: {
            name.removeprefix(f"{group}."): _ends(view.band(name))
            for name in view.names
            if name.startswith(f"{group}.")
        }
        for group in ("without", "certain", "never", "node")
    }
    return {
        "settlement": {
            str(m): _ends(view.band(f"settlement.months_{m}")) for m in DEADLINES_MONTHS
        },
        "happens": _ends(view.envelope(view.happens)),
        "if_sent": _ends(view.band("if_sent")),
        "coalition": _ends(view.coalition_share) if view.sends else None,
        "surrender": _ends(view.band("surrender")),
        "holds": view.holds,
        "happens_and_holds": _ends(view.envelope(view.both)),
        "by_backer_state": {
            name: {"happens": _ends(band), "happens_and_holds": _ends(both[name])}
            for name, band in view.in_states(view.happens).items()
        },
        **groups,
        "look_back": {
            day: {
                "settlement": _ends(view.band(f"on_{day}.settlement")),
                "coalition": _ends(view.by_state(view.values(f"on_{day}.generated"))),
                "deployed": _ends(view.by_state(view.values(f"on_{day}.deployed"))),
                "holds": view.holds_among(view.happens_on(day)),
            }
            for day in view.days
        },
    }


def contributor_rows(reader: RunReader) -> list[dict[str, Any]]:
    """Return for every state how likely it takes part once there is a settlement.

    ``earlier`` says the same with the stances of earlier dates.
    """
    earlier: dict[str, list[dict[str, Any]]] = {}
    found: list[dict[str, Any]] = []
    for state in contributors(reader, every_day=True):
        row = {
            "date": state.day,
            "stance": state.stance,
            "statement_known": state.spoke,
            "probability": state.middle,
            "range": {"p05": state.low, "p95": state.high},
        }
        if state.day == reader.scenario.as_of.isoformat():
            then = earlier.get(state.iso3, [])
            found.append({"iso3": state.iso3, "name": state.name, **row, "earlier": then})
        else:
            earlier.setdefault(state.iso3, []).append(row)
    return found


def _ends(band: Band) -> dict[str, float]:
    return {"p05": band.low, "p95": band.high}
