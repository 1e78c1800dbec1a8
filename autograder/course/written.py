"""written.toml: questions that a student answers in words, and a person grades."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec

from autograder.course.explain import AGAIN, explain
from autograder.errors import CourseError
from autograder.pysource.parse import read_text

FILE = "written.toml"
MOST_POINTS = 1e6  # so that sums of them stay numbers
Points = Annotated[float, msgspec.Meta(ge=0, le=MOST_POINTS)]


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question: its points, and by language what a full answer says (Markdown)."""

    points: Points
    rubric: dict[str, str]


def read_written(folder: Path, languages: Sequence[str]) -> dict[str, Written]:
    """The written questions of an exercise by name; none where there is no written.toml.

    Raises CourseError where the file cannot be read, or a rubric is missing in a language.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        found = msgspec.toml.decode(read_text(path), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise CourseError(f"{error}.", where=path, todo=AGAIN) from error
    questions = {name: _question(name, fields, path) for name, fields in found.items()}
    for name, question in questions.items():
        for language in languages:
            if not question.rubric.get(language, "").strip():
                raise CourseError(
                    f"The question '{name}' has no rubric in the language '{language}'.",
                    where=path,
                    todo=f'Write what a full answer says: {language} = """…""".',
                )
    return questions


def _question(name: str, fields: Any, path: Path) -> Written:
    try:
        return msgspec.convert(fields, Written)
    except msgspec.ValidationError as error:
        what, todo = explain(error, "", {"": Written.__struct_fields__})
        raise CourseError(f"The question '{name}': {what}", where=path, todo=todo) from error
