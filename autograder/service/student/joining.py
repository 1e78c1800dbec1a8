"""A student joins a leaderboard under a pseudonym, changes it, and leaves.

None of that stands in the audit log: who is behind a pseudonym is nobody's business.
"""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.language import _
from autograder.service.queue.figures import rank_anew
from autograder.service.store.leaderboards import OnBoard, leave_board, on_board, put_on_board
from autograder.service.student.board import may_join
from autograder.service.student.pages import exercise_page
from autograder.service.student.pseudonyms import seems, well_written, why_not
from autograder.service.web.ask import Ask
from autograder.service.web.asked import opened_exercise

MOST_TYPED = 200


def join(ask: Ask) -> Response:
    """Join under a pseudonym, or be called otherwise from now on."""
    exercise, state, own = opened_exercise(ask), ask.state, ask.person.id
    if not state.course.policies[exercise.name].leaderboard:
        raise HTTPException(404, _("This exercise has no leaderboard."))
    if not may_join(ask):
        raise HTTPException(
            400, _("Leaderboards are for students: those who teach know the answers.")
        )
    pseudonym, roster = (
        well_written(ask.as_written("pseudonym", MOST_TYPED)),
        state.class_list.now(),
    )
    with ask.writing(own, f"leaderboard of {exercise.name}") as connection:
        others = [each for each in on_board(connection, exercise.name) if each.person != own]
        trouble = why_not(pseudonym, [each.seems for each in others], roster.people)
        if not trouble:
            new = OnBoard(own, pseudonym, seems(pseudonym))
            put_on_board(connection, exercise.name, new)
            rank_anew(connection, state.course, roster, exercise.name, own)
    if trouble:
        return exercise_page(ask, exercise, trouble=trouble, typed=pseudonym, status=400)
    return ask.see_other(f"/exercises/{exercise.name}#leaderboard")


def leave(ask: Ask) -> Response:
    """Leave: nothing stays, also where the course has no leaderboard any more."""
    exercise, own = opened_exercise(ask), ask.person.id
    with ask.state.history.database.writing(own) as connection:
        leave_board(connection, exercise.name, own)
    return ask.see_other(f"/exercises/{exercise.name}#leaderboard")
