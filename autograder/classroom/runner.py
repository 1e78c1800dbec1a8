"""Where a class is graded: by an engine on this machine, or by the workers of a Dask scheduler; and
how this machine becomes one of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.classroom.devices import choose_device
from autograder.course import Course, Exercise
from autograder.engine import Runner
from autograder.engine.engine import Engine, default_workers
from autograder.engine.lanes import Beyond, Lanes
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.backends.dask.engine import ClusterEngine
    from autograder.backends.dask.runner import ClusterRunner

__all__ = ["Runner", "device_for", "engine_for", "runner_for", "serve"]

NICE = 5  # of what grades for a service: pages and receipts come first where the processor is busy


def device_for(exercise: Exercise, device: str | None, scheduler: str | None) -> Exercise:
    """On the device that was asked for, or the best that this machine or the cluster has now."""
    if scheduler is None:
        return choose_device(exercise, device)
    from autograder.backends.dask.connection import has_gpu  # slow to import

    waits = exercise.fallback is None
    return choose_device(exercise, device, lambda: waits or has_gpu(scheduler))


def runner_for(
    exercise: Exercise, workers: int | None = None, scheduler: str | None = None
) -> Engine | ClusterRunner:
    """What grades; it warms up while the caller goes on. To be closed by whoever asked for it.

    Raises UsageError or ClusterError.
    """
    if scheduler is None:
        engine = Engine(workers or default_workers(exercise.device))
        engine.open(exercise)
        return engine
    _see_that_it_fits(workers)
    from autograder.backends.dask.runner import ClusterRunner  # slow to import

    return ClusterRunner(exercise, scheduler)


def engine_for(
    workers: int | None = None, scheduler: str = "", isolation: str = "", beyond: Beyond = ()
) -> Engine | ClusterEngine:
    """What grades for a service: an engine here, or the workers of a scheduler, of which a level of
    isolation may be asked. `beyond` are workers for what is urgent alone (see `Lanes`). To be
    closed by whoever asked for it.

    Raises UsageError or ClusterError.
    """
    if not scheduler:
        return Engine(workers, nice=NICE, beyond=beyond)
    _see_that_it_fits(workers)
    from autograder.backends.dask.engine import ClusterEngine  # slow to import

    return ClusterEngine(scheduler, isolation=isolation, lanes=Lanes(beyond))


def _see_that_it_fits(workers: int | None) -> None:
    if workers is not None:
        raise UsageError(
            "--workers is for this machine; with --scheduler the workers say how many at once.",
            todo="Leave one of the two out.",
        )


def serve(course: Course, scheduler: str, workers: int | None = None, gpu: int = 0) -> None:
    """Grade on this machine what a Dask scheduler sends, until it is stopped: so many works at once
    on the processor, else one a core, and so many on the GPU. Raises ClusterError."""
    from autograder.backends.dask.start import serve as serve_dask  # slow to import

    serve_dask(scheduler, course.folder.absolute(), workers or default_workers(), gpu)
