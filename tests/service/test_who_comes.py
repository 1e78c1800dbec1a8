"""From an identity that another system vouches for to a person of the class list."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from service_tools import PEOPLE, browser, csrf, csrf_in, made_token
from starlette.testclient import TestClient

from autograder.roster import Person
from autograder.service.signin.identity import Claim, enters, person_for
from autograder.service.upkeep.forgetting import forget_person
from autograder.service.web.state import State

ISSUER = "https://school.example"
ANN = Claim(ISSUER, "17", "Ann Example", "ann@example.org")


def comes(state: State, claim: Claim, person: str = "") -> TestClient:
    """A browser in which somebody has come from the issuer, signed in here as a person or not."""
    client = browser(state, person)
    answer = enters(state, claim, "/exercises/toy", "school")
    assert answer.status_code == 303
    for name, morsel in SimpleCookie(answer.headers["set-cookie"]).items():
        client.cookies.set(name, morsel.value)
    client.headers["x-place"] = answer.headers["location"]
    return client


def let_go(state: State, claim: Claim, person: str = "") -> None:
    """A teacher says that it is another person, or nobody."""
    tess = browser(state, "tess")
    sent = {"csrf": csrf(tess), "issuer": claim.issuer, "subject": claim.subject}
    kind = "bind" if person else "end"
    answer = tess.post(f"/identities/{kind}", data={**sent, "person": person})
    assert answer.status_code == 303


def who(state: State, claim: Claim) -> str:
    person = person_for(state, claim)
    return person.id if person is not None else ""


def test_an_equal_name_is_nobody(idle: State) -> None:
    """Neither a name, nor an id, nor an e-mail that anybody may have typed says who it is."""
    for claim in (
        ANN,
        Claim(ISSUER, "ann", "ann", "ann@example.org"),
        Claim(ISSUER, "18", "", "nobody@example.org", email_verified=True),
        Claim(ISSUER, "19", "Ann Example", "", email_verified=True),
    ):
        assert person_for(idle, claim) is None
    stranger = comes(idle, ANN)
    assert stranger.headers["x-place"] == "/identity"
    text = stranger.get("/identity").text
    assert "does not know yet who you are" in text
    assert ISSUER in text
    assert stranger.get("/exercises").status_code == 303
    assert stranger.post("/identity").status_code == 401


def test_a_verified_email_is_somebody(idle: State) -> None:
    verified = ANN._replace(email="ANN@example.org", email_verified=True)
    assert who(idle, verified) == "ann"
    assert who(idle, ANN._replace(email="")) == "ann"  # known from then on
    client = comes(idle, ANN)
    assert client.headers["x-place"] == "/exercises/toy"
    assert client.get("/exercises/toy").status_code == 200


@pytest.mark.parametrize("person", ["", "bob"])
def test_what_began_by_a_mistake_ends_with_it(idle: State, person: str) -> None:
    """Whoever was taken for ann is signed out, and their programs, too; ann herself is not."""
    wrong = comes(idle, ANN._replace(email_verified=True))
    own = browser(idle, "ann")
    programs = []
    for each in (wrong, own):
        program = browser(idle)
        program.headers["authorization"] = f"Bearer {made_token(each)}"
        assert program.get("/api/v1/exercises").status_code == 200
        programs.append(program)
    let_go(idle, ANN, person)
    assert wrong.get("/exercises").status_code == 303
    assert own.get("/exercises").status_code == 200
    assert [each.get("/api/v1/exercises").status_code for each in programs] == [401, 200]
    assert who(idle, ANN._replace(email_verified=True)) == person  # nor does an e-mail undo it


def test_to_say_it_once_more_signs_nobody_out(idle: State) -> None:
    client = comes(idle, ANN._replace(email_verified=True))
    let_go(idle, ANN, "ann")
    assert client.get("/exercises").status_code == 200


def test_only_who_has_signed_in_by_a_link_says_who_they_are(idle: State) -> None:
    """Else a mistake about one identity would go on in another."""
    client = comes(idle, ANN._replace(email_verified=True))
    elsewhere = Claim("https://other.example", "5", "Ann")
    answer = enters(idle, elsewhere, "/exercises", "school")
    for name, morsel in SimpleCookie(answer.headers["set-cookie"]).items():
        client.cookies.set(name, morsel.value)
    assert "Yes, both are me" not in client.get("/identity").text
    assert client.post("/identity", data={"csrf": csrf(client)}).status_code == 403
    assert who(idle, elsewhere) == ""


@pytest.mark.parametrize("email", ["strasse@example.org", "STRASSE@example.org"])
def test_only_letters_from_a_to_z_have_capitals_in_an_email(idle: State, email: str) -> None:
    (idle.course.folder / "people.csv").write_text("id,email\nann,straße@example.org\n")
    assert who(idle, Claim(ISSUER, "1", "", email, email_verified=True)) == ""
    (idle.course.folder / "people.csv").write_text("id,email\nann,Strasse@Example.org\n")
    assert who(idle, Claim(ISSUER, "1", "", email, email_verified=True)) == "ann"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("an\u200bn", "an[ZERO WIDTH SPACE]n"),
        ("\u0430nn", "\u0430[CYRILLIC SMALL LETTER A]nn"),
        ("\uff41nn", ""),
        ("аnn\u0301", "[COMBINING ACUTE ACCENT]"),
    ],
)
def test_a_name_that_looks_like_another_is_said_to(idle: State, name: str, shown: str) -> None:
    comes(idle, Claim(ISSUER, name, name))
    text = browser(idle, "tess").get("/identities").text
    assert "Looks like ann," in text
    assert shown in text
    let_go(idle, Claim(ISSUER, name), "bob")  # it, and not the one that it looks like
    assert who(idle, Claim(ISSUER, name)) == "bob"
    assert who(idle, Claim(ISSUER, "ann")) == ""


@pytest.mark.parametrize("name", ["ann", "ANN", "Анна", "Zoë", "Вера", "Ann Example"])
def test_a_name_that_is_what_it_seems_is_shown_as_it_is(idle: State, name: str) -> None:
    comes(idle, Claim(ISSUER, "5", name))
    text = browser(idle, "tess").get("/identities").text
    assert f"<bdi>{name}</bdi>" in text
    assert "Looks like" not in text


def test_a_second_identity_with_the_same_email_is_nobody(idle: State) -> None:
    verified = ANN._replace(email_verified=True)
    assert who(idle, verified) == "ann"
    assert who(idle, verified._replace(subject="18")) == ""


def test_the_same_subject_elsewhere_is_another_one(idle: State) -> None:
    assert who(idle, ANN._replace(email_verified=True)) == "ann"
    assert who(idle, ANN._replace(issuer="https://other.example")) == ""


def test_a_teacher_says_who_it_is(idle: State) -> None:
    comes(idle, ANN)
    tess = browser(idle, "tess")
    text = tess.get("/identities").text
    assert "Ann Example" in text
    sent = {"csrf": csrf_in(text), "issuer": ISSUER, "subject": "17", "person": "bob"}
    assert tess.post("/identities/bind", data={**sent, "person": "none"}).status_code == 404
    assert tess.post("/identities/bind", data={**sent, "subject": "18"}).status_code == 404
    assert who(idle, ANN) == ""
    assert tess.post("/identities/bind", data=sent).status_code == 303
    assert who(idle, ANN) == "bob"
    assert "said who somebody is" in tess.get("/audit").text
    assert tess.post("/identities/end", data=sent).status_code == 303
    assert who(idle, ANN) == ""


def test_who_is_signed_in_by_a_link_says_that_it_is_them(idle: State) -> None:
    client = comes(idle, ANN, "ann")
    text = client.get("/identity").text
    assert "Are both of them you?" in text
    assert who(idle, ANN) == ""  # nothing is bound before they say so
    assert client.post("/identity", data={"csrf": "0" * 64}).status_code == 403
    answer = client.post("/identity", data={"csrf": csrf_in(text)})
    assert answer.headers["location"] == "/exercises/toy"
    assert who(idle, ANN) == "ann"


def test_nobody_takes_a_second_identity_of_one_issuer_alone(idle: State) -> None:
    assert who(idle, ANN._replace(email_verified=True)) == "ann"
    other = Claim(ISSUER, "18", "Bob Example")
    client = comes(idle, other, "ann")
    text = client.get("/identity").text
    assert "Yes, both are me" not in text
    assert client.post("/identity", data={"csrf": csrf_in(text)}).status_code == 409
    assert who(idle, other) == ""


def test_an_identity_that_is_known_is_not_taken_over(idle: State) -> None:
    client = comes(idle, ANN, "bob")
    assert who(idle, ANN._replace(email_verified=True)) == "ann"
    text = client.get("/exercises").text
    assert client.post("/identity", data={"csrf": csrf_in(text)}).status_code == 409
    assert who(idle, ANN) == "ann"


def test_a_visit_ends(idle: State, clock) -> None:  # type: ignore[no-untyped-def]
    client = comes(idle, ANN, "ann")
    sent = {"csrf": csrf_in(client.get("/identity").text)}
    clock.forward(hours=2)
    assert client.post("/identity", data=sent).status_code == 409


def test_who_is_taken_out_of_the_class_list_is_nobody(idle: State) -> None:
    assert who(idle, ANN._replace(email_verified=True)) == "ann"
    people = idle.course.folder / "people.csv"
    people.write_text(PEOPLE.replace("ann,Ann Example,ann@example.org,student,A\n", ""))
    assert person_for(idle, ANN) is None
    client = comes(idle, ANN)
    assert "no longer in the class list" in client.get("/identity").text


def test_a_hand_written_class_list_gives_the_role(idle: State) -> None:
    """Whatever a system says that somebody is there: what they may here stands in people.csv."""
    tess = Claim(ISSUER, "1", "Tess")
    comes(idle, tess)
    client = browser(idle, "tess")
    sent = {"csrf": csrf_in(client.get("/identities").text), "person": "bob"}
    client.post("/identities/bind", data={**sent, "issuer": ISSUER, "subject": "1"})
    assert person_for(idle, tess) == Person(
        "bob", "Bob Example", "bob@example.org", sections=("B",)
    )


@pytest.mark.parametrize("verified", [True, False])
def test_who_is_forgotten_leaves_no_identity(idle: State, verified: bool) -> None:
    """Neither one that was recognised nor one that waits with their e-mail."""
    comes(idle, ANN._replace(email_verified=verified))
    comes(idle, Claim(ISSUER, "20", "Somebody else"))
    browser(idle, "ann")
    (idle.course.submitted / "ann").mkdir(parents=True, exist_ok=True)
    forget_person(idle.course, "ann")
    text = browser(idle, "tess").get("/identities").text
    assert "ann@example.org" not in text
    assert "Somebody else" in text
