"""A real JupyterHub on this machine, as the example's configuration makes it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from jupyter_tools import install
from service_tools import until

CONFIGURATION = Path(__file__).parents[2] / "examples" / "jupyterhub" / "jupyterhub_config.py"
PASSWORD = "one for all of a test"
NOT_NEEDED = (  # parts of a user's server that take their time to start
    "jupyter_lsp",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
    "notebook",
)


class RealHub:
    """A hub that runs. `service` is the address of the course's service in it, `homes` where the
    files of its users lie."""

    def __init__(self, address: str, homes: Path) -> None:
        self.address, self.homes = address, homes
        self.service = f"{address}/services/autograder"

    def home(self, user: str) -> Path:
        """A user's folder, made as the spawner does. The client is installed there, and what a
        server need not start is left out."""
        home = self.homes / user
        settings = home / ".jupyter" / "jupyter_server_config.json"
        settings.parent.mkdir(parents=True)
        extensions = {**dict.fromkeys(NOT_NEEDED, False), "autograder_client.jupyter": True}
        quiet = {"extension_manager": "readonly", "news_url": None}
        settings.write_text(
            json.dumps({"ServerApp": {"jpserver_extensions": extensions}, "LabApp": quiet})
        )
        install(home, home / ".local")
        return home


@contextmanager
def jupyterhub(course: Path, folder: Path) -> Iterator[RealHub]:
    """The hub of a course, with its proxy, the service and the users' servers below it."""
    hub, api, proxy, service = _free_addresses(4)
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "AUTOGRADER_COURSE": str(course),
        "AUTOGRADER_HUB": hub,
        "AUTOGRADER_HUB_API": api,
        "AUTOGRADER_HUB_STATE": str(folder),
        "AUTOGRADER_PASSWORD": PASSWORD,
        "AUTOGRADER_PROXY_API": proxy,
        "AUTOGRADER_SERVICE": service,
    }
    found = RealHub(hub, folder / "homes")
    log = folder / "jupyterhub.log"
    with log.open("wb") as into:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(CONFIGURATION)],
            env=environment,
            cwd=folder,
            stdout=into,
            stderr=into,
            start_new_session=True,
        )
        try:
            until(lambda: process.poll() is not None or _answers(f"{found.service}/health"))
            assert process.poll() is None, log.read_text()
            yield found
        finally:
            process.send_signal(signal.SIGTERM)  # it ends the servers, the service and the proxy
            process.wait()


def _free_addresses(number: int) -> list[str]:
    with ExitStack() as opened:
        probes = [opened.enter_context(closing(socket.socket())) for _each in range(number)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [f"http://127.0.0.1:{probe.getsockname()[1]}" for probe in probes]


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=10) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
