"""Philox against the known answers published with Random123 (kat_vectors)."""

import numpy as np
import pytest

from ceasefire.core.philox import philox4x32, uniforms

FULL = 0xFFFFFFFF
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((FULL,) * 4, (FULL,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN)
def test_known_answers(counter, key, expected):
    assert tuple(int(word) for word in philox4x32(counter, key)) == expected


def test_a_uniform_does_not_depend_on_its_neighbours():
    together = uniforms(7, "scramble", np.arange(1000), day=3)
    alone = np.array([uniforms(7, "scramble", d, day=3) for d in (0, 13, 999)])
    assert np.array_equal(together[[0, 13, 999]], alone)
    assert (together > 0).all()
    assert (together < 1).all()
    assert abs(together.mean() - 0.5) < 0.03


def test_seeds_days_and_counters_differ():
    base = uniforms(7, "scramble", np.arange(64))
    for other in (
        uniforms(8, "scramble", np.arange(64)),
        uniforms(7, "scramble", np.arange(64), day=1),
        uniforms(7, "scramble", np.arange(64), k=1),
        uniforms(7, "scramble", np.arange(64), replicate=1),
    ):
        assert not np.intersect1d(base, other).size


def test_an_unknown_lane_is_refused():
    with pytest.raises(ValueError, match=r"tuple\.index"):
        uniforms(7, "nobody", 0)
