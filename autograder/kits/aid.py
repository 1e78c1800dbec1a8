"""One line of first aid: what must be true of an error, and the sentence that follows from it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

ANY = ""
VERSION = ".".join(map(str, sys.version_info[:2]))  # of Python
NOWHERE = r"\A\Z"  # no line of the student's: the call itself failed
NAME = r"(?P<name>\w{1,40})"
WHOLE = "(?P<whole>.*)"  # of the line
Found = dict[str, str]


@dataclass(frozen=True)
class Aid:
    """A sentence for an exception whose text, and whose line in the student's code, fit these.

    Groups with a name in `said` and `line` may stand in the sentence, in { }, and so may Python's
    {version}. Where a sentence has to look something up, it is a function of these groups, and
    says "" where it finds nothing.
    """

    exception: str
    said: str
    sentence: str | Callable[[Found], str]
    line: str = ANY

    def about(self, exception: str, said: str, line: str) -> str:
        """The sentence, if it is about this; empty otherwise."""
        if exception not in self.exception.split("|"):
            return ""
        stands = re.search(self.line, line)
        found = re.search(self.said, said, re.DOTALL)
        if stands is None or found is None:
            return ""
        groups = stands.groupdict("") | found.groupdict("")
        if callable(self.sentence):
            return self.sentence(groups)
        return self.sentence.format(version=VERSION, **groups)
