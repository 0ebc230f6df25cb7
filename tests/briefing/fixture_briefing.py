"""A briefing as the renderers get it: the size of a real one, with names that try to break out."""

from __future__ import annotations

from typing import Any

from ceasefire.briefing.figures.theme import themed
from ceasefire.briefing.model import (
    Band,
    Briefing,
    Claim,
    DataTable,
    Estimate,
    Figure,
    OptionRow,
    Reference,
    Section,
    Statement,
    VariantRange,
)

NASTY = "<script>alert(1)</script> & \"quoted\" 'single' #let $x$ *b* _i_ `c` @a \\ [red]"
WIDTHS = (1076, 640, 358)

FAMILIES = ("none", "aid", "observe", "observe", "deter", "deter", "reassure", "reassure")
TITLES = (
    "No force",
    "A stronger Ukraine, aid without a force",
    "Civilian observers, 5,000",
    "Monitors and an interposition force, 15,000",
    "Tripwire, 10,000",
    "Air shield with a small ground part",
    "Training and depots",
    "Reassurance in the rear, 25,000",
    "Deterrent force, 40,000",
    "Deterrent force with a heavy core, 50,000",
    "Mobile reserve, 60,000",
    "Corps with air and sea arms, 60,000–100,000",
    "Two tiers, others on the line and Europeans in the rear",
    "Force on the line, 100,000",
    "Force on the line, 200,000",
    "Deterrent force, 200,000",
    "Heavy force beside a large host army, 30,000",
    "Force held outside Ukraine, 40,000",
    "Wartime deployment in support roles",
    f"Option {NASTY}",
)
TROOPS = (0, 0, 5, 15, 10, 8, 6, 25, 40, 50, 60, 80, 45, 100, 200, 200, 30, 40, 20, 12)
VERDICTS = ("supported", "contested", "refuted", "not_checkable", "not_yet_assessed")
BANDS = (
    "not applicable",
    "almost none: 0 in 10",
    "unlikely, 1–3 in 10",
    "unlikely to about even: 2–6 in 10",
    "almost sure: 10 in 10",
    "failed (3 of 1,024)",
)


def briefing() -> Briefing:
    """Return the same invented briefing at every call."""
    references = _references()
    return Briefing(
        title="A European force behind a ceasefire in Ukraine",
        standfirst=(
            "Published sizes for one and the same ceasefire run from 5,000 to 500,000. Most of "
            "the gap is no quarrel about numbers: the figures answer different questions."
        ),
        as_of="2025-02-01",
        facts=(
            ("As of", "1 February 2025"),
            ("Options", "20"),
            ("Draws", "1,024, none failed"),
            ("Reproduce it", "ceasefire brief ukraine-2025 --seed 7 --draws 1024"),
            ("Pack and run", "pack 3f9a…c210, run 77ab…01de"),
        ),
        manifest={"pack": {"id": "ukraine-2025"}, "seed": 7, "draws": 1024, "note": NASTY},
        short_answer=(
            ("size", _statement("short.size", 0)),
            ("purpose", _statement("short.purpose", 4)),
        ),
        sections=(_size(), _purpose()),
        option_columns=(
            ("Troops in Ukraine", "Per km of 1,000 km", "Share of Ukraine’s army", "Pool behind"),
            ("A not a soft target", "B needs no quick help", "S Europe can keep it there"),
        ),
        options=tuple(_option(n) for n in range(20)),
        claims=tuple(_claim(n) for n in range(26)),
        limits=tuple(_statement(f"limits.{n}", n + 1) for n in range(5)),
        references=references,
        reproduce=(
            ("The same briefing again", "ceasefire brief ukraine-2025 --seed 7 --draws 1024"),
            ("The inputs of one sentence", "ceasefire trace RUN size.window.b"),
            ("Check the bytes", "ceasefire reproduce RUN && echo '<same>'"),
        ),
        numbers={reference.key: reference.number for reference in references},
    )


def _size() -> Section:
    change = tuple(_statement(f"size.change.{n}", n) for n in range(3))
    table = DataTable(
        "Lengths of the line, by sector",
        ("Sector", "Length, km", "Grade"),
        (("Land contact line", 700.0, "D"), ("Dnipro", 300.0, "D"), (NASTY, None, "unknown")),
        "Lengths are published, never measured from the drawing.",
    )
    return Section(
        question="size",
        title="How big must it be?",
        statements=tuple(_statement(f"size.{n}", n) for n in range(5)),
        change=change,
        figures=(_figure("requirement-by-method", "Five methods, five answers"),),
        tables=(table,),
    )


def _purpose() -> Section:
    return Section(
        question="purpose",
        title="What is it for?",
        statements=tuple(_statement(f"purpose.{n}", n + 2) for n in range(4)),
        figures=(_figure("task-build-up", f"Parts add up, their ranges do not {NASTY}"),),
    )


_SENTENCES = (
    "It depends on the job. Watching the line with consent takes 4,200–17,000 troops, "
    "reassuring from the rear 17,000–39,000, deterring a new attack 36,000–98,000, holding the "
    "whole line 45,000–260,000.",
    "Of 51 published sizes, 11 describe a force in the rear (middle value 25,000), 18 a force "
    "meant to deter (52,500) and 19 a force on the line itself (100,000).",
    "That 40,000 are no soft target is likely, 7–9 in 10; the variant with little air defence "
    "decides the lower end.",
    f"A name can hold anything: {NASTY}.",
    "In the rear, on guard, training and border duty, 25,000 foreign troops could free at most "
    "25,000 Ukrainians for the front: about 3% of an army of 880,000.",
    "Counts of Allied troops landed on 6 June 1944 run from 156,115 to nearly 160,000.",
)


def _statement(key: str, n: int) -> Statement:
    grade = "DBEACD"[n % 6]
    variants = tuple(VariantRange(f"variant {k}", 4200.0 * k, 17000.0 * k, 1024) for k in (1, 2))
    middle = None if grade == "E" else 9800.0
    error = None if grade == "E" else 120.0
    return Statement(
        id=key,
        text=_SENTENCES[n % len(_SENTENCES)],
        estimate=Estimate(4200.0, middle, 17000.0, middle, error, "troops") if n % 2 == 0 else None,
        band=Band(0.7, 0.9, "likely, 7–9 in 10") if grade == "E" else None,
        variants=variants if n % 3 == 0 else (),
        sources=tuple(f"source-{(n * 5 + k) % 40 + 1}" for k in range((0, 1, 2, 7)[n % 4])),
        computed_from=(f"size/deterrent-40k/column_{n}",),
        grade=grade,
    )


def _option(n: int) -> OptionRow:
    thousands = TROOPS[n]
    troops = f"{thousands * 1000:,}"
    families = (*FAMILIES, *("deter",) * 5, "line", "line", "deter", "deter", "deter", "reassure")
    return OptionRow(
        id=f"option-{n}",
        title=TITLES[n],
        family=(*families, "observe")[n],
        given=(troops, str(thousands), f"{thousands / 8.8:.1f}%", f"{thousands * 3},000"),
        computed=tuple(
            BANDS[0] if thousands == 0 else BANDS[(n + k) % len(BANDS)] for k in range(3)
        ),
    )


def _claim(n: int) -> Claim:
    texts = (
        "A European force needs at least 200,000 troops to be an effective deterrent",
        "200,000 troops is more than took part in the D-Day landings",
        f"A claim may say {NASTY}",
    )
    verdict = VERDICTS[n % 5]
    return Claim(
        id=f"C{n + 1:02d}",
        claim=texts[n % 3],
        who=("Volodymyr Zelenskyy", "a press explainer of January 2025", NASTY)[n % 3],
        when="21 January 2025",
        verdict=verdict,
        why="Not yet assessed by this version: it waits for the question of cost."
        if verdict == "not_yet_assessed"
        else _SENTENCES[(n + 1) % 6],
        deciding="" if n % 4 == 0 else "the tolerated ratio: the verdict turns at 1.6 to 1",
        statements=("size.0",) if n % 2 else (),
        computed_from=("size/deterrent-40k/hold_time.default_troops",),
        sources=tuple(f"source-{k + 1}" for k in range(n % 7)),
    )


def _references() -> tuple[Reference, ...]:
    return tuple(
        Reference(
            number=n,
            key=f"source-{n}",
            author=(NASTY, "D. Shlapak and M. Johnson", "", "Reuters")[n % 4],
            title=("Published proposals", f"Title {NASTY}", "Reinforcing Deterrence")[n % 3],
            place=("RAND", "kyivindependent.com", "")[n % 3],
            date=("2025-01-23", "2016", "")[n % 3],
            url=""
            if n % 7 == 0
            else f"https://example.org/very/long/path/that/must/break/{n}/?q=a&b=%22c%22",
            grade=("A", "B", "C", "D", "E", "")[n % 6],
            note="as relayed by a weekly, in French" if n % 5 == 0 else "",
        )
        for n in range(1, 41)
    )


def _figure(key: str, title: str) -> Figure:
    rows = tuple(
        (method, 4200.0 * n, None if n == 3 else 9800.0 * n, 17000.0 * n)
        for n, method in enumerate(("Troops per kilometre", "Task by task", "Hold time"), start=1)
    )
    return Figure(
        id=key,
        title=title,
        subtitle="Troops needed in Ukraine by method; logarithmic scale",
        sentence=f"The low ends of the {key} run from 4,200 to 12,600 troops. {NASTY}",
        specs={str(width): _spec(width) for width in WIDTHS},
        sources=tuple(f"source-{n}" for n in range(1, 7)),
        table=DataTable(
            "The numbers in this figure",
            ("Method", "5%", "middle", "95%"),
            rows,
            "Computed here; the third middle rests on judgement.",
        ),
    )


def _spec(width: int) -> dict[str, Any]:
    values = [
        {"method": method, "low": 4200 * n, "high": 17000 * n}
        for n, method in enumerate(("per km <b>", "by task & more", "hold time"), start=1)
    ]
    shared = {"y": {"field": "method", "type": "nominal", "title": None}}
    scale = {"type": "log", "domain": [3000, 60000]}
    axis = {"values": [5000, 20000, 50000], "title": None, "format": ",d"}
    x = {"field": "low", "type": "quantitative", "scale": scale, "axis": axis}
    low, high = ({"field": field, "type": "quantitative"} for field in ("low", "high"))
    return themed(
        {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "width": width - 120,
            "height": 140,
            "data": {"values": values},
            "layer": [
                {
                    "mark": {"type": "rule", "clip": True, "strokeWidth": 2},
                    "encoding": {**shared, "x": x, "x2": {"field": "high"}},
                },
                {
                    "mark": {"type": "point", "filled": True, "clip": True},
                    "encoding": {**shared, "x": {**x, **low}},
                },
                {
                    "mark": {"type": "point", "filled": True, "clip": True},
                    "encoding": {**shared, "x": {**x, **high}},
                },
            ],
        }
    )
