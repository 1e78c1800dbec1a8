"""Columns of the service's tables, and the metadata that they all stand in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, MetaData, String

METADATA = MetaData()


def key(name: str, kind: Any = String) -> Column[Any]:
    """A column of the primary key."""
    return Column(name, kind, primary_key=True)


def filled(name: str, kind: Any = String) -> Column[Any]:
    """A column that is nowhere empty."""
    return Column(name, kind, nullable=False)
