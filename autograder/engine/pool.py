"""Grade in a pool of processes on this machine."""

from __future__ import annotations

import os
import select
from collections.abc import Iterable, Iterator

from autograder.closing import Closing
from autograder.course import CPU, GPU, Course, Device, Exercise
from autograder.engine.grader_process import GraderProcess
from autograder.engine.messages import Job
from autograder.grading import Graded, Submission

MOST_ON_GPU = 4  # each takes about a gigabyte of its memory
WINDOW = 4  # submissions under way for each worker: some wait while gradings are written


def default_workers(device: Device = CPU) -> int:
    """How many submissions to grade at once: one for each core that we may use, a few on a GPU."""
    cores = len(os.sched_getaffinity(0))
    return min(cores, MOST_ON_GPU) if device == GPU else cores


class Pool(Closing):
    """A runner with a trusted process, which forks a checker for each submission."""

    def __init__(self, course: Course, exercise: Exercise, workers: int | None = None) -> None:
        """Start it; it warms up while the caller goes on."""
        workers = workers or default_workers(exercise.device)
        self._window = WINDOW * workers
        self._under_way = 0
        self._trusted = GraderProcess(course, exercise, workers)
        self._isolation = ""

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Graded]:
        """Grade every submission, several at once; gradings come as they are finished.

        What the machine may have caused, such as a timeout, is tried once more, alone.
        """
        self._wait_until_warm()
        late: list[Submission] = []
        for submission, graded in self._grade_at_once(list(submissions)):
            if graded.again:
                late.append(submission)
            else:
                yield graded
        for submission in late:
            for _submission, graded in self._grade_at_once([submission]):
                yield graded

    def has_more(self, seconds: float) -> bool:
        """Whether the next grading is there, or comes within that time."""
        if not self._under_way:
            return False
        return bool(select.select([self._trusted], [], [], max(0.0, seconds))[0])

    @property
    def isolation(self) -> str:
        """The level of isolation that the students' code gets; waits until that is known."""
        self._wait_until_warm()
        return self._isolation

    def close(self) -> None:
        """End the trusted process and, through it, the student side."""
        self._trusted.close()

    def _grade_at_once(self, submissions: list[Submission]) -> Iterator[tuple[Submission, Graded]]:
        sent = 0
        for received in range(len(submissions)):
            # Never more than a few on the way: what is lost is little if the server ends.
            while sent < min(len(submissions), received + self._window):
                self._trusted.send(Job(sent, submissions[sent]))
                sent += 1
                self._under_way += 1
            done = self._trusted.receive()
            self._under_way -= 1
            yield submissions[done.number], done.graded

    def _wait_until_warm(self) -> None:
        if not self._isolation:
            self._isolation = self._trusted.wait_until_warm()
