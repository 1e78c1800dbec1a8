"""The grading side's connection with a Dask scheduler."""

from __future__ import annotations

import logging
from contextlib import suppress

import dask.config
from distributed import CancelledError, Client, Future, KilledWorker

from autograder.backends.dask.addresses import security_of
from autograder.backends.dask.messages import Lost, Reply, decode_reply
from autograder.backends.dask.task import GPU, do
from autograder.errors import ClusterError

CONNECT_SECONDS = 15.0
AGAIN_SECONDS = 120.0  # how long a scheduler may be away
FETCH_SECONDS = 5.0
SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1 GiB"}  # a submission is bounded


class Connection:
    """Sends work and fetches replies; says when it is lost, and can be made again."""

    def __init__(self, address: str) -> None:
        """Connect; raises UsageError or ClusterError."""
        self._address = address
        self._security = security_of(address, "client")
        dask.config.set(SETTINGS)
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # we say it ourselves
        self._client = self._connect(CONNECT_SECONDS)

    def again(self) -> None:
        """Connect once more, to the scheduler that has taken the place of the last one."""
        self.close()
        self._client = self._connect(AGAIN_SECONDS)

    @property
    def is_lost(self) -> bool:
        """Whether all that was sent is gone."""
        return self._client.status != "running"

    def places(self, resource: str) -> dict[str, int]:
        """How much of a resource each connected worker has that has some, by its address.

        Raises OSError where the scheduler does not answer. `Client.scheduler_info` would not do:
        the client writes over it from time to time, without the workers.
        """
        scheduler = self._client.scheduler
        if scheduler is None:
            raise OSError("the connection is closed")
        workers = self._client.sync(scheduler.identity, n_workers=-1)["workers"]
        found = {name: int(each["resources"].get(resource, 0)) for name, each in workers.items()}
        return {name: many for name, many in found.items() if many > 0}

    def send(
        self, data: bytes, key: str, resource: str, workers: list[str] | None, priority: int = 0
    ) -> Future[bytes]:
        """Let one of these workers, or any, do some work; of what waits, a larger priority comes
        first."""
        return self._client.submit(
            do, data, key=key, pure=False, resources={resource: 1}, workers=workers,
            priority=priority,
        )  # fmt: skip

    def fetch(self, future: Future[bytes]) -> Reply | None:
        """What a finished task has brought; None where it has to be sent again.

        Raises TimeoutError where it is done once more, since its worker has ended meanwhile.
        """
        try:
            return decode_reply(future.result(timeout=FETCH_SECONDS))
        except KilledWorker:
            return Lost("Several workers have ended while they graded this.")
        except TimeoutError:
            raise
        except (CancelledError, OSError):
            return None
        except Exception as error:
            raise ClusterError(
                f"A worker cannot run what it gets: {type(error).__name__}: {error}.",
                where=self._address,
                todo="Install the same autograder for the scheduler and the workers.",
            ) from error

    def close(self) -> None:
        """Leave; work that is under way is dropped.

        Dask's client goes on connecting anew while it is closed; where both meet, its pool of
        connections is closed under it and `close` raises, when all is closed already.
        """
        with suppress(RuntimeError, OSError):
            self._client.close()

    def _connect(self, seconds: float) -> Client:
        try:
            return Client(
                self._address, security=self._security, timeout=seconds, set_as_default=False
            )
        except OSError as error:  # a TimeoutError is one of these
            raise ClusterError(
                f"No scheduler has answered for {seconds:.0f} seconds.",
                where=self._address,
                todo="Start it with `dask scheduler --host 127.0.0.1`, and run this command again; "
                "what was finished is kept.",
            ) from error


def has_gpu(address: str) -> bool:
    """Whether a worker with a GPU is connected now."""
    connection = Connection(address)
    try:
        return bool(connection.places(GPU))
    finally:
        connection.close()
