"""What each command prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from tests.cli.conftest import Cli

COMMANDS = (
    *("brief", "run", "gather", "purpose", "size", "deploy", "precedents", "prospects"),
    *(
        "hindcast",
        "claims",
        "check",
        "new",
        "show",
        "trace",
        "reproduce",
        "forecast",
        "score",
        "experts",
    ),
)


def told(done: subprocess.CompletedProcess[str], code: int) -> str:
    """Return what went to stderr after a mistake: words, never a traceback."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def test_help_lists_the_commands_on_stdout(cli: Cli) -> None:
    done = cli("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for command in COMMANDS:
        assert re.search(rf"\b{command}  +[A-Z]", done.stdout), command


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(inside: Cli, command: str) -> None:
    done = inside(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"ceasefire {command}" in done.stdout


def test_version(cli: Cli) -> None:
    done = cli("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"ceasefire {version('ceasefire')}\n"


def test_check_of_the_shipped_pack(cli: Cli) -> None:
    done = cli("check", "ukraine-2025")
    assert (done.returncode, done.stdout, done.stderr) == (0, "ukraine-2025: no problems\n", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["brief", "ukraine-2025", "--sead", "1"], "--seed"),
        (["breif", "ukraine-2025"], "brief"),
        (["brief"], "PACK"),
        (["brief", "ukraine-2025", "--draws", "many"], "integer"),
        (["brief", "ukraine-2025", "--draws", "-5"], "-5"),
        (["size", "ukraine-2025", "--draws", "0"], "1 and"),
        (["run", "ukraine-2025", "--seed", "-1"], "seed"),
        (["run", "ukraine-2025", "--workers", "0"], "workers"),
        (["brief", "ukraine-2025", "--as-of", "2025-13-01"], "2025-13-01"),
        (["size", "ukraine-2025", "--as-of", "yesterday"], "yesterday"),
        (["check", "ukraine-2025", "--as-of", "01/02/2025"], "2025-01-31"),
        (["brief", "ukraine-2025", "--max-failed", "lots"], "lots"),
        (["brief", "ukraine-2025", "--max-failed", "nan"], "nan"),
        (["brief", "ukraine-2025", "--max-failed", "120%"], "120%"),
        (["size", "ukraine-2025", "--option", "deterent-40k"], "deterrent-40k"),
    ],
)
def test_a_wrong_command_ends_with_2(inside: Cli, arguments: list[str], words: str) -> None:
    assert words in told(inside(*arguments), 2)


def test_mistakes_end_a_process_in_the_same_way(cli: Cli) -> None:
    told(cli("brief", "ukraine-2025", "--draws", "-5"), 2)
    told(cli("brief", "ukraine-2025", "--as-of", "soon"), 2)
    assert "'ukraine-2025'" in told(cli("size", "ukrain-2025"), 3)


def test_nothing_is_made_by_a_wrong_command(inside: Cli, tmp_path: Path) -> None:
    for wrong in (("--draws", "-5"), ("--as-of", "soon"), ("--option", "x"), ("--workers", "0")):
        told(inside("brief", "ukraine-2025", *wrong, cwd=tmp_path), 2)
        assert list(tmp_path.iterdir()) == [], wrong


def test_an_unknown_pack_names_the_nearest(inside: Cli) -> None:
    for command in ("check", "brief", "size", "claims"):
        assert "'ukraine-2025'" in told(inside(command, "ukrain-2025"), 3)


def test_size_as_json_keeps_its_contract(cli: Cli) -> None:
    done = cli("size", "ukraine-2025", "--draws", 32, "--option", "deterrent-40k", "--json")
    assert (done.returncode, "ceasefire:" in done.stderr) == (0, False)
    options = json.loads(done.stdout)["options"]
    assert list(options) == ["deterrent-40k"]
    for method in options["deterrent-40k"]["methods"].values():
        assert {"applicable", "reason", "estimate", "grade", "sources"} <= set(method)


def test_purpose_as_json(inside: Cli) -> None:
    done = inside("purpose", "ukraine-2025", "--draws", 32, "--option", "wartime-support", "--json")
    assert (done.returncode, "ceasefire:" in done.stderr) == (0, False)
    found = json.loads(done.stdout)["options"]["wartime-support"]
    assert found["freed"]["wartime"]["p05"] > 0


@pytest.mark.usefixtures("one_solved_draw")
def test_claims_as_json(inside: Cli) -> None:
    done = inside("claims", "ukraine-2025", "--draws", 32, "--json")
    assert (done.returncode, "ceasefire:" in done.stderr) == (0, False)
    found = json.loads(done.stdout)["claims"]
    assert [claim["id"] for claim in found] == [f"C{n:02}" for n in range(1, 27)]
    assert found[0]["verdict"] == "not_checkable"


def test_answers_in_words(inside: Cli) -> None:
    options = ("--draws", 32, "--option", "deterrent-40k", "--option", "reassurance-25k")
    size = inside("size", "ukraine-2025", *options)
    assert (size.returncode, "ceasefire:" in size.stderr) == (0, False)
    assert size.stdout.startswith("How big must it be?\n")
    assert "What would change this" in size.stdout
    purpose = inside("purpose", "ukraine-2025", *options)
    assert purpose.stdout.startswith("What is it for?\n")
    assert all(len(line) <= 80 for line in (size.stdout + purpose.stdout).splitlines())


@pytest.mark.parametrize("question", ["size", "purpose", "precedents"])
def test_a_question_walks_only_what_its_answer_needs(
    inside: Cli, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    """Coalitions and histories take most of a run."""
    for stage in {"deploy", "precedents", "prospects"} - {question}:
        monkeypatch.setattr(
            f"ceasefire.{stage}.prepare", lambda *_, stage=stage: pytest.fail(stage)
        )
    done = inside(question, "ukraine-2025", "--draws", 8, "--option", "tripwire-10k")
    assert done.returncode == 0
    assert "As of 1 February 2025" in done.stdout


def test_a_question_leaves_nothing_behind(inside: Cli, tmp_path: Path) -> None:
    done = inside("size", "ukraine-2025", "--draws", 8, "--option", "no-force", cwd=tmp_path)
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_run_folder_of_another_seed_is_refused(inside: Cli, tmp_path: Path) -> None:
    here = ("ukraine-2025", "--draws", 8, "--option", "no-force", "--out", tmp_path / "r")
    first = inside("run", *here, "--seed", 1)
    assert (first.returncode, first.stdout) == (0, f"{tmp_path / 'r'}\n")
    before = {p: p.read_bytes() for p in (tmp_path / "r").rglob("*") if p.is_file()}
    words = told(inside("run", *here, "--seed", 2), 1)
    assert "another run" in words
    assert "seed is 1 there and 2 here" in words
    assert "--out" in words
    assert before == {p: p.read_bytes() for p in (tmp_path / "r").rglob("*") if p.is_file()}
    again = inside("run", *here, "--seed", 1)
    assert (again.returncode, again.stderr) == (0, "")


def test_a_folder_of_somebody_else_is_left_alone(inside: Cli, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    run = ("run", "ukraine-2025", "--draws", 8, "--option", "no-force", "--out")
    assert "letter.txt" in told(inside(*run, tmp_path), 1)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
    assert "is a file" in told(inside(*run, tmp_path / "letter.txt"), 1)


def test_new_does_not_overwrite(inside: Cli, template: Path) -> None:
    before = (template / "scenario.yaml").read_bytes()
    assert "exists already" in told(inside("new", template), 2)
    assert (template / "scenario.yaml").read_bytes() == before


def test_progress_goes_to_stderr_alone(tmp_path: Path) -> None:
    """The bar of a terminal too: stdout is a pipe, stderr a terminal of its own."""
    parent, child = pty.openpty()
    command = ("run", "ukraine-2025", "--draws", "512", "--option", "line-100k", "--out", "r")
    started = subprocess.Popen(
        [sys.executable, "-m", "ceasefire", *command],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=child,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(child)
    shown = b""
    try:
        while chunk := os.read(parent, 65536):  # a terminal that nobody reads fills up and blocks
            shown += chunk
    except OSError:
        pass  # Linux's word for: the terminal's other end is closed
    os.close(parent)
    stdout, _ = started.communicate(timeout=60)
    assert started.returncode == 0
    assert stdout == b"r\n"
    assert b"\x1b[" in shown


@pytest.mark.parametrize("form", ["", " --json"])
def test_a_closed_pipe_is_no_error_to_report(tmp_path: Path, form: str) -> None:
    """``true`` is gone long before the first word is written, so the write surely fails."""
    command = f"{sys.executable} -m ceasefire size ukraine-2025 --draws 8 --option line-100k{form}"
    done = subprocess.run(
        f"{command} | true", shell=True, cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("", "")
