"""Money among the parameters is what the rows of costs give with the tables of prices."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from ruamel.yaml import YAML

PACK = Path(__file__).resolve().parents[2] / "src/ceasefire/packs/reference"
AS_OF = "2025-02-01"


def rows(name: str) -> list[dict[str, str]]:
    with (PACK / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


COSTS = {row["item"]: row for row in rows("costs")}
INDEX = {(row["year"], row["currency"]): float(row["index_2025"]) for row in rows("deflators")}
RATES = {(row["year"], row["currency"]): float(row["per_eur"]) for row in rows("exchange_rates")}
PARAMETERS = YAML(typ="safe").load(PACK / "reference.yaml")["parameters"]


def money(item: str, each: float, year: str, end: str = "central") -> float:
    """Return a row's euros of 2025 by ``each``; only rows that could be known are used."""
    row = COSTS[item]
    assert row["known_from"] <= AS_OF
    scale = 1e6 if row["unit"].split("_")[1] == "m" else 1.0
    currency = row["unit"].split("_")[0]
    euros = float(row[end]) * scale / RATES.get((year, currency), 1.0)
    return euros / each / INDEX[year, "EUR"] * 100


def test_additional_cost_of_a_soldier_year():
    calm = [
        money("de_kfor_additional_cost_2012", 1_200, "2012"),
        money("it_kfor_2024", 1_550, "2024"),
        money("it_balkans_h1_2011", 650 / 2, "2011"),
        money("it_lebanon_h1_2011", 1_780 / 2, "2011"),
    ]
    value = PARAMETERS["cost_additional_eur"]["value"]
    assert value["low"] == pytest.approx(min(calm), rel=0.01)
    assert value["mode"] == pytest.approx(sum(calm) / 4, rel=0.01)
    assert value["high"] == pytest.approx(
        money("de_isaf_additional_cost_2012", 5_000, "2012"), rel=0.01
    )


def test_full_cost_of_a_soldier_year():
    value = PARAMETERS["cost_full_eur"]["value"]
    low = money("de_lithuania_brigade_operating_year", 5_000, "2024", "low")
    high = money("us_abct_nine_month_rotation", 3_500 * 9 / 12, "2024")
    assert value["low"] == pytest.approx(low, rel=0.01)
    assert value["high"] == pytest.approx(high, rel=0.01)
    assert value["mode"] == pytest.approx((low + high) / 2, rel=0.01)


def test_camps_ships_trains_and_cover():
    camp = PARAMETERS["camp_eur"]["value"]
    early = money("lithuania_campus_3000_early_estimate", 3_000, "2022")
    assert camp["mode"] == pytest.approx(early, rel=0.01)
    assert camp["high"] == pytest.approx(money("rudninkai_campus_total", 5_000, "2024"), rel=0.01)
    ships = PARAMETERS["maritime_year_eur"]["value"]
    assert ships["low"] == pytest.approx(money("de_unifil_2012", 1, "2012"), rel=0.01)
    assert ships["mode"] == pytest.approx(money("de_atalanta_2012", 1, "2012"), rel=0.01)
    train = PARAMETERS["transport_eur_per_tonne"]["value"]
    for end, row in (("low", "low"), ("mode", "central")):
        tonne = money("rail_cost_per_military_train_derived", 500, "2023", row)
        assert train[end] == pytest.approx(tonne, rel=0.01)
    cover = PARAMETERS["casualty_cover_eur"]["value"]["low"]
    assert cover == pytest.approx(money("ukraine_death_payment_usd", 1, "2024"), rel=0.01)


def test_aid_of_a_year():
    europe = money("kiel_europe_military_to_feb_2024", 1e9, "2023")
    both = europe + money("kiel_us_military_to_feb_2024", 1e9, "2023")
    for name, total in (("aid_today_eur_bn", both), ("aid_europe_eur_bn", europe)):
        value = PARAMETERS[name]["value"]
        assert value["low"] == pytest.approx(total / 25 * 12, rel=0.01)
        assert value["high"] == pytest.approx(total / 24 * 12, rel=0.01)


def test_a_bracket_is_not_known_before_its_rows():
    for item in ("non_combat_european_troop_year_additional", "western_troop_year_full_ukraine"):
        assert COSTS[item]["known_from"] > AS_OF
    assert COSTS["us_troop_year_summary"]["known_from"] == "2013-10-31"


def test_prices_rise_and_end_at_the_base():
    for currency in ("EUR", "USD"):
        years = sorted(year for year, of in INDEX if of == currency)
        series = [INDEX[year, currency] for year in years]
        assert series == sorted(series)
        assert (years[-1], series[-1]) == ("2025", 100.0)
