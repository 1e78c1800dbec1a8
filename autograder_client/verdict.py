"""What a check found: as a page where pages can be shown, else as text."""

from __future__ import annotations

from datetime import datetime, timezone
from html import escape
from typing import Any, Dict

from autograder_client.words import speaking

FEW = 3  # checks that are left: so few are told


class Verdict:
    """The service's answer on one question, in the language of its course."""

    def __init__(self, found: Dict[str, Any], language: str) -> None:
        self._found, self._language = found, language

    def _repr_mimebundle_(self, **_options: Any) -> Dict[str, str]:
        bundle = {"text/plain": self.text()}
        if self._found["html"]:
            left = f"<p>{escape(self._left())}</p>" if self._left() else ""
            language = escape(self._language or "en")
            bundle["text/html"] = f'<div lang="{language}">{self._found["html"]}{left}</div>'
        return bundle

    def __repr__(self) -> str:
        return self.text()

    def text(self) -> str:
        """All of it as text."""
        lines = [f"{self._found['question']}: {self._found['words']}", self._found["text"]]
        lines += [*self._found["notes"], self._left()]
        return "\n".join(line for line in lines if line)

    def _left(self) -> str:
        """How many checks are left, where they are few, or when the next one comes."""
        left, say = self._found["left"], speaking(self._language)
        if left > FEW:
            return ""
        if left or not self._found["next_at"]:
            return say("left", number=left)
        return say("none_left", minutes=_minutes_until(self._found["next_at"]))


def _minutes_until(moment: str) -> int:
    """Whole minutes from now, at least one."""
    then = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return max(1, -int((datetime.now(timezone.utc) - then).total_seconds() // 60))
