"""`autograder new NAME`: a new exercise folder that builds and validates at once."""

from __future__ import annotations

import shlex
from pathlib import Path

from autograder.classroom.new import new_exercise
from autograder.cli.build import say_what_was_built
from autograder.course import find_course


def run(folder: Path | None, name: str) -> int:
    """Write the example exercise under a new name, add it to course.toml, and build it."""
    made = new_exercise(folder or find_course(Path.cwd()), name)
    for line in made.to_translate:
        print(line)
    say_what_was_built(made.course, made.built)
    print(
        f"\nIt is an example, in {made.folder}. Edit its files, and its title in course.toml; then"
    )
    where = "" if folder is None else f" --course {shlex.quote(str(folder))}"
    print(f"  autograder build {name}{where}")
    print(f"  autograder validate {name}{where}")
    return 0
