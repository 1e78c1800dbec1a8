"""Pages about a course that are made of its lessons, in each of its languages: in docs/, beside
course.toml."""

from __future__ import annotations

from pathlib import Path

from autograder.course import Course, load_course
from autograder.language import _, speaking
from autograder.lessons.course_map import course_map
from autograder.lessons.glossary import glossary


def pages(course: Course) -> dict[Path, bytes]:
    """The pages with what stands in them; none where there is nothing to say."""
    return {page: data for language in course.languages for page, data in _in(language, course)}


def _in(language: str, course: Course) -> list[tuple[Path, bytes]]:
    spoken = course if language == course.language else load_course(course.folder, language)
    with speaking(language):
        note = _("`autograder build` makes this page from the lessons; make changes there")
        words = glossary(spoken.exercises)
        page = f"glossary.{language}.md" if words else ""
        found = {"course": course_map(spoken.title, spoken.exercises, page), "glossary": words}
    return [
        (course.folder / "docs" / f"{name}.{language}.md", f"<!-- {note} -->\n\n{text}\n".encode())
        for name, text in found.items()
        if text
    ]
