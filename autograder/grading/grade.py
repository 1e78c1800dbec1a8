"""Grade one submission: run its cells in the sandbox, examine each question, make the report.

Never raises for a student's fault. What is our own fault becomes `internal`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import msgspec

from autograder.checking.examine import judge, verdict
from autograder.errors import AutograderError, SandboxError, SubmissionError
from autograder.grading.handed_in import files_beside, room_left
from autograder.grading.kept import kept_report
from autograder.grading.records import Bench, Graded, Submission
from autograder.grading.run import Run
from autograder.grading.written import undecided, written_result
from autograder.language import _, speaking
from autograder.notebooks.autograded import autograded_notebook
from autograder.notebooks.cells import CHECK, TEXT, Cell, Work
from autograder.notebooks.python_file import read_python
from autograder.notebooks.raw import RawCell, RawNotebook, read_notebook
from autograder.notebooks.submitted import match, put_in_order, sort_out
from autograder.wire.responses import Output
from autograder.results import Report, ReportStatus, Status
from autograder.sandbox.clock import too_busy
from autograder.sandbox.launch import Lane


def grade(submission: Submission, bench: Bench, lane: Lane) -> Graded:
    """Grade one submission over a lane of the student side."""
    start = time.monotonic()
    with speaking(bench.exercise.language):
        try:
            graded = _grade(submission, bench, lane)
        except SubmissionError as error:
            graded = _unreadable(submission, bench, str(error))
        except AutograderError as error:
            again = isinstance(error, SandboxError)
            graded = internal(submission, bench, str(error), again=again)
        except Exception as error:  # a fault of ours must cost nobody else their grading
            graded = internal(submission, bench, f"{type(error).__name__}: {error}")
    seconds = round(time.monotonic() - start, 3)
    report = msgspec.structs.replace(kept_report(graded.report), seconds=seconds)
    return msgspec.structs.replace(graded, report=report)


def _grade(submission: Submission, bench: Bench, lane: Lane) -> Graded:
    work = _read(submission, bench)
    files = files_beside(work, submission, bench)
    if bench.exercise.setting:
        text = _("This was graded at the setting “{device}”, as for everybody.")
        work.notes.append(text.format(device=bench.exercise.device))
    run = Run(
        bench,
        lane,
        files,
        submission.student,
        submission.secret,
        crossing=submission.crossing,
        file=f"{bench.exercise.name}.py" if submission.is_python else "",
    )
    try:
        for cell in work.cells:
            run.step(cell, runs=submission.visible_checks or cell.role != CHECK)
    finally:
        run.close()
    if run.clock.is_void:
        return internal(submission, bench, too_busy(), again=True)
    run.note_missing_libraries()
    answers = work.answers()
    written = {
        name: written_result(name, question, answers[name], bench.placeholders[name])
        for name, question in bench.exercise.written.items()
    }
    results = {**run.results, **written}
    questions = tuple(results[name] for name in bench.questions)
    internal_fault = any(question.status is Status.INTERNAL for question in questions)
    report = Report(
        exercise=bench.exercise.name,
        student=submission.student,
        status=ReportStatus.INTERNAL if internal_fault else ReportStatus.GRADED,
        score=round(sum(question.score for question in questions), 6),
        max_score=bench.exercise.points,
        questions=questions,
        notes=(*work.notes, *run.notes),
    )
    notebook = _notebook(bench, work.cells, run.outputs)
    return Graded(report, notebook, answers, run.fitting, run.clock.again)


def _read(submission: Submission, bench: Bench) -> Work:
    if submission.is_python:
        return read_python(submission.content, bench.examiner.checks.questions, bench.release)
    notebook = read_notebook(submission.content)
    work = sort_out(notebook, bench.release, bench.exercise.name)
    room_left(work, bench)  # before anything is looked into
    put_in_order(work, bench.release, submission.student)
    return work


def _notebook(bench: Bench, cells: Sequence[Cell], outputs: Sequence[Sequence[Output]]) -> bytes:
    language = bench.exercise.language
    rubrics = {name: each.rubric[language] for name, each in bench.exercise.written.items()}
    return autograded_notebook(cells, outputs, bench.exercise.name, rubrics)


def _unreadable(submission: Submission, bench: Bench, why: str) -> Graded:
    text = _("Nothing that was handed in could be read as this exercise, so nothing was graded.")
    # What stands in a file that cannot be read, nobody knows: nothing says that it has no answers.
    questions = Status.SKIPPED if submission.content.strip() else Status.MISSING
    return _without_verdict(submission, bench, ReportStatus.UNREADABLE, questions, text, why)


def internal(submission: Submission, bench: Bench, why: str, *, again: bool = False) -> Graded:
    """A submission that could not be graded through our own fault: no verdict, no zero."""
    text = _("This could not be graded, and that is not your fault. Your teacher has been told.")
    status = ReportStatus.INTERNAL
    graded = _without_verdict(submission, bench, status, Status.INTERNAL, text, why)
    return msgspec.structs.replace(graded, again=again)


def _without_verdict(
    submission: Submission,
    bench: Bench,
    status: ReportStatus,
    question_status: Status,
    text: str,
    why: str,
) -> Graded:
    results = {
        name: verdict(name, [judge(check, question_status) for check in checks])
        for name, checks in bench.examiner.checks.questions.items()
    }
    for name, written in bench.exercise.written.items():
        results[name] = undecided(name, written, question_status)
    questions = tuple(results[name] for name in bench.questions)
    report = Report(
        exercise=bench.exercise.name,
        student=submission.student,
        status=status,
        score=0.0,
        max_score=bench.exercise.points,
        questions=questions,
        notes=(why, text),
    )
    cells = [Cell(TEXT, RawCell("markdown", f"{text}\n\n{why}"))]
    cells += match(RawNotebook(()), bench.release, bench.exercise.name).cells
    return Graded(report, _notebook(bench, cells, [[] for _cell in cells]))
