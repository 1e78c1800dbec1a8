"""Which numbers may be what is expected: none that the sandbox has told.

Of an object that stays there, the sandbox says what it is. That is judged, and what a model
computes by it is refused as what a student's answer is compared with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


class Claimed(np.ndarray[Any, Any]):
    """What a model computes whose layers the sandbox has told. `equal` takes it as the actual value
    only; what is made of it with NumPy stays such an array."""


@dataclass(frozen=True)
class Unjudged:
    """In place of what a function gave back that was handed an object which the sandbox has told.

    The sandbox knows both, so there is nothing of ours to compare it with.
    """

    function: str
