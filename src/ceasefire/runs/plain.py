"""Plain JSON: the one way a run folder writes dataclasses, mappings and numbers as text."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

import numpy as np

__all__ = ["digest", "plain", "to_json"]


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
