"""What the pages say of the packs is what the packs hold, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ceasefire.scenario import load
from ceasefire.scenario.model import Choice, Fixed, Pert, Quantity, Uniform, Value
from ceasefire.size import prepare

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
QUESTIONS = sorted((ROOT / "docs" / "questions").glob("*.md"))
ROW = re.compile(r"^\| `(\w+)` \| ([^|]*) \| ([^|]*) \| ([A-E]) \| [^|]* \|$", re.M)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", QUESTIONS, ids=lambda page: page.stem)
def test_tables_of_parameters_hold_what_the_pack_holds(page: Path) -> None:
    parameters = load("ukraine-2025").parameters
    rows = ROW.findall(page.read_text(encoding="utf-8"))
    assert rows
    printed = {name: (value, unit, grade) for name, value, unit, grade in rows}
    assert printed == {name: cells(parameters[name]) for name in printed}


def test_every_parameter_of_a_sizing_method_stands_on_the_page() -> None:
    page = (ROOT / "docs" / "questions" / "size.md").read_text(encoding="utf-8")
    scenario = load("ukraine-2025")
    plans = [prepare(scenario, option) for option in scenario.options]
    read = {
        name
        for plan in plans
        for part in (*[m for m in plan.methods if m.method != "task_build_up"], plan.window)
        for name in part.parameters
    }
    assert [name for name in sorted(read) if f"`{name}`" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    inside = [target for target in targets if "://" not in target]
    assert [target for target in inside if not (page.parent / target).exists()] == []


def test_every_page_is_on_the_map() -> None:
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / t).resolve() for t in LINK.findall(index.read_text(encoding="utf-8"))}
    assert [page for page in PAGES[1:] if page != index and page not in linked] == []


def cells(quantity: Quantity) -> tuple[str, str, str]:
    """Return what stands in the columns value, unit and grade."""
    return words(quantity.value), quantity.unit.replace("_", " ") or "choice", quantity.grade


def words(value: Value) -> str:
    """Return a value as a table prints it."""
    match value:
        case Fixed():
            return number(value.value)
        case Uniform():
            return f"{number(value.low)}–{number(value.high)}"
        case Pert():
            ends = f"{number(value.low)}–{number(value.high)}"
            return f"{ends}, most likely {number(value.mode)}"
        case Choice():
            return ", ".join(value.names)
    raise TypeError(f"no page prints {value!r}")


def number(value: float) -> str:
    return f"{value:,.10g}"
