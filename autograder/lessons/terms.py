"""Words to search for: what others call things, marked once in a lesson as {term:dot product}.

Where the text needs another form than the glossary, both are written: {term:gradients|gradient}.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from markdown_it import MarkdownIt

from autograder.errors import CourseError, did_you_mean
from autograder.lessons.lesson import LessonCell
from autograder.notebooks.kinds import TEXT

_TERM = re.compile(r"\{term:(?P<word>[^{}|]*)(?:\|(?P<entry>[^{}|]*))?\}")
_MARK = re.compile(r"\{(?P<kind>\w+):[^\s{}|]*")
_TERM_MARK, POINTS = MARKS = "term", "points"
_HEADING = re.compile(r"#{2,6} +(?P<text>[^\n]*)")  # the title names no section
_PICTURE, _LINK = re.compile(r"!\[[^\]]*\]\([^)]*\)"), re.compile(r"\[([^\]]*)\]\([^)]*\)")
_END = re.compile(r"[.!?…][)\]\"»”’*_]*\s+(?=[^\sa-zа-яё])")
_NO_END = ("e.g.", "i.e.", "etc.", "т. е.", "т.е.", "т. п.", "т.п.", "т. д.", "т.д.", "см.", "рис.")
_FEW_WORDS = 9  # a sentence of less, "others call this so", needs the one before it
_HERE = "\ue000"  # stands in no lesson


class Term(NamedTuple):
    """A word to search for: its entry in the glossary, the sentence in which it stands (a
    short one with that before it), as Markdown, and the heading of the section; empty above the
    first one."""

    entry: str
    sentence: str
    section: str


def in_italics(text: str) -> str:
    """The text of a cell, with its words to search for as students read them."""
    return _TERM.sub(_italic, text)


def terms_of(cells: Iterable[LessonCell]) -> list[Term]:
    """The words to search for of a lesson, in its order. Raises CourseError where one is marked for
    the second time, or is none."""
    found: dict[str, Term] = {}
    section = ""
    for cell in cells:
        if cell.kind != TEXT:
            continue
        heading = _HEADING.match(cell.source)
        section = in_italics(heading["text"]).strip() if heading else section
        _check_marks(cell)
        for term in _TERM.finditer(cell.source):
            entry = _one_line(term["entry"] or term["word"])
            if not entry or entry.casefold() in found:
                wrong = "is no word" if not entry else "stands in this lesson for the second time"
                raise CourseError(
                    f"`{term.group()}` {wrong}.",
                    where=cell.place.at(cell.source.count("\n", 0, term.start()) + 1),
                    todo="Mark each word once, where it is first used: {term:dot product}.",
                )
            sentence = _sentence(cell.source, term)
            if len(sentence.split()) <= len(term["word"].split()):
                raise CourseError(
                    f"`{term.group()}` stands in no sentence.",
                    where=cell.place.at(cell.source.count("\n", 0, term.start()) + 1),
                    todo="Mark it in a sentence that says what it is: the glossary shows it.",
                )
            found[entry.casefold()] = Term(entry, sentence, section)
    return list(found.values())


def _check_marks(cell: LessonCell) -> None:
    """What begins like a mark is a whole one."""
    whole = {term.start() for term in _TERM.finditer(cell.source)}
    for mark in _MARK.finditer(cell.source):
        meant = mark["kind"] in MARKS or did_you_mean(mark["kind"], MARKS)
        if mark.start() not in whole and mark["kind"] != POINTS and meant:
            raise CourseError(
                f"`{mark.group()}` begins no mark that is known.",
                where=cell.place.at(cell.source.count("\n", 0, mark.start()) + 1),
                todo="Write {term:dot product} or {points:forward}, with both brackets.",
            )


def _italic(term: re.Match[str]) -> str:
    return f"*{term['word'].strip()}*"


def _sentence(text: str, term: re.Match[str]) -> str:
    """The sentence in which a word stands; where it is short, with the one before it."""

    def marked(each: re.Match[str]) -> str:
        return (_HERE if each.start() == term.start() else "") + _italic(each)

    markdown = MarkdownIt("commonmark").enable("table")
    blocks = [token.content for token in markdown.parse(_TERM.sub(marked, text))]
    block = next((block for block in blocks if _HERE in block), "")
    plain = _LINK.sub(r"\1", _PICTURE.sub("", block))
    ends = [end.end() for end in _END.finditer(plain) if not _is_short(plain[: end.end()])]
    here = plain.find(_HERE)
    before = [0, *(end for end in ends if end <= here)]
    stop = min((end for end in ends if end > here), default=len(plain))
    if len(plain[before[-1] : stop].split()) < _FEW_WORDS:
        before.pop()
    return _one_line(plain[(before or [0])[-1] : stop].replace(_HERE, ""))


def _is_short(text: str) -> bool:
    """Whether what ends here is a short form, and no sentence."""
    return text.rstrip().casefold().endswith(_NO_END)


def _one_line(text: str) -> str:
    return " ".join(text.split())
