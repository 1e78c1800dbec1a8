"""Who handed in what, and what it was given, at any time: a database of the course's own.

Nothing is changed in it but a date that was mended, so that "who had what when" has an answer.
"""

from autograder.history.history import History
from autograder.history.ids import new_id
from autograder.history.place import (
    FILE,
    SERVER,
    VARIABLE,
    Place,
    bare,
    kept_on,
    place_of,
    server_at,
    shown,
)
from autograder.history.recorder import Came, Done, Recorder
from autograder.history.records import (
    Clock,
    Entry,
    HandIn,
    KeptGrading,
    KeptSubmission,
    best_of,
    had_at,
    latest_of,
    outdated,
)
from autograder.history.writing import Writing

__all__ = [
    "FILE",
    "SERVER",
    "VARIABLE",
    "Came",
    "Clock",
    "Done",
    "Entry",
    "HandIn",
    "History",
    "KeptGrading",
    "KeptSubmission",
    "Place",
    "Recorder",
    "Writing",
    "bare",
    "best_of",
    "had_at",
    "kept_on",
    "latest_of",
    "new_id",
    "outdated",
    "place_of",
    "server_at",
    "shown",
]
