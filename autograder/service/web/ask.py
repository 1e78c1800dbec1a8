"""A request that may be answered, as routes see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

from autograder.errors import AutograderError
from autograder.language import _
from autograder.roster.names import with_plain_spaces
from autograder.service.store.sessions import Session
from autograder.service.web.access import Who, is_still
from autograder.service.web.state import State


@dataclass(frozen=True)
class Ask:
    """A request that may be answered: who asks, of what state, and the form that came with it."""

    request: Request
    state: State
    who: Who | None
    form: FormData

    @property
    def person(self) -> Who:
        """Who asks, where the route is for those who are signed in."""
        assert self.who is not None, "the route asks for nobody"
        return self.who

    @property
    def session(self) -> Session | None:
        """The session of this browser, where somebody is signed in there."""
        return self.who.session if self.who is not None else None

    @contextmanager
    def writing(self, *about: str) -> Iterator[Connection]:
        """A transaction about these, in which somebody writes something of their own. Raises
        HTTPException where they were signed out, or taken out of the class list, while their
        request was on its way."""
        with self.state.history.database.writing(*about) as connection:
            see_that_they_are_still(connection, self.state, self.who)
            yield connection

    async def gone(self) -> None:
        """Wait until who asks has left, once the whole request is there."""
        while (await self.request.receive())["type"] != "http.disconnect":
            pass

    def path(self, name: str) -> str:
        """A part of the path."""
        value: str = self.request.path_params[name]
        return value

    def see_other(self, path: str) -> RedirectResponse:
        """Send the browser to a page of ours."""
        return see_other(self.state, path)

    def text(self, name: str, most: int = 200) -> str:
        """A field of the form, shortened, without signs that nobody sees: not every database takes
        those. Empty where there is none."""
        seen = with_plain_spaces(self.as_written(name, most))
        return "".join(each for each in seen if each.isprintable() or each in "\t\r\n")

    def as_written(self, name: str, most: int) -> str:
        """The same with all signs, for what is read strictly: it says what is wrong, where the
        other way would make another name of one."""
        value = self.form.get(name, "")
        return value[:most] if isinstance(value, str) else ""


def see_that_they_are_still(connection: Connection, state: State, who: Who | None) -> None:
    """Raises HTTPException where who asks was signed out since their request began."""
    if who is not None and not is_still(connection, state, who):
        text = _("You were signed out while this was on its way, so it was not done.")
        raise HTTPException(401, text)


def see_other(state: State, path: str) -> RedirectResponse:
    """Send a browser to a page of ours, wherever the service stands."""
    return RedirectResponse(state.settings.root + path, 303)


def said(error: AutograderError) -> str:
    """What is wrong and what to do, without the place on our disk."""
    return f"{error.what} {error.todo}".rstrip()
