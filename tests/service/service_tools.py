"""A service around a course, asked without a network: browsers that are signed in or not."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import toy_course as toy
import uvicorn
from starlette.testclient import TestClient

from autograder.course import Course
from autograder.history import FILE, History, place_of
from autograder.roster import Role
from autograder.service.app import make_app
from autograder.service.queue.asking import Asked
from autograder.service.queue.class_list import ClassList
from autograder.service.queue.events import Events
from autograder.service.queue.looking import Looks
from autograder.service.queue.work import Queue
from autograder.service.signin.link import link_for
from autograder.service.store.tables import SERVICE
from autograder.service.web.connection import Connection
from autograder.service.web.settings import Settings
from autograder.service.web.state import State

ADDRESS = "http://127.0.0.1:8000"
PEOPLE = """id,name,email,role,section
ann,Ann Example,ann@example.org,student,A
bob,Bob Example,bob@example.org,student,B
hal,Hal Helper,,assistant,
tess,Tess Teacher,,teacher,
"""
OF_ROLE = {Role.STUDENT: "ann", Role.ASSISTANT: "hal", Role.TEACHER: "tess"}
POINTS = {"by_hand": 2, "double": 4, "total": 4}
PATIENCE = 300.0


class Clock:
    """A clock that a test puts forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def forward(self, **much: float) -> None:
        self.ahead += timedelta(**much)


class Idle:
    """A queue that grades nothing."""

    def __init__(self) -> None:
        self.woken = 0

    def wake(self) -> None:
        self.woken += 1


def with_people(course: Course, people: str = PEOPLE) -> Course:
    """The course with a class list."""
    (course.folder / "people.csv").write_text(people)
    return course


@contextmanager
def service(
    course: Course, engine: Asked, clock: Clock, *, queue: bool = True, **settings: object
) -> Iterator[State]:
    """A service of a course; without its `queue` nothing that was handed in is graded."""
    class_list, events = ClassList(course), Events()
    with History(place_of(course.folder), SERVICE) as history, Looks() as looks:
        asked = (course, history, class_list, engine, events)
        works = Queue(*asked, alone=history.database.is_file) if queue else None
        try:
            yield State(
                course,
                Settings(**settings),  # type: ignore[arg-type]
                history,
                class_list,
                engine,
                events,
                works or Idle(),
                clock,
                looks=looks,
            )
        finally:
            if works is not None:
                works.close()


def listening_socket() -> socket.socket:
    """A socket on a free port of this machine."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    return listening


@contextmanager
def reached(
    course: Course, engine: Asked, clock: Clock, *, queue: bool = True, address: str = ""
) -> Iterator[State]:
    """A service that listens on a port of this machine; at `address`, a proxy stands before it."""
    with closing(listening_socket()) as listening:
        port = listening.getsockname()[1]
        with service(course, engine, clock, queue=queue, port=port, address=address) as state:
            config = uvicorn.Config(
                make_app(state),
                log_level="warning",
                access_log=False,
                http=Connection,
                proxy_headers=bool(address),
            )
            server = uvicorn.Server(config)
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            try:
                until(lambda: server.started)
                yield state
            finally:
                server.should_exit = True
                thread.join()


def browser(state: State, person: str = "") -> TestClient:
    """A browser, signed in as a person by a link."""
    client = TestClient(make_app(state), base_url=state.settings.shown, follow_redirects=False)
    if person:
        secret = link_for(state, person).partition("#")[2]
        answer = client.post("/enter", data={"secret": secret})
        assert answer.status_code == 303, answer.text
    return client


def csrf_in(text: str) -> str:
    """What the forms of a page send along."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', text)
    assert found, text
    return found[1]


def csrf(client: TestClient) -> str:
    return csrf_in(client.get("/exercises").text)


def made_token(client: TestClient) -> str:
    """A token that somebody makes in their browser."""
    form = {"csrf": csrf(client), "label": "a program"}
    assert client.post("/me/tokens", data=form).status_code == 303
    found = re.search(r'readonly value="([^"]+)"', client.get("/me").text)
    assert found
    return found[1]


def hand_in(
    client: TestClient,
    content: bytes,
    name: str = "toy.ipynb",
    key: str = "",
    exercise: str = "toy",
) -> str:
    """Hand in for an exercise; the place of its page."""
    fields = {"csrf": csrf(client), "key": key or f"key of {time.monotonic_ns()}"}
    answer = client.post(
        f"/exercises/{exercise}/hand-in", data=fields, files={"file": (name, content)}
    )
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def answers(**changed: str) -> bytes:
    """A notebook of the toy exercise, right but for what is changed."""
    return toy.notebook(**{**toy.ANSWERS, **changed})


def is_graded(state: State, place: str) -> bool:
    id = place.rpartition("/")[2]
    entries = state.history.entries()
    return any(each.submission.id == id and each.grading is not None for each in entries)


def until(what) -> None:  # type: ignore[no-untyped-def]
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, "this has not come"
        time.sleep(0.02)


def make_course(folder: Path, **files: str) -> Course:
    """The toy course with a class list; its cells say what the gradebook asks for."""
    folder.mkdir(parents=True, exist_ok=True)
    course = toy.write_course(folder, **files)
    for kind in ("source", "release"):
        path = folder / kind / "toy" / "toy.ipynb"
        content = json.loads(path.read_bytes())
        for number, cell in enumerate(content["cells"]):
            cell["id"] = f"cell-{number}"
            own = cell["metadata"].get("nbgrader", {})
            if own:
                own |= {"solution": not own["locked"], "schema_version": 3}
            if own.get("grade"):
                own["points"] = POINTS[own["grade_id"].removesuffix("-checks")]
        path.write_text(json.dumps({**content, "nbformat": 4, "nbformat_minor": 5}))
    return with_people(course)


def students_in(course: Course) -> set[str]:
    with History(course.folder / FILE) as history:
        return {entry.submission.student for entry in history.entries()}


def is_booked(state: State) -> bool:
    with state.history.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM bookings").scalar()
    return rows == 0


def all_files(folder: Path) -> dict[str, bytes]:
    """All that a course has, without what every command may touch."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith((".lock", "-wal", "-shm"))
    }
