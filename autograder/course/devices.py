"""What an exercise can be graded on, and what its checks read of course.toml for each device."""

from __future__ import annotations

from typing import Literal

Device = Literal["cpu", "gpu"]
CPU: Device = "cpu"
GPU: Device = "gpu"
DEVICES: tuple[Device, ...] = (CPU, GPU)

Setting = dict[str, int | float | str | list[float]]
