"""What a record says about what it was made of."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
import toy_course as toy
from gradings import grade_here

import autograder
from autograder.classroom.secret import with_secret
from autograder.course import Course, Exercise
from autograder.engine.cache import Cached
from autograder.engine.context import open_context
from autograder.engine.digests import digest_of_exercise, digest_of_package
from autograder.engine.engine import Engine
from autograder.grading import Graded, Submission
from autograder.results import Provenance, to_json

SECRET = b"the secret of the course, 32 bytes"
ANN = Submission("ann", "toy", toy.notebook(**toy.ANSWERS), files={"table.csv": b"1,2"})
BEN = Submission("ben", "toy", b"{", files={})


def provenance(graded: Graded) -> Provenance:
    assert graded.report.provenance is not None
    return graded.report.provenance


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return toy.write_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def gradings(course: Course) -> list[Graded]:
    submissions = [with_secret(each, SECRET) for each in (ANN, BEN)]
    return grade_here(course.exercise("toy"), submissions)


def test_it_names_what_the_grading_was_made_of(course: Course, gradings: list[Graded]) -> None:
    made_of = provenance(gradings[0])
    assert made_of.isolation in ("full", "base")
    assert made_of == Provenance(
        submission=hashlib.sha256(ANN.content).hexdigest(),
        files={"table.csv": hashlib.sha256(b"1,2").hexdigest()},
        exercise=digest_of_exercise(course.exercise("toy")).hex(),
        package=digest_of_package().hex(),
        version=autograder.__version__,
        python=platform.python_version(),
        libraries={"numpy": np.__version__, "IPython": made_of.libraries["IPython"]},
        device="cpu",
        isolation=made_of.isolation,
        language="en",
        questions=made_of.questions,
    )
    assert made_of.questions.keys() == {"by_hand", "double", "total"}


def test_what_cannot_be_read_has_one_too(gradings: list[Graded]) -> None:
    made_of = provenance(gradings[1])
    assert made_of.submission == hashlib.sha256(b"{").hexdigest()
    same = msgspec.structs.replace(provenance(gradings[0]), submission=made_of.submission, files={})
    assert same == made_of


def test_no_secret_is_in_it(gradings: list[Graded]) -> None:
    for submission, graded in zip((ANN, BEN), gradings, strict=True):
        own = with_secret(submission, SECRET).secret
        for secret in (SECRET, own):
            for told in (secret.hex().encode(), secret):
                assert told not in to_json(graded.report)


def test_the_name_of_a_file_is_told_as_it_can_be_seen(
    course: Course, gradings: list[Graded]
) -> None:
    odd = msgspec.structs.replace(ANN, files={"a\ud800\u202eb\x1b[31m.csv": b"1"})
    [graded] = grade_here(course.exercise("toy"), [odd])
    assert list(provenance(graded).files) == ["ab.csv"]
    assert to_json(graded.report)


def test_it_is_the_same_from_a_pool_and_from_the_cache(
    course: Course, gradings: list[Graded]
) -> None:
    exercise = course.exercise("toy")
    submission = with_secret(ANN, SECRET)
    with Engine(workers=1) as pool:
        [(_given, first)] = Cached(pool, course, exercise).grade([submission])
        cached = Cached(pool, course, exercise)
        [(_given, second)] = cached.grade([submission])
        assert cached.taken == 1
    assert provenance(first) == provenance(second) == provenance(gradings[0])


class Late:
    """A runner whose gradings come from before a change."""

    def __init__(self, graded: Graded) -> None:
        self._graded = graded

    def isolation(self, _exercise: Exercise) -> str:
        return "full"

    def grade(
        self, _exercise: Exercise, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Graded]]:
        return ((submission, self._graded) for submission in submissions)


def test_what_was_graded_before_a_change_is_not_kept(
    tmp_path: Path,
) -> None:
    course = toy.write_course(tmp_path)
    exercise = course.exercise("toy")
    [before] = grade_here(exercise, [ANN])
    checks = exercise.file("checks.py")
    checks.write_text(checks.read_text(encoding="utf-8") + "# changed", encoding="utf-8")
    for _time in range(2):
        cached = Cached(Late(before), course, exercise)
        [(_given, graded)] = cached.grade([ANN])
        assert cached.taken == 0
    assert provenance(graded).exercise != digest_of_exercise(exercise).hex()


def test_an_open_exercise_has_the_data_of_its_digest(tmp_path: Path) -> None:
    exercise = toy.write_course(tmp_path).exercise("toy")
    table = exercise.folder / "data" / "table.csv"
    table.parent.mkdir()
    table.write_bytes(b"1,2")
    context = open_context(exercise)
    table.write_bytes(b"3,4")
    assert context.exercise.data == {"table.csv": b"1,2"}
