"""`python -m benchmarks.mnist`: how many trainings on MNIST are graded in an hour.

    python -m benchmarks.mnist                          1, 2, 4 and 8 submissions at once
    python -m benchmarks.mnist --at-once 1 2 --device gpu

Right answers to ex10_mnist, graded by a warm pool, twice as many as at once. The share of the
training is the time inside the longest call of `train`, of all the time of one submission graded
alone.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from typing import Any

from autograder.classroom.devices import choose_device
from autograder.course import Course, Exercise
from autograder.engine.engine import Engine
from autograder.engine.in_process import InProcess
from autograder.grading import Submission
from autograder.notebooks.fill import fill
from autograder.student import SeenCall, Student
from autograder.validation.candidates import reference_answers
from benchmarks import classes

NAME = "ex10_mnist"
AT_ONCE = (1, 2, 4, 8)


def submission(exercise: Exercise, number: int) -> Submission:
    """A right one, with luck of its own."""
    content = fill(exercise.release_notebook.read_bytes(), reference_answers(exercise))
    return Submission(f"student{number}", NAME, content, secret=f"{number}".encode())


def per_hour(course: Course, exercise: Exercise, at_once: int) -> float:
    """Submissions an hour; the first ones warm the pool up and do not count."""
    with Engine(workers=at_once) as pool:
        for _each, graded in pool.grade(
            exercise, [submission(exercise, n) for n in range(at_once)]
        ):
            assert graded.report.score == graded.report.max_score, graded.report
        many = 2 * at_once
        start = time.perf_counter()
        given = [submission(exercise, 100 + n) for n in range(many)]
        for _each, graded in pool.grade(exercise, given):
            assert graded.report.score == graded.report.max_score, graded.report
        return 3600 * many / (time.perf_counter() - start)


def share_of_training(course: Course, exercise: Exercise) -> float:
    """The share of the longest training in the time of one submission."""
    seconds = [0.0]
    call = Student.call

    def timed(self: Student, name: str, *given: Any, **more: Any) -> SeenCall:
        start = time.perf_counter()
        try:
            return call(self, name, *given, **more)
        finally:
            if name == "train":
                seconds.append(time.perf_counter() - start)

    Student.call = timed  # type: ignore[method-assign]
    try:
        ((_submission, graded),) = InProcess().grade(exercise, [submission(exercise, 0)])
    finally:
        Student.call = call  # type: ignore[method-assign]
    return max(seconds) / graded.report.seconds


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mnist", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--at-once", type=int, nargs="+", default=AT_ONCE)
    parser.add_argument("--device", help="cpu or gpu; else the best that there is")
    options = parser.parse_args()
    course = classes.this_course()
    exercise = choose_device(course.exercise(NAME), options.device)
    setting = ", ".join(f"{name} {value}" for name, value in exercise.setting.items())
    print(
        f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, {exercise.device}: {setting}"
    )
    print(f"share of the training: {share_of_training(course, exercise):.0%}")
    for at_once in options.at_once:
        print(f"{at_once} at once: {per_hour(course, exercise, at_once):.0f} an hour", flush=True)


if __name__ == "__main__":
    main()
