"""Rows of the tables as the data that the history tells."""

from __future__ import annotations

import msgspec
from sqlalchemy import RowMapping

from autograder.history.records import KeptGrading, KeptSubmission


def submission_in(row: RowMapping) -> KeptSubmission:
    """The submission in a row of SUBMISSIONS; raises msgspec.ValidationError for a damaged one."""
    names = KeptSubmission.__struct_fields__
    return msgspec.convert({name: row[name] for name in names}, KeptSubmission)


def grading_in(row: RowMapping) -> KeptGrading:
    """The grading in a row of GRADINGS, which may lack its record; raises the same."""
    names = KeptGrading.__struct_fields__
    return msgspec.convert({name: row[name] for name in names}, KeptGrading)
