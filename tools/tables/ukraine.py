"""Tables of the Ukrainian pack."""

from __future__ import annotations

import re

from tables.origins import origin_links, origin_nodes
from tables.register import Register, address_date, on_host
from tables.rules import (
    AS_OF,
    REF,
    STATE_MEDIA,
    UA,
    Row,
    Tables,
    addresses,
    grade,
    keys,
    last_day,
    pick,
)
from tables.states import politics

# Rows that relay one plan or one position; every other row is its own cluster.
CLUSTERS = {
    **dict.fromkeys(
        ("wapo-25-30k", "uk-fr-plan-30k", "western-officials-under-30k", "uk-officials-30k-mar"),
        "anglo-french-30k",
    ),
    **dict.fromkeys(("podolyak-100-150k", "zelensky-100-150k-us"), "kyiv-100-150k"),
    **dict.fromkeys(("gcsp-monitors-5k", "gcsp-security-10k"), "gcsp-5k-10k"),
}
TRUTH = {"0": "false", "1": "true"}
# The periods of published counts behind each basis of a monthly rate.
RATES = {
    "mean 2017-01-01 to 2017-10-12": (("2017-01-01", "2017-10-12"),),
    "difference of cumulative totals, 2017-10-13 to 2017-12-31": (
        ("2017-01-01", "2017-10-12"),
        ("2017-01-01", "2017-12-31"),
    ),
    "year mean": (("2019-01-01", "2019-12-31"),),
    "mean 2020-01-01 to 2020-07-26": (("2020-01-01", "2020-07-26"),),
    "26 days at 623 and 5 days at 21": (
        ("2020-01-01", "2020-07-26"),
        ("2020-07-27", "2020-08-07"),
    ),
    "mean 2020-08-01 to 2020-11-30 (cumulative totals)": (("2020-07-27", "2020-11-30"),),
    "mean 2020-12-01 to 2021-01-17": (
        ("2020-07-27", "2020-11-30"),
        ("2020-07-27", "2021-01-17"),
    ),
    "mean 2021-01-18 to 2021-03-16": (
        ("2020-07-27", "2021-01-17"),
        ("2020-07-27", "2021-03-16"),
    ),
}


def proposals(reg: Register, tables: Tables) -> list[Row]:
    """Return published sizes for a force in Ukraine; norms of the reference cite them too."""
    out = []
    for row in tables["proposals"]:
        key = reg.add(REF, row["source_url"], row["source_title"], row["date"])
        out.append(
            pick(row, "id proposer organisation date")
            | {"known_from": last_day(row["date"])}
            | pick(row, "troops_low troops_high concept")
            | {"cluster": CLUSTERS.get(row["id"], row["id"]), "notes": row["notes"]}
            | {"grade": grade(row["source_url"], row["source_title"], row["notes"]), "sources": key}
        )
    return out


# The check that decides a claim; the options, states and commands it looks at; a limit it states.
CHECKED = ("rule", "option", "threshold", "states", "states_out", "commands")
LEADS, BALTIC, NORDIC = "GBR;FRA;NLD", "EST;LVA;LTU", "DNK;FIN;ISL;NOR;SWE"
CHECKS = {
    "C04": {"rule": "ratio_needs_size", "option": "deterrent-200k"},
    "C06": {"rule": "line_size_enough", "option": "monitors-15k;line-100k"},
    "C08": {"rule": "only_these_open", "states": BALTIC, "states_out": "POL"},
    "C09": {"rule": "not_ready_to_send", "states_out": "DEU"},
    "C10": {"rule": "troops_freed", "option": "wartime-support"},
    "C11": {"rule": "army_at_front", "threshold": "0.5"},
    "C12": {"rule": "attack_less_likely", "option": "deterrent-40k"},
    "C13": {"rule": "cost_below_aid", "option": "deterrent-40k"},
    "C14": {"rule": "three_tests", "option": "deterrent-40k", "threshold": "0.05"},
    "C15": {"rule": "window_passed", "option": "deterrent-40k"},
    "C16": {
        "rule": "named_reach_size",
        "option": "deterrent-40k",
        "states": f"{LEADS};{BALTIC};{NORDIC}",
    },
    "C17": {
        "rule": "command_limits",
        "states": "GBR",
        "commands": "eu_nato_planning;nato;ad_hoc_coalition",
    },
    "C19": {"rule": "takes_side_off_line", "option": "line-200k;deterrent-40k"},
    "C23": {
        "rule": "broken_by_decision",
        "option": "no-force;deterrent-40k",
        "threshold": "0.05",
    },
    "C26": {"rule": "holds_at_cost", "option": "deterrent-40k"},
}
# Thousands are written with a comma on the page, with a space in the notes.
THOUSANDS = re.compile(r"(\d{1,3}) (\d{3})(?!\d)")


def claims(reg: Register, tables: Tables) -> list[Row]:
    """Return the claims of the debate; they are not subject to the as-of date."""
    columns = "id question claim quantity_low quantity_high unit attributed_to said_on status "
    return [
        pick(row, columns + "check_by")
        | {name: CHECKS.get(row["id"], {}).get(name, "") for name in CHECKED}
        | pick(row, "grade")
        | {"claim": THOUSANDS.sub(r"\1,\2", row["claim"])}
        | {"sources": reg.add(UA, row["source_url"], row["source_title"], row["said_on"])}
        for row in tables["claims"]
    ]


def stance_source(reg: Register, row: Row) -> tuple[str, str]:
    """Return key and grade of a dated statement; one without a page is named by its speaker."""
    title = ""
    if not row["source_url"]:
        title = f"{row['speaker']}, {row['country']}, {row['date']}"
    key = reg.add(UA, row["source_url"], title, row["date"])
    weak = "weak" if row["source_quality"] != "press" or "low-quality" in row["note"] else ""
    return key, grade(row["source_url"], title, weak)


def stances(reg: Register, tables: Tables) -> list[Row]:
    """Return dated public statements; a month's statement is known from its last day."""
    columns = "date date_precision iso3 country position quantity quantity_low quantity_high "
    count: dict[str, int] = {}
    out = []
    for row in tables["stances"]:
        stem = f"{row['iso3'].lower()}-{row['date']}"
        count[stem] = count.get(stem, 0) + 1
        month = row["date_precision"] == "month"
        known = last_day(row["date"][:7] if month else row["date"])
        if row["date_precision"] == "approx":
            known = max(known, last_day(address_date(row["source_url"])))
        key, mark = stance_source(reg, row)
        if on_host(row["source_url"], STATE_MEDIA):
            row = row | {"source_quality": "state_media_relay"}
        out.append(
            {"id": f"{stem}-{count[stem]}"}
            | pick(row, columns + "speaker summary condition source_quality note")
            | {"known_from": known, "grade": mark, "sources": key}
        )
    return out


def contributors(reg: Register, tables: Tables) -> list[Row]:
    """Return each state's stance on 1 February 2025 and its rule for sending troops."""
    marks = {"seen_in_source": "B", "partly_seen": "C", "named_reference_not_reverified": "C"}
    out = []
    for row in tables["contributors"]:
        address, basis = row["stance_source_url"], row["stance_basis"]
        key = reg.add(UA, address, "", AS_OF)
        mark = "C" if basis == "named_by_third_parties_only" else grade(address, "")
        if not address:
            mark = "E"
            if basis == "statement_before_asof":
                said = [s for s in tables["stances"] if s["iso3"] == row["iso3"]]
                key, mark = stance_source(reg, [s for s in said if s["date"] <= AS_OF][-1])
        if basis == "inferred_from_earlier_posture":
            mark = "E"
        rule = row["parliament_source"]
        rule_key = reg.add(UA, rule, "")
        out.append(
            pick(row, "iso3 name")
            | {"stance": row["stance_2025_02"]}
            | pick(row, "stance_basis stance_note parliament_rule parliament_note")
            | {"parliament_grade": marks.get(row["parliament_source_status"], "E")}
            | {"parliament_sources": rule_key}
            | politics(row)
            | {"known_from": AS_OF, "grade": mark, "sources": key}
        )
    return out


def infrastructure(reg: Register, tables: Tables) -> list[Row]:
    """Return civil infrastructure at city level; positions are town centres."""
    out = []
    for row in tables["infrastructure"]:
        found = [reg.add(UA, a, "") for a in addresses(row["source"])]
        if "GeoNames" in row["source"]:
            found.append(geonames(reg, UA))
        status = {"status": row["status_2025_02"]}
        out.append(
            pick(row, "id name kind city_or_region oblast lat lon")
            | status
            | pick(row, "size size_unit note")
            | {"known_from": "", "grade": "C", "sources": keys(*found)}
        )
    return out


def geonames(reg: Register, pack: str) -> str:
    """Return the key of the gazetteer that positions come from."""
    return reg.add(pack, "https://www.geonames.org/", "GeoNames gazetteer", note="CC BY 4.0")


def oblasts(reg: Register, tables: Tables) -> list[Row]:
    """Return the 27 first-order units with population, area and centroid."""
    natural_earth = "https://www.naturalearthdata.com/"
    flags = ("front_line_oblast", "borders_russia", "borders_belarus")
    deepstate = "https://github.com/cyterat/deepstate-map-data"
    out = []
    for row in tables["ukraine_oblasts"]:
        found = [population(reg, row["population_source"])]
        found += [reg.add(UA, a, "Oblasts of Ukraine") for a in addresses(row["area_source"])]
        found.append(reg.add(UA, natural_earth, "Natural Earth", note="public domain"))
        note = "shares measured on the outline of 1 February 2025, in a public copy"
        found.append(reg.add(REF, deepstate, "DeepState map", AS_OF, note))
        columns = "iso_3166_2 name capital population population_date area_km2 density_per_km2 "
        columns += "centroid_lon centroid_lat area_natural_earth_km2 "
        columns += "not_gov_controlled_pct_2025_02_01 "
        out.append(
            pick(row | {name: TRUTH[row[name]] for name in flags}, columns + " ".join(flags))
            | {"known_from": row["population_date"], "grade": "B", "sources": keys(*found)}
        )
    return out


def population(reg: Register, text: str) -> str:
    """Return the key of the population statistics that a cell names."""
    (address,) = addresses(text) or [""]
    day = "1 January 2022" if address else "1 January 2014"
    title = f"State Statistics Service of Ukraine, population on {day}"
    return reg.add(UA, address, title)


def areas(reg: Register, tables: Tables) -> list[Row]:
    """Return the areas of the Ukrainian scenario with population and forces."""
    rows = [row for row in tables["areas"] if row["scenario"] == "ukraine"]
    found = [population(reg, row["population_source"]) for row in tables["ukraine_oblasts"]]
    found += [reg.add(UA, a, "", "2025-01-15") for a in addresses(rows[0]["source_forces"])]
    marks = {"high": "B", "medium": "C", "low": "E"}
    columns = "area_id area_name as_of population area_km2 terrain_class terrain_label urban_share "
    columns += "urban_share_basis side_a forces_a_low forces_a_high side_b forces_b_low "
    columns += "forces_b_high forces_scope note"
    return [
        pick(row | {"forces_scope": rows[0]["forces_scope"]}, columns)
        | {"known_from": row["forces_known_from"]}
        | {"grade": marks[row["confidence"]], "sources": keys(*found)}
        for row in rows
    ]


def osce_smm_public_counts(reg: Register, tables: Tables) -> list[Row]:
    """Return counts of violations by the monitoring mission, as published."""
    columns = "period_start period_end days violations explosions per_day precision note"
    out = []
    for row in tables["osce_smm_public_counts"]:
        mark = "D" if row["precision"] == "derived" else grade(row["source"], "")
        key = reg.add(UA, row["source"], "", row["period_end"])
        out.append(
            {"id": f"smm-{row['period_start']}-{row['period_end']}"}
            | pick(row, columns)
            | {"known_from": row["period_end"], "grade": mark, "sources": key}
        )
    return out


def donbas_monthly(reg: Register, tables: Tables) -> list[Row]:
    """Return events and deaths by month; the mission's rate where published totals give one."""
    title = "UCDP Georeferenced Event Dataset, events in Ukraine"
    note = "CC BY 4.0; the copy names no version, its coverage matches 22.1"
    authors = ("Davies, Shawn", "Pettersson, Therése", "Öberg, Magnus")
    ucdp = reg.add(UA, "https://ucdp.uu.se/", title, "2022", note, authors)
    counts = {(r["period_start"], r["period_end"]): r for r in tables["osce_smm_public_counts"]}
    out = []
    for row in tables["donbas_monthly"]:
        found = [
            reg.add(UA, counts[p]["source"], "")
            for p in RATES.get(row["osce_basis"].split(" (covers")[0], ())
        ]
        out.append(
            pick(row, " ".join(row))
            | {"known_from": last_day(row["month"]), "grade": "D", "sources": keys(ucdp, *found)}
        )
    return out


def movement_nodes(reg: Register, tables: Tables) -> list[Row]:
    """Return ports, hubs, crossings and cities."""
    out = []
    for row in [*tables["movement_nodes"], *origin_nodes()]:
        gazetteer = row["source"].startswith("GeoNames")
        key = geonames(reg, UA) if gazetteer else reg.add(UA, "", "Public map")
        out.append(
            pick(row, "id name country iso3 lat lon kind home_of note")
            | {"known_from": "", "grade": "B" if gazetteer else "C", "sources": key}
        )
    return out


def movement_links(reg: Register, tables: Tables) -> list[Row]:
    """Return two-way links; one opened later is known from the day it opened."""
    columns = "id from to mode distance_km capacity_tonnes_per_day_low "
    columns += "capacity_tonnes_per_day_central capacity_tonnes_per_day_high speed_km_per_day "
    columns += "gauge_change wagons_per_day_public available_from capacity_basis note"
    out = []
    compiled = tables["movement_links"]
    for row in [*compiled, *origin_links(compiled)]:
        key = reg.add(UA, row["source_url"], "")
        mark = "E" if row["capacity_basis"].startswith("ASSUMPTION") else "D"
        out.append(
            pick(row, columns)
            | {"known_from": row["available_from"], "grade": mark, "sources": key}
        )
    return out
