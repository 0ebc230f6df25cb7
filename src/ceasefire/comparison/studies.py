"""Published studies through the model's own methods: their inputs, their answer, ours, the gap.

An input is a range: what the study states, else the model's own 5-95%. Each method rises or falls
in each of its inputs, so the ends of the answer lie at ends of the inputs. The gap is told by one
input, its hinge: the value at which the method gives the study's answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from ceasefire.comparison.evidence import PARAMETER, Evidence, Row
from ceasefire.results import FloatArray
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.dates import last_day
from ceasefire.scenario.study_rules import STUDY_INPUTS, stated_inputs
from ceasefire.size.force_ratio import force_for_ratio
from ceasefire.size.line_density import line_troops, yardsticks
from ceasefire.size.task_build_up import built_up_troops, tail_troops

__all__ = ["Study", "studies"]

Ends = tuple[float, float]

_LOW, _HIGH = 0.05, 0.95
_PARAMETERS = {
    "brigade_size": "brigade_size",
    # The other slice was made from one of the studies, so it would agree by construction.
    "slice": "slice_bosnia_1993",
    "adversary": "adversary_troops_in_theatre",
    "ratio": "tolerated_ratio",
    "host": "host_troops",
}
_FAMILIES = {"watch": "observe", "between": "interpose"}
_FALLING = ("ratio", "host")
"""Inputs in which the answer falls."""


@dataclass(frozen=True, slots=True)
class Study:
    """A study beside the model.

    Attributes
    ----------
    id, title, who, published, rule, hinge, option, reason, grade : str
        As in the pack's table; ``reason`` says why a study without a rule is not computed.
    known : bool
        Published by the as-of date.
    answer : tuple of float or None
        Its figure in troops; the high end is None where it says at least.
    stated : mapping of str to tuple of float
        Inputs that it states.
    theirs, ours : tuple of float or None
        The method with the stated inputs, and with none of them, in troops.
    implied, held : tuple of float or None
        Values of the hinge at which the method gives the study's answer, and the model's own.
    sources : tuple of str
    computed_from : tuple of str
    """

    id: str
    title: str
    who: str
    published: str
    rule: str
    known: bool
    hinge: str = ""
    option: str = ""
    reason: str = ""
    grade: str = "E"
    answer: tuple[float, float | None] | None = None
    stated: Mapping[str, Ends] = field(default_factory=dict)
    theirs: Ends | None = None
    ours: Ends | None = None
    implied: tuple[float, float | None] | None = None
    held: Ends | None = None
    sources: tuple[str, ...] = ()
    computed_from: tuple[str, ...] = ()


def studies(evidence: Evidence) -> tuple[Study, ...]:
    """Return the studies of the pack's table, in its order; none where it has no table."""
    return tuple(_study(evidence, row) for row in evidence.scenario.rows("studies"))


def _study(evidence: Evidence, row: Row) -> Study:
    rule = str(row["rule"])
    published = str(row["published"])
    plain = Study(
        id=str(row["id"]),
        title=str(row["title"]),
        who=str(row["who"]),
        published=published,
        rule=rule,
        known=last_day(published) <= evidence.scenario.as_of,
        hinge=str(row["hinge"] or ""),
        option=str(row["option"] or ""),
        reason=str(row["reason"] or ""),
        grade=str(row["grade"]),
        sources=keys_in(row["sources"]),
    )
    if rule == "none":
        return plain
    ours = {name: _ours(evidence, row, name) for name in STUDY_INPUTS[rule]}
    stated = stated_inputs(row)
    # With the hinge stated too, what is held against it is still the model's own.
    theirs = {name: stated.get(name, own) for name, own in ours.items()}
    answer = float(str(row["answer_low"])), _number(row["answer_high"])
    held = {name: own for name, own in ours.items() if own is not None}
    return replace(
        plain,
        answer=answer,
        stated=stated,
        theirs=_answer(rule, theirs),
        ours=_answer(rule, ours),
        implied=_implied(rule, theirs, plain.hinge, answer),
        held=held.get(plain.hinge),
        computed_from=tuple(
            PARAMETER + _PARAMETERS[name] for name in STUDY_INPUTS[rule] if name in _PARAMETERS
        ),
    )


def _ours(evidence: Evidence, row: Row, name: str) -> Ends | None:
    """Return the model's own range of an input, None where it has none on the date."""
    scenario = evidence.scenario
    if name == "density":
        family = _FAMILIES[str(row["rule"])]
        found = [
            y.density_per_km
            for y in yardsticks(scenario)
            if y.family == family and y.density_per_km is not None
        ]
        return (min(found), max(found)) if found else None
    if name == "length":
        lengths = [s.length for s in scenario.sectors if s.contact]
        return _sample(evidence, *lengths)
    if name == "brigades":
        known = {option.id: option for option in scenario.options}
        option = known.get(str(row["option"]))
        return (option.combat_brigades, option.combat_brigades) if option else None
    return _sample(evidence, _PARAMETERS[name])


def _sample(evidence: Evidence, *names: str) -> Ends | None:
    """Return 5-95% of the sum of parameters."""
    if evidence.unseen(*names) or not names:
        return None
    reads = tuple(PARAMETER + name for name in names)
    quantity = (reads, lambda block: np.sum([block[address] for address in reads], axis=0))
    ((low, high),) = evidence.summaries([quantity], _ends)
    return low, high


def _ends(values: FloatArray) -> Ends:
    low, high = np.quantile(values, [_LOW, _HIGH]).tolist()
    return low, high


def _answer(rule: str, inputs: Mapping[str, Ends | None]) -> Ends | None:
    """Return the method at the ends of its inputs, None where one is unknown."""
    low, high = {}, {}
    for name, ends in inputs.items():
        if ends is None:
            return None
        low[name], high[name] = reversed(ends) if name in _FALLING else ends
    return _RULES[rule](low), _RULES[rule](high)


def _implied(
    rule: str, inputs: Mapping[str, Ends | None], hinge: str, answer: tuple[float, float | None]
) -> tuple[float, float | None] | None:
    """Return the range of the hinge that gives the answer with the other inputs as they are."""
    known = {name: ends for name, ends in inputs.items() if ends is not None}
    if any(name not in known for name in inputs if name != hinge):
        return None
    others = {name: ends for name, ends in known.items() if name != hinge}
    low = {n: e[1] if n in _FALLING else e[0] for n, e in others.items()}
    high = {n: e[0] if n in _FALLING else e[1] for n, e in others.items()}
    solve = _SOLVED[rule]
    # The lowest hinge goes with the highest others and the lowest answer, where it rises.
    first = solve(hinge, high, answer[0])
    if answer[1] is None:
        return first, None
    last = solve(hinge, low, answer[1])
    return min(first, last), max(first, last)


def _line(inputs: Mapping[str, float]) -> float:
    one, nothing = np.ones((1, 1)), np.zeros(1)
    density, length = np.array([inputs["density"]]), np.array([inputs["length"]])
    return float(line_troops(density, length, one, nothing)[0, 0])


def _brigades(inputs: Mapping[str, float]) -> float:
    combat = np.array([inputs["brigades"] * inputs["brigade_size"]])
    tail = tail_troops(combat, np.array([inputs["slice"]]), np.ones(1))
    return float(built_up_troops(combat[:, None], tail)[0])


def _ratio(inputs: Mapping[str, float]) -> float:
    values = [np.array([inputs[n]]) for n in ("adversary", "ratio", "host")]
    return float(force_for_ratio(*values)[0])


def _product(hinge: str, others: Mapping[str, float], answer: float) -> float:
    """Return the factor that is left where the answer is a product."""
    return answer / float(np.prod(list(others.values())))


def _ratio_left(hinge: str, others: Mapping[str, float], answer: float) -> float:
    """Return the input at which adversary / ratio - host is the answer."""
    if hinge == "ratio":
        return others["adversary"] / (answer + others["host"])
    if hinge == "host":
        return others["adversary"] / others["ratio"] - answer
    return (answer + others["host"]) * others["ratio"]


_RULES: Mapping[str, Callable[[Mapping[str, float]], float]] = {
    "watch": _line,
    "between": _line,
    "brigades": _brigades,
    "ratio": _ratio,
}
_SOLVED: Mapping[str, Callable[[str, Mapping[str, float], float], float]] = {
    "watch": _product,
    "between": _product,
    "brigades": _product,
    "ratio": _ratio_left,
}


def _number(cell: object) -> float | None:
    return None if cell is None else float(str(cell))
