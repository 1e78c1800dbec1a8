"""What was to be reached, and what was: lines of a table in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.service.house import Load
from benchmarks.service.machine import percentile
from benchmarks.service.plans import Seen

HEAD = ("what", "aim", "reached", "measured", "CPU of service, of clients", "the machine")


@dataclass(frozen=True)
class Row:
    """A line. `reached` is None where there was no aim."""

    what: str
    aim: str
    reached: bool | None
    measured: str
    cpu: str = ""
    machine: str = ""

    def cells(self) -> Sequence[str]:
        """As they stand in the table."""
        word = {True: "yes", False: "**no**", None: ""}[self.reached]
        return self.what, self.aim, word, self.measured, self.cpu, self.machine


def markdown(rows: Iterable[Row]) -> str:
    """The whole table."""
    lines = [HEAD, ["---"] * len(HEAD), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def row(what: str, aim: str, reached: bool | None, measured: str, load: Load) -> Row:
    """A line about some load; where something went wrong, nothing was reached."""
    troubles = load.troubles
    if troubles:
        reached = False
        measured += f"; {len(troubles)} went wrong, the first: {troubles[0].trouble}"
    return Row(what, aim, reached, measured, shares(load), str(load.spell))


def shares(load: Load) -> str:
    """Of one core each: how busy the service with its engine was, and the clients."""
    return f"{load.service_cpu / load.wall:.2f}, {load.client_cpu / load.wall:.2f} cores"


def seconds(seen: Iterable[Seen]) -> list[float]:
    """From the first byte to the verdict, of what was answered."""
    return [each.seconds for each in seen if not each.trouble]


def spread(walls: Sequence[float]) -> str:
    """Percentiles, in milliseconds or seconds."""
    middle, most, nearly_all = (percentile(walls, share) for share in (0.5, 0.95, 0.99))
    if nearly_all < 10:
        return f"p50 {middle * 1e3:.0f}, p95 {most * 1e3:.0f}, p99 {nearly_all * 1e3:.0f} ms"
    return f"p50 {middle:.1f}, p95 {most:.1f}, p99 {nearly_all:.1f} s"
