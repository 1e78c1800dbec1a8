"""What is said of a file that is odd: before it is handed in, and in its verdict."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from service_tools import answers, browser, csrf, hand_in, is_graded, until

from autograder.course import load_course
from autograder.service.web.state import State
from autograder.submissions import read_submission

REPOSITORY = Path(__file__).parents[2]


def zipped() -> bytes:
    """A notebook in an archive, as the page gives it out where there are data."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as into:
        into.writestr("toy.ipynb", answers())
    return file.getvalue()


def looked_at(state: State, name: str, content: bytes) -> str:
    ann = browser(state, "ann")
    files = {"file": (name, content)}
    return ann.post("/exercises/toy/look", data={"csrf": csrf(ann)}, files=files).text


@pytest.mark.usefixtures("no_gradebook")
def test_an_archive_is_to_be_unpacked(state: State) -> None:
    said = "This is a zip archive. Unpack it, and hand in the .ipynb file from it."
    text = looked_at(state, "toy.zip", zipped())
    assert said in text
    assert "You can hand it in as it is" not in text
    place = hand_in(browser(state, "ann"), zipped(), "toy.zip")
    until(lambda: is_graded(state, place))
    assert browser(state, "ann").get(place).text.count(said) == 1  # once, though two rooms know it


def test_a_file_that_cannot_be_read_is_not_said_to_be_well(idle: State) -> None:
    for content in (b"", b"no notebook"):
        text = looked_at(idle, "toy.ipynb", content)
        assert "You can hand it in as it is" not in text
        assert "nothing in it can be graded" in text


def test_a_file_is_called_as_its_owner_calls_it(tmp_path: Path) -> None:
    course = load_course(REPOSITORY)
    wanted, other = course.exercises[:2]
    folder = tmp_path / "ann" / wanted.name
    folder.mkdir(parents=True)
    (folder / f"{wanted.name}.ipynb").write_bytes(other.release_notebook.read_bytes())
    (note,) = read_submission(folder, wanted, "ann", "my work.ipynb").notes
    assert note.startswith("“my work.ipynb” is the work for")
