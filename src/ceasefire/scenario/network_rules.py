"""The network by which a settlement comes about: rules of its nodes, links, and dated evidence."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.problems import ENOUGH, Problems, quoted, suggestion
from ceasefire.scenario.quantity_file import ChoicesFile, QuantityFile
from ceasefire.scenario.reading import Draft
from ceasefire.scenario.tables import Row, TableRows

__all__ = [
    "ARRIVAL_DAYS",
    "BACKER",
    "BINARY",
    "CAP",
    "DEADLINES_MONTHS",
    "GIVEN",
    "HEADLINE_MONTHS",
    "MINIMUM",
    "SHIFT",
    "check_network",
]

BACKER, BACKER_STATES = "backer_state", ("none", "logistics", "full")
BINARY = ("no", "yes")
GIVEN = (
    "generated",
    "arrived_90_days",
    "arrived_180_days",
    "present_1_year",
    "present_3_years",
)
"""What the other questions say of a draw, and a node of the rule ``given`` takes over."""
SHIFT = "acceptance_shift"
"""Stands for a parameter in a link: the log-odds by which the force shifts acceptance."""
CAP = "evidence_month_cap"
"""The parameter that bounds what the events of one month add together, in log-odds."""
MINIMUM = "force_minimum_share"
"""The parameter that says how much of an option's size still is the option."""
_ALWAYS_READ = (CAP, MINIMUM)
_UNITS = {"root": "share", "logit": "log_effect", "noisy_and": "share", "hazard": "per_year"}
_EFFECT_UNITS = {"logit": "log_effect", "noisy_and": "share", "given": "share"}
DEADLINES_MONTHS = (6, 12, 24)
"""After the as-of date: by when a settlement is asked for."""
HEADLINE_MONTHS = 12
"""The deadline of what is said without naming one."""
ARRIVAL_DAYS = 180
"""After the settlement: by when the force is to be there, for it to happen."""
_NEEDED = ("settlement", "offer", "happens", "adversary", "host")
_ONCE = (*_NEEDED, "voters", "fear")
_OWNED = "Another question owns it: what is known of it is read there, once"


def check_network(draft: Draft, problems: Problems) -> None:
    """Note nodes without a parameter, links that lead nowhere or round, and evidence astray."""
    nodes, links = draft.tables.get("network_nodes"), draft.tables.get("network_links")
    if nodes is None or {"network_nodes", "network_links"} & draft.unread:
        return
    before = len(problems)
    for index, row in enumerate(nodes.rows):
        _check_node(draft, nodes, index, row, problems)
    _check_roles(nodes, problems)
    for name in _ALWAYS_READ:
        if name not in _parameters(draft):
            what = f"There is no parameter {quoted(name)}"
            problems.note(nodes.file, (1, 1), what, "Every network reads it", "Add it")
    by_id = {str(row["id"]): row for row in nodes.rows}
    if links is not None:
        for index, row in enumerate(links.rows):
            if len(problems) - before >= ENOUGH:
                return
            _check_link(draft, by_id, links, index, row, problems)
        _check_cycles(by_id, links, problems)
    _check_evidence(draft, by_id, problems)


def _check_node(draft: Draft, table: TableRows, index: int, row: Row, problems: Problems) -> None:
    rule, amount = row["rule"], row["amount"]
    if row["id"] in draft.scenario.terms:
        what = f"{quoted(row['id'])} is a term of the settlement too"
        fix = "Rename the node"
        problems.note(table.file, table.place(index, "id"), what, "A link could mean either", fix)
    if rule is None or amount is None:
        return  # noted as a cell that cannot be read
    place = table.place(index, "amount")
    if rule == "given":
        if amount not in GIVEN:
            what = f"No other question gives {quoted(amount)}"
            problems.note(table.file, place, what, "", suggestion(str(amount), GIVEN))
        return
    if rule == "drawn":
        if _choices(draft, str(amount)) is None:
            what = f"{quoted(amount)} is not a parameter with named choices"
            problems.note(table.file, place, what, "", "Name one, such as backer_state")
        return
    _check_parameter(draft, table, index, "amount", _UNITS[str(rule)], problems)


def _check_parameter(
    draft: Draft, table: TableRows, index: int, column: str, unit: str, problems: Problems
) -> None:
    name = str(table.rows[index][column])
    known = _parameters(draft)
    place = table.place(index, column)
    if name not in known:
        what = f"There is no parameter {quoted(name)}"
        problems.note(table.file, place, what, "", suggestion(name, known, limit=0) or "Add it")
        return
    found = {value.unit for value in _values(known[name])}
    if found - {unit}:
        what = f"{quoted(name)} is in {quoted(found.pop())}, where a {unit!r} is needed"
        problems.note(table.file, place, what, "", f"Give it in {unit}")


def _check_roles(table: TableRows, problems: Problems) -> None:
    first: dict[str, int] = {}
    for index, row in enumerate(table.rows):
        role = str(row["role"] or "")
        if role in _ONCE and role in first:
            what = f"{quoted(role)} is the role of line {table.lines[first[role]]} too"
            place = table.place(index, "role")
            problems.note(table.file, place, what, "", "Keep one of them")
        first.setdefault(role, index)
    for role in _NEEDED:
        if role not in first:
            what = f"No node has the role {quoted(role)}"
            fix = f"Write {role} in 'role' of the node that stands for it"
            problems.note(table.file, (1, 1), what, "The page would have nothing to say", fix)


def _check_link(
    draft: Draft,
    nodes: Mapping[str, Row],
    table: TableRows,
    index: int,
    row: Row,
    problems: Problems,
) -> None:
    node = nodes.get(str(row["node"]))
    if node is None or node["rule"] is None or row["parent"] is None:
        return  # noted as a reference that leads nowhere, or a cell that cannot be read
    parent, rule = str(row["parent"]), str(node["rule"])
    place = table.place(index, "parent")
    if rule in ("root", "drawn"):
        what = f"{quoted(row['node'])} is {rule}: it depends on nothing"
        problems.note(table.file, place, what, "", "Remove the link or change the node's rule")
        return
    term = draft.scenario.terms.get(parent)
    if parent not in nodes and term is None:
        what = f"{quoted(parent)} is neither a node nor a term"
        known = [*nodes, *draft.scenario.terms]
        problems.note(table.file, place, what, "", suggestion(parent, known, limit=0))
        return
    if term is not None and (rule != "logit" or not isinstance(term.value, bool)):
        what = f"The term {quoted(parent)} cannot count here"
        fix = "A term counts in a logit, and must be true or false"
        problems.note(table.file, place, what, "", fix)
        return
    allowed = BINARY if term is not None else _states(draft, nodes[parent])
    for state in keys_in(row["states"]) or BINARY[1:]:
        if allowed and state not in allowed:
            what = f"{quoted(parent)} has no state {quoted(state)}"
            at = table.place(index, "states")
            problems.note(table.file, at, what, "", suggestion(state, allowed))
    _check_effect(draft, table, index, row, rule, problems)


def _check_effect(
    draft: Draft, table: TableRows, index: int, row: Row, rule: str, problems: Problems
) -> None:
    effect = row["effect"]
    place = table.place(index, "effect")
    if effect is None:
        if rule == "logit":
            what = "A link to a logit needs an effect"
            problems.note(table.file, place, what, "", "Name a parameter in log_effect")
    elif rule == "hazard":
        what = "A link to a hazard takes no effect: without its parent nothing happens"
        problems.note(table.file, place, what, "", "Leave it blank")
    elif effect == SHIFT:
        if rule != "logit":
            what = f"{quoted(SHIFT)} is in log-odds: it counts in a logit alone"
            problems.note(table.file, place, what, "", "Name a parameter that is a share")
    else:
        _check_parameter(draft, table, index, "effect", _EFFECT_UNITS[rule], problems)


def _check_cycles(nodes: Mapping[str, Row], table: TableRows, problems: Problems) -> None:
    """Note each way round, once, at a link that closes it."""
    parents: dict[str, list[tuple[str, int]]] = {}
    for index, row in enumerate(table.rows):
        if str(row["parent"]) in nodes:
            parents.setdefault(str(row["node"]), []).append((str(row["parent"]), index))
    done: set[str] = set()

    def walk(node: str, way: list[str]) -> None:
        for parent, index in parents.get(node, ()):
            if parent in way:
                round_ = [*way[way.index(parent) :], parent]
                what = f"The network goes round: {' depends on '.join(round_)}"
                fix = "Remove one of these links"
                problems.note(table.file, table.place(index, "parent"), what, "", fix)
            elif parent not in done:
                walk(parent, [*way, parent])
        done.add(node)

    for node in parents:
        if node not in done:
            walk(node, [node])


def _check_evidence(draft: Draft, nodes: Mapping[str, Row], problems: Problems) -> None:
    table = draft.tables.get("evidence")
    before = len(problems)
    for index, row in enumerate(table.rows if table else ()):
        if table is None or len(problems) - before >= ENOUGH:
            return
        node = nodes.get(str(row["node"]))
        if node is not None and node["rule"] in ("drawn", "given"):
            what = f"{quoted(row['node'])} takes no evidence here"
            fix = "Code it on a node of its own, or leave it out"
            problems.note(table.file, table.place(index, "node"), what, _OWNED, fix)
        _check_ratio(table, index, row, problems)
        happened, known = row["date"], row["known_from"]
        if happened is not None and known is not None and str(known) < str(happened):
            what = "It is known before it happened"
            fix = f"Write {happened} or later"
            problems.note(table.file, table.place(index, "known_from"), what, "", fix)


def _check_ratio(table: TableRows, index: int, row: Row, problems: Problems) -> None:
    found = [row[name] for name in ("lr_low", "lr_mode", "lr_high")]
    numbers = [float(value) for value in found if isinstance(value, int | float)]
    if len(numbers) < 3:
        return  # noted as cells that cannot be read
    low, mode, high = numbers
    place = table.place(index, "lr_low")
    if not low <= mode <= high:
        what = f"The ratios {low:g}, {mode:g} and {high:g} do not rise"
        problems.note(table.file, place, what, "", "Give low, likeliest and high in this order")
    elif (row["direction"] == "for" and low < 1) or (row["direction"] == "against" and high > 1):
        side = "1 or more" if row["direction"] == "for" else "1 or less"
        what = f"An event {row['direction']} the node has ratios of {side}"
        problems.note(table.file, place, what, "", "Change the direction or the ratios")


def _states(draft: Draft, node: Row) -> tuple[str, ...]:
    """Return the states of a node; none where its choices are not known, which is noted there."""
    if node["rule"] == "drawn":
        return _choices(draft, str(node["amount"])) or ()
    return BINARY


def _choices(draft: Draft, name: str) -> tuple[str, ...] | None:
    """Return the choices of a parameter; of the backer's states a switch leaves but one."""
    for value in _values(_parameters(draft).get(name, [])):
        if isinstance(value.value, ChoicesFile):
            others = BACKER_STATES if name == BACKER else ()
            return tuple(dict.fromkeys((*value.value.choices, *others)))
    return None


def _parameters(draft: Draft) -> dict[str, QuantityFile | list[QuantityFile]]:
    return {**draft.reference.parameters, **draft.scenario.parameters}


def _values(quantity: QuantityFile | list[QuantityFile]) -> list[QuantityFile]:
    return quantity if isinstance(quantity, list) else [quantity]
