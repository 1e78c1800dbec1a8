"""Who leaves the class list is signed out for good: should the id be somebody's again, nothing that
was begun under it before leads to them."""

from __future__ import annotations

from autograder.history import History
from autograder.service.queue.class_list import ClassList
from autograder.service.store.sessions import end_all_of, people_who_may_come


def end_who_left(history: History, class_list: ClassList) -> None:
    """Where the class list has changed, sessions, tokens and links end of whoever has left it. It
    is to be asked before any of these counts."""
    changed = class_list.changed()
    if changed is None:
        return
    with history.database.writing() as connection:
        for person in people_who_may_come(connection):
            if changed.has_left(person):
                end_all_of(connection, person)
    class_list.seen_to(changed)
