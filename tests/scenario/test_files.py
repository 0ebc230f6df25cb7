"""The file boundary: whatever stands where a pack should, the answer is a list of problems."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ceasefire.core.errors import PackError, UsageError
from ceasefire.scenario import check, load, new, shipped


def only(path: str | os.PathLike[str]) -> str:
    problems = check(path)
    assert len(problems) == 1, problems
    return str(problems[0])


def test_a_missing_path_names_the_nearest_shipped_pack(tmp_path: Path) -> None:
    assert "Perhaps you meant 'ukraine-2025'." in only("ukrain-2025")
    assert "ukraine-2025" in only(tmp_path / "qqq").partition("Shipped packs: ")[2]
    assert {"ukraine-2025", "golan-1974"} <= set(shipped())
    assert not {"reference", "template"} & set(shipped())


def test_paths_that_are_no_packs(tmp_path: Path, minimal: Path) -> None:
    assert "a file where a pack's folder" in only(minimal / "scenario.yaml")
    assert "holds no scenario.yaml" in only(tmp_path)
    assert "holds no scenario.yaml" in only(minimal / "reference")
    for odd in ("a\0b", "x" * 5000, ""):
        assert check(odd)


@pytest.mark.parametrize("name", ["scenario.yaml", "sources.yaml", "proposals.csv", "line.geojson"])
def test_files_that_are_no_files(name: str, minimal: Path) -> None:
    path = minimal / name
    whole = path.read_bytes()
    path.unlink()
    path.mkdir()
    assert any("folder where a file" in str(problem) for problem in check(minimal))
    path.rmdir()
    os.mkfifo(path)
    assert any("not a regular file" in str(problem) for problem in check(minimal))
    path.unlink()
    with path.open("wb") as file:
        file.truncate(1 << 30)  # sparse: a gigabyte that takes no room
    assert any("1,024 MB, more than" in str(problem) for problem in check(minimal))
    path.write_bytes(whole[:60] + b"\xff" + whole[60:])
    assert any("0xff is not UTF-8" in str(problem) for problem in check(minimal))
    path.write_bytes(whole[:60] + b"\0" + whole[60:])
    assert any("control character U+0000" in str(problem) for problem in check(minimal))
    path.write_bytes(b"\xef\xbb\xbf" + whole)
    assert check(minimal) == ()


def test_the_place_of_a_bad_byte_is_a_line_and_column(minimal: Path) -> None:
    (minimal / "sources.yaml").write_bytes("å: 1\næ: \xff".encode("latin-1"))
    assert "sources.yaml:1:1: The byte 0xe5" in str(check(minimal)[0])


def test_a_link_that_leads_nowhere(minimal: Path) -> None:
    (minimal / "scenario.yaml").unlink()
    (minimal / "scenario.yaml").symlink_to(minimal / "scenario.yaml")
    assert check(minimal)


def test_misspelt_files_are_named(minimal: Path) -> None:
    (minimal / "proposals.csv").rename(minimal / "proposal.csv")
    assert "Perhaps you meant 'proposals.csv'." in only(minimal)


def test_a_missing_reference_file(minimal: Path) -> None:
    (minimal / "reference" / "tasks.csv").unlink()
    assert all("is not in tasks.csv" in str(problem) for problem in check(minimal))
    assert len(check(minimal)) == 2


def test_new_starts_a_pack_that_loads(tmp_path: Path) -> None:
    folder = new(tmp_path / "Åland line 1")
    assert check(folder) == ()
    assert load(folder).id == "land-line-1"
    assert load(folder).invisible == ()
    with pytest.raises(UsageError, match="exists already"):
        new(folder)
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "inside"):
        with pytest.raises(UsageError):
            new(path)


def test_a_shipped_name_is_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ukraine-2025").mkdir()
    assert load("ukraine-2025").id == "ukraine-2025"
    with pytest.raises(PackError):
        load("./ukraine-2025")
