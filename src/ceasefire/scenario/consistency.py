"""Checks between the parts of a pack: what one names, another must have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ceasefire.core.units import UNITS
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.claim_rules import check_claims
from ceasefire.scenario.columns import declared
from ceasefire.scenario.fields import TOTALS
from ceasefire.scenario.movement_rules import check_movement
from ceasefire.scenario.network_rules import check_network
from ceasefire.scenario.operations_rules import check_operations
from ceasefire.scenario.option_rules import check_stands
from ceasefire.scenario.parameter_rules import check_parameters
from ceasefire.scenario.problems import ENOUGH, Place, Problems, quoted, suggestion
from ceasefire.scenario.quantity_file import QuantityFile
from ceasefire.scenario.reading import Draft, Part
from ceasefire.scenario.schema import OptionFile
from ceasefire.scenario.study_rules import check_studies
from ceasefire.scenario.tables import TableRows
from ceasefire.scenario.yaml_file import place_of

__all__ = ["CAVEATS", "check_allocation", "check_consistency", "values_of"]

CAVEATS = (
    "un_mandate",
    "us_backstop",
    "nato_or_eu_mandate",
    "adversary_consent",
    "truce_first",
    "no_combat_units",
    "logistics_only",
    "small_only",
)
"""Conditions that a state may set on taking part; an unknown one would bind nobody."""

_UNSOURCED = "Only a judgement of ours (grade E) may go without a source"
_TOTAL = "The front is the sum of its contact sectors; a second total could contradict it"


def check_consistency(draft: Draft, problems: Problems) -> None:
    """Note every name that leads nowhere and every pair of statements that clash."""
    pack, reference = draft.scenario_part, draft.reference_part
    _check_parameters(draft, pack, draft.scenario.parameters, problems)
    _check_parameters(draft, reference, draft.reference.parameters, problems)
    for name, term in draft.scenario.terms.items():
        path = ("terms", name)
        place = place_of(pack.root, path, key=True)
        _check_grade(pack.file, place, name, term.grade, term.source, problems)
        _check_sources(draft, pack, path, term.source, problems)
    check_parameters(draft, problems)
    _check_sectors(draft, problems)
    for index, option in enumerate(draft.scenario.options):
        _check_option(draft, index, option, problems)
    _check_allocation(draft, problems)
    _check_unique(pack, "sectors", [s.id for s in draft.scenario.sectors], problems)
    _check_unique(pack, "options", [o.id for o in draft.scenario.options], problems)
    _check_concepts(draft, problems)
    _check_dependences(draft, problems)
    for name, table in draft.tables.items():
        _check_table(draft, name, table, problems)
    _check_caveats(draft, problems)
    check_claims(draft, problems)
    check_studies(draft, problems)
    if "operations" in draft.tables:
        check_operations(draft.tables["operations"], problems)
    check_movement(draft, problems)
    check_network(draft, problems)
    if draft.published_after is not None:
        _check_table(draft, "proposals", draft.published_after, problems)


def check_allocation(
    allocation: Mapping[str, float], sectors: Sequence[str]
) -> tuple[str, str] | None:
    """Return what is wrong with an allocation and how to mend it, or nothing."""
    for sector in allocation:
        if sector not in sectors:
            return f"{quoted(sector)} is not a contact sector", suggestion(sector, sectors)
    for sector, share in allocation.items():
        if not 0.0 <= share <= 1.0:
            return f"The share of {quoted(sector)} is {share:g}", "Give a share from 0 to 1"
    total = sum(allocation.values())
    if allocation and abs(total - 1.0) > 1e-6:
        return (
            f"The allocation sums to {total:g}, not to 1",
            "Give each contact sector its share of the troops on the line",
        )
    return None


def _check_allocation(draft: Draft, problems: Problems) -> None:
    sectors = [s.id for s in draft.scenario.sectors if s.kind.endswith("_contact")]
    wrong = check_allocation(draft.scenario.holding.allocation, sectors)
    if wrong is not None:
        pack = draft.scenario_part
        place = place_of(pack.root, ("holding", "allocation"), key=True)
        problems.note(
            pack.file, place, wrong[0], "Troops on the line must stand somewhere", wrong[1]
        )


def values_of(quantity: QuantityFile | list[QuantityFile]) -> list[QuantityFile]:
    """Return the dated values of a parameter."""
    return quantity if isinstance(quantity, list) else [quantity]


def _check_parameters(
    draft: Draft,
    part: Part,
    parameters: Mapping[str, QuantityFile | list[QuantityFile]],
    problems: Problems,
) -> None:
    for name, quantity in parameters.items():
        values = values_of(quantity)
        for index, value in enumerate(values):
            path: tuple[str | int, ...] = ("parameters", name)
            path += (index,) if isinstance(quantity, list) else ()
            place = place_of(part.root, path, key=not isinstance(quantity, list))
            _check_grade(part.file, place, name, value.grade, value.source, problems)
            _check_sources(draft, part, path, value.source, problems)
            dated = value.known_from is not None or value.grade in "DE"
            if part is draft.scenario_part and not dated:
                what = f"'{name}' of grade {value.grade} has no known_from"
                why = "What others said was known from some day on"
                problems.note(part.file, place, what, why, "Add 'known_from:' with the date")
        place = place_of(part.root, ("parameters", name), key=True)
        days = [value.known_from for value in values]
        if len(set(days)) < len(days):
            what = f"'{name}' has two values known from the same date"
            problems.note(part.file, place, what, "", "Keep one, or set them apart by their dates")
        if len({value.unit for value in values}) > 1:
            what = f"The values of '{name}' have different units"
            problems.note(part.file, place, what, "", "Give all of them in one unit")
        if part is draft.scenario_part and name in TOTALS and _has_front(draft):
            fix = "Remove it; state the length of each sector"
            problems.note(part.file, place, f"'{name}' is a second total", _TOTAL, fix)


def _has_front(draft: Draft) -> bool:
    return any(sector.kind.endswith("_contact") for sector in draft.scenario.sectors)


def _check_grade(
    file: str, place: Place, name: str, grade: str, sources: Sequence[str], problems: Problems
) -> None:
    if grade != "E" and not sources:
        what = f"'{name}' has grade {grade} and no source"
        problems.note(file, place, what, _UNSOURCED, "Add 'source:' with a key of sources.yaml")


def _check_sources(
    draft: Draft,
    part: Part,
    path: tuple[str | int, ...],
    keys: Sequence[str],
    problems: Problems,
) -> None:
    for key in keys:
        if _no_source(draft, key):
            place = place_of(part.root, (*path, "source"))
            if place == place_of(part.root, path):
                place = place_of(part.root, (*path, "sources"))
            fix = suggestion(key, draft.source_keys, limit=0)
            what = f"The source {quoted(key)} is not in sources.yaml"
            problems.note(part.file, place, what, "", fix or "Add it there")


def _no_source(draft: Draft, key: str) -> bool:
    return key not in draft.source_keys and "sources" not in draft.unread


def _declared_names(draft: Draft) -> set[str]:
    return {*draft.scenario_part.parameters, *draft.reference_part.parameters}


def _unit_of(draft: Draft, name: str) -> str:
    """Return the unit of a parameter, empty where it has none or is not among the valid ones."""
    found = draft.scenario.parameters.get(name) or draft.reference.parameters.get(name) or []
    values = values_of(found)
    return values[0].unit if values else ""


def _check_parameter_name(
    draft: Draft, file: str, place: Place, name: str, unit: str, problems: Problems
) -> None:
    """Note a parameter that is not there, or that measures something else than ``unit``."""
    names = _declared_names(draft)
    if name not in names:
        what = f"There is no parameter {quoted(name)}"
        problems.note(file, place, what, "", suggestion(name, names, limit=0) or "Declare it")
        return
    found = _unit_of(draft, name)
    if unit and found and UNITS[found].dimension != UNITS[unit].dimension:
        what = f"The parameter '{name}' is in {found} where {unit} is needed"
        problems.note(file, place, what, "", "Name another parameter or correct its unit")


def _check_sectors(draft: Draft, problems: Problems) -> None:
    part = draft.scenario_part
    for index, sector in enumerate(draft.scenario.sectors):
        for key, name, unit in (
            ("length", sector.length, "km"),
            ("density_share", sector.density_share, "share"),
        ):
            place = place_of(part.root, ("sectors", index, key))
            _check_parameter_name(draft, part.file, place, name, unit, problems)


def _check_option(draft: Draft, index: int, option: OptionFile, problems: Problems) -> None:
    part, path = draft.scenario_part, ("options", index)
    place = place_of(part.root, path)
    _check_grade(part.file, place, option.id, option.grade, option.source, problems)
    _check_sources(draft, part, path, option.source, problems)
    sectors = [sector.id for sector in draft.scenario.sectors]
    for number, sector in enumerate(option.sectors):
        if sector not in sectors:
            where = place_of(part.root, (*path, "sectors", number))
            what = f"There is no sector {quoted(sector)}"
            problems.note(part.file, where, what, "", suggestion(sector, sectors))
    check_stands(part, index, option, draft.scenario.sectors, problems)
    if option.mandate != "none":
        _check_row(draft, (*path, "mandate"), option.mandate, "mandates", problems)
    for task, amount in option.tasks.items():
        if _check_row(draft, (*path, "tasks", task), task, "tasks", problems, key=True):
            place = place_of(part.root, (*path, "tasks", task))
            row = next(row for row in _rows(draft, "tasks") if row["id"] == task)
            for name, unit in (
                (amount, str(row["unit"])),
                (row["coefficient"], ""),
                (row["host_load"], "troops"),
            ):
                if isinstance(name, str):
                    unit = unit if unit in UNITS else ""
                    _check_parameter_name(draft, part.file, place, name, unit, problems)


def _rows(draft: Draft, table: str) -> Iterable[Mapping[str, object]]:
    return draft.tables[table].rows if table in draft.tables else ()


def _check_row(
    draft: Draft,
    path: tuple[str | int, ...],
    id: str,
    table: str,
    problems: Problems,
    key: bool = False,
) -> bool:
    ids = [str(row["id"]) for row in _rows(draft, table)]
    if id in ids or table in draft.unread:
        return id in ids
    part = draft.scenario_part
    what = f"{quoted(id)} is not in {table}.csv"
    place = place_of(part.root, path, key=key)
    problems.note(part.file, place, what, "", suggestion(id, ids) or f"Add {table}.csv")
    return False


def _check_unique(part: Part, key: str, ids: Sequence[str], problems: Problems) -> None:
    for index, id in enumerate(ids):
        if id in ids[:index]:
            first = place_of(part.root, (key, ids.index(id)))[0]
            place = place_of(part.root, (key, index, "id"))
            what = f"The id '{id}' stands here a second time; the first is on line {first}"
            problems.note(part.file, place, what, "", "Give each its own id")


def _check_concepts(draft: Draft, problems: Problems) -> None:
    part = draft.scenario_part
    for concept, target in draft.scenario.concepts.items():
        if target not in part.options and not target.startswith("none: "):
            place = place_of(part.root, ("concepts", concept))
            what = f"The concept '{concept}' leads to {quoted(target)}, which is no option"
            fix = suggestion(target, part.options)
            problems.note(part.file, place, what, "", f"{fix}, or write 'none: why not'")
    missing: dict[str, None] = {}
    for table in (draft.tables.get("proposals"), draft.published_after):
        for row in table.rows if table else ():
            concept = str(row["concept"])
            if row["concept"] is not None and concept not in draft.scenario.concepts:
                missing[concept] = None
    for concept in missing:
        place = place_of(part.root, ("concepts",), key=True)
        what = f"The concept {quoted(concept)} of proposals.csv is not mapped in 'concepts'"
        fix = "Map it to an option's id or to 'none: why not'"
        problems.note(part.file, place, what, "A published figure must find its option", fix)


def _check_dependences(draft: Draft, problems: Problems) -> None:
    """Note pairs that do not form a tree read in order, the reference's pairs first."""
    children: set[str] = set()
    used: set[str] = set()
    for part, pairs in (
        (draft.reference_part, draft.reference.dependences),
        (draft.scenario_part, draft.scenario.dependences),
    ):
        for index, pair in enumerate(pairs):
            for key, name in (("parent", pair.parent), ("child", pair.child)):
                place = place_of(part.root, ("dependences", index, key))
                _check_parameter_name(draft, part.file, place, name, "", problems)
            place = place_of(part.root, ("dependences", index, "child"))
            if pair.child in children:
                what = f"'{pair.child}' has a second parent"
                problems.note(part.file, place, what, "The pairs must form a tree", "Keep one")
            elif pair.child in used or pair.child == pair.parent:
                what = f"'{pair.child}' follows '{pair.parent}' after something else followed it"
                why = "The pairs are read in order, a parent before its children"
                problems.note(part.file, place, what, why, "Move the pair up or turn it round")
            children.add(pair.child)
            used |= {pair.parent, pair.child}


def _check_table(draft: Draft, name: str, table: TableRows, problems: Problems) -> None:
    columns = declared()[name].columns
    graded = "grade" in table.header and "sources" in table.header
    targets = {c.name: _targets(draft, c.refers) for c in columns.values() if c.refers}
    unread = {c.name for c in columns.values() if c.refers.partition(".")[0] in draft.unread}
    before = len(problems)
    for index, row in enumerate(table.rows):
        if len(problems) - before >= ENOUGH:
            return
        for column in columns.values():
            value = row.get(column.name)
            if column.type == "sources":
                for key in keys_in(value):
                    if _no_source(draft, key):
                        what = f"The source {quoted(key)} is not in sources.yaml"
                        fix = suggestion(key, draft.source_keys, limit=0) or "Add it there"
                        place = table.place(index, column.name)
                        problems.note(table.file, place, what, "", fix)
            elif value is None or not column.refers or column.name in unread:
                continue
            elif str(value) not in targets[column.name]:
                what = f"{quoted(value)} in '{column.name}' is not a {column.refers}"
                fix = suggestion(str(value), targets[column.name], limit=0)
                problems.note(table.file, table.place(index, column.name), what, "", fix)
        # A row derived here says from what in its derivation.
        derived = row.get("grade") == "D" and row.get("derivation")
        if graded and row.get("grade") not in (None, "E") and not (row.get("sources") or derived):
            what = f"The row has grade {row['grade']} and no source"
            fix = "Add a key of sources.yaml in the column 'sources'"
            problems.note(table.file, table.place(index, "sources"), what, _UNSOURCED, fix)


def _check_caveats(draft: Draft, problems: Problems) -> None:
    """Note conditions of contributors that are not among the known ones."""
    table = draft.tables.get("contributors")
    before = len(problems)
    for index, row in enumerate(table.rows if table else ()):
        for caveat in keys_in(row["caveats"]):
            if table is None or caveat in CAVEATS:
                continue
            if len(problems) - before >= ENOUGH:
                return
            what = f"{quoted(caveat)} in 'caveats' is not a condition that is known"
            why = "A condition that nothing reads would bind nobody"
            place = table.place(index, "caveats")
            problems.note(table.file, place, what, why, suggestion(caveat, CAVEATS))


def _targets(draft: Draft, refers: str) -> set[str]:
    table, _, column = refers.partition(".")
    return {str(row[column]) for row in _rows(draft, table)}
