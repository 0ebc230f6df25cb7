"""The page as a browser lays it out: at three widths and for print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.briefing.fixture_briefing import briefing
from tests.browser import page_checks

from ceasefire.briefing.html import render_html

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_text(render_html(briefing()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with page_checks.browser(chromium) as opened:
        yield opened


@pytest.mark.parametrize("width", page_checks.WIDTHS)
def test_page_holds_at_width(browser: Browser, file: Path, width: int) -> None:
    page, requests = page_checks.open_page(browser, file, width)
    assert page_checks.overflow(page) == []
    assert page_checks.svg_text_faults(page) == []
    assert page_checks.drawing_faults(page) == []
    assert page_checks.heading_faults(page) == []
    assert page_checks.link_faults(page) == []
    # Opened, the tables of the figures must fit as well.
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page_checks.overflow(page) == []
    assert requests == []
    page.close()


@pytest.mark.parametrize(
    ("width", "shown"),
    [(1200, "wide"), (1061, "wide"), (1060, "mid"), (601, "mid"), (600, "nar"), (390, "nar")],
)
def test_one_drawing_of_each_figure_is_shown(
    browser: Browser, file: Path, width: int, shown: str
) -> None:
    page, _ = page_checks.open_page(browser, file, width)
    assert [name for name, _ in page_checks.shown_drawings(page)] == [shown, shown]
    page.close()


def test_print_shows_the_middle_drawing_and_the_tables(browser: Browser, file: Path) -> None:
    page, _ = page_checks.open_page(browser, file, 673)  # A4 less its margins
    page.emulate_media(media="print")
    assert [name for name, _ in page_checks.shown_drawings(page)] == ["mid", "mid"]
    assert page.locator("table.opt thead").bounding_box()["height"] > 10
    assert page_checks.overflow(page) == []
    page.close()


def test_names_run_no_script(browser: Browser, file: Path) -> None:
    said: list[str] = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(file.as_uri())
    assert said == []
    assert page.locator("script").count() == 0
    page.close()


def test_checks_find_what_they_look_for(browser: Browser, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<h1>a</h1><h1>b</h1><h4>c</h4><p id=x><p id=x><a href='#gone'>d</a>"
        "<div style='width:2000px'>wide</div><img src='picture.png'>"
        "<svg width=200 height=60><text x=150 y=20>leaves the box</text>"
        "<text x=5 y=40>one</text><text x=9 y=41 font-size=6>two</text></svg>",
        encoding="utf-8",
    )
    page, requests = page_checks.open_page(browser, bad, 390)
    assert len(requests) == 1
    assert any("scrolls" in fault for fault in page_checks.overflow(page))
    faults = " ".join(page_checks.svg_text_faults(page))
    assert all(word in faults for word in ("leaves", "meets", "6.0 px"))
    assert len(page_checks.drawing_faults(page)) == 1
    assert len(page_checks.heading_faults(page)) == 2
    assert page_checks.link_faults(page) == ["twice: x", "nowhere: gone"]
    page.close()


def test_page_without_claims_options_or_figures_holds(browser: Browser, tmp_path: Path) -> None:
    whole = briefing()
    bare = replace(
        whole,
        sections=tuple(replace(s, figures=(), tables=(), change=()) for s in whole.sections),
        options=(),
        claims=(),
        limits=(),
        reproduce=(),
    )
    path = tmp_path / "bare.html"
    path.write_text(render_html(bare), encoding="utf-8")
    page, _ = page_checks.open_page(browser, path, 760)
    assert page_checks.overflow(page) == []
    assert page_checks.link_faults(page) == []
    page.close()
