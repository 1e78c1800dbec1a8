"""Of several versions the newest counts; nothing is lost, and the same command changes nothing."""

from __future__ import annotations

import os
import shutil
import signal
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from corpus import ANSWER, EXERCISE, zipped

from autograder.classroom.taking_in import take_in
from autograder.intake.shelf import COLLECTED
from autograder.service.upkeep.forgetting import forget_person
from autograder.service.upkeep.person import export_person
from autograder.submissions import find_submissions, strays

WORK = f"{EXERCISE}.ipynb"
collect = partial(take_in, newest=True)


def put(path: Path, data: bytes, day: int) -> None:
    """A file that was changed on a day of September."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    moment = datetime(2024, 9, day, 12, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))


def tree(folder: Path) -> dict[str, tuple[float, bytes]]:
    """All that lies in a folder, with its times."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def states(done) -> dict[str, str]:
    return {each.student: each.state.value for each in done.taken}


def kept(course, student: str) -> set[bytes]:
    """The works on the shelf."""
    shelf = course.submitted / COLLECTED / student / EXERCISE
    return {path.read_bytes() for path in shelf.glob("*/*") if path.suffix in (".ipynb", ".py")}


@pytest.fixture
def place(course) -> Path:
    return course.submitted / "ivanova" / EXERCISE


@pytest.fixture
def sent(tmp_path) -> Path:
    return tmp_path / "sent"


def test_the_same_command_twice_changes_nothing(course, exercise, written, sent) -> None:
    put(sent / "ivanova" / "ex02.ipynb", written(1), 1)
    put(sent / "ivanova" / "data.csv", b"1,2", 1)
    put(sent / "petrov ex02.ipynb", written(2), 2)
    put(sent / "petrov ex02 (1).ipynb", written(3), 2)
    assert states(collect(course, exercise, [sent])) == {"ivanova": "first", "petrov": "first"}
    before = tree(course.submitted)
    again = collect(course, exercise, [sent])
    assert states(again) == {"ivanova": "same", "petrov": "same"}
    assert tree(course.submitted) == before


def test_a_newer_one_takes_the_place_and_the_older_is_kept(
    course, exercise, written, sent, place
) -> None:
    put(sent / "one" / "ivanova.ipynb", written(1), 1)
    put(sent / "two" / "ivanova.ipynb", written(2), 2)
    collect(course, exercise, [sent / "one"])
    done = collect(course, exercise, [sent / "two"])
    assert states(done) == {"ivanova": "newer"} and done.taken[0].versions == 2
    assert (place / WORK).read_bytes() == written(2)
    assert kept(course, "ivanova") == {written(1), written(2)}


def test_an_older_one_that_comes_later_changes_nothing(
    course, exercise, written, sent, place
) -> None:
    put(sent / "one" / "ivanova.ipynb", written(1), 1)
    put(sent / "two" / "ivanova.ipynb", written(2), 2)
    collect(course, exercise, [sent / "two"])
    done = collect(course, exercise, [sent / "one"])
    assert states(done) == {"ivanova": "earlier"}
    assert "stays" in done.taken[0].remarks[-1]
    assert (place / WORK).read_bytes() == written(2)
    assert kept(course, "ivanova") == {written(1), written(2)}


def test_the_order_of_what_is_named_makes_no_difference(course, exercise, written, sent) -> None:
    for day in (1, 2, 3):
        put(sent / str(day) / "ivanova.ipynb", written(day), day)
    folders = [sent / "2", sent / "3", sent / "1"]
    collect(course, exercise, folders)
    first = tree(course.submitted)
    shutil.rmtree(course.submitted)
    for folder in reversed(folders):
        collect(course, exercise, [folder])
    assert tree(course.submitted) == first


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("ex02.ipynb", "ex02 (1).ipynb"), ("ex02 (1).ipynb", "ex02 (2).ipynb")],
)
def test_of_two_at_one_moment_the_one_that_was_saved_twice_is_newer(
    course, exercise, written, sent, place, earlier, later
) -> None:
    put(sent / "ivanova" / earlier, written(1), 1)
    put(sent / "ivanova" / later, written(2), 1)
    done = collect(course, exercise, [sent])
    assert (place / WORK).read_bytes() == written(2)
    assert [(each.student, each.versions) for each in done.taken] == [("ivanova", 2)]


def test_an_answered_one_goes_before_a_newer_one_as_it_was_given_out(
    course, exercise, written, sent, place
) -> None:
    put(sent / "ivanova" / "mine.ipynb", written(1), 1)
    put(sent / "ivanova" / "ex02_activations.ipynb", exercise.release_notebook.read_bytes(), 2)
    put(sent / "ivanova" / "empty.ipynb", b"", 3)
    collect(course, exercise, [sent])
    assert (place / WORK).read_bytes() == written(1)


def test_an_untouched_one_is_taken_where_there_is_no_other_and_that_is_said(
    course, exercise, sent
) -> None:
    put(sent / "ivanova.ipynb", exercise.release_notebook.read_bytes(), 2)
    done = collect(course, exercise, [sent])
    assert "no answer was found" in done.taken[0].remarks[0]


def test_work_that_somebody_else_has_put_there_is_kept(
    course, exercise, written, sent, place
) -> None:
    put(place / "homework.ipynb", written(7), 1)
    put(place / "notes" / "deep.txt", b"mine", 1)
    put(place / "timestamp.txt", b"2024-09-01 10:00:00 UTC\n", 1)
    put(sent / "ivanova.ipynb", written(8), 5)
    assert states(collect(course, exercise, [sent])) == {"ivanova": "newer"}
    [old] = [
        each
        for each in (course.submitted / COLLECTED / "ivanova" / EXERCISE).iterdir()
        if (each / "homework.ipynb").exists()
    ]
    assert {path.name for path in old.iterdir()} == {"homework.ipynb", "notes", "timestamp.txt"}
    assert {path.name for path in place.iterdir()} == {WORK}


def test_what_a_teacher_has_put_beside_it_stays(course, exercise, written, sent, place) -> None:
    put(sent / "ivanova.ipynb", written(1), 1)
    collect(course, exercise, [sent])
    put(place / "data.csv", b"1,2", 9)
    put(place / "timestamp.txt", b"2024-09-01 10:00:00 UTC\n", 9)
    before = tree(course.submitted)
    assert states(collect(course, exercise, [sent])) == {"ivanova": "same"}
    assert tree(course.submitted) == before


def test_what_was_taken_away_comes_back(course, exercise, written, sent, place) -> None:
    put(sent / "ivanova.ipynb", written(1), 1)
    collect(course, exercise, [sent])
    shutil.rmtree(place)
    assert states(collect(course, exercise, [sent])) == {"ivanova": "first"}
    assert (place / WORK).read_bytes() == written(1)


def test_a_dry_run_says_the_same_and_writes_nothing(course, exercise, written, sent) -> None:
    put(sent / "ivanova.ipynb", written(1), 1)
    told = collect(course, exercise, [sent], is_dry=True)
    assert not course.submitted.exists()
    done = collect(course, exercise, [sent])
    assert (told.taken, told.missing) == (done.taken, done.missing)
    put(sent / "ivanova (1).ipynb", written(2), 2)
    before = tree(course.submitted)
    assert states(collect(course, exercise, [sent], is_dry=True)) == {"ivanova": "newer"}
    assert tree(course.submitted) == before


def test_all_of_it_is_taken_as_that_of_one_student(course, exercise, written, sent, place) -> None:
    put(sent / "no idea whose" / "final.ipynb", written(1), 1)
    done = collect(course, exercise, [sent], student="ivanova")
    assert states(done) == {"ivanova": "first"} and done.taken[0].how == "told"
    assert (place / WORK).read_bytes() == written(1)


def test_files_beside_the_work_come_along_within_bounds(
    course, exercise, written, sent, place
) -> None:
    put(sent / "all.zip", zipped({"ivanova/a/ex02.ipynb": written(1), "ivanova/a/d.csv": b"1"}), 1)
    own = {f"ivanova/{n}.csv": b"1" for n in range(30)} | {"ivanova/timestamp.txt": b"2020-01-01"}
    put(sent / "more.zip", zipped({"ivanova/a/b/deep.csv": b"1", **own}), 1)
    collect(course, exercise, [sent / "all.zip"])
    assert {path.name for path in place.iterdir()} == {WORK, "d.csv"}
    put(sent / "more.zip", zipped({"ivanova/x.ipynb": written(2), **own}, day=2), 2)
    done = collect(course, exercise, [sent / "more.zip"])
    assert any("Files beside it were left out: 10." in each for each in done.taken[0].remarks)
    assert len(list(place.iterdir())) == 21


def test_a_date_that_a_student_has_written_is_never_taken(
    course, exercise, written, sent, place
) -> None:
    put(sent / "ivanova" / "ex02.ipynb", written(1), 1)
    put(sent / "ivanova" / "timestamp.txt", b"2020-01-01 00:00:00 UTC", 1)
    collect(course, exercise, [sent])
    assert not (place / "timestamp.txt").exists()


def test_a_date_of_nbgrader_is_written(course, exercise, written, sent, place) -> None:
    put(sent / f"ivanova+{EXERCISE}+2024-09-03 10:20:30 UTC+7f" / WORK, written(1), 9)
    collect(course, exercise, [sent])
    assert (place / "timestamp.txt").read_text() == "2024-09-03 10:20:30 UTC\n"


def test_the_work_for_other_exercises_is_told_only_where_there_is_nothing_else(
    course, exercise, written, sent
) -> None:
    put(sent / "ivanova" / "a.ipynb", written(1), 1)
    put(sent / "ivanova" / "b.ipynb", written(1, "ex03_losses"), 1)
    put(sent / "petrov" / "b.ipynb", written(1, "ex03_losses"), 1)
    done = collect(course, exercise, [sent])
    [other] = done.not_taken
    assert other.what == f"It is the work for ex03_losses, not for {EXERCISE}."
    assert "petrov" in other.place and "autograder collect ex03_losses" in other.todo
    assert "petrov" in done.missing and "ivanova" not in done.missing


def test_a_python_file_and_a_notebook_of_one_student_are_two_versions(
    course, exercise, written, sent, place
) -> None:
    put(sent / "ivanova" / "work.py", ANSWER.encode(), 1)
    put(sent / "ivanova" / "work.ipynb", written(1), 2)
    assert collect(course, exercise, [sent]).taken[0].versions == 2
    assert {path.name for path in place.iterdir()} == {WORK}


def test_a_file_in_the_place_of_a_folder_is_told(course, exercise, written, sent) -> None:
    put(course.submitted / "ivanova", b"", 1)
    put(sent / "ivanova.ipynb", written(1), 1)
    done = collect(course, exercise, [sent])
    assert not done.taken and "no folder stands" in done.not_taken[0].what


@pytest.mark.parametrize("step", range(1, 9))
def test_whoever_is_killed_leaves_what_the_same_command_completes(
    course, exercise, written, sent, step, tmp_path
) -> None:
    put(course.submitted / "ivanova" / EXERCISE / "own.ipynb", written(7), 1)
    put(sent / "one" / "ivanova.ipynb", written(1), 2)
    put(sent / "two" / "petrov.ipynb", written(2), 2)
    collect(course, exercise, [sent / "two"])
    put(sent / "two" / "petrov (1).ipynb", written(3), 3)
    shutil.copytree(course.submitted, tmp_path / "before")
    collect(course, exercise, [sent])
    whole = tree(course.submitted)
    shutil.rmtree(course.submitted)
    shutil.copytree(tmp_path / "before", course.submitted)
    _collect_and_die(course, exercise, sent, step)
    works = {data for _time, data in tree(course.submitted).values()}
    assert {written(7), written(2)} <= works, "a work was lost"
    collect(course, exercise, [sent])
    assert tree(course.submitted) == whole


def _collect_and_die(course, exercise, sent, step: int) -> None:
    """Kill a process before it puts its so-many-th folder in its place."""
    child = os.fork()
    if child == 0:
        left, rename = [step], Path.rename

        def dying(own: Path, other: Path) -> Path:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return rename(own, other)

        Path.rename = dying  # type: ignore[method-assign]
        collect(course, exercise, [sent])
        os._exit(0)
    os.waitpid(child, 0)


def test_all_versions_are_handed_over_and_forgotten(course, exercise, written, sent) -> None:
    put(sent / "ivanova.ipynb", written(1), 1)
    put(sent / "ivanova (1).ipynb", written(2), 2)
    collect(course, exercise, [sent])
    archive = export_person(course, "ivanova")
    assert archive.count(b"collected/ex02_activations/2024-09-0") == 4  # each twice in a zip
    forget_person(course, "ivanova", lambda _elsewhere: None)
    assert not (course.submitted / COLLECTED / "ivanova").exists()


def test_a_student_who_sends_thousands_of_files_costs_a_sentence(
    course, exercise, written, sent, place
) -> None:
    many = {f"ivanova/{n:04}.ipynb": b"" for n in range(3000)}
    put(sent / "all.zip", zipped({"ivanova/0.ipynb": written(1), **many}), 1)
    put(sent / "petrov.ipynb", written(2), 1)
    done = collect(course, exercise, [sent])
    assert states(done) == {"ivanova": "first", "petrov": "first"}
    assert "too many files of ivanova" in done.not_taken[0].what
    assert (place / WORK).read_bytes() == written(1)


def test_where_dates_leave_it_open_that_is_said(course, exercise, written, sent) -> None:
    put(sent / "ivanova" / "a.ipynb", written(1), 1)
    put(sent / "ivanova" / "b.ipynb", written(2), 1)
    put(sent / "petrov" / "a.ipynb", written(3), 1)
    put(sent / "petrov" / "b.ipynb", written(4), 2)
    open_one, clear_one = collect(course, exercise, [sent]).taken
    assert "which of them is newest" in open_one.remarks[-1]
    assert not clear_one.remarks


def test_grading_finds_the_work_and_nothing_else(course, exercise, written, sent) -> None:
    put(sent / "ivanova" / "homework.ipynb.txt", written(1), 1)
    put(sent / "ivanova" / "homework (1).ipynb", written(2), 1)
    collect(course, exercise, [sent])
    [found] = find_submissions(course, exercise)
    assert (found.submission.student, found.submission.content) == ("ivanova", written(2))
    assert (found.notes, strays(course)) == ((), [])
