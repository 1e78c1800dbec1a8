"""written.toml: questions that a student answers in words, and a person grades."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from autograder.errors import CourseError

FILE = "written.toml"


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question: its points, and by language what a full answer says (Markdown)."""

    points: float
    rubric: dict[str, str]


def read_written(folder: Path, languages: Sequence[str]) -> dict[str, Written]:
    """The written questions of an exercise by name; none where there is no written.toml.

    Raises CourseError where a rubric is missing in one of the languages.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        questions = msgspec.toml.decode(path.read_bytes(), type=dict[str, Written])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{error}.", where=path, todo="Correct this and try again.") from error
    for name, question in questions.items():
        for language in languages:
            if not question.rubric.get(language, "").strip():
                raise CourseError(
                    f"The question '{name}' has no rubric in the language '{language}'.",
                    where=path,
                    todo=f'Write what a full answer says: {language} = """…""".',
                )
    return questions
