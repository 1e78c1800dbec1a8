"""What students hand in and have checked: each file is another one, and of ten one is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from autograder.course import Course
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers
from benchmarks.classes import contents


@dataclass
class Files:
    """Those of one exercise. `whole` gives a file to hand in, by a number."""

    course: Course
    exercise: str
    whole: Callable[[int], bytes] = field(init=False)

    def __post_init__(self) -> None:
        exercise = self.course.exercise(self.exercise)
        self._answers = reference_answers(exercise)
        self._release = exercise.release_notebook.read_bytes()
        self.whole = contents(self.course, self.exercise)

    @property
    def questions(self) -> list[str]:
        """Those that a program can answer for."""
        return list(self._answers)

    def asked(self, number: int, question: str, *, broken: bool = False) -> str:
        """A notebook of which one question is checked; a broken one is cut off in its answer."""
        answer = self._answers[question]
        answer = answer[: len(answer) // 2] + "\n(" if broken else f"{answer}\n# {number}"
        return fill(self._release, {**self._answers, question: answer}).decode()
