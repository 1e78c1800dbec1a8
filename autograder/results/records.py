"""The records: frozen, plain data, from a whole submission down to one check."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec

VERSION = 2

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Status(StrEnum):
    """The verdict on one check or one question."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"  # the student's code raised an exception
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    MISSING = "missing"  # not answered: the name is gone, or still the stub
    SKIPPED = "skipped"  # cannot be tried; the message says why
    MANUAL = "manual"  # a person grades it
    INTERNAL = "internal"  # our fault: no verdict, never counted as a zero


class ReportStatus(StrEnum):
    """The verdict on a submission as a whole."""

    GRADED = "graded"
    UNREADABLE = "unreadable"
    INTERNAL = "internal"


class Sort(StrEnum):
    """The sorts of question that there are. In a record it is text, since there will be more."""

    FUNCTION = "function"
    VALUES = "values"
    WRITTEN = "written"
    CHOICE = "choice"


class PictureKind(StrEnum):
    """The sorts of picture that there are. In a record it is text, since there will be more."""

    CURVE = "curve"
    PATH = "path"
    REGIONS = "regions"
    SIGNAL = "signal"
    IMAGES = "images"
    SCALE = "scale"
    MATRIX = "matrix"


class Record(msgspec.Struct, frozen=True):
    """The common settings of all records. Fields that are not known are passed over: a record may
    have been written by a later autograder, which knows more of them."""


class Example(Record, frozen=True, kw_only=True):
    """A call on which an answer goes wrong, as a line that can be pasted below the student's code,
    and what it should give and does give; plain JSON. `actual` is a sentence where `stopped`: then
    nothing came back."""

    call: str
    expected: Any = None
    actual: Any = None
    stopped: bool = False


class CheckResult(Record, frozen=True, kw_only=True):
    """One check: what it looks at, whether it passed, and what the student may learn from it.

    `expected`, `actual` and the values of `counterexample` are plain JSON: numbers, texts (also
    "nan" and "inf"), true, false, null, and lists and objects of them. `example` is the call with
    these values; `line` is the line of the student's code at which that stopped with an error.
    """

    name: str
    description: str
    status: Status
    points: float
    max_points: float
    hidden: bool = True
    message: str = ""
    hint: str = ""
    mistake: str | None = None
    expected: Any = None
    actual: Any = None
    counterexample: dict[str, Any] | None = None
    example: Example | None = None
    line: str = ""


class Picture(Record, frozen=True, kw_only=True):
    """What is to be drawn of a student's function: `kind` is a `PictureKind`, or one that a later
    autograder has, `caption` the exercise's own words, and `data` plain JSON, bounded in size:
    docs/results.md says what stands in it for each kind. No text in it is a student's."""

    kind: str
    caption: str = ""
    data: dict[str, Any] = {}


class QuestionResult(Record, frozen=True, kw_only=True):
    """One question: the sum of its checks, and the verdict on the whole.

    `sort` is a `Sort`, or one that a later autograder has; empty where nobody has said it.
    `by_hand` says that a person has decided on the score; `comment` is what a person wrote.
    `pictures` show what the student's answer does, and have no say in the verdict.
    """

    name: str
    sort: str = ""
    status: Status
    score: float
    max_score: float
    checks: tuple[CheckResult, ...] = ()
    by_hand: bool = False
    comment: str = ""
    pictures: tuple[Picture, ...] = ()


class Provenance(Record, frozen=True, kw_only=True):
    """What the grading was made of: with all of it the same, it comes out the same.

    `submission` is the SHA-256 of the file that was graded, as `sha256sum` prints it, and `files`
    has those of the files beside it, by name. `exercise` and `package` are digests of the exercise,
    with all that it shares with others, and of this package; `version` is the package's, `python`
    is Python's, and `libraries` has those of the libraries that students' code is given, by the
    names by which they are imported. `questions` has the digest of what each verdict depends on, by
    question, where that is known: it tells what need not be graded again.
    """

    submission: str = ""
    files: dict[str, str] = {}
    exercise: str
    package: str
    version: str
    python: str
    libraries: dict[str, str]
    device: str
    isolation: str = ""
    language: str
    questions: dict[str, str] = {}


class Attempt(Record, frozen=True, kw_only=True):
    """Which hand-in it was: the student's first is number 1. `received` is when it arrived, by the
    receiver's clock or the date that came with it; `id` is what a receipt calls it, where there are
    receipts."""

    number: Annotated[int, msgspec.Meta(ge=1)]
    received: Moment
    id: str = ""


class AppliedRule(Record, frozen=True, kw_only=True):
    """A rule of the course that applied to a hand-in, such as the one for late work.

    The score has been multiplied by `factor`, and `points` have been added or, below zero, taken
    off. `sentence` is what the student reads. `facts` is plain JSON on which that rests, such as
    the due date.
    """

    name: str
    sentence: str = ""
    factor: float = 1.0
    points: float = 0.0
    facts: dict[str, Any] = {}


class Report(Record, frozen=True, kw_only=True):
    """One submission of one exercise by one student. Scores are points; `seconds` is wall time.

    `automatic` is the score before people and rules changed it; null where they did not.
    `provenance` is null where the grading did not come to its end, and in records of version 1. A
    grading knows neither `attempt` nor `policy`: who keeps hand-ins adds them. `policy` has the
    rules that applied; it is null where nobody has asked for any.
    """

    version: Annotated[int, msgspec.Meta(ge=1)] = VERSION
    exercise: str
    student: str
    status: ReportStatus
    score: float
    max_score: float
    automatic: float | None = None
    seconds: float = 0.0
    questions: tuple[QuestionResult, ...] = ()
    notes: tuple[str, ...] = ()
    attempt: Attempt | None = None
    policy: tuple[AppliedRule, ...] | None = None
    provenance: Provenance | None = None
