"""Rules shared by all imported tables: grades, dates, cells."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable

from tables.register import Register, on_host

Row = dict[str, str]
Maker = Callable[[Register, "Tables"], list[Row]]
Tables = dict[str, list[Row]]

UA, REF = "ukraine-2025", "reference"
AS_OF = "2025-02-01"
ORIGINAL_HOSTS = (
    *("army.mil", "army.mod.uk", "bruegel.org", "cfr.org", "csis.org", "defense.gov", "eumm.eu"),
    *("gao.gov", "gcsp.ch", "hansard.parliament.uk", "idw-online.de", "ifw-kiel.de", "nato.int"),
    *("lvivherald.com", "osce.org", "publications.parliament.uk", "un.org", "unmissions.org"),
)
# Anyone may edit these, or they copy what anyone may edit.
ENCYCLOPAEDIAS = (
    *("casquebleu.org", "fact-archive.com", "fandom.com", "liquisearch.com", "memim.com"),
    *("profilpelajar.com", "sagapedia.com", "wiki2.org", "wikipedia.org", "wikiup.org"),
    "zxc.wiki",
)
# News agencies and broadcasters run by a state, and pages that copy them, relaying others.
STATE_MEDIA = (
    *("aa.com.tr", "news-pravda.com", "noticiabrasil.net.br", "plenglish.com", "sputnikglobe.com"),
    *("tass.com", "trtworld.com", "ukrinform.net"),
)
WEAK_HOSTS = (
    *("airliners.net", "antikor.info", "baby-ace.net", "cryptogon.com", "discountmags.ca"),
    *("indebta.com", "pravda.ru", "vibewire.com.au"),
    *(*ENCYCLOPAEDIAS, *STATE_MEDIA),
)
WEAK_WORDS = re.compile(r"weak|low-grade|state-linked|state-media|blog|forum|encyclop|wiki", re.I)
DERIVED = re.compile(r"derived|scaled|assumption|range of|bracket|not located|widely quoted", re.I)
JUDGED = re.compile(r"assumption|widely quoted|^not located", re.I)


def last_day(date: str) -> str:
    """Return the last day that a date without a day, or a year alone, may mean."""
    if re.fullmatch(r"\d{4}", date):
        return f"{date}-12-31"
    if re.fullmatch(r"\d{4}-\d\d", date):
        year, month = int(date[:4]), int(date[5:])
        return f"{date}-{calendar.monthrange(year, month)[1]}"
    return date


def closing_year(text: str) -> str:
    """Return the last date in a year column such as 2014-2017, 2024/25 or 2025-01/02."""
    if match := re.fullmatch(r"\d{4}-\d\d/(\d{4})", text):
        return match[1]
    if match := re.fullmatch(r"(\d{4}-)\d\d/(\d\d)", text):
        return match[1] + match[2]
    if match := re.fullmatch(r"\d{4}-(\d{4})", text):
        return match[1]
    if match := re.fullmatch(r"(\d\d)\d\d/(\d\d)|(\d\d)(\d\d)-(?!0|1[0-2])(\d\d)", text):
        return (match[1] or match[3]) + (match[2] or match[5])
    return text if re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else ""


def grade(address: str, title: str, words: str = "", estimate: str = "") -> str:
    """Return the grade of a row from its source, its words and whether it is an estimate."""
    if not (address or title) or (not address and JUDGED.search(title)):
        return "E"
    if estimate == "True":
        return "D"
    if not address or on_host(address, WEAK_HOSTS) or WEAK_WORDS.search(f"{title} {words}"):
        return "C"
    return "A" if on_host(address, ORIGINAL_HOSTS) else "B"


def keys(*found: str) -> str:
    """Return keys joined for a cell, each once, in order."""
    return ";".join(dict.fromkeys(key for key in found if key))


def pick(row: Row, columns: str) -> Row:
    """Return the named columns of a row, truth values in lower case."""
    cells = {name: row[name].strip() for name in columns.split()}
    return {k: v.lower() if v in ("True", "False") else v for k, v in cells.items()}


def addresses(text: str) -> list[str]:
    """Return the web addresses in a cell of prose."""
    return [found.rstrip(").,;") for found in re.findall(r"https?://\S+", text)]
