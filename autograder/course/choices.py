"""choices.toml: questions with numbered options, of which a student writes down one digit.

A prediction is a guess before a cell shows what happens: any of the options earns its points. A
recall question looks back, and only the right option does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from autograder.course.explain import AGAIN, explain
from autograder.course.written import Points
from autograder.errors import CourseError
from autograder.pysource.parse import read_text

FILE = "choices.toml"
PREDICT, RECALL = "predict", "recall"
FEWEST_OPTIONS, MOST_OPTIONS = 2, 9  # a digit is written down
Filled = Annotated[str, msgspec.Meta(pattern=r"\S")]
Read = TypeVar("Read")


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question in one language: each option has a sentence that answers whoever chose it."""

    question: Filled
    options: tuple[Filled, ...]
    sentences: tuple[Filled, ...]


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question. `right` is the number of the option that is so, counted from 1; `texts` has the
    words by language."""

    kind: Literal["predict", "recall"]
    points: Points
    right: int
    texts: dict[str, Texts]

    @property
    def digits(self) -> tuple[str, ...]:
        """What may be written down: "1", "2" and so on."""
        return tuple(str(n + 1) for n in range(len(next(iter(self.texts.values())).options)))

    def earns(self, digit: str) -> float:
        """The points that an answer earns."""
        is_one = digit in self.digits
        good = is_one if self.kind == PREDICT else digit == str(self.right)
        return self.points if good else 0.0


def read_choices(folder: Path, languages: Sequence[str]) -> dict[str, Choice]:
    """The choice questions of an exercise by name; none where there is no choices.toml.

    Raises CourseError where the file cannot be read, or a question is not whole in a language.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        found = msgspec.toml.decode(read_text(path), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise CourseError(f"{error}.", where=path, todo=AGAIN) from error
    return {name: _question(name, fields, path, languages) for name, fields in found.items()}


def _question(name: str, fields: Any, path: Path, languages: Sequence[str]) -> Choice:
    fields = fields if isinstance(fields, dict) else {"": fields}
    others = {key: value for key, value in fields.items() if key not in languages}
    texts = {
        key: _read(value, Texts, f"{name}.{key}", path, Texts.__struct_fields__)
        for key, value in fields.items()
        if key in languages
    }
    known = ("kind", "points", "right", *languages)
    choice = _read({**others, "texts": texts}, Choice, name, path, known)
    for language in languages:
        if language not in choice.texts:
            raise _wrong(
                name,
                path,
                f"has no words in the language '{language}'.",
                f"Write [{name}.{language}] with question, options and sentences.",
            )
    counts = {
        len(each) for said in choice.texts.values() for each in (said.options, said.sentences)
    }
    if len(counts) != 1 or not FEWEST_OPTIONS <= min(counts) <= MOST_OPTIONS:
        raise _wrong(
            name,
            path,
            "does not have the same number of options and sentences everywhere.",
            f"Write from {FEWEST_OPTIONS} to {MOST_OPTIONS} options, and one sentence for each, in "
            "every language.",
        )
    if str(choice.right) not in choice.digits:
        raise _wrong(
            name,
            path,
            f"says that option {choice.right} is right, and there is none.",
            f"Write right = a number from 1 to {max(counts)}.",
        )
    for language, said in choice.texts.items():
        for option in said.options:
            if said.options.count(option) > 1:
                raise _wrong(
                    f"{name}.{language}",
                    path,
                    f"has the option {option!r} twice.",
                    "Write something else in one of them: only one of two can be right.",
                )
    return choice


def _read(value: Any, kind: type[Read], name: str, path: Path, known: Sequence[str]) -> Read:
    """One table of the file."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        what, todo = explain(error, "", {"": known}, {"kind": (PREDICT, RECALL)})
        raise CourseError(f"The question '{name}': {what}", where=path, todo=todo) from error


def _wrong(name: str, path: Path, what: str, todo: str) -> CourseError:
    return CourseError(f"The question '{name}' {what}", where=path, todo=todo)
