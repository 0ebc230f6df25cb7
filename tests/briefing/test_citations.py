"""One list of sources for every renderer: numbers in order of first use, one form of words."""

from __future__ import annotations

import json
import re

import pytest
from tests.briefing.fixture_briefing import NASTY, briefing

from ceasefire.briefing.citations import formatted, numbered
from ceasefire.briefing.html import render_html
from ceasefire.briefing.json_file import write_json
from ceasefire.scenario.model import Source


def _source(key: str, **facts: str) -> Source:
    blank = dict.fromkeys(("title", "author", "publisher", "date", "url", "note"), "")
    return Source(key=key, type="Web", **(blank | facts))


SOURCES = {
    "rand": _source(
        "rand",
        author="Shlapak, David",
        title="Reinforcing Deterrence",
        publisher="RAND",
        date="2016-02",
        url="https://www.rand.org/x",
    ),
    "relay": _source("relay", title="A relay", url="https://www.unn.ua/en/1", date="2025-01-23"),
    "bare": _source("bare", title=NASTY),
    "unused": _source("unused", title="Nobody cites this"),
}


def test_numbers_follow_the_first_use_and_each_source_has_one() -> None:
    found = numbered(["relay", "rand", "relay", "bare", "rand"], SOURCES, {"rand": "A"})
    assert [(r.number, r.key, r.grade) for r in found] == [
        (1, "relay", ""),
        (2, "rand", "A"),
        (3, "bare", ""),
    ]


def test_the_publisher_stands_before_the_site_and_the_site_without_www() -> None:
    rand, relay, bare = numbered(["rand", "relay", "bare"], SOURCES, {})
    assert (rand.place, relay.place, bare.place) == ("RAND", "unn.ua", "")


def test_a_reference_reads_author_title_place_date() -> None:
    rand, relay, bare = numbered(["rand", "relay", "bare"], SOURCES, {})
    assert formatted(rand) == "Shlapak, David, “Reinforcing Deterrence”, RAND, February 2016"
    assert formatted(relay) == "“A relay”, unn.ua, 23 January 2025"
    assert formatted(bare) == f"“{NASTY}”"


def test_page_and_json_number_the_same_sources_alike() -> None:
    page = render_html(briefing())
    listed = {source["number"]: source for source in json.loads(write_json(briefing()))["sources"]}
    shown = dict(re.findall(r'<li id="s-(\d+)"><span class="sn">(\d+)</span>', page))
    assert {int(k): int(v) for k, v in shown.items()} == {n: n for n in listed}
    assert len(listed) == 40


def test_every_superscript_of_the_page_leads_to_a_source_on_it() -> None:
    page = render_html(briefing())
    targets = set(re.findall(r'href="#s-(\d+)"', page))
    assert targets
    assert targets <= set(re.findall(r'id="s-(\d+)"', page))


@pytest.mark.parametrize("key", ["never-heard-of", ""])
def test_a_key_without_a_source_gets_no_number(key: str) -> None:
    assert [r.key for r in numbered([key, "rand"], SOURCES, {})] == ["rand"]
