"""Ask the service of your course from a notebook: `%check softmax`, `%hand_in`.

    %load_ext autograder_client
    %sign_in https://grading.example.org
    %check softmax
    %hand_in

It needs nothing but Python and IPython. The token with which you sign in is kept in a file of
your own, and never in a notebook.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext autograder_client`: from now on there are %sign_in, %check and %hand_in."""
    from autograder_client.magics import Magics

    if "check" not in shell.magics_manager.magics["line"]:  # else what was run would be lost
        shell.register_magics(Magics(shell))
