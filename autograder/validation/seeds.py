"""The same answer under many secret seeds: caught at every one, or right at every one.

Each submission meets other numbers, so a wrong answer that is caught by some of them only would
pass in the end, if it were handed in often enough. What is NumPy is tried in this process.
"""

from __future__ import annotations

import os
import resource
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import msgspec

from autograder.checking.call import made_by
from autograder.checking.collect import Check, Checks, collect_one
from autograder.checking.draws import drawing
from autograder.checking.load import student_side_only
from autograder.checking.mistakes import Mistake, explanations, load_mistakes
from autograder.checking.run import VERDICTS, Checker
from autograder.checking.words import Kind
from autograder.course import Exercise
from autograder.course.questions import FunctionQuestion, Solution
from autograder.course.solution import read_solution
from autograder.kits.inside.kits import Kits
from autograder.student import Student
from autograder.validation.boundaries import boundary_mutants
from autograder.validation.candidates import Candidate, Sort, candidates, reference_answers
from autograder.validation.crossing import mixed
from autograder.validation.forks import in_forks
from autograder.validation.mutants import Mutant
from autograder.validation.outcomes import Outcome, Outcomes
from autograder.validation.prove import PROOF_SECRET
from autograder.validation.unsandboxed import ElsewhereOnly, Endless, UnsandboxedSession, student_of

SEEDS = 200
REST = 10  # every tenth seed tries more than value checks: the others hardly depend on numbers
SAMPLES = 3  # draws of a range check from which the boundaries of its arguments are learnt
SECONDS = 2  # of processor time for one seed: what takes longer never ends
AGAIN = 0.1  # seconds after which what is asked of it then ends, too
MOST_SECONDS = 120  # for all seeds of one answer
TRIED = (Sort.REFERENCE, Sort.ALTERNATIVE, Sort.MISTAKE, Sort.MUTANT, Sort.BOUNDARY)
HANGS = 2  # seeds at which an answer never ended, until that is believed of the others


@dataclass(frozen=True)
class Numpy:
    """One exercise whose answers are tried in this process."""

    exercise: Exercise
    solution: Solution
    checker: Checker
    mistakes: Sequence[Mistake]

    @property
    def checks(self) -> Checks:
        return self.checker.checks

    def outcomes(
        self, known: Iterable[Candidate], seeds: int = SEEDS, workers: int | None = None
    ) -> Iterator[tuple[Candidate, Outcome]]:
        """How each answer fares, in a fork of its own: whatever it does, this process goes on."""
        Kits()  # imports what each of the forks would import
        said = in_forks(known, lambda each: self._said(each, seeds), workers=workers)
        for candidate, text in said:
            # Who says nothing was killed: it hangs where no signal reaches it.
            yield (
                candidate,
                msgspec.json.decode(text, type=Outcome) if text else Outcome(seeds, seeds),
            )

    def _said(self, candidate: Candidate, seeds: int) -> bytes:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        warnings.simplefilter("ignore")  # wrong answers overflow, and may
        try:
            found = self._outcome(candidate, seeds)
        except Exception as error:
            found = Outcome(broken=f"could not be tried: {type(error).__name__}: {error}"[:500])
        return msgspec.json.encode(found)

    def boundaries(self) -> list[Mutant]:
        """The mutants at a boundary of every question that has a range check."""
        found: list[Mutant] = []
        for name, checks in self.checks.questions.items():
            question = self.solution.question(name)
            ranges = [check for check in checks if check.note.kind is Kind.RANGE]
            if isinstance(question, FunctionQuestion) and ranges:
                samples = [
                    [call for check in ranges for call in self._calls(check, seed)]
                    for seed in range(SAMPLES)
                ]
                found += boundary_mutants(question, samples)
        return found

    def _calls(self, check: Check, seed: int) -> list[tuple[object, ...]]:
        """What a range check calls the function with; nothing where the check cannot be asked here,
        or is wrong: trying the reference says so."""
        student = student_of(
            UnsandboxedSession([]), frozenset(self.checks.questions), _secret(seed)
        )
        try:
            with drawing(student.secret_rng(check.name)):
                made = made_by(check, student, self.checks)
        except (Exception, ElsewhereOnly):
            return []
        if not isinstance(made, list):
            return []
        calls = [getattr(each, "arguments", each) for each in made]
        return [call for call in calls if isinstance(call, tuple)]

    def _outcome(self, candidate: Candidate, seeds: int) -> Outcome:
        signal.signal(signal.SIGVTALRM, _too_long)
        with tempfile.TemporaryDirectory() as scratch, student_side_only():
            os.chdir(scratch)
            for name, content in self.exercise.data.items():
                Path(name).write_bytes(content)
            try:
                if candidate.sort is Sort.MIXED:
                    return self._crossed(candidate)
                return self._at_all_seeds(candidate, seeds)
            except ElsewhereOnly:
                return Outcome()

    def _crossed(self, candidate: Candidate) -> Outcome:
        """Which hints fit what is seen of an answer, at the one seed at which all are graded."""
        session, question = UnsandboxedSession(self._cells(candidate)), candidate.question
        student = self._student(session, question, PROOF_SECRET)
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, AGAIN)
        try:
            tried = self.checker.run(question, student)
            lost = sum(_fails(each.raised) for each in tried)  # asks all, so nothing endless hides
        except Endless:
            return Outcome(1, 1)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        found = explanations(self.mistakes, question, student.seen, self.checks.reference)
        return Outcome(min(lost, 1), 1, fitting=tuple(each.mistake.name for each in found))

    def _at_all_seeds(self, candidate: Candidate, seeds: int) -> Outcome:
        session = UnsandboxedSession(self._cells(candidate))
        named = [candidate.question] if candidate.question else list(self.checks.questions)
        asked = [name for name in named if isinstance(self.solution[name], FunctionQuestion)]
        if not asked:
            raise ElsewhereOnly("values that the student computes are the same each time")
        lost = tried = hangs = 0
        catching: Check | None = None  # it will catch the answer again
        for seed in range(seeds):
            every = seed % REST == 0
            if not every and catching is not None and catching.note.kind is not Kind.VALUE:
                continue
            tried += 1
            if hangs >= HANGS:
                lost += 1
                continue
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, AGAIN)
            try:
                caught = self._catches(catching, asked, session, seed, every=every)
                if caught is None and lost and not every:  # what it was caught by is no value
                    caught = self._catches(None, asked, session, seed, every=True)
            except Endless:
                hangs += 1
                lost += 1
                continue
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            if caught is not None:
                lost, catching = lost + 1, caught
        return Outcome(lost, tried)

    def _catches(
        self,
        first: Check | None,
        asked: Sequence[str],
        session: UnsandboxedSession,
        seed: int,
        *,
        every: bool,
    ) -> Check | None:
        """The check that takes points from the answer at this seed, if there is one."""
        if first is not None:
            student = self._student(session, first.note.question, _secret(seed))
            if _fails(self.checker.scored(first, student)):
                return first
        for question in asked:
            student = self._student(session, question, _secret(seed))
            if not every:
                for check in self.checks.questions[question]:
                    is_value = check.note.kind is Kind.VALUE
                    if is_value and _fails(self.checker.scored(check, student)):
                        return check
                continue
            for tried in self.checker.run(question, student):
                if _fails(tried.raised):
                    return tried.check
        return None

    def _student(self, session: UnsandboxedSession, question: str, secret: bytes) -> Student:
        others = frozenset(self.checks.questions) - {question}
        return student_of(session, others, secret)

    def _cells(self, candidate: Candidate) -> list[str]:
        """What a notebook with this answer runs: what is given, and right answers elsewhere."""
        given = "\n".join([*self.solution.imports, self.solution.own_id, self.solution.given])
        answers = reference_answers(self.exercise)
        answers.update(candidate.answers)
        written = [answers[each.name] for each in self.solution.questions]
        return [given, *written]


def _fails(raised: BaseException | None) -> bool:
    """Whether a check has failed through the answer's fault; raises what is nobody's answer."""
    if raised is not None and not isinstance(raised, VERDICTS):
        raise raised
    return raised is not None


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise Endless


def _secret(seed: int) -> bytes:
    return f"seed {seed}".encode()


def try_seeds(
    exercise: Exercise,
    question: str | None = None,
    workers: int | None = None,
    done: Callable[[], None] = lambda: None,
    *,
    seeds: int = SEEDS,
) -> Outcomes:
    """Try all answers that are NumPy, each at so many seeds; calls `done` after each."""
    numpy = in_numpy(exercise)
    outcomes = Outcomes([], [])
    outcomes.boundaries = numpy.boundaries()
    known = candidates(exercise, question, with_mutants=True, boundaries=outcomes.boundaries)
    asked = [each for each in known if each.sort in TRIED]
    asked += mixed(exercise, numpy.mistakes, question)
    for pair in numpy.outcomes(asked, seeds, workers):
        outcomes.tried.append(pair)
        done()
    return outcomes


def in_numpy(exercise: Exercise) -> Numpy:
    """The exercise with its checks collected in this process."""
    solution = read_solution(exercise.file("solution.py"))
    return Numpy(exercise, solution, Checker(collect_one(exercise)), load_mistakes(exercise))
