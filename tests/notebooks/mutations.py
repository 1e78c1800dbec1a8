"""Notebooks that something has happened to: cells, any JSON value, or bare bytes are changed.

A change is named by an operation and two numbers, which choose the place and what is put there:
so Hypothesis finds a small one, and a seed gives always the same.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

Json = Any
Change = tuple[str, int, int]

BIG = 10**400
VALUES: list[Json] = [
    None, True, False, 0, 1, -1, 2**63, 2**64, BIG, 1e308, float("nan"), float("inf"), 1e-320,
    "", "x", "код\u2028\x00\x1b[31m", "\ud800", "\U0001f600" * 9, "given", "double",
    "double-checks", "total", "toy", "display", "code", "markdown", "raw", "y" * 250_000,
    "z" * 5_000, "a\n" * 3_000, [], [[]], [None, 1, "x"], ["a\n", "b"], ["x"] * 3_000, {}, {"": {}},
    {"nbgrader": {}},
    {"grade_id": "double", "locked": True, "grade": True, "points": 1000},
    {"nbgrader": {"grade_id": "total", "points": "5"}}, {"kind": "display", "name": "total"},
    4, 3, 5, "4", 4.0, "cells", "while True: pass",
]  # fmt: skip
INSERTED: list[bytes] = [
    b"", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\\ud800", b"\\u0000", b"{", b"}",
    b"[", b"]", b'"', b",", b":", b"\\", b"NaN", b"-Infinity", b"1e999", b"9" * 5_000, b"-0.0",
    b"null",
    b"[" * 3_000, b'{"a":' * 3_000, b"[" * 2_000 + b"]" * 2_000 + b",", b"{},", b"//", b"\n\n",
    b'"source":"x",', b'"cells":[],', b'"metadata":[],', b'"nbformat":3,', "ы".encode("cp1251"),
    b"\xf0\x9f\x98\x80", b'"grade_id":"total",',
]  # fmt: skip
ENCODINGS = ["utf-16", "utf-32-le", "utf-8-sig", "utf-7", "cp037", "cp1251"]


def places(thing: Json) -> list[tuple[Any, Any]]:
    """All (container, key) pairs of a JSON value."""
    found: list[tuple[Any, Any]] = []
    waiting = [thing]
    while waiting:
        container = waiting.pop()
        keys = list(container) if isinstance(container, dict) else range(len(container))
        found += [(container, key) for key in keys]
        waiting += [container[key] for key in keys if isinstance(container[key], dict | list)]
    return found


def _names(cell: Json) -> dict[str, Any]:
    """The cell's nbgrader metadata, made where it has none or something else."""
    if not isinstance(cell, dict):
        return {}
    for key in ("metadata", "nbgrader"):
        if not isinstance(cell.get(key), dict):
            cell[key] = {}
        cell = cell[key]
    names: dict[str, Any] = cell
    return names


def _pop(cells: list[Json], i: int, _j: int) -> None:
    del cells[i]


def _copy(cells: list[Json], i: int, j: int) -> None:
    cells.insert(j, copy.deepcopy(cells[i]))


def _move(cells: list[Json], i: int, j: int) -> None:
    cells.insert(j, cells.pop(i))


def _swap(cells: list[Json], i: int, j: int) -> None:
    cells[i], cells[j] = cells[j], cells[i]


def _many(cells: list[Json], i: int, j: int) -> None:
    number = (3, 40, 300, 10_000)[(i + j) % 4]
    cells[j:j] = [cells[i]] * min(number, 4_000_000 // len(json.dumps(cells[i])))


def _exchange(cells: list[Json], i: int, j: int) -> None:
    one, other = _names(cells[i]), _names(cells[j])
    one["grade_id"], other["grade_id"] = other.get("grade_id"), one.get("grade_id")


def _exchange_sources(cells: list[Json], i: int, j: int) -> None:
    if isinstance(cells[i], dict) and isinstance(cells[j], dict):
        one, other = cells[i].get("source"), cells[j].get("source")
        cells[i]["source"], cells[j]["source"] = other, one


def _flip(cells: list[Json], i: int, j: int) -> None:
    names = _names(cells[i])
    flag = ("locked", "grade", "solution", "task")[j % 4]
    names[flag] = not names.get(flag)


def _points(cells: list[Json], i: int, j: int) -> None:
    _names(cells[i])["points"] = (0, 1000, -5, 1e300, BIG, "9", None, 0.5)[j % 8]


def _rename(cells: list[Json], i: int, j: int) -> None:
    ids = ("mine", "double", "double-checks", "DOUBLE", "double ", "given", "\u0000", "ы" * 3_000)
    _names(cells[i])["grade_id"] = ids[j % 8]


CELLS: dict[str, Callable[[list[Json], int, int], None]] = {
    "pop": _pop, "copy": _copy, "move": _move, "swap": _swap, "many": _many, "flip": _flip,
    "exchange": _exchange, "sources": _exchange_sources, "points": _points, "rename": _rename,
}  # fmt: skip


def _put(container: Any, key: Any, j: int) -> None:
    container[key] = copy.deepcopy(VALUES[j % len(VALUES)])


def _drop(container: Any, key: Any, _j: int) -> None:
    del container[key]


def _deepen(container: Any, key: Any, j: int) -> None:
    for _level in range(j % 60):
        container[key] = {"nbgrader": container[key]} if j % 2 else [container[key]]


def _rekey(container: Any, key: Any, j: int) -> None:
    if isinstance(container, dict):
        container[("id", "source", "metadata", "nbgrader", "ы", "")[j % 6]] = container.pop(key)


ANYWHERE: dict[str, Callable[[Any, Any, int], None]] = {
    "put": _put, "drop": _drop, "deepen": _deepen, "rekey": _rekey,
}  # fmt: skip


def _insert(data: bytes, i: int, j: int) -> bytes:
    place = i % (len(data) + 1)
    return data[:place] + INSERTED[j % len(INSERTED)] + data[place:]


def _cut(data: bytes, i: int, j: int) -> bytes:
    place = i % (len(data) + 1)
    return data[:place] + data[place + j % 7 :]


def _truncate(data: bytes, i: int, _j: int) -> bytes:
    return data[: i % (len(data) + 1)]


def _duplicate_key(data: bytes, i: int, j: int) -> bytes:
    opened = [place for place, byte in enumerate(data) if byte == ord("{")] or [-1]
    place = opened[i % len(opened)] + 1
    keys = [piece for piece in INSERTED if piece.endswith(b",") and b":" in piece]
    return data[:place] + keys[j % len(keys)] + data[place:]


def _encode(data: bytes, _i: int, j: int) -> bytes:
    return data.decode(errors="replace").encode(ENCODINGS[j % len(ENCODINGS)], errors="replace")


BYTES: dict[str, Callable[[bytes, int, int], bytes]] = {
    "insert": _insert, "cut": _cut, "truncate": _truncate, "twice": _duplicate_key,
    "encode": _encode,
}  # fmt: skip
ALL = [*CELLS, *ANYWHERE, *BYTES]


def mutated(data: bytes, changes: Sequence[Change]) -> bytes:
    """The notebook after these changes: of cells and values first, then of bytes."""
    content = json.loads(data)
    for name, i, j in changes:
        cells = content.get("cells")
        found = places(content) if name in ANYWHERE else []
        if name in CELLS and isinstance(cells, list) and 0 < len(cells) < 5_000:
            CELLS[name](cells, i % len(cells), j % len(cells))
        elif found:
            ANYWHERE[name](*found[i % len(found)], j)
    data = json.dumps(content).encode()
    for name, i, j in changes:
        if name in BYTES:
            data = BYTES[name](data, i, j)
    return data


def seeded(data: bytes, seed: int) -> bytes:
    """The notebook after changes that this seed gives."""
    random = Random(seed)
    gentle = [*CELLS] * 3 + [*ANYWHERE] * 3 + [*BYTES]  # else few can be read at all
    return mutated(
        data,
        [
            (random.choice(gentle), random.randrange(10**6), random.randrange(10**6))
            for _change in range(random.randint(1, 5))
        ],
    )
