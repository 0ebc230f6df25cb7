"""What the shipped packs declare is read by a stage, the briefing, a check or a case.

What nothing reads yet stands in a list with the question that will read it. A name leaves the list
with the first code that reads it, and no name enters the packs unread and unsaid.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path

import pytest
from tests.cases.case import read as read_cases

from ceasefire.briefing.build import build
from ceasefire.draws import Sample, draw
from ceasefire.runs import run
from ceasefire.scenario import load
from ceasefire.scenario.model import Option, Scenario

# Rooms that use a pack; `scenario` and `runs` carry everything through, whatever it is.
READERS = ("purpose", "size", "comparison", "briefing", "deploy", "precedents", "prospects")
LATER = "2099-12-31"  # every dated value is visible

UNREAD_PARAMETERS = {
    "fighter_availability": "comparison: fighters on patrol; the air task counts deployed ones",
    "rand_heavy_brigades": "prospects: a heavy core; hold time names the whole force",
    "rand_posture_hold_hours": "prospects: the lower anchor beside its own days until help",
    "density_share_border": "size and prospects: where an option stands on a border; none does",
    "host_ceiling": "prospects: the term host_force_cap names the ceiling there is",
    "cluster_size": "calibration: violations as recorded by incident (tools/calibration)",
}
UNREAD_ATTRIBUTES = {
    "note": "nothing: for authors, and never loaded",
}


@dataclass
class Seen:
    """Names that code of the reading rooms asked for."""

    parameters: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("ukraine-2025", as_of=LATER)


@pytest.fixture(scope="module")
def seen(
    scenario: Scenario,
    tmp_path_factory: pytest.TempPathFactory,
    few_plans: Callable[[pytest.MonkeyPatch], None],
) -> Seen:
    """Return what a run of every option and its briefing asked for, on few plans."""
    found = Seen()
    with pytest.MonkeyPatch.context() as patch:
        few_plans(patch)
        watch(patch, Sample, "__getitem__", found.parameters)
        watch(patch, Option, "__getattribute__", found.attributes)
        out = tmp_path_factory.mktemp("declared") / "run"
        build(run(scenario, draw(scenario, 64, 7), out), figures=False)
    return found


def test_the_recorder_sees_the_rooms_and_not_this_test(seen: Seen, scenario: Scenario) -> None:
    assert {"brigade_size", "substitution_rate", "tolerated_ratio"} <= seen.parameters
    assert {"mandate", "tasks", "placement"} <= seen.attributes
    before = set(seen.attributes)
    assert scenario.options[0].note is not None
    assert seen.attributes == before


def test_every_parameter_is_read_or_says_what_will_read_it(
    seen: Seen, scenario: Scenario, root: Path
) -> None:
    cases = {name for case in read_cases(root / "tests" / "cases") for name in case.uses}
    read = seen.parameters | named(root) | cases
    unread = {name for name in scenario.parameters if name not in read}
    assert unread == set(UNREAD_PARAMETERS)
    assert not scenario.invisible


def test_every_attribute_of_an_option_is_read_or_says_what_will_read_it(seen: Seen) -> None:
    unread = {part.name for part in fields(Option)} - seen.attributes
    assert unread == set(UNREAD_ATTRIBUTES)


def test_the_pages_say_what_is_not_read_yet(root: Path) -> None:
    pages = (root / "docs" / "questions").glob("*.md")
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    sections = "".join(part.partition("\n## ")[0] for part in text.split("## Not read yet\n")[1:])
    unread = {*UNREAD_PARAMETERS, *UNREAD_ATTRIBUTES} - {"note"}
    assert [name for name in sorted(unread) if f"`{name}`" not in sections] == []


def watch(patch: pytest.MonkeyPatch, kind: type, method: str, names: set[str]) -> None:
    """Record the names that the reading rooms ask of a kind of object."""
    asked = getattr(kind, method)

    def recorded(self: object, name: str) -> object:
        room = sys._getframe(1).f_globals["__name__"].split(".")[1:2]
        if room and room[0] in READERS:
            names.add(name)
        return asked(self, name)

    patch.setattr(kind, method, recorded)


def named(root: Path) -> set[str]:
    """Return the texts in the code of rooms that read quantities by name, not from a sample."""
    texts: set[str] = set()
    for room in ("comparison", "briefing", "deploy", "prospects"):
        paths = (root / "src" / "ceasefire" / room).rglob("*.py")
        for path in paths:
            if room == "prospects" and path.name not in ("world.py", "plan.py"):
                continue  # these lay out the line, once; the others read a sample
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    texts.add(node.value.removeprefix("param/"))
    return texts
