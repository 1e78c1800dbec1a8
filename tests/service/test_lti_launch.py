"""Somebody comes from a learning platform: where that leads, and who they are here."""

from __future__ import annotations

import dataclasses

import msgspec
import pytest
from lti_launches import comes, known, refused
from lti_school import INSTRUCTOR, School
from service_tools import browser, csrf_in
from starlette.testclient import TestClient

from autograder.errors import ServiceError
from autograder.service.lti.platforms import check_platform, save_platforms
from autograder.service.lti.tool import Tool
from autograder.service.web.state import State


def test_who_is_not_known_sees_nothing(lti: State, there: School) -> None:
    client = browser(lti)
    answer = comes(client, there, name="Ann Example", email="ann@example.org")
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "/identity"
    assert client.get("/exercises").status_code == 303
    assert "Ann Example" in browser(lti, "tess").get("/identities").text


def test_a_launch_leads_to_the_exercise(ann: State, there: School) -> None:
    client = browser(ann)
    answer = comes(client, there)
    assert answer.headers["location"] == "/exercises/toy"
    assert client.get("/exercises/toy").status_code == 200
    assert comes(client, there, exercise="").headers["location"] == "/exercises"


def test_a_role_at_the_platform_gives_nothing(ann: State, there: School) -> None:
    """Who teaches there is a student here, if the class list says so; and the other way round."""
    client = browser(ann)
    assert comes(client, there, roles=[INSTRUCTOR]).headers["location"] == "/exercises/toy"
    assert client.get("/class/toy").status_code == 403
    stranger = browser(ann)
    answer = comes(stranger, there, "99", roles=[INSTRUCTOR], name="Tess Teacher")
    assert answer.headers["location"] == "/identity"
    known(ann, there, "18", "tess")
    tess = browser(ann)
    assert comes(tess, there, "18").headers["location"] == "/class/toy"
    assert tess.get("/class/toy").status_code == 200


@pytest.mark.parametrize(("trusts", "says"), [(True, None), (False, True)])
def test_an_email_is_somebody_where_it_is_vouched_for(
    idle: State, there: School, trusts: bool, says: bool | None
) -> None:
    own = msgspec.structs.replace(there.platform, trusts_emails=trusts)
    save_platforms(idle.course, [own])
    lti = dataclasses.replace(idle, tool=Tool(idle.course))
    more = {"claims": {"email_verified": says}} if says else {}
    answer = comes(browser(lti), there, email="ann@example.org", **more)
    assert answer.headers["location"] == "/exercises/toy"


def test_an_exercise_that_is_not_here(ann: State, there: School) -> None:
    """Which there are is said to those alone who teach."""
    answer = comes(browser(ann), there, exercise="ex99")
    refused(answer, "Your teacher corrects")
    assert "There are" not in answer.text
    refused(comes(browser(ann), there, "99", exercise="ex99"), "Your teacher corrects")
    known(ann, there, "18", "tess")
    refused(comes(browser(ann), there, "18", exercise="ex99"), "There are: toy")


def test_a_platform_that_is_not_registered(lti: State, there: School) -> None:
    client = browser(lti)
    asked = {"iss": "https://evil.example", "login_hint": "1"}
    refused(client.get("/lti/login", params=asked), "autograder lti add")
    other = {"iss": there.address, "client_id": "another", "login_hint": "1"}
    refused(client.get("/lti/login", params=other), "The client id")
    refused(client.get("/lti/login", params={"iss": there.address}), "who you are")
    too_much = {"iss": there.address, "login_hint": "x" * 9_000}
    refused(client.post("/lti/login", data=too_much), "too much")


def test_a_form_announces_as_well(lti: State, there: School) -> None:
    sent = {"iss": there.address, "login_hint": "17", "lti_message_hint": "the link"}
    answer = browser(lti).post("/lti/login", data=sent, headers={"origin": there.address})
    assert answer.headers["location"].startswith(f"{there.address}/auth?")


def test_without_a_platform_there_is_nothing(idle: State) -> None:
    for path in ("/lti/login", "/lti/keys"):
        assert browser(idle).get(path).status_code == 404
    state = dataclasses.replace(idle, tool=Tool(idle.course))
    assert browser(state).post("/lti/launch").status_code == 404
    assert browser(state).get("/lti/keys").json()["keys"]  # which a platform may want first


def test_a_platform_is_known_as_soon_as_it_is_added(idle: State, there: School) -> None:
    state = dataclasses.replace(idle, tool=Tool(idle.course))
    client = browser(state)
    assert client.get(there.announcement("17")).status_code == 404
    save_platforms(state.course, [there.platform])
    assert client.get(there.announcement("17")).status_code == 303


def test_the_public_keys_are_public(lti: State, there: School) -> None:
    keys = browser(lti).get("/lti/keys").json()["keys"]
    assert len(keys) == 1
    assert keys[0].keys() == {"kty", "n", "e", "kid", "use", "alg"}


def test_whom_a_teacher_lets_go_is_signed_out(ann: State, there: School) -> None:
    """Also in the browser that came before; a second launch ends the session of the first."""
    client, before = browser(ann), browser(ann)
    comes(client, there)
    before.cookies.update(dict(client.cookies))
    assert before.get("/exercises").status_code == 200
    comes(client, there)
    assert before.get("/exercises").status_code == 303
    tess = browser(ann, "tess")
    sent = {"csrf": csrf_in(tess.get("/identities").text), "issuer": there.address}
    assert client.get("/exercises").status_code == 200
    assert tess.post("/identities/end", data={**sent, "subject": "17"}).status_code == 303
    assert client.get("/exercises").status_code == 303
    assert comes(client, there).headers["location"] == "/identity"


# Frames and cookies


def test_in_a_frame_it_asks_for_a_window(lti: State, there: School) -> None:
    """Where cookies may be kept back nothing is begun; only the platform may show that page."""
    client = browser(lti)
    answer = client.get(there.announcement("17"), headers={"sec-fetch-dest": "iframe"})
    assert answer.status_code == 200
    assert 'target="_blank"' in answer.text
    assert "set-cookie" not in answer.headers
    policy = answer.headers["content-security-policy"]
    assert f"frame-ancestors {there.address}" in policy
    assert "frame-ancestors 'none'" in client.get("/").headers["content-security-policy"]
    place = answer.text.partition('class="button" href="')[2].partition('"')[0]
    again = client.get(place.replace("&amp;", "&"))
    assert again.headers["location"].startswith(f"{there.address}/auth?")


def test_behind_https_the_cookie_comes_back_from_another_page(lti: State, there: School) -> None:
    from autograder.service.app import make_app
    from autograder.service.web.settings import Settings

    address = "https://grading.example.org"
    state = dataclasses.replace(lti, settings=Settings(address=address))
    client = TestClient(make_app(state), base_url=address, follow_redirects=False)
    answer = client.get(there.announcement("17"))
    assert (
        f"redirect_uri={address.replace(':', '%3A').replace('/', '%2F')}"
        in (answer.headers["location"])
    )
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-lti=")
    for part in ("HttpOnly", "Secure", "SameSite=none", "Path=/"):
        assert part in cookie


def test_addresses_that_are_not_asked(there: School) -> None:
    for url in (
        "http://school.example/keys",
        "ftp://school.example",
        "file:///etc/passwd",
        "keys",
        "https://user:word@school.example/",
        "https://school.example:x/",
        "https://a b/",
    ):
        platform = msgspec.structs.replace(there.platform, keys_url=url)
        with pytest.raises(ServiceError, match="cannot be an address"):
            check_platform(platform)
