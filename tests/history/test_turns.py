"""Many threads of one process at one file, as in a service that many students ask at once."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import text

from autograder.history.database import Database
from autograder.history.place import FILE

MANY = 25  # more than there are connections to one file


def test_who_waits_to_write_keeps_nobody_from_reading(tmp_path: Path) -> None:
    written, begun = [], threading.Barrier(MANY + 1)

    def write(number: int) -> None:
        begun.wait()
        with database.writing():
            written.append(number)

    with Database(tmp_path / FILE) as database:
        threads = [threading.Thread(target=write, args=(each,)) for each in range(MANY)]
        with database.writing():
            for thread in threads:
                thread.start()
            begun.wait()
            for thread in threads:
                thread.join(0.05)  # all of them are waiting now
            with database.reading() as connection:
                assert connection.scalar(text("SELECT 1")) == 1
            assert not written
        for thread in threads:
            thread.join()
    assert sorted(written) == list(range(MANY))
