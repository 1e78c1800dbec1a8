"""One engine for each nbgrader process: started when it is first needed, ended at exit.

formgrader lives for days: the engine itself sees when an exercise or course.toml has changed.
"""

from __future__ import annotations

import atexit

from autograder.engine.engine import Engine

ENGINE = Engine(workers=1)
atexit.register(ENGINE.close)
