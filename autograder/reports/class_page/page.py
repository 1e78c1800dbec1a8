"""The class page: one HTML file that needs no network, and has one small script of its own for
sorting, filtering and hiding names. Nothing of a student's becomes HTML."""

from __future__ import annotations

import hashlib
import statistics
from base64 import b64encode
from datetime import datetime
from functools import cache, partial
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.language import _, percent, speaking
from autograder.policies import shown_moment
from autograder.reports.class_page import charts, view
from autograder.reports.class_page.course_view import over_exercises, over_sections, total_shares
from autograder.reports.class_page.facts import CourseFacts, ExerciseFacts
from autograder.reports.class_page.items import check_items, question_items
from autograder.reports.code_words import with_code
from autograder.reports.plain import one_line
from autograder.reports.statistics import class_summary, is_decided
from autograder.reports.values import points, points_of

MISTAKES_SHOWN = 30
MISTAKES_OF_EACH = 3  # exercises, on the page of the course
TITLE_LIMIT = 200
PLACE = "autograder.reports.class_page"


class Heading(NamedTuple):
    """What stands above a page: the course's title, when it was `made`, and of which `section` it
    is, where that is not the whole class. Without `shows_names` no name is in it. `back` is the
    address of a page that it belongs to, if there is one."""

    course: str
    language: str
    made: datetime
    section: str = ""
    shows_names: bool = True
    back: str = ""


def exercise_page(facts: ExerciseFacts, heading: Heading) -> str:
    """The page of a class at one exercise."""
    people = view.numbered(work.pupil for work in facts.works)
    in_order = partial(view.by_name, shows_names=heading.shows_names)
    works = {people[work.pupil.id]: work for work in facts.works}
    decided = [each for each in facts.reports if is_decided(each)]
    scores = [each.score for each in decided]
    with speaking(heading.language):
        summary = class_summary(facts.reports)
        return _page(
            "exercise.html.jinja",
            facts.title,
            heading,
            facts.zone,
            facts=facts,
            summary=summary,
            people=people,
            works={each: works[each] for each in in_order(works)},
            late=sum(work.late for work in facts.works),
            spread=statistics.pstdev(scores) if len(scores) > 1 else None,
            chart=charts.distribution(scores, facts.max_points),
            arrivals=charts.arrivals(facts.times, facts.due, facts.zone),
            questions=question_items(decided),
            checks=check_items(decided),
            mistakes=view.mistaken(summary.mistakes[:MISTAKES_SHOWN], people, in_order),
        )


def course_page(facts: CourseFacts, heading: Heading) -> str:
    """The same for a class in the whole course."""
    people = view.numbered(each.pupil for each in facts.totals)
    in_order = partial(view.by_name, shows_names=heading.shows_names)
    totals = {people[each.pupil.id]: each for each in facts.totals}
    with speaking(heading.language):
        return _page(
            "course.html.jinja",
            _("The course so far"),
            heading,
            facts.exercises[0].zone,
            facts=facts,
            totals={each: totals[each] for each in in_order(totals)},
            exercises=over_exercises(facts),
            sections=over_sections(facts),
            chart=charts.shares(total_shares(facts.totals)),
            mistakes=[
                (each.title, mistake)
                for each in facts.exercises
                for mistake in view.mistaken(
                    class_summary(each.reports).mistakes[:MISTAKES_OF_EACH], people, in_order
                )
            ],
        )


def browser_policy() -> str:
    """What a browser may do with such a page: apply its style, run its script, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(_style())}'; script-src '{_digest(_script())}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _page(template: str, title: str, heading: Heading, zone: str, **shown: Any) -> str:
    return (
        _templates()
        .get_template(template)
        .render(
            _=_,
            title=one_line(title, TITLE_LIMIT),
            course=one_line(heading.course, TITLE_LIMIT),
            section=one_line(heading.section, TITLE_LIMIT),
            language=heading.language,
            made=shown_moment(heading.made, zone),
            shows_names=heading.shows_names,
            back=heading.back,
            style=_style(),
            script=_script(),
            policy=browser_policy(),
            words=view.mark_words(),
            **shown,
        )
    )


@cache
def _style() -> str:
    shared = files("autograder.reports") / "templates" / "feedback.css"
    own = files(PLACE) / "templates" / "class.css"
    return shared.read_text(encoding="utf-8") + own.read_text(encoding="utf-8")


@cache
def _script() -> str:
    return (files(PLACE) / "templates" / "class.js").read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader(PLACE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["with_code"] = with_code
    environment.filters["line"] = lambda text: one_line(text, TITLE_LIMIT)
    environment.globals |= {
        "advice": view.advice,
        "figure": view.figure,
        "marks": view.marks,
        "moment": view.moment_words,
        "percent": percent,
        "points": points,
        "points_of": points_of,
        "status_of": view.status_of,
    }
    return environment
