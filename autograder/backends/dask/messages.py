"""What the grading side and a Dask worker say to each other. Both only as bytes.

Dask pickles the reference to a function of ours and these bytes; nothing of a student's is ever
pickled or unpickled.
"""

from __future__ import annotations

import msgspec

from autograder.course import Device
from autograder.engine.messages import Failed
from autograder.grading import Graded, Submission


class Work(msgspec.Struct, frozen=True):
    """Grade a submission; without one, only get ready, and tell the level of isolation.

    The digests say which package and which course the gradings have to come from. `isolation` is
    the level that the whole run has; empty where it is not known yet. Work that is `alone` is done
    while nothing else is done on that worker, but for what is urgent; what is done `once` has no
    second try there. What has a `priority` above 0 is urgent.
    """

    exercise: str
    device: Device
    language: str
    package: bytes
    course: bytes
    isolation: str = ""
    alone: bool = False
    submission: Submission | None = None
    once: bool = False
    priority: int = 0


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The exercise is warm. `isolation` is the level that its students' code gets."""

    isolation: str


class Verdict(msgspec.Struct, frozen=True, tag=True):
    """The submission is graded."""

    graded: Graded


class Refused(msgspec.Struct, frozen=True, tag=True):
    """This worker must not take part in the run. `worker` is how a person finds it."""

    address: str
    worker: str
    what: str
    todo: str


class Lost(msgspec.Struct, frozen=True, tag=True):
    """What graded the submission has ended; another try may do better."""

    why: str


Reply = Ready | Verdict | Failed | Refused | Lost

_encoder = msgspec.msgpack.Encoder()
_work = msgspec.msgpack.Decoder(Work)
_reply: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def encode(message: Work | Reply) -> bytes:
    """A message as it travels."""
    return _encoder.encode(message)


def decode_work(data: bytes) -> Work:
    """What a worker is to do; strict."""
    return _work.decode(data)


def decode_reply(data: bytes) -> Reply:
    """What a worker has said; strict."""
    return _reply.decode(data)
