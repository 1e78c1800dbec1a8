"""Put solution.py and the lesson together: the finished cells in the language of the course."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from keyword import iskeyword

from autograder.course import Exercise
from autograder.course.identity import ID, generator
from autograder.course.questions import FunctionQuestion, Question, Solution
from autograder.course.solution import read_solution
from autograder.errors import CourseError
from autograder.lessons import choices, data_cells, ladders
from autograder.lessons.lesson import OWN_WORDS, LessonCell, read_lesson
from autograder.lessons.terms import in_italics, terms_of
from autograder.lessons.top import decimal, with_top_line
from autograder.notebooks.kinds import (
    ANSWER,
    CHECK,
    CHECKS_SUFFIX,
    DATA,
    GIVEN,
    IMPORTS,
    LADDER,
    OUTCOME,
    TEXT,
    WRITTEN,
)
from autograder.personal import ID_NAME
from autograder.pysource.parse import Place, write_docstring
from autograder.pysource.scopes import bound_names
from autograder.pysource.translate import translate_code, write_comment

INDENT = "    "
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_CODE, _WORD = re.compile(r"`([^`\n]+)`"), re.compile(r"[A-Za-z_]\w*")
_POINTS = re.compile(r"\{points:(?P<question>[^}]*)\}")


@dataclass(frozen=True)
class Composed:
    """An exercise ready to be written: its questions, and the finished source of each cell.

    `own_imports` is what the lesson imports beside solution.py; `own_id` and `given` are the
    translated source of the line with the student's id and of the given values.
    """

    exercise: Exercise
    solution: Solution
    cells: tuple[LessonCell, ...]
    own_imports: str
    own_id: str
    given: str

    def translate(self, text: str) -> str:
        """A text of the exercise in the language of the course."""
        return self.exercise.translate(text)


def compose(exercise: Exercise, points: Mapping[str, float]) -> Composed:
    """Read, check and translate an exercise. `points` holds the points of each question."""
    solution = read_solution(exercise.file("solution.py"))
    cells = read_lesson(exercise)
    _check_cells(solution, cells)
    _check_written(exercise, solution, cells)
    choices.check_choices(exercise, cells, {*_taken(solution), *exercise.written})
    ladders.check_ladders(solution, cells)
    data_cells.check_data(exercise, cells)
    _check_folded(solution, cells)
    terms_of(cells)  # raises where a word is marked twice
    for question in solution.questions:
        if question.name not in points:
            raise CourseError(
                f"The question '{question.name}' has no points.",
                where=exercise.folder / "checks.py",
                todo="Write a check for it.",
            )
    translate = exercise.translate
    place = Place(solution.path, solution.given_line)
    given = translate_code(solution.given, translate, place)
    if solution.has_generator:
        given = f"{generator(exercise.language)}\n\n{given}"
    own_id = translate_code(solution.own_id, translate, Place(solution.path, solution.own_id_line))
    finished: list[LessonCell] = []
    own_imports = ""
    for cell in cells:
        if cell.kind == TEXT:
            source = in_italics(_fill_in_points(cell, points, exercise.language))
            if cell is cells[0]:
                source = with_top_line(source, exercise)
        elif cell.kind == WRITTEN:
            source = cell.source
        elif cell.kind in choices.KINDS:
            choice = exercise.choices[cell.name]
            finished += choices.question_cells(cell, choice, exercise.language)
            continue
        elif cell.kind == LADDER:
            finished.append(ladders.as_text(cell, exercise.language))
            continue
        elif cell.kind == DATA:
            source = data_cells.data_source(exercise)
        else:
            source = translate_code(cell.source, translate, cell.place)
        if cell.kind == IMPORTS:
            own_imports = source
            source = "\n".join([*solution.imports, *filter(None, [source])])
        elif cell.kind == ID:
            source = own_id
        elif cell.kind == GIVEN:
            source = "\n\n".join(filter(None, [given, source]))
        elif cell.kind == ANSWER:
            source = answer(solution[cell.name], translate)
        elif cell.kind == OUTCOME:
            choice = exercise.choices[cell.name]
            source = choices.outcome_source(cell, source, choice, exercise.language)
        finished.append(replace(cell, source=source))
    return Composed(exercise, solution, tuple(finished), own_imports, own_id, given)


def heading(question: Question, translate: Callable[[str], str]) -> str:
    """What the student reads in code: signature and docstring, or the comments."""
    if not isinstance(question, FunctionQuestion):
        return write_comment(translate(question.contract))
    text = write_docstring(translate(question.docstring), INDENT)
    return f"{question.signature}\n{INDENT}{text}"


def answer(question: Question, translate: Callable[[str], str]) -> str:
    """The instructor's answer cell; nbgrader takes out what stands between the marks."""
    prefix = INDENT if isinstance(question, FunctionQuestion) else ""
    lines = [heading(question, translate), prefix + BEGIN, question.body, prefix + END]
    return "\n".join(lines)


def _check_cells(solution: Solution, cells: tuple[LessonCell, ...]) -> None:
    """One cell of imports first, the given values, and an answer and a check per question."""
    lesson = cells[0].place.path
    code = [cell for cell in cells if cell.kind not in OWN_WORDS]
    for cell in code:
        if cell.kind in (ANSWER, CHECK):
            solution.named(cell.name, cell.place.at(0))
        if cell.kind in (ID, ANSWER) and cell.source.strip():
            raise CourseError(
                f"Code stands in `{cell.fence}`.",
                where=cell.place.at(1),
                todo="Leave it empty: the code comes from solution.py.",
            )
    if [cell.kind for cell in code].count(IMPORTS) != 1 or code[0].kind != IMPORTS:
        raise CourseError(
            "The first code cell has to be the one with the imports, and the only one.",
            where=lesson,
            todo="Begin the code with ```python imports setup.",
        )
    if [cell.kind for cell in code].count(GIVEN) != bool(solution.given):
        raise CourseError(
            "The lesson needs one cell `given` where solution.py has plain assignments, "
            "and none where it has none.",
            where=lesson,
            todo="Write ```python given NAME once, or take it out.",
        )
    order = [cell.kind for cell in code if cell.kind in (ID, GIVEN)]
    if (ID in order) != bool(solution.own_id) or order[1:].count(ID):
        raise CourseError(
            f"The lesson needs one cell `{ID}` where solution.py has {ID_NAME}, before the cell "
            "`given`, and none where it has none.",
            where=lesson,
            todo=f"Write ```python {ID} NAME once, above ```python given, or take it out.",
        )
    fences = [(cell.kind, cell.name) for cell in code]
    names = [cell.name for cell in code if cell.kind not in (ANSWER, CHECK, OUTCOME)]
    for question in solution.questions:
        wanted = [(ANSWER, question.name), (CHECK, question.name)]
        if [fence for fence in fences if fence in wanted] != wanted:
            raise CourseError(
                f"The question '{question.name}' needs its answer cell and, after it, its check.",
                where=lesson,
                todo=f"Write ```python answer {question.name} and ```python check "
                f"{question.name}, each once.",
            )
        names += [question.name, question.name + CHECKS_SUFFIX]
    for name in names:
        if names.count(name) > 1:
            raise CourseError(
                f"Two code cells have the name '{name}'.", where=lesson, todo="Rename one of them."
            )


def _check_written(exercise: Exercise, solution: Solution, cells: tuple[LessonCell, ...]) -> None:
    """A cell for each question of written.toml, with some text to be replaced; in the Python file
    that is the value of a variable."""
    taken = _taken(solution)
    written = [cell for cell in cells if cell.kind == WRITTEN]
    if sorted(cell.name for cell in written) != sorted(exercise.written):
        raise CourseError(
            "The written questions of the lesson are not those of written.toml.",
            where=cells[0].place.path,
            todo="For each one write ```markdown written NAME in the lesson, and its points and "
            "rubric in written.toml.",
        )
    for cell in written:
        if not cell.name.isidentifier() or iskeyword(cell.name) or cell.name in taken:
            raise CourseError(
                f"A written question cannot be called '{cell.name}'.",
                where=cell.place.at(0),
                todo="Take a name of letters, digits and _ that nothing else of the exercise has: "
                "it becomes a variable of the Python file.",
            )
        if not cell.source.strip() or '"""' in cell.source or "\\" in cell.source:
            raise CourseError(
                f"`{cell.fence}` needs some words that the student replaces, without quotes and "
                "backslashes.",
                where=cell.place.at(1),
                todo="Write something like: Your answer here.",
            )


def _taken(solution: Solution) -> set[str]:
    """The names that mean something already."""
    imports = bound_names(ast.parse("\n".join(solution.imports)).body)
    answers = [name for each in solution.questions for name in (each.name, *each.names)]
    return {*imports, *solution.given_names, *answers}


def _check_folded(solution: Solution, cells: tuple[LessonCell, ...]) -> None:
    """A helper that the prose or a task names is not folded away."""
    said = "\n".join(cell.source for cell in cells if cell.kind in (TEXT, WRITTEN))
    said += "\n" + "\n".join(
        each.docstring if isinstance(each, FunctionQuestion) else each.contract
        for each in solution.questions
    )
    named = {word for code in _CODE.findall(said) for word in _WORD.findall(code)}
    for cell in cells:
        if not cell.folded and cell.kind != OUTCOME:
            continue
        tree = ast.parse(cell.source)
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        if functions & named:
            raise CourseError(
                f"`{cell.fence}` is folded, and the text names {', '.join(functions & named)}.",
                where=cell.place.at(0),
                todo="Do not fold it, or do not name what stands in it.",
            )


def _fill_in_points(cell: LessonCell, points: Mapping[str, float], language: str) -> str:
    def number(found: re.Match[str]) -> str:
        name = found["question"]
        if name not in points:
            raise CourseError(
                f"{found.group()} stands here, and there is no question '{name}'.",
                where=cell.place.at(cell.source.count("\n", 0, found.start()) + 1),
                todo=f"The questions are: {', '.join(points)}.",
            )
        return decimal(points[name], language)

    return _POINTS.sub(number, cell.source)
