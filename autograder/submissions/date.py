"""The date that stands on a student's page: when the work was handed in, or what file it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from autograder.language import _, speaking
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
        changed = [path.lstat().st_mtime for path in files_in(folder) if is_work(path.name)]
        if not changed:
            return ""
        day = datetime.fromtimestamp(max(changed), tz=UTC)
        return _("Date of your file: {date}").format(date=f"{day:%Y-%m-%d}")
