"""What a reader switches for a run: states in or out, the backer's state, the command.

A switched scenario is a scenario like any other: a run stores it and names it by its content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ceasefire.core.errors import UsageError
from ceasefire.scenario.consistency import check_allocation
from ceasefire.scenario.model import Choice, HoldingQuestion, Option, Scenario
from ceasefire.scenario.problems import suggestion

__all__ = ["switch"]

_BACKER = "backer_state"
_LONGEST, _MOST_REPLICATES = 30, 1000
_Rows = tuple[Mapping[str, object], ...]


def switch(
    scenario: Scenario,
    exclude: Sequence[str] = (),
    include: Sequence[str] = (),
    backer: str | None = None,
    command: str | None = None,
    horizon: int | None = None,
    replicates: int | None = None,
    allocation: Mapping[str, float] | None = None,
) -> Scenario:
    """Return the scenario with the reader's switches set.

    Parameters
    ----------
    scenario : Scenario
    exclude, include : sequence of str
        ISO 3166-1 alpha-3 codes of states that never, or always, take part.
    backer : str, optional
        The one state of the backer in every draw.
    command : str, optional
        Command arrangement of every option that sends a force.
    horizon : int, optional
        Years over which the ceasefire is followed.
    replicates : int, optional
        Simulated histories of the line in each draw.
    allocation : mapping of str to float, optional
        Share of a force on the line that stands on each contact sector.

    Raises
    ------
    UsageError
        If a state, a backer's state, a command or a sector is not one of the scenario's, or a
        horizon, a number of replicates or an allocation makes no sense.
    """
    for iso3 in (*exclude, *include):
        _known(iso3, [str(row["iso3"]) for row in scenario.rows("contributor_forces")], "state")
    both = sorted(set(exclude) & set(include))
    if both:
        raise UsageError(f"{', '.join(both)} cannot be both included and excluded")
    tables = dict(scenario.tables)
    if exclude:
        for name in ("contributor_forces", "contributor_units", "contributors"):
            tables[name] = tuple(r for r in scenario.rows(name) if r["iso3"] not in exclude)
    if include:
        tables["contributors"] = _committed(tables["contributors"], include)
    parameters = dict(scenario.parameters)
    if backer is not None:
        value = parameters[_BACKER].value if _BACKER in parameters else None
        _known(backer, value.names if isinstance(value, Choice) else (), "state of the backer")
        parameters[_BACKER] = replace(parameters[_BACKER], value=Choice((backer,)))
    options = scenario.options
    if command is not None:
        _known(command, [str(row["id"]) for row in scenario.rows("commands")], "command")
        options = tuple(_under(option, command) for option in options)
    return replace(
        scenario,
        tables=tables,
        parameters=parameters,
        options=options,
        holding=_asked(scenario, horizon, replicates, allocation),
    )


def _asked(
    scenario: Scenario,
    horizon: int | None,
    replicates: int | None,
    allocation: Mapping[str, float] | None,
) -> HoldingQuestion:
    found = scenario.holding
    if horizon is not None:
        if not 1 <= horizon <= _LONGEST:
            raise UsageError(f"The horizon is 1 to {_LONGEST} years, not {horizon}.")
        found = replace(found, horizon_years=horizon)
    if replicates is not None:
        if not 1 <= replicates <= _MOST_REPLICATES:
            raise UsageError(f"Replicates are 1 to {_MOST_REPLICATES:,}, not {replicates}.")
        found = replace(found, replicates=replicates)
    if allocation is not None:
        wrong = check_allocation(allocation, [s.id for s in scenario.sectors if s.contact])
        if wrong is not None:
            raise UsageError(f"{wrong[0]}. {wrong[1]}.")
        found = replace(found, allocation=dict(allocation))
    return found


def _committed(rows: _Rows, include: Sequence[str]) -> _Rows:
    return tuple({**row, "stance": "committed"} if row["iso3"] in include else row for row in rows)


def _under(option: Option, command: str) -> Option:
    return replace(option, command=command) if option.troops_high > 0 else option


def _known(name: str, names: Sequence[str], what: str) -> None:
    if name not in names:
        near = suggestion(name, names, limit=12)
        raise UsageError(f"{name!r} is not a {what} of this scenario. {near}")
