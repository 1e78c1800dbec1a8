"""One grade goes to all places in learning platforms where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection

from autograder.course import Exercise
from autograder.errors import ServiceError
from autograder.history import History
from autograder.language import _
from autograder.service.lti.comparing import compare_one
from autograder.service.lti.fetch import Away, is_away
from autograder.service.lti.grades import line_item_of, send
from autograder.service.lti.platforms import Platform
from autograder.service.lti.tool import Tool
from autograder.service.store.identities import identities_of
from autograder.service.store.lti import Link, has_line_item, members_of, our_links
from autograder.service.store.passbacks import Score, told, was_told

LEFT_ALONE = timedelta(minutes=2)  # a platform that was not there a moment ago
LONGEST = timedelta(hours=6)

Registration = tuple[str, str]


class Telling:
    """Tells platforms grades, and leaves those alone that were away: nobody waits for them."""

    def __init__(self, history: History, tool: Tool, now: Callable[[], datetime]) -> None:
        self._history, self._tool, self._now = history, tool, now
        self._away: dict[Registration, datetime] = {}  # until when

    def tell(self, person: str, exercise: Exercise, score: Score) -> None:
        """Tell all places what they do not know yet; raises the first reason why one could not be
        told, which is a ServiceError as a rule."""
        trouble: Exception | None = None
        for link, subject in self._places(person, exercise):
            with self._history.database.reading() as connection:
                known = told(connection, link, subject)
            if known == score or (known is None and score.points is None):
                continue
            platform = self._tool.platform(link.issuer, link.client_id)
            if platform is None:  # once it is back, all is compared
                continue
            try:
                self._see_that_it_is_there(platform)
                is_new = score.hand_in not in ("", known.hand_in if known is not None else "")
                link = self._send(platform, link, subject, exercise, score, is_new=is_new)
            except Exception as error:  # the other places go on
                trouble = trouble or error
                continue
            with self._history.database.writing(person) as connection:
                if subject in _subjects(connection, person, link):  # not forgotten meanwhile
                    was_told(connection, link, subject, person, score, self._now())
        if trouble is not None:
            raise trouble

    def _see_that_it_is_there(self, platform: Platform) -> None:
        now = self._now()
        until = self._away.get((platform.issuer, platform.client_id), now)
        if until > now:
            what = _("The learning platform {issuer} is not there.")
            wait = int((until - now).total_seconds())
            raise ServiceError(what.format(issuer=platform.issuer)) from Away(wait)

    def _send(
        self,
        platform: Platform,
        link: Link,
        subject: str,
        exercise: Exercise,
        score: Score,
        *,
        is_new: bool,
    ) -> Link:
        """Send it, into a new column where that is gone; where it was sent to."""
        try:
            link = self._with_column(platform, link, exercise)
            if not send(self._tool.services, platform, link, subject, score, is_new=is_new):
                without = msgspec.structs.replace(link, line_item="")
                link = self._with_column(platform, without, exercise)
                with self._history.database.writing() as connection:  # nobody's is in it yet
                    compare_one(connection, exercise.name, self._now())
                if not send(self._tool.services, platform, link, subject, score, is_new=True):
                    raise ServiceError(_("The learning platform has no column for the grades."))
        except ServiceError as error:
            if away := is_away(error):
                wait = max(LEFT_ALONE, min(timedelta(seconds=away.wait), LONGEST))
                self._away[platform.issuer, platform.client_id] = self._now() + wait
            raise
        return link

    def _with_column(self, platform: Platform, link: Link, exercise: Exercise) -> Link:
        """The place with its column, which is looked for or made where it has none."""
        if link.line_item:
            return link
        item = line_item_of(self._tool.services, platform, link, exercise)
        with self._history.database.writing() as connection:
            has_line_item(connection, link, item)
        return msgspec.structs.replace(link, line_item=item)

    def _places(self, person: str, exercise: Exercise) -> list[tuple[Link, str]]:
        """Where a person's grade belongs, each with what the platform calls them."""
        with self._history.database.reading() as connection:
            return [
                (link, subject)
                for link in our_links(connection, exercise.name)
                if link.line_item or link.line_items
                for subject in _subjects(connection, person, link)
                if subject in members_of(connection, link)
            ]


def _subjects(connection: Connection, person: str, link: Link) -> list[str]:
    """What the platform of this place calls a person."""
    return [each.subject for each in identities_of(connection, person, link.issuer)]
