"""A teacher's pages: the class while it works, what it is stuck on, one student, the class list."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from autograder.classroom.live import (
    NO_ANSWER,
    RecordLine,
    Stuck,
    Wrong,
    class_lines,
    stuck_on,
    wrong,
    wrong_answers,
)
from autograder.course import Exercise
from autograder.history import Entry
from autograder.language import _
from autograder.policies import shown_moment
from autograder.reports.statuses import SYMBOLS, status_words
from autograder.results import ReportStatus, Status
from autograder.service.queue.versions import graded_by_older, version_lately
from autograder.service.store.audit import newest_acts, note
from autograder.service.store.bookings import booking_troubles
from autograder.service.store.checked import checks_since
from autograder.service.store.jobs import troubles, waiting
from autograder.service.store.sessions import show_names
from autograder.service.student.shown import questions_of
from autograder.service.student.standing import standings
from autograder.service.teacher.acts import act_words, detail_words, who_words
from autograder.service.web.ask import Ask
from autograder.service.web.asked import exercise_asked, noted_lately, seen_by_others
from autograder.service.web.pages import page, render
from autograder.service.web.state import State

LAST = timedelta(hours=1)
MOST_STUCK = 12
MOST_ACTS = 500
MOST_RECORDS = 5_000  # that are kept at hand: they never change


class Records:
    """What was read of gradings, by id."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[str, RecordLine] = OrderedDict()

    def of(self, state: State, entries: list[Entry]) -> dict[str, RecordLine]:
        """Those of the newest gradings of some submissions."""
        newest = {each.submission.id: each.grading for each in entries}
        wanted = [each.id for each in newest.values() if each is not None]
        with self._lock:
            found = {id: self._known[id] for id in wanted if id in self._known}
        new = state.history.records([id for id in wanted if id not in found], RecordLine)
        with self._lock:
            self._known.update(new)
            while len(self._known) > MOST_RECORDS:
                self._known.popitem(last=False)
        return found | new


_records = Records()


def first_class(ask: Ask) -> Response:
    """The exercise that was asked for, or else the one at which the class works now: that which was
    handed in last."""
    chosen = ask.request.query_params.get("exercise")
    if chosen is not None:
        return ask.see_other(f"/class/{quote(chosen, safe='')}")
    entries = ask.state.history.entries()
    names = [each.name for each in ask.state.course.exercises]
    here = [each.submission for each in entries if each.submission.exercise in names]
    last = max(here, key=lambda each: each.received_at, default=None)
    if last is None and not names:
        raise HTTPException(404, _("This course has no exercises yet."))
    return ask.see_other(f"/class/{last.exercise if last is not None else names[0]}")


def grid(ask: Ask) -> Response:
    """The live view of one exercise."""
    shown = _shown(ask)
    if shown["shows_names"]:
        with ask.state.history.database.writing() as connection:
            note(connection, ask.person.id, "saw names", ask.path("exercise"))
    return page(ask.state, "class.html.jinja", ask.who, **shown)


def live(ask: Ask) -> Response:
    """The part of it that changes."""
    shown = _shown(ask)
    if shown["shows_names"]:
        noted_lately(ask, "saw names", ask.path("exercise"))
    text = render(ask.state, "grid.html.jinja", ask.who, **shown)
    return Response(text, media_type="text/html")


def names(ask: Ask) -> Response:
    """Show names in this browser, or no longer; who asked for them is in the audit log."""
    session = ask.person.session
    if session is None:
        raise HTTPException(400, _("Only a browser shows names."))
    exercise = exercise_asked(ask).name
    shows = ask.text("show") == "yes"
    with ask.state.history.database.writing() as connection:
        show_names(connection, session, shows)
        if shows:
            note(connection, ask.person.id, "asked for names", exercise)
    return ask.see_other(f"/class/{exercise}")


def one(ask: Ask) -> Response:
    """Everything that one student has handed in."""
    id = ask.path("person")
    person = ask.state.class_list.person(id)
    states = standings(ask.state, id)
    if person is None and not any(each.rows for each in states):
        raise HTTPException(404, _("There is no such person in this course."))
    seen_by_others(ask, "saw a student", id)
    now = ask.state.now()
    return page(
        ask.state, "person.html.jinja", ask.who, person=person, id=id, states=states, now=now
    )


def audit(ask: Ask) -> Response:
    """Who has seen and changed what."""
    with ask.state.history.database.reading() as connection:
        acts = newest_acts(connection, MOST_ACTS)
    zone = ask.state.course.rules.zone or "UTC"
    shown = [
        (
            act,
            who_words(act.who),
            act_words(act.what),
            detail_words(act, lambda when: shown_moment(when, zone)),
        )
        for act in acts
    ]
    return page(ask.state, "audit.html.jinja", ask.who, acts=shown)


def _shown(ask: Ask) -> dict[str, Any]:
    state, exercise = ask.state, exercise_asked(ask)
    entries = state.history.entries(exercise=exercise.name)
    records = _records.of(state, entries)
    questions = questions_of(exercise)
    roster = state.class_list.now()
    students = [each.id for each in roster.students or (state.class_list.first_student(),)]
    keep = state.course.policies[exercise.name].keep
    lines = class_lines(students, questions, entries, records, keep)
    here = [line for line in lines if line.belongs]
    at_work = {line.student for line in here if not line.is_done}
    stuck, unreadable = _stuck(state, exercise, entries, records, at_work)
    session = ask.person.session
    with state.history.database.reading() as connection:
        open_jobs, failing = waiting(connection), troubles(connection)
        behind = booking_troubles(connection)
    return {
        "exercise": exercise,
        "tasks": [(i, name) for i, name in enumerate(questions) if name not in exercise.choices],
        "quick": [i for i, name in enumerate(questions) if name in exercise.choices],
        "lines": lines,
        "shows_names": session is not None and session.shows_names,
        "names": {each.id: each.name for each in roster.people},
        "stuck": stuck[:MOST_STUCK],
        "unreadable": unreadable,
        "symbols": SYMBOLS,
        "words": {status: status_words(status) for status in Status},
        "older": len(graded_by_older(state.history, entries, version_lately(exercise))),
        "waiting": open_jobs,
        "troubles": sorted({each.trouble for each in failing} | set(behind) | _of_list(state)),
        "students": len(here),
        "done": sum(line.all_work for line in here),
        "handed_in": sum(line.attempts > 0 for line in here),
        "quote": lambda text: quote(text, safe=""),
    }


def _of_list(state: State) -> set[str]:
    return {state.class_list.trouble} - {""}


def _stuck(
    state: State,
    exercise: Exercise,
    entries: list[Entry],
    records: dict[str, RecordLine],
    at_work: Collection[str],
) -> tuple[list[Stuck], int]:
    """What was wrong in the last hour, of those who are still at work: in hand-ins, and in checks
    of one question; and how many of them have handed in a file that nobody could read."""
    since = state.now() - LAST
    found, unreadable = list[Wrong](), set[str]()
    newest = {each.submission.id: each for each in entries if each.submission.student in at_work}
    for entry in newest.values():
        grading = entry.grading
        if grading is not None and grading.graded_at >= since and grading.id in records:
            found += wrong_answers(entry.submission.student, records[grading.id])
            if grading.status is ReportStatus.UNREADABLE:
                unreadable.add(entry.submission.student)
    with state.history.database.reading() as connection:
        asked = checks_since(connection, exercise.name, since)
    found += [
        wrong(
            each.person,
            each.question,
            each.mistake,
            each.said,
            Status(each.status),
            each.has_hint,
        )
        for each in asked
        if each.status not in NO_ANSWER and each.person in at_work
    ]
    return stuck_on(found), len(unreadable)
