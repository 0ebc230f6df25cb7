"""Gambit's answers to some deterrence games: writes tests/prospects/game/data/gambit.json.

``python tools/oracles/gambit.py [extra]`` in an environment with this package and pygambit 16.7.0,
which has no wheel and is built from source in about a quarter of an hour. Only its numbers are
kept: the tests read them and need no pygambit. ``extra`` further games are compared on the spot and
not kept. Nests are off: Gambit's quantal response equilibrium is the plain logit's.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pygambit
from numpy.typing import NDArray

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.prospects.game.demo import RESOLUTE, SUPPORTIVE, demo  # noqa: E402

from ceasefire.prospects.game import Tree, deterrence_tree, payoffs, solve  # noqa: E402
from ceasefire.prospects.game.tree import PLAYERS  # noqa: E402

OUT = ROOT / "tests" / "prospects" / "game" / "data" / "gambit.json"
SEED, DIGITS = 20251, 4
TREES = {"note": deterrence_tree(False, False), "whole": deterrence_tree()}
KEPT = (("note", 8), ("whole", 2))
Instance = dict[str, Any]


def instances(rng: np.random.Generator, name: str, count: int) -> list[Instance]:
    """Return games about the demo: the first is the demo at 30,000 troops, lambda 6."""
    troops, precision = rng.uniform(0, 120, count), rng.uniform(2, 15, count)
    troops[0], precision[0] = 30.0, 6.0
    values = payoffs(TREES[name], demo(troops, rng))
    values[0] = payoffs(TREES[name], demo(troops[:1]))[0]
    chances = rng.uniform(0.2, 0.8, (count, 3))
    chances[0] = 0.5, RESOLUTE, SUPPORTIVE
    return [
        {
            "tree": name,
            "troops_thousand": round(float(troops[n]), 1),
            "precision": round(float(precision[n]), 2),
            "chances": np.round(chances[n], DIGITS).tolist(),
            "payoffs": np.round(values[n], DIGITS).tolist(),
        }
        for n in range(count)
    ]


def exact(value: float) -> Fraction:
    """Return a rounded decimal as the fraction that it is: chances must sum to exactly 1."""
    return Fraction(round(value * 10**DIGITS), 10**DIGITS)


def game_of(tree: Tree, instance: Instance) -> pygambit.Game:
    """Return the game in Gambit; its information sets carry our names."""
    game = pygambit.Game.new_tree(players=list(PLAYERS))
    sets: dict[int, pygambit.Infoset] = {}
    place = {0: game.root}
    ends = {int(node): n for n, node in enumerate(tree.ends)}
    for node in range(tree.nodes):
        here, owner, set_ = place[node], tree.player[node], int(tree.infoset[node])
        if node in ends:
            values = [exact(v) for v in instance["payoffs"][ends[node]]]
            game.set_outcome(here, game.add_outcome(f"end {ends[node]}", payoffs=values))
            continue
        kids = sorted(np.flatnonzero(tree.parent == node).tolist(), key=lambda n: tree.move[n])
        if owner < 0:
            game.append_move(here, game.players.chance, ["first", "other"])
            first = exact(instance["chances"][set_])
            game.set_chance_probs(here.infoset, [first, 1 - first])
        elif set_ in sets:
            game.append_infoset(here, sets[set_])
        else:
            begin, stop = tree.first_action[set_], tree.first_action[set_ + 1]
            moves = [tree.actions[n][1] for n in range(begin, stop)]
            game.append_move(here, PLAYERS[owner], moves)
            sets[set_] = here.infoset
            sets[set_].label = tree.actions[begin][0]
        place |= dict(zip(kids, here.children, strict=True))
    return game


def gambit_answer(tree: Tree, instance: Instance) -> tuple[list[float], float]:
    """Return the chance of each of our actions, and the CPU seconds of the solver alone."""
    game = game_of(tree, instance)
    start = time.process_time()
    solved = pygambit.qre.logit_solve_lambda(game, lam=[instance["precision"]])[0]
    seconds = time.process_time() - start
    actions = [
        (infoset.label, action.label)
        for player in game.players
        for infoset in player.infosets
        for action in infoset.actions
    ]
    by_name = {action: float(solved[n]) for n, action in enumerate(actions)}
    return [by_name[action] for action in tree.actions], seconds


def ours(tree: Tree, instance: Instance) -> NDArray[np.float64]:
    """Return this package's answer to the same game."""
    found = solve(
        tree,
        np.array([instance["payoffs"]]),
        np.array([instance["chances"]]),
        np.array([instance["precision"]]),
        np.ones(1),
    )
    return found.choice[0]


def main(extra: int) -> None:
    """Ask Gambit about every game, compare, and write down those that are kept."""
    rng = np.random.default_rng(SEED)
    kept = [one for name, count in KEPT for one in instances(rng, name, count)]
    wide = instances(rng, "note", extra) if extra else []
    apart, times = [], []
    for number, one in enumerate(kept + wide):
        tree = TREES[one["tree"]]
        chances, seconds = gambit_answer(tree, one)
        apart.append(float(np.abs(ours(tree, one) - chances).max()))
        if one["tree"] == "note":
            times.append(seconds)
        print(f"{number:4} {one['tree']:6} {seconds:6.1f} s  {apart[-1]:.1e}", flush=True)
        one |= {"seconds": round(seconds, 2), "gambit": chances}
    made = {
        "by": "tools/oracles/gambit.py",
        "with": f"pygambit {pygambit.__version__}, qre.logit_solve_lambda, behaviour strategies",
        "seed": SEED,
        "compared": len(apart),
        "farther_than_1e-8": sum(gap > 1e-8 for gap in apart),
        "median_seconds_note_tree": round(statistics.median(times), 2),
    }
    rows = ",\n".join(json.dumps(one, separators=(",", ":")) for one in kept)
    actions = {name: tree.actions for name, tree in TREES.items()}
    head = f'"made":{json.dumps(made)},\n"actions":{json.dumps(actions)}'
    OUT.write_text(f'{{{head},\n"instances":[\n{rows}\n]}}\n')


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
