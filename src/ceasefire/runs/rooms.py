"""The real rooms: how a run loads a pack, draws a sample, and which questions it walks."""

from __future__ import annotations

import ceasefire.deploy as deploy
import ceasefire.draws as draws
import ceasefire.precedents as precedents
import ceasefire.prospects as prospects
import ceasefire.prospects.feasibility as feasibility
import ceasefire.purpose as purpose
import ceasefire.scenario as scenario
import ceasefire.size as size
from ceasefire.runs.claims import write_claims
from ceasefire.runs.comparison import write_comparison
from ceasefire.runs.flips import write_flips
from ceasefire.runs.stages import (
    Rooms,
    Stage,
    Summary,
    restore_mission,
    restore_outlook,
    restore_requirement,
    restore_sent_force,
)
from ceasefire.runs.track_record import write_hindcast

__all__ = ["rooms"]


def rooms() -> Rooms:
    """Return the stage table with the rooms it stands on."""
    return Rooms(
        load=scenario.load,
        save=scenario.write,
        draws=draws.Draws,
        stages=(
            Stage("purpose", purpose.prepare, purpose.evaluate, restore=restore_mission),
            Stage(
                "size",
                size.prepare,
                size.evaluate,
                reads=("purpose",),
                restore=restore_requirement,
            ),
            Stage(
                "deploy",
                deploy.prepare,
                deploy.evaluate,
                reads=("purpose", "size"),
                solve_inputs=deploy.solve_inputs,
                solve=deploy.solve,
                restore=restore_sent_force,
            ),
            Stage("precedents", precedents.prepare, precedents.evaluate, reads=("size",)),
            Stage(
                "prospects",
                prospects.prepare,
                prospects.evaluate,
                reads=("purpose", "size", "deploy"),
                restore=restore_outlook,
            ),
            Stage(
                "feasibility",
                feasibility.prepare,
                feasibility.evaluate,
                reads=("size", "deploy", "prospects"),
            ),
        ),
        summaries=(
            Summary(
                "claims",
                write_claims,
                reads=("purpose", "size", "deploy", "precedents", "prospects", "feasibility"),
            ),
            Summary("flips", write_flips, reads=("prospects",)),
            Summary("comparison", write_comparison, reads=("deploy", "prospects", "feasibility")),
            Summary("hindcast", write_hindcast),
        ),
    )
