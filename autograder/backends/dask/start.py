"""`autograder worker`: a Dask worker that grades, kept running until somebody ends it."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from pathlib import Path

from distributed import Nanny
from distributed.comm.core import connect
from distributed.security import Security

from autograder.backends.dask.addresses import TCP, host_of, security_of
from autograder.backends.dask.task import CPU, GPU, PRELOAD
from autograder.errors import ClusterError

AWAY_SECONDS = 600.0  # how long to wait for a scheduler
PROBE_SECONDS = 5.0


def serve(address: str, folder: Path, workers: int, gpu: int) -> None:
    """Grade what the scheduler sends, until SIGINT or SIGTERM.

    A worker process that dies is started again by Dask's nanny. A scheduler that goes away is
    waited for; raises ClusterError where it stays away.
    """
    security = security_of(address, "worker")
    asyncio.run(_serve(address, folder, workers, gpu, security))


async def _serve(address: str, folder: Path, workers: int, gpu: int, security: Security) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    stop = asyncio.create_task(stopped.wait())
    while await _scheduler_is_there(address, security, stop):
        nanny = Nanny(
            address,
            nthreads=workers + gpu,
            resources={CPU: workers, GPU: gpu},
            host=host_of(address) if address.startswith(f"{TCP}:") else None,
            memory_limit=0,  # students' memory is bounded by the sandbox
            preload=[PRELOAD],
            preload_argv=["--course", str(folder)],
            security=security,
            dashboard=False,
            dashboard_address="127.0.0.1:0",  # what is left of it is not for other machines
            silence_logs=logging.WARNING,
        )
        await nanny
        print(f"Ready to grade for {address}: {workers} at once, {gpu} on a GPU.", flush=True)
        finished = asyncio.create_task(nanny.finished())
        await asyncio.wait([finished, stop], return_when=asyncio.FIRST_COMPLETED)
        await nanny.close()
        await finished
        if stop.done():
            return
        print(f"{address}: The scheduler has gone. Waiting for it to come back …", flush=True)


async def _scheduler_is_there(address: str, security: Security, stop: asyncio.Task[bool]) -> bool:
    """Wait for it; False where we were stopped."""
    end = time.monotonic() + AWAY_SECONDS
    while not stop.done():
        try:
            probe = await connect(
                address, timeout=PROBE_SECONDS, **security.get_connection_args("worker")
            )
            await probe.close()
            return True
        except OSError as error:
            if time.monotonic() > end:
                raise ClusterError(
                    f"There is no scheduler: {error}.",
                    where=address,
                    todo="Start it with `dask scheduler --host 127.0.0.1`.",
                ) from error
            await asyncio.wait([stop], timeout=1)
    return False
