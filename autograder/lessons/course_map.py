"""The map of a course: its lessons in order, what builds on what, and what each of them holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from autograder.course import Exercise
from autograder.course.choices import PREDICT, RECALL
from autograder.language import _
from autograder.lessons.glossary import lesson_terms
from autograder.lessons.lesson import read_cells
from autograder.lessons.top import said_of_points, said_of_time
from autograder.notebooks.kinds import ANSWER, WRITTEN

_NO_ANCHOR = re.compile(r"[^\w\s-]")


def course_map(title: str, exercises: Sequence[Exercise], glossary: str) -> str:
    """The page in Markdown, in the language that is spoken now; empty where one lesson is all.

    `glossary`: the file with the words to search for; empty where there is none.
    """
    if len(exercises) < 2:
        return ""
    parts = [f"# {title}", _("The lessons, and what builds on what.")]
    parts.append(picture(exercises))
    if glossary:
        words = _("The words to search for stand in the [glossary]({page}), too.")
        parts.append(words.format(page=glossary))
    numbered = {each.name: each for each in exercises}
    for exercise in exercises:
        parts.append(f"## {_heading(exercise)}")
        parts.append("\n".join(f"- {line}" for line in _lines(exercise, numbered)))
    return "\n\n".join(parts)


def picture(exercises: Sequence[Exercise]) -> str:
    """What builds on what, drawn by Mermaid; an arrow that a longer way implies is left out."""
    lines = [f'    {each.name}["{_quoted(_heading(each))}"]' for each in exercises]
    needs = direct({each.name: each.needs for each in exercises})
    lines += [f"    {needed} --> {name}" for name, found in needs.items() for needed in found]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```"])


def direct(needs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Of what each builds on, that which it does not build on by way of another. They stand in
    order: each after what it needs."""
    whole: dict[str, set[str]] = {}
    for name, found in needs.items():
        whole[name] = {*found}.union(*(whole[each] for each in found))
    return {
        name: [each for each in found if not any(each in whole[other] for other in found)]
        for name, found in needs.items()
    }


def _lines(exercise: Exercise, numbered: Mapping[str, Exercise]) -> Iterator[str]:
    source = exercise.lesson(exercise.source_language)
    is_written = source.is_file() and (exercise.folder / "solution.py").is_file()
    time = [said_of_time(exercise)] if is_written else []
    yield ", ".join([*time, said_of_points(exercise)])
    if exercise.needs:
        links = ", ".join(_link(numbered[name]) for name in exercise.needs)
        yield _("builds on: {lessons}").format(lessons=links)
    cells = read_cells(source) if is_written else ()
    for text, kinds in (
        (_("tasks: {names}"), (ANSWER, WRITTEN)),
        (_("guesses: {names}"), (PREDICT,)),
        (_("quick questions: {names}"), (RECALL,)),
    ):
        names = ", ".join(f"`{cell.name}`" for cell in cells if cell.kind in kinds)
        if names:
            yield text.format(names=names)
    words = ", ".join(term.entry for term in lesson_terms(exercise))
    if words:
        yield _("words: {words}").format(words=words)


def _heading(exercise: Exercise) -> str:
    return f"{exercise.number}. {exercise.title}"


def _link(exercise: Exercise) -> str:
    """To the part of the page about an exercise, by the name that GitHub gives its heading."""
    heading = _heading(exercise)
    anchor = _NO_ANCHOR.sub("", heading.lower()).replace(" ", "-")
    return f"[{heading}](#{anchor})"


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
