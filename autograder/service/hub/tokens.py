"""Whose the tokens are with which users' servers ask, as the hub has said it lately."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from autograder.service.hub.api import user_of
from autograder.service.hub.settings import Hub
from autograder.service.queue.limits import Limit
from autograder.service.store.secrets import digest_of

KNOWN_FOR = timedelta(minutes=1)  # how long the hub's word on a token is taken for true
MOST_KNOWN = 5_000
MOST_AT_ONCE, MOST_A_MINUTE = 300, 300  # unknown tokens of one address: a class may be behind it


class TooManyTokens(Exception):
    """From this address many tokens have come that nobody knows; the hub was not asked."""


class HubTokens:
    """Whose tokens are, in memory for a minute; of a token only its digest.

    Anybody can send tokens that are none, so for each address there is an end of unknown ones. One
    that was a user's before is asked about all the same: nobody keeps out those who are known.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users: OrderedDict[str, tuple[datetime, str]] = OrderedDict()
        self._none: OrderedDict[str, datetime] = OrderedDict()
        self._strangers = Limit(at_once=MOST_AT_ONCE, a_minute=MOST_A_MINUTE)
        self._told = Limit(at_once=1, a_minute=1)

    def user_of(self, hub: Hub, token: str, address: str, now: datetime) -> str | None:
        """The name of the user; None where it is no token for us. `address` is where it comes from.
        Raises HubTrouble and TooManyTokens."""
        digest = digest_of(token)
        with self._lock:
            until, known = self._users.get(digest, (now, None))
            if now < max(until, self._none.get(digest, now)):
                return known
        if known is None:
            self.count_unknown(address, now)
        name = user_of(hub, token)
        with self._lock:
            self._users.pop(digest, None)
            self._none.pop(digest, None)
            if name is None:
                self._none[digest] = now + KNOWN_FOR
            else:
                self._users[digest] = now + KNOWN_FOR, name
            for each in (self._users, self._none):
                while len(each) > MOST_KNOWN:
                    each.popitem(last=False)
        return name

    def count_unknown(self, address: str, now: datetime) -> None:
        """Somebody whom this course does not know has asked from there. Raises TooManyTokens."""
        if self._strangers.wait(address, now):
            raise TooManyTokens(address)

    def is_news(self, now: datetime) -> bool:
        """Whether the log is to have a line on trouble with the hub: one in a minute is enough."""
        return not self._told.wait("", now)
