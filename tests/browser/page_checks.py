"""What every briefing page must hold in a browser; each check returns its faults in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

# A wide window, the table of options at its tightest, a tablet, two phones.
WIDTHS = (1200, 920, 760, 390, 360)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

_OVERFLOW = """() => {
  const limit = document.documentElement.clientWidth, found = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest("svg svg, svg *, .skip, thead")) continue;
    const box = element.getBoundingClientRect();
    if (box.width && box.height && (box.right > limit + 1 || box.left < -1))
      found.push(`${element.tagName} ${element.className} to ${Math.round(box.right)}: `
        + element.textContent.slice(0, 40));
  }
  if (document.documentElement.scrollWidth > limit) found.push("the page scrolls sideways");
  return found;
}"""

_CELLS = """() => [...document.querySelectorAll("td, th, pre, dd, .chip")]
  .filter(cell => cell.clientWidth && cell.scrollWidth > cell.clientWidth + 1
    && !cell.closest("thead, details:not([open])"))
  .map(cell => cell.textContent.slice(0, 60))"""

# Leaf texts of every visible drawing, by svg; a halo (same words, same place) counts once.
_SVG_TEXTS = """() => [...document.querySelectorAll("svg")]
  .filter(svg => svg.getBoundingClientRect().width > 60)
  .map(svg => {
    const seen = new Set(), frame = svg.getBoundingClientRect();
    const scale = frame.width / (svg.viewBox.baseVal.width || frame.width);
    const box = r => [r.left, r.top, r.right, r.bottom];
    const texts = [];
    for (const node of svg.querySelectorAll("text, tspan")) {
      if (node.querySelector("tspan") || !node.textContent.trim()) continue;
      const r = node.getBoundingClientRect(), words = node.textContent.trim();
      const key = [words, Math.round(r.left), Math.round(r.top)].join("|");
      if (!r.width || seen.has(key)) continue;
      seen.add(key);
      texts.push({words, box: box(r), px: parseFloat(getComputedStyle(node).fontSize) * scale});
    }
    return {name: svg.querySelector("title")?.textContent ?? "?", box: box(frame), texts};
  })"""


@contextmanager
def browser(executable: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()


def open_page(chromium: Browser, file: Path, width: int) -> tuple[Page, list[str]]:
    """Return the page and the list that gathers the address of each request but its own."""
    page = chromium.new_page(viewport={"width": width, "height": 900})
    requests: list[str] = []
    own = file.resolve().as_uri()

    def note(request: Any) -> None:
        if request.url != own and not request.url.startswith("data:"):
            requests.append(request.url)

    page.on("request", note)
    page.goto(own)
    page.wait_for_load_state("networkidle")
    return page, requests


def overflow(page: Page) -> list[str]:
    return [*page.evaluate(_OVERFLOW), *page.evaluate(_CELLS)]


def svg_text_faults(page: Page, *, smallest: float = 10.9) -> list[str]:
    """Texts that leave their drawing, meet another text or are too small to read."""
    faults: list[str] = []
    for svg in page.evaluate(_SVG_TEXTS):
        texts, frame = svg["texts"], svg["box"]
        for number, text in enumerate(texts):
            where = f"{svg['name'][:40]}: {text['words']!r}"
            if _outside(text["box"], frame):
                faults.append(f"{where} leaves the drawing")
            if text["px"] < smallest:
                faults.append(f"{where} is {text['px']:.1f} px")
            faults.extend(
                f"{where} meets {other['words']!r}"
                for other in texts[number + 1 :]
                if _meet(text["box"], other["box"])
            )
    return faults


def drawing_faults(page: Page) -> list[str]:
    """Drawings without role and title, unless they are decoration hidden from readers aloud."""
    return page.evaluate(
        """() => [...document.querySelectorAll("svg")]
        .filter(svg => svg.getAttribute("aria-hidden") !== "true")
        .filter(svg => svg.getAttribute("role") !== "img"
          || !svg.querySelector(":scope > title")?.textContent.trim())
        .map(svg => svg.outerHTML.slice(0, 80))"""
    )


def heading_faults(page: Page) -> list[str]:
    """More or fewer than one h1, or a level left out on the way down."""
    levels: list[int] = page.evaluate(
        """() => [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(h => +h.tagName[1])"""
    )
    faults = [] if levels.count(1) == 1 and levels[0] == 1 else [f"h1: {levels[:3]}…"]
    steps = pairwise(levels)
    return faults + [f"h{above} then h{below}" for above, below in steps if below > above + 1]


def link_faults(page: Page) -> list[str]:
    """Ids used twice, and links or references inside the page that lead nowhere."""
    return page.evaluate(
        """() => {
        const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
        const twice = ids.filter((id, n) => ids.indexOf(id) !== n).map(id => "twice: " + id);
        const known = new Set(ids);
        const links = [...document.querySelectorAll("a[href^='#']")].map(a => a.hash.slice(1));
        const named = [...document.querySelectorAll("[aria-labelledby],[aria-describedby]")]
          .flatMap(e => [e.getAttribute("aria-labelledby"), e.getAttribute("aria-describedby")]);
        const drawn = [...document.documentElement.innerHTML.matchAll(/url\\(#([^)]+)\\)/g)]
          .map(m => m[1]);
        return [...twice, ...[...links, ...named, ...drawn]
          .filter(id => id && !known.has(decodeURIComponent(id))).map(id => "nowhere: " + id)];
        }"""
    )


def shown_drawings(page: Page) -> list[tuple[str, float]]:
    """Class of the wrapper and width on screen of each figure's visible drawing."""
    rows = page.evaluate(
        """() => [...document.querySelectorAll("figure svg")]
        .map(svg => [svg.parentElement.className, svg.getBoundingClientRect().width])
        .filter(row => row[1] > 0)"""
    )
    return [(name, width) for name, width in rows]


def _outside(box: list[float], frame: list[float], slack: float = 1.0) -> bool:
    return (
        box[0] < frame[0] - slack
        or box[1] < frame[1] - slack
        or box[2] > frame[2] + slack
        or box[3] > frame[3] + slack
    )


def _meet(a: list[float], b: list[float]) -> bool:
    # A text's box is taller than its letters: only an overlap of a quarter of it can be seen.
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return wide > 1.5 and high > 0.25 * min(a[3] - a[1], b[3] - b[1])
