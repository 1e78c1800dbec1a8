"""What clients are to do, and what they have seen: as it travels between processes."""

from __future__ import annotations

import msgspec

CHECKED, HANDED_IN = "check", "hand-in"


class Check(msgspec.Struct, tag=True, frozen=True):
    """Ask for one question, `at` seconds after the begin, or once the one before is answered."""

    at: float
    exercise: str
    question: str
    source: str


class HandIn(msgspec.Struct, tag=True, frozen=True):
    """Hand in as a browser does, and watch the page until the verdict stands on it. With `breaks`,
    the connection is lost before it is answered, and the same form is sent once more; with `twice`,
    the button is pressed twice. Every `looks` seconds it is asked how many wait before."""

    at: float
    exercise: str
    content: bytes
    breaks: bool = False
    twice: bool = False
    looks: float = 0.0


class Client(msgspec.Struct, frozen=True):
    """One student: what they do, one after the other. `cookies` and `token` hold secrets."""

    student: str
    cookies: dict[str, str]
    token: str
    does: list[Check | HandIn]


class Plan(msgspec.Struct, frozen=True):
    """What one process of clients does, from the moment `begin` of `time.time`."""

    address: str
    begin: float
    clients: list[Client]


class Seen(msgspec.Struct, frozen=True):
    """One answer. `seconds` are from the first byte that was sent to the verdict, and
    `receipt_seconds` to the answer that a file is kept. `places` are how many were before it,
    whenever that was asked. `trouble` says what went wrong."""

    student: str
    what: str
    exercise: str
    sent_at: float
    seconds: float
    receipt_seconds: float = 0.0
    id: str = ""
    ids: list[str] = []
    digest: str = ""
    places: list[int] = []
    status: str = ""
    trouble: str = ""


class Result(msgspec.Struct, frozen=True):
    """What came of a plan; `cpu` is the processor time of the clients since they began, and
    `whole_cpu` that of their process, with all that it has imported before."""

    seen: list[Seen]
    cpu: float
    whole_cpu: float
