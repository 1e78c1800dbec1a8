"""What the two sides say to each other.

On the control lane the trusted side asks for children; on a child's own socket it asks
questions, one at a time, and each answer carries the number of its question.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import msgspec

from autograder.protocol.values import Name, Value, Wire

# --- the control lane: from the trusted side to the warm student-side process ---


class Warm(Wire, frozen=True):
    """Import these modules now; answered by `Ready`.

    `datasets` is a folder of NAME.npz, from which Keras loads the sets of data of these names.
    """

    modules: list[str]
    datasets: str = ""


class OpenLane(Wire, frozen=True):
    """One more lane like this one; its socket comes with the message."""


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
    it may use.
    """

    scratch: str
    level: str
    limits: Limits
    readable: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()


class Stop(Wire, frozen=True):
    """Kill a child and everything that it started."""

    child: int


ControlRequest = Warm | OpenLane | Fork | Stop


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
    """The child lives under this process number."""

    child: int


# Exit statuses that come from a child's keeper; no child can give them.
NOT_ISOLATED_EXIT = 78  # the child could not be isolated, and never ran anything
MEMORY_EXIT = 77  # it used more memory than it may, and was killed
DISK_EXIT = 76  # it wrote more than it may, and was killed
THREADS_EXIT = 75  # it had more threads or open files than it may, and was killed
KEEPERS_EXITS = (NOT_ISOLATED_EXIT, MEMORY_EXIT, DISK_EXIT, THREADS_EXIT)


class Gone(Wire, frozen=True):
    """The child is dead: its exit status, or the negative number of the signal.

    One of KEEPERS_EXITS comes from its keeper; a child that took too much processor time ended by
    the signal SIGXCPU.
    """

    child: int
    status: int


ControlReply = Ready | Forked | Gone


# --- a child's socket: questions ---

MAX_CALLS = 200  # in one message
MAX_ARGUMENTS = 20


class RunCell(Wire, frozen=True):
    """Run a cell as Jupyter would, and go on after an error."""

    number: int
    source: str
    output_limit: int


class Call(Wire, frozen=True):
    """Call a function of the student by name. The answer also says how it left its arguments."""

    number: int
    name: str
    arguments: list[Value]


class CallEach(Wire, frozen=True):
    """Call a function of the student once for each list of arguments, up to the first exception."""

    number: int
    name: str
    calls: Annotated[list[list[Value]], msgspec.Meta(max_length=MAX_CALLS)]


class Read(Wire, frozen=True):
    """Read a variable of the student by name."""

    number: int
    name: str


class CallMethod(Wire, frozen=True):
    """Call a method of a model that an earlier answer held."""

    number: int
    handle: int
    method: str
    arguments: list[Value]


class Define(Wire, frozen=True):
    """Define functions in place of the student's, without a trace of their source. Answered by
    `Returned`."""

    number: int
    source: str


class Stock(Wire, frozen=True):
    """Build a Keras model of Dense layers that owes nothing to the student.

    Without a loss it is not compiled. Answered by `Returned`: the model, or only its handle where
    `weights` are given, since nothing is asked about a model that is known.
    """

    number: int
    inputs: int
    layers: list[StockLayer]
    loss: str | None = None
    optimizer: str | None = None
    learning_rate: float | None = None
    weights: list[Value] | None = None


class StockLayer(Wire, frozen=True):
    """One Dense layer of a stock model."""

    units: int
    activation: str
    use_bias: bool = True


class Seed(Wire, frozen=True):
    """Set all seeds. Answered by `Returned`."""

    number: int
    seed: int


class PutFile(Wire, frozen=True):
    """Write a file into the folder in which the student's code runs. Answered by `Returned`."""

    number: int
    name: str
    content: bytes


class Share(Wire, frozen=True):
    """Keep an array for later calls, where `Shared` names it by its number.

    Its bytes are in a sealed memory file, whose descriptor comes after the message. Every use is a
    fresh copy. Answered by `Returned`.
    """

    number: int
    shared: int
    dtype: str
    shape: tuple[int, ...]


Question = RunCell | Call | CallEach | Read | CallMethod | Define | Stock | Seed | PutFile | Share


# --- a child's socket: answers ---

MAX_OUTPUTS = 1_000  # of a cell: texts, displays and exceptions
MAX_PROBLEMS = 10  # that are kept of one cell
MAX_MISSING = 20  # libraries that one cell misses
MAX_IMPORTS = 8  # libraries that one child may import outside the time limit
MAX_PROBLEM_TEXT = 2_000
MAX_LINE = 500
MAX_TRACEBACK_LINES = 60
StreamName = Literal["stdout", "stderr"]
KeptType = Literal["text/plain", "image/png"]
Line = Annotated[str, msgspec.Meta(max_length=MAX_LINE)]


class Stream(Wire, frozen=True):
    """Text that a cell printed: `name` is stdout or stderr."""

    name: StreamName
    text: str


class Display(Wire, frozen=True):
    """A rich output: text and PNG images (base64) by MIME type; `is_result` for the last value."""

    data: dict[KeptType, str]
    is_result: bool = False


class Cause(Wire, frozen=True):
    """Why a name is not there: the statement that would have made it stopped with an exception.

    The name that is not there, the statement's line, the exception's type and its text.
    """

    missing: Name
    line: Line
    name: Name
    text: Annotated[str, msgspec.Meta(max_length=MAX_PROBLEM_TEXT)]


class Problem(Wire, frozen=True):
    """An exception: its type, its text, the student's own line and the function in which it stands,
    the traceback without colours. Behind a NameError, what stopped earlier may be the `cause`."""

    name: Name
    text: Annotated[str, msgspec.Meta(max_length=MAX_PROBLEM_TEXT)]
    line: Line = ""
    traceback: Annotated[tuple[Line, ...], msgspec.Meta(max_length=MAX_TRACEBACK_LINES)] = ()
    function: Name = ""
    cause: Cause | None = None


Output = Stream | Display | Problem


def size(outputs: Iterable[Output]) -> int:
    """How many characters the outputs of a cell hold."""
    return sum(map(_characters, outputs))


def _characters(output: Output) -> int:
    if isinstance(output, Stream):
        return len(output.text)
    if isinstance(output, Display):
        return sum(map(len, output.data.values()))
    return len(output.text) + sum(map(len, output.traceback))


class CellDone(Wire, frozen=True):
    """What the cell printed and showed, in order; a `Problem` among it for each statement that
    failed. `missing` names the libraries that it imports and that are not installed."""

    number: int
    outputs: Annotated[list[Output], msgspec.Meta(max_length=MAX_OUTPUTS)]
    failed: bool
    missing: Annotated[tuple[Name, ...], msgspec.Meta(max_length=MAX_MISSING)] = ()


class Returned(Wire, frozen=True):
    """The function came back with a value, and perhaps printed something.

    `arguments` are its arguments as it left them; None for those that nobody can change.
    """

    number: int
    value: Value
    arguments: Annotated[tuple[Value, ...], msgspec.Meta(max_length=MAX_ARGUMENTS)] = ()
    printed: bool = False


class Raised(Wire, frozen=True):
    """The function raised an exception."""

    number: int
    problem: Problem


MAX_CLOSE = 5


class Absent(Wire, frozen=True):
    """There is no such name, or it cannot be called; `close` are names that are nearly the same."""

    number: int
    found: Name = ""
    close: Annotated[tuple[Name, ...], msgspec.Meta(max_length=MAX_CLOSE)] = ()
    cause: Cause | None = None


class ReturnedEach(Wire, frozen=True):
    """What came of each call, in order; an exception is the last."""

    number: int
    results: Annotated[list[Returned | Raised], msgspec.Meta(max_length=MAX_CALLS)]


class Importing(Wire, frozen=True):
    """No answer yet: a library that is installed, but was not loaded beforehand, is being imported;
    or (`done`) that has come to its end. A child may say so of a few libraries, once of each."""

    number: int
    library: Name
    done: bool = False


Answer = CellDone | Returned | ReturnedEach | Raised | Absent | Importing
