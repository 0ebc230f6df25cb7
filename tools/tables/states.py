"""What we add to the states that may contribute: splits, rules, caveats and units, with reasons.

The splits follow the numbers in ``committed_note``; caveats and hurdles the notes of the pack and
statements up to the as-of date, by the id of their row in ``stances.csv``. The units are a
judgement: one rule for every state, below.
"""

from __future__ import annotations

import csv
from pathlib import Path

from tables.register import Register
from tables.rules import Row, Tables, pick

UNIT_TYPES = Path(__file__).resolve().parents[2] / "src/ceasefire/packs/reference/unit_types.csv"

# Troops abroad by the numbers in committed_note: operations, permanent garrisons, eastern flank.
# The rest is unsplit: the note counts "missions" without a place, or mixes the three.
COMMITTED = {
    "GBR": (0, 2500, 950),  # Cyprus; Estonia, the middle of 900 to 1,000
    "FRA": (2000, 10000, 2000),  # of 4,000 on operations 2,000 are NATO's in Europe
    "DEU": (670, 0, 2180),
    "ESP": (700, 0, 1700),
    "POL": (400, 0, 410),
    "NLD": (0, 0, 550),
    "BEL": (0, 0, 300),
    "LUX": (0, 0, 50),
    "DNK": (0, 0, 800),
    "NOR": (0, 0, 200),
    "SWE": (0, 0, 600),
    "FIN": (165, 0, 0),
    "LVA": (135, 0, 0),
    "PRT": (225, 0, 370),
    "GRC": (230, 1000, 0),  # Cyprus is a garrison
    "CZE": (0, 0, 260),
    "SVK": (240, 0, 150),  # Cyprus is the UN's
    "HUN": (710, 0, 0),
    "ROU": (0, 0, 120),
    "HRV": (150, 0, 175),
    "SVN": (100, 0, 100),
    "AUT": (630, 0, 0),
    "IRL": (455, 0, 0),
    "ALB": (250, 0, 0),
    "MKD": (65, 0, 0),
    "TUR": (1180, 0, 0),
    "CAN": (0, 0, 2000),
    "JPN": (200, 0, 0),
    "KOR": (525, 170, 0),  # the United Arab Emirates host a standing unit
    "CHE": (175, 0, 0),
    "IND": (6000, 0, 0),
    "CHN": (1580, 0, 0),
    "BRA": (100, 0, 0),
    "BGD": (6000, 0, 0),
}
# National multipliers: low, high and the rows of rotation_rules.csv they are the range of.
# Denmark's plan is a share of its whole army, another base, so it stands with the rest.
ROTATION = {
    "GBR": ("5", "5", "uk-harmony"),
    "FRA": ("3", "5", "france-16-month;france-2008;france-2015"),
    "DEU": ("6", "6", "germany-4-20"),
    "ITA": ("4", "4", "italy-2003"),
    "USA": ("3", "4", "us-active"),
}
NO_RULE = ("3", "5", "")

HURDLE = {"executive": "none", "parliament_ex_post": "none", "parliament_prior": "vote"}
HIGHER = {"HUN": "two_thirds", "HRV": "two_thirds", "IRL": "triple_lock"}
ALLIANCES = "nato;eu_nato_planning;eu"
EASIER = {
    "ROU": (ALLIANCES, "law 121/2011: NATO and EU missions go without parliament's consent"),
    "ALB": (ALLIANCES, "a 2010 law is reported to leave NATO and EU missions to the government"),
    "HUN": (ALLIANCES, "two thirds only outside NATO and EU decisions"),
    "CZE": (f"{ALLIANCES};un;osce", "government alone for up to 60 days in peace operations of an "
            "organisation it belongs to, with the host's consent"),
    "IRL": ("un", "a UN mandate is the first of the three locks"),
}  # fmt: skip
CAVEATS = {
    "AUT": ("nato_or_eu_mandate", "KSE-BVG s.1 names international organisations, the OSCE and the "
            "EU: an ad hoc coalition has no clear basis (our reading)"),
    "CAN": ("no_combat_units", "can-2024-03-05-1: trainers may return, no combat units"),
    "DEU": ("truce_first", "deu-2024-12-21-1, deu-2025-01-18-1: after a truce; that Russia must "
            "consent was said by the opposition alone (deu-2025-01-19-1)"),
    "FIN": ("un_mandate", "fin-2024-12-17-1: UN authorisation needed"),
    "GBR": ("truce_first", "gbr-2025-01-16-1: post-war peacekeepers"),
    "IND": ("un_mandate", "a UN mandate demanded in 2003, and the standing rule since"),
    "IRL": ("un_mandate", "triple lock"),
    "ISL": ("logistics_only;small_only", "no army: a civilian roster of up to 200"),
    "ITA": ("un_mandate;adversary_consent;truce_first",
            "ita-2024-12-17-1: after a truce, of the UN, the parties consenting"),
    "JPN": ("un_mandate;no_combat_units", "law of 2015: a UN resolution as a condition, and not to "
            "aim at using force"),
    "LVA": ("us_backstop", "lva-2025-01-23-1: not without guarantees such as NATO's, which we read "
            "as an American backstop; weak relay"),
    "NLD": ("truce_first", "nld-2024-12-16-1: will not fight; nld-2024-03-05-1: not the time"),
    "POL": ("logistics_only", "pol-2024-12-12-2: not troops, logistics"),
    "SWE": ("truce_first", "swe-2024-12-20-1: soldiers after the war"),
    "USA": ("no_combat_units", "usa-2024-12-07-1: no American troops; help stays open"),
}  # fmt: skip
LEADS = ("GBR", "FRA", "NLD")  # the coalition that claim C16 reported in January 2025
IN_QUESTION = ("DEU",)  # the state of claim C09, which says that it is not ready to send troops

# The rule for units: this share of the army's professionals is deployable, the middle of NATO's
# targets of 40 and 50 percent. Manoeuvre troops have a share of the pool, in equal parts among the
# kinds a state has; each kind of support that it has has its own. They are the shares of a force
# of 10,000 in unit_types.csv; the rest is headquarters, signals and police. What a state lacks
# leaves its part of the pool without use here.
DEPLOYABLE = 0.45
MANOEUVRE = 0.45
SUPPORT = {
    **{"engineers": 0.09, "air_defence": 0.04, "air_policing": 0.02, "isr": 0.03},
    **{"airlift": 0.02, "medical": 0.05, "logistics": 0.24, "maritime": 0.01},
    "training_team": 0.02,
}


def committed(row: Row) -> Row:
    """Return the troops abroad split by task.

    Raises
    ------
    ValueError
        If the parts are more than the whole.
    """
    parts = COMMITTED.get(row["iso3"], (0, 0, 0))
    rest = int(row["already_committed_abroad"]) - sum(parts)
    if rest < 0:
        raise ValueError(f"{row['iso3']}: the parts abroad are more than the whole")
    names = ("operations", "garrisons", "eastern_flank", "unsplit")
    split = zip(names, (*parts, rest), strict=True)
    return {f"committed_{name}": str(n) for name, n in split} | pick(row, "committed_note")


def rotation(row: Row) -> Row:
    """Return the state's own multiplier and the rules it is the range of."""
    names = ("rotation_low", "rotation_high", "rotation_rule")
    return dict(zip(names, ROTATION.get(row["iso3"], NO_RULE), strict=True))


def politics(row: Row) -> Row:
    """Return hurdle, easier commands, caveats, whether the state could lead or is in question."""
    iso3, rule = row["iso3"], row["parliament_rule"]
    easier, eased = EASIER.get(iso3, ("", ""))
    caveats, reason = CAVEATS.get(iso3, ("", ""))
    lead, asked = iso3 in LEADS, iso3 in IN_QUESTION
    notes = (
        f"easier: {eased}" if eased else "",
        reason,
        "could lead: claim C16" if lead else "",
        "in question: claim C09" if asked else "",
    )
    return {
        "parliament_hurdle": HIGHER.get(iso3, HURDLE[rule]),
        "easier_commands": easier,
        "caveats": caveats,
        "lead_nation": str(lead).lower(),
        "in_question": str(asked).lower(),
        "politics_note": "; ".join(note for note in notes if note),
    }


def contributor_units(reg: Register, tables: Tables) -> list[Row]:
    """Return the steps of each unit type in each state's deployable pool."""
    del reg  # judgements of ours have no source
    with UNIT_TYPES.open(encoding="utf-8", newline="") as file:
        types = list(csv.DictReader(file))
    out: list[Row] = []
    for row in tables["contributors"]:
        pool = DEPLOYABLE * float(row["army_personnel"]) * float(row["professional_share_assumed"])
        for unit, count in _steps(pool, set(row["capabilities"].split(";")), types).items():
            cells = {"iso3": row["iso3"], "unit": unit, "count": str(count)}
            out.append(cells | {"grade": "E", "sources": ""})
    return out


def _steps(pool: float, capabilities: set[str], types: list[Row]) -> dict[str, int]:
    """Return whole steps by unit type: what the shares give, then one where they give none."""
    listed = [kind for kind in types if capabilities & set(kind["capability"].split(";"))]
    manoeuvre = [kind for kind in listed if kind["kind"] == "manoeuvre"]
    steps = {}
    for kind in listed:
        share = MANOEUVRE / len(manoeuvre) if kind in manoeuvre else SUPPORT[kind["id"]]
        steps[kind["id"]] = int(share * pool / float(kind["step_troops"]))
    left = pool - sum(steps[kind["id"]] * float(kind["step_troops"]) for kind in listed)
    for kind in listed:
        if not steps[kind["id"]] and float(kind["step_troops"]) <= left:
            steps[kind["id"]] = 1
            left -= float(kind["step_troops"])
    return {unit: count for unit, count in steps.items() if count}
