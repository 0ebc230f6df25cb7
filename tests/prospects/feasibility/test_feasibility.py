"""The stage on the shipped pack: splits of rows, what must move which way, what is said instead.

Forces and how long they hold are made up here, and so is the news.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from ceasefire.core.status import REASONS, Status, reason_code
from ceasefire.draws import Draws
from ceasefire.prospects.feasibility import evaluate, prepare
from ceasefire.prospects.feasibility.plan import CONDITIONS
from ceasefire.results import ForceRequirement, Outlook, SentForce
from ceasefire.results.force_requirement import Window
from ceasefire.scenario import load
from ceasefire.scenario.months import days_looked_at

ROWS = 300
FORCE, NONE = "deterrent-40k", "no-force"
HEADLINE = 1
"""Place of the headline's deadline among the three."""


def news(id, day, node, low, mode, high):
    known = date.fromisoformat(day)
    ratios = {"lr_low": low, "lr_mode": mode, "lr_high": high}
    cells = {"id": id, "date": known, "known_from": known, "node": node, "half_life_days": 120}
    return cells | ratios | {"sources": ""}


NEWS = (
    news("summit", "2024-12-07", "backer_presses", 1.0, 1.6, 2.5),
    news("refusal", "2024-12-26", "adversary_accepts", 0.3, 0.6, 1.0),
    news("losses", "2025-01-15", "war_weighs", 1.0, 1.3, 2.0),
)


@dataclass(frozen=True)
class World:
    """What the other questions said, made up: the same in every row whatever is asked with it."""

    scenario: Any

    def given(self, option: str, rows: range) -> dict[str, Any]:
        """Return the results that the stage reads."""
        rng = np.random.default_rng(11)
        cut = slice(rows.start, rows.stop)
        size = rng.uniform(30_000.0, 50_000.0, ROWS)[cut]
        days = days_looked_at(self.scenario)
        reached = (rng.uniform(0.3, 1.6, (ROWS, len(days)))[cut]) * size[:, None]
        arrived = np.minimum(reached[:, -1], size)
        by = np.stack([arrived * part for part in (0.2, 0.85, 1.0)], axis=1)
        present = arrived[:, None] * np.array([1.0, 0.95, 0.9, 0.85, 0.8])
        h2 = np.cumprod(rng.uniform(0.7, 1.0, (ROWS, 5)), axis=1)[cut]
        shift = rng.normal(0.0, 0.5, ROWS)[cut]
        sends = self.scenario.option(option).troops_high > 0
        ok = np.zeros(len(rows), dtype=np.uint8)
        return {
            "size": ForceRequirement(option, size, (), Window(), ok, ok),
            "deploy": SentForce(
                horizons_days=(30.0, 90.0, 180.0),
                arrived_troops=by if sends else None,
                reached_troops=reached[:, -1] if sends else None,
                host_soldiers=None,
                status=ok,
                reason=ok,
                days=tuple(day.isoformat() for day in days) if sends else (),
                reached_by_day=reached if sends else None,
            ),
            "prospects": Outlook(h2, present if sends else None, shift, ok, ok),
        }

    def ask(self, option: str, rows: range = range(ROWS), **changed: Any) -> Any:
        """Return the feasibility of an option, with some of what the stage reads replaced."""
        plan = prepare(self.scenario, self.scenario.option(option))
        draws = Draws(self.scenario, ROWS, 7)
        return evaluate(plan, draws, rows, **(self.given(option, rows) | changed))

    def but(self, **changed: Any) -> World:
        """Return the same world with another scenario."""
        return World(replace(self.scenario, **changed))

    def with_terms(self, **values: bool) -> World:
        """Return the same world with some terms set."""
        terms = self.scenario.terms
        found = tuple(replace(t, value=values.get(t.name, t.value)) for t in terms)
        return self.but(terms=found)

    def with_news(self, *rows: dict[str, object]) -> World:
        """Return the same world with this news alone."""
        return self.but(tables={**self.scenario.tables, "evidence": rows})


def columns(result):
    table = result.table()
    return dict(zip((c.name for c in table.columns), table.arrays, strict=True))


@pytest.fixture(scope="module")
def world(pack):
    return World(pack).with_news(*NEWS)


@pytest.fixture(scope="module")
def sent(world):
    return world.ask(FORCE)


@pytest.fixture(scope="module")
def unsent(world):
    return world.ask(NONE)


@pytest.mark.parametrize("option", [FORCE, NONE])
@pytest.mark.parametrize("rows", [1, 7, 64, 256])
def test_any_split_of_rows_gives_the_same_bytes(world, sent, unsent, option, rows):
    whole = columns(sent if option == FORCE else unsent)
    stop = min(ROWS, 12 * rows)
    for start in range(0, stop, rows):
        part = range(start, min(start + rows, ROWS))
        for name, array in columns(world.ask(option, part)).items():
            assert array.tobytes() == whole[name][part.start : part.stop].tobytes(), name


def test_every_chance_is_one(sent, unsent):
    for result in (sent, unsent):
        assert (result.status == Status.OK).all()
        for name, array in columns(result).items():
            assert np.isfinite(array).all(), name
            if name not in ("status", "reason"):
                assert ((array >= 0.0) & (array <= 1.0 + 1e-12)).all(), name
        assert 0.0 < result.happening.settlement.mean() < 1.0


def test_without_a_force_all_of_it_is_the_settlement(unsent):
    found = unsent.happening
    np.testing.assert_array_equal(found.happens, found.settlement)
    np.testing.assert_array_equal(found.if_sent, found.happens[:, HEADLINE])
    np.testing.assert_array_equal(unsent.look_back.happens, unsent.look_back.settlement)


def test_without_a_force_none_is_offered_and_its_shift_does_not_count(world, unsent):
    assert (unsent.happening.nodes["force_offered"] == 0.0).all()
    assert "force_offered" not in {**unsent.happening.certain, **unsent.happening.never}
    given = world.given(NONE, range(ROWS))["prospects"]
    moved = replace(given, acceptance_shift=given.acceptance_shift + 3.0)
    assert {name: array.tobytes() for name, array in columns(unsent).items()} == {
        name: array.tobytes() for name, array in columns(world.ask(NONE, prospects=moved)).items()
    }


def test_with_a_force_its_shift_counts_through_the_offer(world, sent):
    given = world.given(FORCE, range(ROWS))["prospects"]
    moved = replace(given, acceptance_shift=given.acceptance_shift + 1.0)
    found = world.ask(FORCE, prospects=moved).happening
    assert (found.settlement > sent.happening.settlement).all()
    never = found.never["force_offered"]
    np.testing.assert_allclose(never, sent.happening.never["force_offered"], rtol=1e-12)


def test_more_time_never_lowers_the_chance(sent, unsent):
    for result in (sent, unsent):
        for chance in (result.happening.settlement, result.happening.happens):
            assert (np.diff(chance, axis=1) >= 0.0).all()
        assert (np.diff(result.happening.settlement, axis=1) > 0.0).all()


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_surrender_is_no_settlement(world, sent, condition):
    found = world.with_terms(**{condition: False}).ask(FORCE)
    happening, back = found.happening, found.look_back
    for chance in (happening.settlement, happening.happens, happening.both, happening.if_sent):
        assert (chance == 0.0).all()
    for chance in (back.settlement, back.happens):
        assert (chance == 0.0).all()
    np.testing.assert_allclose(happening.surrender, sent.happening.surrender, rtol=1e-12)
    assert (happening.surrender > 0.0).all()
    np.testing.assert_allclose(
        happening.without[condition], sent.happening.without[condition], rtol=1e-12
    )


def test_all_conditions_gone_one_after_another_is_a_surrender(world, sent):
    first, *others = CONDITIONS
    found = world.with_terms(**dict.fromkeys(others, False)).ask(FORCE).happening
    np.testing.assert_allclose(found.without[first], sent.happening.surrender, rtol=1e-12)


def test_each_part_is_no_likelier_than_what_it_is_part_of(sent, unsent):
    for result in (sent, unsent):
        found = result.happening
        assert (found.happens <= found.settlement * (1.0 + 1e-12)).all()
        assert (found.both <= found.happens[:, HEADLINE]).all()
        np.testing.assert_array_equal(found.both, found.happens[:, HEADLINE] * found.holds)
        assert (found.happens[:, HEADLINE] <= found.if_sent * (1.0 + 1e-12)).all()
        assert (result.look_back.happens <= result.look_back.settlement * (1.0 + 1e-12)).all()


def test_it_holds_as_the_other_question_says_in_the_same_draw(world, sent):
    h2 = world.given(FORCE, range(ROWS))["prospects"].h2
    np.testing.assert_array_equal(sent.happening.holds, h2[:, -1])


@pytest.mark.parametrize(
    "node", ["war_weighs", "backer_presses", "host_accepts", "adversary_accepts", "ceasefire"]
)
def test_certain_is_no_less_than_now_and_ruled_out_no_more(sent, unsent, node):
    # Without a force the ceasefire is all of it.
    for result in (sent,) if node == "ceasefire" else (sent, unsent):
        found = result.happening
        assert (found.certain[node] >= found.if_sent * (1.0 - 1e-12)).all()
        assert (found.if_sent >= found.never[node] * (1.0 - 1e-12)).all()
        assert (found.certain[node] > found.never[node]).mean() > 0.5
        if node in ("host_accepts", "adversary_accepts", "ceasefire"):
            assert (found.never[node] == 0.0).all()


def test_what_is_certain_or_not_is_asked_of_what_the_goal_depends_on(sent):
    goal = {"deployed", "deployed_early", "kept_1_year", "kept_3_years", "generated"}
    found = sent.happening
    assert list(found.certain) == list(found.never)
    assert set(found.nodes) - {"backer_state"} == set(found.certain) | goal


def test_the_last_day_of_the_look_back_is_the_headline(world, sent, unsent):
    for result in (sent, unsent):
        back, found = result.look_back, result.happening
        assert back.days == tuple(str(day) for day in days_looked_at(world.scenario))
        np.testing.assert_allclose(back.settlement[:, -1], found.settlement[:, HEADLINE], 1e-12)
        np.testing.assert_allclose(back.happens[:, -1], found.happens[:, HEADLINE], 1e-12)


def test_enough_is_the_least_share_of_what_was_asked(world, sent):
    given = world.given(FORCE, range(ROWS))
    least = Draws(world.scenario, ROWS, 7).sample(range(ROWS))["force_minimum_share"]
    size, force = given["size"].size_troops, given["deploy"]
    came = np.minimum(force.reached_by_day, size[:, None])
    enough = came >= (least * size)[:, None]
    np.testing.assert_array_equal(sent.look_back.generated, enough)
    np.testing.assert_array_equal(sent.look_back.deployed, enough)
    assert 0.1 < enough.mean() < 0.9
    assert (sent.look_back.happens[~enough] == 0.0).all()
    assert (sent.look_back.happens[enough] > 0.0).all()
    early = force.arrived_troops[:, 1] >= least * size
    nodes = sent.happening.nodes
    np.testing.assert_array_equal(nodes["deployed_early"] > 0.0, early)
    assert early.sum() < enough[:, -1].sum()
    assert (nodes["deployed_early"] <= nodes["deployed"] + 1e-12).all()
    assert (nodes["kept_3_years"] <= nodes["kept_1_year"] + 1e-12).all()


def test_coalitions_by_day_are_found_by_their_day(world, sent):
    force = world.given(FORCE, range(ROWS))["deploy"]
    turned = replace(force, days=force.days[::-1], reached_by_day=force.reached_by_day[:, ::-1])
    again = world.ask(FORCE, deploy=turned)
    np.testing.assert_array_equal(again.look_back.generated, sent.look_back.generated)


def test_news_moves_the_chance_from_its_day_on_and_never_before(world):
    quiet = world.with_news().ask(FORCE)
    for low, high, side in ((1.5, 3.0, 1.0), (0.3, 0.7, -1.0)):
        heard = news("x", "2024-12-10", "war_weighs", low, (low + high) / 2, high)
        found = world.with_news(heard).ask(FORCE)
        for name in ("settlement", "happens"):
            moved = getattr(found.look_back, name) - getattr(quiet.look_back, name)
            before = [day < "2024-12-10" for day in found.look_back.days]
            np.testing.assert_allclose(moved[:, before], 0.0, atol=1e-14)
            after = moved[:, np.invert(before)]
            assert (side * after >= 0.0).all()
        assert (side * (found.happening.settlement - quiet.happening.settlement) > 0.0).all()
        assert 2 < sum(before) < len(before) - 1


def test_news_on_a_cause_is_bayes_rule_in_every_draw(world):
    """A root's chance is its own, whatever hangs below it without news."""
    heard = news("x", "2025-02-01", "war_weighs", 1.4, 1.4, 1.4)
    found = world.with_news(heard).ask(NONE).happening.nodes["war_weighs"]
    sample = Draws(world.scenario, ROWS, 7).sample(range(ROWS))
    prior, ratio = sample["war_weighs_chance"], 1.4
    assert sample["evidence_month_cap"].min() > 0.3 - 1e-9
    ratio = np.exp(np.minimum(np.log(ratio), sample["evidence_month_cap"]))
    odds = prior / (1.0 - prior) * ratio
    np.testing.assert_allclose(found, odds / (1.0 + odds), rtol=1e-12)


def nothing(result, status, reason):
    """Assert that there is no answer, and why."""
    assert result.happening is None
    assert result.look_back is None
    assert (result.status == status).all()
    assert {REASONS[code][0] for code in result.reason} == {reason}
    assert list(columns(result)) == ["status", "reason"]
    assert len(result.status) == ROWS


def test_a_pack_without_a_network_has_no_answer(world):
    plan = prepare(load("golan-1974"), load("golan-1974").option("no-force"))
    found = evaluate(
        plan, Draws(world.scenario, ROWS, 7), range(ROWS), **world.given(NONE, range(ROWS))
    )
    nothing(found, Status.NOT_APPLICABLE, "no_network")


@pytest.mark.parametrize(
    ("attribute", "value", "reason"),
    [("timing", "wartime", "no_ceasefire_yet"), ("aid", "equal_cost", "beside_each_force")],
)
def test_options_that_the_question_is_not_asked_of(world, attribute, value, reason):
    options = [o for o in world.scenario.options if getattr(o, attribute) == value]
    assert options
    for option in options:
        nothing(world.ask(option.id), Status.NOT_APPLICABLE, reason)


@pytest.mark.parametrize("name", ["settlement_rate", "evidence_month_cap", "force_minimum_share"])
def test_a_parameter_that_is_not_visible_makes_it_unknown(world, name):
    visible = {key: value for key, value in world.scenario.parameters.items() if key != name}
    early = world.but(parameters=visible, invisible=(name,))
    for option in (FORCE, NONE):
        nothing(early.ask(option), Status.UNKNOWN, "input_not_visible")


def test_a_force_of_which_nothing_is_known_makes_it_unknown(world):
    force = world.given(FORCE, range(ROWS))["deploy"]
    for lost in ({"arrived_troops": None}, {"reached_by_day": None, "days": ()}):
        found = world.ask(FORCE, deploy=replace(force, **lost))
        nothing(found, Status.UNKNOWN, "input_not_visible")


def test_where_it_is_not_known_whether_it_holds_the_reason_is_taken_over(world):
    given = world.given(FORCE, range(ROWS))["prospects"]
    code = reason_code("no_line")
    lost = replace(
        given,
        h2=None,
        status=np.full(ROWS, Status.NOT_APPLICABLE, dtype=np.uint8),
        reason=np.full(ROWS, code, dtype=np.uint8),
    )
    nothing(world.ask(FORCE, prospects=lost), Status.NOT_APPLICABLE, "no_line")


def test_a_draw_that_failed_before_has_failed_here_and_no_other(world, sent):
    given = world.given(FORCE, range(ROWS))["prospects"]
    status, reason = given.status.copy(), given.reason.copy()
    status[3], reason[3] = Status.FAILED, reason_code("no_solution")
    found = world.ask(FORCE, prospects=replace(given, status=status, reason=reason))
    np.testing.assert_array_equal(found.status, status)
    np.testing.assert_array_equal(found.reason, reason)
    np.testing.assert_array_equal(found.happening.happens, sent.happening.happens)


def test_a_pack_without_dated_rows_is_asked_on_its_date(world):
    tables = {**world.scenario.tables, "stances": (), "evidence": ()}
    bare = world.but(tables=tables)
    for option in (FORCE, NONE):
        found = bare.ask(option)
        assert found.look_back.days == (str(bare.scenario.as_of),)
        assert (found.happening.settlement > 0.0).all()


def test_a_horizon_shorter_than_what_a_node_asks_takes_its_last_year(world):
    given = world.given(FORCE, range(ROWS))["prospects"]
    short = replace(given, h2=given.h2[:, :2], present_troops=given.present_troops[:, :2])
    same = replace(given, present_troops=np.repeat(given.present_troops[:, 1:2], 3, axis=1))
    one, other = (world.ask(FORCE, prospects=p).happening.nodes for p in (short, same))
    np.testing.assert_array_equal(one["kept_3_years"], other["kept_3_years"])
