"""Words can be told from the page behind them, on screen, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.briefing.fixture_briefing import briefing
from tests.browser.contrast import contrast, contrast_faults
from tests.browser.page_checks import browser as started
from tests.browser.page_checks import open_page

from ceasefire.briefing.html import render_html

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with started(chromium) as opened:
        yield opened


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast([0, 0, 0], [255, 255, 255]) == pytest.approx(21)
    assert contrast([119, 119, 119], [255, 255, 255]) == pytest.approx(4.48, abs=0.005)
    assert contrast([10, 20, 30], [10, 20, 30]) == 1


@pytest.mark.parametrize(("width", "media"), [(1200, "screen"), (390, "screen"), (673, "print")])
def test_words_stand_out(browser: Browser, tmp_path: Path, width: int, media: str) -> None:
    file = tmp_path / "brief.html"
    file.write_text(render_html(briefing()), encoding="utf-8")
    page, _ = open_page(browser, file, width)
    page.emulate_media(media=media)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert contrast_faults(page) == []
    page.close()


def test_faint_words_are_found(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "faint.html"
    file.write_text(
        "<p style='color:#888'>grey</p><p style='opacity:.5'>faded</p>"
        "<div style='background:#000'><p style='color:#222'>dark <b style='color:#fff'>fine</b>"
        "</p></div><p style='background:linear-gradient(red,blue)'>over a gradient</p>",
        encoding="utf-8",
    )
    page, _ = open_page(browser, file, 390)
    found = " ".join(contrast_faults(page))
    assert all(word in found for word in ("'grey'", "'faded'", "'dark fine'", "'over a gradient'"))
    assert "'fine'" not in found
    page.close()
