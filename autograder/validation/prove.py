"""Grade every candidate of an exercise, and say which verdicts are not what they have to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from autograder.course import Exercise
from autograder.grading import Graded, Submission
from autograder.notebooks.fill import fill
from autograder.results import QuestionResult, Report, ReportStatus, Status
from autograder.runners import Runner
from autograder.validation.candidates import Candidate, Sort


@dataclass(frozen=True)
class Proof:
    """What became of one candidate; `faults` is empty where the verdict is the right one."""

    candidate: Candidate
    report: Report
    faults: tuple[str, ...]


def prove(
    exercise: Exercise,
    candidates: Iterable[Candidate],
    runner: Runner,
    done: Callable[[Proof], None] = lambda proof: None,
) -> list[Proof]:
    """Grade the candidates as submissions; calls `done` after each."""
    release = exercise.release_notebook.read_bytes()
    by_name = {candidate.key: candidate for candidate in candidates}
    submissions = [
        Submission(name, exercise.name, fill(release, candidate.answers, name))
        for name, candidate in by_name.items()
    ]
    proofs = {}
    for graded in runner.grade(submissions):
        candidate = by_name[graded.report.student]
        proof = Proof(candidate, graded.report, tuple(_faults(candidate, graded)))
        proofs[graded.report.student] = proof
        done(proof)
    return [proofs[name] for name in by_name]


def _faults(candidate: Candidate, graded: Graded) -> list[str]:
    report = graded.report
    if report.status is not ReportStatus.GRADED:
        return [f"is {report.status}: {' '.join(report.notes)}"]
    if candidate.sort in (Sort.REFERENCE, Sort.ALTERNATIVE):
        lost = [f"{each.name}: {_why(each)}" for each in report.questions if _lost(each)]
        return lost + _failing_cells(graded)
    if candidate.sort is Sort.STUB:
        return [f"{each.name} earns {each.score:g}" for each in report.questions if each.score]
    question = next(each for each in report.questions if each.name == candidate.question)
    if candidate.sort is Sort.BLIND:
        if candidate.is_right:
            return []
        return [f"earns {question.score:g} of {question.max_score:g}"] if question.score else []
    faults = [] if _lost(question) else ["loses nothing"]
    for other in report.questions:
        if other is not question and _lost(other):
            faults.append(f"costs points in {other.name} too: {_why(other)}")
    found = [check.mistake for check in question.checks if check.mistake]
    if found != [candidate.name]:
        faults.append(f"gets the hint of {found[0]}" if found else "gets no hint")
    return faults


def _lost(question: QuestionResult) -> bool:
    return question.score != question.max_score and question.status is not Status.MANUAL


def _why(question: QuestionResult) -> str:
    return next((check.message for check in question.checks if check.message), question.status)


def _failing_cells(graded: Graded) -> list[str]:
    """The visible checks and the free cells of a right answer run without an exception."""
    cells = msgspec.json.decode(graded.notebook)["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return [
        f"a cell raises {output['ename']}: {output['evalue']}"
        for output in outputs
        if output["output_type"] == "error"
    ]
