"""A grid: values are read as people write them, and points keep what is not varied."""

import pytest

from ceasefire.core.errors import UsageError
from ceasefire.scenario import content_hash, load, write
from ceasefire.scenario.grid import grid_options, grid_worlds, read_grid


def points(pack, *texts, base="deterrent-40k"):
    return grid_options(pack, [base], read_grid(pack, texts))


def test_numbers_are_a_list_or_a_range_with_both_ends(pack):
    assert [p.troops_high for p in points(pack, "size=10k:200k:10k")] == [
        10_000.0 * n for n in range(1, 21)
    ]
    assert [p.troops_high for p in points(pack, "size=5000,0.1m")] == [5_000.0, 100_000.0]


def test_brigades_and_tasks_keep_their_proportion_to_the_size(pack):
    base = pack.option("deterrent-40k")
    (half,) = points(pack, "size=20k")
    assert half.combat_brigades == base.combat_brigades / 2
    for task, amount in base.tasks.items():
        expected = amount if isinstance(amount, str) else amount / 2
        assert half.tasks[task] == expected
    assert half.placement == base.placement


def test_axes_cross_and_a_force_on_the_line_stands_on_the_front(pack):
    found = points(pack, "size=10k,20k", "placement=line,rear")
    assert [(p.troops_high, p.placement) for p in found] == [
        (10_000.0, "line"),
        (10_000.0, "rear"),
        (20_000.0, "line"),
        (20_000.0, "rear"),
    ]
    contact = {sector.id for sector in pack.sectors if sector.contact}
    assert set(found[0].sectors) == contact
    assert found[1].sectors == pack.option("deterrent-40k").sectors
    assert len({p.id for p in found}) == 4


def test_a_grid_is_stored_and_loaded_as_any_pack(pack, tmp_path):
    from dataclasses import replace

    found = points(pack, "size=10k,1m", "heavy_share=0.25", "command=nato")
    levers = replace(pack, options=(*pack.options, *found))
    again = load(write(levers, tmp_path))
    assert content_hash(again) == content_hash(levers)
    assert again.option(found[1].id).troops_high == 1_000_000


def test_the_backer_and_the_terms_make_worlds_of_their_own(pack):
    worlds = dict(grid_worlds(pack, read_grid(pack, ["backer=none,full", "buffer_width=5,30"])))
    assert list(worlds) == [
        "backer-none-buffer_width-5",
        "backer-none-buffer_width-30",
        "backer-full-buffer_width-5",
        "backer-full-buffer_width-30",
    ]
    world = worlds["backer-full-buffer_width-30"]
    assert world.parameters["backer_state"].value.names == ("full",)
    assert next(t.value for t in world.terms if t.name == "buffer_width") == 30.0
    assert list(grid_worlds(pack, read_grid(pack, ["size=10k"]))) == [("", pack)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("size=", "no values"),
        ("size=1:2:0", "first:last:step"),
        ("size=ten", "first:last:step"),
        ("size=10m", "between 1 and"),
        ("heavy_share=2", "between 0 and 1"),
        ("placement=moon", "not a value of placement"),
        ("colour=red", "no axis 'colour'"),
        ("backer=nobody", "not a value of backer"),
        ("buffer_width=wide", "is a number"),
        ("host_keeps_army=maybe", "true or false"),
        ("size=1k:900k:1k", "900 points"),
    ],
)
def test_a_grid_that_makes_no_sense_is_refused(pack, text, words):
    with pytest.raises(UsageError) as error:
        read_grid(pack, [text])
    assert words in str(error.value)


def test_an_axis_twice_and_a_base_that_sends_nobody_are_refused(pack):
    with pytest.raises(UsageError, match="twice"):
        read_grid(pack, ["size=1k", "size=2k"])
    with pytest.raises(UsageError, match="sends no force"):
        points(pack, "size=10k", base="no-force")
    with pytest.raises(UsageError, match="no option"):
        points(pack, "size=10k", base="deterent-40k")
