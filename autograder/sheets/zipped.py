"""A zip archive that is the same, byte for byte, as long as what is in it is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can have
MODE = 0o644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive with these files, by their paths in it, in their order."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, FIRST)
            entry.external_attr, entry.create_system = MODE, 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return data.getvalue()
