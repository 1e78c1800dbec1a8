"""The toy exercise, built: source and release notebooks, stubs, visible checks."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from toy_exercise import LESSON, PIXEL, POINTS, SOLUTION, cells, rewrite

from autograder.course import Course, Exercise
from autograder.course.exercise import MAX_DATA_BYTES
from autograder.errors import CourseError, FileError
from autograder.lessons.build import (
    build_exercise,
    code_stub,
    differences,
    release,
    write_all,
)

Make = Callable[[str], Course]


def built(exercise: Exercise) -> dict[str, str]:
    return {path.name: data.decode() for path, data in build_exercise(exercise, POINTS).items()}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_source_notebook(make_course: Make, language: str) -> None:
    exercise = make_course(language).exercises[0]
    text = built(exercise)["sums.ipynb"]
    notebook = json.loads(text)
    assert text.endswith("}\n")
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["autograder"] == {"exercise": "sums", "language": language}
    found = cells(text)
    assert found["display-picture"].metadata == {
        "autograder": {"kind": "display", "name": "picture"}
    }
    assert found["answer-double"].metadata.nbgrader == {
        "schema_version": 3,
        "grade_id": "double",
        "grade": False,
        "solution": True,
        "locked": False,
        "task": False,
    }
    assert found["check-by_hand"].metadata.nbgrader == {
        "schema_version": 3,
        "grade_id": "by_hand-checks",
        "grade": True,
        "solution": False,
        "locked": True,
        "task": False,
        "points": 1.5,
    }
    given = found["given-numbers"]
    assert given.metadata.nbgrader.locked
    assert given.source.endswith("x1, x2 = 7.5, -5.5\n\nfactor = 2\n\nprint(factor)")
    assert found["imports-setup"].source == "import numpy as np\nimport math"
    assert found["text-2"].source.split("\n")[1] == (
        "It is worth 1.5 points." if language == "en" else "Баллы: 1,5."
    )


def test_english_code(make_course: Make) -> None:
    found = cells(built(make_course("en").exercises[0])["sums.ipynb"])
    assert found["display-picture"].source == (
        "# Show\n# the sum\ntotal = x1 + x2\n"
        'print(f"The sum is {total:.2f} of {{x1, x2}}", end="")  # at once'
    )
    assert found["answer-by_hand"].source == (
        "# Compute S and D.\n# Each is one number.\n### BEGIN SOLUTION\n"
        "S = x1 + x2\nD = x1 - x2\n### END SOLUTION"
    )


def test_russian_code(make_course: Make) -> None:
    found = cells(built(make_course("ru").exercises[0])["sums.ipynb"])
    assert found["display-picture"].source == (
        "# Покажите\n# сумму\ntotal = x1 + x2\nprint((\n"
        "    'Сумма чисел {x1, x2}, посчитанная \"вручную\" и потому очень длинная, равна '\n"
        "    f'{total:.2f}'\n"
        '), end="")  # сразу'
    )
    assert '    r"""Удвойте x.\n\n    x: число.' in found["answer-double"].source
    assert "Double" not in found["answer-double"].source
    assert '"S — это сумма"' in found["check-by_hand"].source


def test_source_notebook_runs(make_course: Make, capsys: pytest.CaptureFixture[str]) -> None:
    namespace: dict[str, Any] = {}
    for cell in cells(built(make_course("ru").exercises[0])["sums.ipynb"]).values():
        if cell.cell_type == "code":
            exec(cell.source, namespace)
    assert "Сумма чисел {x1, x2}" in capsys.readouterr().out


def test_pictures_travel_with_the_notebook(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    cell = cells(built(exercise)["sums.ipynb"])["text-1"]
    svg = base64.b64encode((exercise.folder / "boxes.svg").read_bytes()).decode()
    assert "![two boxes][boxes.svg] and ![a dot](attachment:dot.png)" in cell.source
    assert cell.source.endswith(f"\n\n[boxes.svg]: data:image/svg+xml;base64,{svg}")
    assert base64.b64decode(cell.attachments["dot.png"]["image/png"]) == PIXEL


def test_two_pictures_of_one_name_are_two(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    files = {
        f"{folder}/{name}": f"{folder} {name}" for folder in "ab" for name in ("x.png", "y.svg")
    }
    for file, text in files.items():
        (exercise.folder / file).parent.mkdir(exist_ok=True)
        (exercise.folder / file).write_text(text)
    twice = " ".join(f"![{file}]({file})" for file in [*files, *files])
    rewrite(exercise, "lesson.en.md", "![two boxes](boxes.svg)", twice)
    cell = cells(built(exercise)["sums.ipynb"])["text-1"]
    for file, text in files.items():
        encoded = base64.b64encode(text.encode()).decode()
        (name,) = {*re.findall(rf"!\[{file}\](?:\(attachment:|\[)([\w.-]+)[)\]]", cell.source)}
        if file.endswith(".png"):
            assert cell.attachments[name]["image/png"] == encoded
        else:
            assert f"\n[{name}]: data:image/svg+xml;base64,{encoded}" in cell.source


@pytest.mark.parametrize("language", ["en", "ru"])
def test_release_holds_no_solution(make_course: Make, language: str) -> None:
    exercise = make_course(language).exercises[0]
    source = build_exercise(exercise, POINTS)[exercise.source_notebook]
    data = release(exercise, source)
    text = data.decode()
    for secret in ("SOLUTION", "_secret_helper", "x1 - x2", "for _ in", "indented"):
        assert secret in source.decode()
        assert secret not in text
    found = cells(data)
    stub = code_stub(language)
    assert ("ВАШ КОД" in stub) == (language == "ru")
    assert found["answer-by_hand"].source.endswith("\n" + stub)
    assert found["answer-double"].source.endswith("\n    " + stub.replace("\n", "\n    "))
    assert "checksum" in found["check-double"].metadata.nbgrader
    assert list(found) == list(cells(source))
    assert release(exercise, source) == data
    assert not (exercise.course_folder / "release").exists()
    assert not (exercise.course_folder / "gradebook.db").exists()


def test_release_explains_what_nbgrader_says(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    source = build_exercise(exercise, POINTS)[exercise.source_notebook]
    with pytest.raises(CourseError, match="no end solution statement"):
        release(exercise, source.replace(b"### END SOLUTION", b"###"))


def test_same_bytes_twice(make_course: Make) -> None:
    exercise = make_course("ru").exercises[0]
    assert build_exercise(exercise, POINTS) == build_exercise(exercise, POINTS)


def test_writing_and_comparing(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    files = build_exercise(exercise, POINTS)
    assert differences(files) == list(files)
    assert write_all(files) == list(files)
    assert differences(files) == []
    assert write_all(files) == []
    exercise.stub.write_text("changed")
    assert differences(files) == [exercise.stub]
    assert {path.name for path in exercise.stub.parent.iterdir()} == {"sums.py", "test_sums.py"}


def test_where_one_file_cannot_be_written_none_is(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    files = build_exercise(exercise, POINTS)
    exercise.source_notebook.parent.parent.write_text("a file is in the way")
    with pytest.raises(FileError, match="cannot be written") as caught:
        write_all(files)
    assert caught.value.where == exercise.source_notebook
    assert not any(path.exists() for path in files)


def test_stub(make_course: Make) -> None:
    text = built(make_course("ru").exercises[0])["sums.py"]
    assert text.startswith("# Суммы\n#\n")
    assert text.endswith(
        "import numpy as np\n\n# два числа\nx1, x2 = 7.5, -5.5\n\nfactor = 2\n\n\n"
        "# Вычислите S и D.\n# Каждое — одно число.\nS = None\nD = None\n\n\n"
        'def double(x, *, times=1):\n    r"""Удвойте x.\n\n    x: число.\n'
        '    Формула: double(x) = 2 \\cdot x\n    """\n    raise NotImplementedError\n'
    )


def run_pytest(folder: Path, *arguments: str) -> str:
    # -B: two versions of a file within one second may have one byte code
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize("inside", [False, True])
def test_visible_checks_under_pytest(make_course: Make, inside: bool) -> None:
    exercise = make_course("en").exercises[0]
    write_all(build_exercise(exercise, POINTS))
    folder = exercise.stub.parent if inside else exercise.course_folder
    arguments = [] if inside else ["exercises"]
    untouched = run_pytest(folder, *arguments)
    assert "2 failed" in untouched
    assert "S has no value yet" in untouched
    assert "NotImplementedError" in untouched
    exercise.stub.write_text(SOLUTION)
    assert "2 passed" in run_pytest(folder, *arguments)
    exercise.stub.write_text(SOLUTION.replace("x1 + x2", "x1 * x2"))
    wrong = run_pytest(folder, *arguments)
    assert "1 failed, 1 passed" in wrong
    assert "S is the sum" in wrong


def test_visible_checks_import_what_they_use(make_course: Make) -> None:
    lines = built(make_course("en").exercises[0])["test_sums.py"].split("\n")
    assert "from sums import x1, S, D, double" in lines
    assert lines.index("import numpy as np") < lines.index("import math")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("double(2) == 4", "double(total) == 4", "uses total"),
        ("assert double(2)", "x1 = 3\nassert double(2)", "gives x1 a new value"),
        ("```python answer double\n```\n", "", "needs its answer"),
        ("python answer double", "python answer dubble", "no question 'dubble'"),
        ("python answer double\n", "python answer double\npass\n", "Code stands"),
        ("python imports setup", "python code setup", "imports"),
        ("python given numbers", "python code numbers", "given"),
        ("display picture", "display double", "name 'double'"),
        ("{points:by_hand}", "{points:by_foot}", "by_foot"),
        ("boxes.svg", "bokses.svg", "bokses.svg"),
        ("boxes.svg", "boxes.gif", "boxes.gif"),
        (
            'assert double(2) == 4, _("double(2) should be 4")\n'
            "assert np.allclose(double(x1, times=2), 30)\n",
            "",
            "is empty",
        ),
    ],
)
def test_mistakes_of_the_author(make_course: Make, before: str, after: str, said: str) -> None:
    exercise = make_course("en").exercises[0]
    assert before in LESSON
    rewrite(exercise, "lesson.en.md", before, after)
    with pytest.raises(CourseError, match=said) as caught:
        build_exercise(exercise, POINTS)
    assert caught.value.todo
    assert "lesson.en.md" in str(caught.value.where)


def test_question_without_points(make_course: Make) -> None:
    with pytest.raises(CourseError, match="no points"):
        build_exercise(make_course("en").exercises[0], {"by_hand": 1.5})


def test_data_are_shipped_beside_every_file(make_course: Make) -> None:
    exercise = make_course("en").exercises[0]
    (exercise.folder / "data").mkdir()
    (exercise.folder / "data" / "prices.csv").write_bytes(b"1,2\n")
    files = build_exercise(exercise, POINTS)
    shipped = {path.parent for path, data in files.items() if data == b"1,2\n"}
    assert shipped == {
        exercise.source_notebook.parent,
        exercise.release_notebook.parent,
        exercise.stub.parent,
    }


@pytest.mark.parametrize("too_large", [True, False])
def test_data_are_files_of_bounded_size(make_course: Make, too_large: bool) -> None:
    exercise = make_course("en").exercises[0]
    (exercise.folder / "data" / "folder").mkdir(parents=True)
    if too_large:
        (exercise.folder / "data" / "folder").rmdir()
        (exercise.folder / "data" / "large.bin").write_bytes(bytes(MAX_DATA_BYTES + 1))
    said = "may have 10 MB, all together" if too_large else "are files, and this is none"
    with pytest.raises(CourseError, match=said):
        build_exercise(exercise, POINTS)
