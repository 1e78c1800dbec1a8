"""`autograder collect`: its tables, its JSON, its exit status, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run
from corpus import EXERCISE, PEOPLE, zipped


@pytest.fixture
def sent(tmp_path: Path, written) -> Path:
    path = tmp_path / "all.zip"
    path.write_bytes(
        zipped(
            {
                "Иванова Анна_1_assignsubmission_file_a.ipynb": written(1),
                "Иванова Анна_1_assignsubmission_file_a (1).ipynb": written(2),
                "Сидоров Иван_2_assignsubmission_file_a.ipynb": written(3),
                "\x1b[31mevil_3_assignsubmission_file_a.ipynb": written(4),
            }
        )
    )
    return path


def collect(course, *arguments: str | Path):
    return run("autograder", "collect", EXERCISE, *arguments, cwd=course.folder)


def test_everything_is_told(course, sent) -> None:
    done = collect(course, sent, "--newest")
    assert done.returncode == 1, done.stderr
    assert "ivanova  taken" in done.stdout and "Moodle: full name" in done.stdout
    assert "ivanova (2)" in done.stdout
    assert "Nothing from: petrov, yakovlev" in done.stdout
    assert "Several people may be meant: sidorov1, sidorov2." in done.stdout
    assert f"{EXERCISE} · taken: 1 · missing: 14 · files not taken: 2" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_dry_run_says_so(course, sent) -> None:
    done = collect(course, sent, "--dry-run", "--newest")
    assert "Nothing was written" in done.stdout
    assert not course.submitted.exists()


def test_as_json(course, sent) -> None:
    done = collect(course, sent, "--json", "-", "--newest")
    told = json.loads(done.stdout)
    assert (told["exercise"], told["is_dry"]) == (EXERCISE, False)
    [taken] = told["taken"]
    assert (taken["student"], taken["state"], taken["versions"]) == ("ivanova", "first", 2)
    assert (taken["how"], taken["platform"]) == ("name", "Moodle")
    assert "petrov" in told["missing"] and len(told["not_taken"]) == 2


def test_all_is_well_where_everything_is_understood(course, sent) -> None:
    assert collect(course, sent, "--as", "sidorov1", "--newest").returncode == 0


def test_in_a_russian_course(course, sent) -> None:
    path = course.folder / "course.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('language = "en"', 'language = "ru"'), encoding="utf-8")
    done = collect(course, sent, "--newest")
    assert "Moodle: полное имя" in done.stdout and "Ничего нет от: petrov" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.zip"], "There is no such file or folder."),
        (["all.zip", "--as", "ivanov4"], "Did you mean"),
        (["submitted"], "Here lies what was collected already"),
        (["."], "Here lies what was collected already"),
    ],
)
def test_wrong_use_is_one_sentence(course, sent, arguments, said) -> None:
    (course.folder / "submitted").mkdir()
    (course.folder / "all.zip").write_bytes(sent.read_bytes())
    done = collect(course, *arguments)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("", "Nobody is in the class list"),
        ("id,role\nweber,teacher\n", "Nobody is in the class list"),
        (PEOPLE + "ivanova,Twice,,,\n", "stands in line 2, too"),
    ],
)
def test_without_a_class_list_nothing_is_taken(course, sent, people, said) -> None:
    (course.folder / "people.csv").write_text(people, encoding="utf-8")
    done = collect(course, sent)
    assert done.returncode == 2 and said in done.stderr
    assert not course.submitted.exists()


def test_an_exercise_that_was_not_built(course, sent) -> None:
    (course.folder / "release" / EXERCISE / f"{EXERCISE}.ipynb").unlink()
    done = collect(course, sent)
    assert done.returncode == 2 and "autograder build" in done.stderr
