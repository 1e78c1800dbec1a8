"""The audit log in words, in the language of the course."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from autograder.language import _
from autograder.service.store.audit import TERMINAL, Act

MOMENTS = ("until", "before")  # details that are one


def act_words(what: str) -> str:
    """What was done; as it stands in the log where it is of a version that is not this one."""
    return _words().get(what, what)


def who_words(who: str) -> str:
    """Who has done it."""
    return _("(terminal)") if who == TERMINAL else who


def detail_words(act: Act, moment: Callable[[datetime], str]) -> str:
    """What else is known of it, each with its name; moments as they are shown."""
    names = {
        "exercise": _("exercise"),
        "until": _("until"),
        "before": _("before that until"),
        "attempt": _("attempt"),
        "number": _("number"),
        "people": _("people"),
        "how": _("how"),
        "issuer": _("system"),
        "question": _("question"),
        "points": _("points"),
    }
    said = []
    for name, value in act.detail.items():
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        text = _ways().get(text, text) if name == "how" else text
        text = moment(datetime.fromisoformat(text)) if name in MOMENTS else text
        said.append(f"{names.get(name, name)}: {text}")
    return "; ".join(said)


def _ways() -> dict[str, str]:
    return {"link": _("a personal link"), "hub": "JupyterHub", "LTI": _("a learning platform")}


def _words() -> dict[str, str]:
    return {
        "answered a question about a grade": _("answered a question about a grade"),
        "applied what was tried": _("applied what was tried"),
        "asked for names": _("asked for names"),
        "changed the class list": _("changed the class list"),
        "forgot somebody": _("forgot somebody"),
        "gathered wrong answers": _("gathered the wrong answers without a hint"),
        "gave more time": _("gave more time"),
        "graded an answer": _("graded an answer"),
        "ended a token": _("ended a token"),
        "had hand-ins tried again": _("had hand-ins tried again"),
        "let an identity go": _("unlinked an identity"),
        "made a backup": _("made a backup"),
        "made a personal link": _("made a personal link"),
        "made a token": _("made a token"),
        "made new keys for learning platforms": _("made new keys for learning platforms"),
        "made personal links": _("made personal links"),
        "read the class list of a learning platform": _(
            "read the class list of a learning platform"
        ),
        "restored a backup": _("restored a backup"),
        "said who somebody is": _("said who somebody is"),
        "said who they are": _("said who they are"),
        "saw a hand-in": _("saw a hand-in"),
        "saw a question about a grade": _("saw a question about a grade"),
        "saw a receipt": _("saw a receipt"),
        "saw a student": _("saw the page of a student"),
        "saw names": _("saw the names of the class"),
        "saw the class list": _("saw the class list"),
        "sent all grades to learning platforms": _("sent all grades to learning platforms"),
        "signed in": _("signed in"),
        "signed somebody out": _("signed somebody out everywhere"),
        "took out a learning platform": _("took out a learning platform"),
        "took over people of a learning platform": _("took over people of a learning platform"),
        "took the grades": _("took the grades"),
        "was known by e-mail": _("was known by e-mail"),
        "was known by the hub's name": _("was known by the name at the hub"),
        "wrote down a learning platform": _("wrote down a learning platform"),
        "wrote out all that is kept of somebody": _("wrote out all that is kept of somebody"),
    }
