"""Who had what when: latest, best, at a moment, and what is to be graded again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from history_tools import NOON, SECOND, came, graded, work

from autograder.history import (
    Entry,
    History,
    KeptGrading,
    KeptSubmission,
    best_of,
    had_at,
    latest_of,
    outdated,
)
from autograder.results import ReportStatus

ANN, BOB = ("toy", "ann"), ("toy", "bob")


def points(found: dict[tuple[str, str], Entry]) -> dict[tuple[str, str], tuple[int, float | None]]:
    return {
        key: (each.submission.attempt, each.grading and each.grading.points)
        for key, each in found.items()
    }


def test_latest_and_best(history: History) -> None:
    one, two, bob = came(history, work(content=b"1"), work(content=b"2"), work("bob"))
    graded(history, one, 9)
    graded(history, two, 7)
    graded(history, two, 8, SECOND)
    entries = history.entries()
    assert points(latest_of(entries)) == {ANN: (2, 8), BOB: (1, None)}
    assert points(best_of(entries)) == {ANN: (1, 9)}
    graded(history, two, 9, SECOND)
    graded(history, bob, 0)
    assert points(best_of(history.entries())) == {ANN: (2, 9), BOB: (1, 0)}


def test_the_best_is_by_the_newest_grading_and_by_what_counted(history: History) -> None:
    one, two = came(history, work(content=b"1"), work(content=b"2"))
    graded(history, one, 10)
    graded(history, one, 5, SECOND)
    graded(history, two, 9, counted=6)
    assert points(best_of(history.entries())) == {ANN: (2, 6)}


def test_a_fault_of_ours_is_no_grade(history: History) -> None:
    one, two = came(history, work(content=b"1"), work(content=b"2"))
    graded(history, one, 3)
    graded(history, two, 10, status=ReportStatus.INTERNAL)
    assert points(best_of(history.entries())) == {ANN: (1, 3)}


def entry(attempt: int, came_at: float, graded_at: float | None = None, score: float = 0) -> Entry:
    """An attempt that came and was graded so many hours after noon."""
    submission = KeptSubmission(
        id=f"s{attempt}",
        exercise="toy",
        student="ann",
        attempt=attempt,
        received_at=NOON + timedelta(hours=came_at),
        clock="receiver",
        digest="",
    )
    if graded_at is None:
        return Entry(submission)
    grading = KeptGrading(
        id="g",
        submission=submission.id,
        graded_at=NOON + timedelta(hours=graded_at),
        package_version="",
        package_digest="",
        exercise_digest="",
        status=ReportStatus.GRADED,
        score=score,
        max_score=10,
    )
    return Entry(submission, grading)


def test_who_had_what_at_a_moment() -> None:
    entries = [entry(1, 0, 1, 5), entry(1, 0, 10, 6), entry(2, 4, 8, 9), entry(3, 20)]

    def had(hours: float) -> tuple[int, float | None] | None:
        return points(had_at(entries, NOON + timedelta(hours=hours))).get(ANN)

    assert had(-1) is None
    assert had(0.5) == (1, None)
    assert had(3) == (1, 5)
    assert had(5) == (2, None)
    assert had(9) == (2, 9)
    assert had(10) == (2, 9)
    assert had(21) == (3, None)
    assert had_at([], datetime.now(UTC)) == {}


def test_a_regrade_counts_from_when_it_was_made() -> None:
    entries = [entry(1, 0, 1, 5), entry(1, 0, 10, 6)]
    assert points(had_at(entries, NOON + timedelta(hours=9))) == {ANN: (1, 5)}
    assert points(had_at(entries, NOON + timedelta(hours=10))) == {ANN: (1, 6)}


def test_what_to_grade_again_after_a_change(history: History) -> None:
    old, new, bob, cay = came(
        history, work(content=b"1"), work(content=b"2"), work("bob"), work("cay")
    )
    for each in (old, new, bob):
        graded(history, each, 5)
    assert outdated(history.entries(), {"toy": "x1"}) == [cay]
    assert outdated(history.entries(), {"toy": "x2"}) == [new, bob, cay]
    graded(history, new, 5, SECOND)
    assert outdated(history.entries(), {"toy": "x2"}) == [bob, cay]
