"""The questions of the briefing, an entry each, and the section that answers one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from ceasefire.briefing.compare_answer import comparison_short, comparison_statements
from ceasefire.briefing.compare_drawings import comparison_figures
from ceasefire.briefing.compare_notes import change_comparison, comparison_notes
from ceasefire.briefing.compare_tables import comparison_tables
from ceasefire.briefing.deploy_answer import (
    change_deploy,
    deploy_notes,
    deploy_short,
    deploy_statements,
)
from ceasefire.briefing.deploy_drawings import deploy_figures
from ceasefire.briefing.deploy_tables import deploy_tables
from ceasefire.briefing.drawings import purpose_figures, size_figures
from ceasefire.briefing.feasibility_answer import (
    change_feasibility,
    feasibility_notes,
    feasibility_short,
    feasibility_statements,
)
from ceasefire.briefing.feasibility_drawings import feasibility_figures
from ceasefire.briefing.feasibility_tables import feasibility_tables
from ceasefire.briefing.holding_answer import (
    change_holding,
    holding_notes,
    holding_short,
    holding_statements,
)
from ceasefire.briefing.holding_drawings import holding_figures
from ceasefire.briefing.holding_tables import holding_tables
from ceasefire.briefing.model import DataTable, Figure, Section, Statement
from ceasefire.briefing.precedents_answer import (
    change_precedents,
    precedents_notes,
    precedents_short,
    precedents_statements,
)
from ceasefire.briefing.precedents_drawings import precedents_figures
from ceasefire.briefing.precedents_tables import precedents_tables
from ceasefire.briefing.purpose_answer import (
    change_purpose,
    purpose_notes,
    purpose_short,
    purpose_statements,
)
from ceasefire.briefing.purpose_tables import purpose_tables
from ceasefire.briefing.read import RunReader
from ceasefire.briefing.say import say
from ceasefire.briefing.size_answer import size_notes, size_short, size_statements
from ceasefire.briefing.size_changes import change_size
from ceasefire.briefing.size_tables import size_tables
from ceasefire.briefing.words import day, join
from ceasefire.core.errors import RunError
from ceasefire.runs.reading import Run

__all__ = ["QUESTIONS", "Question", "answered_by", "check_walked", "made_from", "section_of"]

Said: TypeAlias = Callable[[RunReader], tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """How a section of the briefing is made.

    Attributes
    ----------
    name : str
        The stage that answers it, or the summary of several.
    title, notes_title : str
        Headings of the section and of its notes.
    statements, notes, change : callable
        The answer, what a second reading wants, and what would change the answer.
    tables, figures : callable
        What stands beside it.
    short : callable
        Its sentence in the short answer, or None.
    shows : tuple of str
        Stages and summaries of the run that the section shows beside its own stage.
    stages : tuple of str
        Of a question that a summary answers, the stages it is made from.
    """

    name: str
    title: str
    statements: Said
    notes_title: str
    notes: Said
    change: Said
    tables: Callable[[RunReader], tuple[DataTable, ...]]
    figures: Callable[[RunReader], tuple[Figure, ...]]
    short: Callable[[RunReader], Statement | None]
    shows: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    @property
    def walked(self) -> tuple[str, ...]:
        """The stages that a run must have walked to answer it."""
        return self.stages or (self.name,)


# Readers meet the questions in the order of the debate: size first.
QUESTIONS = (
    Question(
        name="size",
        title="How big must it be?",
        statements=size_statements,
        notes_title="Deterrence, the window, and two rules that do not size a force",
        notes=size_notes,
        change=change_size,
        tables=size_tables,
        figures=size_figures,
        short=size_short,
        shows=("hindcast",),
    ),
    Question(
        name="purpose",
        title="What is it for?",
        statements=purpose_statements,
        notes_title="What this rests on",
        notes=purpose_notes,
        change=change_purpose,
        tables=purpose_tables,
        figures=purpose_figures,
        short=purpose_short,
        shows=("size",),
    ),
    Question(
        name="deploy",
        title="What does it look like: who, how fast, under whom, at what cost?",
        statements=deploy_statements,
        notes_title="Leads, rotation, the host’s own soldiers",
        notes=deploy_notes,
        change=change_deploy,
        tables=deploy_tables,
        figures=deploy_figures,
        short=deploy_short,
    ),
    Question(
        name="precedents",
        title="What happened before?",
        statements=precedents_statements,
        notes_title="How well would this have done, and what past missions cannot show",
        notes=precedents_notes,
        change=change_precedents,
        tables=precedents_tables,
        figures=precedents_figures,
        short=precedents_short,
        shows=("hindcast",),
    ),
    Question(
        name="feasibility",
        title="Will it happen?",
        statements=feasibility_statements,
        notes_title="What could stop it, the evidence, and who computes what",
        notes=feasibility_notes,
        change=change_feasibility,
        tables=feasibility_tables,
        figures=feasibility_figures,
        short=feasibility_short,
    ),
    Question(
        name="prospects",
        title="Will it hold?",
        statements=holding_statements,
        notes_title="What is there, the two engines, and what has no answer",
        notes=holding_notes,
        change=change_holding,
        tables=holding_tables,
        figures=holding_figures,
        short=holding_short,
        shows=("flips",),
    ),
    Question(
        name="comparison",
        title="Which option, and what would change the answer?",
        statements=comparison_statements,
        notes_title="Limits, states of the world, published studies",
        notes=comparison_notes,
        change=change_comparison,
        tables=comparison_tables,
        figures=comparison_figures,
        short=comparison_short,
        stages=("deploy", "prospects", "feasibility"),
    ),
)


def answered_by(name: str) -> tuple[str, ...]:
    """Return the sections that a command prints: its own, or the two halves of a question."""
    return ("feasibility", "prospects") if name == "prospects" else (name,)


def made_from(name: str) -> tuple[str, ...]:
    """Return the stages and summaries of a run that the answer to a question is read from."""
    names = answered_by(name)
    return (*names, *(shown for q in QUESTIONS if q.name in names for shown in q.shows))


def check_walked(run: Run, names: Iterable[str]) -> None:
    """Refuse to answer from a run that was made for another question.

    Raises
    ------
    RunError
        If the run did not walk one of these questions.
    """
    walked = run.manifest["stages"]
    asked = [q for q in QUESTIONS if q.name in names]
    lacking = [q.name for q in asked if not set(q.walked) <= set(walked)]
    if lacking:
        raise RunError(
            f"{run.folder} is part of a run: it answers {join(walked)}, not {join(lacking)}. Run "
            "the pack in another folder."
        )


def section_of(reader: RunReader, name: str, *, figures: bool = False) -> Section:
    """Return the section that answers a question, as it stands in the whole briefing.

    Raises
    ------
    KeyError
        If there is no such question.
    RunError
        If the run was made for another question.
    """
    question = {q.name: q for q in QUESTIONS}[name]
    check_walked(reader.run, (name, *question.shows))
    section = Section(
        question=name,
        title=question.title,
        statements=question.statements(reader),
        notes_title=question.notes_title,
        notes=question.notes(reader),
        change=question.change(reader),
        tables=question.tables(reader),
        figures=question.figures(reader) if figures else (),
    )
    return section if section.statements else _empty(reader, section)


# Tables without which a pack does not ask a question.
_TABLES = {
    "deploy": "contributors",
    "feasibility": "network_nodes",
    "comparison": "contributors",
}


def _empty(reader: RunReader, section: Section) -> Section:
    """Return a section that says why it has no answer."""
    slots: dict[str, object] = {"as_of": day(reader.scenario.as_of)}
    needed = _TABLES.get(section.question)
    left_out = needed is not None and needed not in reader.scenario.tables
    answer = "not_applicable" if left_out else "unknown"
    said = say(f"{section.question}.{answer}", slots, computed_from=("manifest",))
    # Nothing changes an answer that there is not.
    return replace(section, statements=(said,), change=())
