"""What commands that grade need of the machine."""

from __future__ import annotations

import os
import sys

from autograder.errors import ACCEPT_RISK, IsolationError
from autograder.language import _


def on_linux(*, accept_risk: bool = False) -> None:
    """Before a command that grades. All its processes learn through the environment whether a
    person accepts the risk."""
    if sys.platform != "linux":
        raise IsolationError(
            _("Grading needs Linux, which keeps a student's code in."),
            todo=_(
                "Build and write exercises here, and grade and prove them on Linux: in WSL 2, in a "
                "virtual machine, or in a container."
            ),
        )
    if accept_risk:
        os.environ[ACCEPT_RISK] = "1"
