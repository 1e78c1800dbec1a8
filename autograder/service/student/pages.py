"""A student's pages: the exercises, one of them, and what came of a hand-in."""

from __future__ import annotations

import secrets
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.classroom.given_out import notebook_for, package_for
from autograder.course import Exercise
from autograder.history import KeptSubmission
from autograder.language import _
from autograder.notebooks.raw import MAX_BYTES
from autograder.service.store.jobs import place_of, waiting
from autograder.service.store.receipts import receipt, receipt_of
from autograder.service.student.asking import asking_about
from autograder.service.student.board import board_of
from autograder.service.student.outlook import outlook
from autograder.service.student.shown import questions_of, shown_grading
from autograder.service.student.standing import standings
from autograder.service.web.access import Level
from autograder.service.web.ask import Ask
from autograder.service.web.asked import (
    exercise_asked,
    exercise_named,
    is_open,
    noted_lately,
    opened_exercise,
    seen_by_others,
    submission_asked,
)
from autograder.service.web.pages import page, render

MOST_DIGITS = 18  # of the number of a receipt


def exercises(ask: Ask) -> Response:
    """All exercises, and how far one is with each."""
    states = standings(ask.state, ask.person.id)
    return page(ask.state, "exercises.html.jinja", ask.who, states=states, now=ask.state.now())


def exercise(ask: Ask) -> Response:
    """One exercise: the notebook to take, the form to hand in, all attempts."""
    return exercise_page(ask, exercise_asked(ask))


def exercise_page(
    ask: Ask, own: Exercise, trouble: str = "", typed: str = "", status: int = 200
) -> Response:
    """The same; `trouble` is why a pseudonym that was `typed` in was not taken."""
    found = standings(ask.state, ask.person.id, own)[0]
    return page(
        ask.state,
        "exercise.html.jinja",
        ask.who,
        status,
        own=found,
        outlook=outlook(ask, found),
        is_open=is_open(ask, own),
        board=board_of(ask, own, trouble, typed),
        key=secrets.token_urlsafe(12),
        most_bytes=MAX_BYTES,
        now=ask.state.now(),
    )


def back(ask: Ask) -> Response:
    """Where a form was refused, and its address is asked for again: the page with the form."""
    return ask.see_other(f"/exercises/{opened_exercise(ask).name}")


def notebook(ask: Ask) -> Response:
    """The notebook, with one's id in it; together with its data where it has some."""
    own = opened_exercise(ask)
    address = ask.state.settings.shown
    name, make = f"{own.name}.ipynb", notebook_for
    if own.data and ask.request.query_params.get("alone") is None:
        name, make = f"{own.name}.zip", package_for
    return Response(
        make(own, ask.person.id, address),
        media_type="application/zip" if name.endswith(".zip") else "application/x-ipynb+json",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


def data(ask: Ask) -> Response:
    """One of the files that the notebook reads."""
    own = opened_exercise(ask)
    name = ask.path("name")
    if name not in own.data:
        raise HTTPException(404, _("There is no such file."))
    return Response(
        own.data[name],
        media_type="application/octet-stream",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


def grading(ask: Ask) -> Response:
    """What came of a hand-in; while it is graded, the page fills itself."""
    kept = submission_asked(ask)
    seen_by_others(ask, "saw a hand-in", kept.student, exercise=kept.exercise, attempt=kept.attempt)
    with ask.state.history.database.reading() as connection:
        before = place_of(connection, kept.id)
        all_waiting = waiting(connection)
        paper = receipt_of(connection, kept.id)
    found = shown_grading(ask.state, kept)
    return page(
        ask.state,
        "grading.html.jinja",
        ask.who,
        kept=kept,
        exercise=exercise_named(ask, kept.exercise),
        receipt=paper,
        is_kept=bool(ask.state.history.kept([kept.digest])),
        found=found,
        before=before,
        all_waiting=all_waiting,
        dates_said=_dates_said(ask, kept),
        asking=asking_about(ask.state, kept, found.grading if found is not None else None),
        now=ask.state.now(),
        questions=questions_of(exercise_named(ask, kept.exercise)),
    )


def _dates_said(ask: Ask, kept: KeptSubmission) -> str:
    """What the dates of the course make of it."""
    own = standings(ask.state, kept.student, exercise_named(ask, kept.exercise))[0]
    tells_which = own.tells_which or ask.person.level >= Level.STAFF
    row = next(each for each in own.rows if each.submission.id == kept.id)
    return row.dates_said(tells_which=tells_which)


def verdict(ask: Ask) -> Response:
    """The part of that page that changes: the verdict, or how far it is."""
    kept = submission_asked(ask)
    noted_lately(ask, "saw a hand-in", kept.student, exercise=kept.exercise, attempt=kept.attempt)
    shown = {"found": shown_grading(ask.state, kept), "kept": kept}
    text = render(ask.state, "verdict.html.jinja", ask.who, **shown)
    return Response(text, media_type="text/html")


def find_paper(ask: Ask) -> Response:
    """Where the receipt is whose number was typed in."""
    number = ask.request.query_params.get("number", "").strip()
    if not (number.isascii() and number.isdigit() and len(number) < MOST_DIGITS):
        raise HTTPException(404, _("There is no such receipt of yours."))
    return ask.see_other(f"/receipts/{number}")


def paper(ask: Ask) -> Response:
    """A receipt, looked up by its number."""
    number = ask.path("number")
    found = None
    if number.isascii() and number.isdigit() and len(number) < MOST_DIGITS:
        with ask.state.history.database.reading() as connection:
            found = receipt(connection, int(number))
    if found is None or not ask.person.may_see(found.person):
        raise HTTPException(404, _("There is no such receipt of yours."))
    seen_by_others(ask, "saw a receipt", found.person, number=found.number)
    titles = {each.name: each.title for each in ask.state.course.exercises}
    title = titles.get(found.exercise, found.exercise)  # it may have left the course
    return page(ask.state, "receipt.html.jinja", ask.who, receipt=found, title=title)
