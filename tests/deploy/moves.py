"""Moves of the past as small networks, and what the model's program of arrival makes of them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from ceasefire.deploy.arrival import travel_days
from ceasefire.deploy.arrival_bounds import Case, bounds
from ceasefire.deploy.arrival_model import LIFTS
from ceasefire.deploy.network import network
from ceasefire.deploy.units import tonnes_per_soldier, unit_types

FILE = Path(__file__).parent / "cases" / "movement.yaml"
SUSTAINMENT = "lift_norms/L092"
KEYS = {
    *("id", "publication", "source", "rows", "kind", "nodes", "links", "reception", "supply"),
    *("answer", "expected", "tolerance", "note"),
}
OPTIONAL = {"ready", "outcome", "computed"}
LAST_DAY = 365
ALL = 0.995  # as the model counts the last soldier
# Capacity, tonnes of a load, day of readiness: what makes a move slow, usual, fast.
ENDS = {"slow": ("low", 2, 2), "central": ("central", 1, 1), "fast": ("high", 0, 0)}


@dataclass(frozen=True)
class Rows:
    """Tables of a small network, as a pack would give them."""

    tables: dict

    def rows(self, name):
        return self.tables[name]


def read():
    """Return the cases of the file and its own sources."""
    data = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    assert set(data) == {"sources", "cases"}
    for case in data["cases"]:
        wrong = (KEYS - set(case)) | (set(case) - KEYS - OPTIONAL)
        assert not wrong, f"{case.get('id')}: missing or unknown keys {sorted(wrong)}"
    return data["cases"], data["sources"]


def row_of(pack, name):
    table, _, id = name.partition("/")
    (row,) = [row for row in pack.rows(table) if row["id"] == id]
    return row


def uses(case, pack):
    """Return the rows of the pack that a case's norms come from, as table/id."""
    lifts = {load["lift"] for load in case["supply"]}
    return (
        *sorted({f"movement_links/{link['like']}" for link in case["links"]}),
        *(f"unit_types/{row['id']}" for row in pack.rows("unit_types") if row["lift"] in lifts),
        *([case["ready"]] if "ready" in case else []),
        SUSTAINMENT,
    )


def way_of(case, pack):
    nodes = [{"id": id, "kind": kind} for id, kind in case["nodes"].items()]
    links = [
        dict(row_of(pack, f"movement_links/{link['like']}"))
        | {"id": f"M{number}", "from": link["from"], "to": link["to"], "distance_km": link["km"]}
        for number, link in enumerate(case["links"])
    ]
    rows = Rows({"movement_nodes": nodes, "movement_links": links})
    return network(rows, case["reception"], detour_days=LAST_DAY)


def computed(case, pack):
    """Return the answer at the slow, central and fast end of the norms."""
    return {end: _answer(case, pack, *ENDS[end]) for end in ENDS}


def _answer(case, pack, capacity, tonnes_end, ready_end):
    way, units = way_of(case, pack), unit_types(pack)
    origins = tuple(sorted({load["at"] for load in case["supply"]}))
    troops = np.zeros((len(origins), len(LIFTS)))
    for load in case["supply"]:
        troops[origins.index(load["at"]), LIFTS.index(load["lift"])] += load["troops"]
    ready = 0.0
    if "ready" in case:
        norm = row_of(pack, case["ready"])
        ready = float((norm["low"], norm["central"], norm["high"])[ready_end])
    release = ready + np.array([travel_days(way, origin) for origin in origins])
    spread = [sum(getattr(u, f"tonnes_{end}") for u in units) for end in ("low", "central", "high")]
    factor = spread[tonnes_end] / spread[1]
    tonnes = [factor * each for each in tonnes_per_soldier(units)]
    supply = Case(case["id"], troops, release, capacity)
    kg = float(row_of(pack, SUSTAINMENT)["central"])

    def there(day):
        (found,) = bounds(way, origins, tonnes, (day,), kg, (supply,), step_days=1.0)
        return found.solved_troops

    if "troops_by_day" in case["answer"]:
        return there(float(case["answer"]["troops_by_day"]))
    goal = ALL * case["answer"]["days_until_troops"]
    low, high = 0, LAST_DAY
    if there(float(high)) < goal:
        return float("inf")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if there(float(middle)) >= goal else (middle, high)
    return float(high)
