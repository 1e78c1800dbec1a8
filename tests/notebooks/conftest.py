"""The toy course as a fixture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import toy_exercise as toy

from autograder.catalogues import messages
from autograder.course import Course, load_course


@pytest.fixture
def make_course(tmp_path: Path) -> Callable[[str], Course]:
    """Write the toy course in a language; its Russian catalog is complete."""

    def make(language: str = "en") -> Course:
        folder = tmp_path / "solutions" / "sums"
        folder.mkdir(parents=True)
        (tmp_path / "course.toml").write_text(toy.COURSE.replace("LANGUAGE", language))
        (folder / "solution.py").write_text(toy.SOLUTION)
        (folder / "lesson.en.md").write_text(toy.LESSON)
        (folder / "lesson.ru.md").write_text(toy.LESSON_RU)
        (folder / "checks.py").write_text(toy.CHECKS)
        (folder / "boxes.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
        (folder / "dot.png").write_bytes(toy.PIXEL)
        assert messages.main(["--course", str(tmp_path)]) == 0
        toy.fill_in(folder / "messages.ru.po", toy.RUSSIAN)
        assert messages.main(["--course", str(tmp_path)]) == 0
        return load_course(tmp_path)

    return make
