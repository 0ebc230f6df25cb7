"""The run folder: where everything lies, and writes that are whole or absent."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ceasefire.core.errors import RunError

__all__ = [
    "DRAWS",
    "ROWS_PER_BLOCK",
    "SUMMARY",
    "Folder",
    "blocks_of",
    "disk_words",
    "write_if_other",
    "write_whole",
]

ROWS_PER_BLOCK = 256  # part of format 1: never an option
DRAWS = "draws"  # stands where a stage's name stands, for the sample itself
SUMMARY = "summary"  # stands there for a file made from whole stages together
# What a run killed before it wrote its manifest may leave behind.
_BEFORE_MANIFEST = frozenset({"lock", "pack", "published_after", "shares"})


@dataclass(frozen=True)
class Folder:
    """Paths of a run folder.

    With ``share``, the name of a share of its blocks, ledger, codebook and session are the share's
    own: several processes fill one folder, and none writes what another writes.
    """

    root: Path
    share: str = ""

    @property
    def shares(self) -> Path:
        """What each share keeps for itself until they are gathered."""
        return self.root / "shares"

    @property
    def kept(self) -> Path:
        """Where ledger, codebook and session stand."""
        return self.shares / self.share if self.share else self.root

    @property
    def lock(self) -> Path:
        """``lock``."""
        return self.root / "lock"

    @property
    def manifest(self) -> Path:
        """``manifest.json``."""
        return self.root / "manifest.json"

    @property
    def pack(self) -> Path:
        """The filtered pack."""
        return self.root / "pack"

    @property
    def published_after(self) -> Path:
        """Published figures dated after the as-of date."""
        return self.root / "published_after"

    @property
    def codebook(self) -> Path:
        """``codebook.json``."""
        return self.kept / "codebook.json"

    @property
    def claims(self) -> Path:
        """Verdicts on the claims, made from the results of all stages."""
        return self.summary("claims")

    @property
    def flips(self) -> Path:
        """On what the ranking of the options hangs."""
        return self.summary("flips")

    @property
    def hindcast(self) -> Path:
        """The methods against past missions."""
        return self.summary("hindcast")

    @property
    def comparison(self) -> Path:
        """Options against each other."""
        return self.summary("comparison")

    @property
    def ledger(self) -> Path:
        """``ledger.jsonl``."""
        return self.kept / "ledger.jsonl"

    @property
    def session(self) -> Path:
        """``session.json``: who computed, and what is being computed."""
        return self.kept / "session.json"

    def all_of(self, name: str) -> list[Path]:
        """Return the files of this name: the run's own first, then those of shares."""
        return [self.root / name, *sorted(self.shares.glob(f"*/{name}"))]

    def summary(self, name: str) -> Path:
        """Return the file of a summary."""
        return self.root / "results" / f"{name}.json"

    def plan(self, stage: str, option: str) -> Path:
        """Return the plan of an option."""
        return self.root / "plans" / stage / f"{option}.json"

    def block(self, stage: str, option: str, block: int) -> Path:
        """Return the file of a block of results, or of the draws themselves."""
        name = f"{block:06d}.parquet"
        if stage == DRAWS:
            return self.root / DRAWS / name
        return self.root / "results" / stage / option / name

    def failures(self, stage: str = "", option: str = "") -> Path:
        """Return the folder of failed rows."""
        return self.root / "failures" / stage / option

    def check_usable(self) -> None:
        """Refuse a file, or a folder that is somebody else's.

        Raises
        ------
        RunError
            If something other than a run folder stands there.
        """
        if self.root.exists() and not self.root.is_dir():
            raise RunError(f"{self.root} is a file, not a folder. Give another place with --out.")
        if self.manifest.exists() or not self.root.exists():
            return
        foreign = sorted(
            path.name
            for path in self.root.iterdir()
            if path.name not in _BEFORE_MANIFEST and not path.name.endswith(".tmp")
        )
        if foreign:
            raise RunError(
                f"{self.root} is not empty and is not a run folder (it holds {foreign[0]}). "
                "Give an empty or new folder with --out."
            )

    def clean(self) -> None:
        """Remove what a killed run left half-written."""
        for path in self.root.rglob("*.tmp"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def blocks_of(draws: int) -> range:
    """Return the block numbers of so many draws."""
    return range(-(-draws // ROWS_PER_BLOCK))


def write_whole(path: Path, data: bytes | str, *, durable: bool = True) -> None:
    """Write a file so that a reader sees all of it or nothing, even if the power fails.

    Without ``durable`` a failure of power may lose it: for files of which a record with their
    hash is written later, once they lie on the disk.

    Raises
    ------
    RunError
        If the disk is full or refuses the write; what stood there before still stands.
    """
    payload = data.encode() if isinstance(data, str) else data
    # Not named for the process alone: on shared storage another machine may have the same number.
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    with disk_words(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(temporary, "wb") as handle:
                handle.write(payload)
                if durable:
                    handle.flush()
                    os.fsync(handle.fileno())
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def write_if_other(path: Path, text: str) -> None:
    """Write a text as :func:`write_whole` does, unless the file holds it already.

    Raises
    ------
    RunError
        If the disk refuses.
    """
    with suppress(OSError):
        if path.read_bytes() == text.encode():
            return
    write_whole(path, text)


@contextmanager
def disk_words(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error a person can act on.

    Raises
    ------
    RunError
        In place of any OSError.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise RunError(
                f"The disk is full: {path} could not be written. Free some space and give the "
                "same command again; it goes on from the last whole block."
            ) from error
        raise RunError(f"{path} could not be written: {error.strerror or error}.") from error
