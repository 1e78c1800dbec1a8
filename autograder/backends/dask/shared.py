"""A trusted process that several threads use at once."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from itertools import count

from autograder.course import Course, Exercise
from autograder.engine.grader_process import GraderProcess
from autograder.engine.messages import Job
from autograder.errors import AutograderError
from autograder.grading import Graded, Submission


class SharedPool:
    """Grades one exercise; each thread waits for its own submission.

    It shares one warm student side among them: a pool for each thread would hold the libraries in
    memory as often as there are threads.
    """

    def __init__(self, course: Course, exercise: Exercise, workers: int) -> None:
        """Start it; it warms up while the caller goes on."""
        self._trusted = GraderProcess(course, exercise, workers)
        self._lock = threading.Lock()
        self._numbers = count()
        self._waiting: dict[int, Future[Graded]] = {}
        self._ended: AutograderError | None = None
        self._isolation: Future[str] = Future()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.users = 0  # counted by who lends it

    @property
    def has_ended(self) -> bool:
        """Whether nothing can be graded in it any more."""
        return self._ended is not None

    @property
    def isolation(self) -> str:
        """The level of isolation; waits until that is known, and raises what went wrong."""
        return self._isolation.result()

    def grade(self, submission: Submission) -> Graded:
        """Grade one submission; raises SandboxError where the process has ended."""
        answer: Future[Graded] = Future()
        with self._lock:
            if self._ended is not None:
                raise self._ended
            number = next(self._numbers)
            self._waiting[number] = answer
            self._trusted.send(Job(number, submission))
        return answer.result()

    def close(self) -> None:
        """End the process; who still waits gets a SandboxError."""
        self._trusted.hang_up()
        self._reader.join()
        self._trusted.close()

    def _read(self) -> None:
        try:
            self._isolation.set_result(self._trusted.wait_until_warm())
            while True:
                done = self._trusted.receive()
                self._waiting.pop(done.number).set_result(done.graded)
        except AutograderError as error:
            with self._lock:
                self._ended = error
            if not self._isolation.done():
                self._isolation.set_exception(error)
            for answer in self._waiting.values():
                answer.set_exception(error)
