"""What an option would be with the states whose joining the debate asks about."""

from __future__ import annotations

from dataclasses import dataclass

from ceasefire.briefing.deploy_data import DeployView
from ceasefire.briefing.deploy_plan import Candidate, State
from ceasefire.briefing.deploy_read import chance_of, reaches
from ceasefire.briefing.model import Band

__all__ = ["Joining", "in_question"]


@dataclass(frozen=True, slots=True)
class Joining:
    """A state in question: how likely the size is reached, and the coalition with it as a member.

    ``without`` and ``with_`` are by the main rule of rotation, the other states as in every draw.
    """

    state: State
    without: Band
    with_: Band
    candidate: Candidate


def in_question(view: DeployView) -> tuple[Joining, ...]:
    """Return the states in question that could take part in an option.

    None from too few draws for a chance.
    """
    # Candidates stand in rising order of size: the first is that of the option's own.
    own = {candidate.variant: candidate for candidate in reversed(view.plan.candidates)}
    reached, found = reaches(view), []
    for iso3 in view.plan.shown:
        state, candidate = view.plan.state(iso3), own.get(f"with_{iso3}")
        if not state.in_question or candidate is None:
            continue
        lost = view.values(f"state.{iso3}_indispensable") > 0
        joined = view.values(f"state.{iso3}_if_joined") > 0
        without, with_ = (chance_of(view, (truth,)) for truth in (reached & ~lost, joined))
        if without and with_:
            found.append(Joining(state, without, with_, candidate))
    return tuple(found)
