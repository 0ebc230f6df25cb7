"""The line as the draws and the settlement have it, before any force stands on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ceasefire.core.errors import UsageError
from ceasefire.core.philox import uniforms
from ceasefire.prospects.dynamics import MOST_SEGMENTS, Behaviour, Deaths, Line
from ceasefire.prospects.spiral import Channels
from ceasefire.results import FloatArray
from ceasefire.scenario.central import central
from ceasefire.scenario.model import Scenario, Sector

__all__ = [
    "PARAMETERS",
    "Settlement",
    "Stretch",
    "behaviour",
    "better",
    "channels",
    "deaths",
    "lay_out",
    "typical",
]

_CONTACT_KM, _BORDER_KM = 25.0, 200.0
_DAYS_TO_SETTLE = 365.0
_SIDES = 2.0

_RATES = (
    "incident_rate",
    "spoiler_share",
    "spoiler_control",
    "buffer_scale_km",
    "river_rate_share",
    "quiet_border_rate_share",
    "monitoring_damps_background",
    "monitoring_damps_triggering",
    "sensor_sight_km",
    "unevenness",
)
_PLAIN = {
    "memory_days": "memory_days",
    "clash_chance": "clash_chance",
    "clash_calms": "clash_calms",
    "clash_grows": "clash_grows",
    "spill": "spill",
    "sector_calms": "sector_calms",
    "spiral_power": "spiral_power",
    "clash_heat": "clash_heat",
    "sector_heat": "sector_heat",
    "shocks_per_year": "shocks_per_year",
    "shock_size": "shock_size",
    "shock_days": "shock_days",
    "regrowth": "regrowth",
    "regrowth_days": "regrowth_days",
    "settling": "settling",
    "recommitments_per_year": "recommitments_per_year",
    "probes_per_year": "probes_per_year",
    "probe_aim": "probe_aim",
    "probe_failure": "probe_failure",
    "probe_clash": "probe_clash",
    "probe_burst": "probe_burst",
}
"""Field of ``Behaviour`` to the parameter of the same meaning."""
_BRANCHING = ("branching_ratio", "branching_own_share", "branching_across_share")
_DEATHS = (
    "battle_deaths_per_incident",
    "battle_deaths_per_clash_day",
    "battle_deaths_per_sector_day",
)
_CHANNELS = (
    "presence_damps_triggering",
    "presence_damps_background",
    "presence_damps_clash",
    "presence_damps_growth",
    "presence_calms_clash",
    "presence_calms_sector",
)
_LEARNING = ("learn_success", "learn_failure")
PARAMETERS = (*_LEARNING, *_RATES, *_PLAIN.values(), *_BRANCHING, *_DEATHS, *_CHANNELS)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sector class: segments of one sector that are held alike.

    ``thin`` marks the part that a force would hold thinly; ``segments`` counts them, ``share`` is
    their part of the sector's length.
    """

    name: str
    sector: Sector
    thin: bool
    segments: int
    share: float


@dataclass(frozen=True, slots=True)
class Settlement:
    """The terms that dynamics reads.

    ``monitored`` is the share of the line that sensors see, 0 where nothing is installed;
    ``strength`` the share of its provisions that bind (buffer, withdrawal of heavy weapons,
    commission, attribution, snapback).
    """

    buffer_km: float = 0.0
    commission: bool = False
    attribution: bool = False
    camera_every_km: float | None = None
    host_force_cap: float | None = None
    strength: float = 0.0

    @classmethod
    def of(cls, scenario: Scenario) -> Settlement:
        """Return the settlement of a scenario; a term it does not name is absent."""
        terms = {term.name: term.value for term in scenario.terms}
        binding = (
            float(terms.get("buffer_width", 0.0) or 0.0) > 0.0,
            *(
                terms.get(name) is True
                for name in (
                    "heavy_weapon_withdrawal",
                    "joint_commission",
                    "attribution",
                    "snapback",
                )
            ),
        )
        return cls(
            buffer_km=float(terms.get("buffer_width", 0.0) or 0.0),
            commission=terms.get("joint_commission") is True,
            attribution=terms.get("attribution") is True,
            camera_every_km=_number(terms.get("sensor_coverage")),
            host_force_cap=_number(terms.get("host_force_cap")),
            strength=sum(binding) / len(binding),
        )


def typical(buffer_km: float) -> Settlement:
    """Return the terms that the cases of the reference classes typically had (grade E).

    A buffer, withdrawn heavy weapons and a joint commission; nobody who may say who broke the
    truce, no cameras, no snapback.
    """
    return Settlement(buffer_km=buffer_km, commission=True, strength=3 / 5)


def better(own: Settlement, buffer_km: float, camera_every_km: float) -> Settlement:
    """Return the settlement with its terms improved, never worse than it is.

    A wide zone without troops, a line seen by cameras, a commission, a body that may say who broke
    the truce, sanctions that return by themselves, and no ceiling on the host's army.
    """
    return Settlement(
        buffer_km=max(own.buffer_km, buffer_km),
        commission=True,
        attribution=True,
        camera_every_km=min(own.camera_every_km or camera_every_km, camera_every_km),
        strength=1.0,
    )


def lay_out(scenario: Scenario) -> tuple[Line, tuple[Stretch, ...]]:
    """Return the line in segments, and its sector classes.

    Contact sectors are cut every 25 km, borders every 200 km. The drawn length of a sector changes
    the rate in its segments, never their number.

    Raises
    ------
    UsageError
        If the line is too long for the segments.
    """
    lengths = [central(scenario, sector.length) for sector in scenario.sectors]
    cut = [_CONTACT_KM if sector.contact else _BORDER_KM for sector in scenario.sectors]
    counts = [max(1, round(km / each)) for km, each in zip(lengths, cut, strict=True)]
    if sum(counts) > MOST_SEGMENTS:
        raise UsageError(
            f"The sectors need {sum(counts)} segments, {_CONTACT_KM:.0f} km each in contact and "
            f"{_BORDER_KM:.0f} km on a border; a line has {MOST_SEGMENTS} at most."
        )
    thin = central(scenario, "thin_share")
    stretches: list[Stretch] = []
    class_of: list[int] = []
    for sector, count in zip(scenario.sectors, counts, strict=True):
        weak = round(thin * count) if sector.contact else 0
        place = len(stretches)
        stretches.append(Stretch(sector.id, sector, False, count - weak, (count - weak) / count))
        if weak:
            name = f"{sector.id}-thin"
            stretches.append(Stretch(name, sector, True, weak, weak / count))
        every = count / weak if weak else 0.0
        held_thinly = {int((n + 0.5) * every) for n in range(weak)}
        class_of += [place + (n in held_thinly) for n in range(count)]
    joined = np.ones(len(class_of) - 1, dtype=np.bool_)
    line = Line(
        classes=tuple(stretch.name for stretch in stretches),
        class_of=np.array(class_of, dtype=np.int64),
        joined=joined,
        segment_km=_CONTACT_KM,
    )
    return line, tuple(stretches)


def behaviour(
    line: Line,
    stretches: Sequence[Stretch],
    settlement: Settlement,
    sample: Mapping[str, FloatArray],
    seed: int,
    draws: np.ndarray,
) -> Behaviour:
    """Return how the line behaves in each draw when nobody stands between the sides.

    The collapse rate is left at one: :func:`ceasefire.prospects.spiral.collapse_rate` sets it.
    Probes come on the contact line, and nothing is learnt from them: they all succeed, and were
    expected to.
    """
    watched = _watched(settlement, sample)
    seen = watched if settlement.attribution else np.zeros_like(watched)
    local, spoiler = _rates(stretches, settlement, sample, seen)
    ratio = sample["branching_ratio"]
    own = ratio * sample["branching_own_share"]
    across = ratio * sample["branching_across_share"]
    damping = 1.0 - np.exp(-sample["monitoring_damps_triggering"] * seen * settlement.commission)
    plain = {field: sample[name] for field, name in _PLAIN.items()}
    contact = np.array([float(stretch.sector.contact) for stretch in stretches])
    nothing = np.zeros_like(ratio)
    return Behaviour(
        local_rate=local,
        spoiler_rate=spoiler,
        unevenness=_unevenness(line, sample["unevenness"], seed, draws),
        branching_own=own,
        branching_across=across,
        branching_next=np.maximum(0.0, ratio - own - across),
        monitoring_damping=damping,
        clash_calms_with_force=nothing,
        sector_calms_with_force=nothing,
        spiral_rate=np.ones_like(ratio),
        probe_appeal=np.tile(contact, (len(ratio), 1)),
        learn_success=nothing,
        learn_failure=nothing,
        settling_days=np.full_like(ratio, _DAYS_TO_SETTLE),
        **plain,
    )


def channels(settlement: Settlement, sample: Mapping[str, FloatArray]) -> Channels:
    """Return the mix of channels through which full presence works, before it is scaled.

    A force calms fighting through the joint commission; without one those channels are shut.
    """
    meets = 1.0 if settlement.commission else 0.0
    return Channels(
        triggering=sample["presence_damps_triggering"],
        background=sample["presence_damps_background"],
        clash=sample["presence_damps_clash"],
        growth=sample["presence_damps_growth"],
        calms_clash=sample["presence_calms_clash"] * meets,
        calms_sector=sample["presence_calms_sector"] * meets,
        probe_failure=sample["probe_failure"],
    )


def deaths(sample: Mapping[str, FloatArray], elsewhere_per_day: FloatArray) -> Deaths:
    """Return both sides' battle deaths; ``elsewhere_per_day`` (draws, epochs) is off the line."""
    incident, clash, sector = (sample[name] for name in _DEATHS)
    return Deaths(
        battle_deaths_per_incident=incident,
        battle_deaths_per_clash_day=clash,
        battle_deaths_per_sector_day=sector,
        battle_deaths_elsewhere=elsewhere_per_day,
    )


def _rates(
    stretches: Sequence[Stretch],
    settlement: Settlement,
    sample: Mapping[str, FloatArray],
    seen: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Return local and spoilers' incidents a day, by side and segment, shape (draws, classes)."""
    spoilers = sample["spoiler_share"]
    apart = np.exp(-settlement.buffer_km / sample["buffer_scale_km"])
    loose = (1.0 - sample["spoiler_control"]) * np.exp(
        -sample["monitoring_damps_background"] * seen
    )
    local = np.empty((len(spoilers), len(stretches)))
    spoiler = np.empty_like(local)
    for number, stretch in enumerate(stretches):
        kilometres = sample[stretch.sector.length] * stretch.share / stretch.segments
        rate = sample["incident_rate"] / 100.0 * kilometres / _SIDES
        kind = stretch.sector.kind
        if kind == "river_contact":
            rate = rate * sample["river_rate_share"]
        elif not stretch.sector.contact:
            rate = rate * sample["quiet_border_rate_share"]
        local[:, number] = rate * (1.0 - spoilers) * apart
        spoiler[:, number] = rate * spoilers * loose
    return local, spoiler


def _watched(settlement: Settlement, sample: Mapping[str, FloatArray]) -> FloatArray:
    if settlement.camera_every_km is None:
        return np.zeros_like(sample["sensor_sight_km"])
    watched: FloatArray = np.minimum(1.0, sample["sensor_sight_km"] / settlement.camera_every_km)
    return watched


def _unevenness(line: Line, spread: FloatArray, seed: int, draws: np.ndarray) -> FloatArray:
    """Return a weight for each segment, mean one, lognormal with this spread."""
    from scipy import special

    places = np.arange(len(line.class_of))
    chance = uniforms(seed, "unevenness", draws[:, None], 0, 0, places[None, :])
    weight = np.exp(spread[:, None] * special.ndtri(chance))
    total = np.zeros(len(weight))
    for place in places:
        total = total + weight[:, place]
    even: FloatArray = weight * (len(places) / total)[:, None]
    return even


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value is not True else None
