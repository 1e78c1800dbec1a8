"""The shapes of ex12_capstone: what the public script draws, and that a secret draws others."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from autograder.checking.load import load
from autograder.checking.telling import listening
from autograder.course import load_course
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers
from tools.house import ROOT

EXERCISE = load_course(ROOT).exercise("ex12_capstone")
SETTING = {"shapes": 60, "unseen": 24}


@pytest.fixture(scope="module")
def checks() -> ModuleType:
    return load(EXERCISE, "checks.py")


def test_the_script_draws_small_grey_pictures_sorted_by_class(checks: ModuleType) -> None:
    pictures, kinds = checks.SHAPES.make(30, 1)
    assert (pictures.shape, pictures.dtype) == ((30, 20, 20), np.uint8)
    assert kinds.tolist() == sorted(kinds.tolist()) and np.bincount(kinds).tolist() == [5] * 6
    assert pictures.min() >= 0 and pictures.max() > 100
    again, _kinds = checks.SHAPES.make(30, 1)
    other, _kinds = checks.SHAPES.make(30, 2)
    assert np.array_equal(pictures, again) and not np.array_equal(pictures, other)


def test_each_secret_has_pictures_and_an_order_of_labels_of_its_own(checks: ModuleType) -> None:
    one, again, other = (
        checks._case(SETTING, np.random.default_rng(seed)) for seed in ((1, 1), (1, 1), (1, 2))
    )
    assert all(map(np.array_equal, one, again))
    assert not any(np.array_equal(*pair) for pair in zip(one, other, strict=True))
    x, y, test_x, labels, names = one
    assert x.shape == (60, 20, 20, 1) and test_x.shape == (24, 20, 20, 1)
    assert x.min() >= 0 and x.max() <= 1
    assert y.sum(axis=0).tolist() == [10] * 6 and np.bincount(labels).tolist() == [4] * 6
    assert sorted(names) == list(range(6))


class Network:
    """A network that answers 2 where it is right, and 3 elsewhere."""

    def __init__(self, right: list[bool]) -> None:
        self.right, self.asked = right, np.zeros(0)

    def compute(self, x: np.ndarray) -> np.ndarray:
        self.asked = x
        return np.eye(6)[np.where(self.right, 2, 3)]


def test_the_leaderboard_has_shapes_of_its_own(checks: ModuleType) -> None:
    """What is told there is one share: the service reads it."""
    network = Network([True] * 24)
    names = np.full(6, 2)
    noted = SimpleNamespace(seen=SimpleNamespace(notes={"best": (network, names)}))
    with listening() as told:
        checks.test_leaderboard(noted, SETTING, np.random.default_rng((1, 1)))
        network.right[:6] = [False] * 6
        checks.test_leaderboard(noted, SETTING, np.random.default_rng((1, 1)))
    shares = [sentence.rpartition(" ")[2] for sentence in told]
    assert shares == ["100.00%", "75.00%"]
    assert network.asked.shape == (24, 20, 20, 1)


def test_who_has_not_built_the_network_has_no_place_there(checks: ModuleType) -> None:
    with listening() as told:
        nothing = SimpleNamespace(seen=SimpleNamespace(notes={}))
        checks.test_leaderboard(nothing, SETTING, np.random.default_rng(1))
    assert told == []


def test_nothing_compiled_lies_among_the_files_of_students(checks: ModuleType) -> None:
    assert [path.name for path in (EXERCISE.folder / "data").iterdir()] == ["make_shapes.py"]


def test_the_convolution_of_the_lesson() -> None:
    image, kernel = np.array([[0, 0, 0, 10, 10]] * 5), np.array([[-1, 0, 1]] * 3)
    found = [
        [np.sum(image[row : row + 3, column : column + 3] * kernel) for column in range(3)]
        for row in range(3)
    ]
    assert np.array_equal(found, [[0, 30, 30]] * 3)


def test_without_the_shapes_each_cell_says_what_to_do(tmp_path: Path) -> None:
    """As in a folder that takes no file: the released notebook, with the answers filled in and
    without the cell that writes the script."""
    content = fill(EXERCISE.release_notebook.read_bytes(), reference_answers(EXERCISE), "…")
    cells = [cell for cell in json.loads(content)["cells"] if cell["cell_type"] == "code"]
    names: dict[str, object] = {"__name__": "__main__"}
    printed = io.StringIO()
    with contextlib.chdir(tmp_path), contextlib.redirect_stdout(printed):
        for cell in cells:
            source = "".join(cell["source"])
            if "b85decode" not in source:
                exec(compile(source, "<cell>", "exec"), names)
    said = printed.getvalue()
    assert "cannot be drawn here: No module named 'make_shapes'. If make_shapes is" in said
    assert said.count("The shapes are not here.") == 8
    assert "confusion works." in said
