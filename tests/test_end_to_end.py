"""From a pack to the briefing on disk, and from the run folder back to the same briefing."""

from __future__ import annotations

import csv
import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.briefing.conftest import QUESTIONS

from ceasefire.draws import draw
from ceasefire.runs import run
from ceasefire.scenario import load
from ceasefire.scenario.columns import declared
from ceasefire.scenario.dates import last_day

# The page is made again where no pack can be found: neither the shipped ones nor a reference.
WITHOUT_PACKS = """
import sys
from pathlib import Path
from ceasefire.scenario import packs
packs.PACKS = Path("/nowhere")
from ceasefire.cli import main
sys.argv = ["ceasefire", *sys.argv[1:]]
main()
"""
FILES = ("brief.html", "brief.pdf", "brief.json")


def ceasefire(*arguments: object, cwd: Path, script: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program to its end; without fault unless the caller looks."""
    start = ["-c", script] if script else ["-m", "ceasefire"]
    return subprocess.run(
        [sys.executable, *start, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
    )


@pytest.fixture(scope="module")
def briefed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the run folder of a whole briefing on the flagship pack."""
    work = tmp_path_factory.mktemp("flagship")
    done = ceasefire("brief", "ukraine-2025", "--draws", 128, cwd=work)
    assert done.returncode == 0, done.stderr
    folders = list(work.iterdir())
    assert [re.fullmatch(r"ukraine-2025-[0-9a-f]{8}", f.name) is not None for f in folders] == [
        True
    ]
    assert done.stdout.splitlines()[-3:] == [f"{folders[0].name}/{name}" for name in FILES]
    assert "Traceback" not in done.stderr
    return folders[0]


def test_the_three_files_are_whole(briefed: Path) -> None:
    data = json.loads((briefed / "brief.json").read_text(encoding="utf-8"))
    assert data["format"] == 1
    manifest = json.loads((briefed / "manifest.json").read_text(encoding="utf-8"))
    assert data["manifest"] == manifest
    html = (briefed / "brief.html").read_text(encoding="utf-8")
    assert html.rstrip().endswith("</html>")
    for section in data["sections"]:
        assert section["title"] in html
    pdf = (briefed / "brief.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert not list(briefed.rglob("*.tmp"))


def test_rebuilt_from_the_folder_alone_with_every_pack_gone(briefed: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(briefed, tmp_path / "years later")
    for name in FILES:
        (moved / name).unlink()
    gone = ceasefire("check", "ukraine-2025", cwd=tmp_path, script=WITHOUT_PACKS)
    assert gone.returncode == 3
    done = ceasefire("brief", moved, cwd=tmp_path, script=WITHOUT_PACKS)
    assert done.returncode == 0, done.stderr
    for name in ("brief.json", "brief.html", "brief.pdf"):
        assert (moved / name).read_bytes() == (briefed / name).read_bytes(), name


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a pack made from the template and, in ``whole``, its briefing."""
    work = tmp_path_factory.mktemp("second")
    assert ceasefire("new", "packs/border-2030", cwd=work).returncode == 0
    checked = ceasefire("check", "packs/border-2030", cwd=work)
    assert (checked.returncode, checked.stderr) == (0, "")
    done = ceasefire(*BRIEF_SECOND, "--out", "whole", cwd=work)
    assert done.returncode == 0, done.stderr
    return work


# So many draws that a kill finds it at work.
BRIEF_SECOND = ("brief", "packs/border-2030", "--draws", "1024", "--workers", "1")


def test_a_second_pack_from_the_template(second: Path) -> None:
    data = json.loads((second / "whole/brief.json").read_text(encoding="utf-8"))
    assert data["manifest"]["pack"] == "border-2030"
    assert data["claims"] == []
    assert {s["question"] for s in data["sections"]} == set(QUESTIONS)
    hold = next(s for s in data["sections"] if s["question"] == "prospects")
    assert "survival" in {figure["id"] for figure in hold["figures"]}
    # Nothing of the flagship's names stands in another pack's answer.
    assert "Ukrain" not in json.dumps([s["statements"] for s in data["sections"]])
    claims = ceasefire("claims", "whole", cwd=second)
    assert (claims.returncode, claims.stdout) == (0, "The pack lists no claims to check.\n")


SCRIPT = "<script>alert(1)</script>"
MARKUP = f"{SCRIPT} #strong[x] $x$ `a` *b* _c_ @d <e> [red]f[/] \\\\ & 'g'"


def test_markup_in_names_stays_text(tmp_path: Path) -> None:
    pack = flagship_copy(tmp_path)
    path, yaml = pack / "scenario.yaml", YAML()
    tree = yaml.load(path)
    tree["title"] = MARKUP
    for party in tree["parties"]:
        tree["parties"][party] = f"{party} {MARKUP}"
    for entry in (*tree["options"], *tree["sectors"]):
        entry["title"] = f"{entry['id']} {MARKUP}"
    yaml.dump(tree, path)
    shown = [f"--option={id}" for id in ("no-force", "deterrent-40k", "line-100k")]
    done = ceasefire("brief", pack, "--draws", 32, *shown, "--out", "r", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "#strong[x]" in done.stdout
    assert "[red]f[/]" in done.stdout
    html = (tmp_path / "r/brief.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "<e>" not in html
    assert html.count("&lt;script&gt;") > 20
    assert (tmp_path / "r/brief.pdf").read_bytes().startswith(b"%PDF-")
    data = json.loads((tmp_path / "r/brief.json").read_text(encoding="utf-8"))
    assert data["title"] == MARKUP


def test_killed_and_given_again(second: Path) -> None:
    killed, whole = second / "killed", second / "whole"
    process = subprocess.Popen(
        [sys.executable, "-m", "ceasefire", *BRIEF_SECOND, "--out", "killed"],
        cwd=second,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + 60
    while not list(killed.glob("results/purpose/*/*.parquet")):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.002)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    assert not (killed / "brief.json").exists()
    assert len(contents(killed)) < len(contents(whole))
    done = ceasefire(*BRIEF_SECOND, "--out", "killed", cwd=second)
    assert done.returncode == 0, done.stderr
    assert contents(killed) == contents(whole)
    for name in FILES:
        assert (killed / name).read_bytes() == (whole / name).read_bytes(), name


def contents(folder: Path, *parts: str) -> dict[str, bytes]:
    """Return files of a run folder by path: of these parts, or the draws and results."""
    files = (p for part in parts or ("draws", "results") for p in (folder / part).rglob("*"))
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files if p.is_file()}


def flagship_copy(folder: Path) -> Path:
    """Return a copy of the flagship pack, free to be changed."""
    return shutil.copytree(load("ukraine-2025").path, folder / "copy")


def without_later(pack: Path, day: str) -> Counter[str]:
    """Delete every row and dated value that was known only after a day; return how many, by file.

    A row without a day from which it was known was not known before what it dates.
    """
    deleted: Counter[str] = Counter()
    for path in pack.glob("*.csv"):
        columns = declared()[path.stem].columns.values()
        dated = [column.name for column in columns if column.role == "dated"]
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            names, rows = list(reader.fieldnames or ()), list(reader)
        known = [[str(last_day(row[name])) for name in dated if row.get(name)] for row in rows]
        kept = [row for row, days in zip(rows, known, strict=True) if max(days, default="") <= day]
        deleted[path.stem] = len(rows) - len(kept)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(kept)
    yaml, path = YAML(), pack / "scenario.yaml"
    tree = yaml.load(path)

    def visible(entry: Any) -> bool:
        return str(entry.get("known_from") or "") <= day

    for name, value in tree["parameters"].items():
        entries = list(value) if isinstance(value, list) else [value]
        if all(visible(entry) for entry in entries):
            continue
        deleted["scenario"] += sum(not visible(entry) for entry in entries)
        # An empty list keeps the parameter's place in the order of the draws.
        tree["parameters"][name] = [entry for entry in entries if visible(entry)]
    yaml.dump(tree, path)
    return deleted


@pytest.mark.parametrize("day", ["2025-01-01", "2025-02-01"])
@pytest.mark.usefixtures("one_solved_draw")
def test_what_was_known_later_changes_nothing(day: str, tmp_path: Path) -> None:
    pack = flagship_copy(tmp_path)
    deleted = without_later(pack, day)
    assert min(deleted[file] for file in ("proposals", "stances", "evidence")) > 10
    found = []
    for source in ("ukraine-2025", pack):
        scenario = load(source, day)
        finished = run(scenario, draw(scenario, 48, 7), tmp_path / f"run-{len(found)}")
        found.append((scenario, contents(finished.folder, "pack", "draws", "results")))
    (whole, before), (cut, after) = found
    assert len(before) > 40
    assert {path.split("/")[1] for path in before if path.startswith("results/")} > {"feasibility"}
    # A source that only deleted rows cite is cited by nothing now, and stays in the list.
    listed = [files.pop("pack/sources.yaml") for files in (before, after)]
    assert set(listed[0].splitlines()) <= set(listed[1].splitlines())
    assert before == after
    assert whole.rows("evidence") == cut.rows("evidence") != ()
    assert whole.rows("proposals") == cut.rows("proposals") != ()
    assert len(whole.published_after) > len(cut.published_after) == 0


def test_an_earlier_date_shows_fewer_proposals() -> None:
    counts = {}
    for day in ("2025-01-01", "2025-02-01", "2025-06-01"):
        scenario = load("ukraine-2025", day)
        counts[day] = (len(scenario.rows("proposals")), len(scenario.published_after))
    (a, later_a), (b, later_b), (c, later_c) = counts.values()
    assert 0 < a < b < c
    assert a + later_a == b + later_b == c + later_c
