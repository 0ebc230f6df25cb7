"""What may stand in the YAML files of a pack: the file side of :mod:`ceasefire.scenario.model`.

The line under a field is its documentation, in the reference page and in editors.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, RootModel, model_validator

from ceasefire.scenario.fields import (
    Address,
    Concept,
    DateText,
    Day,
    Grade,
    Id,
    Name,
    Refused,
    SourceKey,
    Sources,
    Strict,
    TaskAmount,
    TermValue,
    UnitName,
    Words,
    one_or_many,
)
from ceasefire.scenario.quantity_file import AmountFile, Parameters, check_numbers

__all__ = [
    "DependenceFile",
    "OptionFile",
    "PartiesFile",
    "ReferenceFile",
    "ScenarioFile",
    "SectorFile",
    "SourceFile",
    "SourcesFile",
    "TermFile",
    "json_schema",
]


class PartiesFile(Strict):
    """Who is who."""

    host: Words
    """The state on whose territory the force would stand."""
    adversary: Words
    """The state the ceasefire is with."""
    backer: Words = "none"
    """The outside power whose support is in question."""


class TermFile(Strict):
    """A term of the settlement: a lever."""

    value: TermValue
    """True or false, a number with its unit, or words."""
    unit: UnitName = ""
    """The unit of a number."""
    description: Words
    """What the term says, in one sentence."""
    source: Sources = Field(default_factory=list)
    """Keys of sources.yaml."""
    grade: Grade
    """A to E, as for a quantity."""
    note: str = ""
    """For authors; never shown."""

    @model_validator(mode="after")
    def _number_has_unit(self) -> TermFile:
        number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        if number and not self.unit:
            raise Refused("A number needs a unit", "", "Add 'unit:', such as km or share")
        if number:
            check_numbers(float(self.value), self.unit)
        return self


class SectorFile(Strict):
    """A stretch of line or border; its length is a sourced quantity, never measured on a map."""

    id: Id
    """Short name, used by options and line.geojson."""
    title: Words
    """Its name on the page."""
    kind: Literal["land_contact", "river_contact", "border_adversary", "border_third"]
    """The front is the sum of the two contact kinds; a border counts where an option guards it."""
    length: Name
    """The parameter that holds its length."""
    density_share: Name
    """The parameter that holds the share of the land density that applies here."""


class DependenceFile(Strict):
    """A pair of quantities that move together (a Gaussian copula over a tree of pairs)."""

    parent: Name
    """The parameter that leads."""
    child: Name
    """The parameter that follows; it has one parent, which is named before it."""
    correlation: Annotated[float, Field(gt=-1, lt=1)]
    """Correlation of their normal scores, between -1 and 1."""
    grade: Grade
    """A to E, as for a quantity."""
    note: str = ""
    """For authors; never shown."""


class OptionFile(Strict):
    """A row of attributes, not a label. Troops are deployed foreign troops."""

    id: Id
    """Short name, used in commands and files."""
    title: Words
    """Its name on the page."""
    family: Literal["observe", "reassure", "deter", "line", "aid", "none"]
    """What it is for, in one word."""
    troops: AmountFile
    """Deployed foreign troops: a number or {low, high}."""
    combat_brigades: Annotated[float, Field(ge=0, le=100)]
    """Combat brigades of 3,000 to 5,000 among them."""
    heavy_share: Annotated[float, Field(ge=0, le=1)]
    """Share of the manoeuvre units that are heavy, 0 to 1."""
    aircraft: Annotated[float, Field(ge=0, le=5000)]
    """Combat aircraft that belong to it."""
    air_defence: Literal["none", "light", "medium", "heavy"]
    """Ground-based air defence."""
    placement: Literal["none", "line", "mobile_reserve", "rear", "outside"]
    """Where it stands."""
    mandate: Id
    """An id of mandates.csv; none where no force is sent."""
    rules: Literal["none", "self_defence", "robust", "enforcement"]
    """Rules of engagement."""
    command: Literal[
        "none", "ad_hoc_coalition", "nato", "eu_nato_planning", "eu", "un", "osce", "bilateral"
    ]
    """Who commands."""
    consent: Literal["yes", "partial", "no"]
    """Consent of the parties to the force."""
    timing: Literal["after_ceasefire", "wartime"]
    """When it deploys."""
    duration_years: Annotated[float, Field(ge=0, le=100)]
    """How long it is to stay."""
    host_troops: Literal["current", "reduced", "increased"]
    """The size of the host's army under it."""
    aid: Literal["none", "today", "surge", "equal_cost"]
    """Military aid beside it."""
    sectors: Annotated[list[Id], BeforeValidator(one_or_many)] = Field(default_factory=list)
    """Ids of the sectors it stands on or guards."""
    tasks: dict[Name, TaskAmount] = Field(default_factory=dict)
    """Task id of tasks.csv to an amount: a number or the name of a parameter."""
    source: Sources = Field(default_factory=list)
    """Keys of sources.yaml."""
    grade: Grade
    """A to E, as for a quantity."""
    note: str = ""
    """For authors; never read by the model and never shown."""

    @model_validator(mode="after")
    def _troops(self) -> OptionFile:
        check_numbers(self.troops, "troops")
        return self


class HoldingFile(Strict):
    """How the question whether it holds is asked; every field has a default."""

    horizon_years: Annotated[int, Field(ge=1, le=30)] = 5
    """Years over which the ceasefire is followed."""
    replicates: Annotated[int, Field(ge=1, le=1000)] = 4
    """Simulated histories of the line in each draw."""
    allocation: dict[Id, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    """Share of a force on the line that stands on each sector, summing to 1; by length if empty."""


class SettingFile(Strict):
    """What kind of ceasefire it is, for the comparison with past cases; every field is optional."""

    conflict: Literal["interstate", "civil_war", "internationalised", "none"] | None = None
    """The war that ended: between states, within one, or within one with another's army."""
    great_power: bool | None = None
    """Whether a permanent member of the Security Council is a party, or stands beside one."""
    adversary_nuclear: bool | None = None
    """Whether the adversary has nuclear weapons."""


class ScenarioFile(Strict):
    """The file scenario.yaml."""

    format: Literal[1]
    """The format of the file."""
    id: Id
    """The pack's short name."""
    title: Words
    """The title of the briefing."""
    as_of: Day
    """Nothing known later counts."""
    parties: PartiesFile
    """Host, adversary and backer."""
    terms: dict[Name, TermFile] = Field(default_factory=dict)
    """The terms of the settlement, by name."""
    sectors: list[SectorFile] = Field(default_factory=list, max_length=200)
    """The stretches of line and border."""
    parameters: Parameters
    """Quantities by name, appended only: the order fixes each one's place in the draws."""
    dependences: list[DependenceFile] = Field(default_factory=list, max_length=200)
    """Pairs of quantities that move together."""
    options: Annotated[list[OptionFile], Field(min_length=1, max_length=200)]
    """What is compared."""
    holding: HoldingFile = Field(default_factory=HoldingFile)
    """Horizon, replicates and allocation of the question whether it holds."""
    setting: SettingFile = Field(default_factory=SettingFile)
    """What kind of ceasefire it is."""
    concepts: dict[Concept, Words] = Field(default_factory=dict)
    """Each concept of proposals.csv: an option's id, or 'none: why not'."""


class ReferenceFile(Strict):
    """The file reference.yaml: quantities that are not about one ceasefire."""

    format: Literal[1]
    """The format of the file."""
    parameters: Parameters
    """Quantities by name, appended only."""
    dependences: list[DependenceFile] = Field(default_factory=list, max_length=200)
    """Pairs of quantities that move together."""


class SourceFile(Strict):
    """An entry of sources.yaml, a subset of Hayagriva."""

    type: Literal["Web", "Article", "Report", "Book", "Misc"]
    """What kind of publication it is."""
    title: Words
    """Its title."""
    author: Annotated[list[Words], BeforeValidator(one_or_many)] = Field(default_factory=list)
    """A name or a list of names."""
    publisher: str = ""
    """Who published it."""
    date: DateText = ""
    """When: a day, a month or a year."""
    url: Address = ""
    """Its address on the web; starts with http:// or https://."""
    note: str = ""
    """What a reader should know of the source."""


class SourcesFile(RootModel[dict[SourceKey, SourceFile]]):
    """The file sources.yaml: entries by key."""

    model_config = ConfigDict(strict=True, frozen=True)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of scenario.yaml, by which editors complete and check it."""
    schema = ScenarioFile.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A ceasefire pack: scenario.yaml"
    for block in schema["$defs"].values():
        properties = block.get("properties", {})
        if "source" in properties:
            properties["sources"] = properties["source"]
    return schema
