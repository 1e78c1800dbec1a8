"""The one function of ours that Dask calls, and the names that both sides know."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

from distributed import Worker, get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from autograder.backends.dask.messages import Refused, decode_work, encode
from autograder.course import Device

if TYPE_CHECKING:
    from autograder.backends.dask.workshop import Workshop

PLUGIN = "autograder"
PRELOAD = "autograder.backends.dask.preload"
CPU, GPU = "CPU", "GPU"  # what Dask calls the places of a worker
RESOURCES: dict[Device, str] = {"cpu": CPU, "gpu": GPU}  # by the device of an exercise


class Grading(WorkerPlugin):
    """Holds the workshop of a worker; it is closed with the worker."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop

    async def teardown(self, worker: Worker) -> None:
        """End what grades, and with it the tasks that wait for a grading."""
        await asyncio.to_thread(self.workshop.close)


def do(data: bytes) -> bytes:
    """On a worker: the bytes of a `Work` go in, the bytes of a `Reply` come out."""
    worker = get_worker()
    plugin = worker.plugins.get(PLUGIN)
    if not isinstance(plugin, Grading):
        todo = f"Start it with `autograder worker`, or with --preload {PRELOAD}."
        return encode(
            Refused(worker.address, name_of(worker), "It was not started to grade.", todo)
        )
    return encode(plugin.workshop.do(decode_work(data)))


def name_of(worker: Worker) -> str:
    """How a person finds a worker."""
    return f"{socket.gethostname()} ({worker.address})"
