"""How long it takes to take in what a class has sent.

    python -m benchmarks.collecting
    python -m benchmarks.collecting 1000

So many students have sent `ex02_activations`: by Moodle, Canvas and GitHub Classroom, and as loose
files; one of ten has sent two versions, which are graded aside, as the course keeps the best. The
whole command is measured, start of the process and all, and then the same command once more, which
has to change nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from autograder.course import Course
from autograder.demo.classroom import make_course
from benchmarks.classes import contents, this_course

EXERCISE = "ex02_activations"
SURNAMES = ("Иванова", "Петрова", "Сидорова", "Кузнецова", "Смирнова", "Волкова", "Зайцева")
NAMES = ("Анна", "Мария", "Ольга", "Елена", "Дарья", "Юлия", "Алёна", "Ирина")
TWICE = 10  # one of so many
Content = Callable[[int], bytes]


def person(number: int) -> tuple[str, str]:
    """An id and a name; no two people have the same."""
    first, second = number % len(SURNAMES), number // len(SURNAMES) % len(NAMES)
    middle = f"Класс{number // (len(SURNAMES) * len(NAMES))}вна"
    return f"student{number:04}", f"{SURNAMES[first]} {NAMES[second]} {middle}"


def send(folder: Path, size: int, content: Content) -> None:
    """Write what the class has sent."""
    moodle, canvas = dict[str, bytes](), dict[str, bytes]()
    for number in range(size):
        id, name = person(number)
        works = [content(10 * number)]
        if number % TWICE == 0:
            works.append(content(10 * number + 1))
        for copy, work in enumerate(works):
            again = f" ({copy})" if copy else ""
            match number % 4:
                case 0:
                    moodle[f"{name}_{number}_assignsubmission_file_ex02{again}.ipynb"] = work
                case 1:
                    called = "".join(name.lower().split())
                    canvas[f"{called}_{number}_{size + number}_ex02-{copy}.ipynb"] = work
                case 2:
                    _write(folder / f"activations-{id}" / f"{EXERCISE}{again}.ipynb", work)
                case _:
                    _write(folder / "mail" / f"{name} ДЗ 2{again}.ipynb.txt", work)
    for archive, files in (("moodle", moodle), ("canvas", canvas)):
        into = io.BytesIO()
        with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as opened:
            for file, data in files.items():
                opened.writestr(file, data)
        _write(folder / f"{archive}.zip", into.getvalue())


def measure(course: Course, sent: Path) -> float:
    """Collect; how many seconds that has taken."""
    command = [sys.executable, "-m", "autograder", "collect", EXERCISE, str(sent)]
    start = time.perf_counter()
    done = subprocess.run(command, cwd=course.folder, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    print(f"{seconds:6.1f} s  {done.stdout.strip().splitlines()[-1]}")
    return seconds


def state_of(folder: Path) -> str:
    """What is the same as long as nothing there has changed."""
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        told.update(f"{path} {path.stat().st_mtime_ns}".encode())
    return told.hexdigest()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def main() -> None:
    """Print what the first time takes, and the second."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.collecting")
    parser.add_argument("size", type=int, nargs="?", default=300)
    size = parser.parse_args().size
    with tempfile.TemporaryDirectory() as room:
        course = make_course(this_course(), Path(room) / "course")
        lines = [f"{id},{name}" for id, name in map(person, range(size))]
        people = course.folder / "people.csv"
        people.write_text("\n".join(["id,name", *lines]) + "\n", encoding="utf-8")
        sent = Path(room) / "sent"
        send(sent, size, contents(course, EXERCISE))
        measure(course, sent)
        before = state_of(course.submitted)
        measure(course, sent)
        if state_of(course.submitted) != before:
            raise SystemExit("the same command has changed something")
        works = len(list(course.submitted.glob(f"*/{EXERCISE}/*.ipynb")))
        print(f"{works} works of {size} students in submitted/")


if __name__ == "__main__":
    main()
