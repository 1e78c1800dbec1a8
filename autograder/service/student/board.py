"""The leaderboard of an exercise, as somebody of the class sees it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from autograder.course import Exercise
from autograder.service.store.leaderboards import OnBoard, on_board
from autograder.service.student.pseudonyms import LONGEST
from autograder.service.web.access import Level
from autograder.service.web.ask import Ask

BEST = 10  # places that everybody sees


class Line(NamedTuple):
    """A line of it. Those with one figure share a place."""

    place: int
    pseudonym: str
    figure: float
    is_own: bool


class Board(NamedTuple):
    """The best places, and one's own. `own` is None for whoever has not joined, `number` says how
    many have a place; `trouble` is why a pseudonym that was `typed` in was not taken."""

    lines: list[Line]
    own: OnBoard | None
    number: int
    may_join: bool
    trouble: str = ""
    typed: str = ""
    most_letters: int = LONGEST

    @property
    def own_line(self) -> Line | None:
        """Where one stands; None without a place."""
        return next((each for each in self.lines if each.is_own), None)


def board_of(ask: Ask, exercise: Exercise, trouble: str = "", typed: str = "") -> Board | None:
    """The leaderboard of an exercise; None where the course has none for it."""
    if not ask.state.course.policies[exercise.name].leaderboard:
        return None
    with ask.state.history.database.reading() as connection:
        joined = on_board(connection, exercise.name)
    students = _students(ask)
    joined = [each for each in joined if each.person in students]
    own = next((each for each in joined if each.person == ask.person.id), None)
    lines = ranked(joined, ask.person.id)
    shown = [each for each in lines if each.place <= BEST or each.is_own]
    return Board(shown, own, len(lines), may_join(ask), trouble, typed)


def may_join(ask: Ask) -> bool:
    """Whether who asks may be on it: those who teach know the answers."""
    return ask.person.level is Level.STUDENT


def ranked(joined: Iterable[OnBoard], own: str) -> list[Line]:
    """All who have a figure, the best first. Nothing in the order of equals says who they are."""
    placed = [(each.figure, each) for each in joined if each.figure is not None]
    placed.sort(key=lambda pair: (-pair[0], pair[1].seems))
    figures = [figure for figure, _each in placed]
    return [
        Line(1 + figures.index(figure), each.pseudonym, figure, each.person == own)
        for figure, each in placed
    ]


def _students(ask: Ask) -> set[str]:
    """Who is a student of the class now; where the list names none, one stands in."""
    class_list = ask.state.class_list
    return {each.id for each in class_list.now().students} or {class_list.first_student().id}
