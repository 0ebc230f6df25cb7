"""Build the briefing from a run folder, and write it there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ceasefire.briefing.citations import numbered
from ceasefire.briefing.claims_section import claims, rests_on
from ceasefire.briefing.limits import limits
from ceasefire.briefing.model import Briefing, Reference, Statement
from ceasefire.briefing.options_table import OPTION_COLUMNS, option_rows
from ceasefire.briefing.read import RunReader, told
from ceasefire.briefing.sections import QUESTIONS, check_walked, section_of
from ceasefire.briefing.words import day, number
from ceasefire.runs.reading import Run, open_run
from ceasefire.scenario.cells import keys_in

__all__ = ["brief", "build"]

# Grades that speak of a source itself; D and E speak of what was made from it.
_SEEN = ("A", "B", "C")


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
    """Return the briefing of a finished run, from its folder alone.

    Raises
    ------
    RunError
        If the run is not finished, or was made for some of the questions.
    """
    check_walked(run, [question.name for question in QUESTIONS])
    reader = RunReader(run)
    sections = tuple(section_of(reader, q.name, figures=figures) for q in QUESTIONS)
    said = [s for section in sections for s in (*section.statements, *section.notes)]
    checked = tuple(replace(claim, statements=rests_on(claim, said)) for claim in claims(reader))
    draft = Briefing(
        title=reader.scenario.title,
        standfirst=_standfirst(reader),
        as_of=day(reader.scenario.as_of),
        facts=_facts(reader),
        manifest=run.manifest,
        short_answer=_short_answer(reader),
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


def _short_answer(reader: RunReader) -> tuple[tuple[str, Statement], ...]:
    return tuple(
        (question.name, statement)
        for question in QUESTIONS
        for statement in told(partial(question.short, reader))
    )


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
