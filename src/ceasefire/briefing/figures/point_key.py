"""The key of published figures: point, range, arrows, hollow after the as-of date, bands."""

from datetime import date

from ceasefire.briefing.figures.labels import text_width
from ceasefire.briefing.figures.marks import arrow_tip, family_mark
from ceasefire.briefing.figures.months import brief_date
from ceasefire.briefing.figures.sheet import Sheet
from ceasefire.briefing.figures.theme import FAMILIES, RAMP, RULE, SECONDARY, WIDE


def key_of_points(sheet: Sheet, as_of: date) -> float:
    """Draw the key at the top of the sheet and return its last baseline, in px."""
    wide = sheet.width == WIDE
    after = "published after the as-of date: shown, not used"
    if not wide:
        after = f"published after {brief_date(as_of)}: not used by the model"
    size = 12.5 if wide else 11.0
    entries = ["one figure", "a range", "“at least”", "“at most”", after, "computed: 50%, 90%"]
    x, y = (230.0 if wide else 4.0), 19.0
    for i, entry in enumerate(entries):
        lead = 42 if i == 5 else 14
        if x + lead + text_width(entry, size) > sheet.width:
            x, y = 4.0, y + 20
        _sample(sheet, i, x, y - 4.5)
        sheet.text(entry, x + lead, y, size, SECONDARY)
        x += lead + text_width(entry, size) + (24 if wide else 18)
    return y


def _sample(sheet: Sheet, i: int, x: float, y: float) -> None:
    colour = FAMILIES["none"].colour
    if i == 1:
        sheet.rule(x + 4, y - 5, x + 4, y + 5, colour, 2.4)
        family_mark(sheet, "none", x + 4, y - 5, 4.0)
        family_mark(sheet, "none", x + 4, y + 5, 4.0)
    elif i == 5:
        sheet.rect(x, y - 7, x + 34, y + 7, RULE, 0.7)
        sheet.rect(x + 8, y - 7, x + 26, y + 7, RAMP[2])
    else:
        shift = {2: 3.0, 3: -3.0}.get(i, 0.0)
        if shift:
            tip = y + shift + (-12 if i == 2 else 12)
            sheet.rule(x + 4, y + shift, x + 4, tip, colour, 1.5)
            arrow_tip(sheet, x + 4, tip, i == 2, colour)
        family_mark(sheet, "none", x + 4, y + shift, 4.6, hollow=i == 4)
