"""Nothing of ours talks over an open network without certificates."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dask.config
import pytest
import toy_course as toy
from cluster_tools import Cluster, until

from autograder.backends.dask.addresses import host_of, security_of
from autograder.backends.dask.runner import ClusterRunner
from autograder.errors import UsageError
from autograder.grading import Submission

COMMANDS = {
    "grade": ["grade", "toy", "--scheduler"],
    "worker": ["worker", "--scheduler"],
}


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("tcp://127.0.0.1:8786", "127.0.0.1"),
        ("tcp://127.8.9.1:1", "127.8.9.1"),
        ("tcp://localhost:8786", "localhost"),
        ("tcp://[::1]:8786", "::1"),
        ("tls://grader.example.org:8786", "grader.example.org"),
    ],
)
def test_on_this_machine_or_with_tls(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize(
    "address",
    [
        "tcp://192.0.2.7:8786",
        "tcp://0.0.0.0:8786",
        "tcp://[::]:8786",
        "tcp://grader.example.org:8786",
        "tcp://localhost.example.org:8786",
        "tcp://127.0.0.1.example.org:8786",
    ],
)
def test_other_machines_without_tls(address: str) -> None:
    with pytest.raises(UsageError, match="without TLS") as caught:
        host_of(address)
    assert "Use tls://" in caught.value.todo


@pytest.mark.parametrize(
    "address",
    ["", "127.0.0.1:8786", "tcp://127.0.0.1", "tcp://:8786", "http://127.0.0.1:1", "ws://[::1]:1",
     "inproc://1/2/3", "tcp://127.0.0.1:many", "tcp://[::1:8786"],
)  # fmt: skip
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(UsageError, match="no address of a scheduler") as caught:
        host_of(address)
    assert "tcp://127.0.0.1:8786" in caught.value.todo


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_refuse(tmp_path: Path, command: str) -> None:
    course = toy.write_course(tmp_path)
    folder = course.submitted / "ann" / "toy"
    folder.mkdir(parents=True)
    (folder / "toy.ipynb").write_bytes(toy.notebook())
    arguments = [*COMMANDS[command], "tcp://192.0.2.7:8786", "--course", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("autograder: tcp://192.0.2.7:8786: This is not on this machine")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("role", ["client", "worker"])
def test_tls_without_certificates(role: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no certificates"):
        security_of("tls://127.0.0.1:8786", role)
    missing = {"ca-file": tmp_path / "ca.pem", f"{role}.cert": tmp_path / "cert.pem"}
    with (
        dask.config.set({f"distributed.comm.tls.{name}": str(p) for name, p in missing.items()}),
        pytest.raises(UsageError, match="certificates cannot be read"),
    ):
        security_of("tls://127.0.0.1:8786", role)


@pytest.fixture
def tls(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of a cluster with a certificate of its own, as docs/cluster.md makes it."""
    cert, key = tmp_path / "cluster.pem", tmp_path / "cluster.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=autograder", "-keyout", key, "-out", cert],
        check=True,
        capture_output=True,
    )  # fmt: skip
    files = {"ca-file": cert}
    for role in ("scheduler", "worker", "client"):
        files |= {f"{role}.cert": cert, f"{role}.key": key}
    settings = {f"distributed.comm.tls.{name}": str(path) for name, path in files.items()}
    with dask.config.set(settings):
        yield {
            "DASK_" + name.upper().replace("-", "_").replace(".", "__"): path
            for name, path in settings.items()
        }


def test_a_cluster_with_tls_and_a_worker_that_dask_has_started(
    tls: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "course").mkdir()
    course = toy.write_course(tmp_path / "course")
    cluster = Cluster(tmp_path, course, "tls", **tls)
    try:
        preload = ("--preload", "autograder.backends.dask.preload")
        options = ("--course", str(course.folder), "--no-nanny")
        worker = cluster.start_plain_worker("--nthreads", "2", *preload, *options)
        until(lambda: worker.said("Registered to"))
        with ClusterRunner(course.exercise("toy"), cluster.address) as runner:
            given = [Submission("ann", "toy", toy.notebook(**toy.ANSWERS))]
            ((_submission, graded),) = runner.grade(course.exercise("toy"), given)
        assert graded.report.score == 10
        assert graded.report.student == "ann"
    finally:
        cluster.close()


def test_a_worker_that_dask_has_started_may_not_listen_to_others(tmp_path: Path) -> None:
    course = toy.write_course(tmp_path)
    cluster = Cluster(tmp_path, course)
    try:
        preload = ("--preload", "autograder.backends.dask.preload")
        options = ("--course", str(course.folder), "--no-nanny")
        worker = cluster.start_plain_worker(*preload, *options)
        assert worker.process.wait(60) == 2
        assert "would listen to other machines" in worker.log.read_text()
        assert "--host 127.0.0.1" in worker.log.read_text()
    finally:
        cluster.close()
