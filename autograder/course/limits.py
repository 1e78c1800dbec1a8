"""How much one submission may use: for the whole course, and where an exercise needs more."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much one submission may use.

    `cell_seconds` and `submission_seconds` are processor time, of all its processes and threads
    together; `idle_seconds` is the time in which one cell may only wait. Where an exercise is
    graded on a GPU, the first two hold on the wall, too, and the last one not at all.
    """

    cell_seconds: float = 10.0
    submission_seconds: float = 60.0
    idle_seconds: float = 5.0
    output_kilobytes: int = 256
    memory_megabytes: int = 1024
    scratch_megabytes: int = 64
    handed_in_kilobytes: int = 10_000


def own_limits(limits: Limits, own: Mapping[str, float]) -> Limits:
    """The limits with those of one exercise in place; raises msgspec.ValidationError."""
    return msgspec.convert({**msgspec.to_builtins(limits), **own}, Limits)
