"""A gradebook in memory that keeps the promises of a `Sink`, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from autograder.classroom.sink import OutdatedMark
from autograder.closing import Closing
from autograder.course import Course, Exercise
from autograder.errors import GradebookError
from autograder.grading import Graded
from autograder.results import QuestionResult, Report, Status


class Memory:
    """What such gradebooks hold: it is there when they are opened again."""

    def __init__(self) -> None:
        self.exercises: dict[str, Any] = {}
        self.graded: dict[tuple[str, str], Graded] = {}
        self.dates: dict[tuple[str, str], str | None] = {}
        self.marks: dict[tuple[str, str], dict[str, float]] = {}
        self.old: dict[tuple[str, str], set[str]] = {}
        self.people: set[str] = set()

    def mark(self, exercise: str, student: str, question: str, points: float) -> None:
        """What a person does: give points."""
        self.marks.setdefault((exercise, student), {})[question] = points
        self.old.get((exercise, student), set()).discard(question)

    def open(self, course: Course) -> MemorySink:
        """As `Gradebook(course)` does."""
        return MemorySink(self, course)


class MemorySink(Closing):
    """It lets no work be late, and takes another answer for another mark."""

    def __init__(self, memory: Memory, course: Course) -> None:
        self._memory = memory
        self.where = f"the gradebook of {course.id}, in memory"

    def close(self) -> None:
        """Nothing is open."""

    def ensure_exercise(self, exercise: Exercise, *, points_may_change: bool = False) -> None:
        """The points of the questions, as they are released."""
        release = msgspec.json.decode(exercise.release_notebook.read_bytes())
        points = {
            cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"]["points"]
            for cell in release["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade")
        }
        known = self._memory.exercises.setdefault(exercise.name, points)
        if known != points and not points_may_change and self.students(exercise):
            raise GradebookError(f"It has grades for another form of {exercise.name}.")
        self._memory.exercises[exercise.name] = points

    def record_all(self, gradings: Sequence[tuple[Graded, str | None]]) -> list[Report]:
        for graded, date in gradings:
            key = graded.report.exercise, graded.report.student
            before = self._memory.graded.get(key)
            if before is not None:
                scores = {each.name: each.score for each in before.report.questions}
                self._memory.old.setdefault(key, set()).update(
                    each.name
                    for each in graded.report.questions
                    if each.name in self._memory.marks.get(key, {})
                    and each.score != scores[each.name]
                )
            self._memory.graded[key] = graded
            self._memory.dates[key] = date
            self._memory.people.add(key[1])
        return self.reviewed_all([graded.report for graded, _date in gradings])

    def reviewed_all(self, reports: Sequence[Report]) -> list[Report]:
        return [self._reviewed(report) for report in reports]

    def class_list(self) -> list[str]:
        return sorted(self._memory.people)

    def students(self, exercise: Exercise) -> list[str]:
        return sorted(student for name, student in self._memory.graded if name == exercise.name)

    def decided_by_hand(self, exercise: Exercise, student: str) -> list[str]:
        return list(self._memory.marks.get((exercise.name, student), {}))

    def outdated_marks(
        self, exercise: Exercise, students: Sequence[str]
    ) -> list[tuple[str, OutdatedMark]]:
        found = []
        for student in sorted(students):
            key = exercise.name, student
            for name in sorted(self._memory.old.get(key, ())):
                questions = self._memory.graded[key].report.questions
                automatic = next(each.score for each in questions if each.name == name)
                mark = OutdatedMark(name, self._memory.marks[key][name], automatic)
                found.append((student, mark))
        return found

    def forget(self, exercise: Exercise, student: str) -> None:
        key = exercise.name, student
        for kept in (self._memory.graded, self._memory.marks, self._memory.old):
            kept.pop(key, None)

    def _reviewed(self, report: Report) -> Report:
        marks = self._memory.marks.get((report.exercise, report.student), {})
        if not marks:
            return report
        questions = tuple(
            _decided(each, marks[each.name]) if each.name in marks else each
            for each in report.questions
        )
        score = round(sum(each.score for each in questions), 6)
        return msgspec.structs.replace(
            report, score=score, automatic=report.score, questions=questions
        )


def _decided(question: QuestionResult, points: float) -> QuestionResult:
    """As nbgrader's gradebook has it: a person has decided, so nothing is open."""
    status = Status.PASSED if points >= question.max_score else Status.FAILED
    return msgspec.structs.replace(question, status=status, score=points, by_hand=True)
