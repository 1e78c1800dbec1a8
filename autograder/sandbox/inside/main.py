"""The start of the student side: `python -m autograder.sandbox.inside.main FD`, a fresh exec.

It runs with a clean environment, in a folder that holds a copy of this package and nothing of a
course. The first message says where the libraries are; until then only the standard library
can be imported, so it is JSON.
"""

from __future__ import annotations

import json
import socket
import sys

FIRST_MESSAGE = 1 << 16


def main() -> None:
    """Learn where the libraries are, and serve the control socket until it is closed."""
    control = socket.socket(fileno=int(sys.argv[1]))
    sys.path.extend(json.loads(control.recv(FIRST_MESSAGE)))
    from autograder.sandbox.inside.server import Server

    Server(control).serve()


if __name__ == "__main__":
    main()
