"""What a learning platform has signed, and everything that is refused of it."""

from __future__ import annotations

import base64
import dataclasses
import json
import time
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
from lti_launches import begin, comes, forged, refused
from lti_school import CLIENT, School, key_pair
from service_tools import ADDRESS, Clock, browser
from sqlalchemy import select
from starlette.responses import PlainTextResponse

from autograder.service.lti.tool import Tool
from autograder.service.store.lti_tables import LTI_LINKS
from autograder.service.web.state import State

# The state and the nonce


def test_a_launch_is_taken_once(ann: State, there: School) -> None:
    client = browser(ann)
    form = there.launch(begin(client, there))
    assert client.post("/lti/launch", data=form).status_code == 303
    refused(client.post("/lti/launch", data=form), "was used before")


def test_a_state_belongs_to_one_browser(ann: State, there: School) -> None:
    form = there.launch(begin(browser(ann), there))
    refused(browser(ann).post("/lti/launch", data=form), "another browser")
    other = browser(ann)
    begin(other, there)
    refused(other.post("/lti/launch", data=form), "another browser")


def test_a_state_is_ours_and_fresh(ann: State, there: School, clock: Clock) -> None:
    client = browser(ann)
    form = there.launch(begin(client, there))
    for state in ("", "x.y", form["state"][:-1], f"A{form['state'][1:]}"):
        answer = client.post("/lti/launch", data={**form, "state": state})
        refused(answer, "was not begun here")
    clock.forward(minutes=11)
    refused(client.post("/lti/launch", data=form), "too long ago")


def test_a_nonce_belongs_to_its_state(ann: State, there: School) -> None:
    """What was signed for one sign-in is not taken with the state of another, in one browser."""
    client = browser(ann)
    one, two = (there.launch(begin(client, there)) for _ in range(2))
    mixed = {"state": one["state"], "id_token": two["id_token"]}
    refused(client.post("/lti/launch", data=mixed), "belongs to another one")
    for form in (one, two):  # two tabs of one browser
        assert client.post("/lti/launch", data=form).status_code == 303


def test_the_platform_may_say_no(lti: State, there: School) -> None:
    client = browser(lti)
    state = dict(parse_qsl(urlsplit(begin(client, there)).query))["state"]
    sent = {"error": "login_required", "state": state}
    refused(client.post("/lti/launch", data=sent), "login_required")
    refused(browser(lti).post("/lti/launch", data=sent), "another browser")


# What is signed, by whom and how


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unsigned(there: School, name: str, kid: str) -> Any:
    def sign(claims: dict[str, Any]) -> str:
        header = {"alg": name, "typ": "JWT", "kid": kid}
        return f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims).encode())}."

    return sign


def kid_of(there: School) -> str:
    kid: str = there.key[1]
    return kid


def test_unsigned(ann: State, there: School) -> None:
    for name in ("none", "None", "NONE", "", "HS256", "RS512", "PS256", "EdDSA"):
        answer = forged(ann, there, unsigned(there, name, kid_of(there)))
        refused(answer, "not signed in a way that is safe")


def test_the_public_key_is_no_secret(ann: State, there: School) -> None:
    """Key confusion: signed with HS256, and the platform's public key as the secret."""
    import hashlib
    import hmac

    def sign(claims: dict[str, Any]) -> str:
        text = unsigned(there, "HS256", kid_of(there))(claims)[:-1]
        seal = hmac.new(there.public.encode(), text.encode(), hashlib.sha256).digest()
        return f"{text}.{b64(seal)}"

    refused(forged(ann, there, sign), "not signed in a way that is safe")


def test_another_key(ann: State, there: School) -> None:
    private, _public = key_pair()

    def sign(kid: str | None) -> Any:
        headers = {"kid": kid} if kid else {}
        return lambda claims: jwt.encode(claims, private, "RS256", headers)

    refused(forged(ann, there, sign(kid_of(there))), "was not signed by the learning platform")
    refused(forged(ann, there, sign("another")), "is none of the learning platform")
    refused(forged(ann, there, sign(None)), "with which key")


def test_changed_on_the_way(ann: State, there: School) -> None:
    def sign(claims: dict[str, Any]) -> str:
        head, _body, seal = there.sign(claims).split(".")
        body = b64(json.dumps({**claims, "sub": "18"}).encode())
        return f"{head}.{body}.{seal}"

    refused(forged(ann, there, sign), "changed on the way")


def test_no_token_at_all(ann: State, there: School) -> None:
    deep = b64(b'{"alg": ' + b"[" * 20_000)
    for token in ("", "x", "a.b.c", "é.é.é", "eyJhIjoxfQ", deep, "x" * 70_000):
        answer = forged(ann, there, lambda _claims, token=token: token)
        assert answer.status_code == 400
        assert "The learning platform has sent" in answer.text or "is not signed" in answer.text


# For whom, when and what


def refused_claims() -> list[tuple[dict[str, Any], str]]:
    """What is wrong in a launch, now, and what is said of it."""
    return [
        ({"iss": "https://evil.example"}, "another learning platform"),
        ({"aud": "another-tool"}, "for another tool"),
        ({"aud": ["another-tool"]}, "for another tool"),
        ({"aud": [CLIENT, "another-tool"], "azp": None}, "for another tool"),
        ({"aud": [CLIENT, "another-tool"], "azp": "another-tool"}, "for another tool"),
        ({"azp": "another-tool"}, "for another tool"),
        ({"aud": []}, "for another tool"),
        ({"aud": 7}, "in an odd form"),
        ({"lti_deployment_id": "another"}, "deployment id is &#39;another&#39;"),
        ({"exp": time.time() - 600}, "too old"),
        ({"iat": time.time() - 9_000, "exp": time.time() + 9_000}, "too old"),
        ({"nbf": time.time() + 600}, "not valid yet"),
        ({"iat": time.time() + 600, "exp": time.time() + 900}, "not valid yet"),
        ({"exp": None}, "left something out"),
        ({"exp": "tomorrow"}, "in an odd form: exp."),
        ({"exp": float("nan")}, "does not say when"),
        ({"iat": float("inf")}, "does not say when"),
        ({"iat": None}, "left something out"),
        ({"nonce": None}, "left something out"),
        ({"nonce": "another"}, "belongs to another one"),
        ({"iss": None}, "left something out"),
        ({"aud": None}, "left something out"),
        ({"sub": None}, "who you are"),
        ({"sub": ""}, "who you are"),
        ({"sub": "x" * 300}, "who you are"),
        ({"sub": 17}, "in an odd form"),
        ({"lti_version": "1.1.0"}, "does not speak LTI 1.3"),
        ({"lti_version": None}, "left something out"),
        ({"lti_message_type": "LtiSubmissionReviewRequest"}, "not known here"),
        ({"lti_message_type": None}, "left something out"),
        ({"lti_deployment_id": None}, "left something out"),
        ({"lti_resource_link": None}, "from which place"),
        ({"lti_resource_link": {}}, "from which place"),
        ({"lti_resource_link": []}, "from which place"),
    ]


def test_refused(ann: State, there: School) -> None:
    for changed, part in refused_claims():
        refused(forged(ann, there, **changed), part)


def test_what_is_odd_but_right(ann: State, there: School) -> None:
    """Several audiences with our id as the party; empty objects as PHP writes them."""
    changed = {"aud": [CLIENT, "another-tool"], "azp": CLIENT, "lti_custom": [], "lti_context": []}
    assert forged(ann, there, **changed).status_code == 303
    assert forged(ann, there, azp=None).status_code == 303


def test_texts_that_no_database_takes(ann: State, there: School) -> None:
    """Halves of signs, signs that nobody sees, and ids that no index has room for."""
    odd, long = "\ud800A\x00\r", "x" * 9_000
    changed = {
        "name": odd,
        "email": odd,
        "lti_context": {"id": long, "title": odd},
        "lti_resource_link": {"id": odd, "title": long},
        "lti_roles": [odd],
    }
    assert forged(ann, there, **changed).status_code == 303
    refused(forged(ann, there, sub=odd), "who you are")
    with ann.history.database.reading() as connection:
        rows = connection.execute(select(LTI_LINKS)).mappings().all()
    assert {len(row["context"]) for row in rows if row["context"] != "course-1"} == {71}


# The platform's keys


def test_a_new_key_is_fetched(ann: State, there: School, clock: Clock) -> None:
    assert comes(browser(ann), there).status_code == 303
    assert there.asked.count("keys") == 1  # it is kept
    before = there.private, there.public
    try:
        there.private, there.public = key_pair()
        client = browser(ann)
        refused(comes(client, there), "none of the learning platform")
        clock.forward(seconds=31)  # an unknown key asks anew, but not at every try
        assert comes(client, there).status_code == 303
        assert there.asked.count("keys") == 2
    finally:
        there.private, there.public = before


def test_a_new_key_under_the_same_id(ann: State, there: School, clock: Clock) -> None:
    assert comes(browser(ann), there).status_code == 303
    private, public = key_pair()
    new = dict(there.config().get_jwks())
    before, there.public = there.public, public
    try:
        (own,) = there.config().get_jwks()["keys"]
    finally:
        there.public = before
    kid = kid_of(there)
    there.keys = {**new, "keys": [{**own, "kid": kid}]}

    def sign(claims: dict[str, Any]) -> str:
        return jwt.encode(claims, private, "RS256", {"kid": kid})

    refused(forged(ann, there, sign), "wait half a minute")
    clock.forward(seconds=31)
    assert forged(ann, there, sign).status_code == 303


def test_no_key_set(lti: State, there: School) -> None:
    for keys in (
        PlainTextResponse("no", 500),
        PlainTextResponse("elsewhere", 302, {"location": f"{ADDRESS}/lti/keys"}),
        PlainTextResponse("no JSON"),
        PlainTextResponse("[" * 100_000),
        PlainTextResponse("x" * 300_000),
    ):
        there.keys = keys
        anew = dataclasses.replace(lti, tool=Tool(lti.course))
        refused(comes(browser(anew), there), "cannot be had at the moment")


def evil(there: School, kind: str) -> list[dict[str, Any]]:
    """Key sets that nobody should take a key from; the right key's id is in all of them."""
    right = there.config().get_jwks()["keys"][0]
    if kind == "secret":
        return [{"kty": "oct", "k": b64(b"secret" * 8), "kid": right["kid"], "alg": "HS256"}]
    if kind == "for encryption":
        return [{**right, "use": "enc"}]
    if kind == "another algorithm":
        return [{**right, "alg": "HS256"}]
    if kind == "huge exponent":
        return [{**right, "e": b64(b"\xff" * 200)}]
    if kind == "huge":
        return [{**right, "n": b64(b"\xff" * 4_000)}]
    if kind == "short":
        return [{**right, "n": b64(b"\xff" * 64)}]
    if kind == "twice":
        return [right, {**right, "n": b64(b"\xff" * 256)}]
    if kind == "odd":
        return [1, None, [], {"kid": right["kid"]}, {**right, "n": 7}, {**right, "kid": 7}]  # type: ignore[list-item]
    assert kind == "none"
    return []


KINDS = (
    "secret", "for encryption", "another algorithm", "huge exponent", "huge", "short", "twice",
    "odd", "none",
)  # fmt: skip


def test_keys_that_are_not_taken(lti: State, there: School) -> None:
    for keys in (*({"keys": evil(there, kind)} for kind in KINDS), {"keys": 1}, [7], 7):
        there.keys = keys
        anew = dataclasses.replace(lti, tool=Tool(lti.course))
        refused(comes(browser(anew), there), "is none of the learning platform")
