"""The checks by name: what the column ``rule`` of ``claims.csv`` may say.

A check is one function, ``check(evidence, row)``, of a row of ``claims.csv``. It returns a
:class:`~ceasefire.comparison.evidence.Check`; a
:class:`~ceasefire.comparison.evidence.Record` where tables alone decide the claim; or the key of a
sentence where it cannot be assessed. Options, figures and thresholds come from the row, so that
another pack can use it:

    def pool_exceeds(evidence, row):
        (option,) = options_in(row)
        reads = evidence.columns("deploy", option, head="pool.", tail="_troops")
        if not reads:
            return evidence.absent("deploy", option)
        claimed = figure(row, "quantity_low")
        return Check(
            reads=reads,
            holds=lambda block: {name: block[name] >= claimed for name in reads},
            conclude=lambda tally: Finding({"claimed": claimed}),
            reason="pool_decides",
            deciding="host_front_share",
            computed_from=reads,
        )

To add it: write the function in the module of its stage, name it in ``CHECKS`` below, say in
``RULES`` (``scenario/claim_rules.py``) which cells of the row it needs, and give its sentence to
``CLAIM_REASONS`` and what decides it to ``DECIDING`` (``briefing/sentences.py``). The judgements
that the rule of evidence varies are not listed: they follow from ``reads``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ceasefire.comparison.aid_checks import aid_instead
from ceasefire.comparison.deploy_checks import cost_below_aid, named_reach_size
from ceasefire.comparison.evidence import Check, Evidence, Record, Row
from ceasefire.comparison.feasibility_checks import (
    context_alone,
    each_could_stop,
    on_record,
    probably_not,
)
from ceasefire.comparison.precedent_checks import (
    figure_larger,
    host_carries,
    lost_without_war,
    unlike_blue_helmets,
)
from ceasefire.comparison.prospects_checks import (
    attack_less_likely,
    broken_by_decision,
    holds_at_cost,
    takes_side_off_line,
)
from ceasefire.comparison.purpose_checks import army_at_front, troops_freed
from ceasefire.comparison.record_checks import command_limits, not_ready_to_send, only_these_open
from ceasefire.comparison.size_checks import (
    line_size_enough,
    ratio_needs_size,
    three_tests,
    window_passed,
)

__all__ = ["CHECKS"]

CHECKS: Mapping[str, Callable[[Evidence, Row], Check | Record | str]] = {
    "aid_instead": aid_instead,
    "army_at_front": army_at_front,
    "attack_less_likely": attack_less_likely,
    "broken_by_decision": broken_by_decision,
    "command_limits": command_limits,
    "context_alone": context_alone,
    "cost_below_aid": cost_below_aid,
    "each_could_stop": each_could_stop,
    "figure_larger": figure_larger,
    "holds_at_cost": holds_at_cost,
    "host_carries": host_carries,
    "line_size_enough": line_size_enough,
    "lost_without_war": lost_without_war,
    "named_reach_size": named_reach_size,
    "not_ready_to_send": not_ready_to_send,
    "on_record": on_record,
    "only_these_open": only_these_open,
    "probably_not": probably_not,
    "ratio_needs_size": ratio_needs_size,
    "takes_side_off_line": takes_side_off_line,
    "three_tests": three_tests,
    "troops_freed": troops_freed,
    "unlike_blue_helmets": unlike_blue_helmets,
    "window_passed": window_passed,
}
