"""Code that is made to be read for long: what is read of a submission is bounded, and the work
grows with the text."""

from __future__ import annotations

import ast
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import toy_course as toy
from toy_course import GradeHere

from autograder.course import Course, load_course
from autograder.notebooks import studied
from autograder.notebooks.python_file import read_python
from autograder.notebooks.raw import MAX_CELLS, read_notebook
from autograder.notebooks.recognise import marks
from autograder.notebooks.studied import MAX_READ, MAX_READ_OF_ALL
from autograder.notebooks.submitted import match
from autograder.notebooks.unwritten import is_answered
from autograder.results import ReportStatus
from autograder.submissions import find_submissions

REPOSITORY = Path(__file__).resolve().parents[2]
EXERCISE = "ex02_activations"
ASKED = "linear relu sigmoid tanh softmax"
RELEASE = read_notebook(
    (REPOSITORY / "release" / EXERCISE / f"{EXERCISE}.ipynb").read_bytes(),
)
PIECES = [
    " ", "\t ", "\n", "#", "=", "==", ":=", "(", "x", "relu ", "relu,", "(relu", "relu = ", "for ",
    "import ", "def ", "async ", "as ", "%", "%a\n", "%%time\n", "!", "?", "'", '"""', "\\", "\f",
    "@", "relu: ", "@relu\n", "lambda relu: ", "\nrelu", " \nrelu = 1", "x.", "-",
]  # fmt: skip


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many characters Python was given to parse, each time."""
    counted: list[int] = []
    studied._read.cache_clear()  # as in a fresh checker
    monkeypatch.setattr(studied._Room, "left", studied.MAX_KEPT)
    parse = ast.parse

    def counting(source: str, *args: object, **options: object) -> ast.AST:
        counted.append(len(source))
        return parse(source, *args, **options)

    monkeypatch.setattr(ast, "parse", counting)
    return counted


def notebook(*sources: str) -> bytes:
    """The notebook as it was given out, with cells below."""
    release = REPOSITORY / "release" / EXERCISE / f"{EXERCISE}.ipynb"
    content = json.loads(release.read_bytes())
    content["cells"] += map(toy.code, sources)
    return json.dumps(content).encode()


def looked_into(data: bytes) -> None:
    work = match(read_notebook(data), RELEASE, EXERCISE)
    is_answered(work, RELEASE)


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    """Eight times as much; the square would take 64 times as long."""
    small, large = (
        [notebook(*(f"{(piece * size)[:size]}{ASKED} {i}" for i in range(4)))] * 5
        for size in (2_400, 19_200)
    )
    times = [min(seconds(lambda d=d: looked_into(d)) for d in each) for each in (small, large)]
    assert times[1] / times[0] < 24


@pytest.mark.parametrize(
    "piece", ['"autograder":{', '"autograder":{"exercise":', '"grade_id":', '"grade_id" ', "relu ="]
)
@pytest.mark.parametrize("is_python", [False, True])
def test_so_does_the_work_that_tells_the_exercise_of_a_file(piece: str, is_python: bool) -> None:
    small, large = ((piece * size)[:size].encode() for size in (100_000, 800_000))
    times = [
        min(seconds(lambda d=data: marks(d, is_python=is_python)) for _try in range(5))
        for data in (small, large)
    ]
    assert times[1] / times[0] < 24


@pytest.mark.parametrize("length", [100, MAX_READ - 100, MAX_READ + 100, 199_000])
def test_only_so_much_is_read_of_a_notebook(read: list[int], length: int) -> None:
    cells = min(1_900, 4_000_000 // length)
    data = notebook(*(f"{' ' * length}{ASKED}({i}" for i in range(cells)))
    looked_into(data)
    assert sum(read) < 2 * MAX_READ_OF_ALL and len(read) < 2 * MAX_CELLS


def test_every_cell_is_read_once_however_many_there_are(read: list[int]) -> None:
    looked_into(notebook(*(f"{'='.join(ASKED.split())}={i}" for i in range(1_900))))
    assert 1_900 < len(read) < 2_000


def test_only_so_much_is_read_of_a_python_file(read: list[int]) -> None:
    release = read_notebook(
        (REPOSITORY / "release/ex04_gradient_step/ex04_gradient_step.ipynb").read_bytes()
    )
    text = "why_large_steps = '''Because it is steep there.'''\n"
    work = read_python(f"{text}{'(' * 150_000}".encode(), (), release)
    assert sum(read) == 0
    assert work.answers()["why_large_steps"] == "Because it is steep there."


@pytest.fixture
def course(tmp_path: Path) -> Course:
    shutil.copy(REPOSITORY / "course.toml", tmp_path)
    shutil.copytree(REPOSITORY / "release" / EXERCISE, tmp_path / "release" / EXERCISE)
    return load_course(tmp_path)


@pytest.mark.parametrize("ending", [".ipynb", ".py"])
def test_only_so_much_is_read_of_all_files_of_a_submission(
    course: Course, read: list[int], ending: str
) -> None:
    folder = course.submitted / "eve" / EXERCISE
    folder.mkdir(parents=True)
    for number in range(20):
        code = [f"relu = {'[],' * 6_000}(  # {number} {i}" for i in range(4)]
        data = notebook(*code) if ending == ".ipynb" else code[0].encode()
        (folder / f"{EXERCISE}{number}{ending}").write_bytes(data)
    assert len(list(find_submissions(course, course.exercise(EXERCISE)))) == 1
    assert sum(read) < 3 * MAX_READ_OF_ALL


def test_large_files_beside_the_work_are_not_all_read(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = course.submitted / "eve" / EXERCISE
    folder.mkdir(parents=True)
    data = notebook("relu = abs")
    for number in range(5):
        (folder / f"{number}.ipynb").write_bytes(data)
    (folder / f"{EXERCISE}.ipynb").write_bytes(data)
    monkeypatch.setattr("autograder.submissions.work.MAX_BYTES_OF_ALL", 2 * len(data))
    (found,) = find_submissions(course, course.exercise(EXERCISE))
    assert found.submission.content == data
    assert sorted(found.notes) == [
        f"“{number}.ipynb” was not graded: only one file is." for number in range(5)
    ]


def test_what_is_too_long_is_refused_before_it_is_looked_into(
    grade_toy: GradeHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_arguments: object) -> None:
        raise AssertionError("This was looked into.")

    monkeypatch.setattr(sys.modules["autograder.grading.grade"], "put_in_order", never)
    manifest = toy.MANIFEST.replace("[limits]", "[limits]\nhanded_in_kilobytes = 20")
    cells = [*toy.cells(toy.ANSWERS), *map(toy.code, ["a = 1 #" + "x" * 15_000] * 2)]
    report = grade_toy(toy.notebook(cells), manifest=manifest).report
    assert report.status is ReportStatus.UNREADABLE
    assert "longer than 20 kB" in report.notes[0]


def test_code_that_would_be_read_for_long_costs_the_others_nothing(grade_toy: GradeHere) -> None:
    blanks = [f"{' ' * 190_000}by_hand double total # {i}" for i in range(24)]
    cells = [*toy.cells(toy.ANSWERS), *map(toy.code, blanks)]
    report = grade_toy(toy.notebook(cells)).report
    assert (report.status, report.score) == (ReportStatus.GRADED, 10)
