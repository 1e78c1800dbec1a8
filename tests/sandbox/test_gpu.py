"""A child that may use a GPU sees its devices and driver files, and nothing more than others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.errors import UsageError
from autograder.sandbox import gpu
from autograder.sandbox.clock import Clock
from autograder.sandbox.environment import environment
from autograder.sandbox.isolation import DEFAULT_LIMITS, Confinement
from autograder.sandbox.launch import StudentSide
from autograder.sandbox.session import Session
from autograder.wire.control import BASE, FULL

# A device that every machine has and no child may use: it stands for that of a driver.
DEVICE = "/dev/zero"
TRY = f"""
import os
seen = []
for path, mode in (("{DEVICE}", os.O_RDWR), ("{DEVICE}", os.O_RDONLY), ("/dev/tty", os.O_RDONLY)):
    try:
        os.close(os.open(path, mode))
        seen.append(True)
    except OSError:
        seen.append(False)
print(seen)
"""


@pytest.mark.parametrize("level", [FULL, BASE])
@pytest.mark.parametrize(
    ("devices", "seen"), [((DEVICE,), "[True, True, False]"), ((), "[False, False, False]")]
)
def test_only_the_devices_that_are_given(
    side: StudentSide, level: str, devices: tuple[str, ...], seen: str
) -> None:
    if any(trial.problem for trial in side.trials if trial.level == level):
        pytest.skip(f"this machine lacks the level {level}")
    control = side.control.open_control()
    control.confinement = Confinement(level, DEFAULT_LIMITS, (), devices)
    session = Session(control, Clock(20, 20), 10_000, {})
    done = session.run_cell(TRY)
    assert [getattr(output, "text", "") for output in done.outputs] == [f"{seen}\n"]
    session.close()
    control.close()


def test_what_belongs_to_a_driver(tmp_path: Path) -> None:
    for name in ("dev", "etc/nvidia-container", "usr/local/cuda-12.4/lib64", "usr/local/lib"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "dev/nvidia0").touch()  # no device: somebody's file of that name
    assert gpu.gpus(tmp_path) == [] and gpu.device_files(tmp_path) == ()
    names = [str(Path(each).relative_to(tmp_path)) for each in gpu.driver_files(tmp_path)]
    assert names == ["etc/nvidia-container", "usr/local/cuda-12.4"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes devices")
def test_devices_of_a_driver(tmp_path: Path) -> None:
    (tmp_path / "dev/nvidia-caps").mkdir(parents=True)
    made = [tmp_path / "dev" / name for name in ("nvidia-caps/nvidia-cap1", "nvidia0", "nvidiactl")]
    try:
        for path in made:
            os.mknod(path, 0o666 | 0o020000, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("this container makes no devices")
    assert gpu.gpus(tmp_path) == [str(made[1])]
    assert gpu.device_files(tmp_path) == tuple(map(str, made))


def test_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3")
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    without, with_gpu = (environment(tmp_path, with_gpu=each) for each in (False, True))
    assert without["CUDA_VISIBLE_DEVICES"] == "-1" and with_gpu["CUDA_VISIBLE_DEVICES"] == "3"
    assert with_gpu["TF_FORCE_GPU_ALLOW_GROWTH"] == "true"
    assert with_gpu["XLA_PYTHON_CLIENT_PREALLOCATE"] == "false"
    assert without["KERAS_BACKEND"] == "tensorflow" and "JAX_PLATFORMS" not in without
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    assert environment(tmp_path, with_gpu=False)["JAX_PLATFORMS"] == "cpu"
    assert environment(tmp_path, with_gpu=True)["KERAS_BACKEND"] == "jax"
    monkeypatch.setenv("KERAS_BACKEND", "torch")
    with pytest.raises(UsageError, match="torch"):
        environment(tmp_path, with_gpu=False)
