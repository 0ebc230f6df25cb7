"""Plain JSON: the one way a run folder writes dataclasses, mappings and numbers as text."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["digest", "digest_files", "plain", "to_json"]


def plain(value: Any) -> Any:
    """Return the value as dicts, lists, strings, numbers, truths and None.

    A number that is not finite becomes None: JSON has no word for it.

    Raises
    ------
    TypeError
        If it holds something else, such as a path or a function.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, np.generic | np.ndarray):
        return plain(value.tolist())
    if hasattr(value, "summary_plain"):  # too large to print: what it is, and its hash
        return plain(value.summary_plain())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    raise TypeError(f"{type(value).__name__} has no plain form: {value!r}")


def to_json(value: Any, *, indent: int | None = 1, sort_keys: bool = True) -> str:
    """Return the value as JSON text, the same text for the same value."""
    text = json.dumps(
        plain(value), indent=indent, sort_keys=sort_keys, ensure_ascii=False, allow_nan=False
    )
    return text + "\n"


def digest(data: bytes | str) -> str:
    """Return the SHA-256 of bytes or text as 64 hexadecimal digits."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def digest_files(root: Path, paths: Iterable[Path]) -> str:
    """Return the SHA-256 over files: the path of each below ``root``, its length and its bytes."""
    files = {path.relative_to(root).as_posix(): path for path in paths}
    whole = hashlib.sha256()
    for name, path in sorted(files.items()):
        content = path.read_bytes()
        whole.update(f"{name}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()
