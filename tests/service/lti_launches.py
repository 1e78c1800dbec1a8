"""How somebody comes from a learning platform, and what they may try instead."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lti_school import School
from service_tools import browser, csrf_in
from starlette.testclient import TestClient

from autograder.service.web.state import State

LTI = "https://purl.imsglobal.org/spec/lti/claim/"


def begin(client: TestClient, there: School, user: str = "17") -> str:
    """The address at the platform to which we send the browser."""
    answer = client.get(there.announcement(user))
    assert answer.status_code == 303, answer.text
    place: str = answer.headers["location"]
    assert place.startswith(f"{there.address}/auth?")
    return place


def comes(client: TestClient, there: School, user: str = "17", **more: Any) -> Any:
    """A whole launch, up to our answer to it; the platform's page is what sends the form."""
    form = there.launch(begin(client, there, user), **more)
    return client.post("/lti/launch", data=form, headers={"origin": there.address})


def known(state: State, there: School, user: str, person: str) -> None:
    """A teacher has said who somebody is."""
    comes(browser(state), there, user)
    tess = browser(state, "tess")
    sent = {"csrf": csrf_in(tess.get("/identities").text), "issuer": there.address}
    answer = tess.post("/identities/bind", data={**sent, "subject": user, "person": person})
    assert answer.status_code == 303


def refused(answer: Any, part: str) -> None:
    assert answer.status_code == 400, answer.text
    assert part in answer.text
    assert "autograder=" not in answer.headers.get("set-cookie", "")


def forged(ann: State, there: School, sign: Any = None, **changed: Any) -> Any:
    """Our answer to a launch with other claims; those that are None are left out. `sign` makes the
    token; without it the platform's own key does."""
    client = browser(ann)
    asked = begin(client, there)
    full = {f"{LTI}{name[4:]}" if name[:4] == "lti_" else name: changed[name] for name in changed}
    token = (sign or there.sign)(there.claims(asked, **full))
    state = dict(parse_qsl(urlsplit(asked).query))["state"]
    return client.post("/lti/launch", data={"state": state, "id_token": token})
