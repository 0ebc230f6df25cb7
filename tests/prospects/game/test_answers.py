"""What the model asks of the game, and the direction in which powers move it."""

from dataclasses import replace

import numpy as np
import pytest
from tests.prospects.game.demo import demo

from ceasefire.prospects.game import answers, deterrence_tree, payoffs, solve

TREE = deterrence_tree()
HALF = np.array([[0.5, 0.5, 0.4]])


def balance_success(adversary, host, coalition, backer, steepness=2.0):
    """Return success, shape (draws, 2, 2), from the logarithm of the ratio of power."""
    against = (
        host[:, None, None]
        + coalition[:, None, None] * np.array([0, 1])[None, :, None]
        + backer[:, None, None] * np.array([0, 1])[None, None, :]
    )
    return 1 / (1 + (against / adversary[:, None, None]) ** steepness)


def asked(parameters, chances=HALF, precision=6.0, nest=0.6, supportive=True):
    draws = len(parameters.reject_value)
    beliefs = np.tile(chances, (draws, 1))
    found = solve(TREE, payoffs(TREE, parameters), beliefs, np.full(draws, precision),
                  np.full(draws, nest))  # fmt: skip
    assert not found.failed.any()
    return found, answers(TREE, found, beliefs[:, 1], np.full(draws, supportive))


def powered(host, coalition, backer, troops):
    draws = len(host)
    success = balance_success(np.full(draws, 180.0), host, coalition, backer)
    return replace(demo(np.full(draws, troops)), success=success)


def test_with_no_coalition_power_attack_is_less_likely_the_stronger_the_host():
    host = np.linspace(60, 300, 13)
    nothing = np.zeros(13)
    _, said = asked(powered(host, nothing, nothing, 0.0))
    assert (np.diff(said.attack, axis=0) < -0.001).all()


def test_power_that_stands_beside_the_host_deters_as_well():
    host = np.full(13, 120.0)
    _, said = asked(powered(host, np.linspace(0, 120, 13), np.full(13, 20.0), 20.0))
    assert (np.diff(said.attack, axis=0) < 0).all()


def test_an_aggressor_that_wants_less_attacks_less():
    _, said = asked(demo([0.0, 20, 60, 120]))
    assert said.types == ("opportunist", "limited")
    assert (said.attack[:, 1] < said.attack[:, 0]).all()


def test_attack_adds_what_comes_after_a_probe_to_what_comes_at_once():
    found, said = asked(demo([15.0, 60.0]))

    def chance(knows, move):
        return found.choice[:, TREE.action(knows, move)]

    for place, type_ in enumerate(said.types):
        at_once = chance(f"{type_}: force there", "attack")
        probes = chance(f"{type_}: force there", "probe")
        later = sum(
            0.5 * chance(f"{mood}: probed", reply) * chance(f"{type_}: after {reply}", "attack")
            for mood in ("resolute", "irresolute")
            for reply in ("respond", "ignore", "withdraw")
        )
        np.testing.assert_allclose(said.probe[:, place], probes)
        np.testing.assert_allclose(said.attack[:, place], at_once + probes * later)


def test_answers_over_the_coalitions_types_lie_between_those_of_the_types():
    found, said = asked(demo([15.0, 60.0]), chances=np.array([[0.5, 0.3, 0.7]]))
    pairs = {
        "deploys": ("resolute: send", "irresolute: send", "deploy", 0.3),
        "respond": ("resolute: probed", "irresolute: probed", "respond", 0.3),
    }
    for name, (first, other, move, share) in pairs.items():
        a, b = (found.choice[:, TREE.action(knows, move)] for knows in (first, other))
        np.testing.assert_allclose(getattr(said, name), share * a + (1 - share) * b)


@pytest.mark.parametrize(("supportive", "type_"), [(True, "supportive"), (False, "withholding")])
def test_the_backer_answers_as_the_type_it_is_and_the_others_as_they_believe(supportive, type_):
    found, said = asked(demo([15.0, 60.0]), supportive=supportive)
    supports = found.choice[:, TREE.action(f"{type_}: direct, stand", "support")]
    np.testing.assert_array_equal(said.support, supports)
    _, opposite = asked(demo([15.0, 60.0]), supportive=not supportive)
    for name in ("accepts", "deploys", "respond", "stand", "attack", "probe"):
        np.testing.assert_array_equal(getattr(said, name), getattr(opposite, name))


@pytest.mark.parametrize("name", ["accepts", "deploys", "respond", "stand", "support", "attack"])
def test_every_answer_is_a_chance(name):
    _, said = asked(demo(np.linspace(0, 150, 11)), precision=12.0)
    values = getattr(said, name)
    assert ((values >= 0) & (values <= 1)).all()
