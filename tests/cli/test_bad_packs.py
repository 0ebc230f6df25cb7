"""Whatever stands where a pack should: words and exit code 3, nothing half-written."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Cli
from tests.cli.test_commands import told

SMALL = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def test_all_problems_of_a_broken_pack_at_once(inside: Cli, cli: Cli, template: Path) -> None:
    path = template / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("{low: 180, mode: 200, high: 230}", "{low: 280, mode: 200, high: 230}"),
        ("unit: brigades", "unit: brigade"),
        ("troops: 1000", "troops: -1000"),
        ("mandate: reassurance", "mandate: reasurance"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    told_by = {c: told(inside(c, template), 3) for c in ("check", "brief", "size")}
    told_by["process"] = told(cli("check", template), 3)
    assert len(set(told_by.values())) == 1
    words = told_by["check"]
    places = re.findall(r"scenario\.yaml:(\d+):(\d+): ", words)
    assert len(set(places)) >= 4
    assert f"ceasefire: {len(places)} problems:" in words
    for word in ("brigades", "reassurance", "-1000", "280"):
        assert word in words, words


def made(kind: str, folder: Path) -> Path:
    """Return a path that is no pack."""
    path = folder / "thing"
    if kind == "an empty folder":
        path.mkdir()
    elif kind == "a file of 100 MB":
        with path.open("wb") as file:
            file.truncate(100 << 20)
    elif kind == "a binary file":
        path.write_bytes(SMALL + os.urandom(4096))
    elif kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a link to itself":
        path.symlink_to(path)
    else:
        path.mkdir()
        scenario = path / "scenario.yaml"
        if kind == "a folder as scenario.yaml":
            scenario.mkdir()
        elif kind == "a scenario.yaml of 1 GB":
            with scenario.open("wb") as file:
                file.truncate(1 << 30)
        elif kind == "a binary scenario.yaml":
            scenario.write_bytes(SMALL + bytes(range(256)))
        elif kind == "an empty scenario.yaml":
            scenario.touch()
        elif kind == "a scenario.yaml that is a list":
            scenario.write_text("- a\n- b\n", encoding="utf-8")
        elif kind == "another format":
            scenario.write_text("format: 99\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "kind",
    [
        *("an empty folder", "a file of 100 MB", "a binary file", "a pipe", "a link to itself"),
        *("a folder as scenario.yaml", "a scenario.yaml of 1 GB", "a binary scenario.yaml"),
        *("an empty scenario.yaml", "a scenario.yaml that is a list", "another format"),
    ],
)
def test_what_is_no_pack(inside: Cli, tmp_path: Path, kind: str) -> None:
    path = made(kind, tmp_path)
    work = tmp_path / "work"
    work.mkdir()
    for command in ("check", "brief"):
        assert "thing" in told(inside(command, path, cwd=work), 3)
    assert list(work.iterdir()) == []


def test_a_damaged_run_folder(inside: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    for manifest in ("{", "[]", '{"format": 99}', ""):
        (folder / "manifest.json").write_text(manifest, encoding="utf-8")
        assert "manifest.json" in told(inside("brief", folder), 1)


def test_an_unfinished_run_folder_says_how_to_go_on(inside: Cli, tmp_path: Path) -> None:
    done = inside("run", "ukraine-2025", "--draws", 8, "--option", "line-100k", cwd=tmp_path)
    folder = tmp_path / done.stdout.strip()
    next(folder.glob("results/size/*/*.parquet")).unlink()
    assert "again" in told(inside("brief", folder), 1)
    assert not (folder / "brief.json").exists()
    assert not (folder / "brief.html").exists()


def test_control_characters_do_not_reach_the_terminal(inside: Cli) -> None:
    assert "a?[31mb" in told(inside("check", "a\x1b[31mb"), 3)
