"""A run folder holds what was known and gives it back."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ceasefire.scenario import content_hash, load, shipped, write
from ceasefire.scenario.model import Scenario

Edit = Callable[..., Path]


def same(first: Scenario, second: Scenario) -> bool:
    return dataclasses.replace(first, path=second.path) == second


@pytest.mark.parametrize("as_of", [None, "2019", "2025-03", "2027"])
@pytest.mark.parametrize("name", ["minimal", *shipped()])
def test_a_written_scenario_loads_equal(
    name: str, as_of: str | None, minimal: Path, tmp_path: Path
) -> None:
    scenario = load(minimal if name == "minimal" else name, as_of)
    folder = write(scenario, tmp_path / "run")
    for path in (folder, folder / "pack"):
        again = load(path)
        assert same(scenario, again)
        assert content_hash(again) == content_hash(scenario)
    files = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    write(again, folder)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == files


def test_the_folder_holds_nothing_that_was_not_known(minimal: Path, tmp_path: Path) -> None:
    folder = write(load(minimal), tmp_path / "run")
    pack = "".join(p.read_text() for p in sorted((folder / "pack").rglob("*")) if p.is_file())
    for later in ("60000", "40000", "2025-03", "late", "A third", "secret", "a year later"):
        assert later not in pack
    assert "early" in pack
    lines = json.loads((folder / "pack/line.geojson").read_text())["features"]
    assert [line["properties"] for line in lines] == [{"name": "Land line", "sector": "land"}]
    assert "A third" in (folder / "published_after/proposals.csv").read_text()
    assert "later-2025" in (folder / "published_after/sources.yaml").read_text()


def test_an_unseen_parameter_keeps_its_place(minimal: Path, tmp_path: Path) -> None:
    scenario = load(minimal)
    again = load(write(scenario, tmp_path / "run"))
    assert again.invisible == ("host_ceiling",)
    assert again.parameters["season"].position == 7
    assert again.declared == scenario.declared


def test_the_hash_sees_what_counts_and_no_later_proposal(edit: Edit, minimal: Path) -> None:
    before = content_hash(load(minimal))
    edit("proposals.csv", "2025-03-01,5000", "2025-03-01,7000")
    edit("sources.yaml", "A later plan", "Another later plan")
    edit("scenario.yaml", "note: a secret note\n  river", "note: changed\n  river")
    edit("scenario.yaml", "value: 60000", "value: 70000")
    assert content_hash(load(minimal)) == before
    edit("scenario.yaml", "mode: 100", "mode: 101")
    assert content_hash(load(minimal)) != before


def test_the_hash_is_that_of_the_files(minimal: Path, tmp_path: Path) -> None:
    folder = write(load(minimal), tmp_path / "run") / "pack"
    whole = hashlib.sha256()
    for name in sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()):
        data = (folder / name).read_bytes()
        whole.update(f"{name}\0{len(data)}\0".encode() + data)
    assert content_hash(load(minimal)) == whole.hexdigest()


def test_odd_texts_survive(edit: Edit, tmp_path: Path) -> None:
    odd = 'Größe "5" \U0001f600 \u2028 \\ #let $x$ <script>: [a] & *b\u00a0'
    yaml = json.dumps(odd, ensure_ascii=False).replace("\u2028", "\\u2028")
    pack = edit("scenario.yaml", "A force behind a small ceasefire", yaml)
    pack = edit("proposals.csv", "Another,", '"=1+1;""x"" \U0001f600\n<b>",')
    scenario = load(pack)
    assert scenario.title == odd
    assert same(scenario, load(write(scenario, tmp_path / "run")))
