"""What formgrader makes of an autograded notebook, and what of that would be active."""

from __future__ import annotations

import base64
import json
import re
import struct
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import bs4
import nbformat
import nbgrader
import toy_course as toy
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from autograder.notebooks.autograded import autograded_notebook
from autograder.notebooks.raw import read_notebook
from autograder.notebooks.submitted import match
from autograder.wire.responses import Output

TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
RESOURCES = {
    "assignment_id": "toy", "notebook_id": "toy", "submission_id": "1", "index": 0, "total": 1,
    "base_url": "", "student": "ann", "last_name": "", "first_name": "", "notebook_path": "",
}  # fmt: skip
ACTIVE = {
    "applet", "audio", "base", "embed", "form", "frame", "iframe", "link", "math", "meta", "object",
    "script", "style", "svg", "template", "textarea", "video",
}  # fmt: skip
SOURCES = ("src", "srcset", "data", "action", "formaction", "background", "poster")
# What MathJax would make a link, a style or an attribute of; it is written where it is looked for.
COMMANDS = ("href", "url", "style", "class", "cssId", "require", "bbox", "mmlToken", "unicode")


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 1, height: int = 1, *, more: bytes = b"") -> bytes:
    """A gray picture; what it claims to be may be larger than what it holds."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0\0")
    chunks = chunk(b"IHDR", header), chunk(b"IDAT", data), more, chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


PNG = base64.b64encode(png()).decode()


def text_cell(source: str, kind: str = "markdown", **attachments: object) -> toy.Json:
    """A cell of a student's, with what is attached to it."""
    extra = {"attachments": attachments} if attachments else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **extra}


def autograded(
    cells: list[toy.Json],
    outputs: dict[int, list[Output]] | None = None,
    lesson: Sequence[toy.Json] = (),
) -> bytes:
    """The autograded notebook of a student who handed in these cells. The toy notebook was released
    with what is in `lesson`."""
    release = toy.notebook([*lesson, *toy.cells()])
    work = match(read_notebook(toy.notebook(cells)), read_notebook(release), "toy")
    its_outputs = [(outputs or {}).get(number, []) for number in range(len(work.cells))]
    content = autograded_notebook(work.cells, its_outputs, "toy", {})
    nbformat.validate(nbformat.reads(content.decode(), as_version=4))
    return content


def texts(content: bytes) -> list[str]:
    """The source of each cell that is no code."""
    cells = json.loads(content)["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] != "code"]


@cache
def _exporter() -> HTMLExporter:
    config = Config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
    return HTMLExporter(config=config)


def page(content: bytes) -> bs4.Tag:
    """The part of formgrader's page that shows the notebook."""
    notebook = nbformat.reads(content.decode(), as_version=4)
    html, _resources = _exporter().from_notebook_node(notebook, resources=dict(RESOURCES))
    found = bs4.BeautifulSoup(html, "html.parser").find(id="notebook-container")
    assert isinstance(found, bs4.Tag)
    return found


def part(content: bytes, number: int = 0) -> bs4.Tag:
    """What the page shows of one text cell; it takes a fraction of the time of the whole page."""
    cells = [cell for cell in json.loads(content)["cells"] if cell["cell_type"] == "markdown"]
    context = {"cell": cells[number], "resources": {}}
    html = _exporter().markdown2html(context, "".join(cells[number]["source"]))
    return bs4.BeautifulSoup(html, "html.parser")


def active(shown: bs4.Tag) -> list[str]:
    """What is active in a page: it has to be nothing.

    A field for the teacher's comment is formgrader's own.
    """
    found = []
    for tag in shown.find_all(True):
        field = tag.name == "textarea" and "comment" in tag.get("class", [])
        if tag.name in ACTIVE and not field:
            found.append(str(tag)[:100])
        for name, value in tag.attrs.items():
            link = name == "href" and not (tag.name == "a" and str(value).startswith("#"))
            source = name in SOURCES
            picture = tag.name == "img" and str(value).startswith("data:image/png;base64,")
            style = name == "style" and "url" in str(value)
            if link or style or name.startswith("on") or (source and not picture):
                found.append(f"{tag.name} {name}={value!r}"[:100])
        if "mermaid" in tag.get("class", []):
            found.append("mermaid")
    words = shown.get_text()
    return found + [name for name in COMMANDS if re.search(rf"\\{name}(?![A-Za-z])", words)]
