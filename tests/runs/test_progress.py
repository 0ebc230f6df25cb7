"""Progress: a bar on a terminal, a line at most every five seconds elsewhere."""

from __future__ import annotations

import io

from tests.runs.fakes import made

from ceasefire.runs import progress_on_stderr


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_plain_lines_at_most_every_five_seconds():
    out, seconds = io.StringIO(), iter([0.0, 1.0, 4.9, 5.0, 9.0, 65.0, 7000.0])
    with progress_on_stderr(out, clock=lambda: next(seconds)) as report:
        for done in (100, 110, 140, 150, 160, 500, 510):
            report("size", done, 1100)
    assert out.getvalue().splitlines() == [
        "size: 150 of 1,100 blocks, about 1 min 35 s left".replace("1 min 35 s", "2 min"),
        "size: 500 of 1,100 blocks, about 2 min left",
        "size: 510 of 1,100 blocks, about 2.8 h left",
    ]


def test_short_run_says_nothing(tmp_path):
    out = io.StringIO()
    with progress_on_stderr(out) as report:
        made(tmp_path / "r", n=5, progress=report)
    assert out.getvalue() == ""


def test_bar_with_time_left_on_a_terminal(tmp_path):
    out = Terminal()
    with progress_on_stderr(out) as report:
        made(tmp_path / "r", n=600, progress=report)
    assert "size" in out.getvalue()
    assert "%" in out.getvalue()


def test_blocks_of_the_whole_run_are_counted(tmp_path):
    steps: list[tuple[str, int, int]] = []
    made(tmp_path / "r", n=600, progress=lambda *step: steps.append(step))
    assert steps[0] == ("draws", 0, 15)
    assert steps[-1] == ("size", 15, 15)
    assert [step[1] for step in steps] == sorted(step[1] for step in steps)
    assert [step[0] for step in steps] == sorted(step[0] for step in steps)
