"""What the magics say, or do not, before a token, a name or a file of a person goes astray."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from shell_tools import shell

import autograder_client.magics as magics
from autograder_client.addresses import NotSignedIn, typed_address, without_a_token
from autograder_client.asking import Refused, Service
from autograder_client.files import asked_in
from autograder_client.magics import Magics, _file_and_exercise
from autograder_client.tokens import keep
from autograder_client.words import Trouble

TOKEN = "k3_Zp-9QeWmA7vT1xYbN4uRc8LdS0hGf5jKoIiPaVtE"
HERE = "http://127.0.0.1:8810"
EXERCISES = [
    {"name": "toy", "questions": ["softmax", "relu", "build_model"]},
    {"name": "other", "questions": ["mse", "relu", "build_model"]},
]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The magics of a kernel in which some cells were run; a service that is none."""
    monkeypatch.setenv("AUTOGRADER_TOKENS", str(tmp_path / "tokens.json"))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setattr(Service, "exercises", lambda _service: EXERCISES)
    keep(HERE, "one")
    with shell() as made:
        yield Magics(made), made


@pytest.mark.parametrize(
    "line",
    [
        TOKEN,
        f"{HERE} {TOKEN}",
        f"{TOKEN} {HERE}",
        f"'{HERE}' '{TOKEN}'",
        f"{HERE}/{TOKEN}",
        f"{HERE}/me/{TOKEN}",
        f"{HERE}/?token={TOKEN}",
        f"http://{TOKEN}@127.0.0.1:8810",
        f"{HERE} two words",
        f"grading.example.org {TOKEN}",
    ],
)
def test_a_token_in_a_cell_is_not_repeated(
    line: str, capsys: pytest.CaptureFixture[str], asked
) -> None:  # type: ignore[no-untyped-def]
    asked[0].sign_in(line)
    said = "".join(capsys.readouterr())
    assert TOKEN not in said and "two words" not in said
    assert "token" in said and "%sign_in" in said and "end " in said


def test_the_address_beside_a_token_tells_where_to_end_it() -> None:
    with pytest.raises(NotSignedIn) as caught:
        without_a_token([HERE, TOKEN])
    assert f"{HERE}/me" in str(caught.value)


@pytest.mark.parametrize("text", ["grading.example.org", TOKEN, f"http://a.example/{TOKEN}", "x y"])
def test_what_is_no_address_is_not_repeated(text: str) -> None:
    with pytest.raises(NotSignedIn) as caught:
        typed_address(text)
    assert text not in str(caught.value) and TOKEN not in str(caught.value)
    assert "http" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:8810", HERE),
        ("localhost:8810/", "http://localhost:8810"),
        ("[::1]:8810", "http://[::1]:8810"),
        ("localhost", "http://localhost"),
    ],
)
def test_this_machine_needs_no_beginning(text: str, address: str) -> None:
    assert typed_address(text) == address


def test_nobody_makes_a_token_for_what_is_not_there(
    asked,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],  # type: ignore[no-untyped-def]
) -> None:
    def typed(_prompt: str) -> str:
        raise AssertionError("asked for a token")

    monkeypatch.setattr(magics, "getpass", typed)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        asked[0].sign_in(f"http://127.0.0.1:{nobody.getsockname()[1]}")
    assert "cannot be reached" in "".join(capsys.readouterr())


def test_a_misspelt_question_is_one_of_the_notebooks_own(
    asked,
    capsys: pytest.CaptureFixture[str],  # type: ignore[no-untyped-def]
) -> None:
    magic, kernel = asked
    magic.check("sofmax")
    said = capsys.readouterr().out
    assert "toy, other" in said and said.count("build_model") == 0 and "mean softmax" in said
    kernel.run("def relu(x): pass", "def softmax(z): pass")
    magic.check("build_modl")
    said = capsys.readouterr().out
    assert "in toy" in said and "mse" not in said and said.count("build_model,") <= 1
    assert "Did you mean build_model?" in said


def test_other_capitals_are_taken(asked, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    service = Service(HERE, "one")
    assert asked[0]._exercise(service, "SoftMax") == "toy"
    with pytest.raises(Trouble, match="toy, other"):
        asked[0]._exercise(service, "Relu")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ("", "")),
        (["toy"], ("", "toy")),
        (["toy.ipynb"], ("toy.ipynb", "")),
        (["folder/toy"], ("folder/toy", "")),
        (["my.py", "toy"], ("my.py", "toy")),
    ],
)
def test_a_file_and_its_exercise(words: list[str], found: tuple[str, str]) -> None:
    assert _file_and_exercise(words) == found


def test_who_is_no_exercise_is_asked_about(
    asked,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,  # type: ignore[no-untyped-def]
    capsys: pytest.CaptureFixture[str],
) -> None:
    looked = {"exercise": "", "remarks": ["This is a picture, and no notebook."]}
    monkeypatch.setattr(Service, "look", lambda *_asked: looked)
    (tmp_path / "photo.ipynb").write_bytes(b"\x89PNG")
    asked[0].hand_in(str(tmp_path / "photo.ipynb"))
    said = capsys.readouterr().out
    assert "a picture" in said and "Nothing was handed in" in said and "toy, other" in said


def test_who_has_signed_in_is_said(
    asked,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],  # type: ignore[no-untyped-def]
) -> None:
    monkeypatch.setattr(Service, "_ask", lambda *_asked: {"id": "ann", "name": "Ann Lee"})
    asked[0].sign_in(HERE)
    assert "as Ann Lee" in capsys.readouterr().out

    def older(*_asked: object) -> None:
        raise Refused("refused", text="There is no such page.")

    monkeypatch.setattr(Service, "_ask", older)
    asked[0].sign_in(HERE)
    assert f"at {HERE} already. " in capsys.readouterr().out


def test_only_answers_are_compared_with_what_was_run() -> None:
    def cell(source: str, name: str = "", **more: object) -> dict[str, object]:
        marked = {"nbgrader": {"grade_id": name, "solution": True}} if name else {}
        return {"cell_type": "code", "source": source, "metadata": marked, **more}

    own = cell("import numpy as np\nscratch = 3")
    answer = cell("import math\ndef relu(x): pass\nhelper = 1", "relu")
    several = cell("W, b = 1, 2", "layer")
    made = json.dumps({"cells": [own, answer, several]}).encode()
    assert asked_in(made) == {"relu", "W", "b"}
    assert asked_in(json.dumps({"cells": [own]}).encode()) == {"scratch"}
    assert asked_in(b"x = 1") == set()
