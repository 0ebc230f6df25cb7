"""What the commands on run folders print: shares, gather, show, and a run gone on with."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Cli
from tests.cli.test_commands import told

from ceasefire.scenario import new

DRAWS = ("--draws", 300)


@pytest.fixture(scope="module")
def once(cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run of the template by one process, with its briefing."""
    cwd = tmp_path_factory.mktemp("once")
    done = cli("brief", new(cwd / "second-pack"), *DRAWS, "--out", "whole", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return cwd / "whole"


@pytest.fixture
def whole(once: Path, tmp_path: Path) -> Path:
    """Return a copy of that folder."""
    return Path(shutil.copytree(once, tmp_path / "whole"))


def files(folder: Path) -> dict[str, bytes]:
    """Return the files that do not depend on who computed."""
    places = (folder / "draws", folder / "results", folder / "plans")
    found = [path for place in places for path in place.rglob("*") if path.is_file()]
    found += [folder / name for name in ("codebook.json", "ledger.jsonl", "brief.json")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_shares_gathered_and_briefed_are_a_run(
    inside: Cli, template: Path, whole: Path, tmp_path: Path
) -> None:
    first = inside("run", template, *DRAWS, "--out", "r", "--block", "1/2")
    assert (first.returncode, first.stdout) == (0, "r\n")
    assert "share 1/2 is computed; once all are: ceasefire gather r" in first.stderr
    lacking = told(inside("gather", "r"), 1)
    assert "are absent or not whole" in lacking
    command = lacking.rstrip().rpartition("gather again: ")[2]
    assert command == "ceasefire run r --block 2/2"
    shown = inside("show", "r").stdout
    assert "serial, 1 worker, share 1 of 2" in shown
    assert "shares (1-of-2) are not gathered" in " ".join(shown.split())
    assert inside(*command.split()[1:]).returncode == 0
    assert inside("gather", "r").stdout == "r\n"
    shown = " ".join(inside("show", "r").stdout.split())
    assert "share 1 of 2: " in shown
    assert "share 2 of 2: " in shown
    assert inside("brief", "r").returncode == 0
    assert files(tmp_path / "r") == files(whole)


def test_show_tells_of_a_run_without_its_summaries(inside: Cli, whole: Path) -> None:
    found = json.loads(inside("show", "whole", "--json").stdout)
    assert found["finished"] is True
    stages = [part["stage"] for part in found["stages"]]
    assert stages == sorted(stages, key=ORDER.index)
    (whole / "results" / "claims.json").unlink()
    shown = " ".join(inside("show", "whole").stdout.split())
    assert "claims (not written)" in shown
    assert "All blocks are done, its summaries are not." in shown
    assert "The run is finished" not in shown
    assert inside("run", "whole").stdout == "whole\n"
    assert "The run is finished." in inside("show", "whole").stdout


ORDER = ["draws", "purpose", "size", "deploy", "precedents", "prospects", "feasibility"]


def test_an_edited_manifest_is_refused_by_every_command(inside: Cli, whole: Path) -> None:
    path = whole / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"draws": 299}))
    for command in ("show", "brief", "trace", "size", "claims", "run", "gather", "reproduce"):
        assert "manifest.json was changed" in told(inside(command, whole), 1), command


def test_a_block_cut_short_is_told_by_show_and_refused_by_brief(inside: Cli, whole: Path) -> None:
    before = files(whole)
    block = next((whole / "results" / "size").glob("*/000001.parquet"))
    block.write_bytes(block.read_bytes()[:100])
    shown = " ".join(inside("show", "whole").stdout.split())
    assert "000001.parquet: absent or cut short" in shown
    assert "cut short or was changed" in told(inside("brief", "whole"), 1)
    assert inside("run", "whole").returncode == 0
    assert files(whole) == before


def test_wrong_calls(inside: Cli, template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "third of eight" in told(inside("run", template, "--block", "3"), 2)
    monkeypatch.setitem(sys.modules, "distributed", None)
    wrong = told(inside("run", template, *DRAWS, "--dask", "local", "--out", "x"), 2)
    assert "pip install 'ceasefire[cluster]'" in wrong
