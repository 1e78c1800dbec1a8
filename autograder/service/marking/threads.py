"""Questions about a grade: the list of those who teach, and one of them, which both sides see."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.history import KeptSubmission
from autograder.language import _
from autograder.results import Report
from autograder.service.marking.again import Again, graded_again
from autograder.service.store.audit import note
from autograder.service.store.threads import Thread, Words, all_threads, say, thread, words_of
from autograder.service.student.asking import written
from autograder.service.student.shown import Shown, part_of, shown_grading
from autograder.service.web.access import Level
from autograder.service.web.ask import Ask
from autograder.service.web.asked import exercise_named, seen_by_others
from autograder.service.web.pages import page

MOST = 300  # questions in the list


def threads(ask: Ask) -> Response:
    """All questions about grades; those first that wait."""
    with ask.state.history.database.reading() as connection:
        found = all_threads(connection, MOST)
    session = ask.person.session
    return page(
        ask.state,
        "threads.html.jinja",
        ask.who,
        threads=found,
        titles={each.name: each.title for each in ask.state.course.exercises},
        shows_names=session is not None and session.shows_names,
        names={each.id: each.name for each in ask.state.class_list.now().people},
    )


def one(ask: Ask) -> Response:
    """A question about a grade, with what was said."""
    found, kept = _asked(ask)
    if ask.person.level >= Level.STAFF:
        seen_by_others(ask, "saw a question about a grade", found.person, exercise=found.exercise)
    return _page(ask, found, kept)


def answer(ask: Ask) -> Response:
    """Somebody writes."""
    found, _kept = _asked(ask)
    words = Words(writer=ask.person.id, at=ask.state.now(), text=written(ask))
    with ask.writing(found.person) as connection:
        say(connection, found, words)
        if ask.person.id != found.person:
            about = {"exercise": found.exercise, "question": found.question}
            note(
                connection,
                ask.person.id,
                "answered a question about a grade",
                found.person,
                **about,
            )
    return ask.see_other(f"/asked/{found.id}")


async def run_again(ask: Ask) -> Response:
    """Grade the question once more as it was, with the calls that decide."""
    found, kept = await run_in_threadpool(_asked, ask)
    then = await run_in_threadpool(_record, ask, kept)
    if then is None:
        raise HTTPException(409, _("There is no verdict that could be looked at again."))
    again = await graded_again(ask.state, found, then)
    return await run_in_threadpool(_page, ask, found, kept, again)


def _asked(ask: Ask) -> tuple[Thread, KeptSubmission]:
    """The question in the path, if who asks may see it."""
    with ask.state.history.database.reading() as connection:
        found = thread(connection, ask.path("thread"))
    kept = ask.state.history.submission(found.submission) if found is not None else None
    if found is None or kept is None or not ask.person.may_see(found.person):
        raise HTTPException(404, _("There is no such question about a grade."))
    return found, kept


def _record(ask: Ask, kept: KeptSubmission) -> Report | None:
    """As the checks left it."""
    entries = ask.state.history.entries(exercise=kept.exercise, student=kept.student)
    own = [e.grading for e in entries if e.submission.id == kept.id and e.grading is not None]
    return ask.state.history.report(own[-1].id) if own else None


def _page(ask: Ask, found: Thread, kept: KeptSubmission, again: Again | None = None) -> Response:
    exercise = exercise_named(ask, found.exercise)
    with ask.state.history.database.reading() as connection:
        words = words_of(connection, found.id)
    shown = shown_grading(ask.state, kept)
    then = _record(ask, kept) if again is not None else None
    scored = {each.name: each for each in then.questions} if then is not None else {}
    now = again.result if again is not None else None
    return page(
        ask.state,
        "thread.html.jinja",
        ask.who,
        thread=found,
        kept=kept,
        exercise=exercise,
        words=words,
        verdict=_part(shown, found.question),
        again=again,
        is_same=again is not None and again.is_as(scored.get(found.question)),
        names={each.id: each.name for each in ask.state.class_list.now().people},
        part=part_of(exercise, now) if now is not None else "",
    )


def _part(shown: Shown | None, question: str) -> str:
    if shown is None:
        return ""
    names = [each.name for each in shown.report.questions]
    return shown.parts[names.index(question)] if question in names else ""
