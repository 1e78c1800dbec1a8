"""Which of several versions counts where a course keeps the best: they are graded aside."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.classroom.devices import choose_device
from autograder.classroom.secret import course_secret, with_secret
from autograder.closing import Closing
from autograder.course import Course, Exercise
from autograder.engine.engine import Engine
from autograder.errors import AutograderError
from autograder.grading import Submission
from autograder.intake.standing import Kept
from autograder.policies import Attempt
from autograder.policies.attempts import counting
from autograder.results import ReportStatus
from autograder.roster import Roster
from autograder.submissions import is_python_file, read_submission, right_names


class BestVersion(Closing):
    """Grades the versions of whoever has sent several; nothing of it is written anywhere.

    Where that cannot be, the newest counts, and `trouble` says why.
    """

    def __init__(self, course: Course, exercise: Exercise, roster: Roster) -> None:
        """The engine is started when it is first needed."""
        self.trouble: AutograderError | None = None
        self._course = course
        self._exercise = exercise
        self._roster = roster
        self._engine: Engine | None = None

    def close(self) -> None:
        """Close the engine."""
        if self._engine is not None:
            self._engine.close()

    def __call__(self, student: str, rivals: Sequence[Kept]) -> Kept | None:
        """The one that counts, of equals the newest; None where that cannot be said."""
        if self.trouble is not None:
            return None
        try:
            earned = self._earned(student, rivals)
        except AutograderError as error:
            self.trouble = error
            return None
        by_date = self._by_date(student, rivals, earned)
        return by_date or max(rivals, key=lambda each: (earned[each.digest], each.rank))

    def _earned(self, student: str, rivals: Sequence[Kept]) -> dict[str, float]:
        exercise = choose_device(self._exercise)
        secret = course_secret(self._course)
        works = {each.digest: with_secret(self._read(student, each), secret) for each in rivals}
        engine = self._engine = self._engine or Engine()
        tickets = {digest: engine.submit(exercise, work) for digest, work in works.items()}
        reports = {digest: ticket.result().report for digest, ticket in tickets.items()}
        return {
            digest: report.score if report.status is not ReportStatus.INTERNAL else 0.0
            for digest, report in reports.items()
        }

    def _read(self, student: str, kept: Kept) -> Submission:
        if kept.folder is not None:
            return read_submission(kept.folder, self._exercise, student).submission
        files = dict(kept.version.files) if kept.version is not None else {}
        name = next(name for name in right_names(self._exercise.name) if name in files)
        content = files.pop(name)
        is_python = bool(is_python_file(name, content))
        return Submission(student, self._exercise.name, content, is_python=is_python, files=files)

    def _by_date(
        self, student: str, rivals: Sequence[Kept], earned: dict[str, float]
    ) -> Kept | None:
        """By the dates of the course, where it is known of each when it came."""
        policy = self._course.policies[self._exercise.name]
        attempts = [
            Attempt(each.digest, each.came, earned[each.digest])
            for each in rivals
            if each.came is not None
        ]
        if len(attempts) < len(rivals):
            return None
        until = self._roster.until(student, self._exercise.name)
        counted = counting(policy, attempts, until=until)
        found = {each.digest: each for each in rivals}
        return None if counted is None else found[counted.attempt.id]
