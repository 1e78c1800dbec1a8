"""%sign_in, %check and %hand_in."""

from __future__ import annotations

import shlex
from getpass import getpass
from pathlib import Path
from typing import Any, Dict, List, Tuple

from IPython.core.magic import Magics as Base
from IPython.core.magic import line_magic, magics_class
from IPython.display import display

from autograder_client.asking import Refused, Service
from autograder_client.cells import notebook_of, unsaved
from autograder_client.files import code_of, colab_notebook, exercise_in, notebook_file
from autograder_client.record import Record
from autograder_client.tokens import (
    NotSignedIn,
    keep,
    plain_address,
    see_that_it_may_go,
    signed_in,
)

SAID = (Refused, NotSignedIn, ConnectionError, OSError)


@magics_class
class Magics(Base):
    """What a notebook can ask."""

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self._record = Record(shell)
        self._asked_of = b""

    @line_magic
    def sign_in(self, line: str) -> None:
        """%sign_in ADDRESS: asks for the token that the page behind your name makes."""
        try:
            address = plain_address(line)
            print(f"Make a token on {address}/me, and paste it here. It is not shown.")
            token = getpass("Token: ").strip()
            see_that_it_may_go(address, token)
            found = Service(address, token).exercises()
            keep(address, token)
        except SAID as error:
            print(error)
            return
        print(f"Signed in. Exercises: {', '.join(each['name'] for each in found)}")

    @line_magic
    def check(self, line: str) -> None:
        """%check QUESTION, or %check EXERCISE QUESTION: whether this answer is right."""
        words = _words(line)
        if not 1 <= len(words) <= 2:
            print("Name a question: %check softmax")
            return
        try:
            service = Service(*signed_in())
            exercise = words[0] if len(words) == 2 else self._exercise(service, words[-1])
            notebook = notebook_of(self._record.so_far())
            found = service.check(exercise, words[-1], notebook, loose=True)
        except SAID as error:
            print(error)
            return
        display(Verdict(found))

    @line_magic
    def hand_in(self, line: str) -> None:
        """%hand_in, or %hand_in FILE: hand in the notebook as it is saved."""
        words = _words(line)
        try:
            service = Service(*signed_in())
            name, content = self._file(words[0] if words else "")
            exercise = exercise_in(content) or Path(name).stem
            self._see_that_it_is_saved(content)
            found = service.hand_in(exercise, name, content)
        except SAID as error:
            print(error)
            return
        what = f"receipt {found['receipt']}, {found['arrived_at']}"
        print(f"Handed in for {found['exercise']}: {what}")
        print(f"SHA-256 {found['sha256']}")
        for remark in found["remarks"]:
            print(remark)
        print(f"The verdict: {found['address']}")

    def _exercise(self, service: Service, question: str) -> str:
        """The exercise that this notebook is; else the only one with such a question."""
        path = notebook_file(self.shell)
        own = exercise_in(path.read_bytes()) if path else ""
        if own:
            return own
        having = [each["name"] for each in service.exercises() if question in each["questions"]]
        if len(having) == 1:
            return str(having[0])
        known = f"It is in {', '.join(having)}" if having else "No exercise has it"
        raise Refused(f"Which exercise is {question!r} of? {known}. %check EXERCISE {question}")

    def _file(self, named: str) -> Tuple[str, bytes]:
        if named:
            return Path(named).name, Path(named).read_bytes()
        path = notebook_file(self.shell)
        if path is not None:
            return path.name, path.read_bytes()
        content = colab_notebook()
        if content is not None:
            return f"{exercise_in(content) or 'notebook'}.ipynb", content
        raise Refused(
            "This kernel does not know its file. Name it: %hand_in ex02_activations.ipynb"
        )

    def _see_that_it_is_saved(self, content: bytes) -> None:
        """Raises Refused, once, where the file has an answer as it was before the last run."""
        names = unsaved(self._record.so_far(), code_of(content))
        if names and content != self._asked_of:
            self._asked_of = content
            raise Refused(
                f"The file is older than what you have run: {', '.join(names)}. Nothing was handed "
                "in. Save the notebook, and then %hand_in. The same command once more hands in "
                "the file as it is."
            )


def _words(line: str) -> List[str]:
    """The words behind a magic; what stands in quotation marks is one."""
    try:
        return shlex.split(line)
    except ValueError:  # as for an apostrophe
        return line.split()


class Verdict:
    """What a check found: as a page where pages can be shown, else as text."""

    def __init__(self, found: Dict[str, Any]) -> None:
        self._found = found

    def _repr_mimebundle_(self, **_options: Any) -> Dict[str, str]:
        bundle = {"text/plain": self.text()}
        if self._found["html"]:
            bundle["text/html"] = self._found["html"]
        return bundle

    def text(self) -> str:
        """All of it as text."""
        lines = [f"{self._found['question']}: {self._found['words']}", self._found["text"]]
        lines += self._found["notes"]
        if self._found["left"] <= 3:
            lines.append(f"Checks left for this question: {self._found['left']}")
        return "\n".join(line for line in lines if line)
