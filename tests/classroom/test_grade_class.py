"""A class is graded into another gradebook than nbgrader's, by verdicts that are made up."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import toy_course as toy
from memory_sink import Memory

from autograder.api import grade_class
from autograder.classroom import records
from autograder.classroom.forget import forget
from autograder.classroom.odd import odd_in
from autograder.classroom.records import look_back
from autograder.course import Course, Exercise, load_course
from autograder.engine.fake import FakeEngine
from autograder.errors import CourseError, UsageError
from autograder.grading import Graded, Submission
from autograder.history import FILE, History
from autograder.outputs import RECORD
from autograder.results import QuestionResult, Report, ReportStatus, Status, from_json
from autograder.submissions import find_submissions

DATES = "[exercises.policies]\ndue = 2030-09-15 23:59:00+03:00\n"
LATE = "2030-09-17 12:00:00 UTC"


def verdict(exercise: Exercise, submission: Submission) -> Graded:
    question = QuestionResult(name="by_hand", status=Status.PASSED, score=2, max_score=2)
    report = Report(
        exercise=exercise.name,
        student=submission.student,
        status=ReportStatus.GRADED,
        score=2,
        max_score=2,
        questions=(question,),
    )
    return Graded(report, b"{}")


def class_of(folder: Path, *students: str, manifest: str = toy.MANIFEST, stamp: str = "") -> Course:
    course = toy.write_course(folder, manifest=manifest)
    for student in students:
        place = course.submitted / student / "toy"
        place.mkdir(parents=True)
        (place / "toy.ipynb").write_bytes(toy.notebook(by_hand=student))
        if stamp:
            (place / "timestamp.txt").write_text(stamp)
    return load_course(folder)


def graded(course: Course, memory: Memory, engine: FakeEngine | None = None) -> list[Report]:
    engine = engine or FakeEngine(verdict)
    return list(grade_class(course, "toy", engine=engine, open_sink=memory.open))


def kept(course: Course, student: str) -> Report:
    return from_json((course.autograded / student / "toy" / RECORD).read_bytes())


def test_it_holds_the_grades_and_nbgraders_is_not_made(tmp_path: Path) -> None:
    course, memory = class_of(tmp_path, "ann", "bob"), Memory()
    assert [each.score for each in graded(course, memory)] == [2, 2]
    memory.mark("toy", "ann", "by_hand", 1.0)
    assert [each.score for each in graded(course, memory)] == [1, 2]
    assert not course.database.exists()
    looked = look_back(course, course.exercise("toy"), memory.open)
    assert [(each.student, each.score) for each in looked.reports] == [("ann", 1), ("bob", 2)]
    with History(course.folder / FILE) as history:
        points = [each.grading.points for each in history.entries() if each.grading]
    assert points == [2, 1, 2]


def test_a_course_may_be_named_by_its_folder(tmp_path: Path) -> None:
    folder, engine = class_of(tmp_path / "course", "ann").folder, FakeEngine(verdict)
    for named in (folder, str(folder)):
        reports = list(grade_class(named, "toy", engine=engine, open_sink=Memory().open))
        assert [each.student for each in reports] == ["ann"]
    with pytest.raises(UsageError, match="no course here"):
        list(grade_class(tmp_path, "toy"))


def test_each_work_is_graded_under_its_id_in_the_history(tmp_path: Path) -> None:
    course, engine = class_of(tmp_path, "ann", "bob"), FakeEngine(verdict)
    graded(course, Memory(), engine)
    with History(course.folder / FILE) as history:
        known = {each.submission.student: each.submission.id for each in history.entries()}
    assert {each.student: each.id for each in engine.tries} == known
    assert all(known.values())


def test_who_hears_of_a_grading_finds_it_in_the_history(tmp_path: Path) -> None:
    course = class_of(tmp_path, "ann", "bob")
    for report in grade_class(course, "toy", engine=FakeEngine(verdict), open_sink=Memory().open):
        with History(course.folder / FILE) as history:
            (entry,) = history.entries(student=report.student)
        assert entry.grading is not None and entry.grading.points == report.score


def test_what_is_the_same_is_not_graded_again_whatever_its_id(tmp_path: Path) -> None:
    course, memory, engine = class_of(tmp_path, "ann"), Memory(), FakeEngine(verdict)
    graded(course, memory, engine)
    for path in course.folder.glob(f"{FILE}*"):
        path.unlink()  # the same work has another id then
    graded(course, memory, engine)
    assert len(engine.tries) == 1


def test_what_comes_is_written_down_before_it_is_graded(tmp_path: Path) -> None:
    def stopped(_exercise: Exercise, _submission: Submission) -> Graded:
        raise KeyboardInterrupt

    course = class_of(tmp_path, "ann")
    with pytest.raises(KeyboardInterrupt):
        graded(course, Memory(), FakeEngine(stopped))
    with History(course.folder / FILE) as history:
        (entry,) = history.entries()
    assert (entry.submission.student, entry.grading) == ("ann", None)


def test_a_grading_that_was_stopped_has_decided_on_no_device(tmp_path: Path) -> None:
    def stopped(_exercise: Exercise, _submission: Submission) -> Graded:
        raise KeyboardInterrupt

    devices = tmp_path / ".autograder" / "devices.json"
    manifest = toy.MANIFEST + "[exercises.settings.cpu]\nepochs = 2\n"
    course = class_of(tmp_path, "ann", manifest=manifest)
    with pytest.raises(KeyboardInterrupt):
        graded(course, Memory(), FakeEngine(stopped))
    assert not devices.exists()
    graded(course, Memory())
    assert devices.read_bytes() == b'{"toy":"cpu"}'


def test_a_history_that_cannot_be_written_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    course = class_of(tmp_path, "ann", "bob")
    (tmp_path / FILE).parent.mkdir()
    (tmp_path / FILE).write_bytes(b"no database at all " * 100)
    assert len(graded(course, Memory())) == 2
    (told,) = caplog.records
    assert told.levelname == "WARNING" and "no history" in told.getMessage()


def test_the_record_has_what_the_dates_make_of_the_work(tmp_path: Path) -> None:
    course = class_of(tmp_path, "ann", "bob", manifest=toy.MANIFEST + DATES, stamp=LATE)
    (tmp_path / "people.csv").write_text("id\nann\nbob\n")
    (tmp_path / "extensions.csv").write_text(
        "id,exercise,until\nbob,toy,2030-09-30 12:00:00+00:00\n"
    )
    reports = graded(course, Memory())
    for report in (*reports, kept(course, "ann"), kept(course, "bob")):
        assert report.policy is not None
        (rule,) = report.policy
        assert (rule.name, rule.factor, rule.points, report.score) == ("dates", 1, 0, 2)
        facts = rule.facts
        if report.student == "ann":
            assert (facts["verdict"], facts["days_late"]) == ("late", 2)
            assert facts["due"] == "2030-09-15T20:59:00Z"
        else:
            assert (facts["verdict"], facts["extended"]) == ("in_time", True)
    with History(course.folder / FILE) as history:
        entry, _bob = history.entries()
        assert entry.grading is not None
        assert history.report(entry.grading.id) == kept(course, "ann")


def test_the_record_says_which_attempt_it_was(tmp_path: Path) -> None:
    """Only one is taken, and the first one came before the exercise opened."""
    dates = DATES + "opens = 2030-09-01 00:00:00+03:00\nattempts = 1\n"
    course = class_of(tmp_path, "ann", manifest=toy.MANIFEST + dates, stamp="2030-08-31 12:00:00")
    memory, place = Memory(), course.submitted / "ann" / "toy"
    graded(course, memory)
    (place / "toy.ipynb").write_bytes(toy.notebook(by_hand="better"))
    (place / "timestamp.txt").write_text("2030-09-02 12:00:00")
    (report,) = graded(course, memory)
    assert report.policy is not None and report.attempt is not None
    facts = report.policy[0].facts
    assert (facts["verdict"], facts["attempt"]) == ("in_time", 1)
    with History(course.folder / FILE) as history:
        _early, second = history.entries()
    assert report.attempt.number == second.submission.attempt == 2
    assert report.attempt.received == datetime(2030, 9, 2, 12, tzinfo=UTC)


def test_the_same_grading_is_written_down_once_where_nothing_ever_closes(tmp_path: Path) -> None:
    dates = DATES + "late = {closed_after_days = inf}\n"
    course = class_of(tmp_path, "ann", manifest=toy.MANIFEST + dates, stamp=LATE)
    memory, engine = Memory(), FakeEngine(verdict)
    for _again in range(2):
        graded(course, memory, engine)
    with History(course.folder / FILE) as history:
        assert len(history.entries()) == 1


@pytest.mark.parametrize(("manifest", "stamp"), [(toy.MANIFEST, LATE), (toy.MANIFEST + DATES, "")])
def test_without_dates_or_a_time_no_rule_applies(tmp_path: Path, manifest: str, stamp: str) -> None:
    (report,) = graded(class_of(tmp_path, "ann", manifest=manifest, stamp=stamp), Memory())
    assert report.policy is None


def test_a_class_list_that_is_wrong_is_told_before_anything_is_graded(tmp_path: Path) -> None:
    course, engine = class_of(tmp_path, "ann"), FakeEngine(verdict)
    (tmp_path / "people.csv").write_text("id\na/b\n")
    with pytest.raises(CourseError):
        graded(course, Memory(), engine)
    assert engine.tries == []


def test_what_a_person_should_look_at(tmp_path: Path) -> None:
    course, memory = class_of(tmp_path, "ann", "bob"), Memory()
    graded(course, memory)
    (tmp_path / "people.csv").write_text("id,role\nann,\ncay,\nweber,teacher\n")
    (course.submitted / "ann" / "toy" / "toy.ipynb").unlink()
    (course.submitted / "notes.ipynb").write_bytes(b"{}")
    exercise = course.exercise("toy")
    odd = odd_in(course, exercise, list(find_submissions(course, exercise)), memory.open)
    assert odd.missing == ["ann", "cay"] and odd.marks == []
    assert "submitted/notes.ipynb" in odd.files[0]
    assert odd.files[1].startswith("ann: ")
    alone = odd_in(course, exercise, list(find_submissions(course, exercise)), memory.open, "bob")
    assert not any("notes" in text for text in alone.files)


def test_a_forgotten_grade_stays_in_the_history(tmp_path: Path) -> None:
    course, memory = class_of(tmp_path, "ann"), Memory()
    graded(course, memory)
    (course.submitted / "ann" / "toy").rename(tmp_path / "away")
    forget(course, course.exercise("toy"), "ann", memory.open)
    with memory.open(course) as sink:
        assert sink.students(course.exercise("toy")) == []
    with History(course.folder / FILE) as history:
        (entry,) = history.entries()
        assert history.content(entry.submission.digest) == toy.notebook(by_hand="ann")


def test_a_record_that_goes_away_meanwhile_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = class_of(tmp_path, "ann", "bob", "cay")
    graded(course, Memory())

    def read(data: bytes, where: Path) -> Report:
        (course.autograded / "bob" / "toy" / RECORD).unlink(missing_ok=True)
        return from_json(data, where)

    monkeypatch.setattr(records, "from_json", read)
    found = records.graded_before(course, course.exercise("toy"))
    assert [each.student for each in found] == ["ann", "cay"]
