"""A real JupyterLab: the client as its wheel installs it, in an environment of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from service_tools import until

from autograder.service.api import client_wheel

SECRET = "of this JupyterLab"
QUIET = {  # it asks nobody on the web
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


def installed(folder: Path) -> dict[str, str]:
    """Install the wheel that students get; what an environment says to use it."""
    place = folder / "env"
    install(folder, place)
    packages = sysconfig.get_path("purelib", vars={"base": str(place)})
    return {
        "PYTHONPATH": packages,
        "JUPYTER_PATH": str(place / "share" / "jupyter"),
        "JUPYTER_CONFIG_PATH": str(place / "etc" / "jupyter"),
    }


def install(folder: Path, place: Path) -> None:
    """Install the wheel that students get below a place; `folder` is where the wheel lies."""
    wheel = folder / client_wheel.FILE
    wheel.write_bytes(client_wheel.wheel())
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*command, "--prefix", place, wheel], check=True, capture_output=True)


class Lab:
    """A JupyterLab that runs; `folder` is where its notebooks lie, `tokens` the client's file."""

    def __init__(self, address: str, folder: Path, tokens: Path, settings: Path) -> None:
        self.address, self.folder, self.tokens = address, folder, tokens
        self._settings = settings

    def set(self, plugin: str, **values: object) -> None:
        """Settings as a person makes them."""
        path = self._settings / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))

    def place(self, name: str) -> str:
        """Where a browser opens a notebook."""
        return f"{self.address}/lab/tree/{name}?token={SECRET.replace(' ', '%20')}&reset"


@contextmanager
def jupyterlab(folder: Path) -> Iterator[Lab]:
    """JupyterLab on a port of this machine, with everything of its own below a folder."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    work, settings = folder / "work", folder / "settings"
    work.mkdir()
    lab = Lab(f"http://127.0.0.1:{port}", work, folder / "tokens.json", settings)
    for plugin, values in QUIET.items():
        lab.set(plugin, **values)
    environment = {
        **os.environ,
        **installed(folder),
        "AUTOGRADER_TOKENS": str(lab.tokens),
        "HOME": str(folder),
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_TOKEN": SECRET,
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += [
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.ip=127.0.0.1",
    ]
    command += [f"--ServerApp.root_dir={work}", "--LabApp.extension_manager=readonly"]
    command += ["--LabApp.news_url=None"]
    with (folder / "jupyterlab.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=work)
        try:
            until(lambda: process.poll() is not None or _answers(lab.address))
            assert process.poll() is None, (folder / "jupyterlab.log").read_text()
            yield lab
        finally:
            process.terminate()
            process.wait()


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/login", timeout=10):
            return True
    except (URLError, OSError):
        return False
