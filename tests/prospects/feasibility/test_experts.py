"""Files of judgements: what they pool to, what their answer says of itself, what is refused."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.core.errors import PackError
from ceasefire.prospects.feasibility.expert_table import EXPERTS, read_panel
from ceasefire.prospects.feasibility.experts import FACTORS, Pools, extremised, pools

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "docs/examples/experts.csv"
HEAD = ",".join(EXPERTS.columns)
SEED = "{},s{},seed_quantity,{},{},{},,{},km,"
CHANCE = "{},c,probability,,,,{},,,0.2"

chances = st.floats(0.001, 0.999)


def panel(tmp_path: Path, *rows: str, head: str = HEAD) -> Pools:
    path = tmp_path / "panel.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return pools(read_panel(path))


def equal(count: int) -> np.ndarray:
    return np.full(count, 1 / count)


@given(st.lists(chances, min_size=1, max_size=6), chances)
def test_the_plain_pool_lies_between_the_judgements(said: list[float], base: float) -> None:
    found = extremised(np.array(said), equal(len(said)), base, 1.0)
    assert min(said) - 1e-12 <= found <= max(said) + 1e-12


@given(st.lists(chances, min_size=1, max_size=6), chances)
def test_a_larger_factor_goes_away_from_the_base_rate(said: list[float], base: float) -> None:
    plain, some, far = (extremised(np.array(said), equal(len(said)), base, a) for a in FACTORS)
    if plain > base:
        assert base < plain <= some <= far
    else:
        assert far <= some + 1e-12
        assert some <= plain + 1e-12
        assert plain <= base


def test_away_from_the_base_rate_is_not_away_from_one_half() -> None:
    # Judges at 40% of what happens in 20% of cases say more than the base rate, not less than half.
    assert extremised(np.array([0.4]), equal(1), 0.2, 2.5) > 0.4
    assert extremised(np.array([0.4]), equal(1), 0.5, 2.5) < 0.4
    by_hand = math.log(0.25) + 2.5 * (math.log(2 / 3) - math.log(0.25))
    found = extremised(np.array([0.4]), equal(1), 0.2, 2.5)
    assert found == pytest.approx(1 / (1 + math.exp(-by_hand)))


def test_three_platforms_on_a_ceasefire_in_2025() -> None:
    # RAND, Metaculus and Glimt on 8 May 2025: 28, 53 and 40%; none came. First away from one half.
    said = np.array([0.28, 0.53, 0.40])
    pooled = extremised(said, equal(3), 0.5, 1.0)
    assert pooled == pytest.approx(0.40, abs=0.005)
    assert pooled**2 == pytest.approx(0.159, abs=5e-4)
    far = extremised(said, equal(3), 0.5, 2.5)
    assert far == pytest.approx(0.264, abs=5e-4)
    assert far**2 == pytest.approx(0.070, abs=5e-4)
    # On 31 March the pool stood above one half, and the same factor made the error larger.
    march = extremised(np.array([0.5245]), equal(1), 0.5, 2.5)
    assert march == pytest.approx(0.56, abs=0.005)
    assert march**2 == pytest.approx(0.315, abs=1e-3)
    # From a base rate below both, the factor would have made both worse.
    assert extremised(said, equal(3), 0.2, 2.5) > pooled


def test_the_example_is_invented_and_its_truths_are_the_tables() -> None:
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["expert"].startswith("Invented") for row in rows)
    assert all("invented" in row["question"] for row in rows if row["kind"] != "seed_quantity")
    table = ROOT / "src/ceasefire/packs/reference/operations.csv"
    with table.open(encoding="utf-8", newline="") as file:
        peaks = {row["id"]: row["peak_troops"] for row in csv.DictReader(file)}
    truths = {row["realised"] for row in rows if row["realised"]}
    ids = ("unef1", "unficyp_1964", "unifil2", "uniimog", "unprofor")
    ids += ("unavem3", "uncro", "unamsil", "monuc", "unmee")
    assert truths == {peaks[name] for name in ids}


def test_the_example_pools_both_ways() -> None:
    found = pools(read_panel(EXAMPLE))
    assert found.seeds == 10
    weights = [score.weight for score in found.scores]
    assert weights == [1.0, 0.0, 0.0]
    troops = found.quantities[0]
    assert troops.cooke is not None
    # One expert has all the weight: the pool is that expert.
    assert (troops.cooke.p05, troops.cooke.p50, troops.cooke.p95) == (9000, 18000, 30000)
    assert troops.equal.p05 < troops.cooke.p05
    assert any("one expert alone" in note for note in found.notes)
    assert [one.a for one in found.chances[0].equal] == list(FACTORS)


def test_without_seeds_only_equal_weights(tmp_path: Path) -> None:
    found = panel(tmp_path, "a,q,quantity,1,2,3,,,km,", CHANCE.format("a", 0.3))
    assert (found.seeds, found.scores, found.cut_off) == (0, (), None)
    assert found.quantities[0].cooke is None
    assert found.chances[0].cooke is None
    assert any("only equal weights" in note for note in found.notes)


def test_few_seeds_are_said_to_be_few(tmp_path: Path) -> None:
    found = panel(
        tmp_path,
        SEED.format("a", 1, 1, 2, 3, 2.5),
        SEED.format("b", 1, 1, 2, 4, 2.5),
        CHANCE.format("a", 0.3),
    )
    assert found.seeds == 1
    assert any("Only 1 seed question was answered" in note for note in found.notes)


def test_a_seed_that_one_did_not_answer_is_not_used(tmp_path: Path) -> None:
    found = panel(
        tmp_path,
        SEED.format("a", 1, 1, 2, 3, 2.5),
        SEED.format("b", 1, 1, 2, 4, 2.5),
        SEED.format("a", 2, 1, 2, 3, 2.5),
    )
    assert found.seeds == 1
    assert any("'s2' is not used: b did not" in note for note in found.notes)


def test_a_question_that_nobody_with_weight_answered(tmp_path: Path) -> None:
    rows = [SEED.format("a", n, 1, 2, 3, 1.5 + n % 2) for n in range(10)]
    rows += [SEED.format("b", n, 10, 20, 30, 1.5 + n % 2) for n in range(10)]
    found = panel(tmp_path, *rows, CHANCE.format("b", 0.3))
    assert found.scores[1].weight == 0
    assert found.chances[0].cooke is None
    assert any("Nobody who answered 'c'" in note for note in found.notes)


def test_names_do_not_matter_to_the_pools(tmp_path: Path) -> None:
    with EXAMPLE.open(encoding="utf-8") as file:
        head, *rows = file.read().splitlines()
    turned = sorted(rows, key=lambda row: row[::-1])
    first = pools(read_panel(EXAMPLE))
    again = panel(tmp_path, *turned, head=head)
    ranges = {one.question: one.equal for one in again.quantities}
    for one in first.quantities:
        assert ranges[one.question].p50 == pytest.approx(one.equal.p50)
    weights = {score.name: score.weight for score in again.scores}
    assert {score.name: score.weight for score in first.scores} == weights


GOOD = "a,q,quantity,1,2,3,,,km,"


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        (["a,q,quantity,1,4,3,,,km,"], 2, "The quantiles 1, 4, 3 do not rise"),
        (["a,q,quantity,2,2,3,,,km,"], 2, "The quantiles 2, 2, 3 do not rise"),
        ([GOOD, CHANCE.format("a", 1)], 3, "1 in 'probability' is not between 0 and 1"),
        (["a,c,probability,,,,0.3,,,0"], 2, "0 in 'base_rate' is not between 0 and 1"),
        (["a,c,probability,,,,35,,,0.2"], 2, "35 in 'probability' is not between 0 and 1"),
        (["a,c,probability,,,,,,,0.2"], 2, "A probability has no 'probability'"),
        (["a,c,probability,,,,0.3,,,"], 2, "A probability has no 'base_rate'"),
        (["a,c,probability,1,,,0.3,,,0.2"], 2, "A probability has 1 in 'p05'"),
        (["a,s,seed_quantity,1,2,3,,,km,"], 2, "A seed quantity has no 'realised'"),
        (["a,q,quantity,1,2,3,,4,km,"], 2, "A quantity has 4 in 'realised'"),
        ([GOOD, GOOD], 3, "'a' 'q' stands on line 2 and again on line 3"),
        ([GOOD, "b,q,quantity,1,2,3,,,miles,"], 3, "'unit' of 'q' is 'miles' here and 'km'"),
        ([GOOD, "b,q,seed_quantity,1,2,3,,2,km,"], 3, "'kind' of 'q' is 'seed_quantity' here"),
        (
            [CHANCE.format("a", 0.3), "b,c,probability,,,,0.3,,,0.25"],
            3,
            "'base_rate' of 'c' is 0.25 here and 0.2 on line 2",
        ),
        (["a,q,quantity,1,two,3,,,km,"], 2, "'two' in 'p50' is not a number"),
        (["a,q,quantty,1,2,3,,,km,"], 2, "Perhaps you meant 'quantity'"),
        ([SEED.format("a", 1, 1, 2, 3, 2), "b,s1,seed_quantity,1,2,3,,,km,"], 3, "no 'realised'"),
        ([",q,quantity,1,2,3,,,km,"], 2, "The cell of 'expert' is blank"),
    ],
)
def test_a_bad_row_is_named_with_its_line(
    tmp_path: Path, rows: list[str], line: int, said: str
) -> None:
    with pytest.raises(PackError) as caught:
        panel(tmp_path, *rows)
    (problem,) = [p for p in caught.value.problems if said in str(p)]
    assert problem.line == line
    assert len(caught.value.problems) == 1


def test_bad_columns_and_empty_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="The column 'base_rate' is missing"):
        panel(tmp_path, "a,q,quantity,1,2,3,,,km", head=HEAD.removesuffix(",base_rate"))
    with pytest.raises(PackError, match="'probabilty' is not known in panel") as caught:
        panel(tmp_path, GOOD, head=HEAD.replace("probability", "probabilty"))
    assert any("Perhaps you meant 'probability'" in str(p) for p in caught.value.problems)
    with pytest.raises(PackError, match="The table has no rows"):
        panel(tmp_path)
    with pytest.raises(PackError, match="The table is empty"):
        panel(tmp_path, head="")
    with pytest.raises(PackError, match="control character"):
        panel(tmp_path, GOOD.replace("a", "\x1b[31m"))
    with pytest.raises(PackError, match="There is no such file"):
        read_panel(tmp_path / "none.csv")


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        panel(tmp_path, "a,q,quantity,3,2,1,,,km,", "a,c,probability,,,,2,,,0.2")
    assert [problem.line for problem in caught.value.problems] == [2, 3]
