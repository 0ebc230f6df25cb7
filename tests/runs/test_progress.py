"""Progress: a bar on a terminal, a line at most every five seconds elsewhere."""

from __future__ import annotations

import io

import pytest
from tests.runs.fakes import made

from ceasefire.runs import progress_on_stderr
from ceasefire.runs.progress import TimeLeft


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(out: io.StringIO, steps: list[tuple[float, int]], total: int) -> list[str]:
    """Lines written for blocks done at moments."""
    seconds = iter([second for second, _ in steps])
    with progress_on_stderr(out, clock=lambda: next(seconds)) as report:
        for _, done in steps:
            report("size", done, total)
    return out.getvalue().splitlines()


def test_plain_lines_at_most_every_five_seconds():
    steps = [(0.0, 100), (1.0, 110), (4.9, 140), (5.0, 150), (9.0, 160), (10.0, 170), (65.0, 500)]
    assert told(io.StringIO(), steps, 1100) == [
        "size: 150 of 1,100 blocks",
        "size: 170 of 1,100 blocks, about 2 min left",
        "size: 500 of 1,100 blocks, about 2 min left",
    ]


def test_one_early_estimate_is_not_told():
    # Processes start for five seconds; the whole run takes fifteen.
    steps = [(0.0, 0), (5.0, 3), (7.0, 160), (10.0, 420), (15.0, 860)]
    assert told(io.StringIO(), steps, 900) == [
        "size: 3 of 900 blocks",
        "size: 420 of 900 blocks, about 11 s left",
        "size: 860 of 900 blocks, about 1 s left",
    ]


def test_time_left_is_told_when_two_estimates_agree():
    time_left = TimeLeft()
    early = [time_left.seconds(now, done, 100_000) for now, done in ((0, 0), (3, 30), (4, 300))]
    assert early == [None, None, None]  # nothing to compare with, then too soon after it
    assert time_left.seconds(6, 600, 100_000) is None  # 994 s left, 9,997 s said before
    assert time_left.seconds(8, 800, 100_000) == pytest.approx(992.0)
    assert time_left.seconds(9, 2000, 100_000) == pytest.approx(991.0)  # counted down in between
    assert time_left.seconds(12, 60_000, 100_000) == pytest.approx(8.0)  # much is done
    late = TimeLeft()
    assert [late.seconds(now, done, 100) for now, done in ((0, 0), (2, 19), (100, 19))] == [
        None
    ] * 3


def test_resumed_blocks_do_not_count_as_speed():
    time_left = TimeLeft()
    time_left.seconds(0, 900, 1000)
    assert time_left.seconds(4, 940, 1000) == pytest.approx(6.0)


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
