"""Whether an answer gets the verdict that it has in the whole notebook if it is handed in
otherwise: its question alone, or in a Python file."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from autograder.course import Exercise
from autograder.engine import Runner
from autograder.grading import Submission
from autograder.pysource.scopes import free_names
from autograder.results import QuestionResult, ReportStatus
from autograder.validation.as_file import files_of, only_in_notebooks
from autograder.validation.candidates import Candidate, Sort
from autograder.validation.prove import Proof, submissions_for

ASKED = (Sort.MISTAKE, Sort.ALTERNATIVE)
COUNTED = re.compile(r"(?<=[a-z])_\d+\b")  # such as keras_tensor_4
MOST_COMPARED = 250  # letters of a message


def in_whole_notebooks(candidates: Iterable[Candidate], *, sample: bool) -> list[Candidate]:
    """Mistakes and alternatives, to be graded in the whole notebook.

    As a `sample`, one mistake and one alternative of each question: where networks are trained, all
    of them take minutes.
    """
    asked = [dataclasses.replace(each, graded=()) for each in candidates if each.sort in ASKED]
    if not sample:
        return asked
    chosen: dict[tuple[Sort, str], Candidate] = {}
    for each in asked:
        chosen.setdefault((each.sort, each.question), each)
    return list(chosen.values())


def alone(
    exercise: Exercise,
    proofs: Iterable[Proof],
    runner: Runner,
    done: Callable[[], None] = lambda: None,
) -> list[tuple[Proof, str]]:
    """What mistakes and alternatives get alone that they did not get in the whole notebook.

    The proofs are those of one call of `prove`; calls `done` after each that is graded. Returns the
    proof with what differs, once for each difference.
    """
    submission_of = submissions_for(exercise)

    def again(proof: Proof) -> Submission:
        asked = (proof.candidate.question,)
        return replace(submission_of(proof.candidate, proof.id), questions=asked)

    return _differing(exercise, proofs, runner, again, "alone", done)


def can_be_files(exercise: Exercise, proofs: Iterable[Proof]) -> list[Proof]:
    """The proofs whose answer uses nothing that only the notebook has."""
    missing = only_in_notebooks(exercise)

    def fits(candidate: Candidate) -> bool:
        answer = ast.parse(candidate.answers[candidate.question])
        return missing.isdisjoint(free_names(answer))

    return [proof for proof in proofs if fits(proof.candidate)]


def as_files(
    exercise: Exercise,
    proofs: Iterable[Proof],
    runner: Runner,
    done: Callable[[], None] = lambda: None,
) -> list[tuple[Proof, str]]:
    """What mistakes and alternatives get in a Python file that they did not get in the whole
    notebook; as `alone`. Each has to be one that `can_be_files` gives."""
    submission_of, file_of = submissions_for(exercise), files_of(exercise)

    def again(proof: Proof) -> Submission:
        candidate = proof.candidate
        return replace(
            submission_of(candidate, proof.id),
            content=file_of(candidate.answers, proof.id),
            is_python=True,
            visible_checks=False,
            questions=(candidate.question,),
        )

    return _differing(exercise, proofs, runner, again, "in a file", done)


def _differing(
    exercise: Exercise,
    proofs: Iterable[Proof],
    runner: Runner,
    again: Callable[[Proof], Submission],
    how: str,
    done: Callable[[], None],
) -> list[tuple[Proof, str]]:
    asked = {
        proof.id: proof
        for proof in proofs
        if proof.candidate.sort in ASKED and proof.report.status is ReportStatus.GRADED
    }
    found = []
    for submission, graded in runner.grade(exercise, map(again, asked.values())):
        proof = asked[submission.id]
        whole = {question.name: question for question in proof.report.questions}
        for question in graded.report.questions:
            found += [(proof, said) for said in differences(whole[question.name], question, how)]
        done()
    return found


def differences(whole: QuestionResult, again: QuestionResult, how: str) -> Iterator[str]:
    """What is another in two verdicts on a question, in sentences. `how` says where the second one
    was given.

    The search for the smallest wrong input ends after some time, so it may find another one.
    """
    first, second = map(_compared, (whole, again))
    for field in QuestionResult.__struct_fields__:
        one, other = getattr(first, field), getattr(second, field)
        if field != "checks" and one != other:
            yield f"{whole.name} has {field} {other} {how}, and {one} in the whole notebook"
    for before, now in zip(first.checks, second.checks, strict=True):
        for field in before.__struct_fields__:
            one, other = getattr(before, field), getattr(now, field)
            if one != other:
                yield (
                    f"{whole.name}, {before.name}, has {field} {other!r} {how}, and {one!r} in the "
                    "whole notebook"
                )


def _compared(question: QuestionResult) -> QuestionResult:
    """Without the counterexample, and without the numbers by which Keras tells its own things
    apart: it counts on from cell to cell, and a message is cut after so many letters."""
    checks = [
        replace(check, counterexample=None, message=COUNTED.sub("", check.message)[:MOST_COMPARED])
        for check in question.checks
    ]
    return replace(question, checks=tuple(checks))
