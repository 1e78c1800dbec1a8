"""Where backups are, who is in them, and what is said of that to whoever forgets somebody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from autograder.course import Course, load_course
from autograder.history import FILE, History
from autograder.service.store.kept_apart import backups
from autograder.service.store.tables import SERVICE
from autograder.service.upkeep import backup
from autograder.service.upkeep.backup import back_up
from autograder.service.upkeep.forgetting import Elsewhere, forget_person
from autograder.service.upkeep.restore import restore

A_MONTH = timedelta(days=30)


def known(course: Course) -> set[str]:
    with (
        History(course.folder / FILE, SERVICE) as history,
        history.database.reading() as connection,
    ):
        return {each.place for each in backups(connection)}


def told(course: Course, id: str) -> Elsewhere:
    """What is said first where somebody is forgotten."""
    said: list[Elsewhere] = []
    forget_person(course, id, said.append)
    return said[0]


def test_one_that_is_being_made_is_named(
    lived: tuple[Course, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, file = lived
    new, said = tmp_path / "new.zip", list[Elsewhere]()
    plain = backup.copy_database

    def meanwhile(place: Path, other: Path) -> None:
        if not said:  # the folders are in it already
            forget_person(course, "ann", said.append)
        plain(place, other)

    with monkeypatch.context() as there:
        there.setattr(backup, "copy_database", meanwhile)
        back_up(course, new, A_MONTH)
    assert [each.place for each in said[0].backups] == [str(file)]
    assert [each.place for each in said[0].being_made] == [str(new)]
    assert said[1] == Elsewhere()  # nothing was begun since
    assert [each.place for each in told(course, "bob").backups] == [str(file), str(new)]
    assert restore(course, new, yes=True).forgotten == 2


def test_one_that_was_begun_since_is_named_too(lived: tuple[Course, Path], tmp_path: Path) -> None:
    course, file = lived
    said = list[Elsewhere]()

    def meanwhile(elsewhere: Elsewhere) -> None:
        said.append(elsewhere)
        if len(said) == 1:
            back_up(course, tmp_path / "new.zip", A_MONTH)

    forget_person(course, "ann", meanwhile)
    places = [[each.place for each in some.backups] for some in said]
    assert places == [[str(file)], [str(tmp_path / "new.zip")]]


def test_those_that_were_made_since_are_kept_in_mind(
    lived: tuple[Course, Path], tmp_path: Path
) -> None:
    course, first = lived
    second = tmp_path / "second.zip"
    back_up(course, second, A_MONTH)
    restore(course, first, yes=True)
    assert known(course) == {str(first), str(second)}
    restore(course, second, yes=True)
    assert {each.place for each in told(course, "ann").backups} == {str(first), str(second)}


def test_one_that_was_moved_is_known_where_it_is(
    lived: tuple[Course, Path], tmp_path: Path
) -> None:
    course, _file = lived
    made, moved = tmp_path / "made.zip", tmp_path / "moved.zip"
    back_up(course, made, A_MONTH)
    made.rename(moved)
    for path in course.folder.glob(f"{FILE}*"):
        path.unlink()  # and the history is lost
    restore(course, moved, yes=True)
    assert str(moved) in {each.place for each in told(load_course(course.folder), "ann").backups}


def test_one_place_is_named_once(lived: tuple[Course, Path], tmp_path: Path) -> None:
    course, file = lived
    for _each in range(2):
        back_up(course, tmp_path / "again.zip", A_MONTH)
        places = [each.place for each in told(course, "ann" if _each else "bob").backups]
        assert places == [str(file), str(tmp_path / "again.zip")]
        (tmp_path / "again.zip").unlink()
