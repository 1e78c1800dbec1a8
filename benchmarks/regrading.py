"""A changed check of softmax in a class of ex02: how long `autograder regrade` takes to look.

    python -m benchmarks.regrading             # 1000 students, two workers
    python -m benchmarks.regrading 100

All submissions are distinct, every third softmax is wrong, and nothing is kept of the changed
check: the class is graded, the check is changed, and the command is timed as a whole, start
included. Then once more, when all of it is kept, and with --apply.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from autograder.course import Course
from autograder.demo.classroom import make_course
from autograder.notebooks.fill import fill
from autograder.validation.candidates import reference_answers
from benchmarks import classes, measure

NAME = "ex02_activations"
WRONG = (
    "def softmax(z):\n    return np.exp(z) / np.sum(np.exp(z))",
    "def softmax(z):\n    e = np.exp(z - np.max(z))\n    return e / np.sum(e, axis=0)",
)
CHECK = '@value_check("softmax"'


def make_class(course: Course, folder: Path, size: int) -> Course:
    """A copy of the course in which so many students have handed in, each another file."""
    copy = make_course(course, folder)
    exercise = copy.exercise(NAME)
    release, right = exercise.release_notebook.read_bytes(), reference_answers(exercise)
    for number in range(size):
        softmax = right["softmax"] if number % 3 else WRONG[number % 2]
        place = copy.submitted / f"student{number:04}" / NAME
        place.mkdir(parents=True)
        answers = {**right, "softmax": f"{softmax}\n# {number}"}
        (place / f"{NAME}.ipynb").write_bytes(fill(release, answers))
    return copy


def change_the_check(course: Course) -> None:
    """Let the first check of softmax compare one number more."""
    path = course.exercise(NAME).folder / "checks.py"
    text = path.read_text(encoding="utf-8")
    before, _mark, after = text.partition(CHECK)
    head, _colon, body = after.partition('"""\n')
    more = "    same(student.softmax, reference.softmax, np.array([[0.5, 1.5], [2.0, -1.0]]))\n"
    changed = f'{before}{CHECK}{head}"""\n{more}{body}'
    if changed == text or not _mark:
        raise SystemExit("There is no check of softmax to change any more.")
    path.write_text(changed, encoding="utf-8")


def main(size: int) -> None:
    """Grade, change, and time the commands."""
    measure.adopt_orphans()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "course"
        course = make_class(classes.this_course(), folder, size)
        print(f"{size} students")
        for said, *command in (
            ("whole", "grade", NAME, "--workers", "2", "--unproved"),
            ("changed", "regrade", NAME, "--workers", "2", "--unproved"),
            ("again, kept", "regrade", NAME, "--workers", "2", "--unproved"),
            ("applied", "regrade", NAME, "--workers", "2", "--unproved", "--apply"),
        ):
            if said == "changed":
                change_the_check(course)
            cost = measure.run(classes.autograder(*command, "--course", str(folder)), folder)
            print(f"{said}: {cost.wall:.1f} s, {cost.cpu:.1f} s CPU", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
