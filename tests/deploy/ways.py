"""Small networks whose arrivals can be worked out by hand."""

import numpy as np

from ceasefire.deploy.network import Capacity, Link, Network

TONNES = (5.0, 3.0, 1.0)  # a soldier of each lift class


def line(days=(2.0, 3.0), capacity=(1000.0, 500.0), reception=None):
    """Return home - border - city, one rail line after the other."""
    names = ("home", "border", "city")
    capacities = tuple(
        Capacity(f"{names[i]}-{names[i + 1]}", "rail", 0.5 * c, c, 2.0 * c)
        for i, c in enumerate(capacity)
    )
    links = tuple(Link(names[i], names[i + 1], days[i], True, (i,)) for i in range(len(days)))
    far = {"city": 0.0, "border": days[1], "home": sum(days)}
    return Network(tuple(sorted(names)), links, capacities, reception or {"city": 1.0}, far, far)


def with_flight(flight_days=0.5, capacity=100.0):
    """Return the line with a flight beside it."""
    base = line()
    field = Capacity("airfield", "air", 0.5 * capacity, capacity, 2.0 * capacity)
    link = Link("home", "city", flight_days, False, (len(base.capacities),))
    capacities = (*base.capacities, field)
    flying = {**base.days, "home": flight_days}
    return Network(base.nodes, (*base.links, link), capacities, base.reception, base.days, flying)


def released(origins, steps, entries):
    """Return troops released, (origins, lifts, steps), from (origin, lift, step, troops)."""
    found = np.zeros((origins, 3, steps))
    for origin, lift, step, troops in entries:
        found[origin, lift, step] += troops
    return found
