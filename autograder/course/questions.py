"""What solution.py says: the questions, the imports and the given values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError


@dataclass(frozen=True)
class FunctionQuestion:
    """A function that the student writes. `signature` is the source from `def` to the colon;
    `body` is the source below the docstring, with the hidden helpers that it calls."""

    name: str
    line: int
    signature: str
    docstring: str
    body: str

    @property
    def names(self) -> tuple[str, ...]:
        """What the student has to define."""
        return (self.name,)


@dataclass(frozen=True)
class ValueQuestion:
    """A few values that the student computes. `contract` is the text of the comments."""

    name: str
    line: int
    contract: str
    names: tuple[str, ...]
    body: str


Question = FunctionQuestion | ValueQuestion


@dataclass(frozen=True)
class Solution:
    """What solution.py says. `given` is the source of the plain assignments.

    Where the numbers are each student's own, `own_id` is the source of the line with the id (it is
    no part of `given`, but of `given_names`), and `personal` names the questions that depend on it.
    """

    path: Path
    imports: tuple[str, ...]
    given: str
    given_names: tuple[str, ...]
    given_line: int
    questions: tuple[Question, ...]
    own_id: str = ""
    own_id_line: int = 1
    personal: frozenset[str] = frozenset()
    has_generator: bool = False

    def question(self, name: object) -> Question | None:
        """The question of that name, if there is one."""
        return next((each for each in self.questions if each.name == name), None)

    def named(self, name: object, where: str | Path) -> Question:
        """The question that an author has named there; raises CourseError where there is none."""
        found = self.question(name)
        if found is None:
            raise CourseError(
                f"There is no question '{name}' in solution.py.",
                where=where,
                todo=f"The questions are: {', '.join(each.name for each in self.questions)}.",
            )
        return found

    def __getitem__(self, name: str) -> Question:
        found = self.question(name)
        if found is None:
            raise KeyError(name)
        return found
