"""The small client for notebooks as a wheel: the service hands out what fits it, with its hash.

In it are the magics, the buttons of JupyterLab, and what its server needs for them.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from autograder import __version__

NAME = "autograder_client"
FILE = f"{NAME}-{__version__}-py3-none-any.whl"
WORDS = "words.json"
BUTTONS = "labextension"  # the built files; their source is in the folder of that name
FOR_LAB = "share/jupyter/labextensions/autograder-jupyterlab"
FOR_ITS_SERVER = "etc/jupyter/jupyter_server_config.d/autograder_client.json"
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
    content = {f"{NAME}/{name}": data for name, data in sources().items()}
    content |= {
        f"{NAME}-{__version__}.data/data/{name}": data for name, data in beside_jupyter().items()
    }
    content[f"{info}/METADATA"] = ABOUT.encode()
    content[f"{info}/WHEEL"] = WHEEL.encode()
    record = [f"{name},{_digest(data)},{len(data)}" for name, data in content.items()]
    record.append(f"{info}/RECORD,,")
    content[f"{info}/RECORD"] = ("\n".join(record) + "\n").encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        for name, data in content.items():
            into.writestr(zipfile.ZipInfo(name, SAME_TIME), data, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def sources() -> dict[str, bytes]:
    """The modules of the client and its words, by file name."""
    there = [each for each in files(NAME).iterdir() if each.name.endswith((".py", WORDS))]
    return {each.name: each.read_bytes() for each in sorted(there, key=lambda each: each.name)}


def beside_jupyter() -> dict[str, bytes]:
    """What JupyterLab and its server look for in an environment, by its place in there."""
    buttons = dict(sorted(_below(files(NAME) / BUTTONS, FOR_LAB)))
    return {FOR_ITS_SERVER: (files(NAME) / "autograder_client.json").read_bytes(), **buttons}


def _below(folder: Traversable, place: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _below(each, f"{place}/{each.name}")
        else:
            yield f"{place}/{each.name}", each.read_bytes()


def sha256() -> str:
    """The hash of the wheel, as pip wants it behind an address."""
    return hashlib.sha256(wheel()).hexdigest()


def _digest(data: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"sha256={digest}"
