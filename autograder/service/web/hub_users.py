"""Which person a hub's user is, and whose the token is with which a user's server asks."""

from __future__ import annotations

import logging

from starlette.exceptions import HTTPException

from autograder.language import _
from autograder.roster import Person
from autograder.service.hub.api import HubTrouble
from autograder.service.hub.settings import Hub
from autograder.service.store.audit import note
from autograder.service.store.identities import (
    Identity,
    bind_identity,
    find_identity,
    identities_of,
    saw_identity,
)
from autograder.service.web.state import State

logger = logging.getLogger(__name__)


def person_with(state: State, token: str) -> Person | None:
    """Whose server on the hub asks with this token; None where it is no such token, or nobody is
    known behind it. Raises HTTPException where the hub cannot be asked."""
    hub = state.settings.hub
    if hub is None:
        return None
    try:
        name = state.hub_tokens.user_of(hub, token, state.now())
    except HubTrouble as error:
        raise hub_is_away(error) from error
    if name is None:
        return None
    with state.history.database.reading() as connection:
        known = find_identity(connection, hub.issuer, name)
    if known is None or known.person is None:
        known = saw_user(state, hub, name)
    return state.class_list.person(known.person) if known.person is not None else None


def saw_user(state: State, hub: Hub, name: str) -> Identity:
    """The hub has vouched for a user of this name now. Where the administrator has said that the
    hub's names are ids, and nobody has decided otherwise, it is the person with that id."""
    with state.history.database.writing() as connection:
        known = saw_identity(connection, hub.issuer, name, name, "", state.now())
        is_free = known.person is None and not identities_of(connection, name, hub.issuer)
        if hub.names_are_ids and is_free and state.class_list.person(name) is not None:
            bind_identity(connection, hub.issuer, name, name, "hub")
            note(connection, name, "was known by the hub's name", name, issuer=hub.issuer)
            known = saw_identity(connection, hub.issuer, name, name, "", state.now())
    return known


def hub_is_away(error: HubTrouble) -> HTTPException:
    """What a person is told; the log has the rest."""
    logger.warning("%s", error)
    return HTTPException(503, _("JupyterHub does not answer. Please try again in a minute."))
