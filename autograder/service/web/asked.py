"""What a path names: an exercise, a hand-in, for who may see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from starlette.exceptions import HTTPException

from autograder.course import Exercise
from autograder.errors import UsageError
from autograder.history import KeptSubmission
from autograder.language import _
from autograder.policies import shown_moment
from autograder.service.store.audit import note, was_noted
from autograder.service.web.access import Level
from autograder.service.web.ask import Ask
from autograder.service.web.guard import arrived

LATELY = timedelta(hours=1)
SLOWEST = timedelta(minutes=1)  # that a file may take to come in, so that its beginning counts


def exercise_asked(ask: Ask) -> Exercise:
    """The exercise in the path."""
    return exercise_named(ask, ask.path("exercise"))


def exercise_named(ask: Ask, name: str) -> Exercise:
    """The exercise with this name; raises HTTPException where it is not, or no longer, there."""
    try:
        return ask.state.course.exercise(name)
    except UsageError as error:
        raise HTTPException(404, _("There is no such exercise in this course.")) from error


def opened_exercise(ask: Ask) -> Exercise:
    """The exercise in the path, where it is open for who asks."""
    exercise = exercise_asked(ask)
    see_that_it_is_open(ask, exercise)
    return exercise


def see_that_it_is_open(ask: Ask, exercise: Exercise) -> None:
    """Raises HTTPException for a student, before an exercise opens."""
    opens = ask.state.course.policies[exercise.name].opens
    if opens is not None and not is_open(ask, exercise):
        when = shown_moment(opens, ask.state.course.rules.zone or "UTC")
        raise HTTPException(403, _("Opens {when}.").format(when=when))


def is_open(ask: Ask, exercise: Exercise) -> bool:
    """Whether an exercise is given out, and taken, for who asks; those who teach may look."""
    return ask.state.is_open(exercise) or (ask.who is not None and ask.who.level >= Level.STAFF)


def arrived_at(ask: Ask) -> datetime:
    """When what was sent has arrived, to be asked when all of it is there: its first byte counts,
    where the others have come within a minute, as over a slow line; else the last one."""
    begun, now = arrived(ask.request.scope), ask.state.now()
    return begun if now - begun <= SLOWEST else now


def submission_asked(ask: Ask) -> KeptSubmission:
    """The hand-in in the path, if who asks may see it: not while its exercise is not open."""
    kept = ask.state.history.submission(ask.path("id"))
    if kept is None or not ask.person.may_see(kept.student):
        raise HTTPException(404, _("There is no such hand-in of yours."))
    if kept.exercise in {each.name for each in ask.state.course.exercises}:
        see_that_it_is_open(ask, ask.state.course.exercise(kept.exercise))
    return kept


def seen_by_others(ask: Ask, what: str, person: str, **detail: object) -> None:
    """Write into the audit log who sees something of a person; what is one's own is not noted."""
    if ask.person.id != person:
        with ask.state.history.database.writing() as connection:
            note(connection, ask.person.id, what, person, **detail)


def noted_lately(ask: Ask, what: str, about: str, **detail: object) -> None:
    """The same for what fills a page that was noted itself: it is written down once an hour."""
    who, since = ask.person.id, datetime.now(UTC) - LATELY
    if who == about:
        return
    with ask.state.history.database.reading() as connection:
        known = was_noted(connection, since, who, what, about, **detail)
    if not known:
        with ask.state.history.database.writing() as connection:
            note(connection, who, what, about, **detail)
