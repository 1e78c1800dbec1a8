"""One line of first aid: what must be true of an error, and the sentence that follows from it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

ANY = ""
VERSION = ".".join(map(str, sys.version_info[:2]))  # of Python
NOWHERE = r"\A\Z"  # no line of the student's: the call itself failed


@dataclass(frozen=True)
class Aid:
    """A sentence for an exception whose text, and whose line in the student's code, fit these.

    Groups with a name in `said` may stand in the sentence, in { }, and so may Python's {version}.
    """

    exception: str
    said: str
    sentence: str
    line: str = ANY

    def about(self, exception: str, said: str, line: str) -> str:
        """The sentence, if it is about this; empty otherwise."""
        if exception not in self.exception.split("|") or not re.search(self.line, line):
            return ""
        found = re.search(self.said, said, re.DOTALL)
        if found is None:
            return ""
        return self.sentence.format(version=VERSION, **found.groupdict())
