"""Who may write a run folder: one run, or several shares of one run at once."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ceasefire.core.errors import RunError
from ceasefire.runs.folder import Folder, disk_words

__all__ = ["held_elsewhere", "locked", "locked_share", "setting_up"]


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the folder for this process; the system lets go of it if the process dies.

    Raises
    ------
    RunError
        If another run, or a share of one, holds it, or it cannot be made.
    """
    folder = Folder(root)
    with _held(folder.root, folder.lock, fcntl.LOCK_EX | fcntl.LOCK_NB, _in_use(folder)):
        yield


@contextmanager
def locked_share(folder: Folder) -> Iterator[None]:
    """Hold a share of a folder for this process, beside other shares and no whole run.

    Raises
    ------
    RunError
        If a whole run, or another process with this share, is writing.
    """
    same = f"Another process computes share {folder.share} of {folder.root}. Wait until it ends."
    alone = fcntl.LOCK_EX | fcntl.LOCK_NB
    with (
        _held(folder.root, folder.lock, fcntl.LOCK_SH | fcntl.LOCK_NB, _in_use(folder)),
        _held(folder.kept, folder.kept / "lock", alone, same),
    ):
        yield


@contextmanager
def setting_up(folder: Folder) -> Iterator[None]:
    """Wait until no other share is laying pack and manifest into the folder, then hold it.

    Raises
    ------
    RunError
        If the disk refuses.
    """
    with _held(folder.shares, folder.shares / "lock", fcntl.LOCK_EX, ""):
        yield


def held_elsewhere(root: Path) -> bool:
    """Whether a process holds a folder or a share of it; looks, and lets go at once."""
    return any(_is_held(path) for path in (root / "lock", *root.glob("shares/*/lock")))


@contextmanager
def _held(folder: Path, path: Path, how: int, refused: str) -> Iterator[None]:
    with disk_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, how)
        except BlockingIOError:
            raise RunError(refused) from None
        except OSError as error:
            raise RunError(
                f"{path} cannot be locked ({error.strerror}): the file system has no locks, and "
                "two runs could write one folder. Mount it with flock, or give another --out."
            ) from None
        yield
    finally:
        os.close(handle)


def _is_held(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        with suppress(OSError):
            os.close(handle)
    return False


def _in_use(folder: Folder) -> str:
    return (
        f"Another run is writing {folder.root}. Wait until it ends, or give another folder "
        "with --out."
    )
