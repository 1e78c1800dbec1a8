"""`autograder history`, and what a grading leaves for it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import toy_course as toy

from autograder.classroom.recorded import Recording
from autograder.classroom.who_had_what import who_had_what
from autograder.cli.history import run
from autograder.course import Course, load_course
from autograder.errors import CourseError, HistoryError, UsageError
from autograder.grading import Submission
from autograder.history import FILE, History
from autograder.reports.attention import NAMES_SHOWN
from autograder.results import Report, ReportStatus
from autograder.submissions import Found


@pytest.fixture
def course(tmp_path: Path) -> Course:
    toy.write_course(tmp_path)
    manifest = toy.MANIFEST.replace(
        "[[exercises]]", '[policies]\nzone = "Europe/Moscow"\n[[exercises]]'
    )
    manifest += "[exercises.policies]\ndue = 2030-09-15 23:59:00\n"
    (tmp_path / "course.toml").write_text(manifest, encoding="utf-8")
    (tmp_path / "people.csv").write_text("id,role\nann,\nbob,\ncay,\nweber,teacher\n")
    (tmp_path / "extensions.csv").write_text("id,exercise,until\nbob,toy,2030-09-30\n")
    return load_course(tmp_path)


def found(student: str, content: bytes = b"1", stamp: str | None = None) -> Found:
    return Found(Submission(student, "toy", content), timestamp=stamp, is_empty=not content)


def graded(student: str, score: float, status: ReportStatus = ReportStatus.GRADED) -> Report:
    return Report(exercise="toy", student=student, status=status, score=score, max_score=10)


def record_all(course: Course, *works: tuple[Found, float, float]) -> None:
    with Recording(course, print) as recording:
        handed_in = recording.hand_in([work for work, _score, _shown in works])
        recording.record(
            (work, graded(work.submission.student, score), graded("", shown))
            for work, (_work, score, shown) in zip(handed_in, works, strict=True)
        )


def test_who_had_what_when(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    late = "2030-09-17 12:00:00 UTC"
    record_all(
        course,
        (found("ann", b"1", late), 10, 8),
        (found("bob", b"2", late), 7.5, 7.5),
        (found("dan", b"3"), 4, 4),
    )
    record_all(course, (found("ann", b"4", "2030-10-20 12:00:00 UTC"), 10, 10))
    assert run(course.folder, "toy", None, None) == 0
    out = capsys.readouterr().out
    (_head, ann, again, bob, dan, missing) = out.splitlines()
    assert ann.split()[:6] == ["toy", "ann", "1", "2030-09-17", "15:00", "MSK"]
    assert "2 d" in ann and "8 of 10, 10 automatic" in ann
    assert "after it closed" in again and again.split()[2] == "2"
    assert " d " not in bob and "7.5 of 10" in bob, "an extension holds"
    assert "unknown" in dan and "4 of 10" in dan
    assert missing == "Nothing handed in for toy (1): cay"


def test_one_student_only(course: Course, capsys: pytest.CaptureFixture[str]) -> None:
    record_all(course, (found("ann"), 10, 10), (found("bob"), 5, 5))
    run(course.folder, None, "bob", None)
    out = capsys.readouterr().out
    assert "bob" in out and "ann" not in out and "Nothing handed in" not in out


def test_all_who_have_handed_in_nothing_are_named(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"student{number}" for number in range(NAMES_SHOWN + 2)]
    (course.folder / "people.csv").write_text("\n".join(["id", "ann", "bob", *names]) + "\n")
    record_all(course, (found("ann"), 10, 10))
    run(course.folder, "toy", None, None)
    missing = capsys.readouterr().out.splitlines()[-1]
    assert all(name in missing for name in names) and "--all" not in missing


def test_as_json(course: Course, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    record_all(course, (found("ann", b"1", "2030-09-15 21:00:00 UTC"), 10, 9), (found("bob"), 1, 1))
    run(course.folder, None, None, "-")
    first, second = json.loads(capsys.readouterr().out)
    assert first["submission"]["received_at"] == "2030-09-15T21:00:00Z"
    assert (first["grading"]["score"], first["grading"]["counted"]) == (10, 9)
    assert (first["dates"]["verdict"], first["dates"]["due"]) == ("in_time", "2030-09-15T20:59:00Z")
    assert (second["submission"]["clock"], second["dates"]) == ("seen", None)
    run(course.folder, None, None, str(tmp_path / "out.json"))
    assert len(json.loads((tmp_path / "out.json").read_text())) == 2
    assert "ann" in capsys.readouterr().out


def test_what_has_no_verdict_has_no_points(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    with Recording(course, print) as recording:
        report = graded("ann", 0, ReportStatus.INTERNAL)
        recording.record([(work, report, report) for work in recording.hand_in([found("ann")])])
    run(course.folder, None, None, None)
    assert "–" in capsys.readouterr().out


def test_the_same_grading_again_changes_nothing(course: Course) -> None:
    work = found("ann", b"1", "2030-09-15 21:00:00 UTC")
    record_all(course, (work, 10, 9))
    record_all(course, (work, 10, 9))
    with History(course.folder / FILE) as history:
        (entry,) = history.entries()
    assert entry.submission.received_at == datetime(2030, 9, 15, 21, tzinfo=UTC)
    assert entry.submission.place == "submitted/ann/toy"


def test_an_empty_folder_is_no_attempt(course: Course) -> None:
    record_all(course, (found("ann", b""), 0, 0), (found("bob"), 5, 5))
    with History(course.folder / FILE) as history:
        assert [each.submission.student for each in history.entries()] == ["bob"]


def test_a_history_that_cannot_be_written_is_said_once_and_stops_nothing(
    course: Course,
) -> None:
    path = course.folder / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"no database at all " * 100)
    said: list[HistoryError] = []
    with Recording(course, said.append) as recording:
        for student in ("ann", "bob", "cay"):
            report = graded(student, 5)
            (work,) = recording.hand_in([found(student)])
            recording.record([(work, report, report)])
            assert work == found(student)
    assert len(said) == 1
    assert "no history" in str(said[0]) and str(path) in str(said[0])


@pytest.mark.parametrize(
    ("name", "student", "said"),
    [
        ("toy", "anne", "Did you mean 'ann'?"),
        ("toy", "zzz", "nothing of 'zzz' for toy. Those of whom it has something: ann."),
        ("tay", None, "Did you mean 'toy'?"),
    ],
)
def test_what_is_not_there(course: Course, name: str, student: str | None, said: str) -> None:
    record_all(course, (found("ann"), 5, 5))
    with pytest.raises(UsageError) as caught:
        run(course.folder, name, student, None)
    assert said in str(caught.value)


def test_one_who_has_something_of_another_exercise(course: Course) -> None:
    record_all(course, (found("ann"), 5, 5))
    with pytest.raises(UsageError) as caught:
        who_had_what(course, "later", "ann")
    assert caught.value.todo == "`autograder grade EXERCISE` writes it."


def test_before_anything_was_graded(course: Course) -> None:
    with pytest.raises(UsageError, match="has nothing"):
        run(course.folder, None, None, None)
    assert not (course.folder / FILE).exists()


def test_a_class_list_that_is_wrong_is_told(course: Course) -> None:
    record_all(course, (found("ann"), 5, 5))
    (course.folder / "people.csv").write_text("id\na/b\n")
    with pytest.raises(CourseError, match="Line 2"):
        run(course.folder, None, None, None)
