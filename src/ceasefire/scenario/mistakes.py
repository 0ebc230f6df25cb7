"""Says in plain words what a pydantic model found wrong with a file, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from ceasefire.scenario.fields import Refused
from ceasefire.scenario.problems import Place, Problems, quoted, suggestion
from ceasefire.scenario.yaml_file import Block, Items, place_of

__all__ = ["validated"]

Model = TypeVar("Model", bound=BaseModel)

_MISSING = re.compile(r"The key '(\w+)' is missing")
_BOUNDS = {"ge": "at least", "le": "at most", "gt": "above", "lt": "below"}
_KINDS = {
    "bool_type": "true or false",
    "dict_type": "a block of keys",
    "float_type": "a number",
    "list_type": "a list",
    "model_attributes_type": "a block of keys",
    "model_type": "a block of keys",
    "string_type": "a text",
}


def validated(
    model: type[Model], root: Block, file: str, problems: Problems
) -> tuple[Model | None, Block]:
    """Return the block as a model, with what is wrong among the problems.

    Entries with a mistake are left out of the model, and of the block returned with it, so that
    the checks between entries can go on with the others; None where too little is left.
    """
    for _ in range(2):
        try:
            return model.model_validate(root, context=(file, problems)), root
        except ValidationError as error:
            details = error.errors(include_url=False)
        for detail in details:
            _note(file, root, detail, problems)
        root = _without(root, [detail["loc"] for detail in details], model)
        problems = Problems()
    return None, root


_STAND_INS: dict[str, Any] = {
    "as_of": "9999-12-31",
    "format": 1,
    "id": "unnamed",
    "parties": {"host": "unnamed", "adversary": "unnamed"},
    "title": "unnamed",
}


def _without(root: Block, paths: list[tuple[str | int, ...]], model: type[BaseModel]) -> Block:
    """Return a copy of the block without the entries that the paths lead into."""
    flat = issubclass(model, RootModel)
    copy = Block(root.place)
    for key, value in root.items():
        inner = {path[1] for path in paths if path[0] == key and len(path) > 1}
        whole = any(path[0] == key for path in paths)
        if whole and (flat or not inner or not isinstance(value, Block | Items)):
            continue
        copy[key] = _reduced(value, inner) if whole else value
        copy.key_at[key], copy.value_at[key] = root.key_at[key], root.value_at[key]
    for key, value in () if flat else _STAND_INS.items():
        if key in model.model_fields and key not in copy:
            copy[key] = value
            copy.key_at[key] = copy.value_at[key] = root.place
    return copy


def _reduced(value: Block | Items, inner: set[str | int]) -> Block | Items:
    if isinstance(value, Block):
        block = Block(value.place)
        for key in (key for key in value if key not in inner):
            block[key] = value[key]
            block.key_at[key], block.value_at[key] = value.key_at[key], value.value_at[key]
        return block
    items = Items(value.place)
    for index, item in enumerate(value):
        if index not in inner:
            items.append(item)
            items.at.append(value.at[index])
    return items


def _note(file: str, root: Block, detail: Mapping[str, Any], problems: Problems) -> None:
    path: tuple[str | int, ...] = detail["loc"]
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    place: Place = place_of(root, path)
    name = _shown(path)
    if path and path[-1] == "[key]":
        place = place_of(root, path, key=True)
    refused = context.get("error")
    absent = _MISSING.fullmatch(refused.what) if isinstance(refused, Refused) else None
    if kind == "missing" or absent:
        inside, key = (path, absent[1]) if absent else (path[:-1], str(path[-1]))
        if _told_as_misspelt(file, _block(root, inside), key, problems):
            return
    if isinstance(refused, Refused):
        problems.note(file, place, refused.what, refused.why, refused.fix)
    elif kind == "missing":
        place = place_of(root, path, key=True)
        where = f" in {quoted(_shown(path[:-1]))}" if path[:-1] else ""
        problems.note(file, place, f"The key '{path[-1]}' is missing{where}", "", "Add it")
    elif kind == "literal_error" and path == ("format",):
        what = f"The pack has format {quoted(value)}; this version reads format 1"
        problems.note(file, place, what, "", "Use the version of ceasefire it was made for")
    elif kind == "literal_error":
        valid = re.findall(r"'([^']*)'", context["expected"])
        text = value if isinstance(value, str) else ""
        what = f"{quoted(value)} is not a value of '{name}'"
        problems.note(file, place, what, "", suggestion(text, valid))
    elif kind == "extra_forbidden":
        problems.note(file, place, f"The key '{name}' stands beside another of the same meaning")
    elif kind == "string_pattern_mismatch":
        what = f"{quoted(value)} cannot be the name of anything here"
        fix = "Use lower-case letters, digits and _ (ids and source keys also -)"
        problems.note(file, place, what, "Names become file and column names", fix)
    else:
        what, fix = _simple(kind, name, value, context, str(detail["msg"]))
        problems.note(file, place, what, "", fix)


def _block(root: Block, path: tuple[str | int, ...]) -> Block:
    """Return the innermost block on a path; parts that are not there are skipped."""
    node: Any = root
    inner = root
    for part in path:
        if isinstance(node, Block) and part in node:
            node = node[str(part)]
        elif isinstance(node, Items) and isinstance(part, int) and 0 <= part < len(node):
            node = node[part]
        inner = node if isinstance(node, Block) else inner
    return inner


def _told_as_misspelt(file: str, block: Block, key: str, problems: Problems) -> bool:
    """Whether a key of the block was already named as a misspelling of this one."""
    meant = suggestion(key, [key])
    places = set(block.key_at.values())
    return any(
        problem.file == file and (problem.line, problem.column) in places and problem.fix == meant
        for problem in problems
    )


def _simple(
    kind: str, name: str, value: object, context: Mapping[str, Any], message: str
) -> tuple[str, str]:
    if kind in _KINDS:
        fix = f"Write {_KINDS[kind]}"
        if kind == "float_type" and isinstance(value, str):
            fix = "Write the number without quotes, unit or thousands sign"
        return f"'{name}' is {quoted(value)}, not {_KINDS[kind]}", fix
    if kind == "finite_number":
        return f"'{name}' is not a finite number", "Give the number, or leave the quantity out"
    for key, words in _BOUNDS.items():
        if key in context:
            bound = quoted(context[key])
            return f"'{name}' is {quoted(value)}; it must be {words} {bound}", "Check the number"
    if kind in ("too_short", "string_too_short"):
        return f"'{name}' is empty", "Fill it or remove what needs it"
    if kind in ("too_long", "string_too_long"):
        return f"'{name}' is too long", "Shorten it"
    return f"'{name}': {message}", ""


def _shown(path: tuple[str | int, ...]) -> str:
    """Return the last words of a path, without the tags pydantic adds for alternatives."""
    words = [str(part) for part in path if isinstance(part, str) and part not in _TAGS]
    return words[-1] if words else "the file"


_TAGS = {"number", "pert", "range", "quantiles", "choices", "one", "dated", "[key]"}
