"""How much one submission may use: for the whole course, and where an exercise needs more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec

Seconds = Annotated[float, msgspec.Meta(gt=0)]
Size = Annotated[int, msgspec.Meta(gt=0)]


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much one submission may use.

    `cell_seconds` and `submission_seconds` are processor time, of all its processes and threads
    together; `idle_seconds` is the time in which one cell may only wait. Where an exercise is
    graded on a GPU, the first two hold on the wall, too, and the last one not at all.
    """

    cell_seconds: Seconds = 10.0
    submission_seconds: Seconds = 60.0
    idle_seconds: Seconds = 5.0
    output_kilobytes: Size = 256
    memory_megabytes: Size = 1024
    scratch_megabytes: Size = 64
    handed_in_kilobytes: Size = 10_000


def own_limits(limits: Limits, own: Mapping[str, float]) -> Limits:
    """The limits with those of one exercise in place; raises msgspec.ValidationError."""
    return msgspec.convert({**msgspec.to_builtins(limits), **own}, Limits)
