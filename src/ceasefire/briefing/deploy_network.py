"""What the map of the ways draws: the quickest surface ways of a coalition to its reception."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ceasefire.briefing.deploy_data import DeployView
from ceasefire.briefing.figures.network_map import NetworkMap, Node, Way
from ceasefire.scenario.map_file import map_view

__all__ = ["network_data"]

Row = Mapping[str, object]
# A ship is loaded and unloaded before it counts as quick: the norm for a large ro-ro ship.
_LOADING_DAYS = 4.0


@dataclass(frozen=True, slots=True)
class _Hop:
    """A link in one direction: the node it comes from, its days, its row."""

    tail: str
    days: float
    row: Row


def network_data(view: DeployView) -> NetworkMap | None:
    """Return the ways of an option's coalition on the pack's map, or None where it has no map."""
    reader = view.reader
    shown = map_view(Path(reader.run.folder) / "pack", "network")
    nodes = {str(row["id"]): row for row in reader.scenario.rows("movement_nodes")}
    links = reader.scenario.rows("movement_links")
    shares = {
        str(row["node"]): _number(row["share"])
        for row in reader.scenario.rows("reception")
        if row["placement"] == view.option.placement
    }
    if shown is None or not nodes or not links or not shares:
        return None
    homes = _homes(view)
    followed = [_followed(_onward(links, end), homes) for end in sorted(shares)]
    used = list({str(row["id"]): row for rows in followed for row in rows}.values())
    if not used:
        return None
    on_way = {str(row[end]) for row in used for end in ("from", "to")} | shares.keys()
    return NetworkMap(
        outlines=shown.outlines["features"],
        neighbours=shown.neighbours["features"],
        extent=shown.extent,
        parallels=shown.parallels,
        meridian=shown.meridian,
        names=tuple(dict(name) for name in shown.names),
        credit=shown.credit,
        ways=tuple(_way(row, nodes) for row in used),
        nodes=tuple(
            _node(nodes[id], homes, shares.get(id, 0.0)) for id in sorted(on_way) if id in nodes
        ),
        description=f"Map of the ways by which “{view.option.title}” would come: railways, roads "
        "and sea lanes from the homes of its states to its places of reception, with the border "
        "crossings between.",
    )


def _homes(view: DeployView) -> frozenset[str]:
    """Return the nodes where the states of the coalition start, in a draw in twenty or more."""
    found = set()
    for iso3 in view.plan.shown:
        troops = view.values(f"state.{iso3}_troops")[view.formed]
        if (troops > 0).mean() >= 0.05:
            found.add(view.plan.state(iso3).origin)
    return frozenset(found - {""})


def _onward(links: Iterable[Row], end: str) -> dict[str, _Hop]:
    """Return from every node the next hop of its quickest surface way to a place.

    Dijkstra (1959), from the place backwards; ``tail`` of a node's hop is the node it leads to.
    """
    beside: dict[str, list[_Hop]] = {}
    for row in sorted(links, key=lambda row: str(row["id"])):
        if row["mode"] == "air":
            continue
        days = _number(row["distance_km"]) / _number(row["speed_km_per_day"])
        days += _LOADING_DAYS if row["mode"] == "sea" else 0.0
        for start, head in ((row["from"], row["to"]), (row["to"], row["from"])):
            beside.setdefault(str(head), []).append(_Hop(str(start), days, row))
    onward: dict[str, _Hop] = {}
    done: set[str] = set()
    queue, best = [(0.0, end)], {end: 0.0}
    while queue:
        far, node = heapq.heappop(queue)
        if node in done:
            continue
        done.add(node)
        for hop in beside.get(node, ()):
            days = far + hop.days
            if days < best.get(hop.tail, float("inf")):
                best[hop.tail] = days
                onward[hop.tail] = _Hop(node, hop.days, hop.row)
                heapq.heappush(queue, (days, hop.tail))
    return onward


def _followed(onward: Mapping[str, _Hop], homes: Iterable[str]) -> list[Row]:
    """Return the links on the ways from these homes, each once, in order of their id."""
    found: dict[str, Row] = {}
    for home in homes:
        node = home
        while node in onward:
            hop = onward[node]
            found[str(hop.row["id"])] = hop.row
            node = hop.tail
    return [found[id] for id in sorted(found)]


def _way(row: Row, nodes: Mapping[str, Row]) -> Way:
    start, end = (nodes[str(row[key])] for key in ("from", "to"))
    return Way(
        str(row["mode"]),
        (_number(start["lon"]), _number(start["lat"])),
        (_number(end["lon"]), _number(end["lat"])),
        _number(row["capacity_tonnes_per_day_central"]),
        border=start["kind"] == end["kind"] == "border_crossing",
    )


def _node(row: Row, homes: frozenset[str], share: float) -> Node:
    role = "crossing" if row["kind"] == "border_crossing" else ""
    if str(row["id"]) in homes:
        role = "origin"
    name = str(row["name"]).split(" (")[0]
    return Node(
        name, _number(row["lon"]), _number(row["lat"]), "reception" if share else role, share
    )


def _number(cell: object) -> float:
    if not isinstance(cell, int | float):
        raise TypeError(f"not a number: {cell!r}")
    return float(cell)
