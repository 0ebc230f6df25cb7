"""What a pack says, as of a date."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ceasefire.core.errors import PackError, UsageError
from ceasefire.scenario import check, load, reading, tables, yaml_file
from ceasefire.scenario.dates import last_day
from ceasefire.scenario.model import Choice, Fixed, Pert, Quantiles, Uniform

Edit = Callable[..., Path]

TYPICAL_SECONDS = 1.5  # of a processor: what other work does on the machine does not count
DATED = "unit: share, source: [norms-2010], known_from: 2020-12-31, grade: B}"


def test_forms_of_values_become_distributions(minimal: Path) -> None:
    values = {name: q.value for name, q in load(minimal).parameters.items()}
    assert values["land_length"] == Pert(90, 100, 120)
    assert values["river_length"] == Uniform(40, 50)
    assert values["share_river"] == Fixed(0.5)
    assert values["sites"] == Quantiles(10, 20, 40)
    assert values["season"] == Choice(("summer", "winter"))


def test_a_range_without_width_is_a_number(edit: Edit) -> None:
    pack = edit("scenario.yaml", "{low: 40, high: 50}", "{low: 40, high: 40}")
    assert load(pack).parameters["river_length"].value == Fixed(40)


def test_norway_stays_a_country_and_yes_a_text(edit: Edit) -> None:
    scenario = load(edit("scenario.yaml", "host: Norway", "host: NO"))
    assert scenario.parties["host"] == "NO"
    assert scenario.option("none-sent").consent == "yes"


def test_the_newest_value_known_on_the_date_counts(minimal: Path) -> None:
    def troops(day: str) -> object:
        return load(minimal, as_of=day).parameters["host_troops"].value

    assert troops("2025-02-01") == Fixed(50_000)
    # February without a day was known by its last day, not before.
    assert troops("2025-02-27") == Fixed(50_000)
    assert troops("2025-02-28") == Fixed(60_000)
    assert troops("2025-02") == Fixed(60_000)


def test_what_was_not_known_is_named_and_has_no_value(minimal: Path) -> None:
    assert load(minimal).invisible == ("host_ceiling",)
    assert "host_ceiling" not in load(minimal).parameters
    assert load(minimal, as_of=date(2026, 1, 1)).invisible == ()
    assert load(minimal, as_of="2019").invisible == (
        *("land_length", "river_length", "host_troops", "host_ceiling"),
    )


def test_coefficients_of_the_methods_count_at_any_date(edit: Edit) -> None:
    pack = edit("reference/reference.yaml", "unit: share, grade: E}", DATED)
    assert load(pack, as_of="2019").parameters["share_land"].value == Fixed(1)
    assert load(pack, as_of="2021").parameters["share_land"].value == Fixed(1)


def test_an_undated_judgement_stands_in_until_something_is_known(edit: Edit) -> None:
    default = "  host_ceiling:\n    - {value: 1, unit: troops, grade: E}"
    pack = edit("scenario.yaml", "  host_ceiling:", default)
    assert load(pack).parameters["host_ceiling"].value == Fixed(1)
    assert load(pack, as_of="2025-06-30").parameters["host_ceiling"].value == Fixed(40_000)


def test_the_packs_value_replaces_the_references(minimal: Path) -> None:
    quantity = load(minimal).parameters["reinforcement_days"]
    assert (quantity.origin, quantity.value) == ("pack", Pert(7, 21, 35))
    assert load(minimal).parameters["share_land"].origin == "reference"


def test_positions_count_declared_parameters_seen_or_not(minimal: Path) -> None:
    scenario = load(minimal)
    for origin in ("reference", "pack"):
        for name, quantity in scenario.parameters.items():
            if quantity.origin == origin:
                assert scenario.declared[origin][quantity.position] == name
    assert scenario.parameters["season"].position == 7


def test_rows_later_than_the_date_are_unseen_and_proposals_kept_apart(minimal: Path) -> None:
    scenario = load(minimal)
    assert [row["id"] for row in scenario.rows("proposals")] == ["early", "pool"]
    assert [row["id"] for row in scenario.published_after] == ["late"]
    assert load(minimal, as_of="2025-03-01").published_after == ()


def test_cells_are_typed_and_a_month_stays_a_month(minimal: Path) -> None:
    row = load(minimal).rows("proposals")[0]
    assert row["known_from"] == date(2025, 1, 31)
    assert row["date"] == "2025-01"
    assert row["troops_low"] == 1000.0
    assert row["organisation"] == "Institute, Oslo"
    assert load(minimal).rows("mandates")[0]["impartial"] is False


def test_notes_never_arrive(minimal: Path) -> None:
    assert "secret" not in repr(load(minimal))


def test_sources_only_unseen_things_cite_are_left_out(minimal: Path) -> None:
    assert "census-2025" not in load(minimal).sources
    assert "census-2025" in load(minimal, as_of="2026").sources
    assert load(minimal).sources["later-2025"].title == "A later plan"
    assert load(minimal).sources["atlas-2020"].author == "A. Mapper; B. Drawer"


def test_options_keep_their_words_and_ranges(minimal: Path) -> None:
    option = load(minimal).option("guards")
    assert option.title == "Guards <b>and</b> #strong[more]"
    assert (option.troops_low, option.troops_high) == (1000, 2000)
    assert option.tasks == {"guard_sites": "sites", "headquarters": 100.0}
    with pytest.raises(KeyError):
        load(minimal).option("nothing")


def test_loading_twice_gives_equal_scenarios(minimal: Path) -> None:
    first = load(minimal)
    assert load(minimal) == first
    assert dataclasses.replace(first, title="other") != first


@pytest.mark.parametrize("text", ["2025-02-30", "yesterday", "2025-13", "", "20250201", "0000"])
def test_an_impossible_date_is_refused(text: str, minimal: Path) -> None:
    with pytest.raises(ValueError, match="date"):
        last_day(text)
    with pytest.raises(UsageError, match="as-of"):
        load(minimal, as_of=text)


def test_a_date_without_a_day_is_the_last_of_its_period() -> None:
    assert last_day("2024-02") == date(2024, 2, 29)
    assert last_day("2024") == date(2024, 12, 31)
    assert last_day("2024-02-01") == date(2024, 2, 1)


def test_the_flagship_loads_without_problems_and_quickly() -> None:
    assert check("ukraine-2025") == ()
    for kept in (yaml_file.parse, tables.parse, reading._sources_in):
        kept.cache_clear()
    started = time.process_time()
    scenario = load("ukraine-2025")
    assert time.process_time() - started < TYPICAL_SECONDS
    assert scenario.as_of == date(2025, 2, 1)
    assert len(scenario.options) >= 19
    assert scenario.option("no-force").troops_high == 0
    assert all(str(row["known_from"]) <= "2025-02-01" for row in scenario.rows("stances"))
    assert len(scenario.published_after) + len(scenario.rows("proposals")) == 77


def test_load_raises_what_check_lists(edit: Edit) -> None:
    pack = edit("scenario.yaml", "share_river: {value: 0.5", "share_river: {value: 5")
    with pytest.raises(PackError) as error:
        load(pack)
    assert error.value.problems == check(pack)
    assert error.value.exit_code == 3
