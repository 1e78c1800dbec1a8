"""Files of other kinds that are handed in by mistake, told by their first bytes."""

from __future__ import annotations

from autograder.language import _

ZIP = b"PK\x03\x04"
_FRONT = 1000  # in which a web page says what it is
_PAGE = (b"<!doctype html", b"<html")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
# What programs for offices write: archives, too, with these names in them.
_OFFICE = {
    b"word/document": lambda: _("a Word document"),
    b"xl/workbook": lambda: _("an Excel table"),
    b"ppt/presentation": lambda: _("a PowerPoint presentation"),
}
# How other files begin.
_KINDS = {
    ZIP: lambda: _("an OpenDocument file"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": lambda: _("a file of an older Word, Excel or PowerPoint"),
    b"{\\rtf": lambda: _("a text document (RTF)"),
    b"%PDF-": lambda: _("a PDF file"),
    b"\x89PNG\r\n": lambda: _("a picture"),
    b"\xff\xd8\xff": lambda: _("a picture"),
    b"GIF8": lambda: _("a picture"),
    b"Rar!\x1a\x07": lambda: _("an archive"),
    b"7z\xbc\xaf": lambda: _("an archive"),
    b"\x1f\x8b": lambda: _("an archive"),
}


def other_kind(content: bytes) -> str:
    """What a file is, and what to hand in instead, where its first bytes say that it is neither a
    notebook nor Python; empty where they say nothing."""
    return " ".join(what_and_todo(content))


def what_and_todo(content: bytes) -> tuple[str, ...]:
    """The same as two sentences; none where nothing is known."""
    if content.startswith(ZIP) and _OPEN_DOCUMENT not in content[:200]:
        kind = next((each() for sign, each in _OFFICE.items() if sign in content), "")
        if not kind:
            todo = _("Unpack it, and hand in the .ipynb file from it.")
            return _("This is a zip archive."), todo
    elif content[:_FRONT].lstrip().lower().startswith(_PAGE):
        kind = _("a web page")
    else:
        kind = next((each() for sign, each in _KINDS.items() if content.startswith(sign)), "")
    if not kind:
        return ()
    what = _("This is {kind}, and no notebook.").format(kind=kind)
    return what, _("Hand in the .ipynb file with your answers.")
