"""Rows of tables as frozen data whose fields are called like columns."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, RowMapping, Table

T = TypeVar("T", bound=msgspec.Struct)


def columns_of(table: Table, kind: type[msgspec.Struct]) -> list[Column[Any]]:
    """The columns that the fields of a kind are taken from."""
    return [table.c[name] for name in kind.__struct_fields__]


def made_of(row: RowMapping, kind: type[T]) -> T:
    """The data in a row."""
    return msgspec.convert({name: row[name] for name in kind.__struct_fields__}, kind)
