"""`forget`, stopped in the middle and run again; and what the audit log has of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from test_people_command import run

from autograder.course import Course
from autograder.engine.cache import FOLDER as CACHE
from autograder.errors import HistoryError, UsageError
from autograder.history import FILE, History
from autograder.service.store.audit import newest_acts
from autograder.service.store.tables import SERVICE
from autograder.service.upkeep import forgetting
from autograder.service.upkeep.forgetting import Elsewhere, forget_person
from autograder.service.upkeep.person import export_person


def test_who_is_stopped_before_the_end_can_run_it_again(
    lived: tuple[Course, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    course, file = lived
    monkeypatch.setattr(forgetting, "PATIENCE", 0.0)
    command = ("forget", "ann", "--yes", "--course", str(course.folder))
    with closing(sqlite3.connect(course.folder / FILE, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM submissions").fetchone()
        status, said = run(monkeypatch, capsys, *command)
        assert status != 0
        assert f"Still in {file}" in said and "run the command again" in said
        assert not (course.folder / CACHE).exists()
        reader.execute("ROLLBACK")
    status, said = run(monkeypatch, capsys, *command)
    assert (status, "had been forgotten before" in said) == (0, True)
    assert f"Still in {file}" in said
    assert b"ann@example.org" not in (course.folder / FILE).read_bytes()


def test_what_was_not_finished_is_finished(
    lived: tuple[Course, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    course, _file = lived
    compacted = list[float]()
    (course.folder / CACHE).mkdir(parents=True, exist_ok=True)

    def killed(*_some: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as there:
        there.setattr(forgetting.shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            forget_person(course, "ann")
    forget_person(course, "ann")  # a folder in submitted/ had stayed
    with monkeypatch.context() as there:
        there.setattr("autograder.history.database.Database.compact", killed)
        with pytest.raises(KeyboardInterrupt):
            forget_person(course, "bob")
    monkeypatch.setattr(
        "autograder.history.database.Database.compact",
        lambda _database, patience: compacted.append(patience),
    )
    told = list[Elsewhere]()
    assert forget_person(course, "bob", told.append).pseudonym == ""
    assert len(compacted) == len(told) == 1
    assert not (course.folder / CACHE).exists()
    with pytest.raises(UsageError, match="Nothing is kept"):
        forget_person(course, "nobody")


def test_the_audit_log_says_that_it_was_done_and_not_to_whom(lived: tuple[Course, Path]) -> None:
    course, _file = lived
    export_person(course, "ann")
    pseudonym = forget_person(course, "ann").pseudonym
    with (
        History(course.folder / FILE, SERVICE) as history,
        history.database.reading() as connection,
    ):
        acts = [(each.who, each.what, each.about) for each in newest_acts(connection, 2)]
    assert acts == [
        ("(terminal)", "forgot somebody", pseudonym),
        ("(terminal)", "wrote out all that is kept of somebody", pseudonym),
    ]


def test_a_service_that_does_not_let_go_is_told_after_the_backups(
    lived: tuple[Course, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    course, file = lived
    told = list[Elsewhere]()
    monkeypatch.setattr(forgetting, "PATIENCE", 0.0)
    monkeypatch.setattr(forgetting, "_is_being_written", lambda *_some: True)
    with pytest.raises(HistoryError, match="gradebook"):
        forget_person(course, "ann", told.append)
    assert [each.place for each in told[0].backups] == [str(file)]
