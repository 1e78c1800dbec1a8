"""One warm engine for each nbgrader process: started when it is first needed, ended at exit."""

from __future__ import annotations

import atexit

from autograder.course import Course, Exercise
from autograder.engine.pool import Pool
from autograder.grading import Graded, Submission

Fingerprint = tuple[str, tuple[tuple[str, int, int], ...]]


class Engine:
    """A pool that stays warm from one submission to the next of the same exercise.

    formgrader lives for days: a change in the exercise or in course.toml starts a new pool.
    """

    def __init__(self) -> None:
        self._pool: Pool | None = None
        self._key: Fingerprint = ("", ())

    def grade(self, course: Course, exercise: Exercise, submission: Submission) -> Graded:
        """Grade one submission; raises AutograderError if nothing can be graded."""
        try:
            [graded] = self._warm(course, exercise).grade([submission])
        except BaseException:
            self.close()  # an answer may be on the way: the next one begins afresh
            raise
        return graded

    def close(self) -> None:
        """End the pool, if there is one."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _warm(self, course: Course, exercise: Exercise) -> Pool:
        key = _fingerprint(course, exercise)
        if self._pool is None or key != self._key:
            self.close()
            self._pool, self._key = Pool(course, exercise, workers=1), key
        return self._pool


def _fingerprint(course: Course, exercise: Exercise) -> Fingerprint:
    """The device, and the files that a grading depends on, by name, size and time of change."""
    files = [course.folder / "course.toml", exercise.release_notebook]
    files += [path for path in exercise.folder.rglob("*") if path.is_file()]
    found = [(path, path.stat()) for path in sorted(files) if path.is_file()]
    seen = tuple((str(path), state.st_size, state.st_mtime_ns) for path, state in found)
    return exercise.device, seen


ENGINE = Engine()
atexit.register(ENGINE.close)
