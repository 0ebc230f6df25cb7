"""A share of a run's blocks: the i-th of n, each computed by a process of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ceasefire.core.errors import UsageError

__all__ = ["Share"]


@dataclass(frozen=True, slots=True)
class Share:
    """The ``index``-th of ``of`` shares, from 1.

    Blocks are counted over draws and, within a block of draws, over options; each share has a
    stretch of that count, so that a process takes most blocks of draws through many options.
    """

    index: int
    of: int

    @classmethod
    def parse(cls, text: str) -> Share:
        """Return the share written as ``i/n``.

        Raises
        ------
        UsageError
            If it is no such share.
        """
        found = re.fullmatch(r"(\d+)/(\d+)", text.strip())
        share = cls(int(found[1]), int(found[2])) if found else cls(0, 0)
        if not 1 <= share.index <= share.of:
            raise UsageError(f"--block takes a share such as 3/8, the third of eight, not {text!r}")
        return share

    @classmethod
    def named(cls, name: str) -> Share | None:
        """Return the share of which this is the name, None for any other name."""
        found = re.fullmatch(r"(\d+)-of-(\d+)", name)
        return cls(int(found[1]), int(found[2])) if found else None

    @classmethod
    def owner(cls, block: int, option: int, blocks: int, options: int, of: int) -> Share:
        """Return which of so many shares has a block of draws of an option."""
        return cls((block * options + option) * of // (blocks * options) + 1, of)

    @property
    def name(self) -> str:
        """Name of its folder."""
        return f"{self.index}-of-{self.of}"

    def __str__(self) -> str:
        return f"{self.index}/{self.of}"
