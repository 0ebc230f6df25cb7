"""A finished run, read from its folder: columns, plans, codebook and failures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ceasefire.core.errors import RunError, StaleRunError, UsageError
from ceasefire.results.columns import Column, parameters_of
from ceasefire.runs.codebook import failed_values, read_codebook
from ceasefire.runs.folder import DRAWS, Folder, blocks_of
from ceasefire.runs.ledger import Entry, Place, read_ledger, summary_place
from ceasefire.runs.manifest import read_manifest
from ceasefire.runs.pack import pack_hash
from ceasefire.runs.parquet import read_columns
from ceasefire.runs.plain import digest
from ceasefire.runs.untouched import check_untouched
from ceasefire.scenario import load
from ceasefire.scenario.model import Scenario
from ceasefire.scenario.problems import suggestion

__all__ = ["BLOCKS_A_CALL", "NoSuchColumn", "Run", "open_run", "stored_columns"]

BLOCKS_A_CALL = 256  # opened together: one by one takes five times as long


class NoSuchColumn(UsageError, KeyError):
    """A run was asked for a column, stage, option or parameter that it does not have."""

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would show the sentence in quotation marks


@dataclass(frozen=True)
class Run:
    """A run folder, opened for reading; arrays are read when they are asked for.

    Attributes
    ----------
    folder : Path
    manifest : mapping
        ``manifest.json``.
    codebook : mapping
        ``codebook.json``.
    """

    folder: Path
    manifest: Mapping[str, Any] = field(repr=False)
    codebook: Mapping[str, Any] = field(repr=False)
    _ledger: Mapping[tuple[str, str, int], Entry] = field(repr=False, compare=False)
    _load: Callable[[Path], Scenario] = field(default=load, repr=False, compare=False)
    _checked: set[tuple[str, str]] = field(default_factory=set, repr=False, compare=False)

    @property
    def id(self) -> str:
        """Hash of the manifest: eight hexadecimal digits that name the run."""
        return digest(Folder(self.folder).manifest.read_bytes())[:8]

    @property
    def draws(self) -> int:
        """The number of draws."""
        return int(self.manifest["draws"])

    @property
    def options(self) -> tuple[str, ...]:
        """Ids of the options, in the pack's order."""
        return tuple(self.manifest["options"])

    def scenario(self) -> Scenario:
        """Return the scenario of the run's own pack, as of its date.

        Raises
        ------
        PackError
            If the pack was changed so that it no longer loads.
        """
        return self._scenario

    @cached_property
    def _scenario(self) -> Scenario:
        return self._load(self.folder)

    def columns(self, stage: str, option: str) -> tuple[Column, ...]:
        """Return the columns of a stage for an option, in the order of declaration.

        Raises
        ------
        NoSuchColumn
            If the run did not walk the stage: another thing than a stage without columns.
        """
        if stage not in self.manifest["stages"]:
            raise self._unknown(stage, option)
        return tuple(_column(name, fields) for name, fields in self._described(stage, option))

    def column(self, stage: str, option: str, name: str) -> NDArray[Any]:
        """Return a column over all draws.

        Returns
        -------
        ndarray, shape (draws,)

        Raises
        ------
        NoSuchColumn
            If the codebook has no such column; the nearest name is told. It is a KeyError too.
        RunError
            If a block is absent, cut short or was changed.
        """
        fields = self.codebook["columns"].get(f"{stage}/{option}/{name}")
        if fields is None:
            if stage in self.manifest["stages"] and option in self.options:
                self.blocks(stage, option)  # not finished, rather than not known
            raise self._unknown(stage, option, name)
        return self._read(stage, option, name, fields["dtype"])

    def parameter(self, name: str) -> NDArray[np.float64]:
        """Return the sample of a parameter; of a choice, the index of its name.

        Returns
        -------
        ndarray of float64, shape (draws,)

        Raises
        ------
        NoSuchColumn
            If the sample has no such parameter; the nearest name is told. It is a KeyError too.
        RunError
            If a block is absent, cut short or was changed.
        """
        there = pl.read_parquet_schema(self.blocks(DRAWS, "")[0])
        if name not in there:
            hint = suggestion(name, [other for other in there if other != "draw"])
            raise NoSuchColumn(f"The sample has no parameter param/{name}. {hint}.")
        return self._read(DRAWS, "", name, "float64")

    def parameters_of(self, *addresses: str) -> tuple[str, ...]:
        """Return the names of the parameters that columns are made from, at any depth.

        Raises
        ------
        KeyError
            If the codebook has no such column.
        """
        columns = self.codebook["columns"]
        return parameters_of(addresses, lambda address: columns[address]["reads"])

    def plan(self, stage: str, option: str) -> Mapping[str, Any]:
        """Return the stored plan of an option.

        Raises
        ------
        RunError
            If it cannot be read.
        """
        return _json(Folder(self.folder).plan(stage, option))

    def claims(self) -> Mapping[str, Any]:
        """Return the verdict on each claim by its id.

        Raises
        ------
        RunError
            If it cannot be read, or is not what the run wrote.
        """
        return self._summary("claims")

    def flips(self) -> Mapping[str, Any]:
        """Return on what the ranking hangs: by option, what it is held against, and quantity.

        Raises
        ------
        RunError
            If it cannot be read, or is not what the run wrote.
        """
        return self._summary("flips")

    def comparison(self) -> Mapping[str, Any]:
        """Return the options against each other, as :class:`Comparison` is written.

        Raises
        ------
        RunError
            If it cannot be read, or is not what the run wrote.
        """
        return self._summary("comparison")

    def hindcast(self) -> Mapping[str, Any]:
        """Return the methods' record on past missions; empty where the pack knows of too few.

        Raises
        ------
        RunError
            If it cannot be read, or is not what the run wrote.
        """
        return self._summary("hindcast")

    def statuses(self, stage: str, option: str) -> dict[str, int]:
        """Return the number of draws by status name."""
        counts: dict[str, int] = {}
        for block in blocks_of(self.draws):
            for name, count in self._entry(stage, option, block).statuses.items():
                counts[name] = counts.get(name, 0) + count
        return counts

    def failures(self) -> tuple[Mapping[str, Any], ...]:
        """Return the failed rows by stage, option and draw: inputs, exception and its words."""
        root = Folder(self.folder).failures()
        records = [_json(path) for path in root.glob("*/*/*.json")]
        return tuple(sorted(records, key=lambda r: (r["stage"], r["option"], r["draw"])))

    def blocks(self, stage: str, option: str) -> list[Path]:
        """Return the files of a stage's blocks for an option; each was hashed and is whole.

        Raises
        ------
        RunError
            If a block is absent, cut short or was changed.
        """
        folder = Folder(self.folder)
        entries = [self._entry(stage, option, block) for block in blocks_of(self.draws)]
        if (stage, option) not in self._checked:
            for entry in entries:
                if not entry.whole(folder):
                    raise RunError(
                        f"{entry.file(folder)} is absent, cut short or was changed since it was "
                        "written. Give the command that made the run again: it computes this "
                        "block anew."
                    )
            self._checked.add((stage, option))
        return [entry.file(folder) for entry in entries]

    def knowing(self, entries: Mapping[Place, Entry]) -> Run:
        """Return the run with some entries of the ledger that were not there when it was opened."""
        return replace(self, _ledger={**self._ledger, **entries})

    def _summary(self, name: str) -> dict[str, Any]:
        path, entry = Folder(self.folder).summary(name), self._ledger.get(summary_place(name))
        found = _json(path)
        if entry is not None and not entry.whole(Folder(self.folder)):
            raise RunError(
                f"{path} is not what the run wrote. Give the command that made it again: it writes "
                "this file anew."
            )
        return found

    def _described(self, stage: str, option: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Return what the codebook says of each column of a stage for an option."""
        prefix = f"{stage}/{option}/"
        return [
            (path.removeprefix(prefix), fields)
            for path, fields in self.codebook["columns"].items()
            if path.startswith(prefix)
        ]

    def _unknown(self, *address: str) -> NoSuchColumn:
        """Return what to raise for an address: stage, option and perhaps column."""
        stage, option = address[:2]
        known_by = {
            "stage": list(self.manifest["stages"]),
            "option": list(self.options),
            "column": [name for name, _ in self._described(stage, option)],
        }
        path = "/".join(address)
        for (what, known), given in zip(known_by.items(), address, strict=False):
            if given not in known:
                hint = suggestion(given, known)
                return NoSuchColumn(f"There is no {path}: no {what} {given!r}. {hint}.")
        return NoSuchColumn(f"There is no {path}.")

    def _read(self, stage: str, option: str, name: str, dtype: str) -> NDArray[Any]:
        paths = self.blocks(stage, option)
        parts = [
            stored_columns(paths[start : start + BLOCKS_A_CALL], {name: dtype})[name]
            for start in range(0, len(paths), BLOCKS_A_CALL)
        ]
        return np.concatenate(parts)

    def _entry(self, stage: str, option: str, block: int) -> Entry:
        try:
            return self._ledger[stage, option, block]
        except KeyError:
            raise RunError(
                f"{self.folder} is not finished: {stage} of {option or 'the sample'} lacks block "
                f"{block}. Give the command that made the run again: it goes on from there."
            ) from None


def open_run(
    folder: str | Path,
    *,
    load: Callable[[Path], Scenario] = load,
    whole: Iterable[tuple[str, str]] = (),
) -> Run:
    """Return a run from its folder, without computing anything; ``load`` reads its pack.

    ``whole`` names the stages and options whose blocks this process itself wrote or found whole,
    so that their files are not hashed a second time.

    Raises
    ------
    RunError
        If it is not a run folder, of another format, or has no codebook yet.
    StaleRunError
        If the manifest or the pack in the folder was changed since the run was made.
    """
    root = Path(folder)
    manifest, ledger = read_manifest(root), read_ledger(Folder(root))
    check_untouched(root, ledger)
    if pack_hash(Folder(root).pack) != manifest["pack_hash"]:
        raise StaleRunError(
            f"{Folder(root).pack} was changed since the run was made. Put back the files as they "
            "were written, or run the changed pack in a new folder."
        )
    codebook = _read(Folder(root).codebook, read_codebook)
    return Run(root, manifest, codebook, ledger, load, set(whole))


def stored_columns(paths: Sequence[Path], names: Mapping[str, str]) -> dict[str, NDArray[Any]]:
    """Return columns over some blocks, opened together, ``BLOCKS_A_CALL`` of them at most.

    Parameters
    ----------
    paths : sequence of Path
        Blocks of one stage and option.
    names : mapping of str to str
        Names of the columns, with the type of those that a block lacks.

    Returns
    -------
    dict of str to ndarray, each of shape (rows,)
    """
    try:
        frame = pl.read_parquet(list(paths), columns=list(names), glob=False)
    except (pl.exceptions.ColumnNotFoundError, pl.exceptions.SchemaError):
        # A block without the column is one in which every row failed.
        blocks = [read_columns(path) for path in paths]
        return {
            name: np.concatenate([_rows(block, name, dtype) for block in blocks])
            for name, dtype in names.items()
        }
    return {name: frame.get_column(name).to_numpy(writable=True) for name in names}


def _rows(block: Mapping[str, NDArray[Any]], name: str, dtype: str) -> NDArray[Any]:
    lost = failed_values(name, dtype, len(next(iter(block.values()))))
    return block.get(name, lost)


def _json(path: Path) -> dict[str, Any]:
    return _read(path, json.loads)


def _read(path: Path, parse: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    try:
        return dict(parse(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise RunError(
            f"{path} is absent: the run is not finished. Give the command that made it again: it "
            "goes on from there."
        ) from None
    except (OSError, ValueError) as error:
        raise RunError(f"{path} cannot be read ({error}).") from None


def _column(name: str, fields: Mapping[str, Any]) -> Column:
    lists = {key: tuple(fields[key]) for key in ("sources", "reads")}
    return Column(name, **{**fields, **lists})
