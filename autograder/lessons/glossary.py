"""The glossary of a course: its words to search for, each with the sentence in which it stands."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.course import Exercise
from autograder.language import _
from autograder.lessons.lesson import read_cells
from autograder.lessons.terms import Term, terms_of


def lesson_terms(exercise: Exercise) -> list[Term]:
    """The words of a lesson in the language of the course; none where it is not written yet."""
    lesson = exercise.lesson(exercise.language)
    return terms_of(read_cells(lesson)) if lesson.is_file() else []


def glossary(exercises: Sequence[Exercise]) -> str:
    """The page in Markdown, in the language that is spoken now; empty where there are no words."""
    entries: dict[str, list[tuple[Exercise, Term]]] = {}
    for exercise in exercises:
        for term in lesson_terms(exercise):
            entries.setdefault(_key(term.entry), []).append((exercise, term))
    if not entries:
        return ""
    parts = [f"# {_('Glossary')}", _("Words to search for, each as it stands in its lesson.")]
    for key in sorted(entries):
        places = entries[key]
        parts.append(f"**{places[0][1].entry}**")
        parts += [f"> {term.sentence}\n>\n> {_place(each, term)}" for each, term in places]
    return "\n\n".join(parts)


def _key(entry: str) -> str:
    """What entries are sorted by: small and capital letters alike, ё among е."""
    return entry.casefold().replace("ё", "е")


def _place(exercise: Exercise, term: Term) -> str:
    lesson = f"{exercise.number}. {exercise.title}"
    if not term.section:
        return _("Lesson {lesson}").format(lesson=lesson)
    return _("Lesson {lesson}, “{section}”").format(lesson=lesson, section=term.section)
