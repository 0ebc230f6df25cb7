"""YAML 1.2 with places, and nothing in it that could run or grow."""

from __future__ import annotations

from typing import Any

import pytest

from ceasefire.core.errors import PackError
from ceasefire.scenario.yaml_file import Items, parse, place_of


def refused(text: str) -> str:
    with pytest.raises(PackError) as error:
        parse("f.yaml", text)
    return str(error.value.problems[0])


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        *(("NO", "NO"), ("yes", "yes"), ("on", "on"), ("2025-02-01", "2025-02-01")),
        *(("012", 12), ("0o14", 12), ("0x1F", 31), ("1_000", "1_000"), ("12:30", "12:30")),
        *((".5", 0.5), ("-1.5e3", -1500.0), ("5.", 5.0), ("+7", 7), ("-.inf", float("-inf"))),
        *(("true", True), ("False", False), ("~", None), ("null", None), ("'null'", "null")),
        *(("! 5", "5"), ('"5"', "5"), ("<<", "<<"), ("=", "=")),
    ],
)
def test_scalars_follow_the_core_schema(scalar: str, value: Any) -> None:
    found = parse("f.yaml", f"key: {scalar}\n")["key"]
    assert found == value
    assert type(found) is type(value)


def test_places_point_at_keys_and_values() -> None:
    root = parse("f.yaml", "a:\n  b: [1, {c: 2}]\n")
    assert place_of(root, ("a", "b", 1, "c")) == (2, 14)
    assert place_of(root, ("a", "b"), key=True) == (2, 3)
    assert place_of(root, ("a", "tag", "b", 0)) == (2, 7)
    assert isinstance(root["a"]["b"], Items)


def test_keys_are_texts_whatever_they_look_like() -> None:
    assert list(parse("f.yaml", "no: 1\n2025: 2\nnull: 3\n")) == ["no", "2025", "null"]


def test_a_second_key_names_the_first() -> None:
    message = refused("a: 1\nb: {c: 1}\na: {d: 2}\n")
    assert message.startswith("f.yaml:3:1: The key 'a' stands here a second time")
    assert "the first is on line 1" in message


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "f.yaml:1:4: Anchors and aliases"),
        ("a: " + "[" * 5000 + "]" * 5000, "nested deeper than 20"),
        ("a: " + "{b: " * 30, "nested deeper than 20"),
        ("a: !!python/object/apply:os.system [x]", "is not used"),
        ("a: !x 1", "is not used"),
        ("a: 1\n---\nb: 2", "f.yaml:2:1: A second document"),
        ("%YAML 1.1\n---\na: NO", "A directive"),
        ("a: [1, 2", "not YAML"),
        ("a: 1\n b: 2", "f.yaml:2:"),
        ("\ta: 1", "not YAML"),
        ('a: "\\0"', "control character"),
        ('a: "\\ud800"', "control character"),
        ('a: "\\UFFFFFFFF"', "not YAML"),
        ("? [a]\n: 1", "A key must be a word"),
        ("- 1\n- 2", "does not hold keys"),
        ("text", "does not hold keys"),
        ("# nothing\n", "empty"),
        ("", "empty"),
        ("a: *b", "Anchors and aliases"),
    ],
)
def test_what_is_not_plain_is_refused(text: str, words: str) -> None:
    assert words in refused(text)


def test_a_number_of_a_thousand_digits_is_not_finite() -> None:
    assert parse("f.yaml", f"a: {'9' * 1000}")["a"] == float("inf")
