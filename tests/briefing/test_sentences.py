"""Templates hold no figures of their own, and what they print reads like print."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from tests.briefing.conftest import printed

from ceasefire.briefing import limits, sentences
from ceasefire.briefing.model import Briefing
from ceasefire.briefing.say import say
from ceasefire.briefing.words import percent

TEMPLATES = {
    f"{table}/{key}": text
    for table, words in (
        ("SENTENCES", sentences.SENTENCES),
        ("CLAIM_REASONS", sentences.CLAIM_REASONS),
        ("DECIDING", sentences.DECIDING),
        ("LIMITS", limits.LIMITS),
    )
    for key, text in words.items()
}
# What a slot that was filled with no words, no number or a wrong one leaves behind.
FAULTS = re.compile(r"\bnan\b|\binf\b|[{}]|\bNone\b|\bTrue\b|\bFalse\b|  | [.,;:]|\.\.|\d[eE]\+\d")
RANGE = re.compile(
    r"(?<![\d,.–−-])(−?\d[\d,]*(?:\.\d+)?)(?:–| to )(−?\d[\d,]*(?:\.\d+)?)(?![\d–-])"
)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_digit_outside_a_slot(name: str) -> None:
    for literal, slot, form, conversion in Formatter().parse(TEMPLATES[name]):
        assert not any(character.isdigit() for character in literal), literal
        # A form or a conversion would be a second place that decides how a number is printed.
        assert not form
        assert conversion is None
        assert slot is None or slot.isidentifier()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_filled_with_words_reads_like_print(name: str) -> None:
    slots = {slot for _, slot, _, _ in Formatter().parse(TEMPLATES[name]) if slot}
    text = TEMPLATES[name].format(**dict.fromkeys(slots, "words"))
    assert not FAULTS.search(text)
    assert text == text.strip()


@pytest.mark.parametrize("missing", ["sources", "computed_from"])
def test_a_number_needs_a_source_or_a_computation(missing: str) -> None:
    slots: dict[str, object] = {"partial": "1.7–4.3", "none": "5–10"}
    given = {"sources": ("key",), "computed_from": ("param/consent_no",)}
    with pytest.raises(ValueError, match="without source or computation"):
        say("size.change_consent", slots)
    kept = {name: value for name, value in given.items() if name != missing}
    statement = say("size.change_consent", slots, **kept)  # type: ignore[arg-type]
    assert "by 1.7–4.3; without any consent by 5–10" in statement.text


def test_words_without_a_number_need_nothing() -> None:
    assert say("purpose.change_load", {}).sources == ()


def test_a_slot_left_empty_does_not_build() -> None:
    with pytest.raises(KeyError):
        say("size.change_consent", {"partial": "1.7"}, sources=("key",))


def test_whatever_decides_a_claim_has_words(root: Path) -> None:
    modules = (root / "src/ceasefire/comparison").glob("*.py")
    source = "".join(path.read_text(encoding="utf-8") for path in modules)
    deciding = set(re.findall(r'deciding="([a-z_]+)"', source))
    assert deciding
    assert deciding <= set(sentences.DECIDING)
    reasons = {f"waits_for_{q}" for q in ("deploy", "precedents", "prospects", "comparison")}
    assert reasons <= set(sentences.CLAIM_REASONS)


def test_everything_printed_reads_like_print(built: Briefing) -> None:
    commands = {text for _, text in built.reproduce}
    faults = {
        (name, text): found.group()
        for name, text in printed(built)
        if text not in commands and (found := FAULTS.search(text))
    }
    assert faults == {}
    assert len(printed(built)) > 300


def test_faults_are_found() -> None:
    for text in ("nan troops", "1.3e+03", "a  b", "over .", "{low}", "None", "all .. draws"):
        assert FAULTS.search(text), text
    for text in ("Financial infrastructure", "none", "5.2 km", "nanny"):
        assert not FAULTS.search(text), text


def test_ranges_are_in_order(built: Briefing) -> None:
    found = 0
    for name, text in printed(built):
        for low, high in RANGE.findall(text):
            found += 1
            ends = [float(end.replace(",", "").replace("−", "-")) for end in (low, high)]
            assert ends[0] < ends[1], (name, text)
    assert found > 50


def test_sentences_end_and_begin_like_sentences(built: Briefing) -> None:
    sections = [
        s
        for section in built.sections
        for s in (*section.statements, *section.notes, *section.change)
    ]
    texts = [statement.text for _, statement in built.short_answer]
    texts += [s.text for s in (*sections, *built.limits)]
    texts += [f.sentence for section in built.sections for f in section.figures]
    texts += [claim.why for claim in built.claims]
    for text in texts:
        assert text.endswith("."), text
        assert text[0].isupper() or text[0] == "“" or text[0].isdigit(), text


def test_a_share_is_never_zero_or_whole_by_rounding() -> None:
    assert percent(0.0001) == "under 1%"
    assert percent(0.9999) == "over 99%"
    assert {percent(n / 1000) for n in range(11, 990)} <= {f"{n}%" for n in range(1, 100)}
