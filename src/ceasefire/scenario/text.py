"""The file boundary: a file is read only if it is a file, small enough, and plain UTF-8 text."""

from __future__ import annotations

import stat
from pathlib import Path

from ceasefire.scenario.problems import NOWHERE, Place, Problems

__all__ = ["TABLE_LIMIT", "YAML_LIMIT", "forbidden_character", "read_text"]

MB = 1 << 20
TABLE_LIMIT = 64 * MB
# What a person writes by hand stays far below this; a parser that keeps positions is slow above.
YAML_LIMIT = 2 * MB


def read_text(path: Path, limit: int, problems: Problems) -> str | None:
    """Return the text of a file, or None with the reason among the problems.

    The size is looked at before a byte is read; pipes and devices are refused.
    """
    file = str(path)
    try:
        status = path.stat()
    except FileNotFoundError:
        problems.note(file, NOWHERE, "There is no such file")
        return None
    except (OSError, ValueError) as error:
        problems.note(file, NOWHERE, f"The file cannot be opened: {_reason(error)}")
        return None
    if stat.S_ISDIR(status.st_mode):
        problems.note(file, NOWHERE, "This is a folder where a file should be")
        return None
    if not stat.S_ISREG(status.st_mode):
        problems.note(file, NOWHERE, "This is not a regular file")
        return None
    if status.st_size > limit:
        what = f"The file has {status.st_size / MB:,.0f} MB, more than the {limit // MB} MB allowed"
        why = "A pack holds what people looked up, a few hundred rows"
        problems.note(file, NOWHERE, what, why, "Keep bulk data outside the pack")
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.note(file, NOWHERE, f"The file cannot be read: {_reason(error)}")
        return None
    return _decoded(file, data, problems)


def forbidden_character(text: str) -> int:
    """Return where a character stands that no name or sentence needs, -1 if there is none.

    These are control characters other than tab and line ends, and halves of surrogate pairs.
    """
    if text.isprintable():
        return -1
    for index, char in enumerate(text):
        code = ord(char)
        if code < 0x20 and char not in "\t\n\r":
            return index
        if 0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
            return index
    return -1


def _decoded(file: str, data: bytes, problems: Problems) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        what = f"The byte 0x{data[error.start]:02x} is not UTF-8 text"
        problems.note(file, _place(before), what, "", "Save the file with the encoding UTF-8")
        return None
    at = forbidden_character(text)
    if at >= 0:
        what = f"The control character U+{ord(text[at]):04X} is not allowed"
        problems.note(file, _place(text[:at]), what, "", "Delete it")
        return None
    return text


def _place(before: str) -> Place:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
