"""What a file is that is called .ipynb and is none: by how it begins, and what lies in it."""

from __future__ import annotations

from autograder.language import _

_FRONT = 1000  # in which a web page says what it is
_ZIP, _OLD_OFFICE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
_PAGE = (b"<!doctype html", b"<html")


def what_it_is(data: bytes) -> str:
    """In a sentence, what somebody has handed in instead; empty where that is not known."""
    if data.startswith(_ZIP):
        return _what_is_packed(data)
    if data.startswith(_OLD_OFFICE):
        return _("This is a document of Word or Excel, not a notebook.")
    if data.startswith(_PDF):
        return _("This is a PDF, not a notebook.")
    if data[:_FRONT].lstrip().lower().startswith(_PAGE):
        return _("This is a web page, not a notebook.")
    return ""


def _what_is_packed(data: bytes) -> str:
    """Of an archive: the files of an office program are archives, too."""
    if b"word/document.xml" in data or b"application/vnd.oasis.opendocument.text" in data:
        return _("This is a text document, as Word writes it, not a notebook.")
    if b"xl/workbook.xml" in data or b"application/vnd.oasis.opendocument.spreadsheet" in data:
        return _("This is a spreadsheet, as Excel writes it, not a notebook.")
    if b"ppt/presentation.xml" in data:
        return _("This is a presentation, as PowerPoint writes it, not a notebook.")
    return _("This is a ZIP archive, not a notebook.")
