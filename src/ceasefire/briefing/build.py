"""Build the briefing from a run folder, and write it there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ceasefire.briefing.citations import numbered
from ceasefire.briefing.claims_section import claims, rests_on
from ceasefire.briefing.deploy_answer import (
    change_deploy,
    deploy_notes,
    deploy_short,
    deploy_statements,
)
from ceasefire.briefing.deploy_tables import deploy_tables
from ceasefire.briefing.holding_answer import (
    change_holding,
    holding_notes,
    holding_short,
    holding_statements,
)
from ceasefire.briefing.holding_tables import holding_tables
from ceasefire.briefing.limits import limits
from ceasefire.briefing.model import Briefing, Reference, Section, Statement
from ceasefire.briefing.options_table import OPTION_COLUMNS, backer_table, option_rows
from ceasefire.briefing.precedents_answer import (
    change_precedents,
    precedents_notes,
    precedents_short,
    precedents_statements,
)
from ceasefire.briefing.precedents_tables import precedents_tables
from ceasefire.briefing.published import published_summary
from ceasefire.briefing.purpose_answer import (
    change_purpose,
    purpose_notes,
    purpose_short,
    purpose_statements,
)
from ceasefire.briefing.purpose_tables import objectives_table, relief_table
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.say import say
from ceasefire.briefing.size_answer import size_notes, size_short, size_statements
from ceasefire.briefing.size_changes import change_size
from ceasefire.briefing.words import day, number
from ceasefire.briefing.yardsticks_table import yardsticks_table
from ceasefire.runs.reading import Run, open_run
from ceasefire.scenario.cells import keys_in

__all__ = ["brief", "build"]

# Grades that speak of a source itself; D and E speak of what was made from it.
_SEEN = ("A", "B", "C")
TITLES = {
    "size": "How big must it be?",
    "purpose": "What is it for?",
    "deploy": "What does it look like: who, how fast, under whom, at what cost?",
    "precedents": "What happened before?",
    "prospects": "Will it hold?",
}


def brief(run: Run | str) -> Briefing:
    """Write ``brief.html``, ``brief.pdf`` and ``brief.json`` into the run folder.

    Raises
    ------
    RunError
        If the run is not finished, or the disk refuses.
    """
    from ceasefire.briefing.html import render_html
    from ceasefire.briefing.json_file import write_json
    from ceasefire.briefing.pdf import render_pdf
    from ceasefire.runs.folder import write_whole

    found = open_run(run) if isinstance(run, str) else run
    briefing = build(found)
    # All three are made before the first is written: nothing stands there half-done.
    files: dict[str, str | bytes] = {
        "brief.json": write_json(briefing),
        "brief.html": render_html(briefing),
        "brief.pdf": render_pdf(briefing),
    }
    for name, content in files.items():
        write_whole(found.folder / name, content)
    return briefing


def build(run: Run, *, figures: bool = True) -> Briefing:
    """Return the briefing of a finished run, from its folder alone."""
    reader = RunReader(run)
    sections = _sections(reader, figures)
    short = _short_answer(reader, sections)
    said = [s for section in sections for s in (*section.statements, *section.notes)]
    checked = tuple(replace(claim, statements=rests_on(claim, said)) for claim in claims(reader))
    draft = Briefing(
        title=reader.scenario.title,
        standfirst=_standfirst(reader),
        as_of=day(reader.scenario.as_of),
        facts=_facts(reader),
        manifest=run.manifest,
        short_answer=short,
        sections=sections,
        option_columns=OPTION_COLUMNS,
        options=option_rows(reader),
        claims=checked,
        limits=(),
        references=(),
        reproduce=_reproduce(reader),
    )
    references = _references(reader, draft)
    return replace(
        draft,
        limits=limits(reader, references),
        references=references,
        numbers={r.key: r.number for r in references},
    )


def _sections(reader: RunReader, figures: bool) -> tuple[Section, ...]:
    published = published_summary(reader)
    # Readers meet the questions in the order of the debate: size first.
    size = Section(
        question="size",
        title=TITLES["size"],
        statements=size_statements(reader, published),
        notes_title="Deterrence, the window, and two rules that do not size a force",
        notes=size_notes(reader),
        change=change_size(reader),
        tables=told(lambda: yardsticks_table(reader), lambda: backer_table(reader)),
    )
    purpose = Section(
        question="purpose",
        title=TITLES["purpose"],
        statements=purpose_statements(reader),
        notes_title="What this rests on",
        notes=purpose_notes(reader),
        change=change_purpose(reader),
        tables=told(lambda: relief_table(reader), lambda: objectives_table(reader)),
    )
    deploy = Section(
        question="deploy",
        title=TITLES["deploy"],
        statements=deploy_statements(reader),
        notes_title="Leads, rotation, the host’s own soldiers",
        notes=deploy_notes(reader),
        change=change_deploy(reader),
        tables=deploy_tables(reader),
    )
    precedents = Section(
        question="precedents",
        title=TITLES["precedents"],
        statements=precedents_statements(reader),
        notes_title="How well would this have done, and what past missions cannot show",
        notes=precedents_notes(reader),
        change=change_precedents(reader),
        tables=precedents_tables(reader),
    )
    prospects = Section(
        question="prospects",
        title=TITLES["prospects"],
        statements=holding_statements(reader),
        notes_title="What is there, the two engines, and what has no answer",
        notes=holding_notes(reader),
        change=change_holding(reader),
        tables=holding_tables(reader),
    )
    if figures:
        from ceasefire.briefing.deploy_drawings import deploy_figures
        from ceasefire.briefing.drawings import purpose_figures, size_figures
        from ceasefire.briefing.holding_drawings import holding_figures
        from ceasefire.briefing.precedents_drawings import precedents_figures

        size = replace(size, figures=size_figures(reader, published))
        purpose = replace(purpose, figures=purpose_figures(reader))
        precedents = replace(precedents, figures=precedents_figures(reader))
        deploy = replace(deploy, figures=deploy_figures(reader))
        prospects = replace(prospects, figures=holding_figures(reader))
    sections = (size, purpose, deploy, precedents, prospects)
    return tuple(_never_empty(reader, section) for section in sections)


def _never_empty(reader: RunReader, section: Section) -> Section:
    if section.statements:
        return section
    slots: dict[str, object] = {"as_of": day(reader.scenario.as_of)}
    left_out = section.question == "deploy" and "contributors" not in reader.scenario.tables
    answer = "not_applicable" if left_out else "unknown"
    said = say(f"{section.question}.{answer}", slots, computed_from=("manifest",))
    # Nothing changes an answer that there is not.
    return replace(section, statements=(said,), change=())


def _short_answer(
    reader: RunReader, sections: tuple[Section, ...]
) -> tuple[tuple[str, Statement], ...]:
    asked = [section.question for section in sections]
    return tuple(
        (question, statement)
        for question in asked
        for statement in told(partial(_SHORT[question], reader))
    )


_SHORT = {
    "size": size_short,
    "purpose": purpose_short,
    "deploy": deploy_short,
    "precedents": precedents_short,
    "prospects": holding_short,
}


def _standfirst(reader: RunReader) -> str:
    count = len(reader.options)
    return (
        f"What {number(count, published=True)} option{'s' if count != 1 else ''} would take, and "
        "what for, from "
        "public sources, with ranges, grades and every step open to check."
    )


def _facts(reader: RunReader) -> tuple[tuple[str, str], ...]:
    run = reader.run
    failed = len(run.failures())
    draws = number(run.draws, published=True)
    return (
        ("Options", number(len(run.options), published=True)),
        ("Draws", f"{draws}, {'none' if not failed else number(failed, published=True)} failed"),
        ("Command", _command(reader)),
        ("Run", f"pack {run.manifest['pack_hash'][:8]}, run {run.id}"),
        ("Version", f"ceasefire {run.manifest['versions']['ceasefire']}"),
    )


def _command(reader: RunReader) -> str:
    manifest = reader.run.manifest
    chosen = ""
    if len(reader.options) < len(reader.scenario.options):
        chosen = "".join(f" --option {id}" for id in reader.options)
    return (
        f"ceasefire brief {manifest['pack']} --draws {manifest['draws']} --seed "
        f"{manifest['seed']} --as-of {manifest['as_of']}{chosen}"
    )


def _reproduce(reader: RunReader) -> tuple[tuple[str, str], ...]:
    manifest = reader.run.manifest
    # The folder's own name is left out: the same run in another folder is the same briefing.
    return (
        ("The same again", _command(reader)),
        ("This page from its run folder alone, inside it", "ceasefire brief ."),
        ("Pack, SHA-256", str(manifest["pack_hash"])),
        ("Versions", ", ".join(f"{k} {v}" for k, v in sorted(manifest["versions"].items()))),
    )


def _references(reader: RunReader, draft: Briefing) -> tuple[Reference, ...]:
    keys: list[str] = []
    grades: dict[str, str] = {}

    def cite(statement: Statement) -> None:
        keys.extend(statement.sources)

    for _, statement in draft.short_answer:
        cite(statement)
    for section in draft.sections:
        for statement in (*section.statements, *section.notes, *section.change):
            cite(statement)
        for figure in section.figures:
            keys.extend(figure.sources)
    for option in draft.options:
        keys.extend(option.sources)
    for claim in draft.claims:
        keys.extend(claim.sources)
    for key, grade in _graded(reader):
        if grade in _SEEN:
            grades[key] = min(grade, grades.get(key, grade))
    return numbered(keys, reader.scenario.sources, grades)


def _graded(reader: RunReader) -> list[tuple[str, str]]:
    """Return each source key with the grade of what cites it."""
    found = [(k, q.grade) for q in reader.scenario.parameters.values() for k in q.sources]
    for rows in reader.scenario.tables.values():
        graded = [row for row in rows if row.get("grade")]
        found += [(k, str(row["grade"])) for row in graded for k in keys_in(row.get("sources"))]
    return found
