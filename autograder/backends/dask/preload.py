"""Makes a Dask worker one that grades.

    dask worker … --preload autograder.backends.dask.preload --course DIR

Dask passes the options that follow to `dask_setup`. Whatever starts Dask workers can do this:
`autograder worker`, dask-jobqueue, dask-kubernetes, ssh.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click
from distributed import Worker
from distributed.comm.addressing import get_address_host

from autograder.backends.dask.addresses import TCP, USE_TLS, host_of, is_loopback
from autograder.backends.dask.task import CPU, PLUGIN, RESOURCES, Grading, name_of
from autograder.backends.dask.workshop import Workshop
from autograder.course import find_course
from autograder.errors import AutograderError, UsageError


@click.command()
@click.option("--course", type=click.Path(path_type=Path), help="Else: the nearest course.toml.")
async def dask_setup(worker: Worker, course: Path | None) -> None:
    """Get ready before the worker is registered; end it where it must not be."""
    try:
        _check_addresses(worker)
        folder = course or find_course(Path.cwd())
    except AutograderError as error:
        print(f"autograder: {error}", file=sys.stderr, flush=True)
        raise SystemExit(2) from error  # any other exception Dask would log, and go on
    if worker.nanny:  # Ctrl-C reaches us, too, and all that we start; it is the nanny who ends us
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    resources = worker.state.total_resources
    if resources.keys().isdisjoint(RESOURCES.values()):
        resources[CPU] = worker.state.available_resources[CPU] = worker.state.nthreads
    places = {device: int(resources.get(name, 0)) for device, name in RESOURCES.items()}
    workshop = Workshop(folder.absolute(), worker.address, name_of(worker), places)
    await worker.plugin_add(Grading(workshop), name=PLUGIN)


def _check_addresses(worker: Worker) -> None:
    host_of(worker.scheduler.address)
    for listener in worker.listeners:
        address = listener.listen_address
        if address.startswith(f"{TCP}:") and not is_loopback(get_address_host(address)):
            raise UsageError(
                "This worker would listen to other machines, and without TLS.",
                where=address,
                todo=f"Add --host 127.0.0.1. For several machines: {USE_TLS}",
            )
