"""The line below the title of a notebook: which lesson it is, how long it takes, what it needs."""

from __future__ import annotations

from autograder.course import Exercise
from autograder.language import ENGLISH, _, speaking
from autograder.lessons.minutes import minutes

PAST, TO_COME = "●", "○"
MOST_DOTS = 20  # a longer strip says nothing at a glance


def with_top_line(title: str, exercise: Exercise) -> str:
    """The first text of a lesson, with the line below its title."""
    first, _end, rest = title.partition("\n")
    return "\n\n".join(filter(None, [first, top_line(exercise), rest.lstrip("\n")]))


def top_line(exercise: Exercise) -> str:
    """The line, in the language in which the course is given."""
    with speaking(exercise.language):
        said = [said_of_time(exercise), said_of_points(exercise)]
        if exercise.of_all > 1:
            lesson = _("Lesson {number} of {count}")
            said.insert(0, lesson.format(number=exercise.number, count=exercise.of_all))
        if exercise.needed_titles:
            titles = ", ".join(f"*{title}*" for title in exercise.needed_titles)
            said.append(_("you need: {titles}").format(titles=titles))
    return " ".join(filter(None, [strip(exercise), " · ".join(said)]))


def strip(exercise: Exercise) -> str:
    """Where the lesson stands in the course, as dots; empty where it is the only one, or there are
    too many."""
    if not 1 < exercise.of_all <= MOST_DOTS:
        return ""
    return PAST * exercise.number + TO_COME * (exercise.of_all - exercise.number)


def said_of_time(exercise: Exercise) -> str:
    """How long it takes, in the language that is spoken now."""
    low, high = minutes(exercise)
    return _("{low} to {high} minutes").format(low=low, high=high)


def said_of_points(exercise: Exercise) -> str:
    """What it is worth, in the language that is spoken now."""
    if exercise.points == 1:
        return _("1 point")
    return _("{points} points").format(points=decimal(exercise.points, exercise.language))


def decimal(number: float, language: str) -> str:
    """The number as it is written in a language; as in English where nobody knows how."""
    from babel import UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        return format_decimal(number, locale=language)
    except UnknownLocaleError:
        return format_decimal(number, locale=ENGLISH)
