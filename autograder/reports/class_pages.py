"""The page that leads a teacher to the pages of the students: one HTML file beside them."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from urllib.parse import quote

import msgspec

from autograder.language import _, speaking
from autograder.reports.html import TITLE_LIMIT, style, templates
from autograder.reports.plain import one_line
from autograder.reports.statuses import open_points, report_status_words
from autograder.reports.values import points, points_of
from autograder.results import Report, ReportStatus

NAME_LIMIT = 120


class PageLine(msgspec.Struct, frozen=True, kw_only=True):
    """A student; `page` is the path of the page from here, empty where there is none."""

    student: str
    name: str = ""
    sections: tuple[str, ...] = ()
    page: str = ""
    report: Report | None = None


def class_pages_index(lines: Sequence[PageLine], *, title: str, course: str, language: str) -> str:
    """The file; `title` is that of the exercise. Its table sorts where scripts run, and is whole
    where none do."""
    own = f"{style('feedback.css')}\n{_part('class_pages.css')}"
    script = _part("class_pages.js")
    with speaking(language):
        return (
            templates()
            .get_template("class_pages.html.jinja")
            .render(
                _=_,
                style=own,
                script=script,
                policy=f"default-src 'none'; style-src '{_digest(own)}'; "
                f"script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'",
                language=language,
                title=one_line(title, TITLE_LIMIT),
                course=one_line(course, TITLE_LIMIT),
                rows=[_row(each) for each in lines],
                has_names=any(each.name for each in lines),
                has_sections=any(each.sections for each in lines),
            )
        )


def _row(line: PageLine) -> dict[str, object]:
    return {
        "id": one_line(line.student, NAME_LIMIT),
        "name": one_line(line.name, NAME_LIMIT),
        "sections": one_line(", ".join(line.sections), NAME_LIMIT),
        "page": quote(line.page),
        **_points(line.report),
    }


def _points(report: Report | None) -> dict[str, object]:
    """The points in words, and the number by which they sort; and what else there is to say."""
    if report is None:
        return {"points": "–", "number": -1.0, "said": _("nothing handed in")}
    if report.status is not ReportStatus.GRADED:
        return {"points": "–", "number": 0.0, "said": report_status_words(report.status)}
    waits = open_points(report)
    said = _("a teacher decides on {points}").format(points=points(waits)) if waits else ""
    earned = points_of(report.score, report.max_score)
    return {"points": earned, "number": report.score, "said": said}


def _digest(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _part(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")
