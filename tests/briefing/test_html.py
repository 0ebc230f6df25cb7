"""The page as text: nothing lost, nothing unescaped, nothing from outside, the same bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from tests.briefing.fixture_briefing import NASTY, briefing

from ceasefire.briefing.html import _address, _is_code, _long_columns, _numeric, render_html
from ceasefire.briefing.paragraphs import paragraphs
from ceasefire.briefing.svg import figure_svg


class Reader(HTMLParser):
    """Gathers tags and text as a browser would read them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def page() -> str:
    return render_html(briefing())


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_same_briefing_gives_same_bytes(page: str) -> None:
    assert render_html(briefing()) == page


def test_nothing_is_loaded_or_run(read: Reader) -> None:
    assert not {"script", "img", "iframe", "object", "image"} & {tag for tag, _ in read.tags}
    for tag, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on")], tag
        if tag == "link":
            assert attributes["href"] == "data:,"


def test_names_stay_text(page: str, read: Reader) -> None:
    assert "<script" not in page
    whole = briefing()
    for words in (whole.options[19].title, f"“{whole.claims[2].claim}”", whole.sections[0].title):
        assert words in read.text
    assert read.text.count(NASTY) > 20


def test_everything_of_the_briefing_is_on_the_page(read: Reader) -> None:
    whole = briefing()
    text = read.text
    for section in whole.sections:
        for statement in (*section.statements, *section.notes, *section.change):
            assert statement.text in text
        for figure in section.figures:
            assert text.count(figure.sentence) == 4  # caption, and desc of three drawings
    for claim in whole.claims:
        assert f"Claim {claim.id}" in text
        assert claim.why in text
        assert claim.deciding in text
    for option in whole.options:
        assert option.title in text
    for pair in (*whole.facts, *whole.reproduce):
        assert pair[0] in text
        assert pair[1] in text
    ids = [attributes["id"] for _, attributes in read.tags if attributes.get("id")]
    assert [f"s-{r.number}" for r in whole.references] == [i for i in ids if re.match(r"s-\d", i)]
    assert len(ids) == len(set(ids))


def test_sections_carry_their_question_and_are_linked(read: Reader) -> None:
    sections = [attributes["id"] for tag, attributes in read.tags if tag == "section"]
    assert sections[:3] == ["short", "size", "purpose"]
    links = {attributes.get("href") for tag, attributes in read.tags if tag == "a"}
    assert {"#size", "#purpose"} <= links


def test_at_most_four_numbers_follow_a_sentence(page: str) -> None:
    marks = re.findall(r'<sup class="fn">(.*?)</sup>', page)
    assert max(mark.count("#s-") for mark in marks) == 4
    # The fixture's fourth statement cites seven sources.
    assert any(mark.endswith("+3</a>") and 'href="#sources"' in mark for mark in marks)


def test_judgement_is_marked(page: str) -> None:
    short = replace(briefing(), sections=(), claims=(), limits=(), references=())
    assert 'title="our judgement"' not in render_html(short)
    assert page.count('title="our judgement"') > 3


def test_as_of_is_shown_once(read: Reader) -> None:
    bare = replace(briefing(), facts=(("Options", "20"),), as_of="1 February 2025")
    assert "<dt>As of</dt><dd>1 February 2025</dd>" in render_html(bare)
    assert read.text.count("As of") == 1


def test_verdicts_are_counted(page: str) -> None:
    legend = page[page.index('class="legend"') : page.index('<ul class="claims">')]
    counts = [int(n) for n in re.findall(r"<b>(\d+)</b>", legend)]
    assert counts == [6, 5, 5, 5, 5]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "file:///etc"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert _address(replace(briefing().references[0], url=url)) == ""


def test_drawing_has_own_ids_name_and_size() -> None:
    figure = briefing().sections[0].figures[0]
    spec = figure.specs["358"]
    first, again = (figure_svg(figure, spec, "a"), figure_svg(figure, spec, "a"))
    assert first == again
    other = figure_svg(figure, spec, "b")
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in (first, other)]
    assert len(ids[0]) == 5  # title, desc and a clip a layer
    assert not ids[0] & ids[1]
    used = set(re.findall(r"url\(#([^)]+)\)", first))
    assert used
    assert used <= ids[0]
    assert 'role="img"' in first
    assert re.search(r'<svg[^>]* width="[\d.]+" height="[\d.]+"', first)
    assert "<b>" not in first


def test_drawing_refuses_outside_and_unknown_versions() -> None:
    figure = briefing().sections[0].figures[0]
    image = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": [{"u": "https://example.org/x.png"}]},
        "mark": "image",
        "encoding": {"url": {"field": "u"}},
    }
    with pytest.raises(ValueError, match="outside"):
        figure_svg(figure, image, "a")
    old = {**image, "$schema": "https://vega.github.io/schema/vega-lite/v3.json"}
    with pytest.raises(ValueError, match=r"v3\.json"):
        figure_svg(figure, old, "a")


def test_specification_without_version_is_drawn_by_the_newest() -> None:
    figure = briefing().sections[0].figures[0]
    spec = {key: value for key, value in figure.specs["358"].items() if key != "$schema"}
    assert figure_svg(figure, spec, "a") == figure_svg(figure, figure.specs["358"], "a")


def test_a_figure_in_pages_shows_them_on_paper_in_place_of_one_drawing() -> None:
    whole = briefing()
    section = whole.sections[0]
    figure = replace(section.figures[0], pages=(section.figures[0].specs["640"],) * 2)
    html = render_html(
        replace(whole, sections=(replace(section, figures=(figure,)), *whole.sections[1:]))
    )
    start = html.index('class="paged"')
    paged = html[start : html.index("</figure>", start)]
    assert re.findall(r'<div class="(wide|mid|nar|pap)">', paged) == [
        "wide",
        "mid",
        "nar",
        "pap",
        "pap",
    ]
    ids = re.findall(r'id="([^"]+)"', paged)
    assert len(ids) == len(set(ids))


def test_words_too_long_for_a_third_of_a_phone_get_its_whole_width() -> None:
    assert _long_columns([("a", "x" * 31, 1_080.0), ("b", "short", None)]) == [False, True, False]


def test_figure_without_a_width_is_refused() -> None:
    whole = briefing()
    section = whole.sections[0]
    figure = replace(section.figures[0], specs={"640": section.figures[0].specs["640"]})
    with pytest.raises(KeyError):
        render_html(replace(whole, sections=(replace(section, figures=(figure,)),)))


def test_paragraphs_keep_order_and_hold_at_most_three() -> None:
    first = replace(briefing().limits[0], text="Short.")
    groups = paragraphs([replace(first, id=str(n)) for n in range(7)])
    assert [[s.id for s in group] for group in groups] == [list("012"), list("345"), ["6"]]
    long = replace(first, text="x" * 400)
    assert [len(group) for group in paragraphs([long, long, first])] == [1, 2]


def test_numbers_stand_right_and_words_left() -> None:
    rows = (("a", 1.0, "1–3 in 10", "17,000–39,000", "under 1%", "rear"),)
    more = (("b", None, "all", "not applicable", "45%", "line"),)
    assert _numeric(rows + more) == [False, True, False, True, True, False]
    assert _numeric(()) == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1 February 2025", False),
        ("1,024, none failed", False),
        ("ceasefire brief x --seed 7", True),
        ("pack 3f9a01bc, run 20250201", True),
        ("decade", False),
    ],
)
def test_commands_and_hashes_are_code(value: str, code: bool) -> None:
    assert _is_code(value) is code
