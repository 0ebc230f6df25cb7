"""Checks of claims that the table of past missions decides."""

from __future__ import annotations

from ceasefire.comparison.claim_cells import figure, options_in, sources_in
from ceasefire.comparison.evidence import Evidence, Record, Row
from ceasefire.scenario.cells import keys_in

__all__ = ["figure_larger", "host_carries", "lost_without_war", "unlike_blue_helmets"]

_OPERATIONS = ("table/operations",)


def figure_larger(evidence: Evidence, row: Row) -> Record | str:
    """Decide by the claim's own published figures that the higher is the higher."""
    low, high = figure(row, "quantity_low"), figure(row, "quantity_high")
    return Record(
        verdict="supported" if high > low else "refuted",
        reason="more_than_landed" if high > low else "no_more_than_landed",
        facts={"low": low, "high": high},
        computed_from=("table/claims",),  # nothing of the model: two published figures
        sources=sources_in(row),
    )


def unlike_blue_helmets(evidence: Evidence, row: Row) -> Record | str:
    """Test that an option's mandate differs from Blue Helmets', and that these are bound as said.

    It holds if the mandate takes a side and reaches beyond self-defence, and no mission of the
    United Nations may; it fails if the mandate does neither; else it is half right.
    """
    (id,) = options_in(row)
    option = evidence.scenario.option(id)
    mandates = {str(m["id"]): m for m in evidence.scenario.rows("mandates")}
    missions = [m for m in evidence.scenario.rows("operations") if m["organisation"] == "UN"]
    mandate = mandates.get(option.mandate)
    if mandate is None or not missions:
        return "mission_unknown"
    differs = not mandate["impartial"] and mandate["use_of_force"] != "self_defence"
    robust = [m for m in missions if m["use_of_force"] != "self_defence"]
    return Record(
        verdict="refuted" if not differs else "contested" if robust else "supported",
        reason="blue_helmets_may_shoot" if differs else "blue_helmets_alike",
        facts={"option": option.title, "robust": len(robust), "all": len(missions)},
        computed_from=("table/operations", "table/mandates"),
        sources=keys_in(mandate["sources"]),
        deciding="mandate_of_un",
    )


def host_carries(evidence: Evidence, row: Row) -> Record | str:
    """Decide by a past mission that the host's own army was larger than the foreign force."""
    mission = _mission(evidence, row)
    if mission is None:
        return "mission_unknown"
    foreign, host = mission["peak_troops"], mission["host_force_k"]
    if foreign is None or host is None:
        return "mission_unknown"
    troops, army = float(str(foreign)), float(str(host)) * 1000
    return Record(
        verdict="supported" if army > troops else "refuted",
        reason="host_carries" if army > troops else "host_does_not_carry",
        facts={"mission": str(mission["name"]), "foreign": troops, "host": army},
        computed_from=_OPERATIONS,
        sources=keys_in(mission["sources"]),
    )


def lost_without_war(evidence: Evidence, row: Row) -> Record | str:
    """Decide by a past mission that it lost soldiers and large-scale war did not come back."""
    mission = _mission(evidence, row)
    if mission is None or mission["fatalities_total"] is None:
        return "mission_unknown"
    deaths, broke = int(str(mission["fatalities_total"])), mission["ceasefire_broke"] is True
    alike = [
        other
        for other in evidence.scenario.rows("operations")
        if other["mandate"] == mission["mandate"]
        and other["parties_consented"] == mission["parties_consented"]
        and other["id"] != mission["id"]
        and other["ceasefire_broke"] is not None
    ]
    holds = deaths > 0 and not broke
    return Record(
        verdict="supported" if holds else "refuted",
        reason="lost_without_war" if holds else "war_came_back",
        facts={
            "mission": str(mission["name"]),
            "deaths": deaths,
            "start": str(mission["start"])[:4],
            "cases": len(alike),
            "held": sum(other["ceasefire_broke"] is False for other in alike),
        },
        computed_from=_OPERATIONS,
        sources=keys_in(mission["sources"]),
    )


def _mission(evidence: Evidence, row: Row) -> Row | None:
    """Return the first mission that the claim names, if it was known on the date."""
    named = keys_in(row.get("operations"))
    rows = {str(m["id"]): m for m in evidence.scenario.rows("operations")}
    return rows.get(named[0]) if named else None
