"""What is said on a control channel: the trusted side asks the warm student side for children."""

from __future__ import annotations

from autograder.wire.values import Wire

FULL, BASE, NONE = "full", "base", "none"  # the levels of isolation, the strongest first
MEGABYTE = 1 << 20


class Warm(Wire, frozen=True):
    """Import these modules now; answered by `Ready`.

    `datasets` are names of sets of data that a library has to have, for children to be given them.
    """

    modules: list[str]
    datasets: tuple[str, ...] = ()


class OpenControl(Wire, frozen=True):
    """One more control channel like this one; its socket comes with the message."""


class Limits(Wire, frozen=True):
    """How much a child may use: bytes of memory on top of what the warm process has, bytes in its
    scratch folder, seconds of processor time, and processes (threads count, too)."""

    memory_bytes: int
    scratch_bytes: int
    cpu_seconds: float
    processes: int = 128


class Fork(Wire, frozen=True):
    """Fork a child for one submission, at a level of isolation; its socket comes with the message.

    `readable` are files beside the system and the libraries that it may read, `devices` those that
    it may use. `datasets` is a folder of NAME.npz, from which libraries load the sets of data of
    these names.
    """

    scratch: str
    level: str
    limits: Limits
    readable: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    datasets: str = ""


class Stop(Wire, frozen=True):
    """Kill a child and everything that it started."""

    child: int


ControlRequest = Warm | OpenControl | Fork | Stop


class Trial(Wire, frozen=True):
    """What came of trying a level of isolation: empty where it works, else what is in the way.

    `notes` are sentences about what this machine gives and lacks at that level, where it works.
    """

    level: str
    problem: str
    notes: tuple[str, ...] = ()


class Ready(Wire, frozen=True):
    """The modules are imported; `failed` names those that could not be.

    `trials` says which levels of isolation this machine gives, the strongest first.
    """

    failed: list[str]
    trials: list[Trial]


class Forked(Wire, frozen=True):
    """The child lives under this process number; 0 where none could be made, for this `problem`."""

    child: int
    problem: str = ""


# Exit statuses that come from a child's supervisor; no child can give them.
NOT_ISOLATED_EXIT = 78  # the child could not be isolated, and never ran anything
MEMORY_EXIT = 77  # it used more memory than it may, and was killed
DISK_EXIT = 76  # it wrote more than it may, and was killed
THREADS_EXIT = 75  # it had more threads or open files than it may, and was killed
SUPERVISOR_EXITS = (NOT_ISOLATED_EXIT, MEMORY_EXIT, DISK_EXIT, THREADS_EXIT)


class Gone(Wire, frozen=True):
    """The child is dead: its exit status, or the negative number of the signal.

    One of SUPERVISOR_EXITS comes from its supervisor; a child that took too much processor
    time ended by the signal SIGXCPU.
    """

    child: int
    status: int


ControlReply = Ready | Forked | Gone
