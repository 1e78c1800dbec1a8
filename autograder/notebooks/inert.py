"""What a student wrote in Markdown, made inert: no HTML, no link, no picture but a PNG of theirs.

Nothing here reads Markdown: what is code, a formula or a list would have to be the same to every
program that shows the notebook. Whatever has to stand together to become something active is set
apart instead, by a blank, wherever it stands. Emphasis, lists, tables, code and formulas stay what
they are, and whatever was written can still be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import unquote

from autograder.language import _
from autograder.notebooks.png import is_encoded_png

MAX_PICTURE = 5_000_000  # characters, encoded
JOINT = "\u200b"  # is not seen, and makes a text another one
HELD, LET_GO = "\ue000", "\ue001"  # around the number of a picture, while the text is worked on

# Commands of MathJax that make a link, an attribute or a style, or change what others mean.
_COMMANDS = (
    "action bbox class cssId data DeclareMathOperator def edef gdef global href html img "
    "includegraphics let mathtip mmlToken newcommand newenvironment Newextarrow providecommand "
    "renewcommand renewenvironment require style texttip Tooltip toggle unicode url xdef"
)
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # The bytes of a picture that stands in the text itself.
        (r"(data:[\w/+.-]{1,100};base64,)[A-Za-z0-9+/=]{100,}", r"\1…"),
        (r"<(?=[A-Za-z/!?]|[^\s<>@]*@)", "< "),  # HTML, and links and addresses in <...>
        (r"&(?=[A-Za-z#])", "& "),  # characters by their names
        (r"\](?=[(\[:])", "] "),  # links and pictures, and where they lead to
        (r":(?=//)", ": "),  # addresses that become links as they stand
        (r"(?i)\bwww\.(?=\S)", "www. "),
        (r"(?<=\S)@(?=[\w-]+\.)", "@ "),
        (rf"\\(?=(?:{'|'.join(_COMMANDS.split())})(?![A-Za-z]))", r"\\ "),
        # The language of a block of code: some are run.
        (r"(?m)(?<!`)(`{3,}+)(?![^\S\n]*+(?:python[^\S\n]*+)?$)(?=[^`\n]*$)", r"\1\n"),
        (r"(?m)(?<!~)(~{3,}+)(?![^\S\n]*+(?:python[^\S\n]*+)?$)", r"\1\n"),
        # A heading becomes an anchor, by which formgrader could take it for one of its own fields.
        (r"(?m)^([ \t>*+\-\d.):]*+#{1,6}+[ \t]*+)", rf"\1{JOINT}"),
    )
)
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BEFORE_TEXT = " \t>*+-0123456789.):="
_PICTURE = re.compile(
    r"!\[[^\[\]\n]{0,200}\]"
    r"\(attachment:((?:[^()\s\"'<>]|\([^()\s\"'<>]{0,100}\)){1,200})"
    r"(?:[ \t]{1,9}\"[^\"\n]{0,200}\")?[ \t]{0,9}\)"
)
_HELD = re.compile(rf"{HELD}(\d{{1,9}}){LET_GO}")


def inert(text: str, pictures: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The text made inert, and the pictures that it shows: PNG in base64, by their new names.

    `pictures` are those that came with it, by the names that it calls them.
    """
    shown: list[str] = []
    text = "".join(filter(_is_visible, _LINE_ENDS.sub("\n", text)))

    def hold(found: re.Match[str]) -> str:
        shown.append(found[1])
        return f"{HELD}{len(shown) - 1}{LET_GO}"

    text = _PICTURE.sub(hold, text)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    text = "\n".join(map(_no_rule, text.split("\n")))
    kept: dict[str, str] = {}

    def let_go(found: re.Match[str]) -> str:
        encoded = _encoded(shown[int(found[1])], pictures)
        if encoded is None:
            return _("(A picture stood here that cannot be shown: only PNG files can.)")
        name = f"picture-{len(kept) + 1}.png"
        kept[name] = encoded
        return f" ![{name}](attachment:{name}) "  # apart: no backslash before it may change it

    return _HELD.sub(let_go, text), kept


def _encoded(name: str, pictures: Mapping[str, str]) -> str | None:
    found = pictures.get(name) or pictures.get(unquote(name)) or ""
    return found if 0 < len(found) <= MAX_PICTURE and is_encoded_png(found) else None


def _no_rule(line: str) -> str:
    """A line that would make the one above it a heading, so that it does not."""
    end = line.rstrip(" \t")
    is_rule = end.endswith(("=", "-")) and not end.strip(_BEFORE_TEXT)
    return end + JOINT if is_rule else line


def _is_visible(character: str) -> bool:
    if character in "\n\t":
        return True
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs") and not (
        HELD <= character <= LET_GO
    )
