"""A grader's pages: all written questions of an exercise, one answer after the other, and all
answers to one question with what was given."""

from __future__ import annotations

from collections import Counter

from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.classroom.marking.piles import Pile
from autograder.classroom.marking.rubrics import plain
from autograder.course import Exercise
from autograder.language import _
from autograder.reports.plain import clean, one_line
from autograder.service.marking.desk import Desk, desks
from autograder.service.marking.giving import Filled, NotGiven, give, pile_asked
from autograder.service.store.marks import Mark, open_answer
from autograder.service.store.threads import open_threads
from autograder.service.web.ask import Ask
from autograder.service.web.asked import exercise_asked, noted_lately
from autograder.service.web.pages import page

MOST_TEXT = 20_000  # characters of an answer
BEGINNING = 160


def overview(ask: Ask) -> Response:
    """What there is to grade in an exercise, and who has graded how much."""
    exercise = exercise_asked(ask)
    found = desks(ask.state, exercise)
    with ask.state.history.database.reading() as connection:
        questions = open_threads(connection)
    return page(
        ask.state,
        "marking.html.jinja",
        ask.who,
        exercise=exercise,
        desks=found,
        graders=[(desk.question, _graders(desk)) for desk in found],
        threads=questions,
        names=_names(ask),
    )


def answer(ask: Ask) -> Response:
    """An answer that nobody else has open, or the one that was asked for."""
    exercise, desk = _asked(ask)
    wanted = ask.request.query_params.get("answer", "")
    after = ask.request.query_params.get("after", "")
    pile = pile_asked(desk, wanted) if wanted else desk.next_for(ask.person.id, after)
    return _shown(ask, exercise, desk, pile)


def give_points(ask: Ask) -> Response:
    """Give what was filled in, and go on to the next answer."""
    exercise, desk = _asked(ask)
    pile, filled = pile_asked(desk, ask.text("answer")), Filled(ask, desk)
    try:
        give(ask, exercise, desk, pile, filled)
    except NotGiven as error:
        return _shown(ask, exercise, desk, pile, filled, str(error))
    return ask.see_other(
        f"/class/{exercise.name}/marking/{desk.question}?after={pile.answer.digest}"
    )


def everything(ask: Ask) -> Response:
    """All answers to a question: what each was given, by whom."""
    exercise, desk = _asked(ask)
    return page(
        ask.state,
        "marked.html.jinja",
        ask.who,
        exercise=exercise,
        desk=desk,
        lines=[
            (pile, one_line(pile.answer.text, BEGINNING), _last(desk, pile.answer.digest))
            for pile in desk.piles
        ],
        names=_names(ask),
    )


def _shown(
    ask: Ask,
    exercise: Exercise,
    desk: Desk,
    pile: Pile | None,
    filled: Filled | None = None,
    trouble: str = "",
) -> Response:
    """The page with an answer and the form for it."""
    holder, digest = "", pile.answer.digest if pile is not None else ""
    if pile is not None:
        with ask.writing(f"{exercise.name} {desk.question}") as connection:
            who = ask.person.id
            now = ask.state.now()
            has_it = open_answer(connection, exercise.name, desk.question, digest, who, now)
            holder = "" if has_it == who else has_it
    session = ask.person.session
    shows_names = session is not None and session.shows_names
    if shows_names:
        noted_lately(ask, "saw names", exercise.name)
    marks = desk.marks.get(digest, [])
    return page(
        ask.state,
        "mark.html.jinja",
        ask.who,
        status=400 if trouble else 200,
        exercise=exercise,
        desk=desk,
        rubric=plain(desk.rubric),
        pile=pile,
        text=clean(pile.answer.text, MOST_TEXT) if pile is not None else "",
        marks=_one_of_each(marks),
        last=_last(desk, digest),
        filled=filled,
        trouble=trouble,
        holder=holder,
        before=ask.request.query_params.get("after", ""),
        others=sum(who != ask.person.id for who in desk.holders.values()),
        shows_names=shows_names,
        names=_names(ask),
    )


def _asked(ask: Ask) -> tuple[Exercise, Desk]:
    """The question in the path; raises HTTPException where it is none that people grade."""
    exercise = exercise_asked(ask)
    found = desks(ask.state, exercise, ask.path("question"))
    if not found:
        raise HTTPException(404, _("No question of that name is answered in words here."))
    return exercise, found[0]


def _last(desk: Desk, digest: str) -> Mark | None:
    marks = desk.marks.get(digest, [])
    return marks[-1] if marks else None


def _one_of_each(marks: list[Mark]) -> list[Mark]:
    """What was given for several at once is said once."""
    return list({(each.grader, each.at): each for each in marks}.values())


def _graders(desk: Desk) -> list[tuple[str, int]]:
    """Who has graded how many answers, by the newest word on each."""
    newest = [marks[-1].grader for marks in desk.marks.values() if marks[-1].points is not None]
    return Counter(newest).most_common()


def _names(ask: Ask) -> dict[str, str]:
    return {each.id: each.name for each in ask.state.class_list.now().people}
