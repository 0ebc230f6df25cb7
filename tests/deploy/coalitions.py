"""Small coalition problems, and the best answer by trying everything."""

import random
from itertools import product
from operator import gt, mul

from ceasefire.deploy.problem import CoalitionProblem

TROOPS = (300.0, 100.0)


def small(
    required=((2.0, 1.0),),
    available=((2.0, 1.0), (2.0, 2.0)),
    cap=None,
    soft=(600.0, 300.0),
    weights=(0.5, 1.0),
    cost=(100.0, 120.0),
    minimum=(100.0, 100.0),
    leads=("AAA",),
    lead_share=0.2,
    excluded=(),
    members=(),
    rotations=(6,),
    short_weight=(1.0, 1.0),
):
    """Return a problem of up to three states, two unit types and one class of rotations."""
    states = tuple(letter * 3 for letter in "ABC")[: len(available)]
    return CoalitionProblem(
        states=states,
        units=("battle_group", "engineers"),
        classes=tuple(f"class-{k}" for k in range(len(required))),
        rotations=rotations,
        step_troops=TROOPS,
        manoeuvre=(True, False),
        short_weight=short_weight,
        required_steps=required,
        available_steps=available,
        cap_troops=cap or tuple((1e6,) * len(states) for _ in required),
        soft_troops=soft,
        minimum_troops=minimum,
        stance_weight=weights,
        cost_eur=cost,
        over_weight=2.0,
        excluded=excluded,
        members=members,
        leads=leads,
        lead_share=lead_share,
    )


def tried(problem):
    """Return the least (short, price, cost) of all coalitions, by rules written out anew."""
    choices = [_choices(problem, i) for i in range(len(problem.states))]
    found = (_worth(problem, chosen) for chosen in product(*choices))
    return min(worth for worth in found if worth is not None)


def _choices(problem, i):
    """Return what one state may send by itself: steps by class, price, cost, manoeuvre troops."""
    barred = problem.states[i] in problem.excluded
    most = [0 if barred else int(n) for n in problem.available_steps[i]]
    found = []
    for rows in product(product(*(range(n + 1) for n in most)), repeat=len(problem.classes)):
        troops = [sum(map(mul, row, problem.step_troops)) for row in rows]
        caps = [row[i] for row in problem.cap_troops]
        if any(map(gt, troops, (cap + 1e-6 for cap in caps))):
            continue
        if any(map(any, rows)) and troops[-1] < problem.minimum_troops[i] - 1e-6:
            continue
        over = [max(0.0, number - problem.soft_troops[i]) for number in troops]
        price = [
            t * problem.stance_weight[i] + o * problem.over_weight
            for t, o in zip(troops, over, strict=True)
        ]
        moving = sum(map(mul, map(mul, rows[-1], problem.step_troops), problem.manoeuvre))
        soldiers = sum(map(mul, problem.rotations, troops))
        found.append(
            (rows, sum(map(mul, problem.rotations, price)), soldiers * problem.cost_eur[i], moving)
        )
    return found


def _worth(problem, chosen):
    """Return (short, price, cost) of what the states send together, None where it breaks a rule."""
    leads = [state in problem.leads for state in problem.states]
    taking_part = [any(map(any, rows)) for rows, *_ in chosen]
    if any(taking_part) and not any(map(mul, taking_part, leads)):
        return None
    moving = [manoeuvre for *_, manoeuvre in chosen]
    if sum(map(mul, moving, leads)) < problem.lead_share * sum(moving) - 1e-6:
        return None
    if any(
        not there and s in problem.members
        for s, there in zip(problem.states, taking_part, strict=True)
    ):
        return None
    short = 0.0
    for k, often in enumerate(problem.rotations):
        for u, need in enumerate(problem.required_steps[k]):
            missing = max(0.0, need - sum(rows[k][u] for rows, *_ in chosen))
            short += often * missing * problem.step_troops[u] * problem.short_weight[u]
    price, cost = (sum(part[n] for part in chosen) for n in (1, 2))
    return round(short, 6), round(price, 6), round(cost, 6)


def flagship(troops=60_000.0, states=46):
    """Return a made-up problem of the shipped pack's size: 46 states, 12 unit types, 2 classes."""
    numbers = random.Random(46)
    step_troops = (280.0, 280.0, 280.0, 125.0, 100.0, 60.0, 50.0, 50.0, 100.0, 150.0, 150.0, 50.0)
    share = (0.15, 0.2, 0.2, 0.08, 0.05, 0.03, 0.02, 0.02, 0.05, 0.12, 0.03, 0.05)
    names = tuple(f"{chr(65 + i // 26)}{chr(65 + i % 26)}X" for i in range(states))
    pool = [round(30_000 * numbers.betavariate(0.6, 3)) for _ in names]
    combat = troops / 2.2 / 3 / 280
    norms = (4.0, 4.0, 2.0, 2.0, 2.0, 3.0, 8.0, 0.5, 2.0)
    required = (combat,) * 3 + tuple(norm * troops / 10_000 for norm in norms)
    cap = tuple(float(n // 4) for n in pool)
    return CoalitionProblem(
        states=names,
        units=tuple(f"unit_{u}" for u in range(12)),
        classes=("first", "steady"),
        rotations=(1, 5),
        step_troops=step_troops,
        manoeuvre=(True,) * 3 + (False,) * 9,
        short_weight=(1.0,) * 12,
        required_steps=(tuple(0.5 * steps for steps in required), required),
        available_steps=tuple(
            tuple(
                float(n * part // size // 3) if numbers.random() < 0.7 else 0.0
                for part, size in zip(share, step_troops, strict=True)
            )
            for n in pool
        ),
        cap_troops=(tuple(0.0 if i % 7 == 3 else c for i, c in enumerate(cap)), cap),
        soft_troops=tuple(c / 2 for c in cap),
        minimum_troops=(100.0,) * states,
        stance_weight=tuple(numbers.choice([0.1, 0.3, 1.0, 2.3, 5.7, 19.0]) for _ in names),
        cost_eur=tuple(float(numbers.choice([90, 120, 150]) * 1000) for _ in names),
        over_weight=2.0,
        excluded=names[5:8],
        members=(),
        leads=tuple(sorted(names, key=lambda name: -cap[names.index(name)])[:3]),
        lead_share=0.2,
    )
