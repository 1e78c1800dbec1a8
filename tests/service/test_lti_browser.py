"""From a learning platform in a real browser: over HTTPS, from another site, in a window and in a
frame; and the pages that belong to it, used by everybody."""

from __future__ import annotations

import dataclasses
import datetime
import ipaddress
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lti_school import School, school
from service_tools import Clock, browser, csrf, listening_socket, service, until
from test_browser import PATIENCE, chromium, everybody_can_use, picture, pytestmark
from test_lti_members import MEMBERS

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.service.app import make_app
from autograder.service.lti.keys import own_keys
from autograder.service.lti.platforms import save_platforms
from autograder.service.lti.tool import Tool
from autograder.service.web.state import State

__all__ = ["chromium", "pytestmark"]


@pytest.fixture
def there() -> Iterator[School]:
    """A platform by the name localhost, and the service at 127.0.0.1: two sites for a browser."""
    with school("localhost") as found:
        found.members = MEMBERS
        yield found


@pytest.fixture
def live(
    course: Course, engine: Engine, clock: Clock, there: School, tmp_path: Path
) -> Iterator[State]:
    """A service that browsers reach over HTTPS, with a certificate of its own."""
    key, certificate = _certificate(tmp_path)
    with closing(listening_socket()) as listening:
        port = listening.getsockname()[1]
        address = f"https://127.0.0.1:{port}"
        there.service, there.tool_keys = address, own_keys(course).public()
        save_platforms(course, [there.platform])
        with service(course, engine, clock, queue=False, port=port, address=address) as plain:
            state = dataclasses.replace(plain, tool=Tool(course))
            with _serving(state, listening, key, certificate):
                yield state


@contextmanager
def _serving(state: State, listening: object, key: Path, certificate: Path) -> Iterator[None]:
    config = uvicorn.Config(
        make_app(state),
        log_level="error",
        access_log=False,
        ssl_keyfile=str(key),
        ssl_certfile=str(certificate),
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        until(lambda: server.started)
        yield
    finally:
        server.should_exit = True
        thread.join()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate for 127.0.0.1, signed by itself."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(host, critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "key.pem").write_bytes(key.private_bytes(*plain))
    (folder / "certificate.pem").write_bytes(made.public_bytes(plain[0]))
    return folder / "key.pem", folder / "certificate.pem"


def bind(state: State, there: School, user: str, person: str) -> None:
    tess = browser(state, "tess")
    sent = {"csrf": csrf(tess), "issuer": there.address, "subject": user, "person": person}
    assert tess.post("/identities/bind", data=sent).status_code == 303


def test_from_the_platform_in_a_browser(live: State, there: School, chromium: object) -> None:
    context = chromium.new_context(ignore_https_errors=True)  # type: ignore[attr-defined]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()

    # Nobody knows them yet; then somebody does.
    there.says = {"user": "17", "name": "Ann Example"}
    page.goto(there.address)
    page.click("text=Exercise")
    page.wait_for_url("**/identity")
    assert "does not know yet who you are" in page.content()
    everybody_can_use(page)
    picture(page, "lti-unknown")
    bind(live, there, "17", "ann")
    page.goto(there.address)
    page.click("text=Exercise")
    page.wait_for_url("**/exercises/toy")

    # In a frame there is a button, and the course opens in a window of its own.
    page.goto(f"{there.address}/?framed")
    frame = page.frame_locator("iframe")
    frame.locator("a.button").wait_for()
    picture(page, "lti-frame")
    with context.expect_page() as opened:
        frame.locator("a.button").click()
    window = opened.value
    window.wait_for_url("**/exercises/toy")
    window.close()

    # A teacher chooses exercises there, in the platform's frame.
    there.says = {"user": "1", "grades": ""}
    page.goto(there.address)
    page.click("text=Exercise")
    page.wait_for_url("**/identity")
    bind(live, there, "1", "tess")
    page.goto(there.address)
    page.click("text=Exercise")
    page.wait_for_url("**/class/toy")
    there.says = {"user": "1", "chooses": True}
    page.goto(f"{there.address}/?framed")
    frame.get_by_label("Toy").check(timeout=60_000)
    picture(page, "lti-choose")
    frame.get_by_role("button").click()
    frame.get_by_text("Chosen").wait_for()
    assert [each["custom"] for each in there.chosen[0]] == [{"exercise": "toy"}]

    # The teacher's pages.
    page.goto(f"{live.settings.shown}/identities")
    everybody_can_use(page)
    picture(page, "lti-identities")
    page.goto(f"{live.settings.shown}/platforms")
    everybody_can_use(page)
    picture(page, "lti-platforms")
    page.get_by_role("button", name="Read the class list from there").click()
    page.get_by_label("Nothing is changed yet").wait_for()
    everybody_can_use(page)
    picture(page, "lti-members")
    page.get_by_role("button", name="Take them over").click()
    page.wait_for_url("**/people")
    assert "zoe" in page.content()
    context.close()


def test_another_site_shows_nothing_of_ours_in_a_frame(
    live: State, there: School, chromium: object
) -> None:
    with school() as other:  # not the platform: the same machine by another name
        other.service, other.says = live.settings.shown, {"user": "17"}
        there.says = {"user": "17"}
        place = live.settings.shown + there.announcement("17")
        context = chromium.new_context(ignore_https_errors=True)  # type: ignore[attr-defined]
        page = context.new_page()
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text))
        page.goto(other.address)
        page.set_content(f'<iframe src="{place}"></iframe>')
        until(lambda: page.wait_for_timeout(100) or any("frame-ancestors" in e for e in refused))
        context.close()
