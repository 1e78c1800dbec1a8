"""Attempts beyond a number are kept as digests only."""

from __future__ import annotations

import re

import pytest
from service_tools import Clock, answers, browser, hand_in, is_graded, service, until

from autograder.course import Course, load_course
from autograder.engine.engine import Engine

RIGHT, HALF = answers(), answers(by_hand="A = 1")


@pytest.fixture
def short(course: Course) -> Course:
    """A course that keeps the files of two attempts."""
    path = course.folder / "course.toml"
    rules = "[service]\nattempts_kept = 2\n[policies]\npause_minutes = 0\n[[exercises]]"
    path.write_text(path.read_text().replace("[[exercises]]", rules))
    return load_course(course.folder)


def test_old_files_go_and_what_is_known_of_them_stays(
    short: Course, engine: Engine, clock: Clock
) -> None:
    wrong = [answers(by_hand="A = 1", double=f"def double(x):\n    return {n}") for n in range(4)]
    contents = [wrong[0], RIGHT, wrong[1], HALF, wrong[2], wrong[3]]
    with service(short, engine, clock) as state:
        ann, bob = browser(state, "ann"), browser(state, "bob")
        other = hand_in(bob, HALF)  # the same file as one of Ann's
        until(lambda: is_graded(state, other))
        places = []
        for content in contents:
            places.append(hand_in(ann, content))
            until(lambda: is_graded(state, places[-1]))
        kept = [each.submission for each in state.history.entries(student="ann")]

        def has() -> list[bool]:
            return [state.history.content(each.digest) is not None for each in kept]

        # Gone are the first and the third; the second counts, and Bob has the fourth, too.
        until(lambda: has() == [False, True, False, True, True, True])
        page = ann.get(places[0]).text
        assert "no longer kept" in page
        assert kept[0].digest in page
        assert "no longer kept" not in ann.get(places[1]).text
        receipt = re.search(r'href="([^"]*/receipts/\d+)"', page)
        assert receipt
        assert kept[0].digest in ann.get(receipt[1]).text
        listed = ann.get("/exercises/toy").text
        assert all(place in listed for place in places)
        again = hand_in(ann, contents[0])  # the same file once more is a new attempt, and kept
        until(lambda: is_graded(state, again))
        assert state.history.content(kept[0].digest) == contents[0]
