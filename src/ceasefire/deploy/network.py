"""The way there: nodes and links of the pack as arrays, with a clock at every node.

A node's clocks, one for loads that keep to the surface and one for loads that may fly, are shifted
by the shortest travel time to the places of reception. On its clock a load that goes the shortest
way is everywhere at the same time: a hop on that way takes no time, a detour its extra days. Steps
of some days then round detours only, never the journey itself.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ceasefire.core.errors import UsageError
from ceasefire.scenario.model import Scenario

__all__ = ["GROUPS", "Capacity", "Link", "Network", "network", "reception"]

GROUPS = ("rail", "border", "road", "sea", "air")
"""Kinds of capacity, each moved by its own ``capacity_within_range_<kind>``."""

_LOADING_DAYS = 4.0  # a large ro-ro ship (lift_norms L069)
_GAUGE_DAYS = 1.0  # where the speed of a border hop does not hold it already


@dataclass(frozen=True, slots=True)
class Capacity:
    """Tonnes a day through a line, a port or an airfield, whichever way they go.

    ``group`` is one of ``GROUPS``; ``low``, ``central`` and ``high`` are the published range.
    """

    name: str
    group: str
    low: float
    central: float
    high: float


@dataclass(frozen=True, slots=True)
class Link:
    """One direction of a link: where it leads, how long it takes, what it uses.

    ``capacities`` are positions in ``Network.capacities``; ``surface`` is false for a flight,
    which heavy and medium loads never take.
    """

    tail: str
    head: str
    days: float
    surface: bool
    capacities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes, links and capacities, with the days from each node to the nearest reception.

    ``reception`` maps a node to its share of the force; ``days`` holds the nodes from which a
    surface way leads there, ``days_flying`` those from which any way does.
    """

    nodes: tuple[str, ...]
    links: tuple[Link, ...]
    capacities: tuple[Capacity, ...]
    reception: Mapping[str, float]
    days: Mapping[str, float]
    days_flying: Mapping[str, float]

    def clock(self, surface: bool) -> Mapping[str, float]:
        """Return the days by which the clocks of loads are shifted."""
        return self.days if surface else self.days_flying

    def carries(self, link: Link, surface: bool) -> bool:
        """Whether a link takes loads that keep to the surface, or loads that may fly."""
        clock = self.clock(surface)
        return (link.surface or not surface) and link.tail in clock and link.head in clock

    def extra_days(self, link: Link, surface: bool) -> float:
        """Return the days a link adds on the shifted clocks: 0 on the shortest way."""
        clock = self.clock(surface)
        return link.days - (clock[link.tail] - clock[link.head])


def reception(scenario: Scenario, placement: str) -> dict[str, float]:
    """Return the share of a force that each place of reception takes, by placement."""
    rows = [row for row in scenario.rows("reception") if row["placement"] == placement]
    return {str(row["node"]): _number(row["share"]) for row in rows}


def network(scenario: Scenario, shares: Mapping[str, float], detour_days: float = 10.0) -> Network:
    """Return the network towards these places of reception, without hopeless detours.

    Raises
    ------
    UsageError
        If a place of reception is not a node, or no link leads to it.
    """
    nodes = {str(row["id"]): str(row["kind"]) for row in scenario.rows("movement_nodes")}
    for place in shares:
        if place not in nodes:
            raise UsageError(f"place of reception {place} is not among the nodes of movement")
    capacities, links = _links(scenario, nodes)
    days, flying = _days([link for link in links if link.surface], shares), _days(links, shares)
    if shares and all(link.head not in shares for link in links):
        raise UsageError(f"no link leads to the places of reception: {', '.join(shares)}")
    whole = Network(tuple(sorted(flying)), (), tuple(capacities), dict(shares), days, flying)
    kept = tuple(
        link
        for link in links
        if any(
            whole.carries(link, surface) and whole.extra_days(link, surface) <= detour_days
            for surface in (True, False)
        )
    )
    return replace(whole, links=kept)


def _links(scenario: Scenario, nodes: Mapping[str, str]) -> tuple[list[Capacity], list[Link]]:
    """Return capacities and both directions of every link; a port or airfield is one capacity.

    The pack's sea and air capacities are those of a berth or a field, so all lanes of a port
    share one: the highest of its links.
    """
    capacities: list[Capacity] = []
    places: dict[tuple[str, str], int] = {}
    links: list[Link] = []
    for row in sorted(scenario.rows("movement_links"), key=lambda r: str(r["id"])):
        tail, head, mode = str(row["from"]), str(row["to"]), str(row["mode"])
        border = nodes[tail] == nodes[head] == "border_crossing"
        group = "border" if border else mode
        low, central, high = (
            _number(row[f"capacity_tonnes_per_day_{end}"]) for end in ("low", "central", "high")
        )
        days = _number(row["distance_km"]) / _number(row["speed_km_per_day"])
        if mode in ("sea", "air"):
            used = tuple(
                _terminal(capacities, places, Capacity(place, group, low, central, high))
                for place in (tail, head)
            )
            days += _LOADING_DAYS if mode == "sea" else 0.0
        else:
            used = (len(capacities),)
            capacities.append(Capacity(f"{tail}-{head}", group, low, central, high))
            days += _GAUGE_DAYS if row["gauge_change"] and not border else 0.0
        for start, end in ((tail, head), (head, tail)):
            links.append(Link(start, end, days, mode != "air", used))
    return capacities, links


def _terminal(capacities: list[Capacity], places: dict[tuple[str, str], int], new: Capacity) -> int:
    """Return the position of a port's or airfield's capacity, widened to ``new`` if larger."""
    key = (new.group, new.name)
    if key not in places:
        places[key] = len(capacities)
        capacities.append(new)
    elif new.central > capacities[places[key]].central:
        capacities[places[key]] = new
    return places[key]


def _days(links: Iterable[Link], ends: Iterable[str]) -> dict[str, float]:
    """Return the shortest time from every node to the nearest end (Dijkstra 1959)."""
    into: dict[str, list[Link]] = {}
    for link in links:
        into.setdefault(link.head, []).append(link)
    days: dict[str, float] = {}
    queue = [(0.0, end) for end in sorted(ends)]
    heapq.heapify(queue)
    while queue:
        far, node = heapq.heappop(queue)
        if node in days:
            continue
        days[node] = far
        for link in into.get(node, ()):
            if link.tail not in days:
                heapq.heappush(queue, (far + link.days, link.tail))
    return days


def _number(cell: object) -> float:
    if not isinstance(cell, int | float):
        raise TypeError(f"not a number: {cell!r}")
    return float(cell)
