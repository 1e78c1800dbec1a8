"""The cells of a choice question: its options, a place for the digit, and what happens then."""

from __future__ import annotations

from dataclasses import replace
from keyword import iskeyword

from autograder.course import Exercise
from autograder.course.choices import FILE, PREDICT, RECALL, Choice
from autograder.errors import CourseError
from autograder.language import _, speaking
from autograder.lessons.lesson import LessonCell
from autograder.notebooks.kinds import OUTCOME, TEXT
from autograder.pysource import literals
from autograder.pysource.parse import indent, parse
from autograder.pysource.translate import write_comment

INDENT = "    "
KINDS = (PREDICT, RECALL)


def check_choices(exercise: Exercise, cells: tuple[LessonCell, ...], taken: set[str]) -> None:
    """A cell for each question of choices.toml, and below each prediction what it was about.

    `taken`: names that already mean something in the exercise.
    """
    there = {cell.name: cell for cell in cells if cell.kind in KINDS}
    lesson = cells[0].place.path
    if sorted((cell.kind, name) for name, cell in there.items()) != sorted(
        (choice.kind, name) for name, choice in exercise.choices.items()
    ):
        raise CourseError(
            f"The choice questions of the lesson are not those of {FILE}.",
            where=lesson,
            todo=f"For each one write ```python {PREDICT} NAME or ```python {RECALL} NAME in the "
            f"lesson, and its options in {FILE}.",
        )
    for name, cell in there.items():
        if not name.isidentifier() or iskeyword(name) or name in taken:
            raise CourseError(
                f"A choice question cannot be called '{name}'.",
                where=cell.place.at(0),
                todo="Take a name of letters, digits and _ that nothing else of the exercise has: "
                "it becomes a variable.",
            )
        if cell.source.strip():
            raise CourseError(
                f"Code stands in `{cell.fence}`.",
                where=cell.place.at(1),
                todo=f"Leave it empty: the options come from {FILE}.",
            )
    order = [(cell.kind, cell.name) for cell in cells if cell.kind in (PREDICT, OUTCOME)]
    guesses = [name for kind, name in order if kind == PREDICT]
    outcomes = [cell for cell in cells if cell.kind == OUTCOME]
    if sorted(guesses) != sorted(cell.name for cell in outcomes) or any(
        order.index((OUTCOME, name)) < order.index((PREDICT, name)) for name in guesses
    ):
        raise CourseError(
            "Each prediction needs one cell below it that shows what happens.",
            where=lesson,
            todo=f"Write ```python {OUTCOME} NAME once, below ```python {PREDICT} NAME.",
        )
    for cell in outcomes:
        parse(cell.source, cell.place)
        if not cell.source.strip():
            raise CourseError(
                f"`{cell.fence}` is empty.",
                where=cell.place.at(0),
                todo="Write code that shows what happens.",
            )


def question_cells(cell: LessonCell, choice: Choice, language: str) -> tuple[LessonCell, ...]:
    """The question with its options as text, and the cell for the digit: in the teacher's notebook
    the right one."""
    said = choice.texts[language]
    lines = [f"{n}. {option}" for n, option in enumerate(said.options, start=1)]
    text = "\n".join([f"**{said.question}**", "", *lines])
    asked = replace(cell, kind=TEXT, name=f"{cell.name}-question", source=text)
    return asked, replace(cell, source=line(cell.name, choice, choice.right, language))


def line(name: str, choice: Choice, digit: int, language: str) -> str:
    """The line in which a digit is written down."""
    *first, last = choice.digits
    with speaking(language):
        text = _("your guess: {digits} or {last}")
        if choice.kind == RECALL:
            text = _("your answer: {digits} or {last}")
        return f"{name} = {digit}    # {text.format(digits=', '.join(first), last=last)}"


def outcome_source(cell: LessonCell, code: str, choice: Choice, language: str) -> str:
    """The cell that shows what was to be guessed, and then the sentence of the option that was
    chosen. It waits for a guess, and runs whatever was written down."""
    sentences = zip(choice.digits, choice.texts[language].sentences, strict=True)
    with speaking(language):
        wait = _("Write your guess above, then run this cell again.")
        no_option = _("A guess is one of the digits {first} to {last}.").format(
            first=choice.digits[0], last=choice.digits[-1]
        )
    said = "".join(
        f'{INDENT * 2}"{digit}": {literals.write(text, False, INDENT * 2 + "0000: ")},\n'
        for digit, text in sentences
    )
    return "\n".join(
        [
            f"if {cell.name} == 0:",
            f"{INDENT}print({literals.write(wait, False, INDENT + 'print(', ')', True)})",
            "else:",
            indent(code, INDENT),
            f"{INDENT}said = {{\n{said}{INDENT}}}",
            f'{INDENT}digit = str({cell.name}).strip().removesuffix(".0")',
            f"{INDENT}print(said.get(digit, {literals.write(no_option, False, INDENT * 4)}))",
        ]
    )


def as_comments(name: str, choice: Choice, language: str) -> str:
    """The question in a Python file: comments above the variable."""
    said = choice.texts[language]
    options = [f"{n}. {option}" for n, option in enumerate(said.options, start=1)]
    text = "\n".join([said.question, *options])
    return f"{write_comment(text)}\n{line(name, choice, 0, language)}"
