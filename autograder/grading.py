"""Grade one submission: run its cells in the sandbox, examine each question, make the report.

Never raises for a student's fault. What is our own fault becomes `internal`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from autograder.checking.examine import Examiner, judge, verdict
from autograder.course import Limits
from autograder.errors import AutograderError, SubmissionError
from autograder.language import _, speaking
from autograder.notebooks.autograded import autograded_notebook
from autograder.notebooks.raw import RawCell, RawNotebook, read_notebook
from autograder.notebooks.submitted import (
    ANSWER,
    CHECK,
    TEXT,
    Cell,
    Work,
    match,
    read_python,
)
from autograder.protocol.messages import CellDone, Output, Problem
from autograder.results import QuestionResult, Report, ReportStatus, Status
from autograder.sandbox.launch import Lane
from autograder.sandbox.session import ChildDied, Clock, Session
from autograder.student import Student

MAX_RESTARTS = 6
NOT_WRITTEN = "NotImplementedError"


class Submission(msgspec.Struct, frozen=True):
    """What a student handed in: the file's bytes, and small files that lie beside it."""

    student: str
    exercise: str
    content: bytes
    is_python: bool = False
    files: dict[str, bytes] = {}


class Graded(msgspec.Struct, frozen=True):
    """A report, the notebook with the outputs, and the student's source by question."""

    report: Report
    notebook: bytes
    answers: dict[str, str] = {}


@dataclass(frozen=True)
class Bench:
    """All that grading one exercise needs, made once."""

    examiner: Examiner
    release: RawNotebook
    limits: Limits

    @property
    def exercise(self) -> str:
        return self.examiner.checks.exercise.name


def grade(submission: Submission, bench: Bench, lane: Lane) -> Graded:
    """Grade one submission over a lane of the student side."""
    start = time.monotonic()
    with speaking(bench.examiner.checks.exercise.language):
        try:
            graded = _grade(submission, bench, lane)
        except SubmissionError as error:
            graded = _unreadable(submission, bench, str(error))
        except AutograderError as error:
            graded = internal(submission, bench, str(error))
        except Exception as error:  # a fault of ours must cost nobody else their grading
            graded = internal(submission, bench, f"{type(error).__name__}: {error}")
    report = msgspec.structs.replace(graded.report, seconds=round(time.monotonic() - start, 3))
    return msgspec.structs.replace(graded, report=report)


def _grade(submission: Submission, bench: Bench, lane: Lane) -> Graded:
    work = _read(submission, bench)
    run = _Run(bench, lane, submission.files)
    try:
        for cell in work.cells:
            run.step(cell)
    finally:
        run.close()
    questions = tuple(run.results[name] for name in bench.examiner.checks.questions)
    internal_fault = any(question.status is Status.INTERNAL for question in questions)
    report = Report(
        exercise=bench.exercise,
        student=submission.student,
        status=ReportStatus.INTERNAL if internal_fault else ReportStatus.GRADED,
        score=round(sum(question.score for question in questions), 6),
        max_score=bench.examiner.checks.exercise.points,
        questions=questions,
        notes=(*work.notes, *run.notes),
    )
    notebook = autograded_notebook(work.cells, run.outputs, bench.exercise)
    return Graded(report, notebook, work.answers())


def _read(submission: Submission, bench: Bench) -> Work:
    if submission.is_python:
        return read_python(submission.content, bench.examiner.checks.questions)
    return match(read_notebook(submission.content), bench.release, bench.exercise)


@dataclass
class _Run:
    """The cells of one submission on their way through one child after another."""

    bench: Bench
    lane: Lane
    files: Mapping[str, bytes]
    results: dict[str, QuestionResult] = field(default_factory=dict)
    outputs: list[list[Output]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        limits = self.bench.limits
        self._clock = Clock(limits.cell_seconds, limits.submission_seconds)
        self._session: Session | None = None
        self._restarts = 0
        self._fine: list[Cell] = []  # cells that ran, to be run again in a fresh child
        self._problems: dict[str, Problem] = {}  # by question: what its answer cell raised
        self._death: ChildDied | None = None  # of the last child, if no other can be started

    def step(self, cell: Cell) -> None:
        """Run one cell, then examine the questions that end there."""
        self.outputs.append(self._run(cell) if cell.runs else [])
        for question in cell.examine:
            if question not in self.results:
                self.results[question] = self._examine(question)

    def close(self) -> None:
        """End the last child."""
        if self._session is not None:
            self._session.close()

    def _run(self, cell: Cell) -> list[Output]:
        session = self._alive()
        if session is None:
            return []
        try:
            done = session.run_cell(cell.raw.source)
        except ChildDied as death:
            self._blame(cell, death)
            return [Problem(death.status.value, death.message)]
        if cell.role != CHECK:
            self._fine.append(cell)
        self._remember_problem(cell, done)
        return done.outputs

    def _remember_problem(self, cell: Cell, done: CellDone) -> None:
        problem = next((item for item in done.outputs if isinstance(item, Problem)), None)
        questions = [cell.question] if cell.role == ANSWER else list(cell.examine)
        if cell.role == CHECK:
            return
        for question in questions:
            self._problems.pop(question, None)
            if problem is not None and problem.name != NOT_WRITTEN:
                self._problems[question] = problem

    def _blame(self, cell: Cell, death: ChildDied) -> None:
        """A cell ended the child: its question has no answer; other cells cost nothing."""
        if cell.role in (ANSWER, CHECK):
            self.results[cell.question] = self._all(cell.question, death.status, death.message)
        elif cell.examine:  # a Python file as a whole
            for question in cell.examine:
                self.results[question] = self._all(question, death.status, death.message)
        else:
            text = _("A cell of yours was left out, because it could not be run: {why}")
            self.notes.append(text.format(why=death.message))

    def _examine(self, question: str) -> QuestionResult:
        session = self._alive()
        if session is None:
            assert self._death is not None
            return self._all(question, self._death.status, self._death.message)
        result = self.bench.examiner.examine(question, Student(session))
        problem = self._problems.get(question)
        if result.status is Status.MISSING and problem is not None:
            text = _("Your answer stopped with an error in the line `{line}`: {said}")
            said = f"{problem.name}: {problem.text}"
            return self._all(question, Status.ERROR, text.format(line=problem.line, said=said))
        return result

    def _all(self, question: str, status: Status, message: str) -> QuestionResult:
        """The same verdict for every check of a question; the sentence stands at the first."""
        checks = self.bench.examiner.checks.questions[question]
        results = [judge(check, status, "" if i else message) for i, check in enumerate(checks)]
        return verdict(question, results)

    def _alive(self) -> Session | None:
        """The child; a fresh one, with the cells so far run again, if the last one died."""
        while self._session is None or not self._session.alive:
            if self._session is not None:
                self._session.close()
                self._restarts += 1
            if self._clock.is_over or self._restarts > MAX_RESTARTS:
                self._death = self._death or ChildDied(
                    Status.TIMEOUT, _("The whole notebook took too long to get here.")
                )
                return None
            limit = self.bench.limits.output_kilobytes * 1024
            self._session = Session(self.lane, self._clock, limit, self.files)
            self._run_again(self._session)
        return self._session

    def _run_again(self, session: Session) -> None:
        for cell in list(self._fine):
            try:
                session.run_cell(cell.raw.source)
            except ChildDied as death:  # it was fine the first time: leave it out now
                self._fine.remove(cell)
                self._death = death
                return


def _unreadable(submission: Submission, bench: Bench, why: str) -> Graded:
    text = _("This file could not be read, so nothing in it was graded.")
    return _without_verdict(submission, bench, ReportStatus.UNREADABLE, Status.MISSING, text, why)


def internal(submission: Submission, bench: Bench, why: str) -> Graded:
    """A submission that could not be graded through our own fault: no verdict, no zero."""
    text = _("This could not be graded, and that is not your fault. Your teacher has been told.")
    return _without_verdict(submission, bench, ReportStatus.INTERNAL, Status.INTERNAL, text, why)


def _without_verdict(
    submission: Submission,
    bench: Bench,
    status: ReportStatus,
    question_status: Status,
    text: str,
    why: str,
) -> Graded:
    questions = tuple(
        verdict(name, [judge(check, question_status) for check in checks])
        for name, checks in bench.examiner.checks.questions.items()
    )
    report = Report(
        exercise=bench.exercise,
        student=submission.student,
        status=status,
        score=0.0,
        max_score=bench.examiner.checks.exercise.points,
        questions=questions,
        notes=(why, text),
    )
    cells = [Cell(TEXT, RawCell("markdown", f"{text}\n\n{why}"))]
    empty = match(RawNotebook(()), bench.release, bench.exercise).cells
    notebook = autograded_notebook(
        [*cells, *empty], [[] for _cell in (*cells, *empty)], bench.exercise
    )
    return Graded(report, notebook)
