"""What the client says, in the languages of courses; the buttons of JupyterLab have the same words.

What the service has said itself is in the language of its course already.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable

WORDS = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
Say = Callable[..., str]


def speaking(language: str) -> Say:
    """What says a text in one of the languages; English where there is no such language."""
    words = WORDS.get(language, WORDS["en"])

    def say(name: str, **values: Any) -> str:
        return str(words[name]).format(**values)

    return say


class Trouble(Exception):
    """Why something could not be done: the name of its text in `words.json`, that of one more
    sentence, and the values that stand in them."""

    def __init__(self, kind: str, more: str = "", **values: str) -> None:
        self.kind, self.more, self.values = kind, more, values
        super().__init__(self.told(speaking("en")))

    def told(self, say: Say) -> str:
        """It in the words of a language."""
        names = filter(None, (self.kind, self.more))
        return " ".join(say(name, **self.values) for name in names)
