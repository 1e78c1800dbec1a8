"""Grade candidates where their verdict is decided: at a device's setting or a small one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from autograder.course import Exercise
from autograder.course.solution import read_solution
from autograder.engine import Runner
from autograder.validation.again import ASKED, alone, as_files, can_be_files, in_whole_notebooks
from autograder.validation.candidates import ALWAYS, Candidate
from autograder.validation.prove import Proof, prove
from autograder.validation.related import is_slow, on_the_setting

# Shows progress: of what, and how often it will advance (None if nobody knows). Inside the `with`
# block there is a function to be called after each step.
Watch = Callable[[str, int | None], AbstractContextManager[Callable[[], None]]]

Again = tuple[int, list[tuple[Proof, str]]]  # how many were asked again, and what differs


@contextmanager
def unwatched(_what: str, _total: int | None) -> Iterator[Callable[[], None]]:
    """Nobody is told."""
    yield lambda: None


@dataclass(frozen=True)
class Grader:
    """One exercise with its runner."""

    exercise: Exercise
    runner: Runner
    watch: Watch = unwatched

    def graded(self, known: Sequence[Candidate]) -> list[Proof]:
        """Grade all; what the setting of the device does not decide, at the demo's small one."""
        full, small = self._by_setting(known)
        with self.watch(self.exercise.name, len(known)) as advance:
            proofs = prove(self.exercise, full, self.runner, lambda _proof: advance())
            if small:
                demo = self.exercise.at(self.exercise.device, self.exercise.demo_setting)
                proofs += prove(demo, small, self.runner, lambda _proof: advance())
        return proofs

    def again(self, proofs: Sequence[Proof], *, every: bool) -> dict[str, Again]:
        """Whether mistakes and alternatives get alone, and in a Python file, what they get in the
        whole notebook: by the kind of figure, how many were asked, and what differs. Where grading
        is slow, a sample, unless it is to be `every` one."""
        exercise, whole, slow = self.exercise, list(proofs), is_slow(self.exercise)
        if slow or exercise.demo_setting:  # those of two settings have the same ids
            if exercise.demo_setting:
                exercise = exercise.at(exercise.device, exercise.demo_setting)
            sample = slow and not every
            known = in_whole_notebooks((each.candidate for each in proofs), sample=sample)
            with self.watch(f"{exercise.name}: whole notebooks", len(known)) as advance:
                whole = prove(exercise, known, self.runner, lambda _proof: advance())
        asked = [proof for proof in whole if proof.candidate.sort in ASKED]
        found = {}
        for kind, what, ask, ours in (
            ("alone", "one question alone", alone, asked),
            ("file", "in a Python file", as_files, can_be_files(exercise, asked)),
        ):
            with self.watch(f"{exercise.name}: {what}", len(ours)) as advance:
                found[kind] = len(ours), ask(exercise, ours, self.runner, advance)
        return found

    def _by_setting(
        self, known: Sequence[Candidate]
    ) -> tuple[Sequence[Candidate], list[Candidate]]:
        """Candidates for the questions that the setting decides, and right answers to all; and the
        others, for which the small setting will do, if there is one."""
        if not self.exercise.demo_setting:
            return known, []
        solution = read_solution(self.exercise.file("solution.py"))
        decided = on_the_setting(solution, self.exercise.file("checks.py"))
        full: list[Candidate] = []
        small: list[Candidate] = []
        for each in known:
            (full if each.sort in ALWAYS or each.question in decided else small).append(each)
        return full, small
