"""The toy course with a question that is answered in words, and hand-ins of it."""

from __future__ import annotations

import json
from pathlib import Path

import toy_course as toy
from service_tools import POINTS, make_course
from toy_files import MANIFEST

from autograder.course import Course, load_course

PLACEHOLDER = "Your answer here."
RUBRIC = "- 1: the step goes too far.\\n- 0.5: **there** it is larger.\\n- it is said well (0.5)."
WRITTEN = f'[why]\npoints = 2.0\n[why.rubric]\nen = "{RUBRIC}"\nru = "{RUBRIC}"\n'
FULL = 12


def in_words(text: str) -> toy.Json:
    """The cell of the question, with an answer in it."""
    nbgrader = {"grade_id": "why", "locked": False, "grade": True, "solution": True, "points": 2}
    nbgrader["schema_version"] = 3
    return {"cell_type": "markdown", "metadata": {"nbgrader": nbgrader}, "source": text}


def worded(text: str, **answers: str) -> bytes:
    """A notebook with an answer in words; all else is right, but for what is named."""
    return toy.notebook([*toy.cells({**toy.ANSWERS, **answers}), in_words(text)])


def make_worded(folder: Path, people: str = "") -> Course:
    """The course, whose exercise is worth twelve points."""
    made = make_course(folder, manifest=MANIFEST.replace("points = 10", f"points = {FULL}"))
    (made.folder / "solutions" / "toy" / "written.toml").write_text(WRITTEN)
    for kind in ("source", "release"):
        path = made.folder / kind / "toy" / "toy.ipynb"
        content = json.loads(path.read_bytes())
        content["cells"].append({**in_words(PLACEHOLDER), "id": "in-words"})
        path.write_text(json.dumps(content))
    if people:
        (made.folder / "people.csv").write_text(people)
    assert sum(POINTS.values()) + 2 == FULL
    return load_course(made.folder)
