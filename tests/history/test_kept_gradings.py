"""Hand-ins and gradings, as they are written down and found again."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from history_tools import NOON, SECOND, came, graded, report, work

from autograder.errors import SubmissionError
from autograder.history import Clock, Entry, HandIn, History
from autograder.results import ReportStatus


def test_a_hand_in_is_found_again_with_its_bytes(history: History) -> None:
    notebook = "тетрадь ".encode() * 1000
    (kept,) = came(history, work("ann", notebook, **{"a.csv": b"1,2"}))
    assert (kept.exercise, kept.student, kept.attempt) == ("toy", "ann", 1)
    assert (kept.received_at, kept.clock) == (NOON, Clock.STAMP)
    assert kept.digest == hashlib.sha256(notebook).hexdigest()
    assert history.submission(kept.id) == kept
    assert history.content(kept.digest) == notebook
    assert history.content(kept.files["a.csv"]) == b"1,2"
    assert history.submission("nobody's") is None
    assert history.content("nothing's") is None


def test_bytes_that_are_not_kept(history: History) -> None:
    with history.writing() as into:
        kept = into.hand_in(work(content=b"2"), keep=False)
    assert history.content(kept.digest) is None
    assert history.submission(kept.id) == kept


def test_everything_is_there_after_it_was_closed(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with History(path) as first:
        (kept,) = came(first, work())
        graded(first, kept, 7)
        entries = first.entries()
    with History(path) as second:
        assert second.entries() == entries
        assert second.submission(kept.id) == kept


def test_other_bytes_are_another_attempt_and_the_same_are_the_same(history: History) -> None:
    first, again, second, back, with_file = came(
        history,
        work(content=b"a"),
        work(content=b"a"),
        work(content=b"b"),
        work(content=b"a"),
        work(content=b"a", **{"x.csv": b"1"}),
    )
    assert again == first
    assert [each.attempt for each in (first, second, back, with_file)] == [1, 2, 3, 4]
    assert len({first.id, second.id, back.id, with_file.id}) == 4


def test_an_attempt_that_is_laid_out_again_is_no_new_one(history: History) -> None:
    """As the service does with the best one: its date is by a clock of ours."""
    best, newest, again, later = came(
        history,
        work(content=b"best", clock=Clock.RECEIVER),
        work(content=b"newest", hours=1, clock=Clock.RECEIVER),
        work(content=b"best"),
        work(content=b"best", hours=2),
    )
    assert again == best
    assert [best.attempt, newest.attempt, later.attempt] == [1, 2, 3]


def test_attempts_are_counted_for_each_student_and_exercise(history: History) -> None:
    kept = came(
        history,
        work("ann"),
        work("bob"),
        work("ann", exercise="other"),
        work("ann", b"2"),
    )
    assert [each.attempt for each in kept] == [1, 1, 1, 2]


def test_a_date_that_came_with_the_work_is_mended(history: History) -> None:
    (seen,) = came(history, work(clock=Clock.SEEN, hours=9))
    (stamped,) = came(history, work(hours=1))
    (mended,) = came(history, work(hours=2))
    (again,) = came(history, work(clock=Clock.SEEN, hours=10))
    assert {each.id for each in (seen, stamped, mended, again)} == {seen.id}
    assert (again.clock, again.received_at) == (Clock.STAMP, NOON + timedelta(hours=2))


def test_what_a_clock_of_ours_has_said_stays(history: History) -> None:
    came(history, work(clock=Clock.RECEIVER))
    (again,) = came(history, work(hours=-5))
    assert (again.clock, again.received_at) == (Clock.RECEIVER, NOON)


def test_moments_come_back_in_utc_and_without_a_zone_are_refused(history: History) -> None:
    local = datetime(2030, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin"))
    (kept,) = came(history, msgspec.structs.replace(work(), received_at=local))
    found = history.submission(kept.id)
    assert found is not None
    assert (found.received_at, found.received_at.tzinfo) == (
        datetime(2030, 10, 27, 1, 30, tzinfo=UTC),
        UTC,
    )
    naive = msgspec.structs.replace(work("bob"), received_at=datetime(2030, 1, 1))
    with pytest.raises(Exception, match="no time zone"):
        came(history, naive)
    assert len(history.entries()) == 1


def test_a_grading_is_found_again_with_its_record(history: History) -> None:
    (kept,) = came(history, work())
    with history.writing() as into:
        id = into.grading(kept, report(7), counted=6.3, why="an erratum")
    (entry,) = history.entries()
    assert entry.submission == kept
    found = entry.grading
    assert found is not None
    assert (found.id, found.submission) == (id, kept.id)
    digests = (found.package_version, found.package_digest, found.exercise_digest)
    assert digests == ("1.0", "p1", "x1")
    assert (found.status, found.score, found.max_score) == (ReportStatus.GRADED, 7, 10)
    assert (found.counted, found.points, found.why) == (6.3, 6.3, "an erratum")
    assert abs(found.graded_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert history.report(id) == report(7)
    assert history.report("none's") is None


def test_the_same_grading_is_written_once(history: History) -> None:
    (kept,) = came(history, work())
    with history.writing() as into:
        first = into.grading(kept, report(7), counted=7)
        assert into.grading(kept, report(7, seconds=9), counted=7) == first
        others = [
            into.grading(kept, report(7, made_of=SECOND), counted=7),
            into.grading(kept, report(7, made_of=SECOND), counted=6),
            into.grading(kept, report(8, made_of=SECOND), counted=6),
            into.grading(kept, report(8, made_of=SECOND), counted=6, why="by hand"),
            into.grading(kept, report(7), counted=7),
        ]
    assert len({first, *others}) == 6
    found = [each.grading.id for each in history.entries() if each.grading]
    assert found == [first, *others]


def test_a_record_of_an_unknown_version_says_so_and_does_not_stop_the_next(
    history: History,
) -> None:
    (kept,) = came(history, work())
    with history.writing() as into:
        old = into.grading(kept, msgspec.structs.replace(report(7), version=99))
    with pytest.raises(SubmissionError, match="version 99"):
        history.report(old)
    graded(history, kept, 7)
    assert len(history.entries()) == 2


def test_all_of_a_transaction_or_nothing(history: History) -> None:
    def half() -> None:
        with history.writing() as into:
            into.hand_in(work())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert history.entries() == []


def test_entries_of_one_exercise_or_one_student(history: History) -> None:
    ann, bob, other = came(history, work("ann"), work("bob"), work("ann", exercise="other"))
    assert history.entries(exercise="toy") == [Entry(ann), Entry(bob)]
    assert history.entries(student="ann") == [Entry(other), Entry(ann)]
    assert history.entries(student="ann", exercise="toy") == [Entry(ann)]
    assert history.entries(student="nobody") == []


def test_names_are_only_names(history: History) -> None:
    name = "'; DROP TABLE submissions; --\N{SNOWMAN}"
    (kept,) = came(history, work(name))
    assert history.entries(student=name) == [Entry(kept)]


def test_a_hand_in_without_any_content(history: History) -> None:
    empty = HandIn(exercise="t", student="s", content=b"", received_at=NOON, clock=Clock.SEEN)
    (kept,) = came(history, empty)
    assert history.content(kept.digest) == b""
