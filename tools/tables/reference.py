"""Tables of the reference pack: what is not about one ceasefire."""

from __future__ import annotations

import csv
from pathlib import Path

from tables.prices import BASIS, KNOWN_WITH
from tables.register import Register, host, on_host
from tables.rules import (
    DERIVED,
    REF,
    WEAK_HOSTS,
    Row,
    Tables,
    closing_year,
    grade,
    keys,
    last_day,
    pick,
)
from tables.states import committed, rotation

COST_BASIS = {
    **{"un_reimbursement": "personnel", "un_mission": "all_in", "uk_troop_year": "additional"},
    **{"it_troop_year": "additional", "us_brigade": "full", "eu_common_costs": "common"},
}

# Cells of operations.csv that were recalled, rough or ceilings: P peak, I first strength,
# L line, A area, N population, C cost, H and R the two armies, D deaths.
CELLS = {
    **{"P": "peak_troops", "I": "initial_troops", "L": "line_length_km", "A": "area_km2"},
    **{"N": "population_m", "C": "annual_cost_usd_m", "H": "host_force_k"},
    **{"R": "adversary_force_k", "D": "fatalities_total"},
}
WEAK_CELLS = (
    "silesia:AN untso:PI unmogip:P unef1:L unipom:C unef2:PC undof:P unifil1:C unifil2:HR "
    "unavem1:C untag:P onuca:PC minurso:C onumoz:P unomil:PC unmot:PC unavem3:C monua:C "
    "unpredep:PIC untaes:P interfet:ID untaet:P monuc:C monusco:P unmee:HR unmil:PC unoci:P "
    "minustah:C unmis:PC unisfa:P unsmis:P minusca:P unmha:P uncolombia:C ifor:HR "
    "concordia:C jmc_nuba:PIC cis_abkhazia:L jcc_transnistria:PI turkey_idlib:H iapf:PI "
    "iccs_vietnam:PI manta:LI mfo:ICHR mnf_lebanon:P ramsi:PI isaf:P nnsc_korea:PI usfk:HRC "
    "berlin:IR cent_front:HR falklands:PI belize:P"
)


BREAK_COLUMNS = ("break_cause", "force_role", "break_reasoning", "break_sources")


def coded(name: str) -> dict[str, Row]:
    """Return, by operation, what the project codes itself (grade E).

    ``breaks.csv`` has the missions whose ceasefire broke, ``setting.csv`` all of them.
    """
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return {row.pop("id"): row for row in csv.DictReader(file)}


def weak_cells() -> dict[str, str]:
    """Return, by operation, the columns whose value was recalled, rough or a ceiling."""
    pairs = (item.split(":") for item in WEAK_CELLS.split())
    return {name: ";".join(CELLS[mark] for mark in marks) for name, marks in pairs}


def operations(reg: Register, tables: Tables) -> list[Row]:
    """Return past operations; history is known on any date."""
    weak, ends, settings, out = weak_cells(), coded("breaks.csv"), coded("setting.csv"), []
    unbroken = dict.fromkeys(BREAK_COLUMNS, "")
    for row in tables["operations"]:
        title = f"{row['name']} (page at {host(row['source_url'])})"
        key = reg.add(REF, row["source_url"], title)
        mark = "B" if "[v]" in row["notes"] else "E"
        if mark == "B" and on_host(row["source_url"], WEAK_HOSTS):
            mark = "C"
        columns = " ".join(name for name in row if name not in ("notes", "source_url"))
        extra = {"weak_cells": weak.get(row["id"], "")} | ends.get(row["id"], unbroken)
        extra |= settings[row["id"]] | {"notes": row["notes"]}
        out.append(pick(row, columns) | extra | {"known_from": "", "grade": mark, "sources": key})
    return out


def dated_source(reg: Register, row: Row) -> Row:
    """Return derivation, known_from and key of a row of costs or norms.

    The day the page appeared decides where it is known, else the year of the figure; a value
    worked out here without a page of its own is always known.
    """
    title, address = row["source_title"].strip(), row["source_url"].strip()
    derived = DERIVED.match(title) is not None
    year = closing_year(row["year"])
    key = reg.add(REF, address, "" if derived else title, year)
    published = reg.published(address, "" if derived else title)
    known = "" if derived and not address else last_day(published or year)
    return {"derivation": title if derived else "", "known_from": known, "sources": key}


def costs(reg: Register, tables: Tables) -> list[Row]:
    """Return unit costs, budgets and aid in their own currency and year."""
    columns = "item category low central high unit year"
    out = []
    for row in tables["costs"]:
        made = dated_source(reg, row)
        words = row["note"] + (" weak" if row["category"] == "published_force_cost" else "")
        title = row["source_title"]
        mark = grade(row["source_url"], title, words, row["is_estimate"])
        basis = BASIS.get(row["item"], COST_BASIS.get(row["category"], ""))
        tail = {"basis": basis, "derivation": made["derivation"], "note": row["note"]}
        tail |= {"known_from": made["known_from"], "grade": mark, "sources": made["sources"]}
        out.append(pick(row, columns) | tail)
    known = {row["item"]: row["known_from"] for row in out}
    return [row | {"known_from": known[KNOWN_WITH.get(row["item"], row["item"])]} for row in out]


def lift_norms(reg: Register, tables: Tables) -> list[Row]:
    """Return what real deployments took, and norms worked out from them."""
    columns = "id category item low central high unit year operation_or_unit"
    out = []
    for row in tables["lift_norms"]:
        made = dated_source(reg, row)
        title = row["source_title"]
        mark = grade(row["source_url"], title, row["note"], row["is_estimate"])
        tail = {"derivation": made["derivation"], "note": row["note"]}
        tail |= {"known_from": made["known_from"], "grade": mark, "sources": made["sources"]}
        out.append(pick(row, columns) | tail)
    return out


def contributor_forces(reg: Register, tables: Tables) -> list[Row]:
    """Return forces, money and capabilities of the possible contributors."""
    out = []
    for row in tables["contributors"]:
        snapshot = f"CIA World Factbook, snapshot of 30 January 2025: {row['name']}"
        found = [reg.add(REF, row["figures_source_url"], snapshot)]
        later = "2026 snapshot" in row["spend_note"]
        if later:
            found.append(reg.add(REF, "", "CIA World Factbook, snapshot of 2026"))
        elif "NATO" in row["spend_note"] and "excluded" not in row["spend_note"]:
            found.append(reg.add(REF, "", "NATO, Defence Expenditure 2014-2024, June 2024"))
        mark = "D" if row["army_personnel_is_estimate"] == "True" else "B"
        columns = "iso3 name nato eu active_personnel army_personnel army_personnel_is_estimate "
        columns += "professional_share_assumed sustainable_troops_estimate "
        columns += "deployable_land_brigades_estimate "
        out.append(
            pick(row, columns)
            | committed(row)
            | rotation(row)
            | pick(row, "population_m capabilities defence_spend_usd_bn spend_note")
            | {"spend_known_from": "2026-12-31" if later else "2024-06-30"}
            | {"known_from": "2025-01-30", "grade": mark, "sources": keys(*found)}
        )
    return out
