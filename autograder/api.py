"""Build, grade and prove from Python, in one call each: docs/api.md has examples.

The same functions stand behind the commands `autograder build`, `grade` and `validate`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from autograder.classroom import build as builder
from autograder.classroom.devices import choose_device, see_that_device_fits
from autograder.classroom.grade import grade_found, handed_in_for
from autograder.classroom.prove import prove
from autograder.classroom.runner import runner_for
from autograder.classroom.sink import OpenSink
from autograder.classroom.versions import see_that_versions_fit
from autograder.course import Course, Exercise, load_course
from autograder.engine import Runner
from autograder.results import Report
from autograder.validation.exercise import Proved, Wanted

Name = str | Exercise
Place = Course | Path | str  # a course, or its folder


def build(course: Place, *exercises: Name, check: bool = False) -> tuple[Path, ...]:
    """Write what is generated from lessons and reference code: exercises/, source/, release/.

    Without `exercises`, of all. Gives the files that were not like that before; with `check`,
    nothing is written. Raises CourseError where something in the exercise folders is wrong, and
    FileError where something cannot be written.
    """
    course = _opened(course)
    return builder.build(course, _all(course, exercises), check=check).changed


def grade_class(
    course: Place,
    exercise: Name,
    *,
    student: str | None = None,
    engine: Runner | None = None,
    force: bool = False,
    open_sink: OpenSink | None = None,
) -> Iterator[Report]:
    """Grade what was handed in below submitted/, as `autograder grade` does: the gradebook, the
    graded notebooks and the students' pages are written.

    Gives each report when everything about it is on disk, with the points that count: after what
    people and rules for late work have changed. Nothing is graded before the first one is asked
    for. With `student`, of that one alone. `engine` is an open `Engine` to go on with; else there
    is one for this call. What was graded before, and is the same, is not graded again, unless
    `force` is set. `open_sink` opens another gradebook than nbgrader's.

    Raises UsageError where nothing was handed in, CourseError, SandboxError, GradebookError, and
    FileError.
    """
    course = _opened(course)
    wanted = choose_device(_one(course, exercise))
    found = handed_in_for(course, wanted, student)
    anew = force and student is None
    see_that_device_fits(course, wanted, anew=anew)
    see_that_versions_fit(course, wanted, anew=anew)
    with ExitStack() as opened:
        runner: Runner
        if engine is not None:
            runner = engine
        else:
            runner = own = runner_for(wanted)
            opened.callback(own.close)
        if open_sink is None:
            from autograder.gradebook import Gradebook  # slow to import

            open_sink = Gradebook
        for grading in grade_found(
            course, wanted, found, runner, open_sink, force=force, anew=anew
        ):
            yield grading.shown


def validate(
    course: Place, *exercises: Name, question: str | None = None, mutants: bool = False
) -> list[Proved]:
    """Prove the hidden checks: right answers pass, known mistakes lose points and get their own
    hint, constants, echoes and attacks get nothing. Without `exercises`, of all.

    With `question`, of that one of one exercise; with `mutants`, everything that there is. Each
    result has `faults`: sentences on verdicts that are not what they have to be, none where the
    checks are right. Raises CourseError and UsageError.
    """
    course = _opened(course)
    wanted = Wanted(question=question, mutants=mutants)
    return list(prove(course, list(_all(course, exercises)), wanted))


def _opened(course: Place) -> Course:
    return course if isinstance(course, Course) else load_course(course)


def _one(course: Course, exercise: Name) -> Exercise:
    return course.exercise(exercise) if isinstance(exercise, str) else exercise


def _all(course: Course, exercises: Iterable[Name]) -> Iterable[Exercise]:
    return [_one(course, each) for each in exercises] or course.exercises
