"""A backup that is made while a class hands in, and put in place again."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from service_tools import (
    Clock,
    all_files,
    answers,
    browser,
    hand_in,
    service,
    students_in,
    until,
)
from test_people_command import run

from autograder.course import Course, load_course
from autograder.engine.engine import Engine
from autograder.errors import ServiceError, UsageError
from autograder.gradebook import Gradebook
from autograder.history import FILE, SERVER, VARIABLE, History
from autograder.roster import load_roster, save_people
from autograder.service.lti import keys, platforms
from autograder.service.store import kept_apart
from autograder.service.store.audit import note
from autograder.service.store.checked import Found, write_check
from autograder.service.store.identities import bind_identity, saw_identity
from autograder.service.store.receipts import receipts_for
from autograder.service.store.tables import SERVICE
from autograder.service.upkeep import backup
from autograder.service.upkeep.alone import alone
from autograder.service.upkeep.backup import FILES, back_up
from autograder.service.upkeep.forgetting import Elsewhere, forget_person
from autograder.service.upkeep.restore import restore

STUDENTS = [f"student{number}" for number in range(6)]
A_MONTH = timedelta(days=30)


@pytest.fixture
def crowded(course: Course) -> Course:
    """A course with some students, in which nobody waits between attempts."""
    path = course.folder / "course.toml"
    rules = "[policies]\npause_minutes = 0\n[[exercises]]"
    path.write_text(path.read_text().replace("[[exercises]]", rules))
    people = course.folder / "people.csv"
    people.write_text(people.read_text() + "".join(f"{each},,,student,\n" for each in STUDENTS))
    return load_course(course.folder)


def test_what_was_answered_before_it_began_is_in_it(
    crowded: Course, engine: Engine, clock: Clock, tmp_path: Path
) -> None:
    file, stopped, answered = tmp_path / "class.zip", threading.Event(), dict[str, bytes]()

    def student(name: str) -> None:
        number, own = 0, browser(state, name)
        while not stopped.is_set():
            number += 1
            content = answers(by_hand=f"A = {number}  # {name}")
            place = hand_in(own, content)
            answered[place.rpartition("/")[2]] = content

    with service(crowded, engine, clock, queue=False) as state:
        threads = [threading.Thread(target=student, args=(name,)) for name in STUDENTS]
        for thread in threads:
            thread.start()
        until(lambda: len(answered) >= 2 * len(STUDENTS))
        before = dict(answered)
        back_up(crowded, file, A_MONTH)
        during = len(answered)
        until(lambda: len(answered) > during)  # they go on
        stopped.set()
        for thread in threads:
            thread.join()
        with pytest.raises(UsageError, match="hand-ins"):
            restore(crowded, file, yes=False)
    shutil.rmtree(crowded.folder / ".autograder")
    restored = restore(crowded, file, yes=False)
    assert restored.hand_ins >= len(before)
    with History(crowded.folder / FILE, SERVICE) as history:
        for id, content in before.items():
            kept = history.submission(id)
            assert kept is not None
            assert history.content(kept.digest) == content
            with history.database.reading() as connection:
                receipts = receipts_for(connection, "toy", kept.student)
            assert kept.digest in {each.digest for each in receipts}
    with service(crowded, engine, clock) as state:  # and what waited is graded
        assert browser(state, STUDENTS[0]).get("/exercises").status_code == 200
        until(lambda: all(entry.grading is not None for entry in state.history.entries()))


def test_all_of_it_comes_back(lived: tuple[Course, Path]) -> None:
    course, file = lived
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(UsageError, match="hand-ins: 1"):
        restore(course, file, yes=False)
    assert students_in(course) == {"ann", "bob"}
    (course.folder / "people.csv").unlink()
    assert restore(course, file, yes=True).hand_ins == 1
    assert students_in(course) == {"ann"}
    assert (course.submitted / "ann" / "toy" / "toy.ipynb").read_bytes() == answers()
    assert not (course.submitted / "bob").exists()
    assert load_roster(course).person("ann") is not None
    with Gradebook(course) as book:
        assert book.class_list() == ["ann"]
    with closing(sqlite3.connect(course.folder / FILE)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM sessions").fetchone() == (0,)
    assert not list(course.folder.glob(".restoring-*"))


def test_no_file_is_more_open_than_the_one_it_replaces(lived: tuple[Course, Path]) -> None:
    course, file = lived
    closed, group = (course.folder / FILE, course.folder / "gradebook.db"), 0o640
    for each in closed:
        each.chmod(0o600)
    (course.folder / "people.csv").chmod(group)
    (course.folder / ".autograder" / "secret").unlink()  # as on a new machine
    restore(course, file, yes=True)
    assert {each.stat().st_mode & 0o777 for each in closed} == {0o600}
    assert (course.folder / "people.csv").stat().st_mode & 0o777 == group
    assert (course.folder / ".autograder" / "secret").stat().st_mode & 0o777 == 0o600


def test_learning_platforms_come_back_and_are_never_taken_away(
    lived: tuple[Course, Path], tmp_path: Path
) -> None:
    course, without = lived
    place = course.folder / platforms.FILE
    place.write_text("# ours\n")
    back_up(course, tmp_path / "with.zip", A_MONTH)
    restore(course, without, yes=True)
    assert place.read_text() == "# ours\n"
    place.write_text("# another\n")
    with pytest.raises(UsageError, match=r"changes of lti\.toml"):
        restore(course, tmp_path / "with.zip", yes=False)
    restore(course, tmp_path / "with.zip", yes=True)
    assert place.read_text() == "# ours\n"


def test_every_secret_file_is_known() -> None:
    assert {keys.FILE, platforms.FILE} <= set(FILES)


def test_not_while_a_service_runs(lived: tuple[Course, Path]) -> None:
    course, file = lived
    with alone(course), pytest.raises(ServiceError, match="running"):
        restore(course, file, yes=True)
    assert students_in(course) == {"ann", "bob"}


def test_who_was_forgotten_since_is_forgotten_again(lived: tuple[Course, Path]) -> None:
    course, file = lived
    told: list[Elsewhere] = []
    forget_person(course, "ann", told.append)
    assert [[each.place for each in some.backups] for some in told] == [[str(file)], []]
    assert restore(course, file, yes=True).forgotten == 1
    assert "ann" not in students_in(course)
    assert load_roster(course).person("ann") is None
    assert not (course.submitted / "ann").exists()
    restore(course, file, yes=True)  # and once more
    assert "ann" not in students_in(course)


def test_a_changed_class_list_is_not_lost_by_accident(lived: tuple[Course, Path]) -> None:
    course, file = lived
    restore(course, file, yes=True)
    restore(course, file, yes=True)
    save_people(course, [])
    with pytest.raises(UsageError, match=r"changes of people\.csv"):
        restore(course, file, yes=False)


@pytest.mark.parametrize("where", ["check", "audit", "folder", "gradebook", "identity"])
def test_nobody_comes_back_without_a_hand_in(
    lived: tuple[Course, Path], tmp_path: Path, where: str
) -> None:
    """Who was forgotten, and stands in a backup anywhere but in the list and among the hand-ins."""
    course, _file = lived
    now = datetime.now(UTC)
    with (
        History(course.folder / FILE, SERVICE) as history,
        history.database.writing() as connection,
    ):
        if where == "check":
            found = {"exercise": "toy", "question": "double", "status": "passed"}
            write_check(connection, Found(asked_at=now, person="zoe", **found))
        elif where == "identity":
            saw_identity(connection, "hub", "z", "Zoe", "", now)
            bind_identity(connection, "hub", "z", "zoe", "hal")
        elif where == "audit":
            note(connection, "tess", "changed the class list", people=["zoe", "bob"])
    if where == "folder":
        (course.submitted / "zoe").mkdir()
        (course.submitted / "zoe" / "toy.ipynb").write_text("hers")
    elif where == "gradebook":
        with Gradebook(course) as book:
            book.pseudonymise("bob", "zoe")
    back_up(course, tmp_path / "with.zip", A_MONTH)
    forget_person(course, "zoe")
    assert restore(course, tmp_path / "with.zip", yes=True).forgotten == 1
    for name, data in all_files(course.folder).items():
        assert b"zoe" not in name.encode() + data, name


def test_on_another_machine_who_was_forgotten_stays_so(
    lived: tuple[Course, Path], tmp_path: Path
) -> None:
    """Another folder has another secret, until that of the backup takes its place."""
    course, file = lived
    back_up(course, tmp_path / "newer.zip", A_MONTH)
    (course.folder / ".autograder" / "secret").write_bytes(b"2" * 32)
    forget_person(course, "ann")
    assert restore(course, file, yes=True).forgotten == 1
    assert (course.folder / ".autograder" / "secret").read_bytes() != b"2" * 32
    assert restore(course, tmp_path / "newer.zip", yes=True).forgotten == 1
    assert students_in(course) >= {"bob"} and "ann" not in students_in(course)
    (course.folder / ".autograder" / "secret").unlink()  # the backup has it
    assert restore(course, file, yes=True).forgotten == 1


def test_no_number_of_a_receipt_is_given_twice(
    lived: tuple[Course, Path], engine: Engine, clock: Clock
) -> None:
    course, file = lived
    assert restore(course, file, yes=True).went_on
    with service(course, engine, clock, queue=False) as state:
        id = hand_in(browser(state, "bob"), answers()).rpartition("/")[2]
        with state.history.database.reading() as connection:
            numbers = [each.number for each in receipts_for(connection, "toy", "bob")]
    assert id and numbers == [3]  # 2 was given out after the backup was made


def test_a_copy_that_does_not_come_about_is_not_remembered(
    lived: tuple[Course, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, _file = lived

    def remembered() -> list[str]:
        with (
            History(course.folder / FILE, SERVICE) as history,
            history.database.reading() as connection,
        ):
            return [each.place for each in kept_apart.backups(connection)]

    before = remembered()
    with pytest.raises(UsageError, match="Nothing is kept for"):
        back_up(course, tmp_path / "long.zip", timedelta(days=999_999_999))
    monkeypatch.setattr(backup, "put_new", lambda _other, _path: False)  # another was faster
    with pytest.raises(UsageError, match="such a file already"):
        back_up(course, tmp_path / "other.zip", A_MONTH)
    assert remembered() == before
    assert not list(tmp_path.glob("*.zip"))


def test_the_commands(
    lived: tuple[Course, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    course, _file = lived
    folder, other = str(course.folder), tmp_path / "new.zip"
    ask = (monkeypatch, capsys)
    status, said = run(*ask, "backup", str(other), "--keep-days", "0", "--course", folder)
    assert (status, str(other) in said) == (0, True)
    assert run(*ask, "backup", str(other), "--course", folder)[0] == 2
    status, said = run(*ask, "backup", str(tmp_path / "newer.zip"), "--course", folder)
    assert f"Its time is over, delete it: {other}" in said
    status, said = run(*ask, "forget", "bob", "--yes", "--course", folder)
    assert "newer.zip" in said
    status, said = run(*ask, "restore", str(other), "--course", folder)
    assert (status, "--yes" in said) == (2, True)
    status, said = run(*ask, "restore", str(other), "--yes", "--course", folder)
    assert (status, "Hand-ins: 2" in said, "forgotten again: 1" in said) == (0, True, True)
    for path in course.folder.glob(f"{FILE}*"):
        path.unlink()
    status, said = run(*ask, "restore", str(other), "--yes", "--course", folder)
    assert (status, "There was no history" in said) == (0, True)
    status, said = run(*ask, "backup", "x.zip", "--keep-days", "999999999", "--course", folder)
    assert (status, "36500" in said) == (2, True)
    monkeypatch.setenv(VARIABLE, "postgresql://somebody@127.0.0.1:1/course")
    status, said = run(*ask, "backup", str(tmp_path / "third.zip"), "--course", folder)
    assert (status, "history in a file" in said) == (2, True)
    (course.folder / FILE).unlink()
    assert "pg_dump" in run(*ask, "backup", str(tmp_path / "third.zip"), "--course", folder)[1]
    monkeypatch.delenv(VARIABLE)
    (course.folder / SERVER).write_text("postgresql://db.example.org:5432/networks\n")
    for command in ("backup", "restore"):
        status, said = run(*ask, command, str(tmp_path / "third.zip"), "--course", folder)
        assert (status, "pg_dump" in said) == (2, True)
