"""What the students of the example class hand in, made from the released notebook.

Right and wrong answers come from the exercise's own `alternatives.py` and `mistakes/`; accidents
(a deleted cell, an endless loop) are made here, and fit any exercise that asks for a function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from autograder.course import Exercise
from autograder.course.questions import FunctionQuestion
from autograder.course.solution import read_solution
from autograder.notebooks.built import built, read_built
from autograder.notebooks.fill import fill
from autograder.notebooks.kinds import CHECKS_SUFFIX
from autograder.validation.candidates import Candidate, Sort, candidates

RIGHT_STYLES = 3
MISTAKES = 6
STRIDE = 4
FRIEND = "ivanova"
NOISE = """
import sys
import warnings

warnings.warn("this warning goes to stderr and costs nothing")
print("still fine")
print("this too", file=sys.stderr)
"""

Notebook = dict[str, Any]


@dataclass(frozen=True)
class Persona:
    """One student's file: what happened to it, its bytes, and the questions that lose points.

    `signs` says whether the student has written the own id into it, where there is a place for it.
    """

    story: str
    content: bytes
    loses: tuple[str, ...] = ()
    signs: bool = True

    def handed_in_by(self, student: str) -> bytes:
        """The file as this student hands it in."""
        return fill(self.content, {}, student) if self.signs else self.content


class Author:
    """Makes the files for one exercise."""

    def __init__(self, exercise: Exercise) -> None:
        self.release = built(exercise.release_notebook)
        self.known = [each for each in candidates(exercise) if not each.turn]
        self.right = next(each.answers for each in self.known if each.sort is Sort.REFERENCE)
        solution = read_solution(exercise.file("solution.py"))
        questions = solution.questions
        self.questions = tuple(question.name for question in questions)
        cells = read_built(exercise.release_notebook).cells
        graded = (cell.grade_id for cell in cells if cell.is_grade)
        self.asked = tuple(name.removesuffix(CHECKS_SUFFIX) for name in graded)  # choices, too
        self.personal = tuple(name for name in self.questions if name in solution.personal)
        functions = [each for each in questions if isinstance(each, FunctionQuestion)]
        self.function = functions[-1] if functions else None  # no other one calls it

    def personas(self) -> Iterator[Persona]:
        """The whole class, in a fixed order; without what happens to functions where none is asked
        for."""
        yield from self._right_answers()
        yield from self._mistakes()
        yield Persona("an untouched notebook", self.release, self.asked, signs=False)
        if self.function is not None:
            yield from self._broken_code(self.function)
        yield self._edited("an exception in a cell at the top", _raise_at_the_top)
        if self.function is not None:
            yield from self._accidents(self.function.name)
        yield Persona("an empty file", b"", self.asked, signs=False)
        letter = b"Dear teacher, my notebook is gone"
        yield Persona("a file that is no JSON", letter, self.asked, signs=False)

    def _right_answers(self) -> Iterator[Persona]:
        yield Persona("right answers", fill(self.release, self.right))
        for candidate in self._varied(Sort.ALTERNATIVE, RIGHT_STYLES - 1):
            story = f"right answers, another style ({candidate.name} in {candidate.question})"
            yield Persona(story, fill(self.release, {**self.right, **candidate.answers}))
        if self.function is not None:
            name = self.function.name
            noisy = {**self.right, name: self.right[name] + NOISE}
            yield Persona("right answers that warn and print", fill(self.release, noisy))

    def _mistakes(self) -> Iterator[Persona]:
        if self.personal:
            handed_on = fill(self.release, self.right, FRIEND)
            story = f"the notebook of {FRIEND}, handed on"
            yield Persona(story, handed_on, self.personal, signs=False)
        for candidate in self._varied(Sort.MISTAKE, MISTAKES - bool(self.personal)):
            story = f"a typical mistake ({candidate.name} in {candidate.question})"
            yield Persona(
                story,
                fill(self.release, {**self.right, **candidate.answers}),
                (candidate.question,),
            )

    def _broken_code(self, function: FunctionQuestion) -> Iterator[Persona]:
        name = function.name
        unfinished = self.right[name].replace("):", ")", 1)
        loop = f"{function.signature}\n    while True:\n        pass"
        for story, answer in (("a syntax error", unfinished), ("an endless loop", loop)):
            answers = {**self.right, name: answer}
            yield Persona(f"{story} in {name}", fill(self.release, answers), (name,))

    def _accidents(self, answer: str) -> Iterator[Persona]:
        check = answer + CHECKS_SUFFIX

        def delete_check(cells: list[Notebook]) -> None:
            del cells[_index(cells, check)]

        def copy_answer(cells: list[Notebook]) -> None:
            where = _index(cells, answer)
            cells.insert(where, {**cells[where], "id": "copied"})

        def change_check(cells: list[Notebook]) -> None:
            cells[_index(cells, check)]["source"] = ["assert True"]

        def change_id(cells: list[Notebook]) -> None:
            cells[_index(cells, answer)]["metadata"]["nbgrader"]["grade_id"] = "my_answer"

        yield self._edited(f"the test cell of {answer} deleted", delete_check)
        yield self._edited(f"the answer cell of {answer} copied", copy_answer)
        yield self._edited(f"the test cell of {answer} changed", change_check)
        yield self._edited(f"the grade id of {answer} changed", change_id)

    def _edited(self, story: str, edit: Callable[[list[Notebook]], None]) -> Persona:
        notebook = msgspec.json.decode(fill(self.release, self.right))
        edit(notebook["cells"])
        return Persona(story, msgspec.json.format(msgspec.json.encode(notebook), indent=1) + b"\n")

    def _varied(self, sort: Sort, how_many: int) -> list[Candidate]:
        """Candidates of all questions in turn, from different places of the catalogue."""
        chosen: list[Candidate] = []
        for turn in range(how_many if self.questions else 0):
            question = self.questions[turn % len(self.questions)]
            ours = [each for each in self.known if (each.sort, each.question) == (sort, question)]
            if ours:
                chosen.append(ours[STRIDE * turn % len(ours)])
        return chosen


def _raise_at_the_top(cells: list[Notebook]) -> None:
    cells.insert(0, _code_cell("print(a_name_that_nobody_knows)"))


def _index(cells: list[Notebook], grade_id: str) -> int:
    for i, cell in enumerate(cells):
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id:
            return i
    raise KeyError(grade_id)


def _code_cell(source: str) -> Notebook:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": "added",
        "metadata": {},
        "outputs": [],
        "source": [source],
    }
