"""How the section that compares options reads the run's comparison: by variant, never pooled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ceasefire.briefing.deploy_data import flagship
from ceasefire.briefing.holding_read import label
from ceasefire.briefing.read import RunReader
from ceasefire.core.errors import RunError

__all__ = ["CompareView", "Ends", "compare_view"]

Ends = tuple[float, float]
BACKER_WORDS = {
    "none": "nothing",
    "logistics": "intelligence and logistics",
    "full": "full support",
}


@dataclass(frozen=True)
class CompareView:
    """The comparison of a run as the section reads it."""

    reader: RunReader
    found: Mapping[str, Any]

    @cached_property
    def outcomes(self) -> Mapping[str, Mapping[str, Any]]:
        """Outcomes with an answer, by name: title, unit, whether more is better."""
        told: Mapping[str, Mapping[str, Any]] = self.found["outcomes"]
        return told

    @cached_property
    def variants(self) -> tuple[str, ...]:
        """Names of the variants in which anything was compared."""
        return tuple(self.found["break_even"])

    def title(self, option: str) -> str:
        """Return an option's title."""
        return self.reader.scenario.option(option).title

    def sends(self, option: str) -> bool:
        """Return whether an option sends a force."""
        return self.reader.scenario.option(option).troops_high > 0

    def standings(self, outcome: str) -> Mapping[str, Mapping[str, Any]]:
        """Return by variant and option how it stands by an outcome."""
        by_variant: Mapping[str, Mapping[str, Any]] = self.found["standings"].get(outcome, {})
        return by_variant

    def ends(self, outcome: str, option: str, field: str = "mean") -> Ends | None:
        """Return the lowest and the highest value of a field over the variants, None without."""
        values = [w[option][field] for w in self.standings(outcome).values() if option in w]
        return (min(values), max(values)) if values else None

    def first(self, outcome: str, among: Sequence[str] | None = None) -> tuple[str, int] | None:
        """Return the option that comes first by an outcome in most variants, and in how many."""
        counts: dict[str, int] = {}
        for found in self.standings(outcome).values():
            options = {id: s for id, s in found.items() if among is None or id in among}
            best = min(options, key=lambda id: options[id]["regret"], default=None)
            if best is not None:
                counts[best] = counts.get(best, 0) + 1
        if not counts:
            return None
        best = max(counts, key=lambda id: counts[id])
        return best, counts[best]

    def gains(self, over: str, option: str) -> dict[str, Mapping[str, Any]]:
        """Return by variant the paired gain in holding over a twin or another option."""
        worlds = self.found["gains"].get(over, {})
        return {name: found[option] for name, found in worlds.items() if option in found}

    def gain_ends(self, over: str, option: str) -> Ends | None:
        """Return the lowest and the highest mean gain over the variants."""
        means = [found["gain"]["mean"] for found in self.gains(over, option).values()]
        return (min(means), max(means)) if means else None

    @cached_property
    def aid(self) -> tuple[str, ...]:
        """Options that send nobody but change the aid."""
        return tuple(over for over in self.found["gains"] if over in self.reader.options)

    @cached_property
    def lead(self) -> str:
        """The option that the section follows: the other sections' one, if it was compared."""
        chosen = flagship(self.reader)
        known = self.standings("holds")
        answered = {id for options in known.values() for id in options}
        if chosen is not None and chosen.option.id in answered:
            return chosen.option.id
        followed: list[str] = list(self.found["followed"])
        return followed[0] if followed else ""

    def dominated(self) -> dict[str, dict[str, int]]:
        """Return by option those that beat it, and in how many variants."""
        counts: dict[str, dict[str, int]] = {}
        for options in self.found["dominated"].values():
            for option, others in options.items():
                row = counts.setdefault(option, {})
                for other in others:
                    row[other] = row.get(other, 0) + 1
        return counts

    def satisfied(self, option: str, limit: str) -> Ends | None:
        """Return the lowest and the highest share of draws within a limit, None if it is none."""
        worlds = self.found["satisfied"].values()
        shares = [w[option][limit] for w in worlds if option in w and w[option][limit] is not None]
        return (min(shares), max(shares)) if shares else None

    def risks(self, option: str, weight: str) -> tuple[list[float], int]:
        """Return an option's break-even risks by variant, and how many variants have none."""
        worlds = self.found["break_even"].values()
        found = [w[option]["risk"][weight] for w in worlds if option in w]
        known = [risk for risk in found if risk is not None]
        return known, len(found) - len(known)

    def variant_words(self, name: str) -> str:
        """Return a name of a structural choice in words."""
        return BACKER_WORDS.get(name) or label(name)

    def addresses(self, outcome: str, *options: str) -> tuple[str, ...]:
        """Return the columns that an outcome of options was read from."""
        stages = {"prospects": "holds.h2.year_", "feasibility": "both", "deploy": "cost.additional"}
        stage = {"happens_and_holds": "feasibility", "happens": "feasibility"}.get(
            outcome, "deploy" if outcome in ("cost", "tied", "flank") else "prospects"
        )
        start = stages[stage]
        found = []
        for option in options:
            names = [n for n in self.reader.names(stage, option) if n.startswith(start)]
            found += [f"{stage}/{option}/{names[-1]}"] if names else []
        return tuple(found)


def compare_view(reader: RunReader) -> CompareView | None:
    """Return the comparison of a run, None where no outcome could be compared."""
    try:
        found = reader.run.comparison()
    except RunError:
        return None
    return CompareView(reader, found) if found.get("outcomes") else None
