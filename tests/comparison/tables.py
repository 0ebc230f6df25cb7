"""Made-up tables of outcomes: options with known means, and worlds with known draws."""

from dataclasses import replace

import numpy as np

from ceasefire.comparison.outcomes import OUTCOMES, TWINS, Outcomes

RNG = np.random.default_rng(5)
N = 4_000
FORCE, LARGE, NONE, AID = "force", "large", "none", "aid"


def scenario_with(pack, **sizes):
    """Return the pack with options of these names and sizes; ``aid`` is a surge of aid."""
    model = next(option for option in pack.options if option.troops_high > 0)
    options = tuple(
        replace(
            model,
            id=name,
            title=name.capitalize(),
            troops_low=size,
            troops_high=size,
            aid="surge" if name == AID else "today",
            host_troops="increased" if name == AID else "current",
        )
        for name, size in sizes.items()
    )
    return replace(pack, options=options, tables={**pack.tables, "claims": ()})


def made_table(
    pack, values, *, sizes=None, twins=None, parameters=None, choices=None, in_full=None
):
    """Return a table of outcomes; ``values`` maps an outcome to arrays by option."""
    options = list(next(iter(values.values())))
    sizes = sizes or {name: 0 if name in (NONE, AID) else 40_000 for name in options}
    draws = len(next(iter(next(iter(values.values())).values())))
    blank = np.full((len(options), draws), np.nan)

    def rows(found):
        return np.array([found.get(name, blank[0]) for name in options])

    parameters = parameters or {}
    return Outcomes(
        scenario=scenario_with(pack, **sizes),
        options=tuple(options),
        draws=draws,
        values={o.name: rows(values.get(o.name, {})) for o in OUTCOMES},
        twins={twin: rows((twins or {}).get(twin, {})) for twin in TWINS},
        in_full=rows(in_full or {}),
        aid=dict.fromkeys(("aid_today", "aid_europe", "aid_surge"), np.full(draws, 20.0)),
        deaths={"soldiers": blank, "civilians": blank},
        choices=choices or {},
        parameters=parameters,
        addresses={o.name: () for o in OUTCOMES},
        made_from={
            (name, option): tuple(parameters)
            for name in (*(o.name for o in OUTCOMES), "in_full", "twin.no_force")
            for option in options
        },
    )
