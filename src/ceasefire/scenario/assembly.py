"""Makes the scenario the stages see from checked files: what was known on the as-of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from ceasefire.scenario import model
from ceasefire.scenario.cells import keys_in
from ceasefire.scenario.columns import Table, declared
from ceasefire.scenario.consistency import values_of
from ceasefire.scenario.operations_rules import as_known
from ceasefire.scenario.quantity_file import (
    ChoicesFile,
    PertFile,
    QuantilesFile,
    QuantityFile,
    UniformFile,
)
from ceasefire.scenario.reading import Draft
from ceasefire.scenario.schema import OptionFile, SourceFile, TermFile
from ceasefire.scenario.tables import Row, visible

__all__ = ["assembled", "cited", "cited_in_rows"]


def assembled(draft: Draft, as_of: date | None) -> model.Scenario:
    """Return the scenario of a draft without problems, as of a date (its own by default)."""
    file = draft.scenario
    day = as_of or file.as_of
    parameters = _quantities(draft.reference.parameters, "reference", day)
    parameters |= _quantities(file.parameters, "pack", day)
    names = dict.fromkeys([*draft.reference_part.parameters, *draft.scenario_part.parameters])
    tables = _visible_tables(draft, day)
    scenario = model.Scenario(
        id=file.id,
        title=file.title,
        as_of=day,
        parties=dict(file.parties),
        terms=tuple(_term(name, term) for name, term in file.terms.items()),
        sectors=tuple(model.Sector(**dict(sector)) for sector in file.sectors),
        parameters=parameters,
        invisible=tuple(name for name in names if name not in parameters),
        dependences=tuple(
            model.Dependence(pair.parent, pair.child, pair.correlation, pair.grade)
            for pair in (*draft.reference.dependences, *file.dependences)
        ),
        options=tuple(_option(option) for option in file.options),
        concepts=dict(file.concepts),
        holding=model.HoldingQuestion(
            file.holding.horizon_years, file.holding.replicates, dict(file.holding.allocation)
        ),
        setting=model.Setting(**dict(file.setting)),
        tables=tables,
        published_after=_published_after(draft, day),
        sources={key: _source(key, source) for key, source in draft.sources.items()},
        path=draft.folders.pack,
        declared={
            "reference": draft.reference_part.parameters,
            "pack": draft.scenario_part.parameters,
        },
    )
    return _without_later_sources(scenario, draft)


def cited(scenario: model.Scenario) -> set[str]:
    """Return the keys of the sources that something visible cites."""
    keys: set[str] = set()
    keys.update(key for quantity in scenario.parameters.values() for key in quantity.sources)
    keys.update(key for term in scenario.terms for key in term.sources)
    keys.update(key for option in scenario.options for key in option.sources)
    for name, rows in scenario.tables.items():
        keys |= cited_in_rows(name, rows)
    return keys


def cited_in_rows(table: str, rows: Iterable[Row]) -> set[str]:
    """Return the keys of the sources that rows of a table cite."""
    columns = [c.name for c in declared()[table].columns.values() if c.type == "sources"]
    return {key for row in rows for column in columns for key in keys_in(row.get(column))}


def _quantities(
    parameters: Mapping[str, QuantityFile | list[QuantityFile]], origin: str, as_of: date
) -> dict[str, model.Quantity]:
    found = {}
    for position, (name, quantity) in enumerate(parameters.items()):
        values = values_of(quantity)
        chosen = _newest(values, as_of)
        if chosen is None and values and origin == "reference":
            # Coefficients of the methods are not as of a date: the oldest stands in before its own.
            chosen = min(values, key=lambda v: v.known_from or date.min)
        if chosen is not None:
            found[name] = model.Quantity(
                name=name,
                value=_value(chosen.value),
                unit=chosen.unit,
                sources=tuple(dict.fromkeys(chosen.source)),
                known_from=chosen.known_from,
                grade=chosen.grade,
                note="",
                origin=origin,
                position=position,
            )
    return found


def _newest(values: list[QuantityFile], as_of: date) -> QuantityFile | None:
    """Return the newest value known on the date, else an undated one, else nothing."""
    known = [v for v in values if v.known_from is not None and v.known_from <= as_of]
    if known:
        return max(known, key=lambda v: v.known_from or date.min)
    return next((v for v in values if v.known_from is None), None)


def _value(value: float | PertFile | UniformFile | QuantilesFile | ChoicesFile) -> model.Value:
    if isinstance(value, ChoicesFile):
        return model.Choice(tuple(value.choices))
    if isinstance(value, QuantilesFile):
        return model.Quantiles(float(value.p05), float(value.p50), float(value.p95))
    if isinstance(value, PertFile | UniformFile):
        low, high = float(value.low), float(value.high)
        if low == high:
            return model.Fixed(low)
        if isinstance(value, PertFile):
            return model.Pert(low, float(value.mode), high)
        return model.Uniform(low, high)
    return model.Fixed(float(value))


def _term(name: str, term: TermFile) -> model.Term:
    sources = tuple(dict.fromkeys(term.source))
    return model.Term(name, term.value, term.unit, term.description, sources, term.grade)


def _option(option: OptionFile) -> model.Option:
    fields = dict(option)
    troops, sources = fields.pop("troops"), fields.pop("source")
    ranged = isinstance(troops, UniformFile)
    fields |= {
        "troops_low": float(troops.low if ranged else troops),
        "troops_high": float(troops.high if ranged else troops),
        "sectors": tuple(dict.fromkeys(option.sectors)),
        "tasks": dict(option.tasks),
        "sources": tuple(dict.fromkeys(sources)),
        "note": "",
    }
    return model.Option(**fields)


def _source(key: str, source: SourceFile) -> model.Source:
    fields = dict(source) | {"author": "; ".join(source.author)}
    return model.Source(key=key, **fields)


def _visible_tables(draft: Draft, as_of: date) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for name, table in draft.tables.items():
        rows = (visible(declared()[name], row, as_of) for row in table.rows)
        found[name] = [row for row in rows if row is not None]
        if name == "operations":
            found[name] = [as_known(row, as_of) for row in found[name]]
    # A row that names an unseen row of another table is unseen with it.
    for name in found:
        for column, target, key in _references(declared()[name]):
            if target in found:
                seen = {row[key] for row in found[target]}
                found[name] = [r for r in found[name] if r[column] is None or r[column] in seen]
    return {name: tuple(rows) for name, rows in found.items()}


def _references(table: Table) -> list[tuple[str, str, str]]:
    parts = [(c.name, c.refers.partition(".")) for c in table.columns.values() if c.refers]
    return [(name, target, key) for name, (target, _, key) in parts]


def _published_after(draft: Draft, as_of: date) -> tuple[Row, ...]:
    table = declared()["proposals"]
    rows = [
        row
        for found in (draft.tables.get("proposals"), draft.published_after)
        if found
        for row in found.rows
    ]
    return tuple(row for row in rows if visible(table, row, as_of) is None)


def _without_later_sources(scenario: model.Scenario, draft: Draft) -> model.Scenario:
    """Leave out the pack's sources that only unseen values and rows cite."""
    seen = cited(scenario) | cited_in_rows("proposals", scenario.published_after)
    unseen: set[str] = set()
    for quantity in draft.scenario.parameters.values():
        unseen.update(key for value in values_of(quantity) for key in value.source)
    for name, table in draft.tables.items():
        unseen |= cited_in_rows(name, table.rows)
    later = (unseen - seen) & draft.pack_sources
    kept = {key: source for key, source in scenario.sources.items() if key not in later}
    return replace(scenario, sources=kept)
