"""On what an exercise is graded: the device that it wants, or the one that stands in for it.

All students of an exercise are graded on the same one, since the marks that a training has to reach
differ.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from autograder.classroom.demo_course import as_in_a_demo, is_demo
from autograder.course import DEVICES, GPU, Course, Device, Exercise
from autograder.errors import UsageError
from autograder.files import alone_in, cannot_be, write_atomically
from autograder.language import _
from autograder.sandbox.gpu import gpus

FILE = ".autograder/devices.json"


def gpu_is_here() -> bool:
    """Whether this machine has a GPU."""
    return bool(gpus())


def choose_device(
    exercise: Exercise, asked: str | None = None, has_gpu: Callable[[], bool] = gpu_is_here
) -> Exercise:
    """The exercise on the device that was asked for, or else on the best that there is; in the
    course of a demo, as the demo has graded it.

    `has_gpu` is asked only where that decides. Raises UsageError where the exercise has to wait.
    """
    if asked is not None:
        return exercise.at(_known(asked))
    if exercise.demo_setting and is_demo(exercise.course_folder):
        return as_in_a_demo(exercise)
    if exercise.device != GPU or has_gpu():
        return exercise
    if exercise.fallback is not None:
        return exercise.at(exercise.fallback)
    raise UsageError(
        _("{exercise} waits for a GPU, and this machine has none.").format(exercise=exercise.name),
        todo=_(
            "Grade it where there is one, send it there with --scheduler, or allow this machine's "
            "processor with --device cpu."
        ),
    )


def see_that_device_fits(course: Course, exercise: Exercise, *, anew: bool) -> None:
    """Raises UsageError where this exercise was graded on another device so far.

    With `anew`, the whole class is graded again, so the device may change.
    """
    before = _remembered(course).get(exercise.name, exercise.device)
    if before != exercise.device and not anew:
        raise UsageError(
            f"This class's {exercise.name} was graded on '{before}' so far, and now it would be "
            f"'{exercise.device}': the same training would have to reach another mark.",
            todo=(
                f"Go on with --device {before}, or grade everybody again with "
                f"--device {exercise.device} --force."
            ),
        )


def pin_device(course: Course, exercise: Exercise, *, anew: bool) -> None:
    """Remember on what this exercise is graded: with the first works that are recorded, since one
    that was stopped before has decided nothing. Raises the same, and FileError where it cannot be
    remembered."""
    path = course.folder / FILE
    see_that_device_fits(course, exercise, anew=anew)
    if not exercise.setting or _remembered(course).get(exercise.name) == exercise.device:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(path.parent):  # other exercises stand in the same file
            see_that_device_fits(course, exercise, anew=anew)
            now = {**_remembered(course), exercise.name: exercise.device}
            write_atomically(path, msgspec.json.encode(now), durable=True)
    except OSError as error:
        raise cannot_be("written", path, error) from error


def _remembered(course: Course) -> dict[str, str]:
    try:
        return msgspec.json.decode((course.folder / FILE).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        return {}


def _known(asked: str) -> Device:
    for device in DEVICES:
        if device == asked:
            return device
    raise UsageError(
        _("There is no device '{name}'.").format(name=asked),
        todo=_("The devices are: {names}.").format(names=", ".join(DEVICES)),
    )
