"""A network that cannot be read as one is told with file, line, column and words."""

from __future__ import annotations

from pathlib import Path

import pytest

from ceasefire.scenario import check, load

PARAMETERS = """\
  season: {value: {choices: [summer, winter]}, grade: E}
  even_chance: {value: 0.5, unit: share, grade: E}
  accepts_base: {value: 0, unit: log_effect, grade: E}
  agrees_base: {value: 0, unit: log_effect, grade: E}
  accepts_weight: {value: 1, unit: log_effect, grade: E}
  signing_rate: {value: 1, unit: per_year, grade: E}
  evidence_month_cap: {value: 1, unit: log_effect, grade: E}
  force_minimum_share: {value: 0.8, unit: share, grade: E}
"""
NODES = """\
id,title,rule,amount,role,description
weather,The season,drawn,season,,x
calm,It is calm,root,even_chance,,x
accepts,It accepts,logit,accepts_base,adversary,x
signed,It is signed,hazard,signing_rate,settlement,x
offered,It is offered,noisy_and,even_chance,offer,x
arrives,It arrives,given,arrived_180_days,happens,x
agrees,It agrees,logit,agrees_base,host,x
"""
LINKS = """\
node,parent,states,effect,description
accepts,weather,winter,accepts_weight,x
accepts,calm,,accepts_weight,x
accepts,host_keeps_army,no,accepts_weight,x
accepts,offered,,acceptance_shift,x
signed,accepts,,,x
offered,calm,,even_chance,x
arrives,signed,,,x
"""
EVIDENCE = """\
id,date,date_precision,node,direction,lr_low,lr_mode,lr_high,half_life_days,summary,coder,known_from,grade,sources
talks,2025-01-10,day,accepts,for,1,1.5,3,90,Talks,us,2025-01-11,E,census-2024
fire,2025-01-12,day,calm,against,0.2,0.5,1,90,Fire,us,2025-01-12,E,census-2024
"""
TEXTS = {"network_nodes.csv": NODES, "network_links.csv": LINKS, "evidence.csv": EVIDENCE}


def problems(pack: Path, **texts: str) -> list[str]:
    scenario = pack / "scenario.yaml"
    yaml = scenario.read_text(encoding="utf-8")
    season = PARAMETERS.partition("\n")[0] + "\n"
    assert season in yaml
    scenario.write_text(yaml.replace(season, PARAMETERS), encoding="utf-8")
    for file, text in (TEXTS | texts).items():
        (pack / file).write_text(text, encoding="utf-8")
    return [str(problem).replace(f"{pack}/", "") for problem in check(pack)]


def changed(pack: Path, file: str, old: str, new: str) -> list[str]:
    assert TEXTS[file].count(old) == 1, f"{old!r} stands {TEXTS[file].count(old)} times"
    return problems(pack, **{file: TEXTS[file].replace(old, new)})


def test_the_network_of_these_tests_is_sound(minimal: Path) -> None:
    assert problems(minimal) == []
    assert len(load(minimal).rows("network_nodes")) == 7
    assert len(load(minimal).rows("evidence")) == 2


MISTAKES = {
    "unknown parameter": (
        ("network_nodes.csv", "root,even_chance", "root,evn_chance"),
        ("3:22:", "There is no parameter 'evn_chance'. Perhaps you meant 'even_chance'."),
    ),
    "unknown parameter like none": (
        ("network_nodes.csv", "root,even_chance", "root,zzz"),
        ("3:22:", "There is no parameter 'zzz'. Add it."),
    ),
    "wrong unit of a root": (
        ("network_nodes.csv", "root,even_chance", "root,signing_rate"),
        ("3:22:", "'signing_rate' is in 'per_year', where a 'share' is needed. Give it in share."),
    ),
    "wrong unit of a logit": (
        ("network_nodes.csv", "logit,accepts_base", "logit,even_chance"),
        ("4:26:", "'even_chance' is in 'share', where a 'log_effect' is needed"),
    ),
    "wrong unit of a hazard": (
        ("network_nodes.csv", "hazard,signing_rate", "hazard,even_chance"),
        ("5:28:", "'even_chance' is in 'share', where a 'per_year' is needed"),
    ),
    "wrong unit of an effect": (
        ("network_links.csv", "winter,accepts_weight", "winter,even_chance"),
        ("2:24:", "'even_chance' is in 'share', where a 'log_effect' is needed"),
    ),
    "unknown parameter of an effect": (
        ("network_links.csv", "calm,,accepts_weight", "calm,,accept_weight"),
        ("3:15:", "There is no parameter 'accept_weight'. Perhaps you meant 'accepts_weight'."),
    ),
    "drawn from no choice": (
        ("network_nodes.csv", "drawn,season", "drawn,sites"),
        ("2:26:", "'sites' is not a parameter with named choices. Name one, such as backer_state."),
    ),
    "drawn from nothing": (
        ("network_nodes.csv", "drawn,season", "drawn,weather"),
        ("2:26:", "'weather' is not a parameter with named choices"),
    ),
    "given by nobody": (
        ("network_nodes.csv", "given,arrived_180_days", "given,arrived_18_days"),
        ("7:26:", "No other question gives 'arrived_18_days'. Perhaps you meant 'arrived_"),
    ),
    "role twice": (
        ("network_nodes.csv", "root,even_chance,,", "root,even_chance,adversary,"),
        ("4:39:", "'adversary' is the role of line 3 too. Keep one of them."),
    ),
    "role of the settlement missing": (
        ("network_nodes.csv", "signing_rate,settlement", "signing_rate,"),
        ("1:1:", "No node has the role 'settlement'. The page would have nothing to say."),
    ),
    "role of all of it missing": (
        ("network_nodes.csv", "arrived_180_days,happens", "arrived_180_days,"),
        ("1:1:", "Write happens in 'role' of the node that stands for it."),
    ),
    "node with the name of a term": (
        ("network_nodes.csv", "calm,It", "host_keeps_army,Army,root,even_chance,,x\ncalm,It"),
        ("3:1:", "'host_keeps_army' is a term of the settlement too. A link could mean either."),
    ),
    "rule that there is not": (
        ("network_nodes.csv", "logit,accepts_base", "logitt,accepts_base"),
        ("4:20:", "'logitt' is not a value of 'rule'. Perhaps you meant 'logit'."),
    ),
    "link to a root": (
        ("network_links.csv", "offered,calm,,", "calm,offered,,"),
        ("7:6:", "'calm' is root: it depends on nothing. Remove the link or change the node's"),
    ),
    "link to a drawn node": (
        ("network_links.csv", "offered,calm,,", "weather,calm,,"),
        ("7:9:", "'weather' is drawn: it depends on nothing"),
    ),
    "link of no node": (
        ("network_links.csv", "arrives,signed", "arrive,signed"),
        ("8:1:", "'arrive' in 'node' is not a network_nodes.id. Perhaps you meant 'arrives'."),
    ),
    "unknown parent": (
        ("network_links.csv", "accepts,calm", "accepts,clam"),
        ("3:9:", "'clam' is neither a node nor a term. Perhaps you meant 'calm'."),
    ),
    "term that is a number": (
        ("network_links.csv", "host_keeps_army,no", "buffer_width,no"),
        ("4:9:", "The term 'buffer_width' cannot count here. A term counts in a logit, and must"),
    ),
    "term outside a logit": (
        ("network_links.csv", "offered,calm,,", "offered,host_keeps_army,,"),
        ("7:9:", "The term 'host_keeps_army' cannot count here"),
    ),
    "unknown state of a drawn node": (
        ("network_links.csv", "weather,winter", "weather,summer;wintr"),
        ("2:17:", "'weather' has no state 'wintr'. Perhaps you meant 'winter'."),
    ),
    "no state of a node that has no yes": (
        ("network_links.csv", "weather,winter,", "weather,,"),
        ("2:17:", "'weather' has no state 'yes'. Use one of: summer, winter."),
    ),
    "unknown state of a node with two": (
        ("network_links.csv", "calm,,even_chance", "calm,maybe,even_chance"),
        ("7:14:", "'calm' has no state 'maybe'. Use one of: no, yes."),
    ),
    "unknown state of a term": (
        ("network_links.csv", "host_keeps_army,no", "host_keeps_army,true"),
        ("4:25:", "'host_keeps_army' has no state 'true'. Use one of: no, yes."),
    ),
    "no effect in a logit": (
        ("network_links.csv", "winter,accepts_weight", "winter,"),
        ("2:24:", "A link to a logit needs an effect. Name a parameter in log_effect."),
    ),
    "effect in a hazard": (
        ("network_links.csv", "signed,accepts,,,", "signed,accepts,,even_chance,"),
        ("6:17:", "A link to a hazard takes no effect: without its parent nothing happens."),
    ),
    "shift outside a logit": (
        ("network_links.csv", "calm,,even_chance", "calm,,acceptance_shift"),
        ("7:15:", "'acceptance_shift' is in log-odds: it counts in a logit alone. Name a param"),
    ),
    "round": (
        ("network_links.csv", "offered,calm,,", "offered,signed,,"),
        ("6:8:", "round: accepts depends on offered depends on signed depends on accepts."),
    ),
    "round by itself": (
        ("network_links.csv", "offered,calm,,", "offered,offered,,"),
        ("7:9:", "The network goes round: offered depends on offered. Remove one of these links."),
    ),
    "evidence on a drawn node": (
        ("evidence.csv", "day,accepts,for", "day,weather,for"),
        ("2:22:", "'weather' takes no evidence here. Another question owns it: what is known of"),
    ),
    "evidence on a given node": (
        ("evidence.csv", "day,accepts,for", "day,arrives,for"),
        ("2:22:", "'arrives' takes no evidence here. Another question owns it"),
    ),
    "evidence on no node": (
        ("evidence.csv", "day,accepts,for", "day,acepts,for"),
        ("2:22:", "'acepts' in 'node' is not a network_nodes.id. Perhaps you meant 'accepts'."),
    ),
    "ratios that fall": (
        ("evidence.csv", "for,1,1.5,3", "for,1,3,1.5"),
        ("2:34:", "The ratios 1, 3 and 1.5 do not rise. Give low, likeliest and high in this"),
    ),
    "negative ratio": (
        ("evidence.csv", "against,0.2,", "against,-0.2,"),
        ("3:34:", "-0.2 in 'lr_low' is outside 0.01 to 100"),
    ),
    "ratio of zero": (
        ("evidence.csv", "against,0.2,", "against,0,"),
        ("3:34:", "0 in 'lr_low' is outside 0.01 to 100"),
    ),
    "ratios against an event for": (
        ("evidence.csv", "for,1,1.5,3", "for,0.9,1.5,3"),
        ("2:34:", "An event for the node has ratios of 1 or more. Change the direction or the"),
    ),
    "ratios for an event against": (
        ("evidence.csv", "0.2,0.5,1,90", "0.2,0.5,1.1,90"),
        ("3:34:", "An event against the node has ratios of 1 or less"),
    ),
    "known before it happened": (
        ("evidence.csv", "us,2025-01-11", "us,2025-01-09"),
        ("2:54:", "It is known before it happened. Write 2025-01-10 or later."),
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_place(name: str, minimal: Path) -> None:
    (file, old, new), (place, words) = MISTAKES[name]
    (found,) = changed(minimal, file, old, new)
    assert found.startswith(f"{file}:{place}"), found
    assert words in found


@pytest.mark.parametrize("name", ["evidence_month_cap", "force_minimum_share"])
def test_a_parameter_that_every_network_reads_is_asked_for(name: str, minimal: Path) -> None:
    problems(minimal)
    scenario = minimal / "scenario.yaml"
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace(f"  {name}:", f"  other_{name}:"), encoding="utf-8")
    (found,) = [str(problem).replace(f"{minimal}/", "") for problem in check(minimal)]
    assert found == (
        f"network_nodes.csv:1:1: There is no parameter '{name}'. Every network reads it. Add it."
    )


def test_two_ways_round_are_two_problems(minimal: Path) -> None:
    more = "offered,signed,,even_chance,x\nsigned,signed,,,x\n"
    found = problems(minimal, **{"network_links.csv": LINKS + more})
    assert len(found) == 2
    assert all("The network goes round" in one for one in found)


def test_links_and_evidence_without_nodes_lead_nowhere(minimal: Path) -> None:
    problems(minimal)
    (minimal / "network_nodes.csv").unlink()
    found = [str(problem) for problem in check(minimal)]
    assert len(found) == 9
    assert all("is not a network_nodes.id" in one for one in found)


def test_a_wrong_table_of_links_is_not_listed_row_by_row(minimal: Path) -> None:
    more = "".join(f"offered,calm_{n},,even_chance,x\n" for n in range(400))
    found = problems(minimal, **{"network_links.csv": LINKS + more})
    assert 90 < len(found) < 120
