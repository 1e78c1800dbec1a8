"""The command `autograder`, and what its errors look like: one sentence, and an exit status."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path

from autograder.cli.app import app
from autograder.cli.spoken import language_for
from autograder.cli.told import told
from autograder.errors import (
    AutograderError,
    CourseError,
    SubmissionError,
    UsageError,
    file_trouble,
)
from autograder.language import _, speaking

WRONG_USE = (UsageError, CourseError, SubmissionError)


def main() -> None:
    """Run the command line; an error of ours is one clear sentence on stderr."""
    if isinstance(sys.stdout, TextIOWrapper):  # a sign that its encoding lacks is shown as a code
        sys.stdout.reconfigure(errors="backslashreplace")
    with speaking(language_for(sys.argv[1:])):
        _run()


def _run() -> None:
    try:
        _see_that_we_are_somewhere()
        app()
    except AutograderError as error:
        print(f"autograder: {told(error)}", file=sys.stderr)
        sys.exit(2 if isinstance(error, WRONG_USE) else 1)
    except OSError as error:
        trouble = file_trouble(error)
        if trouble is None:
            raise
        print(f"autograder: {told(trouble)}", file=sys.stderr)
        sys.exit(1)


def _see_that_we_are_somewhere() -> None:
    try:
        Path.cwd()
    except FileNotFoundError as error:
        what = _("The folder in which you are is gone.")
        raise UsageError(what, todo=_("Go to another one, and run the command again.")) from error
