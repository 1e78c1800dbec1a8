"""The small client for notebooks as a wheel: the service hands out what fits it, with its hash."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from functools import cache
from importlib.resources import files

from autograder import __version__

NAME = "autograder_client"
FILE = f"{NAME}-{__version__}-py3-none-any.whl"
SAME_TIME = (1980, 1, 1, 0, 0, 0)  # the same files give the same bytes
ABOUT = f"""\
Metadata-Version: 2.1
Name: {NAME.replace("_", "-")}
Version: {__version__}
Summary: Ask the service of your course from a notebook
License: MIT
Requires-Python: >=3.8
Requires-Dist: ipython
"""
WHEEL = """\
Wheel-Version: 1.0
Generator: autograder
Root-Is-Purelib: true
Tag: py3-none-any
"""


@cache
def wheel() -> bytes:
    """The wheel, as pip takes it."""
    info = f"{NAME}-{__version__}.dist-info"
    content = {f"{NAME}/{name}": text.encode() for name, text in sources().items()}
    content[f"{info}/METADATA"] = ABOUT.encode()
    content[f"{info}/WHEEL"] = WHEEL.encode()
    record = [f"{name},{_digest(data)},{len(data)}" for name, data in content.items()]
    record.append(f"{info}/RECORD,,")
    content[f"{info}/RECORD"] = ("\n".join(record) + "\n").encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        for name, data in content.items():
            into.writestr(zipfile.ZipInfo(name, SAME_TIME), data)
    return archive.getvalue()


def sources() -> dict[str, str]:
    """The modules of the client, by file name."""
    folder = files(NAME)
    found = {
        each.name: each.read_text(encoding="utf-8")
        for each in folder.iterdir()
        if each.name.endswith(".py")
    }
    return dict(sorted(found.items()))


def sha256() -> str:
    """The hash of the wheel, as pip wants it behind an address."""
    return hashlib.sha256(wheel()).hexdigest()


def _digest(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"sha256={digest}"
