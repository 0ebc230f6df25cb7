"""Reads YAML 1.2 into plain values that remember their lines.

Only what a pack needs: one document of blocks, lists and scalars. ``NO`` stays a text; duplicate
keys, anchors, aliases, tags and deep nesting are refused with their place. Built on the events of
ruamel.yaml, so neither a constructor nor an alias can run or grow anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ceasefire.core.errors import PackError
from ceasefire.scenario.problems import Place, Problems, quoted
from ceasefire.scenario.text import forbidden_character

__all__ = ["Block", "Items", "parse", "place_of"]

DEPTH_LIMIT = 20
_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


class Block(dict[str, Any]):
    """A mapping that knows where its keys and values stand."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.key_at: dict[str, Place] = {}
        self.value_at: dict[str, Place] = {}


class Items(list[Any]):
    """A sequence that knows where its items stand."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.at: list[Place] = []


class _Refused(Exception):
    def __init__(self, place: Place, what: str, fix: str = "") -> None:
        super().__init__(what)
        self.place, self.what, self.fix = place, what, fix


@lru_cache(maxsize=32)
def parse(file: str, text: str) -> Block:
    """Return the block of keys a YAML text holds. Treat it as read only: it is kept.

    Raises
    ------
    PackError
        With the place of what is not allowed.
    """
    problems = Problems()
    try:
        root = _tree(_events(text), file, problems)
    except _Refused as error:
        problems.note(file, error.place, error.what, "", error.fix)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = f"This is not YAML: {error.problem or error.context or 'it cannot be read'}"
        fix = "Check the indent, the colon after a key, and quotes around text with special signs"
        problems.note(file, place, what, "", fix)
    # The scanner fails on some junk (an escape beyond Unicode, say) with built-in errors.
    except (
        YAMLError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
    ) as error:
        what = f"This is not YAML: {quoted(str(error))}"
        problems.note(file, (1, 1), what, "", "Look for stray signs")
    except (AssertionError, RecursionError):
        problems.note(file, (1, 1), "This is not YAML", "", "Look for stray signs")
    if problems:
        raise PackError(problems)
    return root


def place_of(root: Block, path: Sequence[str | int], key: bool = False) -> Place:
    """Return the place of the value (or key) at a path; parts that are not there are skipped."""
    node: Any = root
    place = root.place
    for part in path:
        if isinstance(node, Block) and part in node:
            place = (node.key_at if key else node.value_at)[str(part)]
            node = node[str(part)]
        elif isinstance(node, Items) and isinstance(part, int) and 0 <= part < len(node):
            place = node.at[part]
            node = node[part]
    return place


def _events(text: str) -> Iterator[Any]:
    yaml = YAML(typ="safe", pure=True)
    return iter(yaml.parse(text))


def _at(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _tree(events: Iterator[Any], file: str, problems: Problems) -> Block:
    root: Block | None = None
    stack: list[Block | Items] = []
    keys: list[str | None] = []
    for event in events:
        if isinstance(event, DocumentStartEvent):
            if root is not None:
                fix = "Keep one document in the file: remove the line '---'"
                raise _Refused(_at(event), "A second document starts here", fix)
            if event.version or event.tags:
                raise _Refused(_at(event), "A directive is not needed here", "Remove the line")
            continue
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            stack.pop()
            keys.pop()
            continue
        if not isinstance(event, AliasEvent | ScalarEvent | MappingStartEvent | SequenceStartEvent):
            continue
        if isinstance(event, AliasEvent) or event.anchor:
            raise _Refused(_at(event), "Anchors and aliases are not used here", "Write it out")
        if event.tag is not None and not (isinstance(event, ScalarEvent) and event.tag == "!"):
            raise _Refused(_at(event), f"The tag {quoted(event.tag)} is not used", "Remove it")
        if stack and isinstance(stack[-1], Block) and keys[-1] is None:
            keys[-1] = _key(event, stack[-1], file, problems)
            continue
        value = _value(event)
        if not stack:
            if not isinstance(value, Block):
                fix = "Start with a key and a colon, such as 'format: 1'"
                raise _Refused(_at(event), "The file does not hold keys with values", fix)
            root = value
        elif isinstance(stack[-1], Items):
            stack[-1].append(value)
            stack[-1].at.append(_at(event))
        else:
            name = keys[-1] or ""
            if name not in stack[-1]:
                stack[-1][name] = value
                stack[-1].value_at[name] = _at(event)
            keys[-1] = None
        if isinstance(value, Block | Items):
            if len(stack) >= DEPTH_LIMIT:
                what = f"The blocks are nested deeper than {DEPTH_LIMIT} levels"
                raise _Refused(_at(event), what, "Close the brackets")
            stack.append(value)
            keys.append(None)
    if root is None:
        raise _Refused((1, 1), "The file is empty")
    return root


def _key(event: Any, block: Block, file: str, problems: Problems) -> str:
    if not isinstance(event, ScalarEvent):
        raise _Refused(_at(event), "A key must be a word", "Write 'key: value'")
    name = str(event.value)
    if forbidden_character(name) >= 0:
        raise _Refused(_at(event), "A key holds a control character", "Delete it")
    if name in block.key_at:
        first = block.key_at[name][0]
        what = f"The key {quoted(name)} stands here a second time; the first is on line {first}"
        why = "Only one of the two values could count"
        problems.note(file, _at(event), what, why, "Keep one of them")
    else:
        block.key_at[name] = _at(event)
    return name


def _value(event: Any) -> Any:
    if isinstance(event, MappingStartEvent):
        return Block(_at(event))
    if isinstance(event, SequenceStartEvent):
        return Items(_at(event))
    text = str(event.value)
    if forbidden_character(text) >= 0:
        raise _Refused(_at(event), "The text holds a control character", "Delete it")
    return text if event.style or event.tag else _resolved(text)


def _resolved(text: str) -> str | float | bool | None:
    """Return a plain scalar by the core schema of YAML 1.2: ``NO`` and dates stay texts."""
    if text in _NULL:
        return None
    if text in _TRUE:
        return _TRUE[text]
    if _INT.fullmatch(text):
        base = {"0o": 8, "0x": 16}.get(text[:2], 10)
        # A number of more digits than a float holds is a mistake that the range check will name.
        return int(text[2:] if base != 10 else text, base) if len(text) < 19 else float("inf")
    if _SPECIAL.fullmatch(text):
        return float(text.lower().replace(".", ""))
    return float(text) if _FLOAT.fullmatch(text) else text
