"""What would change the answer of the deploy section."""

from __future__ import annotations

from collections.abc import Mapping

from ceasefire.briefing.deploy_data import GROUP_TITLES, MAIN_RULE, flagship
from ceasefire.briefing.deploy_plan import GROUPS
from ceasefire.briefing.deploy_question import Joining, in_question
from ceasefire.briefing.deploy_read import backer_name, chance_of, reach_band, reaches, reads, steps
from ceasefire.briefing.model import Band, Statement
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.words import join, number, small
from ceasefire.scenario.cells import keys_in

__all__ = ["change_deploy"]

_OFTEN = 0.05  # of the draws: from such a gain a state is named
_NAMED_JOINS = 3
# What coalitions are put together from before any draw.
_PLANNED = ("table/contributor_forces", "table/contributor_units", "table/unit_types")
_QUESTION = ("table/contributors", *_PLANNED)
_AD_HOC = "ad_hoc_coalition"
_WITHOUT = "without_"  # a coalition of the plan that is put together without a lead


def change_deploy(reader: RunReader) -> tuple[Statement, ...]:
    """Return what would change the answer."""
    return told(
        lambda: _change_rule(reader),
        lambda: _change_backer(reader),
        lambda: _change_join(reader),
        lambda: _change_question(reader),
        lambda: _change_leads(reader),
        lambda: _change_command(reader),
    )


def _change_rule(reader: RunReader) -> Statement | None:
    climbed = steps(reader)
    if not climbed:
        return None
    view = climbed[0]
    slots: dict[str, object] = {
        "option": view.option.title,
        "measured": _tenths(reach_band(view, ("measured_share",))),
        "national": _tenths(reach_band(view, (MAIN_RULE,))),
    }
    rules = ("measured_share", MAIN_RULE)
    columns = reads(view, *(f"coalition.{rule}_reaches" for rule in rules))
    return say("deploy.change_rule", slots, computed_from=columns, grade="E")


def _change_backer(reader: RunReader) -> Statement | None:
    climbed, masks = steps(reader), reader.state_masks()
    if not climbed or not all(name in masks and masks[name].any() for name in ("none", "full")):
        return None
    view = climbed[0]
    slots: dict[str, object] = {
        "backer": backer_name(reader),
        "option": view.option.title,
        "none": _tenths(reach_band(view, (MAIN_RULE,), "none")),
        "full": _tenths(reach_band(view, (MAIN_RULE,), "full")),
    }
    columns = reads(view, f"coalition.{MAIN_RULE}_reaches")
    return say("deploy.change_backer", slots, computed_from=columns, grade="E")


def _change_join(reader: RunReader) -> Statement | None:
    """Return which states would help the middle size most by taking part."""
    climbed = steps(reader)
    if not climbed:
        return None
    view = climbed[len(climbed) // 2]
    joined = {iso3: view.values(f"state.{iso3}_if_joined") > 0 for iso3 in view.plan.shown}
    now = float(reaches(view).mean())
    gains = {iso3: float(mask.mean()) - now for iso3, mask in joined.items()}
    most = sorted((s for s in gains if gains[s] >= _OFTEN), key=lambda s: (-gains[s], s))
    bands = {iso3: chance_of(view, (joined[iso3],)) for iso3 in most[:_NAMED_JOINS]}
    named = [f"with {view.plan.state(s).name} {_tenths(band)}" for s, band in bands.items() if band]
    if not named:
        return None
    slots: dict[str, object] = {
        "option": view.option.title,
        "now": _tenths(reach_band(view, (MAIN_RULE,))),
        "joins": join(named),
    }
    columns = reads(view, *(f"state.{iso3}_if_joined" for iso3 in bands))
    return say("deploy.change_join", slots, computed_from=columns, grade="E")


def _change_question(reader: RunReader) -> Statement | None:
    """Return what the flagship gains by the states that the debate asks about, and asks of them."""
    lead = flagship(reader)
    asked_about = in_question(lead) if lead else ()
    if lead is None or not asked_about:
        return None
    slots: dict[str, object] = {
        "option": lead.option.title,
        "chances": "; ".join(
            f"{_tenths(found.without)} without {found.state.name}, {_tenths(found.with_)} with it"
            for found in asked_about
        ),
        "size": number(asked_about[0].candidate.rung_troops, published=True),
        "taken": "; ".join(map(_taken_from, asked_about)),
    }
    columns = [f"state.{found.state.iso3}_if_joined" for found in asked_about]
    columns += [f"state.{found.state.iso3}_indispensable" for found in asked_about]
    read = reads(lead, f"coalition.{MAIN_RULE}_reaches", *columns)
    return say("deploy.change_question", slots, computed_from=(*read, *_QUESTION), grade="E")


def _taken_from(found: Joining) -> str:
    """Return what a coalition with a state as a member takes from it, and lacks even so."""
    troops = found.candidate.troops[found.state.iso3]
    groups = {GROUP_TITLES[group]: n for group, n in zip(GROUPS, troops, strict=True) if n}
    parts = [f"{number(n)} in {title}" for title, n in groups.items()]
    split = join(parts) if len(parts) > 1 else f"all in {join(groups)}"
    lacking = _lacking(found.candidate.short_troops)
    return f"{number(sum(troops))} from {found.state.name}, {split}, and lack {lacking}"


def _change_leads(reader: RunReader) -> Statement | None:
    """Return what the flagship's nominal coalition lacks if all join, and without each lead."""
    lead = flagship(reader)
    if lead is None:
        return None
    candidates = [c for c in lead.plan.candidates if c.rung_troops == lead.asked[1]]
    short = {candidate.variant: candidate.short_troops for candidate in candidates}
    without = {v.removeprefix(_WITHOUT): n for v, n in short.items() if v.startswith(_WITHOUT)}
    if "nominal" not in short or not without:
        return None
    slots: dict[str, object] = {
        "option": lead.option.title,
        "all": _lacking(short["nominal"]),
        "lost": join(f"without {lead.plan.state(s).name} {_lacking(without[s])}" for s in without),
    }
    return say("deploy.change_leads", slots, computed_from=_PLANNED, grade="E")


def _lacking(troops: float) -> str:
    return f"{number(troops)} troops" if troops >= 1 else "nothing"


def _change_command(reader: RunReader) -> Statement | None:
    rows = {str(row["id"]): row for row in reader.scenario.rows("commands")}
    ad_hoc = rows.get(_AD_HOC)
    others = [row for id, row in rows.items() if id not in ("none", _AD_HOC)]
    if ad_hoc is None or not others:
        return None
    slow = max(others, key=lambda row: _days(row)[1])
    vetoes = keys_in(slow["vetoes"])
    slots: dict[str, object] = {
        "ad_hoc": "–".join(number(days) for days in _days(ad_hoc)),
        "slowest": str(slow["title"]),
        "slow": "–".join(number(days) for days in _days(slow)),
        "veto": f"any of {small(len(vetoes))} states could stop it"
        if vetoes
        else "no state outside can stop it either",
    }
    return say("deploy.change_command", slots, computed_from=("table/commands",), grade="E")


def _days(row: Mapping[str, object]) -> tuple[float, float]:
    low, high = row["start_delay_low_days"], row["start_delay_high_days"]
    return float(str(low)), float(str(high))


def _tenths(band: Band) -> str:
    return band.words.rsplit(", ", 1)[-1]
