"""A course folder of its own with an example class, so that a real class is never touched."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.classroom.demo_course import as_in_a_demo, is_demo
from autograder.course import Course, Exercise, load_course
from autograder.course.manifest import MANIFEST
from autograder.demo.mark import STORIES, begin, not_ours
from autograder.demo.personas import Author, Persona
from autograder.errors import UsageError
from autograder.roster import Person, Role, save_people

A_FEW = 8
PATIENCE = 20  # seconds that one cell may take
COPIED = (MANIFEST, "nbgrader_config.py", "solutions", "source", "release", "exercises", "datasets")
NAMES = {
    "ivanova": "Anna Ivanova", "smirnov": "Pavel Smirnov", "garcia": "Lucía García",
    "kuznetsova": "Olga Kuznetsova", "popov": "Dmitry Popov", "nguyen": "Minh Nguyen",
    "vasileva": "Daria Vasileva", "petrov": "Ilya Petrov", "sokolova": "Maria Sokolova",
    "mueller": "Jonas Müller", "lebedev": "Artem Lebedev", "kozlova": "Vera Kozlova",
    "novikov": "Roman Novikov", "tanaka": "Yuki Tanaka", "morozova": "Elena Morozova",
    "volkov": "Anton Volkov", "alekseeva": "Sofia Alekseeva", "okafor": "Chidi Okafor",
    "egorov": "Maxim Egorov", "pavlova": "Ksenia Pavlova",
}  # fmt: skip
STUDENTS = tuple(NAMES)
TEACHER = Person("weber", "Katrin Weber", role=Role.TEACHER)


def earlier_demo(course: Course, folder: Path) -> bool:
    """Whether a demo of the course is there to be replaced, with nothing in it but what it has
    written itself.

    Raises UsageError where something else is there.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return False
    if not is_demo(folder):
        raise UsageError(
            "This folder is not empty, and it is no demo of ours.",
            where=folder,
            todo="Name a new folder: autograder demo FOLDER.",
        )
    others = not_ours(folder, _copied(course))
    if others:
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise UsageError(
            f"The demo has not written '{others[0]}'{more}, or somebody has changed it since.",
            where=folder,
            todo="Name a new folder, or remove this one yourself.",
        )
    return True


def make_course(course: Course, folder: Path) -> Course:
    """Copy the course into `folder`, in place of an earlier demo; nothing else is removed. Raises
    UsageError where there is nothing to show, or something else is there."""
    if not course.exercises:
        raise UsageError(
            "This course has no exercise to show.",
            where=course.folder / MANIFEST,
            todo="Make one: `autograder new NAME`.",
        )
    if earlier_demo(course, folder):
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    begin(folder)
    for name in _copied(course):
        original = course.folder / name
        if original.is_dir():
            shutil.copytree(original, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif original.is_file():
            shutil.copyfile(original, folder / name)
    return load_course(folder)


def _copied(course: Course) -> tuple[str, ...]:
    """What a demo begins with; nbgrader_config.py may name any plug-in beside it."""
    return (*COPIED, *(path.name for path in course.folder.glob("*.py")))


def shown(course: Course) -> list[Exercise]:
    """The exercises of the demo: those where nothing is trained, so that nobody has to wait for the
    end of an endless loop, and those with a setting for it. All where there are no such ones."""
    found = [
        as_in_a_demo(each)
        for each in course.exercises
        if each.demo_setting or each.limits.cell_seconds <= PATIENCE
    ]
    return found or list(course.exercises)


def hand_in(course: Course) -> dict[tuple[str, str], Persona]:
    """Write what each student hands in, and the story of each; returns it by student and
    exercise."""
    class_of: dict[tuple[str, str], Persona] = {}
    for exercise in shown(course):
        personas = list(zip(STUDENTS, Author(exercise).personas(), strict=False))
        if exercise.demo_setting:  # trainings take their time; endless loops come later in the list
            personas = personas[:A_FEW]
        for student, persona in personas:
            folder = course.submitted / student / exercise.name
            folder.mkdir(parents=True)
            (folder / f"{exercise.name}.ipynb").write_bytes(persona.handed_in_by(student))
            class_of[student, exercise.name] = persona
    (course.folder / STORIES).write_text(_stories(class_of), encoding="utf-8")
    save_people(course, [*(Person(id, name) for id, name in NAMES.items()), TEACHER])
    return class_of


def _stories(class_of: dict[tuple[str, str], Persona]) -> str:
    lines = ["# What the example class handed in", ""]
    for (student, exercise), persona in class_of.items():
        lines.append(f"- {exercise}, {student}: {persona.story}")
    return "\n".join(lines) + "\n"
