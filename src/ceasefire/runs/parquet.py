"""The one Parquet writer and reader: the same columns give the same bytes on every run."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from ceasefire.runs.folder import ROWS_PER_BLOCK

__all__ = ["parquet_bytes", "read_columns"]

_LEVEL: Final = 3
_PAGE: Final = 1 << 20


def parquet_bytes(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return the columns as a Parquet file.

    Parameters
    ----------
    arrays : mapping of str to ndarray, each of shape (rows,)

    Returns
    -------
    bytes
        One row group, zstd, no statistics: nothing in it depends on threads or order of work.
    """
    frame = pl.DataFrame({name: np.ascontiguousarray(array) for name, array in arrays.items()})
    buffer = io.BytesIO()
    frame.rechunk().write_parquet(
        buffer,
        compression="zstd",
        compression_level=_LEVEL,
        statistics=False,
        row_group_size=ROWS_PER_BLOCK,
        data_page_size=_PAGE,
    )
    return buffer.getvalue()


def read_columns(
    source: Path | bytes, names: Iterable[str] | None = None
) -> dict[str, NDArray[Any]]:
    """Return the named columns of a block, or all; a column the block lacks is left out.

    Returns
    -------
    dict of str to ndarray, each of shape (rows,)
    """
    handle = io.BytesIO(source) if isinstance(source, bytes) else source
    wanted: list[str] | None = None
    if names is not None:
        present = pl.read_parquet_schema(handle)
        if isinstance(handle, io.BytesIO):
            handle.seek(0)
        wanted = [name for name in names if name in present]
    frame = pl.read_parquet(handle, columns=wanted)
    return {name: frame.get_column(name).to_numpy() for name in frame.columns}
