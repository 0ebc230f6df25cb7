"""The way of a force: a start for every state, a way from there, places that take all of it.

An option that sends troops names a placement, and for each the pack says where they arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ceasefire.scenario.problems import ENOUGH, Problems, quoted
from ceasefire.scenario.quantity_file import UniformFile
from ceasefire.scenario.reading import Draft
from ceasefire.scenario.tables import Row, TableRows
from ceasefire.scenario.yaml_file import place_of

__all__ = ["check_movement"]

_ROUNDING = 0.001
_FIX_HOME = "Give one port or hub its code in 'home_of'"
_FIX_WAY = "Add a link by rail, road or sea"
_SHUT = "All lanes of a port share its largest capacity, so one that is shut would still be used"
_FIX_SHUT = "Give it tonnes a day, remove the link, or say in 'available_from' when it opens"
_NOWHERE = "Troops that arrive nowhere have no date of arrival"


def check_movement(draft: Draft, problems: Problems) -> None:
    """Note states without one start, starts without a way, and shares that are not a whole."""
    names = ("contributors", "movement_nodes", "movement_links", "reception")
    tables = {name: draft.tables[name] for name in names if name in draft.tables}
    if "reception" in tables:
        _check_shares(tables["reception"], problems)
    nodes = tables.get("movement_nodes")
    if nodes is None:
        return
    if "contributors" in tables:
        _check_homes(tables["contributors"], nodes, problems)
    if "movement_links" in tables:
        _check_capacities(tables["movement_links"], problems)
        _check_placements(draft, tables.get("reception"), problems)
    if "reception" in tables and "movement_links" in tables:
        _check_ways(nodes, tables["movement_links"].rows, tables["reception"].rows, problems)


def _check_shares(table: TableRows, problems: Problems) -> None:
    """Note placements whose shares do not sum to 1, at the last share of each."""
    total: dict[str, float] = {}
    last: dict[str, int] = {}
    for index, row in enumerate(table.rows):
        placement, share = row["placement"], row["share"]
        if placement is None or not isinstance(share, int | float):
            return  # noted as a cell that cannot be read
        total[str(placement)] = total.get(str(placement), 0.0) + share
        last[str(placement)] = index
    for placement, found in total.items():
        if abs(found - 1.0) > _ROUNDING:
            what = f"The shares of {quoted(placement)} sum to {found:.4g}, not to 1"
            fix = "Change a share or add the missing place"
            place = table.place(last[placement], "share")
            problems.note(table.file, place, what, "All of a force arrives somewhere", fix)


def _check_placements(draft: Draft, table: TableRows | None, problems: Problems) -> None:
    """Note options that send troops to a placement for which no place of arrival is given."""
    known = {row["placement"] for row in table.rows} if table else set()
    if None in known or "reception" in draft.unread:
        return  # noted as a cell or a file that cannot be read
    part = draft.scenario_part
    for index, option in enumerate(draft.scenario.options):
        troops = option.troops
        most = troops.high if isinstance(troops, UniformFile) else troops
        if most > 0 and option.placement not in {"none", *known}:
            what = f"The option {quoted(option.id)} sends troops to the placement "
            what += f"{quoted(option.placement)}, which no row of reception.csv has"
            fix = f"Add rows of placement {quoted(option.placement)} to reception.csv, with shares"
            fix += " that sum to 1"
            place = place_of(part.root, ("options", index, "placement"))
            problems.note(part.file, place, what, _NOWHERE, fix)


def _check_capacities(links: TableRows, problems: Problems) -> None:
    """Note links that let nothing through, at the first end of the range that does not."""
    before = len(problems)
    for index, row in enumerate(links.rows):
        for end in ("low", "central", "high"):
            column = f"capacity_tonnes_per_day_{end}"
            if row[column] == 0:
                if len(problems) - before >= ENOUGH:
                    return
                what = f"The link {quoted(row['id'])} lets nothing through: '{column}' is 0"
                problems.note(links.file, links.place(index, column), what, _SHUT, _FIX_SHUT)
                break


def _check_homes(states: TableRows, nodes: TableRows, problems: Problems) -> None:
    first: dict[str, int] = {}
    for index, row in enumerate(nodes.rows):
        home = row["home_of"]
        if home is None:
            continue
        if str(home) in first:
            what = f"{quoted(home)} starts here and on line {nodes.lines[first[str(home)]]} too"
            problems.note(nodes.file, nodes.place(index, "home_of"), what, "", "Keep one of them")
        first.setdefault(str(home), index)
    before = len(problems)
    for index, row in enumerate(states.rows):
        if row["iso3"] is not None and str(row["iso3"]) not in first:
            if len(problems) - before >= ENOUGH:
                return
            what = f"No node of movement_nodes.csv is where {quoted(row['iso3'])} starts"
            problems.note(states.file, states.place(index, "iso3"), what, "", _FIX_HOME)


def _check_ways(
    nodes: TableRows, links: Sequence[Row], reception: Sequence[Row], problems: Problems
) -> None:
    """Note starts from which no way over land or sea leads to a placement."""
    beside = _neighbours(links)
    places: dict[str, set[str]] = {}
    for row in reception:
        places.setdefault(str(row["placement"]), set()).add(str(row["node"]))
    for placement, ends in places.items():
        joined = _reached(ends, beside)
        for index, row in enumerate(nodes.rows):
            if row["home_of"] is None or row["id"] is None or str(row["id"]) in joined:
                continue
            what = f"No way over land or sea leads from {quoted(row['id'])} to where a force of "
            what += f"placement {quoted(placement)} arrives"
            why = "Heavy loads do not fly"
            problems.note(nodes.file, nodes.place(index, "id"), what, why, _FIX_WAY)
            break  # one says what is wrong; a missing link cuts off many


def _neighbours(links: Sequence[Row]) -> dict[str, list[str]]:
    beside: dict[str, list[str]] = {}
    for row in links:
        if row["mode"] == "air":
            continue
        start, end = str(row["from"]), str(row["to"])
        beside.setdefault(start, []).append(end)
        beside.setdefault(end, []).append(start)
    return beside


def _reached(ends: Iterable[str], beside: Mapping[str, Sequence[str]]) -> set[str]:
    found, new = set(ends), list(ends)
    while new:
        for node in beside.get(new.pop(), ()):
            if node not in found:
                found.add(node)
                new.append(node)
    return found
