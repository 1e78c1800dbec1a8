"""What is refused before any route sees it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from service_tools import ADDRESS, Clock, answers, browser, csrf, hand_in, service

from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.service.app import make_app
from autograder.service.web.body import MOST_BODY
from autograder.service.web.settings import Settings
from autograder.service.web.state import State


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:8001", "localhost.:8000"])
def test_another_host_is_refused(idle: State, host: str) -> None:
    """A page whose name was made to lead to this machine sends its own name."""
    ann = browser(idle, "ann")
    answer = ann.get("/exercises", headers={"host": host})
    assert answer.status_code == 421
    assert ADDRESS in answer.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"]
)
def test_our_own_hosts_are_not(idle: State, host: str) -> None:
    assert browser(idle).get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:8001"])
def test_what_another_page_sends_is_refused(idle: State, origin: str) -> None:
    ann = browser(idle, "ann")
    token = csrf(ann)
    answer = ann.post("/leave", data={"csrf": token}, headers={"origin": origin})
    assert answer.status_code == 403
    assert ann.get("/exercises").status_code == 200
    assert ann.post("/leave", data={"csrf": token}, headers={"origin": ADDRESS}).status_code == 303


@pytest.mark.parametrize("sent", [{}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "é"}])
def test_a_form_without_what_we_gave_along_is_refused(idle: State, sent: dict[str, str]) -> None:
    ann = browser(idle, "ann")
    answer = ann.post("/exercises/toy/hand-in", data=sent, files={"file": ("toy.ipynb", answers())})
    assert answer.status_code == 403
    assert not idle.history.entries()


def test_what_one_browser_was_given_is_no_use_in_another(idle: State) -> None:
    ann, bob = browser(idle, "ann"), browser(idle, "bob")
    assert bob.post("/leave", data={"csrf": csrf(ann)}).status_code == 403


def test_every_answer_says_what_a_browser_may_do(idle: State) -> None:
    ann = browser(idle, "ann")
    for path in ("/", "/exercises", "/exercises/none", "/no/such/page", "/static/service.js"):
        answer = ann.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in answer.headers


def test_pages_hold_no_script_of_their_own(idle: State) -> None:
    ann, tess = browser(idle, "ann"), browser(idle, "tess")
    for client, path in ((ann, "/exercises/toy"), (tess, "/people"), (tess, "/class/toy")):
        text = client.get(path).text
        assert "<script>" not in text
        assert " style=" not in text
        assert "http://" not in text.replace(ADDRESS, "")
        assert "https://" not in text


def test_too_much_is_refused_whatever_it_says_of_itself(idle: State) -> None:
    ann = browser(idle, "ann")
    token = {"x-csrf-token": csrf(ann)}
    large = b"x" * (MOST_BODY + 1)
    assert ann.post("/leave", content=large, headers=token).status_code == 413

    def pieces():  # type: ignore[no-untyped-def]
        for _piece in range(MOST_BODY // 1_000_000 + 2):
            yield b"x" * 1_000_000

    path = "/api/v1/exercises/toy/hand-ins?name=toy.ipynb&key=1"
    assert ann.post(path, content=pieces(), headers=token).status_code == 413
    assert not idle.history.entries()


def test_nobody_asks_without_end(idle: State) -> None:
    ann = browser(idle, "ann")
    statuses = {ann.get("/exercises").status_code for _time in range(150)}
    assert statuses == {200, 429}


@pytest.mark.parametrize("charset", ["punycode", "idna", "utf-7", "none-such"])
def test_a_form_is_in_utf_8(idle: State, charset: str) -> None:
    """Of some encodings Python takes minutes for a few hundred kilobytes."""
    part = b'--x\r\nContent-Disposition: form-data; name="secret"\r\n\r\na-b\r\n--x--\r\n'
    kind = {"content-type": f"multipart/form-data; boundary=x; charset={charset}"}
    assert browser(idle).post("/enter", content=part, headers=kind).status_code == 415
    kind = {"content-type": "multipart/form-data; boundary=x; charset=UTF-8"}
    assert browser(idle).post("/enter", content=part, headers=kind).status_code == 403


def test_a_stranger_sends_no_files(idle: State) -> None:
    stranger = browser(idle)
    assert stranger.post("/enter", files={"secret": ("a", b"a")}).status_code == 400
    assert stranger.post("/enter", data={"secret": "a" * 20_000}).status_code == 400


PLAIN = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("person", ["", "ann", "tess"])
def test_a_form_without_files_is_small(idle: State, person: str) -> None:
    """20 MB of `&` kept everybody waiting for a minute."""
    client = browser(idle, person)
    token = {"x-csrf-token": csrf(client)} if person else {}
    path = {"": "/enter", "ann": "/me/tokens", "tess": "/people"}[person]
    assert client.post(path, content=b"&" * 2_000_000, headers=PLAIN | token).status_code == 413

    def pieces():  # type: ignore[no-untyped-def]
        for _piece in range(30):
            yield b"&" * 50_000

    assert client.post(path, content=pieces(), headers=PLAIN | token).status_code == 413
    assert client.post(path, content=b"&" * 50_000, headers=PLAIN | token).status_code == 400
    done = client.post(path, content=b"table=id%0Aann&a=%D1%8F", headers=PLAIN | token)
    assert done.status_code in (200, 303, 403)


def test_a_class_list_may_be_pasted_without_a_page_of_ours(idle: State) -> None:
    tess = browser(idle, "tess")
    table = "id,name\n" + "".join(f"s{number},Имя {number}\n" for number in range(3_000))
    assert tess.post("/people", data={"csrf": csrf(tess), "table": table}).status_code == 200
    assert idle.class_list.person("s2999") is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("content-type", "application/x-www-form-urlencoded" + ";" * 60_000),
        ("content-type", "multipart/form-data; boundary=" + "x" * 300),
        ("cookie", 'session="' + "\\" * 60_000 + '"'),
        ("cookie", ["a=" + "b" * 9_000, "a=" + "b" * 9_000]),
        ("range", "bytes=" + "0-1," * 1_000),
        ("authorization", "Bearer " + "x" * 20_000),
    ],
)
def test_no_header_is_longer_than_browsers_make_them(
    idle: State, name: str, value: str | list[str]
) -> None:
    """Reading some of them takes a time that grows with the square of their length."""
    values = [value] if isinstance(value, str) else value
    headers = [(b"host", b"127.0.0.1:8000")]
    headers += [(name.encode(), each.encode()) for each in values]
    answer = browser(idle).request("POST", "/enter", headers=headers)
    assert answer.status_code == 431
    assert name in answer.text


def test_no_query_is_longer_than_any_of_ours(idle: State) -> None:
    answer = browser(idle).get("/?" + "a&" * 10_000)
    assert answer.status_code == 414
    assert "Back to the beginning" in answer.text


def test_what_is_refused_at_the_door_is_in_the_language_of_the_course(
    course: Course, engine: Engine, clock: Clock
) -> None:
    manifest = course.folder / "course.toml"
    manifest.write_text(manifest.read_text().replace('language = "en"', 'language = "ru"'))
    with service(load_course(course.folder), engine, clock, queue=False) as state:
        client = browser(state)
        headers = {"content-length": str(MOST_BODY + 1)}
        page = client.post("/no/such/page", content=b"", headers=headers)
        assert page.status_code == 413
        assert "слишком много" in page.text
        assert 'href="/"' in page.text
        answer = client.post("/api/v1/check", content=b"", headers=headers)
        assert answer.status_code == 413
        assert "слишком много" in answer.json()["error"]


def test_nothing_more_is_read_from_who_asks_another_host(idle: State) -> None:
    """Else a thousand of them, who say that more comes, would keep everybody out."""
    sent = []

    async def receive():  # type: ignore[no-untyped-def]
        raise AssertionError("nobody wants this")

    async def send(message) -> None:  # type: ignore[no-untyped-def]
        sent.append(message)

    headers = [(b"host", b"evil.example"), (b"content-length", b"10")]
    asyncio.run(make_app(idle)(scope("/enter", headers), receive, send))
    assert sent[0]["status"] == 421
    assert (b"connection", b"close") in sent[0]["headers"]


@pytest.mark.parametrize("length", ["9" * 5_000, "-1", "1e3", " ", "٣"])
def test_a_length_that_is_none_is_refused(idle: State, length: str) -> None:
    headers = [(b"host", b"127.0.0.1:8000"), (b"content-length", length.encode())]
    assert browser(idle).request("GET", "/", headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["/exercises/toy%00", "/hand-ins/%0d%0a", "/people/%1b[2J"])
def test_no_page_has_signs_in_its_name_that_nobody_sees(idle: State, path: str) -> None:
    assert browser(idle, "tess").get(path).status_code == 404


def test_nobody_is_led_away_from_https(idle: State) -> None:
    """What stands behind a proxy would call itself http."""
    assert browser(idle, "ann").get("/exercises/").status_code == 404


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://grading.example.org:443", "grading.example.org"),
        ("https://Grading.Example.org", "grading.example.org"),
        ("https://курс.рф", "xn--j1amdg.xn--p1ai"),
        ("https://grading.example.org:8443", "grading.example.org:8443"),
    ],
)
def test_an_address_is_known_as_browsers_send_it(address: str, host: str) -> None:
    settings = Settings(address=address)
    assert host in settings.hosts
    assert f"https://{host}" in settings.origins
    assert "127.0.0.1" in Settings(port=80).hosts


def test_who_leaves_while_a_file_comes_is_no_fault_of_ours(idle: State) -> None:
    """Else the log would hold a traceback for every student in a train."""
    half = [
        {"type": "http.request", "body": b"--x\r\nContent-Disp", "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent = []

    async def receive():  # type: ignore[no-untyped-def]
        return half.pop(0)

    async def send(message) -> None:  # type: ignore[no-untyped-def]
        sent.append(message)

    headers = [
        (b"host", ADDRESS.removeprefix("http://").encode()),
        (b"content-type", b"multipart/form-data; boundary=x"),
    ]
    asyncio.run(make_app(idle)(scope("/enter", headers), receive, send))
    assert [each.get("status") for each in sent] == [400, None]


def scope(path: str, headers: list[tuple[bytes, bytes]]) -> dict[str, Any]:
    """A request, as the web server hands it on."""
    return {
        "type": "http", "method": "POST", "path": path, "root_path": "", "headers": headers,
        "query_string": b"", "scheme": "http", "http_version": "1.1", "client": ("127.0.0.1", 1),
    }  # fmt: skip


def test_no_field_of_a_form_has_signs_that_nobody_sees(idle: State) -> None:
    """Such as NUL, which PostgreSQL keeps in no text."""
    ann = browser(idle, "ann")
    made = ann.post("/me/tokens", data={"csrf": csrf(ann), "label": "my\0 note\x1b\u202ebook"})
    assert made.status_code == 303
    assert "my notebook" in ann.get("/me").text


def test_where_the_notebook_is_gone_a_sentence_says_so(idle: State) -> None:
    ann = browser(idle, "ann")
    place = hand_in(ann, answers())
    idle.course.exercise("toy").release_notebook.unlink()
    for path in (place, "/exercises/toy/notebook", "/api/v1/exercises"):
        answer = ann.get(path)
        assert answer.status_code == 500
        assert "cannot be read" in answer.text
        assert str(idle.course.folder) not in answer.text
