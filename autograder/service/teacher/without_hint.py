"""A teacher's page of the wrong answers to an exercise that no hint explains."""

from __future__ import annotations

from starlette.responses import Response

from autograder.reports.without_hint import counted, groups_part, what_next
from autograder.service.store.audit import note
from autograder.service.web.ask import Ask
from autograder.service.web.asked import exercise_asked
from autograder.service.web.pages import page


def look(ask: Ask) -> Response:
    """How far it is, and the groups that were found."""
    exercise = exercise_asked(ask)
    found = ask.state.gatherings.of(exercise.name)
    groups = (found.groups if found is not None else None) or ()
    return page(
        ask.state,
        "without_hint.html.jinja",
        ask.who,
        exercise=exercise,
        found=found,
        counted=counted(groups),
        what_next=what_next(exercise.name),
        groups=groups_part(groups, language=ask.state.course.language),
    )


def gather(ask: Ask) -> Response:
    """Gather them, or gather them anew."""
    exercise = exercise_asked(ask)
    ask.state.gatherings.begin(ask.state.course, exercise, ask.state.engine)
    with ask.state.history.database.writing() as connection:
        note(connection, ask.person.id, "gathered wrong answers", exercise.name)
    return ask.see_other(f"/class/{exercise.name}/unexplained")
