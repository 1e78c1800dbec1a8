"""Which person a hub's user is, and whose the token is with which a user's server asks."""

from __future__ import annotations

import logging

from starlette.exceptions import HTTPException

from autograder.language import _
from autograder.roster import Person
from autograder.service.hub.api import HubRefusesUs, HubTrouble
from autograder.service.hub.settings import Hub
from autograder.service.hub.tokens import TooManyTokens
from autograder.service.store.audit import note
from autograder.service.store.identities import (
    Identity,
    bind_identity,
    find_identity,
    identities_of,
    saw_identity,
)
from autograder.service.store.sessions import SEEN_EVERY
from autograder.service.web.state import State

logger = logging.getLogger(__name__)


def person_with(state: State, token: str, address: str) -> Person | None:
    """Whose server on the hub asks with this token, from this address; None where it is no such
    token. Raises HTTPException where nobody is known behind it, or the hub cannot be asked."""
    hub = state.settings.hub
    if hub is None:
        return None
    try:
        name = state.hub_tokens.user_of(hub, token, address, state.now())
        person = _person(state, hub, name) if name is not None else None
        if person is None and name is not None:
            state.hub_tokens.count_unknown(address, state.now())
    except HubTrouble as error:
        raise hub_is_away(state, error) from error
    except TooManyTokens as error:
        text = _("Many have asked from there whom this course does not know. Please wait a minute.")
        raise HTTPException(429, text, {"retry-after": "60"}) from error
    if person is None and name is not None:
        raise HTTPException(403, _who_is_that(state, hub, name))
    return person


def saw_user(state: State, hub: Hub, name: str) -> Identity:
    """The hub has vouched for a user of this name now. Where the administrator has said that the
    hub's names are ids, and nobody has decided otherwise, it is the person with that id."""
    with state.history.database.writing() as connection:
        known = saw_identity(connection, hub.issuer, name, name, "", state.now())
        is_free = not identities_of(connection, name, hub.issuer)
        if is_free and _has_an_id(state, hub, known):
            bind_identity(connection, hub.issuer, name, name, "hub")
            note(connection, name, "was known by the hub's name", name, issuer=hub.issuer)
            known = saw_identity(connection, hub.issuer, name, name, "", state.now())
    return known


def hub_is_away(state: State, error: HubTrouble) -> HTTPException:
    """What a person is told; the log has the rest."""
    if state.hub_tokens.is_news(state.now()):
        logger.warning("%s", error)
    if isinstance(error, HubRefusesUs):
        text = _(
            "JupyterHub does not take this service as its own: its administrator has to see to it."
        )
        return HTTPException(503, text)
    return HTTPException(503, _("JupyterHub does not answer. Please try again in a minute."))


def _person(state: State, hub: Hub, name: str) -> Person | None:
    with state.history.database.reading() as connection:
        known = find_identity(connection, hub.issuer, name)
    is_old = known is None or state.now() - known.seen_at > SEEN_EVERY
    if known is None or (known.person is None and (is_old or _has_an_id(state, hub, known))):
        known = saw_user(state, hub, name)
    return state.class_list.now().person(known.person) if known.person is not None else None


def _has_an_id(state: State, hub: Hub, known: Identity) -> bool:
    """Whether the name is somebody's id, and nobody has decided yet who it is."""
    is_open = known.person is None and not known.how
    return (
        hub.names_are_ids and is_open and state.class_list.now().person(known.subject) is not None
    )


def _who_is_that(state: State, hub: Hub, name: str) -> str:
    with state.history.database.reading() as connection:
        known = find_identity(connection, hub.issuer, name)
    if known is not None and known.person is not None:
        return _("You are no longer in the class list. Please ask your teacher.")
    text = _("This course does not know yet who you are: your teacher says so at {place}.")
    return text.format(place=f"{state.settings.shown}/identities")
