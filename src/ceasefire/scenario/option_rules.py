"""Options that cannot be: a force that would stand nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from ceasefire.scenario.problems import Problems, quoted
from ceasefire.scenario.reading import Part
from ceasefire.scenario.schema import OptionFile, SectorFile
from ceasefire.scenario.yaml_file import place_of

__all__ = ["check_stands"]


def check_stands(
    part: Part,
    index: int,
    option: OptionFile,
    sectors: Sequence[SectorFile],
    problems: Problems,
) -> None:
    """Note a force on the line that stands on no contact sector: it would stand nowhere."""
    contact = [sector.id for sector in sectors if sector.kind.endswith("_contact")]
    if option.placement != "line" or not sectors or set(option.sectors) & set(contact):
        return
    what = f"The option {quoted(option.id)} stands on the line and on none of its contact sectors"
    fix = f"Add 'sectors:' with {' and '.join(map(quoted, contact)) or 'a sector of contact'}"
    place = place_of(part.root, ("options", index, "placement"))
    problems.note(part.file, place, what, "Its troops would stand nowhere", fix)
