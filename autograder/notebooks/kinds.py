"""The kinds of cells, and how a grade id is made: lessons write what submissions are read by."""

from __future__ import annotations

ANSWER, CHECK, GIVEN, DISPLAY, TEXT = "answer", "check", "given", "display", "text"
WRITTEN = "written"  # an answer in words
CHOICE = "choice"  # of a submission: a digit that stands for an option
OUTCOME = "outcome"  # of a lesson: shows what a prediction was about
DATA = "data"  # of a lesson: writes its files where they are absent
LADDER = "ladder"  # of a lesson: folded hints, each a step nearer
IMPORTS = "imports"  # the cell that begins a notebook
CODE = "code"  # of a lesson: run like any other
FREE = "free"  # of a submission: the student's own
BLANK = "blank"  # a copy of an answer cell that holds no answer, below one that does

STUB = "stub"  # in the metadata of a teacher's cell: what students get in its place
CHECKS_SUFFIX = "-checks"  # the grade id of a question's visible check is its name with this
NBGRADER_SCHEMA = 3  # of nbgrader's metadata of a cell
