"""%sign_in, %check and %hand_in."""

from __future__ import annotations

import shlex
from difflib import get_close_matches
from getpass import getpass
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Tuple

from IPython.core.error import StdinNotImplementedError
from IPython.core.magic import Magics as Base
from IPython.core.magic import line_magic, magics_class
from IPython.display import display

from autograder_client.addresses import typed_address, without_a_token
from autograder_client.asking import Service, Unknown
from autograder_client.cells import notebook_of, unsaved
from autograder_client.files import Own, asked_in, code_of, content_of, notebook_file, own_of
from autograder_client.in_colab import colab_notebook
from autograder_client.record import Record
from autograder_client.tokens import (
    addresses,
    keep,
    language_of,
    see_that_it_may_go,
    token_for,
)
from autograder_client.verdict import Verdict
from autograder_client.words import Say, Trouble, speaking


@magics_class
class Magics(Base):
    """What a notebook can ask."""

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self._record = Record(shell)
        self._asked_of = b""  # the file that was not handed in, being older than what was run
        self._address = ""  # the one that %sign_in has named here
        self._asked = ""  # the one that was asked last
        self._language = ""

    @line_magic
    def sign_in(self, line: str) -> None:
        """%sign_in ADDRESS: asks for the token that the page behind your name makes."""
        self._answer(self._sign_in, line)

    @line_magic
    def check(self, line: str) -> None:
        """%check QUESTION, or %check EXERCISE QUESTION: whether this answer is right, as it is in
        the cells that were run since the kernel was started."""
        self._answer(self._check, line)

    @line_magic
    def hand_in(self, line: str) -> None:
        """%hand_in, or %hand_in FILE: hand in the notebook as it is saved. Where nothing in it says
        which exercise it is: %hand_in EXERCISE, or %hand_in FILE EXERCISE."""
        self._answer(self._hand_in, line, "maybe_handed_in")

    def _answer(self, act: Callable[[str], None], line: str, if_stopped: str = "") -> None:
        """Do it; what does not work is said in a sentence, and is no traceback."""
        self._asked = ""
        try:
            act(line)
        except Trouble as trouble:
            print(trouble.told(self._say))
        except KeyboardInterrupt:
            more = if_stopped if self._asked else ""
            print(Trouble("stopped", more, address=self._asked).told(self._say))

    @property
    def _say(self) -> Say:
        return speaking(self._language)

    def _sign_in(self, line: str) -> None:
        own = self._own()
        self._speak(own)
        named = without_a_token(_words(line)) or own.address
        if not named:
            raise Trouble("name_address")
        address = typed_address(named)
        self._speak(own, language_of(address))
        if address in addresses() and self._is_signed_in(address):
            return
        Service(address).see_that_it_is_there()
        print(self._say("make_token_at", address=address))
        token = self._typed(address)
        see_that_it_may_go(address, token)
        service = Service(address, token)
        names = _names(service.exercises())
        keep(address, token, service.language)
        self._address = address
        self._speak(own, service.language)
        self._say_who("signed_in", "signed_in_as", service, names)

    def _is_signed_in(self, address: str) -> bool:
        """Whether the token that is kept is good; says so. From now on that address is asked."""
        service = Service(*token_for(address))
        try:
            names = _names(service.exercises())
        except Unknown as error:
            print(error.told(self._say))
            return False
        self._address = address
        self._say_who("signed_in_before", "signed_in_before_as", service, names)
        return True

    def _say_who(self, said: str, said_as: str, service: Service, exercises: str) -> None:
        person = service.person()
        kind = said_as if person else said
        print(self._say(kind, address=service.address, person=person, exercises=exercises))

    def _typed(self, address: str) -> str:
        try:
            token = getpass(self._say("token_prompt")).strip()
        except (StdinNotImplementedError, EOFError):
            raise Trouble("no_typing", address=address) from None
        if not token:
            raise Trouble("no_token")
        return token

    def _check(self, line: str) -> None:
        own = self._own()
        self._speak(own)
        words = _words(line)
        if not 1 <= len(words) <= 2:
            raise Trouble("name_question")
        service = self._service(own)
        exercise = words[0] if len(words) == 2 else own.exercise
        exercise = exercise or self._exercise(service, words[-1])
        notebook = notebook_of(self._record.so_far())
        found = service.check(exercise, words[-1], notebook, loose=True)
        self._speak(own, service.language)
        display(Verdict(found, self._language))

    def _hand_in(self, line: str) -> None:
        self._speak(self._own())
        file, exercise = _file_and_exercise(_words(line))
        name, content = self._file(file)
        own = own_of(content)
        self._speak(own)
        service = self._service(own)
        names = unsaved(self._record.so_far(), code_of(content), asked_in(content))
        if names and content != self._asked_of:
            self._asked_of = content
            raise Trouble("older", names=", ".join(names))
        exercise = exercise or own.exercise or self._looked(service, name, content)
        found = service.hand_in(exercise, name, content)
        self._speak(own, service.language)
        say = self._say
        if found["again"]:
            print(say("handed_in_again"))
        print(
            say("handed_in_for", **{key: found[key] for key in ("exercise", "receipt", "arrived")})
        )
        print(f"SHA-256 {found['sha256']}")
        for remark in found["remarks"]:
            print(remark)
        print(say("verdict_at", address=found["address"]))

    def _looked(self, service: Service, name: str, content: bytes) -> str:
        """The exercise that a file is for which does not say so itself. Raises Trouble."""
        found = service.look(name, content)
        if found["exercise"]:
            return str(found["exercise"])
        self._speak(Own(), service.language)
        said = " ".join(map(str, found["remarks"]))
        known = _names(service.exercises())
        raise Trouble("hand_in_as_which", said=said, file=name, exercises=known)

    def _own(self) -> Own:
        """What the notebook that runs here says of itself, where it can be known."""
        path = notebook_file(self.shell)
        try:
            content = content_of(path) if path else colab_notebook()
        except Trouble:
            return Own()
        return own_of(content) if content else Own()

    def _service(self, own: Own) -> Service:
        """The service of a notebook: the one that it names, as far as a token is kept for that;
        else the only one there is, or the one that %sign_in has named here."""
        service = Service(*token_for(own.address or self._address))
        self._speak(own, language_of(service.address))
        self._asked = service.address
        return service

    def _speak(self, own: Own, language: str = "") -> None:
        """From now on in the language of the notebook; where it has none, in that of its course."""
        self._language = own.language or language or self._language

    def _exercise(self, service: Service, question: str) -> str:
        """The only exercise with such a question. Raises Trouble."""
        found = {
            str(each["name"]): list(map(str, each["questions"])) for each in service.exercises()
        }
        alike = question.casefold()
        having = [name for name, each in found.items() if alike in map(str.casefold, each)]
        if len(having) == 1:
            return having[0]
        if not having:
            raise self._no_question(question, found)
        names = ", ".join(having)
        raise Trouble("which_exercise", question=question, exercises=names, exercise=having[0])

    def _no_question(self, question: str, known: Dict[str, List[str]]) -> Trouble:
        """What is like it, in the exercise that the cells that were run seem to be of: the one that
        asks for most of what they give."""
        given = {name for each in self._record.so_far() for name in each.gives()}
        shared = {name: len(given.intersection(each)) for name, each in known.items()}
        most = max(shared.values(), default=0)
        own = [name for name in shared if most and shared[name] == most]
        if len(own) != 1:
            own = list(known)
        questions = list(dict.fromkeys(name for each in own for name in known[each]))
        by_form = {name.casefold(): name for name in questions}
        meant = [by_form[each] for each in get_close_matches(question.casefold(), by_form, n=1)]
        if len(own) == 1:
            values = {"exercise": own[0], "questions": ", ".join(questions)}
            kind = "no_question_in"
        else:
            kind, values = "no_question", {"exercises": ", ".join(own)}
        if meant:
            values["meant"] = meant[0]
        return Trouble(kind, "did_you_mean" if meant else "", question=question, **values)

    def _file(self, named: str) -> Tuple[str, bytes]:
        path: Optional[Path] = Path(named).expanduser() if named else notebook_file(self.shell)
        if path is not None:
            return path.name, content_of(path)
        content = colab_notebook()
        if content is not None:
            return f"{own_of(content).exercise or 'notebook'}.ipynb", content
        raise Trouble("no_file")


def _file_and_exercise(words: List[str]) -> Tuple[str, str]:
    """What a person has named: a file, an exercise, both in this order, or neither. A single word
    is an exercise where it is no file, and is not called like one. Raises Trouble."""
    if len(words) > 2:
        raise Trouble("one_file")
    if len(words) == 1:
        path = Path(words[0]).expanduser()
        is_file = path.exists() or path.name != words[0] or path.suffix
        return (words[0], "") if is_file else ("", words[0])
    return (words[0], words[1]) if words else ("", "")


def _names(exercises: Any) -> str:
    return ", ".join(str(each["name"]) for each in exercises)


def _words(line: str) -> List[str]:
    """The words behind a magic, up to a comment; what stands in quotation marks is one, and a
    backslash is one as in a path of Windows."""
    parts = shlex.shlex(line, posix=True)
    parts.whitespace_split, parts.commenters, parts.escape = True, "", ""
    try:
        words = list(parts)
    except ValueError:  # as for an apostrophe
        words = line.split()
    comment = next((place for place, word in enumerate(words) if word.startswith("#")), None)
    return words[:comment]
