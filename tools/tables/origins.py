"""Where states start from that the compiled network names no port or hub for.

One representative port or rail hub each, joined to the network by the rules of the compiled rows:
the same speed, capacity and grade for a sea lane, great circle x 1.30 for a railway. Sea distances
are sums of great circles by way of the capes and straits, to ten kilometres. Lanes from beyond
Suez go through the Red Sea; their notes say what the way round the Cape would add.
"""

from __future__ import annotations

from tables.rules import Row

# id, name, country, code, latitude, longitude, kind, note.
NODES: tuple[tuple[str, str, str, str, str, str, str, str], ...] = (
    ("p_brisbane", "Brisbane", "Australia", "AUS", "-27.468", "153.028", "port", ""),
    ("p_chattogram", "Chattogram", "Bangladesh", "BGD", "22.338", "91.832", "port", ""),
    ("p_riodejaneiro", "Rio de Janeiro", "Brazil", "BRA", "-22.906", "-43.182", "port", ""),
    ("h_bern", "Bern", "Switzerland", "CHE", "46.948", "7.447", "rail_hub", ""),
    ("p_shanghai", "Shanghai", "China", "CHN", "31.222", "121.458", "port", ""),
    ("p_limassol", "Limassol", "Cyprus", "CYP", "34.684", "33.038", "port", ""),
    ("p_mumbai", "Mumbai", "India", "IND", "19.073", "72.883", "port", ""),
    ("p_reykjavik", "Reykjavik", "Iceland", "ISL", "64.135", "-21.895", "port", "no armed forces"),
    ("p_yokohama", "Yokohama", "Japan", "JPN", "35.433", "139.65", "port", ""),
    ("p_busan", "Busan", "South Korea", "KOR", "35.102", "129.03", "port", ""),
    ("p_valletta", "Valletta", "Malta", "MLT", "35.9", "14.515", "port", ""),
    ("p_bar", "Bar", "Montenegro", "MNE", "42.094", "19.098", "port", ""),
    ("p_auckland", "Auckland", "New Zealand", "NZL", "-36.849", "174.763", "port", ""),
    ("p_jeddah", "Jeddah", "Saudi Arabia", "SAU", "21.49", "39.186", "port", ""),
)
# From, to, kilometres; a lane unless both ends are rail hubs.
LINKS: tuple[tuple[str, str, int], ...] = (
    *(("p_brisbane", "p_alexandroupoli", 17120), ("p_brisbane", "p_constanta", 17660)),
    *(("p_chattogram", "p_alexandroupoli", 10040), ("p_chattogram", "p_constanta", 10590)),
    *(("p_riodejaneiro", "p_alexandroupoli", 10880), ("p_riodejaneiro", "p_bremerhaven", 9930)),
    *(("h_bern", "h_milan", 276), ("h_bern", "h_munich", 438), ("h_bern", "h_lyon", 312)),
    *(("p_shanghai", "p_alexandroupoli", 14480), ("p_shanghai", "p_constanta", 15030)),
    *(("p_limassol", "p_alexandroupoli", 1090), ("p_limassol", "p_constanta", 1640)),
    *(("p_mumbai", "p_alexandroupoli", 6970), ("p_mumbai", "p_constanta", 7520)),
    *(("p_reykjavik", "p_bremerhaven", 2080), ("p_reykjavik", "p_gdansk", 2900)),
    *(("p_yokohama", "p_alexandroupoli", 15900), ("p_yokohama", "p_constanta", 16440)),
    *(("p_busan", "p_alexandroupoli", 15180), ("p_busan", "p_constanta", 15730)),
    *(("p_valletta", "p_alexandroupoli", 1360), ("p_valletta", "p_constanta", 1910)),
    ("p_valletta", "p_trieste", 1630),
    *(("p_bar", "p_alexandroupoli", 1420), ("p_bar", "p_trieste", 620)),
    *(("p_auckland", "p_alexandroupoli", 19470), ("p_auckland", "p_constanta", 20010)),
    *(("p_jeddah", "p_alexandroupoli", 2600), ("p_jeddah", "p_constanta", 3150)),
)

_BEYOND_SUEZ = {
    *("p_brisbane", "p_chattogram", "p_shanghai", "p_mumbai", "p_yokohama", "p_busan"),
    "p_auckland",
}
_LIKE_LANE, _LIKE_STRAITS, _LIKE_RAIL = "K001", "K006", "K044"
_BY_HAND = "distance set by hand (sea lane or short border hop)"
_RED_SEA = (
    "by Suez and the Red Sea, from the end of 2023 under attack: round the Cape is one to three "
    "weeks more"
)


def origin_nodes() -> list[Row]:
    """Return the nodes, in the columns of the compiled ones."""
    columns = ("id", "name", "country", "iso3", "lat", "lon", "kind", "note")
    rows = [dict(zip(columns, node, strict=True)) for node in NODES]
    return [row | {"home_of": row["iso3"], "source": "GeoNames (city centroid)"} for row in rows]


def origin_links(compiled: list[Row]) -> list[Row]:
    """Return the links, each with everything but its ends and length from one of its kind."""
    like = {row["id"]: row for row in compiled}
    last = max(int(row["id"][1:]) for row in compiled)
    out = []
    for number, (start, end, km) in enumerate(LINKS, last + 1):
        pattern = _LIKE_STRAITS if end == "p_constanta" else _LIKE_LANE
        row = like[_LIKE_RAIL if start.startswith("h_") else pattern]
        note = row["note"]
        if start in _BEYOND_SUEZ:
            note = note.replace(_BY_HAND, f"{_RED_SEA}; {_BY_HAND}")
        out.append(
            row
            | {"id": f"K{number:03d}", "from": start, "to": end, "distance_km": str(km)}
            | {"note": note}
        )
    return out
