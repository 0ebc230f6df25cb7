"""A case as its file says it, and the range the model gives for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from ruamel.yaml import YAML
from tests.cases.rules import ANY, RULES

from ceasefire.core.units import UNITS, convert
from ceasefire.scenario.model import Fixed, Pert, Quantiles, Uniform
from ceasefire.size.line_density import CONSENT_FACTOR

KINDS = ("identity", "anchor", "held_out", "judged")
KEYS = {
    *("id", "publication", "source", "kind", "rule", "inputs", "expected", "tolerance"),
    *("uses", "note"),
}
OPTIONAL = {"outcome", "computed"}
INPUT_KEYS = (
    *({"value", "unit"}, {"low", "high", "unit"}),
    *({"parameter"}, {"rules"}, {"missions"}, {"family"}),
)
EXPECTED_KEYS = ({"value", "unit"}, {"low", "high", "unit"}, {"at_least", "unit"})


class CaseError(ValueError):
    """A case that cannot be run as it is written."""


@dataclass(frozen=True)
class Case:
    """One published figure: what goes in, what must come out, and where it stands."""

    id: str
    file: str
    publication: Mapping[str, str]
    source: str
    own_sources: Mapping[str, Mapping[str, str]]
    kind: str
    rule: str
    inputs: Mapping[str, Mapping[str, object]]
    expected: Mapping[str, object]
    tolerance: float
    uses: tuple[str, ...]
    miss: bool
    recorded: tuple[float, float] | None
    note: str


def read(folder: Path) -> tuple[Case, ...]:
    """Return every case of the files in a folder.

    Raises
    ------
    CaseError
        If a key is unknown or missing, a rule is unknown, or an id is used twice.
    """
    found: dict[str, Case] = {}
    for path in sorted(folder.glob("*.yaml")):
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        if set(data) - {"sources", "cases"}:
            raise CaseError(f"{path.name}: unknown keys {set(data) - {'sources', 'cases'}}")
        for entry in data["cases"]:
            case = made(entry, path.name, data.get("sources") or {})
            if case.id in found:
                raise CaseError(f"{case.id} is there twice")
            found[case.id] = case
    return tuple(found.values())


def made(entry, file, own_sources) -> Case:
    """Return one case from its mapping, checked."""
    name = f"{file}: {entry.get('id')}"
    wrong = (KEYS - set(entry)) | (set(entry) - KEYS - OPTIONAL)
    if wrong:
        raise CaseError(f"{name}: missing or unknown keys {sorted(wrong)}")
    miss = entry.get("outcome", "reproduced") == "miss"
    if entry.get("outcome", "miss") != "miss" or miss != ("computed" in entry):
        raise CaseError(f"{name}: a miss has `outcome: miss` and `computed`, nothing else has")
    if entry["kind"] not in KINDS or entry["rule"] not in RULES:
        raise CaseError(f"{name}: unknown kind {entry['kind']} or rule {entry['rule']}")
    if set(entry["publication"]) != {"title", "who", "date"}:
        raise CaseError(f"{name}: a publication has title, who and date")
    if set(entry["inputs"]) != set(RULES[entry["rule"]].inputs):
        raise CaseError(f"{name}: {entry['rule']} takes {sorted(RULES[entry['rule']].inputs)}")
    if not all(set(given) in INPUT_KEYS for given in entry["inputs"].values()):
        raise CaseError(f"{name}: an input has unknown keys")
    if set(entry["expected"]) not in EXPECTED_KEYS:
        raise CaseError(f"{name}: expected has unknown keys")
    recorded = (entry["computed"]["low"], entry["computed"]["high"]) if miss else None
    plain = {k: v for k, v in entry.items() if k not in ("uses", "outcome", "computed")}
    return Case(
        file=file,
        own_sources=own_sources,
        uses=tuple(entry["uses"]),
        miss=miss,
        recorded=recorded,
        **plain,
    )


def used(case: Case) -> set[str]:
    """Return what the inputs name of the packs: parameters, and table rows as table/id."""
    names: set[str] = set()
    for given in case.inputs.values():
        if "parameter" in given:
            names.add(str(given["parameter"]))
        names |= {f"rotation_rules/{id}" for id in given.get("rules", ())}
        names |= {f"operations/{id}" for id in given.get("missions", ())}
        names |= {f"line_yardsticks/{given['family']}"} if "family" in given else set()
    return names


def coefficients(case: Case) -> tuple[str, ...]:
    """Return the inputs that come from the packs."""
    return tuple(n for n, given in case.inputs.items() if not {"value", "low"} & set(given))


def computed(case: Case, scenario, wrong: Mapping[str, float] | None = None) -> tuple[float, float]:
    """Return the widest range that the inputs allow, with inputs wrong by a factor if told so.

    Every rule is monotone in each input, so its ends lie at corners of the inputs' box.
    """
    rule = RULES[case.rule]
    names = list(rule.inputs)
    corners = [
        [
            value * (wrong or {}).get(name, 1.0)
            for value in values(case.inputs[name], rule.inputs[name], scenario)
        ]
        for name in names
    ]
    answers = [
        rule.compute(**dict(zip(names, corner, strict=True))) for corner in product(*corners)
    ]
    return min(answers), max(answers)


def expected(case: Case) -> tuple[float, float]:
    """Return the published figure in the rule's unit; a stated floor has no upper end."""
    given, unit = case.expected, str(case.expected["unit"])
    to = RULES[case.rule].gives or unit
    if "at_least" in given:
        return in_unit(given["at_least"], unit, to), float("inf")
    return tuple(in_unit(number, unit, to) for number in ends(given))


def ends(given) -> tuple[object, object]:
    return (given["value"],) * 2 if "value" in given else (given["low"], given["high"])


def values(given, unit: str, scenario) -> list[float]:
    """Return the ends of an input in the rule's unit."""
    if "parameter" in given:
        quantity = scenario.parameters[given["parameter"]]
        return [in_unit(end, quantity.unit, unit) for end in support(quantity.value)]
    if "rules" in given:
        rows = [row_of(scenario, "rotation_rules", id) for id in given["rules"]]
        return [float(row[end]) for row in rows for end in ("multiplier_low", "multiplier_high")]
    if "missions" in given:
        return [density_per_km(scenario, id) for id in given["missions"]]
    if "family" in given:
        return [
            density for id in family(scenario, given["family"]) for density in full(scenario, id)
        ]
    return [in_unit(end, str(given["unit"]), unit) for end in ends(given)]


def in_unit(number, unit: str, to: str) -> float:
    if unit not in UNITS:
        raise CaseError(f"unknown unit {unit}")
    return float(number) if to in (ANY, unit) else convert(float(number), unit, to)


def support(value) -> tuple[float, float]:
    match value:
        case Fixed():
            return value.value, value.value
        case Uniform() | Pert():
            return value.low, value.high
        case Quantiles():
            return value.p05, value.p95
    raise CaseError("a choice is no number")


def row_of(scenario, table: str, id: str):
    (row,) = (row for row in scenario.rows(table) if row["id"] == id)
    return row


def family(scenario, name: str) -> list[str]:
    """Return every past mission of a family of yardsticks, the model's own choice."""
    return [str(row["operation"]) for row in yardsticks(scenario) if row["family"] == name]


def yardsticks(scenario):
    known = {row["id"] for row in scenario.rows("operations")}
    return [row for row in scenario.rows("line_yardsticks") if row["operation"] in known]


def full(scenario, id: str) -> list[float]:
    """Return a mission's density with its own consent taken out, as line density does."""
    consent = row_of(scenario, "operations", id)["parties_consented"]
    density = density_per_km(scenario, id)
    if consent == "yes":
        return [density]
    return [density / end for end in support(scenario.parameters[CONSENT_FACTOR[consent]].value)]


def density_per_km(scenario, id: str) -> float:
    """Return a mission's first strength by km, as the model reads it off its tables."""
    mission, yardstick = row_of(scenario, "operations", id), None
    for row in scenario.rows("line_yardsticks"):
        yardstick = row if row["operation"] == id else yardstick
    length = (yardstick and yardstick["line_length_km"]) or mission["line_length_km"]
    return float(mission["initial_troops"]) / float(length)
