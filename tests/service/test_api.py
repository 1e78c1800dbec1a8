"""What programs ask: checks of one question, hand-ins, and the document of it all."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import closing
from http.client import HTTPConnection

import msgspec
import pytest
from service_tools import Clock, answers, browser, csrf, csrf_in, reached, until
from starlette.testclient import TestClient

from autograder.course import Course, Exercise
from autograder.engine.engine import Engine
from autograder.engine.fake import FakeEngine
from autograder.engine.ticket import Ticket
from autograder.errors import SandboxError
from autograder.grading import Graded, Submission
from autograder.service.api.answers import API
from autograder.service.api.openapi import openapi
from autograder.service.store.audit import newest_acts
from autograder.service.web.state import State

WRONG = answers(double="def double(x):\n    return x**2")


def client(state: State, person: str = "ann") -> TestClient:
    """A program with a token, which its owner has made in a browser."""
    owner = browser(state, person)
    made = owner.post("/me/tokens", data={"csrf": csrf(owner), "label": "my notebook"})
    assert made.status_code == 303
    page = owner.get("/me").text
    found = re.search(r'id="new" type="text" readonly value="([^"]+)"', page)
    assert found, page
    program = browser(state)
    program.headers["authorization"] = f"Bearer {found[1]}"
    return program


def question(name: str = "double", content: bytes = WRONG) -> dict[str, str]:
    return {"exercise": "toy", "question": name, "source": content.decode()}


def test_a_check_tells_the_hint_and_no_answer(idle: State) -> None:
    asked = client(idle).post("/api/v1/check", json=question())
    assert asked.status_code == 200, asked.text
    verdict = asked.json()
    assert (verdict["question"], verdict["status"], verdict["left"]) == ("double", "failed", 9)
    assert "Hint" in verdict["html"]
    assert verdict["text"]
    for text in (verdict["html"], verdict["text"]):
        assert "Expected" not in text
        assert "Points" not in text
        assert "smallest input" not in text


def test_a_page_shows_code_where_a_terminal_has_backticks(idle: State) -> None:
    unanswered = answers(double="def double(x):\n    raise NotImplementedError")
    verdict = client(idle).post("/api/v1/check", json=question(content=unanswered)).json()
    assert "with `raise`" in verdict["text"]
    assert '<code translate="no">raise</code>' in verdict["html"]
    assert "`" not in verdict["html"]


def test_a_right_answer(idle: State) -> None:
    verdict = client(idle).post("/api/v1/check", json=question(content=answers())).json()
    assert verdict["status"] == "passed"


def test_a_python_file(idle: State) -> None:
    body = {**question(), "source": "def double(x):\n    return 2 * x\n", "is_python": True}
    assert client(idle).post("/api/v1/check", json=body).json()["status"] == "passed"


def test_checks_are_counted_and_come_back(idle: State, clock: Clock) -> None:
    ann = client(idle)
    left = [ann.post("/api/v1/check", json=question()).json()["left"] for _time in range(10)]
    assert left == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    refused = ann.post("/api/v1/check", json=question())
    assert refused.status_code == 429
    assert "hand in at any time" in refused.json()["error"]
    assert 0 < int(refused.headers["retry-after"]) <= 301
    assert ann.post("/api/v1/check", json=question("total", answers())).status_code == 200
    clock.forward(minutes=5.1)
    assert ann.post("/api/v1/check", json=question()).json()["left"] == 0


def test_what_the_machine_has_spoilt_is_given_back(course: Course, clock: Clock) -> None:
    from service_tools import service

    def verdict(_exercise: object, _submission: object) -> object:
        raise SandboxError("No process is left.", todo="Close some.")

    with FakeEngine(verdict) as fake, service(course, fake, clock, queue=False) as state:  # type: ignore[arg-type]
        ann = client(state)
        assert ann.post("/api/v1/check", json=question()).status_code == 500
    from autograder.service.store.checked import bucket_of

    with service(course, fake, clock, queue=False) as state:
        rules = state.course.policies["toy"].checks
        with state.history.database.reading() as connection:
            bucket = bucket_of(connection, ("ann", "toy", "double"), rules, clock())
        assert bucket.whole == 10


def test_whoever_leaves_before_the_answer_may_ask_again_at_once(
    course: Course, engine: Engine, clock: Clock
) -> None:
    """Nothing was told, so it is not counted; and the engine is free for the others."""
    gone = []

    def verdict(exercise: Exercise, submission: Submission) -> Graded:
        return engine.submit(exercise, submission).result()

    class Watched(FakeEngine):
        """Knows what was taken back."""

        def _give_up(self, ticket: Ticket) -> None:
            gone.append(ticket)
            super()._give_up(ticket)

    with Watched(verdict) as fake, reached(course, fake, clock, queue=False) as state:
        token = client(state).headers["authorization"]
        body, path = json.dumps(question()), "/api/v1/check"
        headers = {"authorization": token, "content-type": "application/json"}
        fake.hold()
        with closing(HTTPConnection("127.0.0.1", state.settings.port)) as leaves:
            leaves.request("POST", path, body, headers)
            until(lambda: fake.waiting)
        until(lambda: gone)
        assert not fake.waiting
        fake.go_on()
        with closing(HTTPConnection("127.0.0.1", state.settings.port)) as stays:

            def asked_again() -> bool:
                stays.request("POST", path, body, headers)
                answer = stays.getresponse()
                told.append(json.loads(answer.read()))
                return answer.status == 200

            told: list[dict[str, object]] = []
            until(asked_again)
        assert told[-1]["left"] == 9
        assert len(fake.tries) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"exercise": "none", "question": "double", "source": ""}, 404),
        ({"exercise": "toy", "question": "none", "source": ""}, 404),
        ({"exercise": "toy"}, 400),
        ([], 400),
        ("text", 400),
        ({"exercise": "toy", "question": "double", "source": 1}, 400),
    ],
)
def test_what_cannot_be_asked(idle: State, body: object, status: int) -> None:
    answer = client(idle).post("/api/v1/check", json=body)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_what_is_no_notebook_is_said(idle: State) -> None:
    verdict = client(idle).post("/api/v1/check", json=question(content=b"no notebook")).json()
    assert verdict["status"] != "passed"
    assert verdict["notes"] or verdict["text"]


def test_handing_in_and_asking_what_came_of_it(state: State) -> None:
    ann = client(state)
    path = "/api/v1/exercises/toy/hand-ins?name=toy.ipynb&key=first"
    first = ann.post(path, content=WRONG)
    assert first.status_code == 201, first.text
    told = first.json()
    assert told["sha256"] == hashlib.sha256(WRONG).hexdigest()
    assert told["again"] is False
    assert ann.post(path, content=WRONG).json()["id"] == told["id"]
    place = f"/api/v1/hand-ins/{told['id']}"
    until(lambda: ann.get(place).json()["waiting"] is None)
    graded = ann.get(place).json()
    assert (graded["status"], graded["points"], graded["max_points"]) == ("graded", 6, 10)
    assert [each["status"] for each in graded["questions"]] == ["passed", "failed", "passed"]
    listed = ann.get("/api/v1/exercises").json()
    assert [(each["name"], each["counted"], each["attempts"]) for each in listed] == [("toy", 6, 1)]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/x"])
def test_a_body_is_a_file_whatever_a_program_calls_it(idle: State, kind: str) -> None:
    """As curl and urllib call it by themselves."""
    path = "/api/v1/exercises/toy/hand-ins?name=toy.ipynb&key=first"
    answer = client(idle).post(path, content=WRONG, headers={"content-type": kind})
    assert answer.status_code == 201, answer.text
    assert answer.json()["sha256"] == hashlib.sha256(WRONG).hexdigest()


def test_a_file_without_a_name_or_a_key_is_refused(idle: State) -> None:
    ann = client(idle)
    for query in ("", "?name=toy.ipynb", "?key=1", "?name=../toy.ipynb&key=1"):
        answer = ann.post(f"/api/v1/exercises/toy/hand-ins{query}", content=WRONG)
        assert answer.status_code == 400
    assert not idle.history.entries()


def test_a_token_that_was_ended_is_none(idle: State) -> None:
    ann, owner = client(idle), browser(idle, "ann")
    assert ann.get("/api/v1/exercises").status_code == 200
    page = owner.get("/me").text
    found = re.search(r"/me/tokens/[0-9a-f-]+/end", page)
    assert found
    assert owner.post(found[0], data={"csrf": csrf_in(page)}).status_code == 303
    answer = ann.get("/api/v1/exercises")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_new_token_is_shown_once_and_made_once(idle: State) -> None:
    """Loading the page anew shows it no more, and makes no other; the log tells of both ends."""
    owner, shown = browser(idle, "ann"), 'id="new"'
    made = owner.post("/me/tokens", data={"csrf": csrf(owner), "label": "mine"})
    cookie = made.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    name, value = made.headers["set-cookie"].partition(";")[0].split("=")
    other = browser(idle, "bob")
    assert shown not in other.get("/me", headers={"cookie": planted(other, name, value)}).text
    first, again = owner.get("/me").text, owner.get("/me").text
    assert shown in first and shown not in again
    ends = re.findall(r"/me/tokens/[0-9a-f-]+/end", again)
    assert len(ends) == 1
    owner.post(ends[0], data={"csrf": csrf_in(again)})
    with idle.history.database.reading() as connection:
        acts = [each.what for each in newest_acts(connection, 9) if "token" in each.what]
    assert acts == ["ended a token", "made a token"]


def planted(client: TestClient, name: str, value: str) -> str:
    """The cookies of a browser, and one that somebody else has put there."""
    own = [f"{each.name}={each.value}" for each in client.cookies.jar]
    return "; ".join([*own, f"{name}={value}"])


def test_the_document_names_every_route_of_the_api(idle: State) -> None:
    document = browser(idle).get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {page.path for page in API}
    made = openapi(idle.course.title, idle.settings.shown)
    assert document == msgspec.json.decode(msgspec.json.encode(made))
    for name in ("Question", "Verdict", "HandedIn", "Graded", "ExerciseState", "Trouble"):
        assert name in document["components"]["schemas"]


def test_a_teacher_reads_what_a_student_has(state: State) -> None:
    ann, tess = client(state), client(state, "tess")
    path = "/api/v1/exercises/toy/hand-ins?name=toy.ipynb&key=first"
    place = f"/api/v1/hand-ins/{ann.post(path, content=WRONG).json()['id']}"
    assert tess.get(place).status_code == 200
    assert client(state, "bob").get(place).status_code == 404


def test_json_without_a_bottom_is_refused(idle: State) -> None:
    ann = client(idle)
    for text in ('{"a":' * 20_000, '{"exercise":"toy","extra":' + "[" * 20_000):
        answer = ann.post("/api/v1/check", content=text.encode())
        assert answer.status_code == 400
        assert "error" in answer.json()


def test_no_answer_tells_where_files_lie_here(idle: State) -> None:
    ann, pages = client(idle), browser(idle, "ann")
    name = {"name": "a.py", "key": "1"}
    refused = [
        ann.post("/api/v1/exercises/none/hand-ins", params=name, content=b"1"),
        ann.post("/api/v1/check", json={**question(), "exercise": "none"}),
        ann.get("/api/v1/hand-ins/none"),
        pages.get("/exercises/none"),
        pages.get("/hand-ins/none"),
    ]
    for answer in refused:
        assert answer.status_code == 404
        assert str(idle.course.folder) not in answer.text


@pytest.mark.parametrize("path", ["none", "exercises/", "hand-ins/%00", "exercises/toy/none/none"])
def test_a_program_gets_json_also_where_nothing_is(idle: State, path: str) -> None:
    answer = client(idle).get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer.json()["error"]


def test_a_token_that_was_not_used_for_long_ends(idle: State, clock: Clock) -> None:
    ann = client(idle)
    for _time in range(2):
        clock.forward(days=179)
        assert ann.get("/api/v1/exercises").status_code == 200
    clock.forward(days=181)
    assert ann.get("/api/v1/exercises").status_code == 401


def test_where_the_history_fails_a_sentence_says_so(
    idle: State, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is called kept that is not, and only the log says where it would be."""
    ann = client(idle)
    path = idle.course.folder / ".autograder" / "history.db"
    path.rename(path.with_name("moved.db"))
    answer = ann.post("/api/v1/exercises/toy/hand-ins?name=toy.py&key=1", content=b"1")
    assert answer.status_code == 503
    assert "this was not done" in answer.json()["error"]
    assert str(path) not in answer.text
    assert str(path) in caplog.text
