"""What all routes share while the service runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from starlette.requests import Request

from autograder.course import Course, Exercise
from autograder.history import History
from autograder.service.hub.tokens import HubTokens
from autograder.service.queue.asking import Asked
from autograder.service.queue.class_list import ClassList
from autograder.service.queue.events import Events
from autograder.service.queue.gathering import Gatherings
from autograder.service.queue.limits import Limit, Shares
from autograder.service.queue.looking import Looks
from autograder.service.web.busy import Busy
from autograder.service.web.settings import Settings

MOST_UNDER_WAY = 12  # requests of one person; of an address, from which a class may come, more
MOST_OF_AN_ADDRESS = 200
MEGABYTES = 200  # that one person hands in at once, and as many again in a day: a disk has an end
MOST_LOOKED_AT = 2  # files of one person
MOST_WATCHED = 4  # pages that fill themselves; a browser has six connections for us in all

if TYPE_CHECKING:  # not everybody has the library that it needs
    from autograder.service.lti.tool import Tool


class Wakes(Protocol):
    """The queue, as routes see it."""

    def wake(self) -> None:
        """There is something new to grade."""


@dataclass(frozen=True)
class State:
    """The course, its database and class list, the engine, and the queue in front of it.

    `asks` limits how often a person asks, and `strangers` an address of those whom nobody knows: a
    whole class may be behind one, and still signs in by `ways_in` where one of it has asked for too
    much. `guesses` are links that were none. `shares` are the seconds of grading that a person's
    checks have used, and looks at their files, and `room` the megabytes that they have handed in.
    """

    course: Course
    settings: Settings
    history: History
    class_list: ClassList
    engine: Asked
    events: Events
    queue: Wakes
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    checking: Busy = field(default_factory=Busy)
    hub_tokens: HubTokens = field(default_factory=HubTokens)
    shares: Shares = field(default_factory=lambda: Shares(at_once=10, a_minute=6))
    room: Shares = field(default_factory=lambda: Shares(at_once=MEGABYTES, a_minute=0.2))
    asks: Limit = field(default_factory=lambda: Limit(at_once=120, a_minute=120))
    strangers: Limit = field(default_factory=lambda: Limit(at_once=2_000, a_minute=2_000))
    ways_in: Limit = field(default_factory=lambda: Limit(at_once=2_000, a_minute=2_000))
    guesses: Limit = field(default_factory=lambda: Limit(at_once=20, a_minute=10))
    under_way: Busy = field(default_factory=lambda: Busy(MOST_UNDER_WAY))
    coming: Busy = field(default_factory=lambda: Busy(MOST_OF_AN_ADDRESS))
    watching: Busy = field(default_factory=lambda: Busy(MOST_WATCHED))
    looking: Busy = field(default_factory=lambda: Busy(MOST_LOOKED_AT))
    looks: Looks = field(default_factory=Looks)
    gatherings: Gatherings = field(default_factory=Gatherings)
    tool: Tool | None = None  # of learning platforms, where there may be any

    def is_open(self, exercise: Exercise) -> bool:
        """Whether an exercise has opened."""
        opens = self.course.policies[exercise.name].opens
        return opens is None or self.now() >= opens


def address_of(request: Request) -> str:
    """From where a request comes: what nobody is called."""
    return f"/{request.client.host}" if request.client is not None else "/"


def state_of(request: Request) -> State:
    """That of the service that a request has come to."""
    state: State = request.app.state.autograder
    return state
