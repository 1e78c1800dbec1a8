"""The form that came with a request, read within bounds: strangers send forms, too."""

from __future__ import annotations

from urllib.parse import parse_qsl

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from autograder.language import _
from autograder.service.web.access import Level

MOST_PARTS = 30
MOST_PLAIN = 64_000  # bytes of a form without files
MOST_OF_STAFF = 1_000_000  # a class list may be pasted into one
IN_PARTS, PLAIN = b"multipart/form-data", b"application/x-www-form-urlencoded"
CHARSETS = (b"utf-8", b"us-ascii")


async def read_form(request: Request, level: Level, most: int) -> FormData:
    """The form for a page that is for those of `level`; `most` is how many bytes a field may have
    where that is everybody. Nothing where the body is no form; raises HTTPException."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind not in (IN_PARTS, PLAIN):
        return FormData()
    if options.get(b"charset", b"utf-8").lower() not in CHARSETS:
        # Some of Python's take an hour for a megabyte, and all others would wait.
        raise HTTPException(415, _("A form is sent to us in UTF-8."))
    if kind == PLAIN:
        return await _plain(request, level, most)
    files = 0 if level is Level.ANYBODY else MOST_PARTS
    longest = most if level is Level.ANYBODY else MOST_OF_STAFF
    try:
        return await request.form(max_files=files, max_fields=MOST_PARTS, max_part_size=longest)
    except HTTPException as error:  # the sentences of the library are for programmers, in English
        raise HTTPException(error.status_code, _why_not(error.detail, files, longest)) from error


def _why_not(said: str, files: int, longest: int) -> str:
    """Why a form was not taken, by what the library says of it."""
    if said.startswith("Too many files"):
        return _too_many_files(files)
    if said.startswith("Too many fields"):
        return _too_many_fields()
    if "exceeded maximum size" in said:
        return _too_long(longest)
    return _("This form has not arrived whole. Load its page anew, and send it once more.")


def _too_many_files(most: int) -> str:
    return _("This form has too many files: {most} are possible.").format(most=most)


def _too_many_fields() -> str:
    return _("This form has too many fields: {most} are possible.").format(most=MOST_PARTS)


def _too_long(most: int) -> str:
    text = _("A field of this form is too long: {most} kB are possible.")
    return text.format(most=most // 1_000)


async def _plain(request: Request, level: Level, most: int) -> FormData:
    """One without files. The library that reads the others takes a minute for 20 MB of nothing but
    `&`, and all others would wait."""
    body = await _body(
        request, max(2 * most, MOST_OF_STAFF if level >= Level.STAFF else MOST_PLAIN)
    )
    try:
        text = body.decode(errors="replace")
        fields = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_PARTS)
    except ValueError as error:
        raise HTTPException(400, _too_many_fields()) from error
    if level is Level.ANYBODY and any(len(part) > most for field in fields for part in field):
        raise HTTPException(400, _too_long(most))
    return FormData(list(fields))


async def _body(request: Request, most: int) -> bytearray:
    text = _("This form is too large: {most} kB are possible.").format(most=most // 1_000)
    if int(request.headers.get("content-length", "0")) > most:
        raise HTTPException(413, text)
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise HTTPException(413, text)
    return body
