"""Files of forecasts and outcomes: round trip, what is refused, and the scores by hand."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest

from ceasefire.core.errors import PackError
from ceasefire.hindcast.forecast_record import (
    FEWEST_QUESTIONS,
    ForecastRecord,
    forecast_record,
    left_out_rates,
)
from ceasefire.hindcast.forecasts import (
    FORECAST_COLUMNS,
    Forecast,
    Outcome,
    read_forecasts,
    read_outcomes,
    write_forecasts,
)

EXAMPLES = Path(__file__).resolve().parents[2] / "docs/examples"
MADE, DUE = date(2031, 1, 1), date(2031, 12, 31)


def forecast(id: str, probability: float, question: str = "", **changed: object) -> Forecast:
    values: dict[str, object] = {"made_on": MADE, "deadline": DUE, "resolution_rule": "as told"}
    return Forecast(
        id=id,
        question=question or f"Question {id}",
        probability=probability,
        **{**values, **changed},  # type: ignore[arg-type]
    )


def outcome(id: str, happened: bool | None, day: date = date(2031, 6, 1)) -> Outcome:
    return Outcome(id, happened, day)


def judged(tmp_path: Path, *outcomes: str, made: tuple[Forecast, ...] = ()) -> ForecastRecord:
    path = tmp_path / "outcomes.csv"
    path.write_text("\n".join(["id,outcome,resolved_on", *outcomes]) + "\n", encoding="utf-8")
    made = made or (forecast("f1", 0.3), forecast("f2", 0.6))
    return forecast_record(made, read_outcomes(path, made))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    rows = (
        forecast("a", 1 / 3, 'Will it, as "they" say,\nhold?', p05=0.1, p95=0.9, grade="E"),
        forecast("b", 1e-5, pack="ukraine-2025", option="tripwire-10k"),
    )
    write_forecasts(tmp_path / "f.csv", rows)
    assert read_forecasts(tmp_path / "f.csv") == rows
    head = (tmp_path / "f.csv").read_text(encoding="utf-8").partition("\n")[0]
    assert head == ",".join(FORECAST_COLUMNS)
    assert head == (
        "id,question,made_on,deadline,resolution_rule,probability,p05,p95,grade,pack,option"
    )


def test_scores_by_hand() -> None:
    made = [forecast("a", 0.8), forecast("b", 0.1), forecast("c", 0.4), forecast("d", 0.5)]
    became = [outcome("a", True), outcome("b", False), outcome("c", True), outcome("d", None)]
    found = forecast_record(made, became)
    assert (found.forecasts, found.resolved, found.void, found.unresolved) == (4, 3, 1, 0)
    mine, base, half = (found.scores[name] for name in ("forecast", "base_rate", "one_half"))
    assert mine.brier == pytest.approx((0.2**2 + 0.1**2 + 0.6**2) / 3)
    assert mine.log_score == pytest.approx(-(math.log(0.8) + math.log(0.9) + math.log(0.4)) / 3)
    # The others came about in 1 of 2, 2 of 2 (taken for 0.99) and 1 of 2.
    assert base.brier == pytest.approx((0.25 + 0.99**2 + 0.25) / 3)
    assert half.brier == 0.25
    assert half.log_score == pytest.approx(math.log(2))
    assert base.gain == pytest.approx(mine.brier - base.brier)
    assert mine.gain == 0


def test_a_question_is_left_out_of_its_own_base_rate_with_all_its_forecasts() -> None:
    rates = left_out_rates([True, True, False, False], ["q", "q", "r", "s"])
    assert rates is not None
    assert rates.tolist() == [0, 0, pytest.approx(2 / 3), pytest.approx(2 / 3)]
    assert left_out_rates([True, False], ["q", "q"]) is None


def test_forecasts_of_one_question_are_one_question() -> None:
    made = [forecast(f"f{n}", 0.2 + 0.01 * n, "The same") for n in range(30)]
    found = forecast_record(made, [outcome(f.id, False) for f in made])
    assert (found.resolved, found.questions, found.scores) == (30, 1, {})
    assert any("nothing can be concluded" in note for note in found.notes)
    assert any("two resolved questions" in note for note in found.notes)


def test_few_questions_conclude_nothing_and_many_good_forecasts_do() -> None:
    made = [forecast(f"f{n:02d}", 0.9 if n % 2 else 0.1) for n in range(40)]
    became = [outcome(f.id, f.probability > 0.5) for f in made]
    few = forecast_record(made[: FEWEST_QUESTIONS - 1], became[: FEWEST_QUESTIONS - 1])
    assert few.notes[0].startswith("9 questions are resolved, fewer than 10: nothing")
    assert forecast_record(made, became).notes == (
        "The forecasts did better than the base rate and one half, sampling error allowed for.",
    )
    turned = [outcome(f.id, f.probability < 0.5) for f in made]
    assert "did worse than the base rate and one half" in forecast_record(made, turned).notes[0]
    even = [outcome(f.id, n % 4 < 2) for n, f in enumerate(made[:12])]
    level = [forecast(f.id, 0.5) for f in made[:12]]
    assert "cannot be told from" in forecast_record(level, even).notes[0]


def test_what_is_overdue_is_counted() -> None:
    made = [forecast("a", 0.5), forecast("b", 0.5, deadline=date(2031, 2, 1)), forecast("c", 0.5)]
    found = forecast_record(made, [outcome("a", True)])
    assert (found.unresolved, found.overdue) == (2, 1)
    assert any("1 more was due before the last outcome" in note for note in found.notes)


def test_a_table_of_calibration() -> None:
    made = [forecast(f"f{n}", 0.1 if n < 10 else 0.7) for n in range(20)]
    became = [outcome(f.id, n in (0, *range(10, 17))) for n, f in enumerate(made)]
    low, high = forecast_record(made, became).scores["forecast"].calibration
    assert (low.n, low.foretold, low.happened) == (10, pytest.approx(0.1), pytest.approx(0.1))
    assert (high.n, high.foretold, high.happened) == (10, pytest.approx(0.7), pytest.approx(0.7))


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        (["f1,1,2032-01-01"], 2, "resolved on 2032-01-01, after its deadline 2031-12-31"),
        (["f1,0,2030-12-31"], 2, "resolved on 2030-12-31, before it was made on 2031-01-01"),
        (["f2,1,2031-05-05", "f9,1,2031-05-05"], 3, "No forecast has the id 'f9'"),
        (["f1,1,2031-05-05", "f1,1,2031-05-06"], 3, "'f1' stands on line 2 and again on line 3"),
        (["f1,,2031-05-05"], 2, "The cell of 'outcome' is blank"),
        (["f1,yes,2031-05-05"], 2, "'yes' is not a value of 'outcome'"),
        (["f1,1,soon"], 2, "'soon' in 'resolved_on' is not a date"),
    ],
)
def test_a_bad_outcome_is_named_with_its_line(
    tmp_path: Path, rows: list[str], line: int, said: str
) -> None:
    with pytest.raises(PackError) as caught:
        judged(tmp_path, *rows)
    (problem,) = caught.value.problems
    assert said in str(problem)
    assert problem.line == line


def test_void_may_be_declared_after_the_deadline(tmp_path: Path) -> None:
    assert judged(tmp_path, "f1,void,2033-01-01").void == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"probability": 1.2}, "1.2 in 'probability' is outside 0 to 1"),
        ({"deadline": date(2030, 1, 1)}, "The deadline 2030-01-01 is before the day"),
        ({"p05": 0.6, "p95": 0.4}, "'p05' 0.6 is above 'p95' 0.4"),
        ({"p05": 0.6}, "'p95' is blank and its other end is not"),
        ({"grade": "F"}, "'F' does not fit 'grade'"),
    ],
)
def test_a_bad_forecast_is_named_with_its_line(
    tmp_path: Path, changed: dict[str, object], said: str
) -> None:
    bad = forecast("b", **{"probability": 0.5, **changed})  # type: ignore[arg-type]
    write_forecasts(tmp_path / "f.csv", [forecast("a", 0.5), bad])
    with pytest.raises(PackError) as caught:
        read_forecasts(tmp_path / "f.csv")
    (problem,) = caught.value.problems
    assert said in str(problem)
    assert problem.line == 3


def test_the_example_is_invented() -> None:
    made = read_forecasts(EXAMPLES / "forecasts.csv")
    assert all(f.id.startswith("invented-") and f.question.startswith("Invented") for f in made)
    found = forecast_record(made, read_outcomes(EXAMPLES / "outcomes.csv", made))
    assert (found.forecasts, found.resolved, found.unresolved, found.void) == (15, 13, 1, 1)
