"""Start the service: everything that it needs, and a web server around it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from autograder.classroom.devices import choose_device
from autograder.classroom.kept import open_history
from autograder.classroom.runner import engine_for
from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.errors import ServiceError, UsageError
from autograder.history import place_of
from autograder.history.extras import how_to_install
from autograder.language import _, speaking
from autograder.service.app import make_app
from autograder.service.isolation import see_that_code_is_kept_in
from autograder.service.lti.platforms import FILE as PLATFORMS
from autograder.service.queue.asking import BEYOND
from autograder.service.queue.class_list import ClassList
from autograder.service.queue.events import Events
from autograder.service.queue.figures import see_that_boards_have_figures
from autograder.service.queue.looking import Looks
from autograder.service.queue.work import Queue
from autograder.service.signin.link import link_for
from autograder.service.store.tables import SERVICE
from autograder.service.upkeep.alone import alone, one_of_several
from autograder.service.upkeep.left import remove_what_was_left_here
from autograder.service.web.body import BODY_SECONDS
from autograder.service.web.connection import Connection, with_room_for_connections
from autograder.service.web.leaving import end_who_left
from autograder.service.web.seldom import keep_the_log_short
from autograder.service.web.settings import Settings
from autograder.service.web.state import State
from autograder.wire.control import FULL

if TYPE_CHECKING:
    from autograder.backends.dask.engine import ClusterEngine
    from autograder.service.lti.tool import Tool

LINK = "autograder people link ID"
MOST_AT_ONCE = 1_000  # connections; more are told to come again
END_SECONDS = 10  # for answers that are under way when the service is stopped


def serve(course: Course, settings: Settings, say: Callable[[State], None]) -> None:
    """Serve a course until somebody stops it; `say` is called once it can be reached.

    Raises ServiceError where it cannot be started, CourseError and HistoryError.
    """
    with_room_for_connections()
    with ExitStack() as opened:
        see_that_code_is_kept_in(settings)
        listening = opened.enter_context(_listening(settings))
        state = opened.enter_context(running(course, settings))
        server = uvicorn.Server(
            uvicorn.Config(
                make_app(state),
                log_level="warning",
                access_log=False,
                server_header=False,
                http=Connection,
                ws="none",
                proxy_headers=bool(settings.address),  # then a proxy on this machine says who asks
                limit_concurrency=MOST_AT_ONCE,
                timeout_keep_alive=int(BODY_SECONDS),
                timeout_graceful_shutdown=END_SECONDS,
            )
        )
        keep_the_log_short()
        say(state)
        server.run(sockets=[listening])


@contextmanager
def running(course: Course, settings: Settings) -> Iterator[State]:
    """The database, the engine and the queue of a service, as long as the block lasts. Raises
    CourseError where an exercise cannot have what the course asks of it."""
    see_that_boards_have_figures(course)
    with ExitStack() as opened:
        place = place_of(course.folder)
        is_file = isinstance(place, Path)
        opened.enter_context((alone if is_file else one_of_several)(course, settings.shown))
        class_list = ClassList(course)
        history = opened.enter_context(open_history(course, SERVICE))
        end_who_left(history, class_list)
        remove_what_was_left_here(course)
        engine = _engine(settings)
        opened.callback(engine.close)
        events = Events()
        queue = opened.enter_context(
            Queue(
                course,
                history,
                class_list,
                engine,
                events,
                alone=history.database.is_file,
            )
        )
        # Whoever asks first finds it warm; what needs few libraries is there in a moment.
        for exercise in sorted(course.exercises, key=lambda each: len(each.warm)):
            with suppress(UsageError):  # it waits for a GPU
                engine.open(choose_device(exercise))
        tool = _tool(course)
        if tool is not None:
            from autograder.service.lti.sending import Sender

            opened.enter_context(Sender(course, history, class_list, tool).start())
        looks = opened.enter_context(Looks())
        yield State(
            course, settings, history, class_list, engine, events, queue, looks=looks, tool=tool
        )


def words_at_the_start(state: State, *, tells_secrets: bool) -> list[str]:
    """Where the service is, and how one gets in, in the language of the course."""
    with speaking(state.course.language):
        said = [f"{state.course.title}: {state.settings.shown}"]
        if not tells_secrets:
            return [*said, _("Personal links: {command}").format(command=LINK)]
        return [*said, *_links_said(state), _("Stop it with Ctrl-C.")]


def links(state: State) -> tuple[str, str]:
    """A personal link of a student and one of a teacher, for whoever has started the service. The
    links that were sent to these two are theirs all the same."""
    student, teacher = state.class_list.first_student(), state.class_list.first_teacher()
    return link_for(state, student.id, beside=True), link_for(state, teacher.id, beside=True)


def _links_said(state: State) -> list[str]:
    """These links, and whose they are where the class list names somebody."""
    student, teacher = state.class_list.first_student(), state.class_list.first_teacher()
    roster = state.class_list.now()
    who = [each.name or each.id for each in (student, teacher) if roster.person(each.id)]
    for_student, for_teacher = links(state)
    as_student, as_teacher = _("for a student: {link}"), _("for a teacher: {link}")
    if roster.person(student.id):
        as_student = _("for {name}, a student: {link}")
    if roster.person(teacher.id):
        as_teacher = _("for {name}, a teacher: {link}")
    said = [
        _("Personal links, each to be used once:"),
        "  " + as_student.format(name=student.name or student.id, link=for_student),
        "  " + as_teacher.format(name=teacher.name or teacher.id, link=for_teacher),
    ]
    if who:
        said += [
            _("They are of the class list: what is done there counts for {names}.").format(
                names=", ".join(who)
            ),
            _("A link that is made for one of them later ends the one here, if it was not used."),
        ]
    return said


def _engine(settings: Settings) -> Engine | ClusterEngine:
    """What grades: here, or on a cluster, whose workers keep the code of people elsewhere in."""
    kept_in = settings.is_asked_from_afar and not settings.weak_isolation
    return engine_for(settings.workers, settings.scheduler, FULL if kept_in else "", BEYOND)


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """The socket on which browsers are heard."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, settings.port))
        except OSError as error:
            raise ServiceError(
                f"The service cannot listen on {settings.host}, port {settings.port}: "
                f"{error.strerror or error}.",
                todo=f"Name another port: --port {settings.port + 1}.",
            ) from error
        yield listening


def _tool(course: Course) -> Tool | None:
    """The course as a tool of learning platforms, where the library for that is installed."""
    try:
        from autograder.service.lti.tool import Tool
    except ModuleNotFoundError as error:
        if (course.folder / PLATFORMS).exists():
            raise ServiceError(
                f"Learning platforms need {error.name}, which is not installed.",
                todo=how_to_install("lti"),
            ) from error
        return None
    return Tool(course)
