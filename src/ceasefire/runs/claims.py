"""Verdicts on the claims, computed from a finished walk and kept in the run folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

import numpy as np

from ceasefire.comparison import Evidence, verdicts
from ceasefire.results import FloatArray
from ceasefire.runs.folder import DRAWS, Folder, blocks_of, write_whole
from ceasefire.runs.plain import to_json
from ceasefire.runs.reading import BLOCKS_A_CALL, Run, stored_columns

__all__ = ["evidence_of", "write_claims"]

_PARAMETER = "param"
_BLOCKS = BLOCKS_A_CALL // 8  # 8,192 draws: memory stays the same from there on


def write_claims(run: Run) -> None:
    """Write ``results/claims.json``: a verdict for every claim of the pack.

    Raises
    ------
    RunError
        If a result block is absent, or the disk refuses.
    """
    table = {verdict.claim: asdict(verdict) for verdict in verdicts(evidence_of(run))}
    write_whole(Folder(run.folder).claims, to_json(table))


def evidence_of(run: Run) -> Evidence:
    """Return a finished run as the checks see it; columns are read block after block."""

    def names(stage: str, option: str) -> tuple[str, ...]:
        if option not in run.options:
            return ()
        return tuple(column.name for column in run.columns(stage, option))

    return Evidence(
        scenario=run.scenario(),
        draws=run.draws,
        names=names,
        made_from=lambda address: tuple(run.codebook["columns"][address]["reads"]),
        blocks=lambda addresses: _blocks(run, addresses),
    )


def _parts(address: str) -> tuple[str, str, str]:
    """Return stage, option and column of an address; parameters stand under the sample."""
    stage, _, rest = address.partition("/")
    if stage == _PARAMETER:
        return DRAWS, "", rest
    option, _, name = rest.partition("/")
    return stage, option, name


def _blocks(run: Run, addresses: Sequence[str]) -> Iterator[dict[str, FloatArray]]:
    """Yield columns of several stages and options, ``_BLOCKS`` blocks at a time.

    Raises
    ------
    RunError
        If a block is absent, cut short or was changed.
    """
    files: dict[tuple[str, str], dict[str, str]] = {}
    for address in addresses:
        stage, option, name = _parts(address)
        files.setdefault((stage, option), {})[name] = address
    paths = {place: run.blocks(*place) for place in files}
    for start in range(0, len(blocks_of(run.draws)), _BLOCKS):
        found: dict[str, FloatArray] = {}
        for place, wanted in files.items():
            chosen = paths[place][start : start + _BLOCKS]
            stored = stored_columns(chosen, dict.fromkeys(wanted, "float64"))
            for name, address in wanted.items():
                found[address] = np.asarray(stored[name], dtype=np.float64)
        yield found
