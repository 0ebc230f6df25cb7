"""Each event is computed by the question that owns it; others read it, from the same draw.

A network that guessed again who sends troops, or took a state's word on it as news once more, would
count one thing twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pytest

from ceasefire.draws import draw
from ceasefire.prospects.feasibility.rules import parameters, rules
from ceasefire.results import SentForce
from ceasefire.results.deployment import MAIN_RULE
from ceasefire.runs import run
from ceasefire.runs.rooms import rooms
from ceasefire.scenario import load, shipped
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.network_rules import GIVEN

OPTION, DRAWS = "tripwire-10k", 6
LATER = "2099-12-31"  # every dated row is visible
SENDING = re.compile(r"(?<!un)(generat|deploy|arriv|kept|stay|sent\b|sends|present|there)")
BACKER = re.compile(r"(^|[._])backer(_state)?($|\.)")


@dataclass(frozen=True)
class Event:
    """An event: the stage that owns it, and how a column that holds it begins or is named."""

    owner: str
    columns: str


# The draws own the backer's state: no stage may have a column of it.
EVENTS = {
    "backer's state": Event("", BACKER.pattern),
    "settlement accepted": Event(
        "feasibility",
        r"^(settlement|surrender|ceasefire)\b|^node\.|accept(?!ance_shift$)",
    ),
    "a force offered": Event("feasibility", r"offer"),
    "who sends, what is generated": Event(
        "deploy", r"^(supply|coalition|state|joins|gap|willing)\b|_indispensable$"
    ),
    "parliament's delay and ceiling": Event("deploy", r"parliament|ceiling|hurdle"),
    "what arrives when": Event("deploy", r"^arriv|closure"),
    "attack, response, standing": Event(
        "prospects", r"^(attack|probe|respond|stand|support|occasions)"
    ),
    "violations, clashes, spiral, withdrawal": Event(
        "prospects",
        r"^(incidents|clash|sector_days|broken|history|present|holds\.|violation|no_force)|\.year_",
    ),
}
# Not their capitals: a meeting there is no statement of the state.
OTHER_NAMES = {"GBR": ("Britain", "British"), "FRA": ("French",), "TUR": ("Turk",)}
UNSEEN = {"backer's state", "parliament's delay and ceiling"}
"""Events without a column of their own: they act inside the stage that owns them."""


def astray(columns: Iterable[str]) -> list[str]:
    """Return the columns, stage/option/name, of an event that another stage owns."""
    found = []
    for column in columns:
        stage, _, name = column.split("/", 2)
        found += [
            f"{column}: {event}"
            for event, its in EVENTS.items()
            if stage != its.owner and re.search(its.columns, name)
        ]
    return found


@pytest.fixture(scope="module")
def finished(
    tmp_path_factory: pytest.TempPathFactory,
    few_plans: Callable[[pytest.MonkeyPatch], None],
) -> Any:
    """Return a run of one option with a force, on few plans."""
    scenario = load("ukraine-2025")
    with pytest.MonkeyPatch.context() as patch:
        few_plans(patch)
        folder = tmp_path_factory.mktemp("ownership") / "run"
        return run(scenario, draw(scenario, DRAWS, 7), folder, options=[OPTION])


@pytest.fixture(scope="module")
def stored(finished: Any) -> dict[str, np.ndarray]:
    """Return every stored column, by stage/option/name."""
    names = [name for name in finished.codebook["columns"] if name.count("/") >= 2]
    return {name: finished.column(*name.split("/", 2)) for name in names}


def test_no_stage_stores_an_event_that_another_owns(stored: Mapping[str, Any]) -> None:
    assert {name.partition("/")[0] for name in stored} == {s.name for s in rooms().stages}
    assert astray(stored) == []


@pytest.mark.parametrize("event", sorted(set(EVENTS) - UNSEEN))
def test_every_event_has_columns_where_it_belongs(event: str, stored: Mapping[str, Any]) -> None:
    its = EVENTS[event]
    named = [name.split("/", 2)[2] for name in stored if name.startswith(f"{its.owner}/")]
    assert any(re.search(its.columns, name) for name in named)


@pytest.mark.parametrize(
    "column",
    [
        "prospects/x/settlement.months_12",
        "prospects/x/acceptance",
        "prospects/x/adversary_accepts",
        "feasibility/x/coalition.national_rotation_troops",
        "feasibility/x/arrived.day_90_troops",
        "feasibility/x/holds.h2.year_5",
        "feasibility/x/attack.knot_0",
        "deploy/x/node.force_offered",
        "deploy/x/backer_state",
        "feasibility/x/node.backer_state",
        "size/x/parliament_delay_days",
        "deploy/x/broken.spiral.year_1",
    ],
)
def test_an_event_computed_twice_is_noticed(column: str) -> None:
    assert astray([column]) != []
    assert astray(["prospects/x/acceptance_shift", "feasibility/x/holds"]) == []


def test_what_feasibility_says_of_the_others_is_what_they_said(
    finished: Any, stored: Mapping[str, np.ndarray]
) -> None:
    """In every draw and on every day looked back to."""
    scenario = load("ukraine-2025")
    by_stage: dict[str, dict[str, np.ndarray]] = {}
    for column, array in stored.items():
        stage, _, name = column.split("/", 2)
        by_stage.setdefault(stage, {})[name] = array
    force = SentForce.from_arrays(MAIN_RULE, by_stage["deploy"])
    assert force.reached_by_day is not None
    assert force.arrived_troops is not None
    size = by_stage["size"]["size_troops"]
    least = draw(scenario, DRAWS, 7).sample(range(DRAWS))["force_minimum_share"] * size
    answer = by_stage["feasibility"]
    for place, day in enumerate(force.days):
        enough = np.minimum(force.reached_by_day[:, place], size) >= least
        np.testing.assert_array_equal(answer[f"on_{day}.generated"], enough)
    there = force.arrived_troops[:, force.horizons_days.index(180.0)] >= least
    np.testing.assert_array_equal(answer[f"on_{scenario.as_of}.deployed"], there)
    last = by_stage["prospects"][f"holds.h2.year_{scenario.holding.horizon_years}"]
    assert answer["holds"].tobytes() == last.tobytes()


@pytest.mark.parametrize("name", shipped())
def test_a_network_takes_over_what_others_own_and_takes_no_news_of_it(name: str) -> None:
    scenario = load(name, LATER)
    found = {rule.id: rule for rule in rules(scenario)}
    for rule in found.values():
        about = rule.id.replace("_", " ")
        assert (rule.kind == "given") == (rule.amount in GIVEN), rule.id
        assert (rule.kind == "drawn") == bool(BACKER.search(rule.id)), rule.id
        if SENDING.search(about):
            assert rule.kind == "given", rule.id
        if rule.kind == "drawn":
            assert rule.amount == "backer_state"
    for row in scenario.rows("evidence"):
        assert found[str(row["node"])].kind not in ("given", "drawn"), row["id"]


def test_the_network_reads_no_coefficient_of_another_question(finished: Any) -> None:
    own = set(parameters(rules(load("ukraine-2025"))))
    assert len(own) > 20
    others = {
        name
        for stage in ("deploy", "prospects")
        for name in finished.plan(stage, OPTION)["parameters"]
    }
    assert {"join_open", "arrest_chance_observers"} & others
    assert own & others <= {"backer_state"}


def twice_said(
    evidence: Iterable[Mapping[str, object]], stances: Iterable[Mapping[str, object]], offer: str
) -> list[str]:
    """Return the events that are a statement on sending troops which deploy reads already.

    Of one source, and of one day or naming the state; or of one day, naming it, on the offer.
    """
    found = []
    statements = [row for row in stances if row["position"] not in ("demand", "proposed_by_others")]
    for event in evidence:
        for said in statements:
            source = set(keys_in(event["sources"])) & set(keys_in(said["sources"]))
            day = event["date"] == said["date"]
            names = {str(said["country"]), *OTHER_NAMES.get(str(said["iso3"]), ())}
            state = any(name in str(event["summary"]) for name in names)
            on_offer = event["node"] == offer
            if (source and (day or state)) or (day and state and on_offer):
                found.append(f"{event['id']} is {said['id']}")
    return found


def test_a_stance_is_not_also_evidence() -> None:
    for name in shipped():
        scenario = load(name, LATER)
        offer = next((rule.id for rule in rules(scenario) if rule.role == "offer"), "")
        assert twice_said(scenario.rows("evidence"), scenario.rows("stances"), offer) == []


@pytest.mark.parametrize(
    ("change", "twice"),
    [
        ({}, False),
        ({"sources": "a-2025;c-2025"}, True),
        ({"sources": "a-2025", "summary": "A summit."}, True),
        ({"sources": "a-2025", "date": date(2025, 1, 6)}, True),
        ({"sources": "a-2025", "date": date(2025, 1, 6), "summary": "A summit."}, False),
        ({"node": "force_offered"}, True),
        ({"node": "force_offered", "summary": "A summit."}, False),
        ({"node": "force_offered", "date": date(2025, 1, 6)}, False),
    ],
)
def test_a_stance_that_is_also_evidence_is_noticed(change: dict[str, object], twice: bool) -> None:
    event = {"id": "e", "node": "voters_support", "date": date(2025, 1, 5), "sources": "b-2025"}
    said = {"id": "s", "iso3": "GBR", "country": "United Kingdom", "position": "open"}
    said |= {"date": date(2025, 1, 5), "sources": "a-2025"}
    event = event | {"summary": "Britain would send troops."} | change
    assert bool(twice_said([event], [said], "force_offered")) == twice
    assert twice_said([event], [said | {"position": "demand"}], "force_offered") == []
