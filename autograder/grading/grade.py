"""Grade one submission: run its cells in the sandbox, examine each question, make the report.

Never raises for a student's fault. What is our own fault becomes `internal`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import msgspec

from autograder.checking.examine import judge, verdict
from autograder.errors import AutograderError, SandboxError, SubmissionError
from autograder.grading.handed_in import files_beside, room_left
from autograder.grading.kept import kept_report
from autograder.grading.provenance import provenance
from autograder.grading.records import ExerciseContext, Graded, Submission
from autograder.grading.run import Run
from autograder.grading.written import undecided, written_result
from autograder.language import _, speaking
from autograder.notebooks.autograded import autograded_notebook
from autograder.notebooks.cells import Cell, Work
from autograder.notebooks.kinds import CHECK, TEXT
from autograder.notebooks.python_file import read_python
from autograder.notebooks.raw import RawCell, RawNotebook, read_notebook
from autograder.notebooks.submitted import match, put_in_order, sort_out
from autograder.results import QuestionResult, Report, ReportStatus, Status
from autograder.sandbox.clock import too_busy
from autograder.sandbox.launch import ControlChannel
from autograder.wire.responses import Output


def grade(submission: Submission, context: ExerciseContext, control: ControlChannel) -> Graded:
    """Grade one submission over a control of the student side."""
    start = time.monotonic()
    with speaking(context.exercise.language):
        try:
            graded = _grade(submission, context, control)
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
    return msgspec.structs.replace(graded, report=report)


def _grade(submission: Submission, context: ExerciseContext, control: ControlChannel) -> Graded:
    work = _read(submission, context)
    files = files_beside(work, submission, context)
    if context.exercise.setting:
        text = _("This was graded at the setting “{device}”, as for everybody.")
        work.notes.append(text.format(device=context.exercise.device))
    run = Run(
        context,
        control,
        files,
        submission.student,
        submission.secret,
        crossing=submission.crossing,
        file=f"{context.exercise.name}.py" if submission.is_python else "",
    )
    try:
        for cell in work.cells:
            run.step(cell, runs=submission.visible_checks or cell.role != CHECK)
    finally:
        run.close()
    if run.clock.is_void:
        return ungraded_report(submission, context, too_busy(), again=True)
    run.note_missing_libraries()
    answers = work.answers()
    written = {
        name: written_result(name, question, answers[name], context.placeholders[name])
        for name, question in context.exercise.written.items()
    }
    results = {**run.results, **written}
    questions = _in_order(results, context)
    internal_fault = any(question.status is Status.INTERNAL for question in questions)
    report = Report(
        exercise=context.exercise.name,
        student=submission.student,
        status=ReportStatus.INTERNAL if internal_fault else ReportStatus.GRADED,
        score=round(sum(question.score for question in questions), 6),
        max_score=context.exercise.points,
        questions=questions,
        notes=(*work.notes, *run.notes),
    )
    notebook = _notebook(context, work.cells, run.outputs)
    return Graded(report, notebook, answers, run.fitting, run.clock.again)


def _in_order(
    results: Mapping[str, QuestionResult], context: ExerciseContext
) -> tuple[QuestionResult, ...]:
    """The questions as they follow each other in the notebook, and of which sort each is."""
    return tuple(
        msgspec.structs.replace(results[name], sort=context.sort(name))
        for name in context.questions
    )


def _read(submission: Submission, context: ExerciseContext) -> Work:
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
    text = _("This could not be graded, and that is not your fault. Your teacher has been told.")
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
    questions = _in_order(results, context)
    report = Report(
        exercise=context.exercise.name,
        student=submission.student,
        status=status,
        score=0.0,
        max_score=context.exercise.points,
        questions=questions,
        notes=(why, text),
    )
    cells = [Cell(TEXT, RawCell("markdown", f"{text}\n\n{why}"))]
    cells += match(RawNotebook(()), context.release, context.exercise.name).cells
    return Graded(report, _notebook(context, cells, [[] for _cell in cells]), reasons=1)
