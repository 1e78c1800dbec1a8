"""Answers are filled into a notebook as a student would do it."""

from __future__ import annotations

import json

import toy_course as toy

from autograder.notebooks.fill import fill


def test_only_the_named_answers_change() -> None:
    before = json.loads(toy.notebook())
    after = json.loads(fill(toy.notebook(), {"double": "line 1\nline 2", "unknown": "x"}))
    changed = [i for i in range(len(before["cells"])) if before["cells"][i] != after["cells"][i]]
    assert changed == [4]
    assert after["cells"][4]["source"] == ["line 1\n", "line 2"]
    assert {**after, "cells": 0} == {**before, "cells": 0}


def test_second_copies_come_at_the_end_in_their_order() -> None:
    before = json.loads(toy.notebook())
    again = {"total": "line 1\nline 2", "double": "x"}
    after = json.loads(fill(toy.notebook(), {}, again=again))
    *cells, total, double = after["cells"]
    assert cells == before["cells"]
    assert (total["source"], double["source"]) == (["line 1\n", "line 2"], ["x"])
    assert total["metadata"] == before["cells"][6]["metadata"]
    assert total["id"] != double["id"]


def test_nothing_to_fill_in() -> None:
    assert json.loads(fill(toy.notebook(), {})) == json.loads(toy.notebook())
