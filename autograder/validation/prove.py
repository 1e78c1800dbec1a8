"""Grade candidates, and say which verdicts are not what they have to be."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from autograder.course import Exercise
from autograder.engine import Runner
from autograder.grading import Graded, Submission
from autograder.notebooks.built import built
from autograder.notebooks.fill import fill
from autograder.notebooks.kinds import CHECKS_SUFFIX
from autograder.pysource.parse import loaded_names
from autograder.results import QuestionResult, Report, ReportStatus, Status
from autograder.validation.candidates import Candidate, Sort
from autograder.validation.hidden import hidden_lines, shown_of


@dataclass(frozen=True)
class Proof:
    """What became of one candidate.

    `faults` and `wrong_hints` are empty where the verdict and its hints are the right ones. `lost`
    says whether the candidate's question lost points: so a mutant dies. `fitting` names, by
    question, all known mistakes whose hint would be true of what was seen, where that was asked.
    `id` is that of the submission.
    """

    candidate: Candidate
    report: Report
    faults: tuple[str, ...]
    wrong_hints: tuple[str, ...] = ()
    lost: bool = False
    fitting: Mapping[str, list[str]] = field(default_factory=dict)
    id: str = ""

    @property
    def hint(self) -> str:
        """The known mistake whose hint the candidate's question got, or an empty text."""
        return _hint(self.report, self.candidate.question)


PROOF_SECRET = b"a proof that can be repeated"
CROSSED = (Sort.MISTAKE, Sort.MIXED)
SHOWN = (Sort.REFERENCE, Sort.STUB, Sort.ALTERNATIVE)


def prove(
    exercise: Exercise,
    candidates: Iterable[Candidate],
    runner: Runner,
    done: Callable[[Proof], None] = lambda proof: None,
) -> list[Proof]:
    """Grade the candidates as submissions; calls `done` after each.

    The visible checks are run for what is right and for the stub. Wrong answers fail them anyway,
    and what they earn is up to the hidden ones.
    """
    by_id = {str(number): each for number, each in enumerate(candidates)}
    submission_of = submissions_for(exercise)
    hidden = hidden_lines(exercise)
    proofs = {}
    submissions = [submission_of(each, id) for id, each in by_id.items()]
    for submission, graded in runner.grade(exercise, submissions):
        proof = _proof(by_id[submission.id], graded, hidden)
        proofs[submission.id] = replace(proof, id=submission.id)
        done(proofs[submission.id])
    return [proofs[id] for id in by_id]


def submissions_for(exercise: Exercise) -> Callable[[Candidate, str], Submission]:
    """Makes submissions of candidates, each with an id. Where numbers are each student's own, it is
    the student's, too, and stands in the notebook."""
    release = built(exercise.release_notebook)
    personal = exercise.is_personal

    def submission_of(candidate: Candidate, id: str) -> Submission:
        return Submission(
            id if personal else "",
            exercise.name,
            fill(release, candidate.answers, id, candidate.again),
            visible_checks=candidate.sort in SHOWN,
            secret=PROOF_SECRET,
            crossing=candidate.sort in CROSSED,
            questions=candidate.graded,
            id=id,
        )

    return submission_of


def _proof(candidate: Candidate, graded: Graded, hidden: frozenset[str]) -> Proof:
    report = graded.report
    if report.status is not ReportStatus.GRADED:
        return Proof(candidate, report, (f"is {report.status}: {_why_not_graded(report)}",))
    lost = any(each.name == candidate.question and _lost(each) for each in report.questions)
    faults = tuple(_faults(candidate, graded))
    if candidate.sort is Sort.LIAR:
        own = "\n".join(candidate.answers.values())
        shown = [line for line in shown_of(hidden, graded) if line not in own]
        faults += tuple(f"shows what is hidden: {line}" for line in shown)
    wrong_hints = tuple(_wrong_hints(candidate, report))
    return Proof(candidate, report, faults, wrong_hints, lost, graded.fitting)


def _faults(candidate: Candidate, graded: Graded) -> list[str]:
    questions = graded.report.questions
    if candidate.sort is Sort.STUB:
        return [f"{each.name} earns {each.score:g}" for each in questions if each.score]
    if candidate.sort is Sort.BLIND:
        asked = [each for each in questions if each.name == candidate.question]
        earned = [each for each in asked if each.score and not candidate.is_right]
        return [f"earns {each.score:g} of {each.max_score:g}" for each in earned]
    if candidate.sort is Sort.CHOICE:
        asked = [each for each in questions if each.name == candidate.question]
        return [fault for each in asked for fault in _faults_of_choice(candidate, each)]
    if candidate.sort is Sort.LIAR:
        return [f"earns {each.score:g} in {each.name}" for each in questions if each.score]
    right = [each for each in questions if each.name in candidate.answers]
    if candidate.sort in (Sort.REFERENCE, Sort.ALTERNATIVE):
        return [f"{each.name}: {_why(each)}" for each in right if _lost(each)] + _failing(
            candidate, graded
        )
    wrong = candidate.mistakes or (candidate.question,)
    faults = [
        f"costs points in {each.name} too: {_why(each)}"
        for each in right
        if each.name not in wrong and _lost(each)
    ]
    if candidate.sort in (Sort.MISTAKE, Sort.BOUNDARY):
        asked = [each for each in right if each.name == candidate.question]
        return ["loses nothing" for each in asked if not _lost(each)] + faults
    return faults if candidate.sort is Sort.PAIR else []


def _faults_of_choice(candidate: Candidate, question: QuestionResult) -> list[str]:
    """Each option earns what it has to, and is answered; all else earns nothing, and is told."""
    faults = []
    if question.score != candidate.earns:
        faults.append(f"earns {question.score:g}, and has to earn {candidate.earns:g}")
    messages = [check.message for check in question.checks]
    if not any(messages) or (candidate.says and candidate.says not in messages):
        faults.append("does not get its sentence")
    return faults


def _wrong_hints(candidate: Candidate, report: Report) -> list[str]:
    """A mistake gets its own hint. Beside another one it may get none, but never a wrong one."""
    faults = []
    for question, own in candidate.mistakes.items():
        found = _hint(report, question)
        if found and found != own:
            faults.append(f"gets the hint of {found}")
        elif not found and candidate.sort is Sort.MISTAKE:
            faults.append("gets no hint" + _because_it_calls(candidate, question))
    return faults


def _because_it_calls(candidate: Candidate, question: str) -> str:
    """The functions of other questions that a mistake calls: they are not there where it is
    compared with what a student has done."""
    others = loaded_names(ast.parse(candidate.answers[question])) & candidate.answers.keys()
    called = ", ".join(sorted(others - {question}))
    return f": it calls {called}, so write the right code of that into it" if called else ""


def _hint(report: Report, question: str) -> str:
    checks = (check for each in report.questions if each.name == question for check in each.checks)
    return next((check.mistake for check in checks if check.mistake), "")


def _lost(question: QuestionResult) -> bool:
    return question.score != question.max_score and question.status is not Status.MANUAL


def _why(question: QuestionResult) -> str:
    return next((check.message for check in question.checks if check.message), question.status)


def _why_not_graded(report: Report) -> str:
    faults = [each for each in report.questions if each.status is Status.INTERNAL]
    return " ".join([*report.notes, *(f"{each.name}: {_why(each)}" for each in faults)])


def _failing(candidate: Candidate, graded: Graded) -> list[str]:
    """Visible checks of right answers run without an exception; where all answers are there, all
    cells do."""
    everything = len(candidate.answers) == len(graded.report.questions)
    checks = {f"{question}{CHECKS_SUFFIX}" for question in candidate.answers}
    return [
        f"the cell {_name(cell['metadata'])} raises {output['ename']}: {output['evalue']}"
        for cell in msgspec.json.decode(graded.notebook)["cells"]
        if everything or cell["metadata"].get("nbgrader", {}).get("grade_id") in checks
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    ]


def _name(metadata: dict[str, Any]) -> str:
    grade_id = metadata.get("nbgrader", {}).get("grade_id")
    return str(grade_id or metadata.get("autograder", {}).get("name", ""))
