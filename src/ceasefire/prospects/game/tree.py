"""The game as data: who moves after what, who knows it, what has happened at each end.

To add a move, add it where it is made below; payoffs read what has happened from the ends' facts,
the solver reads the tree alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["CHANCES", "PLAYERS", "Facts", "Tree", "deterrence_tree"]

PLAYERS: Final = ("aggressor", "coalition", "backer", "host")
CHANCES: Final = ("opportunist", "resolute", "supportive")
"""Nature's draws: each gives the chance of the first of two types; the other is its opposite."""
_CHANCE, _END = -1, -2
Facts = Mapping[str, str]


@dataclass(frozen=True)
class Tree:
    """A game tree; nodes come before their children, node 0 is the root.

    Attributes
    ----------
    parent, player : ndarray of int, shape (nodes,)
        ``player`` is a position in ``PLAYERS``, -1 for nature, -2 for an end.
    infoset : ndarray of int, shape (nodes,)
        Information set of a decision; for nature, its position in ``CHANCES``; -1 at an end.
    move : ndarray of int, shape (nodes,)
        The action by which the node was reached: an index into ``actions`` after a decision, 0 or
        1 (first type or other) after nature, -1 at the root.
    first_action : ndarray of int, shape (infosets + 1,)
        Where the actions of each information set begin; information sets come before those that
        follow them.
    nest : ndarray of int, shape (actions,)
        Nest of each action within its information set; alone in it where nothing is nested.
    actions : tuple of (str, str)
        Information set and action in words.
    facts : tuple of mapping
        What has happened by each end, in the order of the ends.
    """

    parent: NDArray[np.int64]
    player: NDArray[np.int64]
    infoset: NDArray[np.int64]
    move: NDArray[np.int64]
    first_action: NDArray[np.int64]
    nest: NDArray[np.int64]
    actions: tuple[tuple[str, str], ...]
    facts: tuple[Facts, ...]

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return len(self.parent)

    @property
    def ends(self) -> NDArray[np.int64]:
        """The nodes that are ends."""
        found: NDArray[np.int64] = np.flatnonzero(self.player == _END)
        return found

    @property
    def infosets(self) -> int:
        """Number of information sets."""
        return len(self.first_action) - 1

    def action(self, infoset: str, move: str) -> int:
        """Return the index of an action.

        Raises
        ------
        KeyError
            If the tree has no such action.
        """
        try:
            return self.actions.index((infoset, move))
        except ValueError:
            raise KeyError((infoset, move)) from None


@dataclass
class _Builder:
    """Grows a tree, move by move."""

    parent: list[int] = field(default_factory=list)
    player: list[int] = field(default_factory=list)
    infoset: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    moves: dict[str, tuple[str, ...]] = field(default_factory=dict)
    nests: dict[str, Mapping[str, str]] = field(default_factory=dict)
    facts: dict[int, Facts] = field(default_factory=dict)

    def node(self, parent: int, moved: str, player: int, infoset: str) -> int:
        self.parent.append(parent)
        self.player.append(player)
        self.infoset.append(infoset)
        self.moved.append(moved)
        return len(self.parent) - 1

    def decision(
        self,
        at: tuple[int, str],
        player: str,
        knows: str,
        moves: tuple[str, ...],
        nests: Mapping[str, str] | None = None,
    ) -> int:
        self.moves.setdefault(knows, moves)
        self.nests.setdefault(knows, nests or {})
        return self.node(*at, PLAYERS.index(player), knows)

    def chance(self, at: tuple[int, str], draw: str) -> int:
        return self.node(*at, _CHANCE, draw)

    def end(self, at: tuple[int, str], facts: Facts) -> None:
        self.facts[self.node(*at, _END, "")] = dict(facts)

    def tree(self) -> Tree:
        names = list(self.moves)
        first = np.cumsum([0, *(len(self.moves[name]) for name in names)])
        actions = tuple((name, move) for name in names for move in self.moves[name])
        nest: list[int] = []
        for name in names:
            groups: dict[str, int] = {}
            for move in self.moves[name]:
                label = self.nests[name].get(move, move)
                nest.append(groups.setdefault(label, len(groups)))
        infoset, moved = [], []
        for number, player in enumerate(self.player):
            label = self.infoset[number]
            if player == _END:
                infoset.append(-1)
            else:
                infoset.append((CHANCES if player == _CHANCE else names).index(label))
            moved.append(self._move_of(number, actions))
        return Tree(
            parent=np.array(self.parent, dtype=np.int64),
            player=np.array(self.player, dtype=np.int64),
            infoset=np.array(infoset, dtype=np.int64),
            move=np.array(moved, dtype=np.int64),
            first_action=first.astype(np.int64),
            nest=np.array(nest, dtype=np.int64),
            actions=actions,
            facts=tuple(self.facts[n] for n in sorted(self.facts)),
        )

    def _move_of(self, number: int, actions: tuple[tuple[str, str], ...]) -> int:
        above = self.parent[number]
        if above < 0:
            return -1
        if self.player[above] == _CHANCE:
            return int(self.moved[number] != self.infoset[above])
        return actions.index((self.infoset[above], self.moved[number]))


def deterrence_tree(host_moves: bool = True, aggressor_types: bool = True) -> Tree:
    """Return the game: a settlement with a force, its sending, tests of it, an attack, support.

    Parameters
    ----------
    host_moves : bool
        Whether the host accepts or rejects the terms first.
    aggressor_types : bool
        Whether the aggressor is an opportunist or limited in what it wants, known to itself alone.

    Notes
    -----
    Without both it has 85 ends and 32 information sets.
    """
    b = _Builder()
    at = (-1, "")
    if host_moves:
        host = b.decision(at, "host", "host: terms", ("accept", "reject"))
        b.end((host, "reject"), {"rejected": "host"})
        at = (host, "accept")
    if aggressor_types:
        nature = b.chance(at, "opportunist")
        for type_ in ("opportunist", "limited"):
            _accepts(b, (nature, type_), {"aggressor": type_})
    else:
        _accepts(b, at, {})
    return b.tree()


def _accepts(b: _Builder, at: tuple[int, str], so_far: Facts) -> None:
    """Let the aggressor accept or reject; then nature draws the types of coalition and backer."""
    who = _who(so_far)
    node = b.decision(at, "aggressor", f"{who}: settlement", ("accept", "reject"))
    nature = b.chance((node, "accept"), "resolute")
    for coalition in ("resolute", "irresolute"):
        types = b.chance((nature, coalition), "supportive")
        for backer in ("supportive", "withholding"):
            facts = {**so_far, "coalition": coalition, "backer": backer}
            _deploys(b, (types, backer), facts)
    b.end((node, "reject"), {**so_far, "rejected": "aggressor"})


def _deploys(b: _Builder, at: tuple[int, str], so_far: Facts) -> None:
    """Let the coalition send the force or not; the aggressor sees which."""
    who = _who(so_far)
    node = b.decision(at, "coalition", f"{so_far['coalition']}: send", ("deploy", "stay out"))
    facts = {**so_far, "deployed": "no"}
    left = b.decision((node, "stay out"), "aggressor", f"{who}: no force", ("comply", "attack"))
    b.end((left, "comply"), {**facts, "outcome": "comply"})
    _supports(b, (left, "attack"), {**facts, "outcome": "attack", "stand": "no"}, "no force")
    facts = {**so_far, "deployed": "yes"}
    faced = b.decision(
        (node, "deploy"),
        "aggressor",
        f"{who}: force there",
        ("comply", "probe", "attack"),
        {"probe": "escalate", "attack": "escalate"},
    )
    b.end((faced, "comply"), {**facts, "outcome": "comply"})
    _probed(b, (faced, "probe"), {**facts, "probed": "yes"})
    _attacked(b, (faced, "attack"), {**facts, "outcome": "attack"}, "direct")


def _probed(b: _Builder, at: tuple[int, str], so_far: Facts) -> None:
    """Let the coalition answer a probe, and the aggressor stop or go on to attack."""
    who = _who(so_far)
    answers = ("respond", "ignore", "withdraw")
    node = b.decision(at, "coalition", f"{so_far['coalition']}: probed", answers)
    for answer in answers:
        facts = {**so_far, "answer": answer}
        goes_on = b.decision(
            (node, answer), "aggressor", f"{who}: after {answer}", ("stop", "attack")
        )
        b.end((goes_on, "stop"), {**facts, "outcome": "stop"})
        facts = {**facts, "outcome": "attack"}
        if answer == "withdraw":
            _supports(b, (goes_on, "attack"), {**facts, "stand": "no"}, "withdrawn")
        else:
            _attacked(b, (goes_on, "attack"), facts, f"after {answer}")


def _attacked(b: _Builder, at: tuple[int, str], so_far: Facts, path: str) -> None:
    """Let the coalition stand or leave; the backer sees which."""
    knows = f"{so_far['coalition']}: attacked, {path}"
    node = b.decision(at, "coalition", knows, ("stand", "leave"))
    for move, stand in (("stand", "yes"), ("leave", "no")):
        _supports(b, (node, move), {**so_far, "stand": stand}, f"{path}, {move}")


def _supports(b: _Builder, at: tuple[int, str], so_far: Facts, path: str) -> None:
    """Let the backer support or withhold; the attack then succeeds by chance."""
    knows = f"{so_far['backer']}: {path}"
    node = b.decision(at, "backer", knows, ("support", "withhold"))
    for move, support in (("support", "yes"), ("withhold", "no")):
        b.end((node, move), {**so_far, "support": support})


def _who(facts: Facts) -> str:
    return facts.get("aggressor", "aggressor")
