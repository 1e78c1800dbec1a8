"""A teacher's page for an exercise that has changed: try it on what was handed in, look, apply."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.classroom.regrading.moves import by_check
from autograder.language import _
from autograder.reports.moves import check_words, counts
from autograder.service.teacher import regrading
from autograder.service.web.ask import Ask
from autograder.service.web.asked import exercise_asked
from autograder.service.web.pages import page

MOST_WHY = 500  # characters of a reason


def look(ask: Ask) -> Response:
    """How far the trial is, and whose points would change."""
    exercise = exercise_asked(ask)
    session = ask.person.session
    found = regrading.preview(ask.state, exercise)
    return page(
        ask.state,
        "regrade.html.jinja",
        ask.who,
        exercise=exercise,
        found=found,
        checks=[
            (each.question, check_words(each.description), counts(each.gains, each.losses))
            for each in by_check(found.by_attempt)
        ],
        shows_names=session is not None and session.shows_names,
        names={each.id: each.name for each in ask.state.class_list.now().people},
    )


def try_it(ask: Ask) -> Response:
    """Have what an earlier version has graded tried with the one of now."""
    exercise = exercise_asked(ask)
    regrading.try_again(ask.state, exercise, ask.person.id)
    return ask.see_other(f"/class/{exercise.name}/regrade")


def apply(ask: Ask) -> Response:
    """Let it count."""
    exercise = exercise_asked(ask)
    why, lower = ask.text("why", MOST_WHY).strip(), ask.text("lower") == "yes"
    if not regrading.apply(ask.state, exercise, ask.person.id, why, also_lower=lower):
        raise HTTPException(409, _("Nothing has been tried, or not all of it yet."))
    return ask.see_other(f"/class/{exercise.name}/regrade")
