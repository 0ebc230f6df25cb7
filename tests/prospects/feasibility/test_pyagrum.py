"""Posteriors against those of pyAgrum (Ducamp, Gonzales and Wuillemin 2020), network by network."""

import warnings

import numpy as np
import pytest
from tests.prospects.feasibility.networks import random_case

from ceasefire.prospects.feasibility import posterior

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its compiled part warns on import, and crashes on an error
    import pyagrum

DRAWS = 2
AT_ONCE = 20


def asked_of_pyagrum(case, draw):
    """Return its marginals, the joint marginal of the pair and the chance of the evidence."""
    net = pyagrum.BayesNet()
    for node in case.network.nodes:
        net.add(pyagrum.LabelizedVariable(node.id, node.id, list(node.states)))
    for node in case.network.nodes:
        for parent in node.parents:
            net.addArc(parent, node.id)
    for node in case.network.nodes:
        table = case.tables[node.id][min(draw, len(case.tables[node.id]) - 1)]
        # It numbers the node's own states fastest, then those of the first parent.
        net.cpt(node.id).fillWith(np.moveaxis(table, -1, 0).ravel(order="F").tolist())
    evidence = {name: one[draw].tolist() for name, one in case.likelihoods.items()}
    # Two inferences: 3.3.1 gives a wrong chance of evidence where a joint marginal is asked too.
    single, joint = pyagrum.LazyPropagation(net), pyagrum.LazyPropagation(net)
    for one in (single, joint):
        one.setEvidence(evidence)
    pair = case.asked[-1]
    joint.addJointTarget(set(pair))
    cells = joint.jointPosterior(set(pair))
    found = {(node.id,): single.posterior(node.id)[:] for node in case.network.nodes}
    found[pair] = cells[:].T if tuple(cells.names) == pair else cells[:]
    return found, single.evidenceProbability() if evidence else 1.0


@pytest.mark.parametrize("first", range(0, 200, AT_ONCE))
def test_every_marginal_a_pair_and_the_evidence_are_pyagrums(first):
    for seed in range(first, first + AT_ONCE):
        case = random_case(seed, DRAWS)
        found = posterior(case.network, case.tables, case.likelihoods, case.asked)
        for draw in range(len(found.log_evidence)):
            expected, evidence = asked_of_pyagrum(case, draw)
            for names in case.asked:
                np.testing.assert_allclose(
                    found.chances[names][draw],
                    expected[names],
                    rtol=0,
                    atol=1e-10,
                    err_msg=f"network {seed}, {names}",
                )
            assert found.log_evidence[draw] == pytest.approx(np.log(evidence), abs=1e-10)


def test_the_networks_are_of_every_kind():
    cases = [random_case(seed, DRAWS) for seed in range(200)]
    nodes = [node for case in cases for node in case.network.nodes]
    assert {len(case.network.nodes) for case in cases} == set(range(2, 11))
    assert {len(node.states) for node in nodes} == {2, 3, 4}
    assert {len(node.parents) for node in nodes} == {0, 1, 2, 3}
    assert sum(not case.likelihoods for case in cases) > 5
    assert sum(len(case.likelihoods) > 2 for case in cases) > 50
