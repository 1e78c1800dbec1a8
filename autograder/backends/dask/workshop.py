"""What a Dask worker grades with: a warm pool for each exercise, a place for each submission."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

from autograder.backends.dask.messages import Lost, Refused, Reply, Verdict, Work
from autograder.backends.dask.shared import SharedPool
from autograder.course import Course, Device, Exercise, load_course
from autograder.engine.digests import digest_of_exercise, digest_of_package
from autograder.engine.messages import Failed, Warm
from autograder.errors import AutograderError, SandboxError

KEPT = 2  # pools that stay warm though nothing is graded in them

Key = tuple[str, Device, str, bytes]  # exercise, device, language, digest of the course


class Refusal(Exception):
    """Why this worker must not do some work, and what to do next."""

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo


class Workshop:
    """Grades what comes, in the threads in which it comes."""

    def __init__(
        self, folder: Path, address: str, worker: str, places: Mapping[Device, int]
    ) -> None:
        """`worker` is how a person finds it; `places` says how many at once on each device."""
        self._folder = folder
        self._address = address
        self._worker = worker
        self._places = places
        self._package = digest_of_package()
        self._lock = threading.Lock()
        self._pools: dict[Key, SharedPool] = {}  # the one that was used last comes last
        self._turns = threading.Semaphore(sum(places.values()))
        self._one_alone = threading.Lock()

    def do(self, work: Work) -> Reply:
        """Do it; what goes wrong is a reply, too."""
        try:
            with self._pool(work) as pool:
                return self._grade(work, pool)
        except Refusal as refusal:
            return Refused(self._address, self._worker, refusal.what, refusal.todo)
        except AutograderError as error:
            return Failed.by(error)

    def close(self) -> None:
        """End all pools."""
        with self._lock:
            while self._pools:
                self._pools.popitem()[1].close()

    def _grade(self, work: Work, pool: SharedPool) -> Reply:
        try:
            level = pool.isolation
        except SandboxError as error:
            raise Refusal(error.what, error.todo) from error
        if work.isolation not in ("", level):
            raise Refusal(
                f"It isolates students' code at the level '{level}', and this run is graded at "
                f"'{work.isolation}'.",
                "Use workers of one level in a run; `autograder doctor` explains the levels.",
            )
        if work.submission is None:
            return Warm(level)
        try:
            with self._turn(alone=work.alone):
                return Verdict(pool.grade(work.submission))
        except SandboxError as error:
            return Lost(error.what)

    @contextmanager
    def _turn(self, *, alone: bool) -> Iterator[None]:
        """One place of this worker, or all of them."""
        places = sum(self._places.values()) if alone else 1
        with self._one_alone if alone else nullcontext():
            for _place in range(places):
                self._turns.acquire()
        try:
            yield
        finally:
            self._turns.release(places)

    @contextmanager
    def _pool(self, work: Work) -> Iterator[SharedPool]:
        """The pool for some work: warm, if it was used before. It stays while it is in use."""
        key = (work.exercise, work.device, work.language, work.course)
        with self._lock:
            pool = self._pools.pop(key, None)
            if pool is not None and pool.has_ended:
                pool.close()
                pool = None
            self._pools[key] = pool = pool or self._open(work)
            pool.users += 1
        try:
            yield pool
        finally:
            with self._lock:
                pool.users -= 1
                idle = [other for other, each in self._pools.items() if not each.users]
                for other in idle[:-KEPT]:
                    self._pools.pop(other).close()

    def _open(self, work: Work) -> SharedPool:
        if work.package != self._package:
            raise Refusal(
                "It has another version of autograder, or one that was changed.",
                "Install the same one there, and start the worker again.",
            )
        course, exercise = self._exercise(work)
        return SharedPool(course, exercise, max(1, self._places.get(work.device, 1)))

    def _exercise(self, work: Work) -> tuple[Course, Exercise]:
        """The exercise in this worker's copy of the course, if that is the same."""
        try:
            course = load_course(self._folder, work.language)
            exercise = course.exercise(work.exercise).at(work.device)
            same = digest_of_exercise(exercise) == work.course
        except (AutograderError, OSError):
            same = False
        if not same:
            raise Refusal(
                f"Its copy of the course in {self._folder} differs in {work.exercise}, or Python "
                "or a library has another version there, or Keras another backend.",
                "Copy the course there, install the same versions, and set the same KERAS_BACKEND.",
            )
        return course, exercise
