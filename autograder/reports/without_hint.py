"""Wrong answers that no hint explains, in groups: in the terminal, and as a page of its own."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from autograder.language import _, speaking
from autograder.reports.html import TITLE_LIMIT, plain_page
from autograder.reports.plain import clean, one_line

SAID_LIMIT = 600
CODE_LIMIT = 6000
INDENT = 4


class Counterexample(msgspec.Struct, frozen=True):
    """A call on which all of a group are wrong: what is right, and what they give."""

    asked: str
    expected: str
    actual: str


class Unexplained(msgspec.Struct, frozen=True, kw_only=True):
    """A group of answers that do the same: how many, what their authors were told, and the code of
    one of them without a name. `help` is a general hint that they got, such as on an exception."""

    name: str
    question: str
    size: int
    said: str
    help: str
    counterexample: Counterexample | None
    code: str


def shown_groups(groups: Sequence[Unexplained]) -> list[Unexplained]:
    """The same, where nothing that a student wrote can steer a terminal, hide, or fill a page."""
    return [
        msgspec.structs.replace(
            each,
            said=clean(each.said, SAID_LIMIT),
            help=clean(each.help, SAID_LIMIT),
            counterexample=_shown(each.counterexample),
            code=clean(each.code, CODE_LIMIT),
        )
        for each in groups
    ]


def counted(groups: Sequence[Unexplained]) -> str:
    """How many answers and groups there are, in a sentence."""
    if not groups:
        return _("Every wrong answer gets a hint that is made for it.")
    text = _("Wrong answers without a hint: {number}. Groups: {groups}.")
    return text.format(number=sum(each.size for each in groups), groups=len(groups))


def what_next(exercise: str, group: str = "GROUP") -> str:
    """How a group gets a hint."""
    text = _(
        "Answers that do the same on the same inputs stand together. `autograder explain "
        "{exercise} {group}` makes a group a known mistake, with a hint of yours."
    )
    return text.format(exercise=exercise, group=group)


def groups_view(groups: Sequence[Unexplained], *, exercise: str, language: str) -> RenderableType:
    """What `autograder unexplained` prints."""
    with speaking(language):
        lines: list[RenderableType] = [Text(counted(groups), "bold")]
        for each in shown_groups(groups):
            lines += [Text(), *_lines(each)]
        if groups:
            lines += [Text(), Text(what_next(exercise, groups[0].name))]
        return Group(*lines)


def without_hint_page(
    groups: Sequence[Unexplained], *, exercise: str, title: str, course: str, language: str
) -> str:
    """The groups as one file; `exercise` is its name, and `title` what people call it."""
    with speaking(language):
        return plain_page(
            "without_hint.html.jinja",
            language=language,
            what_next=what_next(exercise),
            title=one_line(title, TITLE_LIMIT),
            course=one_line(course, TITLE_LIMIT),
            counted=counted(groups),
            groups=shown_groups(groups),
        )


def groups_part(groups: Sequence[Unexplained], *, language: str) -> str:
    """The groups as HTML, for a page of the service."""
    parts = "without_hint_parts.html.jinja"
    return plain_page(parts, language=language, groups=shown_groups(groups))


def _shown(found: Counterexample | None) -> Counterexample | None:
    if found is None:
        return None
    parts = (found.asked, found.expected, found.actual)
    return Counterexample(*(one_line(part, SAID_LIMIT) for part in parts))


def _lines(group: Unexplained) -> list[RenderableType]:
    heading = Text(group.name, "bold")
    heading.append(" · " + _("answers: {number}").format(number=group.size), "not bold")
    lines: list[RenderableType] = [heading]
    found = group.counterexample
    if found is not None:
        text = _("{call} gives {actual}; {expected} is right.")
        said = text.format(call=found.asked, actual=found.actual, expected=found.expected)
        lines.append(_indented(said))
    elif group.said:
        lines.append(_indented(_("They read: {text}").format(text=group.said)))
    if group.help:
        lines.append(_indented(_("General help that they got: {text}").format(text=group.help)))
    lines.append(_indented(group.code or _("(This code cannot be read as Python.)"), "dim"))
    return lines


def _indented(text: str, style: str = "") -> Padding:
    return Padding(Text(text, style), (0, 0, 0, INDENT), expand=False)
