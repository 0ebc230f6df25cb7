"""The three tests of the window, in sentences."""

from __future__ import annotations

import numpy as np

from ceasefire.briefing.model import Statement
from ceasefire.briefing.options import first_option
from ceasefire.briefing.read import RunReader, Spread
from ceasefire.briefing.say import say
from ceasefire.briefing.words import number, percent
from ceasefire.scenario.model import Option

__all__ = ["window_a", "window_b", "window_c", "window_wins"]

SOFT = ("soft_s1_troops", "soft_s3_troops", "soft_s6_troops")


def window_a(reader: RunReader) -> Statement | None:
    """Return the statement on the first test: not a soft target."""
    option = first_option(reader, "deter")
    spreads = _window(reader, option, SOFT)
    if option is None or spreads is None:
        return None
    alone = [
        reader.judged_chance(option.id, f"window.{name}", np.zeros(reader.run.draws))
        for name in SOFT
    ]
    sector = reader.parameter("attack_sector_length")
    top = number(spreads[2].p95)
    more = f" Where they do not, holding six asks for up to {top} foreign troops in the rear."
    return say(
        "size.window_a",
        {
            "host_name": reader.scenario.parties.get("host", "the host"),
            "share_one": alone[0].words,
            "share_three": alone[1].words,
            "share_six": alone[2].words,
            "more": more if spreads[2].p95 >= 1 else "",
            "sector": f"{number(float(sector.min()))}–{number(float(sector.max()))} km",
        },
        evidence=spreads[2],
        band=alone[2],
        computed_from=tuple(c for s in spreads for c in s.computed_from),
    )


def window_wins(reader: RunReader) -> Statement | None:
    """Return how often attackers won at the local ratio, with the number of cases."""
    option = first_option(reader, "deter")
    if option is None or "window.wins_s6" not in reader.names("size", option.id):
        return None
    wins = reader.spread("size", option.id, "window.wins_s6")
    cases = reader.values("size", option.id, "window.cases_s6").astype(float)
    counted = [
        float(str(row["n"])) for row in reader.scenario.rows("engagements") if row["n"] is not None
    ]
    if wins is None:
        return None
    low, high = percent(wins.p05), percent(wins.p95)
    return say(
        "size.window_wins",
        {
            "option": f"“{option.title}”",
            "range": low if low == high else f"{low} to {high}",
            "cases": f"{number(float(np.nanmin(cases)), published=True)} to "
            f"{number(float(np.nanmax(cases)), published=True)}",
            "total": number(sum(counted), published=True),
        },
        evidence=wins,
    )


def window_b(reader: RunReader) -> Statement | None:
    """Return the statement on the second test: able to wait for help."""
    option = first_option(reader, "deter")
    names = ("hold_combat_troops", "hold_deployed_troops")
    if option is None or _window(reader, option, names) is None:
        return None
    combat = reader.pass_share(option.id, "hold_combat")
    deployed = reader.pass_share(option.id, "hold_deployed")
    if combat is None or deployed is None:
        return None
    return say(
        "size.window_b",
        {
            "option": f"“{option.title}”",
            "combat": percent(combat),
            "deployed": percent(deployed),
        },
        computed_from=tuple(f"size/{option.id}/window.{name}" for name in names),
        sources=reader.scenario.parameters["rand_combat_troops"].sources,
    )


def window_c(reader: RunReader) -> Statement | None:
    """Return the statement on the third test: no guarantee by another door, by a proxy."""
    option = first_option(reader, "deter")
    spreads = _window(reader, option, ("host_share",))
    if option is None or spreads is None:
        return None
    return say(
        "size.window_c",
        {"option": f"“{option.title}”", "share": percent(spreads[0].p50)},
        evidence=spreads[0],
    )


def _window(
    reader: RunReader, option: Option | None, names: tuple[str, ...]
) -> tuple[Spread, ...] | None:
    if option is None:
        return None
    stored = reader.names("size", option.id)
    if not all(f"window.{name}" in stored for name in names):
        return None
    spreads = [reader.spread("size", option.id, f"window.{name}") for name in names]
    return tuple(s for s in spreads if s) if all(spreads) else None
