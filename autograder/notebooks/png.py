"""Whether bytes are a PNG picture, and nothing but one."""

from __future__ import annotations

import base64
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_PIXELS = 40_000_000  # a larger one takes a browser's memory, however small its file
LENGTH, NAME, CHECKSUM = 4, 4, 4


def is_png(data: bytes) -> bool:
    """Whether the chunks of a PNG of bearable size follow one another up to its end."""
    if not data.startswith(SIGNATURE):
        return False
    place, kinds = len(SIGNATURE), list[bytes]()
    while place < len(data):
        body = place + LENGTH + NAME
        end = body + int.from_bytes(data[place : place + LENGTH], "big")
        kind = data[place + LENGTH : body]
        checksum = int.from_bytes(data[end : end + CHECKSUM], "big")
        if len(data) < end + CHECKSUM or zlib.crc32(data[place + LENGTH : end]) != checksum:
            return False
        if not kinds and (kind != b"IHDR" or not _is_bearable(data[body:end])):
            return False
        kinds.append(kind)
        place = end + CHECKSUM
    return kinds[-1:] == [b"IEND"] and b"IDAT" in kinds and kinds.count(b"IEND") == 1


def is_encoded_png(text: str) -> bool:
    """Whether a text is a PNG in base64, and holds nothing else."""
    try:
        return is_png(base64.b64decode(text, validate=True))
    except ValueError:
        return False


def _is_bearable(header: bytes) -> bool:
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    return len(header) == 13 and 0 < width * height <= MAX_PIXELS
