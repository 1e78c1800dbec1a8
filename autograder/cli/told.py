"""What others say in English alone, in the language that is spoken.

Others are the library that reads commands, the system (`strerror`), and rooms of ours on which
verdicts rely and that speak to authors and teachers: of their sentences those are here that a
student of `autograder check` may meet. Whatever is not here stays English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

from autograder.errors import AutograderError
from autograder.language import ENGLISH, _, current, speaking
from autograder.language import _ as translated

_BRACKETS = re.compile(r"\[([a-z][^\[\]]*)\]")


def told(error: AutograderError) -> str:
    """An error in words."""
    return str(AutograderError(retold(error.what), where=error.where, todo=retold(error.todo)))


def retold(text: str) -> str:
    """A sentence in the language that is spoken, and what is filled into it as well."""
    if not text or current() == ENGLISH:
        return text
    for template, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found:
            filled = {name: retold(value) for name, value in found.groupdict().items()}
            return translated(template).format(**filled)
    return text


def retold_lines(text: str) -> str:
    """The same, line by line, and with what stands in brackets at the end of a help text."""
    lines = "\n".join(retold(line) for line in text.split("\n"))
    return _BRACKETS.sub(lambda found: f"[{retold(found[1])}]", lines)


def _of_others() -> Iterator[str]:
    """Of the library that reads commands, and of the system; the special ones before those that
    are more general."""
    yield _("Usage: {command} [OPTIONS] COMMAND [ARGS]...")
    yield _("Usage: {command} [OPTIONS] {arguments}")
    yield _("Usage: {command}")
    yield _("Try '{command}' for help.")
    yield _("Error: {message}")
    yield _("Arguments:")
    yield _("Options:")
    yield _("Commands:")
    yield _("Show this message and exit.")
    yield _("required")
    yield _("env var: {name}")
    yield _("Missing argument '{name}'.")
    yield _("Missing option '{name}'.")
    yield _("Missing command.")
    yield _("Got unexpected extra argument ({arguments})")
    yield _("Got unexpected extra argument(s) ({arguments})")
    yield _("Got unexpected extra arguments ({arguments})")
    yield _("No such command '{name}'. Did you mean {names}?")
    yield _("No such command '{name}'.")
    yield _("No such option: {name} (Possible options: {names})")
    yield _("No such option: {name} Did you mean {names}?")
    yield _("No such option: {name}")
    yield _("Option '{name}' requires an argument.")
    yield _("Option '{name}' does not take a value.")
    yield _("Invalid value for {name}: {message}")
    yield _("Aborted!")
    yield _("No such file or directory")
    yield _("Permission denied")
    yield _("Operation not permitted")
    yield _("No space left on device")
    yield _("Read-only file system")
    yield _("Is a directory")
    yield _("Not a directory")
    yield _("Input/output error")
    yield _("Disk quota exceeded")
    yield _("File too large")


def of_our_rooms() -> Iterator[str]:
    """The same of our own rooms, in English as it is said there."""
    # Files and folders.
    yield _("This cannot be read: {why}.")
    yield _("This cannot be written: {why}.")
    yield _("This cannot be removed: {why}.")
    yield _("This cannot be read or written: {why}.")
    yield _("Make room, or make its folder writable for you, and run the command again.")
    yield _("Make it readable for you, and run the command again.")
    yield _("Make room, or make it and its folder accessible for you, and run the command again.")
    yield _(
        "A folder stands where a file has to be, a file in place of a folder, or a link that leads "
        "to itself: move it away."
    )
    # The course.
    yield _("There is no course.toml here or in a folder above.")
    yield _("Go to the course's folder, or name it with --course DIR.")
    yield _("There is no course here: {why}.")
    yield _("Name the folder that holds course.toml with --course DIR.")
    yield _("Did you mean '{name}'?")
    # What keeps a student's code in.
    yield _("a file system, network and process numbers of its own, Landlock, seccomp, limits")
    yield _("Landlock, seccomp, limits; it cannot start processes")
    yield _("no isolation: the code can do whatever you can do")
    yield _("This machine cannot keep a student's code in ({reasons}).")
    yield _(
        "Use Linux 5.13 or newer with Landlock, and install libseccomp (on Debian and Ubuntu: apt "
        "install libseccomp2). `autograder doctor` shows more. To grade students whom you trust "
        "without isolation, add --accept-risk."
    )
    yield _("A child of the student side could not be isolated, so nothing was run in it.")
    yield _("`autograder doctor` shows what this machine lacks.")
    yield _("The student side cannot import {names}. It said: {said}")
    yield _("The student side cannot import {names}.")
    yield _("Install it, or correct `warm` in course.toml.")
    yield _("The student side did not answer in {seconds} s.")
    yield _("Is this machine too busy? Grade with fewer --workers.")
    yield _("The grading process cannot be started: {why}.")
    yield _("See that there is room for one more.")
    yield _("See that there is room for one more: on the disk, in memory and of processes.")
    yield _("The folder in which this program runs is gone, so nothing can be graded.")
    yield _("Start it again from another folder.")
    # The list of commands, as each of them says what it does.
    yield _("Build, grade and prove auto-graded exercises.")
    yield _("The class list, links, more time.")
    yield _("The learning platforms that a course belongs to.")
    yield _("Make exercises/, source/ and release/ from the lessons and the reference code.")
    yield _("Collect the texts to translate, and compile the translations that are there.")
    yield _("Prove the hidden checks: right answers pass, wrong ones lose and get their own hint.")
    yield _("Grade submitted/ into the gradebook, autograded/ and feedback/, and print a table.")
    yield _("Take in what students have sent, from archives and folders, into submitted/.")
    yield _("Put the course on the web: students hand in and are answered, teachers watch.")
    yield _("Grade on this machine what a Dask scheduler sends, until it is stopped.")
    yield _("Grade one file and print the verdict; the gradebook is not touched.")
    yield _("Show how the class did: scores, hardest questions, commonest mistakes; or its totals.")
    yield _("List the wrong answers of a class that no hint explains, in groups that do the same.")
    yield _("Make a group of wrong answers a known mistake, with a place for the hint.")
    yield _("After a change: grade the class aside, and show whose points move and by which check.")
    yield _("Note that grades were given out: from now on, `regrade --apply` lowers nobody's.")
    yield _("Take a question out of the grading of a class: everybody gets its points, or none.")
    yield _("Write grades and pages as other systems read them: Canvas, Moodle, CSV, JUnit.")
    yield _("Show who handed in what and when, and what it was given each time it was graded.")
    yield _("Take a person out of the course; or remove a grade whose work is gone.")
    yield _("Write all that is kept of one person into a zip archive.")
    yield _("Copy all that the course has of its class into a file, also while the service runs.")
    yield _("Put a backup in the place of what the course has of its class.")
    yield _("Make a new exercise folder that builds and validates at once, to be edited.")
    yield _("Make an example class in a folder of its own, grade it, and say where the pages are.")
    yield _("Show how well this machine can keep a student's code in, and what it lacks.")
    # The options that students may give.
    yield _("Show the version.")
    yield _("A notebook (.ipynb) or a Python file (.py).")
    yield _("The id that it was handed in under.")
    yield _("The same as JSON; - is stdout.")
    yield _("cpu or gpu; else what the exercise wants and is there.")
    yield _("Else: the nearest course.toml.")
    yield _("Run students' code even where this machine cannot keep it in.")


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Each sentence in English, and what recognises it once it is filled."""
    with speaking(ENGLISH):
        return [(sentence, _pattern(sentence)) for sentence in (*_of_others(), *of_our_rooms())]


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = Formatter().parse(sentence)
    return re.compile(
        "".join(
            re.escape(literal) + (f"(?P<{field}>.+)" if field else "")
            for literal, field, *_rest in parts
        ),
        re.DOTALL,
    )
