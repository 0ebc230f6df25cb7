"""What the model asks of an equilibrium, in chances by draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ceasefire.prospects.game.equilibrium import Equilibrium
from ceasefire.prospects.game.tree import Tree
from ceasefire.results import FloatArray

__all__ = ["Answers", "answers"]


@dataclass(frozen=True)
class Answers:
    """Chances; T types of the aggressor, in the order of ``types``.

    Attributes
    ----------
    types : tuple of str
    accepts : ndarray, shape (draws, T)
        The settlement with a force of this size.
    deploys, respond, stand : ndarray, shape (draws,)
        The force is sent; it responds to a probe; it stands when attacked at once. Over the
        coalition's types.
    support : ndarray, shape (draws,)
        The backer, of the type that it is, supports after a force attacked at once stood.
    attack, probe : ndarray, shape (draws, T)
        On an occasion: attack at once or after a probe of the force; probe it.
    """

    types: tuple[str, ...]
    accepts: FloatArray
    deploys: FloatArray
    respond: FloatArray
    stand: FloatArray
    support: FloatArray
    attack: FloatArray
    probe: FloatArray


def answers(
    tree: Tree, found: Equilibrium, resolute: FloatArray, supportive: NDArray[np.bool_]
) -> Answers:
    """Return the answers.

    Parameters
    ----------
    tree : Tree
    found : Equilibrium
        Solved with what the players believe of each other's types.
    resolute : ndarray, shape (draws,)
        Chance that the coalition is resolute.
    supportive : ndarray of bool, shape (draws,)
        Whether the backer is supportive. It knows; the others move before it and do not, so its
        type moves its own answer alone.
    """
    types: tuple[str, ...] = ("opportunist", "limited")
    if not any(knows.startswith("opportunist") for knows, _ in tree.actions):
        types = ("aggressor",)

    def chance(knows: str, move: str) -> FloatArray:
        taken: FloatArray = found.choice[:, tree.action(knows, move)]
        return taken

    def coalition(knows: str, move: str) -> FloatArray:
        sure, unsure = (chance(f"{t}: {knows}", move) for t in ("resolute", "irresolute"))
        mixed: FloatArray = resolute * sure + (1 - resolute) * unsure
        return mixed

    def stacked(columns: list[FloatArray]) -> FloatArray:
        return np.stack(columns, axis=1)

    accepts = stacked([chance(f"{t}: settlement", "accept") for t in types])
    attack, probe = [], []
    for type_ in types:
        probes = chance(f"{type_}: force there", "probe")
        goes_on = np.zeros_like(probes)
        for answer in ("respond", "ignore", "withdraw"):
            answered = coalition("probed", answer)
            goes_on = goes_on + answered * chance(f"{type_}: after {answer}", "attack")
        probe.append(probes)
        attack.append(chance(f"{type_}: force there", "attack") + probes * goes_on)
    return Answers(
        types=types,
        accepts=accepts,
        deploys=coalition("send", "deploy"),
        respond=coalition("probed", "respond"),
        stand=coalition("attacked, direct", "stand"),
        support=np.where(
            supportive,
            chance("supportive: direct, stand", "support"),
            chance("withholding: direct, stand", "support"),
        ),
        attack=stacked(attack),
        probe=stacked(probe),
    )
