"""Whose the tokens are with which users' servers ask, as the hub has said it lately."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from autograder.service.hub.api import HubTrouble, user_of
from autograder.service.hub.settings import Hub
from autograder.service.queue.limits import Limit
from autograder.service.store.secrets import digest_of

KNOWN_FOR = timedelta(minutes=1)  # how long the hub's word on a token is taken for true
MOST_KNOWN = 5_000
MOST_AT_ONCE, MOST_A_MINUTE = (
    300,
    600,
)  # questions to the hub: anybody can send tokens that are none


class HubTokens:
    """Whose tokens are, in memory for a minute; of a token only its digest."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[datetime, str | None]] = OrderedDict()
        self._questions = Limit(at_once=MOST_AT_ONCE, a_minute=MOST_A_MINUTE)

    def user_of(self, hub: Hub, token: str, now: datetime) -> str | None:
        """The name of the user; None where it is no token for us. Raises HubTrouble."""
        digest = digest_of(token)
        with self._lock:
            until, name = self._known.get(digest, (now, None))
        if now < until:
            return name
        if self._questions.wait(hub.issuer, now):
            raise HubTrouble("Too many unknown tokens have come: the hub is not asked of more.")
        name = user_of(hub, token)
        with self._lock:
            self._known[digest] = now + KNOWN_FOR, name
            self._known.move_to_end(digest)
            while len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
        return name
