"""Grade one submission: run its cells in the sandbox, examine each question, make the report.

Never raises for a student's fault. What is our own fault becomes `internal`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from autograder.checking.examine import judge, verdict
from autograder.errors import AutograderError, SandboxError, SubmissionError
from autograder.grading.alone import alone, carried_out
from autograder.grading.choices import choice_result, judged_choice
from autograder.grading.handed_in import files_beside, room_left
from autograder.grading.kept import kept_question, kept_report
from autograder.grading.needed import everything
from autograder.grading.provenance import provenance
from autograder.grading.records import ExerciseContext, Graded, Submission
from autograder.grading.run import Done, Run
from autograder.grading.written import undecided, written_result
from autograder.language import _, speaking
from autograder.notebooks.autograded import autograded_notebook
from autograder.notebooks.cells import Cell, Work
from autograder.notebooks.kinds import TEXT
from autograder.notebooks.python_file import read_python
from autograder.notebooks.raw import RawCell, RawNotebook, read_notebook
from autograder.notebooks.submitted import match, put_in_order, sort_out
from autograder.notebooks.unwritten import what_was_chosen
from autograder.results import QuestionResult, Report, ReportStatus, Status
from autograder.sandbox.clock import too_busy
from autograder.sandbox.control_channel import ControlChannel
from autograder.wire.responses import Output


def grade(
    submission: Submission,
    context: ExerciseContext,
    control: ControlChannel,
    on_question: Done | None = None,
) -> Graded:
    """Grade one submission over a control of the student side.

    `on_question` gets each question of the report as soon as its verdict is final: once, and in the
    order in which they are done. What another try decides (`Graded.again`) it does not get.
    Raises UsageError where a question is asked for that is not there.
    """
    start = time.monotonic()
    context.require_questions(submission)
    told = _Told(on_question, context, context.asked(submission))
    with speaking(context.exercise.language):
        try:
            graded = _grade(submission, context, control, told)
        except SubmissionError as error:
            graded = _unreadable(submission, context, str(error))
        except AutograderError as error:
            again = isinstance(error, SandboxError)
            graded = ungraded_report(submission, context, str(error), again=again)
        except Exception as error:  # a fault of ours must cost nobody else their grading
            graded = ungraded_report(submission, context, f"{type(error).__name__}: {error}")
    seconds = round(time.monotonic() - start, 3)
    made_of = provenance(submission, context, control.confinement.level)
    kept = kept_report(graded.report)
    report = msgspec.structs.replace(kept, seconds=seconds, provenance=made_of)
    if not graded.again:
        for question in report.questions:
            told(question)
    return msgspec.structs.replace(graded, report=report)


class _Told:
    """Tells each of the questions that are asked for once."""

    def __init__(
        self, on_question: Done | None, context: ExerciseContext, questions: Iterable[str]
    ) -> None:
        self._on_question = on_question
        self._context = context
        self._left = set(questions)

    def __call__(self, result: QuestionResult) -> None:
        if self._on_question is not None and result.name in self._left:
            self._left.remove(result.name)
            self._on_question(kept_question(_with_sort(result, self._context)))


def _grade(
    submission: Submission, context: ExerciseContext, control: ControlChannel, told: Done
) -> Graded:
    work = read_work(submission, context)
    files = files_beside(work, submission, context)
    if context.exercise.setting:
        text = _("This was graded at the setting “{device}”, as for everybody.")
        work.notes.append(text.format(device=context.exercise.device))

    def start(done: Done) -> Run:
        return Run(
            context,
            control,
            files,
            submission.student,
            submission.secret,
            crossing=submission.crossing,
            tells_deeds=submission.deeds,
            recording=submission.recording,
            file=f"{context.exercise.name}.py" if submission.is_python else "",
            done=done,
        )

    asked, written = context.asked(submission), context.exercise.written
    choices = context.exercise.choices
    if submission.questions:
        by_checks = [name for name in asked if name not in written and name not in choices]
        runs = alone(by_checks, work, submission, context, start, told)
    else:
        runs = [carried_out(everything(work, submission), start(told))]
    again = any(run.clock.again for run in runs)
    if any(run.clock.is_void for run in runs):
        return ungraded_report(submission, context, too_busy(), again=True)
    answers = {name: source for name, source in work.answers().items() if name in asked}
    placeholders = context.placeholders
    results = runs[-1].results | {
        name: written_result(name, question, answers[name], placeholders[name])
        for name, question in written.items()
        if name in asked
    }
    results |= {
        name: choice_result(name, question, what_was_chosen(work, name), context.exercise.language)
        for name, question in choices.items()
        if name in asked
    }
    questions = _in_order(results, asked, context)
    internal_fault = any(question.status is Status.INTERNAL for question in questions)
    report = Report(
        exercise=context.exercise.name,
        student=submission.student,
        status=ReportStatus.INTERNAL if internal_fault else ReportStatus.GRADED,
        score=round(sum(question.score for question in questions), 6),
        max_score=_points(questions),
        questions=questions,
        notes=_notes(work, runs),
    )
    notebook = b"" if submission.questions else _notebook(context, work.cells, runs[-1].outputs)
    fitting = {name: found for run in runs for name, found in run.fitting.items() if name in asked}
    momentary = any(run.clock.has_lost_one for run in runs)
    deeds = {name: found for run in runs for name, found in run.deeds.items() if name in asked}
    scored = {name: calls for run in runs for name, calls in run.scored.items() if name in asked}
    return Graded(report, notebook, answers, fitting, deeds, again, momentary, scored=scored)


def _points(questions: Iterable[QuestionResult]) -> float:
    return round(sum(question.max_score for question in questions), 6)


def _notes(work: Work, runs: Sequence[Run]) -> tuple[str, ...]:
    notes = list(work.notes)
    for run in runs:
        run.note_missing_libraries()
        notes += run.notes if run is runs[0] else [each for each in run.notes if each not in notes]
    return tuple(notes)


def _in_order(
    results: Mapping[str, QuestionResult], names: Iterable[str], context: ExerciseContext
) -> tuple[QuestionResult, ...]:
    return tuple(_with_sort(results[name], context) for name in names)


def _with_sort(result: QuestionResult, context: ExerciseContext) -> QuestionResult:
    return msgspec.structs.replace(result, sort=context.sort(result.name))


def read_work(submission: Submission, context: ExerciseContext) -> Work:
    """The cells of a submission in order; raises SubmissionError where it cannot be read."""
    if submission.is_python:
        return read_python(submission.content, context.examiner.checks.questions, context.release)
    notebook = read_notebook(submission.content)
    work = sort_out(notebook, context.release, context.exercise.name)
    room_left(work, context)  # before anything is looked into
    put_in_order(work, context.release, submission.student)
    return work


def _notebook(
    context: ExerciseContext, cells: Sequence[Cell], outputs: Sequence[Sequence[Output]]
) -> bytes:
    language = context.exercise.language
    rubrics = {name: each.rubric[language] for name, each in context.exercise.written.items()}
    return autograded_notebook(cells, outputs, context.exercise.name, rubrics)


def _unreadable(submission: Submission, context: ExerciseContext, why: str) -> Graded:
    text = _("Nothing that was handed in could be read as this exercise, so nothing was graded.")
    # What stands in a file that cannot be read, nobody knows: nothing says that it has no answers.
    questions = Status.SKIPPED if submission.content.strip() else Status.MISSING
    return _without_verdict(submission, context, ReportStatus.UNREADABLE, questions, text, why)


def ungraded_report(
    submission: Submission, context: ExerciseContext, why: str, *, again: bool = False
) -> Graded:
    """A submission that could not be graded through our own fault: no verdict, no zero."""
    text = _(
        "This could not be graded, and that is not your fault. If it happens "
        "again, tell your teacher."
    )
    status = ReportStatus.INTERNAL
    graded = _without_verdict(submission, context, status, Status.INTERNAL, text, why)
    return msgspec.structs.replace(graded, again=again)


def _without_verdict(
    submission: Submission,
    context: ExerciseContext,
    status: ReportStatus,
    question_status: Status,
    text: str,
    why: str,
) -> Graded:
    results = {
        name: verdict(name, [judge(check, question_status) for check in checks])
        for name, checks in context.examiner.checks.questions.items()
    }
    for name, written in context.exercise.written.items():
        results[name] = undecided(name, written, question_status)
    for name, choice in context.exercise.choices.items():
        results[name] = judged_choice(name, choice, question_status)
    questions = _in_order(results, context.asked(submission), context)
    report = Report(
        exercise=context.exercise.name,
        student=submission.student,
        status=status,
        score=0.0,
        max_score=_points(questions),
        questions=questions,
        notes=(why, text),
    )
    if submission.questions:
        return Graded(report, b"")
    cells = [Cell(TEXT, RawCell("markdown", f"{text}\n\n{why}"))]
    cells += match(RawNotebook(()), context.release, context.exercise.name).cells
    return Graded(report, _notebook(context, cells, [[] for _cell in cells]), reasons=1)
