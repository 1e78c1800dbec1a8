"""On a JupyterHub nobody pastes a token: the user's server has one of its own from the hub, and the
hub's administrator has said where the service of the course is."""

from __future__ import annotations

import os
from typing import Optional, Tuple

ADDRESS = "AUTOGRADER_ON_THE_HUB"


def of_the_hub() -> Optional[Tuple[str, str]]:
    """The address of the hub's service, and the token of this user's server, which is for that
    address and no other; None elsewhere."""
    address = os.environ.get(ADDRESS, "")
    token = os.environ.get("JUPYTERHUB_API_TOKEN", "")
    return (address, token) if address and token and os.environ.get("JUPYTERHUB_USER") else None
