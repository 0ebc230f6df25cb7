"""Turn titles and web addresses into entries of ``sources.yaml`` with stable keys.

A key is ``host-date-n``: host without www, the date as far as known (else ``nd``), a counter. One
address is one source, whatever title a table gives it; a title without an address is a source
whose page was not located.
"""

from __future__ import annotations

import calendar
import json
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_ADDRESS_DATES = (
    re.compile(rf"{_YEAR}[/_-](\d\d?)[/_-](\d\d?)(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)"),
    re.compile(rf"{_YEAR}[/_-](\d\d)(?!\d)"),
)
_NAMED_DATE = re.compile(rf"(?:(?<!\d)(\d\d?)[ -])?\b({_NAMES})[ -]((?:19|20)\d\d)(?!\d)", re.I)
_CLOSING_YEAR = re.compile(r"[ (]((?:19|20)\d\d)\)?$")

ARTICLE_HOSTS = ("doi.org", "muse.jhu.edu", "taylorfrancis.com", "tnsr.org", "cambridge.org")
REPORT_HOSTS = (
    *("bruegel.org", "cbo.gov", "cfr.org", "csis.org", "gao.gov", "gao.justia.com", "gcsp.ch"),
    *("ifw-kiel.de", "idw-online.de", "rand.org", "stortinget.no", "apps.dtic.mil"),
)
# Words that keep their capitals where a title is read from an address.
ACRONYMS = "AFP EEAS EU EUMAM FT IRT NATO NZ OSCE PM SMM UK UN US WSJ"
PROPER = (
    "Albanese Albanian Albanians April August Australia Austria Belgian Bloomberg Brazil Britain "
    "British Canada Canadian China Coalition Croatia Crosetto Czech December Denmark Donbas Dutch "
    "Estonia Europe European Fico Finnish France French German Germany Greece Hakkanen Hegseth "
    "Hungarian Hungary Iceland Iraq Irish Italy Kremlin Latvia Latvian Lithuania Luxembourg Luxon "
    "Macron Maltese March Mediterranean Merz Mitsotakis Moscow October Pistorius Poland Polish "
    "Politico Romania Romanian Russia Russian Scholz September Siyarto Spain Srebrenica Starmer "
    "Sweden Swedish Trudeau Trump Tusk Ukraine Ukrainian Yahoo Zelensky Zelenskyy"
)
NAMES = {word.lower(): word for word in f"{ACRONYMS} {PROPER}".split()}
OWNERS = "Australia Canada Croatia Europe France Poland Portugal Turkey Ukraine"
NAMES |= {f"{word.lower()}s": f"{word}'s" for word in OWNERS.split()}
# Titles that an address does not give, by a part of it.
TITLES = {
    "crosetto-litalia-e-disponibile": "Crosetto: l'Italia è disponibile (zazoom.it)",
    "dpa-prototype.de": "dpa on Boris Pistorius, 21 December 2024",
    "stortinget.no": "Stortinget, research paper on parliaments and deployments (2024)",
}
NOT_LOCATED = "page not located"
# Days on which a page appeared where its address does not say, with the reason.
PUBLISHED = {
    "dpa-prototype.de": "2024-12-21",  # the address repeats a constant of its news system
    "err.ee/1609526455": "2024-12",  # speaks of 2025 as next year
    "ieu-monitoring.com": "2025-02-21",  # reports the Bruegel and Kiel paper of that day
    "expertnews.com.ua": "2025",  # gives the whole of 2024, so it is later
    "dailyguardian.eu": "2026-02",  # four years after February 2022
    "electrification-of-the-chop-uzhhorod": "2025",  # the month in the address is still to come
    "gaya.one": "2025",  # the budget approved for 2025-26
    "glavnoe.in.ua": "2023",  # a plan announced at the start of its three years
}


def on_host(address: str, hosts: tuple[str, ...]) -> bool:
    """Return whether the address is on one of the hosts or below one."""
    name = host(address)
    return any(name == one or name.endswith("." + one) for one in hosts)


def host(address: str) -> str:
    """Return the registered host name, lower case, without www, port and closing dot."""
    name = (urlsplit(address).hostname or "").lower().strip(".")
    return re.sub(r"^www\d?\.", "", name).replace("_", "-")


def written_date(year: str, month: str = "", day: str = "") -> str:
    """Return an ISO date to the precision given, empty if there is no such day."""
    if not month:
        return year
    if not 1 <= int(month) <= 12:
        return ""
    if not day:
        return f"{year}-{int(month):02}"
    if not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        return ""
    return f"{year}-{int(month):02}-{int(day):02}"


def _named(text: str) -> str:
    found = list(_NAMED_DATE.finditer(text))
    if not found:
        return ""
    day, month, year = found[-1].groups()
    return written_date(year, str(MONTHS[month.lower()]), day or "")


def address_date(address: str) -> str:
    """Return the date that an address shows, empty if it shows none."""
    for pattern in _ADDRESS_DATES:
        for match in pattern.finditer(address):
            if date := written_date(*match.groups()):
                return date
    return _named(address)


def title_date(title: str) -> str:
    """Return the date that a title shows: a named month anywhere, or a year at its end."""
    year = _CLOSING_YEAR.search(title)
    return _named(title) or (year[1] if year else "")


def best_date(*candidates: str) -> str:
    """Return the most precise date, the first of equals."""
    return max(candidates, key=len, default="")


def slug_title(address: str) -> str:
    """Return a title read from the words of an address, empty if it holds too few."""
    best: list[str] = []
    for part in unquote(urlsplit(address).path).split("/"):
        words = re.findall(r"[^\W_]+", re.sub(r"\.\w{3,5}$|,\w+$", "", part))
        while words and re.fullmatch(r"\d+|slug|art\d+", words[0]):
            words.pop(0)
        words = [word for word in words if not re.fullmatch(r"n?\d{5,}|[0-9a-f]{12,}", word)]
        best = max(best, words, key=len)
    if len(best) < (1 if "wikipedia.org" in address else 3):
        return ""
    best = [NAMES.get(word.lower(), word) for word in best]
    return best[0][:1].upper() + " ".join(best)[1:]


@dataclass
class Entry:
    """A source on its way into ``sources.yaml``."""

    key: str
    title: str
    date: str
    address: str
    note: str
    packs: set[str] = field(default_factory=set)
    author: tuple[str, ...] = ()

    def yaml(self) -> str:
        """Return the entry as YAML; every scalar is quoted, so no reader guesses a type."""
        kind = "Web" if self.address else "Misc"
        if on_host(self.address, REPORT_HOSTS):
            kind = "Report"
        elif on_host(self.address, ARTICLE_HOSTS):
            kind = "Article"
        rows = {"title": self.title, "date": self.date, "url": self.address, "note": self.note}
        lines = [f"{self.key}:", f"  type: {kind}"]
        if self.author:
            lines.append(f"  author: {json.dumps(list(self.author), ensure_ascii=False)}")
        lines += [f"  {k}: {json.dumps(v, ensure_ascii=False)}" for k, v in rows.items() if v]
        return "\n".join(lines) + "\n"


class Register:
    """Sources met so far, by address (or by title where there is no address).

    ``dated`` and ``titles`` hold what other tables know of an address.
    """

    def __init__(self, dated: dict[str, str], titles: dict[str, str]) -> None:
        self.dated = dated
        self.titles = titles
        self.entries: dict[str, Entry] = {}
        self._count: dict[str, int] = {}

    def published(self, address: str, title: str = "") -> str:
        """Return the date of the page as far as address, title or a dated statement show it."""
        title = title or self.titles.get(address, "")
        for part, date in PUBLISHED.items():
            if part in address:
                return date
        known = self.dated.get(address, "")
        return best_date(address_date(address), title_date(title), known) if address else ""

    def add(
        self,
        pack: str,
        address: str,
        title: str,
        row_date: str = "",
        note: str = "",
        author: tuple[str, ...] = (),
    ) -> str:
        """Return the key of a source, entering it if it is new; empty if there is nothing."""
        if not (address or title):
            return ""
        name = address or title
        title = title or self.titles.get(address, "")
        if name not in self.entries:
            date = self.published(address, title) or ("" if address else title_date(title))
            stem = f"{host(address) or 'unlocated'}-{best_date(date, row_date) or 'nd'}"
            stem = re.sub(r"[^a-z0-9.-]", "", stem.lower())
            self._count[stem] = self._count.get(stem, 0) + 1
            for part, given in TITLES.items():
                title = given if part in address else title
            if not title:
                title = slug_title(address)
                note = note or ("title read from the address" if title else "page title not noted")
                title = f"{title} ({host(address)})" if title else f"Page at {host(address)}"
            title = re.sub(r" \((?:page|widely)[^)]*not (?:re)?located\)", "", title)
            title = title[:1].upper() + title[1:]
            note = note if address else "; ".join(filter(None, (note, NOT_LOCATED)))
            key = f"{stem}-{self._count[stem]}"
            self.entries[name] = Entry(key, title, date, address, note, author=author)
        self.entries[name].packs.add(pack)
        return self.entries[name].key

    def yaml(self, pack: str) -> str:
        """Return the entries of a pack, sorted by key; what two packs use stands in reference."""
        chosen = [e for e in self.entries.values() if pack in e.packs]
        if pack != "reference":
            chosen = [e for e in chosen if "reference" not in e.packs]
        return "".join(e.yaml() for e in sorted(chosen, key=lambda e: natural(e.key)))


def natural(key: str) -> tuple[str, int]:
    """Return a sorting key that puts source 10 after source 9."""
    stem, _, number = key.rpartition("-")
    return stem, int(number)
