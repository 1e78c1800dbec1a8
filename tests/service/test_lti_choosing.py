"""A teacher chooses in a learning platform which exercises it links to."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from lti_launches import begin, comes, known, refused
from lti_school import CLIENT, DEPLOYMENT, School, school
from service_tools import ADDRESS, Clock, browser

from autograder.service.lti.keys import own_keys
from autograder.service.lti.platforms import save_platforms
from autograder.service.lti.tool import Tool
from autograder.service.web.settings import Settings
from autograder.service.web.state import State


@pytest.fixture
def there() -> Iterator[School]:
    with school() as found:
        yield found


@pytest.fixture
def lti(idle: State, there: School) -> State:
    there.tool_keys = own_keys(idle.course).public()
    save_platforms(idle.course, [there.platform])
    lti = dataclasses.replace(idle, tool=Tool(idle.course))
    known(lti, there, "1", "tess")
    return lti


def field(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found, text
    return html.unescape(found[1])


def test_what_was_chosen_goes_to_the_platform(lti: State, there: School, clock: Clock) -> None:
    client = browser(lti)
    page = comes(client, there, "1", chooses=True)
    assert page.status_code == 200, page.text
    assert f"frame-ancestors {there.address}" in page.headers["content-security-policy"]
    sent = {"choice": field(page.text, "choice"), "exercise": "toy"}
    anybody = browser(lti)  # in a frame, no cookie of ours comes along
    answer = anybody.post("/lti/choose", data=sent)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert f"form-action 'self' {there.address};" in policy
    assert f'action="{there.address}/chosen"' in answer.text
    token = field(answer.text, "JWT")
    items = there.config().validate_deeplinking_resp({"JWT": token})
    assert [(each["type"], each["custom"]) for each in items] == [
        ("ltiResourceLink", {"exercise": "toy"})
    ]
    assert items[0]["url"] == f"{ADDRESS}/lti/launch"
    assert items[0]["lineItem"]["scoreMaximum"] == 10
    claims = there.config().tool_validate_and_decode(token)
    assert (claims["iss"], claims["aud"]) == (CLIENT, there.address)
    assert claims["https://purl.imsglobal.org/spec/lti/claim/deployment_id"] == DEPLOYMENT
    assert claims["https://purl.imsglobal.org/spec/lti-dl/claim/data"] == "opaque"
    for choice in ("", f"{sent['choice']}x", f"x{sent['choice']}"):
        refused(anybody.post("/lti/choose", data={**sent, "choice": choice}), "was not begun here")
    clock.forward(hours=2)
    refused(anybody.post("/lti/choose", data=sent), "too long ago")


def test_only_who_teaches_here_chooses(lti: State, there: School) -> None:
    known(lti, there, "17", "ann")
    refused(comes(browser(lti), there, "17", chooses=True), "Only teachers of this course")
    stranger: Any = comes(browser(lti), there, "99", chooses=True)
    assert stranger.headers["location"] == "/identity"


def test_what_is_refused_in_a_frame_is_seen_there(lti: State, there: School) -> None:
    """Also who is nobody yet is told what to do, without a cookie, which would be kept back."""
    known(lti, there, "17", "ann")
    for user, part in (
        ("17", "Only teachers of this course"),
        ("99", "does not know yet who you are"),
    ):
        client = browser(lti)
        form = there.launch(begin(client, there, user), chooses=True)
        headers = {"origin": there.address, "sec-fetch-dest": "iframe"}
        answer = client.post("/lti/launch", data=form, headers=headers)
        refused(answer, part)
        assert f"frame-ancestors {there.address}" in answer.headers["content-security-policy"]
        assert "set-cookie" not in answer.headers
    assert ">99<" in browser(lti, "tess").get("/identities").text


def test_choosing_goes_on_in_a_frame(lti: State, there: School) -> None:
    """The platform's page waits for the answer there; the one cookie is for that frame alone."""
    address = "https://grading.example.org"
    state = dataclasses.replace(lti, settings=Settings(address=address))
    asked = {"iss": there.address, "login_hint": "1", "target_link_uri": f"{address}/lti/choose"}
    answer = browser(state).get("/lti/login", params=asked, headers={"sec-fetch-dest": "iframe"})
    assert answer.headers["location"].startswith(f"{there.address}/auth?")
    assert answer.headers["set-cookie"].endswith("; Partitioned")
