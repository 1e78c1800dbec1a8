"""What is wrong in a course.toml, in its author's words: the exercise, the field, the fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from autograder.course.devices import DEVICES
from autograder.errors import did_you_mean
from autograder.policies import Keep

_PLACE = re.compile(r" - at (?:`key` in )?`\$\.?(?P<path>.*)`$")
_EXERCISE = re.compile(r"exercises\[(?P<number>\d+)\]\.?")
_WORDS = (
    ("Object contains unknown field", "There is an unknown field"),
    ("Object missing required field", "There is no field"),
    ("Invalid enum value", "There is no"),
    ("Expected `str` matching regex '\\\\S'", "Expected a text that is not empty"),
)
# Its words for what stands in a file, and those of people who write TOML.
_TYPES = {
    "float": "a number",
    "int": "a whole number",
    "str": "a text",
    "array": "a list",
    "object": "a table",
    "bool": "true or false",
}
_TYPE = re.compile(r"`(?P<types>\w+(?: \| \w+)*)`")
_UNKNOWN = re.compile(r"unknown field `(?P<field>[^`]*)`")
_MISSING = re.compile(r"missing required field `(?P<field>[^`]*)`")
# What msgspec does not say: the words that may stand in a field, or name a part of it.
_CHOICE = re.compile(r"Invalid enum value '(?P<word>[^']*)'")
_CHOICES: Mapping[str, Sequence[str]] = {
    "keep": tuple(Keep),
    **dict.fromkeys(("device", "fallback", "settings", "device_limits"), DEVICES),
}
AGAIN = "Correct this and try again."


def explain(
    error: Exception,
    text: str,
    fields: Mapping[str, Sequence[str]],
    words: Mapping[str, Sequence[str]] = _CHOICES,
) -> tuple[str, str]:
    """What is wrong and what to do. `fields` are the known ones of the course, of an exercise, and
    of their parts: by "", "exercises", and names such as "limits" or "exercises.policies". `words`
    are those that may stand in a field."""
    said = str(error)
    place = _PLACE.search(said)
    what, path = said[: place.start()] if place else said, place["path"] if place else ""
    for theirs, ours in _WORDS:
        what = what.replace(theirs, ours)
    if what.startswith("Expected "):
        what = _TYPE.sub(_in_words, what)
    exercise = _EXERCISE.match(path)
    if exercise:
        path = path[exercise.end() :]
    owner = ".".join(filter(None, ("exercises" if exercise else "", path)))
    where = [_named(text, int(exercise["number"]))] if exercise else []
    where += [f"`{path}`"] if path else []
    what = f"{', '.join(where)}: {what}." if where else f"{what}."
    choice = _CHOICE.search(said)
    choices = words.get(path.rpartition(".")[2], ())
    if choice is not None and choices:
        meant = did_you_mean(choice["word"], choices)
        return what, f"{meant} It may be: {', '.join(choices)}.".strip()
    unknown, missing = _UNKNOWN.search(said), _MISSING.search(said)
    known = fields.get(owner, ())
    if missing is not None:
        return what, f"Write it: {missing['field']} = ..."
    if unknown is None or not known:
        return what, AGAIN
    meant = did_you_mean(unknown["field"], known)
    return what, f"{meant} The fields here are: {', '.join(known)}.".strip()


def _in_words(found: re.Match[str]) -> str:
    """A type, or several of which one is expected; a field that may be left out is no type."""
    types = [each for each in found["types"].split(" | ") if each != "null"]
    return " or ".join(_TYPES.get(each, each) for each in types)


def _named(text: str, number: int) -> str:
    """An exercise by its name, or by its place in the file."""
    try:
        name = msgspec.toml.decode(text)["exercises"][number]["name"]
    except (msgspec.DecodeError, ValueError, LookupError, TypeError):
        name = None
    return f"Exercise '{name}'" if isinstance(name, str) else f"The exercise number {number + 1}"
