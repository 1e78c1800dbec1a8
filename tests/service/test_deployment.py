"""The files of deploy/: a real nginx in front of a real service, and the unit for systemd."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2 as httpx
import pytest
from service_tools import Clock, answers, csrf_in, reached, until

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.results import QuestionResult, Status
from autograder.service.signin.link import link_for
from autograder.service.web.state import State

DEPLOY = Path(__file__).parents[2] / "deploy"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
OPENSSL = shutil.which("openssl")
MEGABYTE = 10**6
PASSED = QuestionResult(name="double", status=Status.PASSED, score=4.0, max_score=4.0, checks=())


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate that this machine has signed for itself, and its key."""
    made, key = tmp_path / "made.pem", tmp_path / "made.key"
    command = [OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-out", made, "-keyout", key]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


def configuration(folder: Path, port: int, behind: int, certificate: tuple[Path, Path]) -> Path:
    """deploy/nginx.conf for these ports and a certificate, inside what a system has around it."""
    server = (DEPLOY / "nginx.conf").read_text()
    server = server[: server.rindex("server {")]  # without that of port 80
    for old, new in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/grading.example.org.pem", str(certificate[0])),
        ("/etc/ssl/private/grading.example.org.key", str(certificate[1])),
        ("grading.example.org;", "localhost;"),
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
    ):
        assert old in server
        server = server.replace(old, new)
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    as_root = "user root;" if os.geteuid() == 0 else ""  # else its workers cannot write there
    whole = f"""{as_root} daemon off; pid {folder}/nginx.pid; error_log stderr; worker_processes 1;
events {{ worker_connections 64; }}
http {{ access_log off; {places} {server} }}
"""
    path = folder / "nginx.conf"
    path.write_text(whole)
    return path


@pytest.fixture
def behind(
    course: Course,
    engine: Engine,
    clock: Clock,
    tmp_path: Path,
    certificate: tuple[Path, Path],
) -> Iterator[State]:
    """A service with nginx before it."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"https://localhost:{port}"
    with reached(course, engine, clock, queue=False, address=address) as state:
        path = configuration(tmp_path, port, state.settings.port, certificate)
        log = (tmp_path / "nginx.log").open("wb")
        with log, subprocess.Popen([NGINX, "-c", path, "-e", "stderr"], stderr=log) as process:
            try:
                until(lambda: process.poll() is not None or _listens(port))
                assert process.poll() is None, (tmp_path / "nginx.log").read_text()
                yield state
            finally:
                process.send_signal(signal.SIGTERM)


def _listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def ann(behind: State, certificate: tuple[Path, Path]) -> Iterator[httpx.Client]:
    """A browser that trusts the certificate, in which somebody has signed in."""
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    with httpx.Client(base_url=behind.settings.shown, verify=trusted, timeout=300) as client:
        secret = link_for(behind, "ann").partition("#")[2]
        origin = {"origin": behind.settings.origin}
        answer = client.post("/enter", data={"secret": secret}, headers=origin)
        assert answer.status_code == 303, answer.text
        assert answer.headers["set-cookie"].startswith("__Host-")
        yield client


@pytest.mark.skipif(NGINX is None, reason="missing: nginx (apt install nginx-light)")
@pytest.mark.skipif(OPENSSL is None, reason="missing: OpenSSL (apt install openssl)")
def test_through_nginx(behind: State, ann: httpx.Client) -> None:
    """Large files come through and too large ones do not; verdicts are not gathered."""
    page = ann.get("/exercises/toy")
    token = csrf_in(page.text)
    large = b" " * (19 * MEGABYTE) + answers()
    files = {"file": ("toy.ipynb", large)}
    answer = ann.post("/exercises/toy/look", data={"csrf": token}, files=files)
    assert answer.status_code == 200
    files = {"file": ("toy.ipynb", b" " * (23 * MEGABYTE))}
    assert ann.post("/exercises/toy/look", data={"csrf": token}, files=files).status_code == 413

    files = {"file": ("toy.ipynb", answers())}
    form = {"csrf": token, "key": "one of a test"}
    answer = ann.post("/exercises/toy/hand-in", data=form, files=files)
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    with ann.stream("GET", f"{place}/events") as stream:
        lines = stream.iter_lines()
        behind.events.tell(place.rpartition("/")[2], PASSED)
        assert "event: question-double" in lines  # and the answer goes on
        behind.events.over(place.rpartition("/")[2])
        assert "event: over" in lines


def test_the_unit_leaves_what_keeps_code_in() -> None:
    """Namespaces with a /proc of their own can still be made."""
    text = (DEPLOY / "autograder.service").read_text()
    settings = re.findall(r"^(\w+)=", text, re.M)
    assert {"User", "NoNewPrivileges", "ProtectSystem", "ReadWritePaths"} <= set(settings)
    assert not set(settings) & {
        "MemoryDenyWriteExecute",
        "PrivateUsers",
        "ProcSubset",
        "ProtectKernelLogs",
        "ProtectKernelTunables",
        "ProtectProc",
        "RestrictNamespaces",
    }
    (denied,) = re.findall(r"^SystemCallFilter=(.*)$", text, re.M)
    assert denied.startswith("~")
    assert not {"@mount", "@process", "@sandbox"} & set(denied.split())


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="missing: systemd (apt install systemd)"
)
def test_systemd_reads_the_unit(tmp_path: Path) -> None:
    text = (DEPLOY / "autograder.service").read_text()
    unit = tmp_path / "autograder.service"
    unit.write_text(text.replace("/opt/autograder/bin/autograder", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_commands_beside_the_service_are_told_of_its_database(tmp_path: Path) -> None:
    """The file that the unit names, written and read as the page says."""
    page = (DEPLOY.parent / "docs" / "deployment.md").read_text()
    (place,) = re.findall(
        r"^#EnvironmentFile=(.*)$", (DEPLOY / "autograder.service").read_text(), re.M
    )
    (written,) = re.findall(rf"^(echo .*) >> {place}$", page, re.M)
    (read,) = re.findall(r"^sudo -u autograder sh -c '(.*)' - \\$", page, re.M)
    file = tmp_path / "autograder.env"
    subprocess.run(f"{written} >> {file}", shell=True, check=True)
    command = ["sh", "-c", read.replace(place, str(file)), "-", "printenv", "AUTOGRADER_DB"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "postgresql://grading:password@db.example.org/networks\n"
