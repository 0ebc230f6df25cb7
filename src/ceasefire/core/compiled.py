"""Compiled kernels: two decorators, one cache folder that knows every source it was made from.

Numba keeps a compiled function while its own file is unchanged; it does not see a change in a
kernel that the function calls from another file. So the cache folder is named by the hash of all
sources a kernel can draw on, the Numba version and the processor. No fast-math: sums keep their
order, and a result does not depend on how a loop was vectorised.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core.registry import cpu_target

__all__ = ["compiled", "compiled_in_place", "kernel_cache"]

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

_PACKAGE = Path(__file__).parent.parent
_CORE = Path(__file__).parent.name
_MARK = b"ceasefire.core.compiled import"


def compiled(function: Kernel) -> Kernel:
    """Compile a function of arrays and numbers with Numba on its first call, or read it back.

    Where no folder can be written the function is compiled anew in every process.
    """
    return _made(function, {})


def compiled_in_place(function: Kernel) -> Kernel:
    """Compile a function that makes no array of its own, only reads and fills those it is given.

    Numba then keeps no count of who holds which array: on kernels called for every simulated day
    the counting costs more than the work. A function that does make an array does not compile.
    Calls among such functions are written out in line.
    """
    return _made(function, {"_nrt": False, "forceinline": True})


def _made(function: Kernel, options: dict[str, Any]) -> Kernel:
    # Numba reads where to keep a function when it is decorated. Its settings have no types.
    settings: Any = numba.config
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(kernel_cache())
    njit: Any = numba.njit
    try:
        made = njit(cache=True, error_model="numpy", **options)(function)
    except RuntimeError:
        made = njit(error_model="numpy", **options)(function)
    finally:
        settings.CACHE_DIR = before
    return cast("Kernel", made)


@cache
def kernel_cache() -> Path:
    """Return the cache folder of the kernels as they are now.

    It lies below ``CEASEFIRE_CACHE_DIR``, else the user's cache folder for this package.
    """
    # A kernel takes constants from its neighbours and from core, so their whole folders count.
    rooms = {path.parent for path in _PACKAGE.rglob("*.py") if _MARK in path.read_bytes()}
    digest = hashlib.sha256()
    for path in sorted(p for room in rooms | {_PACKAGE / _CORE} for p in room.glob("*.py")):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    processor = cpu_target.target_context.codegen().magic_tuple()
    digest.update(f"{numba.__version__} {processor}".encode())
    given = os.environ.get("CEASEFIRE_CACHE_DIR")
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    folder = Path(given) if given else Path(home) / "ceasefire"
    return folder / "kernels" / digest.hexdigest()[:16]
