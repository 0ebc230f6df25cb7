"""Every command and every Python example of the README and the documentation runs.

The blocks of a page run in their order, in a folder with nothing but ``docs/examples``:
bash in a shell in which ``ceasefire`` (and ``.venv/bin/ceasefire``) is the package under test,
Python in one namespace. A block that sets the project up (``make``, ``git clone``) is only compared
with the Makefile. A block under ``<!-- not run: why -->`` is left out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r"^(?:<!-- *not run: *(?P<why>[^\n]*?) *-->\n\n?)?"
    r"^```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```[ ]*$",
    re.M | re.S,
)
SET_UP = ("make", "git clone")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its code, the line its code starts on, why it is not run."""

    language: str
    code: str
    line: int
    not_run: str | None

    @property
    def sets_up(self) -> bool:
        """Whether it sets the project up, which no test repeats."""
        return self.language == "bash" and self.code.lstrip().startswith(SET_UP)


def blocks_of(text: str) -> list[Block]:
    """Return the fenced blocks of a page in their order."""
    return [
        Block(
            found["language"],
            found["code"],
            text.count("\n", 0, found.start("code")) + 1,
            found["why"],
        )
        for found in FENCE.finditer(text)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_run(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = [b for b in blocks_of(page.read_text(encoding="utf-8")) if b.not_run is None]
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "docs" / "examples").parent.mkdir()
    (tmp_path / "docs" / "examples").symlink_to(ROOT / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}")
    namespace: dict[str, object] = {"__name__": "__page__"}
    for block in blocks:
        if block.sets_up:
            check_targets(block.code)
        elif block.language == "bash":
            run_bash(block, page)
        elif block.language == "python":
            # Empty lines in front, so that a traceback names the line of the page.
            code = "\n" * (block.line - 1) + block.code
            exec(compile(code, str(page), "exec"), namespace)


def run_bash(block: Block, page: Path) -> None:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block.code], capture_output=True, text=True
    )
    where = f"{page.relative_to(ROOT)}, line {block.line}"
    assert done.returncode == 0, f"{where}\n{block.code}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr, f"{where}\n{done.stderr}"


def check_targets(code: str) -> None:
    named = re.findall(r"^\s*make ([\w-]+)", code, re.M)
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert [name for name in named if name not in targets] == []


def test_the_pages_have_examples_and_reasons() -> None:
    found = {page: blocks_of(page.read_text(encoding="utf-8")) for page in PAGES}
    for page, blocks in found.items():
        assert all(block.not_run != "" for block in blocks), f"{page}: not run, and no reason"
        if page.parent.name in ("tasks", "questions"):
            run = [b for b in blocks if b.not_run is None and not b.sets_up]
            assert {"bash", "python"} <= {b.language for b in run}, f"{page}: nothing runs"


def test_a_page_is_cut_into_its_blocks() -> None:
    page = (
        "Words\n\n```bash\nmake brief\n```\n\n<!-- not run: takes a day -->\n```bash\nlong\n```\n"
        "\n```python\nx = 1\n```\n\n```text\nx\n```\n"
    )
    first, second, third, fourth = blocks_of(page)
    assert first == Block("bash", "make brief\n", 4, None)
    assert first.sets_up
    assert second == Block("bash", "long\n", 9, "takes a day")
    assert third == Block("python", "x = 1\n", 13, None)
    assert fourth.language == "text"
    with pytest.raises(AssertionError):
        check_targets("make no-such-target\n")
