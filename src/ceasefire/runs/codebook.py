"""The codebook: what every stored column means, and what status and reason codes stand for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ceasefire.core.errors import RunError
from ceasefire.core.status import REASONS, Status, reason_code
from ceasefire.results.columns import Column
from ceasefire.runs.folder import Folder, write_if_other
from ceasefire.runs.plain import digest, to_json

__all__ = ["Codebook", "columns_hash", "failed_values", "read_codebook", "statuses_and_reasons"]

Key = tuple[str, str]


class Codebook:
    """Column declarations by stage and option, kept in ``codebook.json``."""

    def __init__(self, folder: Folder, order: Sequence[Key]) -> None:
        self._folder = folder
        self._order = tuple(order)
        self._columns: dict[Key, tuple[Column, ...]] = _stored(folder, set(order))

    def hash(self, key: Key) -> str:
        """Return the hash of what is declared for a stage and option, blank if nothing is."""
        return columns_hash(self._columns[key]) if key in self._columns else ""

    def forget(self, key: Key) -> None:
        """Drop what an earlier run declared and this one computes anew."""
        self._columns.pop(key, None)

    def add(self, declared: Iterable[tuple[Key, tuple[Column, ...]]]) -> None:
        """Take in declarations; the file is written again when one is new.

        Raises
        ------
        RunError
            If a stage declares other columns than in an earlier block of the option.
        """
        fresh = False
        for key, columns in declared:
            if key not in self._columns:
                self._columns[key] = columns
                fresh = True
            elif self._columns[key] != columns:
                stage, option = key
                raise RunError(
                    f"Stage {stage} declares other columns of {option} than in an earlier block. "
                    "If the program was changed in between, delete the run folder and start anew."
                )
        if fresh:
            self.write()

    def write(self) -> None:
        """Write ``codebook.json``: columns in the order of stages, options and declaration."""
        numbers: dict[tuple[str, ...], int] = {}
        columns = {
            f"{stage}/{option}/{column.name}": _entry(column, numbers)
            for stage, option in self._order
            for column in self._columns.get((stage, option), ())
        }
        book = {"columns": columns, "lists": list(numbers), **statuses_and_reasons()}
        write_if_other(self._folder.codebook, to_json(book, sort_keys=False))


def read_codebook(text: str) -> dict[str, Any]:
    """Return what ``codebook.json`` says, the lists of each column in place of their numbers.

    What a column reads stands as an address in full, ``<stage>/<option>/<column>``: a declaration
    leaves out the option, which is the column's own.

    Raises
    ------
    ValueError
        If the text is no codebook.
    """
    book = _parsed(text)
    known: dict[tuple[str, tuple[str, ...]], list[str]] = {}  # thousands share a list
    for address, entry in book["columns"].items():
        key = (address.split("/")[1], tuple(entry["reads"]))
        if key not in known:
            known[key] = [_in_full(read, key[0]) for read in entry["reads"]]
        entry["reads"] = known[key]
    return book


def _in_full(read: str, option: str) -> str:
    stage, _, column = read.partition("/")
    return read if stage == "param" else f"{stage}/{option}/{column}"


def _parsed(text: str) -> dict[str, Any]:
    book = json.loads(text)
    try:
        lists = book.pop("lists")
        for entry in book["columns"].values():
            entry.update({name: lists[entry[name]] for name in _LISTS})
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise ValueError(
            f"it is no codebook of this version ({error!r}): run the pack in a new folder"
        ) from None
    return dict(book)


_LISTS = ("sources", "reads")


def _entry(column: Column, numbers: dict[tuple[str, ...], int]) -> dict[str, Any]:
    """Return a column as it is written; thousands share a list, which is given by its number."""
    return {
        field.name: numbers.setdefault(value, len(numbers)) if field.name in _LISTS else value
        for field in fields(column)
        if field.name != "name"
        for value in (getattr(column, field.name),)
    }


@lru_cache(maxsize=256)
def columns_hash(columns: tuple[Column, ...]) -> str:
    """Return the hash of column declarations."""
    return digest(to_json(columns, indent=None))


def statuses_and_reasons() -> dict[str, Any]:
    """Return the tables of status and reason codes as the codebook writes them."""
    return {
        "reasons": [
            {"code": code, "name": name, "words": words}
            for code, (name, words) in enumerate(REASONS)
        ],
        "statuses": [
            {"code": int(status), "name": status.name.lower(), "words": status.words}
            for status in Status
        ],
    }


def failed_values(name: str, dtype: str, rows: int) -> NDArray[Any]:
    """Return what a column holds where the computation failed.

    Returns
    -------
    ndarray of ``dtype``, shape (rows,)
        NaN; ``failed`` in a status column and ``computation_failed`` in a reason column.
    """
    last = name.rpartition(".")[2]
    if last == "status":
        return np.full(rows, Status.FAILED, dtype=dtype)
    if last == "reason":
        return np.full(rows, reason_code("computation_failed"), dtype=dtype)
    if np.dtype(dtype).kind == "f":
        return np.full(rows, np.nan, dtype=dtype)
    return np.zeros(rows, dtype=dtype)


def _stored(folder: Folder, wanted: set[Key]) -> dict[Key, tuple[Column, ...]]:
    """Return what the codebooks of a run and of its shares declare."""
    found: dict[Key, tuple[Column, ...]] = {}
    for path in folder.all_of(folder.codebook.name):
        found |= _declared(path)
    return {key: columns for key, columns in found.items() if key in wanted}


def _declared(path: Path) -> dict[Key, tuple[Column, ...]]:
    found: dict[Key, list[Column]] = {}
    try:
        entries = _parsed(path.read_text(encoding="utf-8"))["columns"]
        for name_of, fields in entries.items():
            stage, option, name = name_of.split("/", 2)
            lists = {key: tuple(fields[key]) for key in _LISTS}
            found.setdefault((stage, option), []).append(Column(name, **{**fields, **lists}))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}  # absent or damaged: the blocks it described are computed again
    return {key: tuple(columns) for key, columns in found.items()}
