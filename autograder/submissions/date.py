"""The date that stands on a student's page: when the work was handed in, or what file it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from autograder.language import _, speaking
from autograder.submissions.files import regular
from autograder.submissions.stamp import timestamp, when
from autograder.submissions.work import files_in, is_work


def date_line(folder: Path, *, language: str) -> str:
    """A line with the date of the submission in a folder; empty where nothing tells one.

    It depends on what was handed in and not on today, so that a page is the same when it is made
    again.
    """
    text = timestamp(folder)
    moment = when(text) if text is not None else None
    with speaking(language):
        if moment is not None:
            return _("Handed in: {date}").format(date=f"{moment:%Y-%m-%d %H:%M} UTC")
        works = [regular(path) for path in files_in(folder) if is_work(path.name)]
        changed = max((state.st_mtime for state in works if state is not None), default=None)
        if changed is None:
            return ""
        day = datetime.fromtimestamp(changed, tz=UTC)
        return _("Date of your file: {date}").format(date=f"{day:%Y-%m-%d}")
