"""The attempts of `attempts.py` by an ordinary user; run by `test_as_user.py` in another process.

Prints, for each level that works, what came of each attempt, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from attempts import GROUPS
from prey import Prey, open_attacker, outcome, tried

from autograder.sandbox import launch
from autograder.sandbox.isolation import ENOUGH

HANGS = ("while True: pass", "time.sleep(100)")


def main(packages: list[str]) -> None:
    """Try everything at every level."""
    launch._library_paths = lambda: packages
    found: dict[str, object] = {"user": os.geteuid()}
    with tempfile.TemporaryDirectory() as folder, launch.StudentSide(["numpy"]) as side:
        side.wait_until_warm()
        found["problems"] = {each.level: each.problem for each in side.trials if each.problem}
        found["clock"] = {
            level: [
                outcome(open_attacker(side.control, level, seconds=0.5), cell) for cell in HANGS
            ]
            for level in ENOUGH
            if level not in found["problems"]  # type: ignore[operator]
        }
        prey = Prey(Path(folder), side)
        for level in ENOUGH:
            if level not in found["problems"]:  # type: ignore[operator]
                found[level] = _try_all(side, level, prey)
        found["unharmed"] = prey.state() == prey.before
        prey.close()
    print(json.dumps(found))


def _try_all(side: launch.StudentSide, level: str, prey: Prey) -> dict[str, str]:
    said = {}
    session = open_attacker(side.control, level, seconds=60.0)
    for group, attempts in GROUPS.items():
        for attempt in attempts:
            if level not in attempt.levels or attempt.needs:
                continue
            if not session.alive:
                session.close()
                session = open_attacker(side.control, level, seconds=60.0)
            with prey.victim() as victim:
                said[f"{group}: {attempt.name}"] = tried(session, prey, attempt)
                if victim.poll() is not None:
                    said[f"{group}: {attempt.name}"] = "won: the victim is dead"
    session.close()
    return said


if __name__ == "__main__":
    main(sys.argv[1:])
