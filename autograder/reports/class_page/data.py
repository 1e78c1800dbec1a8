"""The same as data, for programs: what `autograder report --json` and `--csv` write."""

from __future__ import annotations

from datetime import datetime

import msgspec

from autograder.language import _
from autograder.policies import shown_moment
from autograder.reports.class_page.facts import CourseFacts, ExerciseFacts, Pupil, Work
from autograder.reports.class_page.items import Item, check_items, question_items
from autograder.reports.statistics import class_summary, is_decided

Row = list[str | float | None]


class ItemData(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question, or a check of one: as `Item` says."""

    question: str
    check: str
    max_points: float
    answers: int
    share: float
    discrimination: float | None
    unanswered: int = 0
    open: int = 0


class MistakeData(msgspec.Struct, frozen=True):
    """A known mistake, and the ids of those who made it."""

    question: str
    mistake: str
    hint: str
    students: tuple[str, ...]


class StudentData(msgspec.Struct, frozen=True, kw_only=True):
    """A student at one exercise; `points` is null where there is nothing, or no verdict."""

    id: str
    name: str
    sections: tuple[str, ...]
    listed: bool
    handed_in: bool
    points: float | None
    waits: tuple[str, ...]
    attempts: int
    arrived: datetime | None
    late: bool
    days_late: int
    days_in_hand: int
    changed: tuple[str, ...]


class ExerciseData(msgspec.Struct, frozen=True, kw_only=True):
    """A class at one exercise."""

    exercise: str
    max_points: float
    weight: float
    bonus: bool
    due: datetime | None
    mean: float | None
    median: float | None
    students: tuple[StudentData, ...]
    questions: tuple[ItemData, ...]
    checks: tuple[ItemData, ...]
    mistakes: tuple[MistakeData, ...]


class TotalData(msgspec.Struct, frozen=True, kw_only=True):
    """A student in the course: the points of each exercise by its name, and the total of them."""

    id: str
    name: str
    sections: tuple[str, ...]
    listed: bool
    points: dict[str, float | None]
    total: float
    max_points: float
    share: float | None
    open: bool


class CourseData(msgspec.Struct, frozen=True):
    """A class in the whole course so far."""

    exercises: tuple[ExerciseData, ...]
    totals: tuple[TotalData, ...]


def exercise_data(facts: ExerciseFacts) -> ExerciseData:
    """The facts of one exercise, and what follows from them."""
    decided = [each for each in facts.reports if is_decided(each)]
    summary = class_summary(facts.reports)
    return ExerciseData(
        exercise=facts.name,
        max_points=facts.max_points,
        weight=facts.weight,
        bonus=facts.bonus,
        due=facts.due,
        mean=summary.mean,
        median=summary.median,
        students=tuple(map(_student, facts.works)),
        questions=tuple(map(_item, question_items(decided))),
        checks=tuple(map(_item, check_items(decided))),
        mistakes=tuple(
            MistakeData(each.question, each.mistake, each.hint, each.who)
            for each in summary.mistakes
        ),
    )


def course_data(facts: CourseFacts) -> CourseData:
    """The same of the course."""
    names = [each.name for each in facts.exercises]
    totals = tuple(
        TotalData(
            id=each.pupil.id,
            name=each.pupil.name,
            sections=each.pupil.sections,
            listed=each.pupil.listed,
            points=dict(zip(names, each.points, strict=True)),
            total=each.total,
            max_points=each.max_points,
            share=each.share,
            open=each.is_open,
        )
        for each in facts.totals
    )
    return CourseData(tuple(map(exercise_data, facts.exercises)), totals)


def exercise_rows(facts: ExerciseFacts) -> list[Row]:
    """A table for a spreadsheet, in the current language: a row for each student."""
    headings = [*_person_headings(), _("points"), _("of"), _("attempts"), _("arrived")]
    rows: list[Row] = [[*headings, _("days late")]]
    for work in facts.works:
        came = shown_moment(work.arrived, facts.zone) if work.arrived is not None else None
        row: Row = [work.points, facts.max_points, work.attempts, came, work.days_late]
        rows.append([*_person(work.pupil), *row])
    return rows


def course_rows(facts: CourseFacts) -> list[Row]:
    """The same for the course: the points of each exercise, and the total of them."""
    names = [each.name for each in facts.exercises]
    rows: list[Row] = [[*_person_headings(), *names, _("total"), _("of"), _("share")]]
    for each in facts.totals:
        row: Row = [*each.points, each.total, each.max_points, each.share]
        rows.append([*_person(each.pupil), *row])
    return rows


def _person_headings() -> list[str]:
    return ["id", _("name"), _("section")]


def _person(pupil: Pupil) -> Row:
    return [pupil.id, pupil.name, ";".join(pupil.sections)]


def _item(item: Item) -> ItemData:
    return ItemData(*item)


def _student(work: Work) -> StudentData:
    return StudentData(
        id=work.pupil.id,
        name=work.pupil.name,
        sections=work.pupil.sections,
        listed=work.pupil.listed,
        handed_in=work.report is not None,
        points=work.points,
        waits=work.waits,
        attempts=work.attempts,
        arrived=work.arrived,
        late=work.late,
        days_late=work.days_late,
        days_in_hand=work.days_in_hand,
        changed=work.changed,
    )
