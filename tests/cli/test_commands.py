"""The commands as a person calls them: what they print, what they write, how they exit."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import commands
import pytest
from databases import opened

from autograder.cli.common import write_text
from autograder.cli.main import main
from autograder.course import load_course

REPOSITORY = Path(__file__).parents[2]
NAME = "ex02_activations"
PARTS = ("course.toml", "solutions", "source", "release", "exercises", "nbgrader_config.py")


def autograder(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return commands.run("autograder", *arguments, cwd=cwd)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the real course."""
    folder = tmp_path / "course"
    folder.mkdir()
    for part in PARTS:
        original = REPOSITORY / part
        if original.is_dir():
            shutil.copytree(original, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(original, folder / part)
    (folder / "docs").mkdir()
    for language in load_course(REPOSITORY).languages:
        for page in (REPOSITORY / "docs").glob(f"*.{language}.md"):  # those that are built
            shutil.copyfile(page, folder / "docs" / page.name)
    return folder


def hand_in(course: Path, student: str, content: bytes) -> None:
    folder = course / "submitted" / student / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_bytes(content)


def test_check_prints_the_verdict_and_writes_the_record(course: Path, tmp_path: Path) -> None:
    answer = tmp_path / f"{NAME}.py"
    text = (course / "solutions" / NAME / "solution.py").read_text()
    answer.write_text(text.replace("np.maximum(0.0, x)", "np.minimum(0.0, x)"))
    record = tmp_path / "record.json"
    done = autograder("check", answer, "--course", course, "--json", record, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "relu" in done.stdout
    report = json.loads(record.read_bytes())
    scores = {question["name"]: question["score"] for question in report["questions"]}
    expected = {"linear": 0.5, "relu": 0, "sigmoid": 1.5, "tanh": 1.5, "softmax": 2.5, "forward": 2}
    assert scores == expected | dict.fromkeys(scores.keys() - expected, 0.0)  # nothing was chosen
    relu = next(question for question in report["questions"] if question["name"] == "relu")
    assert relu["checks"][0]["mistake"]


def test_check_finds_the_exercise_in_the_notebook(course: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "my homework.ipynb"
    shutil.copyfile(course / "source" / NAME / f"{NAME}.ipynb", renamed)
    done = autograder("check", renamed, "--course", course, "--json", "-", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["exercise"], report["score"]) == (NAME, 10.0)


def test_check_of_an_unreadable_notebook_gives_a_record(course: Path, tmp_path: Path) -> None:
    broken = tmp_path / f"{NAME}.ipynb"
    broken.write_text("not a notebook")
    done = autograder("check", broken, "--course", course, "--json", "-", cwd=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["status"] == "unreadable"


def test_grade_and_report_a_class(course: Path) -> None:
    hand_in(course, "right", (course / "source" / NAME / f"{NAME}.ipynb").read_bytes())
    hand_in(course, "stub", (course / "release" / NAME / f"{NAME}.ipynb").read_bytes())
    hand_in(course, "broken", b"{")
    done = autograder("grade", NAME, "--json", "all.json", cwd=course)
    assert done.returncode == 0, done.stderr
    isolation, *progress = done.stderr.splitlines()
    assert isolation.startswith(("Isolation: full", "Isolation: base"))
    assert all(line.startswith(f"{NAME}: ") for line in progress)  # on a slow machine
    reports = json.loads((course / "all.json").read_bytes())
    assert {each["student"]: each["score"] for each in reports} == {
        "broken": 0.0,
        "right": 10.0,
        "stub": 0.0,
    }
    for student in ("right", "stub", "broken"):
        assert (course / "autograded" / student / NAME / f"{NAME}.ipynb").is_file()
        page = (course / "feedback" / student / NAME / f"{NAME}.html").read_text()
        assert student in page
    shown = autograder("report", NAME, cwd=course)
    assert shown.returncode == 0, shown.stderr
    assert "stub" in shown.stdout
    history = autograder("history", NAME, "--json", "-", cwd=course)
    assert history.returncode == 0, history.stderr
    kept = {each["submission"]["student"]: each["grading"] for each in json.loads(history.stdout)}
    assert {student: each["score"] for student, each in kept.items()} == {
        "broken": 0.0,
        "right": 10.0,
        "stub": 0.0,
    }
    assert all(each["exercise_digest"] for each in kept.values())


def test_a_class_with_odd_files_is_graded_and_nothing_vanishes(course: Path) -> None:
    right = (course / "source" / NAME / f"{NAME}.ipynb").read_bytes()
    submitted = course / "submitted"
    for student, place in {
        "ada": f"{NAME}/{NAME} (1).ipynb",
        "ben": f"{NAME}/mine/homework2.ipynb",
        "cleo": f"{NAME}/{NAME}.ipynb",
        "dina": "Ex02_activations/x.ipynb",
        "emil": f"{NAME}.ipynb",
    }.items():
        (submitted / student / place).parent.mkdir(parents=True)
        (submitted / student / place).write_bytes(right)
    other = (course / "source" / "ex03_losses" / "ex03_losses.ipynb").read_bytes()
    hand_in(course, "fred", other)
    (submitted / "cleo" / NAME / "timestamp.txt").write_text("the day before yesterday")
    (submitted / "gina").symlink_to(submitted / "cleo")
    done = autograder("grade", NAME, "--json", "all.json", cwd=course)
    assert done.returncode == 0, done.stderr
    reports = {each["student"]: each for each in json.loads((course / "all.json").read_bytes())}
    scores = {student: each["score"] for student, each in reports.items()}
    assert scores == {"ada": 10.0, "ben": 10.0, "cleo": 10.0, "fred": 0.0}
    assert "ex03_losses" in reports["fred"]["notes"][0]
    shown = done.stdout
    for said in (
        f"ada: “{NAME} (1).ipynb” was graded",
        "ben: “mine/homework2.ipynb” was graded",
        f"submitted/cleo/{NAME}/timestamp.txt holds no date, so formgrader",
        f"fred: “{NAME}.ipynb” is the work for ex03_losses",
        "submitted/dina/Ex02_activations",
        f"submitted/emil/{NAME}.ipynb",
        "submitted/gina is a link",
        "Submissions: 4",
        "Mean: 7.5 of 10",
        "With full marks: 3 of 4",
        "The list is people.csv",
    ):
        assert said in shown, said
    assert shown.count("holds no date") == 1
    for student, score in scores.items():
        for file in (submitted / student / NAME).rglob("*.ipynb"):
            record = autograder("check", file, "--json", "-", cwd=course)
            assert json.loads(record.stdout)["score"] == score, file
    with opened(course / "gradebook.db") as database:
        database.execute("insert into student (id) values ('zoe'), ('yuri')")
    (submitted / "yuri" / NAME).mkdir(parents=True)  # made, and left empty
    again = autograder("grade", NAME, cwd=course)
    assert f"Nothing handed in for {NAME} (2): yuri, zoe" in again.stdout
    mistyped = autograder("grade", NAME, "--student", "cloe", cwd=course)
    assert mistyped.returncode == 2 and "Did you mean 'cleo'?" in mistyped.stderr


def test_check_says_whose_notebook_it_is_whatever_its_name(course: Path, tmp_path: Path) -> None:
    file = tmp_path / "ex03_losses.ipynb"
    shutil.copyfile(course / "source" / NAME / f"{NAME}.ipynb", file)
    done = autograder("check", file, "--course", course, "--json", "-", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["exercise"] == NAME


@pytest.mark.parametrize("width", [80, 60])
def test_help_cuts_no_sentence(tmp_path: Path, width: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "--help"],
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": str(width)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "..." not in done.stdout.partition("Commands:")[2]
    assert max(map(len, done.stdout.splitlines())) <= width
    listed = " ".join(done.stdout.split())
    assert "the gradebook is not touched." in listed and "what it lacks." in listed


def test_a_terminal_may_have_another_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it cannot show is a code; a record is UTF-8 all the same."""

    def command() -> None:
        print("✓ right")
        write_text("-", b'"caf\xc3\xa9"')

    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr("autograder.cli.main.app", command)
    main()
    assert out.buffer.getvalue() == b'\\u2713 right\n"caf\xc3\xa9"'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere.py"], "There is no such file"),
        (["check", "."], "This is a folder"),
        (["check", "pipe"], "This is no ordinary file"),
        (["check", "notes.txt"], "neither a notebook"),
        (["check", "mystery.py"], "not clear which exercise"),
        (["check", "mystery.py", "--student", "a/b"], "'a/b' cannot be the id of a student"),
        (["grade", "ex99_nothing"], "no exercise 'ex99_nothing'"),
        (["grade", "ex02_activatons"], "Did you mean 'ex02_activations'?"),
        (["grade", NAME], "no submission"),
        (["grade", NAME, "--student", "nobody"], "no submission of 'nobody'"),
        (["grade", NAME, "--student", "/etc"], "no submission of '/etc'"),
        (["grade", NAME, "--json", "new/all.json"], "There is no such folder"),
        (["grade", NAME, "--json", "."], "This is a folder. Name a file in it"),
        (["report", NAME], "Nothing has been graded yet"),
        (["validate", "ex99_nothing"], "no exercise"),
        (["validate", NAME, "--question", "entropy"], "no question 'entropy'"),
        (["validate", "--question", "relu"], "belongs to an exercise"),
        (["build", "--language", "fr"], "language 'fr'"),
        (["build", "--course", "nowhere"], "There is no course here"),
        (["demo", "solutions"], "not empty"),
    ],
)
def test_wrong_use_gives_one_sentence_and_status_2(
    course: Path, arguments: list[str], said: str
) -> None:
    (course / "notes.txt").write_text("hello")
    (course / "mystery.py").write_text("x = 1")
    os.mkfifo(course / "pipe")
    before = sorted(path for path in course.rglob("*") if "__pycache__" not in path.parts)
    done = autograder(*arguments, cwd=course)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    after = sorted(path for path in course.rglob("*") if "__pycache__" not in path.parts)
    assert after == before


def test_who_stops_a_command_is_told_that_it_has_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_args: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("autograder.cli.history.run", stopped)
    monkeypatch.setattr(sys, "argv", ["autograder", "history"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "autograder: stopped.\n"


def test_a_folder_without_a_course(tmp_path: Path) -> None:
    done = autograder("build", cwd=tmp_path)
    assert done.returncode == 2
    assert "There is no course.toml here" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('\nlanguage = "en"', '\nlanguage = "xx"', "'xx' is none of the course's"),
        ("points = 10", "points = 'ten'", "Expected a number"),
        ("[limits]", "[limits]\nspeed = 3", "unknown field `speed`"),
        ('id = "', "id = ", "course.toml"),
    ],
)
def test_a_wrong_manifest_is_named(course: Path, old: str, new: str, said: str) -> None:
    manifest = course / "course.toml"
    manifest.write_text(manifest.read_text().replace(old, new, 1))
    done = autograder("build", cwd=course)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_build_in_the_other_language_and_back(course: Path) -> None:
    original = {path: path.read_bytes() for path in (course / "release").rglob("*.ipynb")}
    assert autograder("build", "--check", cwd=course).returncode == 0
    assert autograder("build", NAME, "--language", "ru", cwd=course).returncode == 0
    assert autograder("build", "--check", cwd=course).returncode == 1
    changed = (course / "release" / NAME / f"{NAME}.ipynb").read_text()
    assert "сигмоид" in changed.lower()
    assert autograder("build", cwd=course).returncode == 0
    assert {path: path.read_bytes() for path in original} == original


def test_who_is_in_a_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir("gone")
    (tmp_path / "gone").rmdir()
    monkeypatch.setattr(sys, "argv", ["autograder", "history"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "folder in which you are is gone. Go to another one" in capsys.readouterr().err
