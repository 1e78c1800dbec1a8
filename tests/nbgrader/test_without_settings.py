"""Whatever has happened to nbgrader_config.py: nbgrader does not run students' code by itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import files
from pathlib import Path

import pytest
import theirs
from theirs import run_nbgrader

import autograder
from autograder.cli import build, common, doctor, grade, new
from autograder.course import load_course
from autograder.gradebook import Gradebook
from autograder.nbgrader_config import engine_trouble, new_settings
from autograder.notebooks.kernels import NOBODYS

pytestmark = pytest.mark.filterwarnings("ignore")  # nbgrader's own

NAME = "ex11_wall_paint"
CONFIG = "nbgrader_config.py"
GUARD = Path(autograder.__file__).parent / "nbgrader_plugins" / "jupyter_config.json"
STOCK = "nbconvert.exporters.notebook.NotebookExporter"
WHAT_HAPPENED: dict[str, Callable[[Path], object]] = {
    "it was removed": lambda path: path.unlink(),
    "it is empty": lambda path: path.write_text(""),
    "it was moved": lambda path: path.rename(path.parent / "solutions" / CONFIG),
    "a line does not parse": lambda path: path.write_text(
        path.read_text() + "\nc.Exchange.root =\n"
    ),
    "a line raises": lambda path: path.write_text(path.read_text() + "\nimport nowhere\n"),
    "it ends the program": lambda path: path.write_text(
        path.read_text() + "\nraise SystemExit(1)\n"
    ),
    "another exporter": lambda path: path.write_text(
        path.read_text() + f'\nc.Autograde.exporter_class = "{STOCK}"\n'
    ),
    "nbgrader's own": lambda path: path.write_text("c = get_config()\nc.Autograde.force = True\n"),
    "steps that execute": lambda path: path.write_text(
        path.read_text().replace("c.Autograde.autograde_preprocessors = []", "")
    ),
    "one step that executes": lambda path: path.write_text(
        path.read_text()
        + '\nc.Autograde.sanitize_preprocessors = ["nbgrader.preprocessors.Execute"]\n'
    ),
    "course.toml is wrong": lambda path: path.with_name("course.toml").write_text("id = "),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new course with a gradebook, and the work of somebody whose code writes a file."""
    folder = tmp_path_factory.mktemp("made") / "course"
    assert new.run(folder, NAME) == 0
    course = load_course(folder)
    with Gradebook(course) as book:
        book.ensure_exercise(course.exercise(NAME))
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(made, tmp_path / "course")
    monkeypatch.chdir(folder)
    hand_in(folder)
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")  # nothing of this environment
    return folder


def hand_in(folder: Path) -> None:
    """Code that leaves a trace wherever it runs, in every cell, asking for an ordinary kernel."""
    notebook = json.loads((folder / "release" / NAME / f"{NAME}.ipynb").read_text())
    trace = f"open({str(folder / 'trace')!r}, 'w').close()"
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = trace
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    place = folder / "submitted" / "eve" / NAME / f"{NAME}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(notebook))


@pytest.fixture
def with_guard(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment in which this package is installed as a wheel would be."""
    monkeypatch.delenv("JUPYTER_NO_CONFIG")
    (tmp_path / "config").mkdir()
    shutil.copy(GUARD, tmp_path / "config")
    return folder


@pytest.mark.parametrize("what", WHAT_HAPPENED)
def test_students_code_is_not_run(folder: Path, what: str) -> None:
    WHAT_HAPPENED[what](folder / CONFIG)
    for options in ([], ["--force"]):
        run_nbgrader(["autograde", NAME, *options], retcode=1)
        assert not (folder / "trace").exists()


@pytest.mark.parametrize("what", ["it was removed", "a line does not parse", "it was moved"])
def test_nbgrader_says_what_is_missing(with_guard: Path, what: str) -> None:
    WHAT_HAPPENED[what](with_guard / CONFIG)
    said = run_nbgrader(["autograde", NAME], retcode=1)
    assert "would run students' code unprotected" in said
    assert str(with_guard / CONFIG) in said
    assert "NoSuchKernel" not in said


def test_a_gradebook_that_nbgrader_made_refuses_too(folder: Path) -> None:
    (folder / CONFIG).unlink()
    (folder / "gradebook.db").unlink()
    run_nbgrader(["generate_assignment", NAME, "--force"])
    said = run_nbgrader(["autograde", NAME], retcode=1)
    assert NOBODYS["name"] in said
    assert not (folder / "trace").exists()


def test_a_gradebook_of_before_refuses_after_the_next_grading(folder: Path) -> None:
    course = load_course(folder)
    python = json.dumps({"name": "python3", "display_name": "Python 3", "language": "python"})
    with Gradebook(course) as book:
        book._book.find_notebook(NAME, NAME).kernelspec = python
        book._book.db.commit()
        book.ensure_exercise(course.exercise(NAME))
    (folder / CONFIG).unlink()
    run_nbgrader(["autograde", NAME], retcode=1)
    assert not (folder / "trace").exists()


def test_from_another_folder_the_courses_settings_hold(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "other.py").write_text("c = get_config()\nc.Autograde.force = True\n")
    monkeypatch.chdir(elsewhere)
    run_nbgrader(["autograde", NAME, f"--course-dir={folder}", "--config=other.py"])
    assert (folder / "autograded" / "eve" / NAME / "report.json").is_file()
    assert not (folder / "trace").exists()


def test_a_graded_notebook_asks_for_no_kernel_either(folder: Path) -> None:
    assert grade.run(folder, NAME, None, 1, "-", scheduler=None, force=False) == 0
    graded = json.loads((folder / "autograded" / "eve" / NAME / f"{NAME}.ipynb").read_text())
    assert graded["metadata"]["kernelspec"] == NOBODYS


def test_where_the_package_is_missing_nbgrader_refuses(folder: Path) -> None:
    program = (
        "import sys; sys.modules['autograder'] = None\n"
        "from nbgrader.apps.nbgraderapp import main\n"
        f"sys.argv = ['nbgrader', 'autograde', {NAME!r}]\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "GradingExporter" in done.stderr
    assert not (folder / "trace").exists()


def test_other_courses_of_nbgrader_are_not_touched(
    with_guard: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    source = other / "source" / "ps1" / "ps1.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(theirs.solved())
    monkeypatch.chdir(other)
    run_nbgrader(["generate_assignment", "ps1"])
    place = other / "submitted" / "eve" / "ps1" / "ps1.ipynb"
    place.parent.mkdir(parents=True)
    shutil.copy(source, place)
    run_nbgrader(["autograde", "ps1"])
    assert (other / "autograded" / "eve" / "ps1" / "ps1.ipynb").is_file()


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("it was removed", "is missing"),
        ("it is empty", "names none"),
        ("a line does not parse", "SyntaxError"),
        ("a line raises", "ModuleNotFoundError"),
        ("it ends the program", "SystemExit"),
        ("another exporter", STOCK),
    ],
)
def test_our_commands_warn(
    folder: Path, capsys: pytest.CaptureFixture[str], what: str, said: str
) -> None:
    course = load_course(folder)
    assert engine_trouble(course) == ""
    WHAT_HAPPENED[what](folder / CONFIG)
    common.warn_without_engine(course)
    doctor.look_at_nbgrader()
    warnings = [line for line in capsys.readouterr().err.splitlines() if "Warning: " in line]
    assert len(warnings) == 2
    assert all(said in line and str(folder / CONFIG) in line for line in warnings)


def test_build_writes_settings_that_are_missing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / CONFIG).unlink()
    assert build.run(folder, None, None, check=True) == 1
    assert "is missing" in capsys.readouterr().err
    assert not (folder / CONFIG).exists()
    assert build.run(folder, None, None, check=False) == 0
    assert (folder / CONFIG).read_bytes() == new_settings()
    assert capsys.readouterr().err == ""
    (folder / CONFIG).write_text("c = get_config()\n")
    assert build.run(folder, None, None, check=False) == 0
    assert (folder / CONFIG).read_text() == "c = get_config()\n"  # a teacher's own is not touched
    assert "names none" in capsys.readouterr().err


def test_a_new_course_has_the_settings_of_this_one() -> None:
    repository = Path(__file__).resolve().parents[2]
    assert new_settings() == (repository / CONFIG).read_bytes()


def test_the_guard_is_installed_where_nbgrader_looks() -> None:
    """A wheel brings it along; `make` copies it beside an editable install."""
    installed = [str(path) for path in files("autograder") or ()]
    brought = any(path.endswith("etc/jupyter/jupyter_config.json") for path in installed)
    place = Path(sys.prefix) / "etc" / "jupyter" / "jupyter_config.json"
    if not brought and not place.is_file():
        pytest.skip("this environment was made without `make`")
    assert place.read_bytes() == GUARD.read_bytes()
