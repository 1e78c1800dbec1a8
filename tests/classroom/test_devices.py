"""On which device an exercise is graded, and that a whole class is graded on the same one."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
import toy_course as toy
from toy_course import MakeCourse

from autograder.classroom import devices
from autograder.classroom.demo_course import MARK
from autograder.classroom.devices import choose_device, pin_device, see_that_device_fits
from autograder.course import CPU, GPU, Course
from autograder.errors import CourseError, UsageError
from autograder.sandbox.gpu import gpus

SETTINGS = """
[exercises.settings.cpu]
epochs = 2
tiers = [0.5, 0.75]
[exercises.settings.gpu]
epochs = 5
tiers = [0.6, 0.9]
[exercises.limits]
memory_megabytes = 900
[exercises.device_limits.gpu]
memory_megabytes = 2000
"""


def yes() -> bool:
    return True


def no() -> bool:
    return False


def never_asked() -> bool:
    raise AssertionError("whether there is a GPU decides nothing here")


WANTS = 'device = "gpu"\n'
FALLS_BACK = 'device = "gpu"\nfallback = "cpu"\n'


def course_with(make_toy: MakeCourse, entry: str, settings: str = SETTINGS) -> Course:
    manifest = toy.MANIFEST.replace("points = 10\n", "points = 10\n" + entry)
    return make_toy(manifest=manifest + settings)


def test_in_a_demo_all_is_graded_as_the_demo_was(make_toy: MakeCourse) -> None:
    small = "[exercises.demo]\nepochs = 1\ntiers = [0.1, 0.2]\n"
    course = course_with(make_toy, FALLS_BACK, SETTINGS + small)
    exercise = course.exercise("toy")
    assert choose_device(exercise, None, no).setting["epochs"] == 2
    (course.folder / MARK).write_text("{}")
    chosen = choose_device(exercise, None, never_asked)
    assert (chosen.device, chosen.setting["epochs"]) == (CPU, 1)
    assert choose_device(exercise, GPU).setting["epochs"] == 5  # who asks for it gets it


def test_the_setting_of_a_device(make_toy: MakeCourse) -> None:
    exercise = course_with(make_toy, FALLS_BACK).exercise("toy")
    assert (exercise.device, exercise.fallback) == (GPU, CPU)
    assert exercise.setting == {"epochs": 5, "tiers": [0.6, 0.9]}
    assert exercise.limits.memory_megabytes == 2000
    other = exercise.at(CPU)
    assert other.setting == {"epochs": 2, "tiers": [0.5, 0.75]}
    assert other.limits.memory_megabytes == 900
    assert other.at(GPU).setting == exercise.setting


def test_it_gets_what_it_wants_where_that_is(make_toy: MakeCourse) -> None:
    exercise = course_with(make_toy, FALLS_BACK).exercise("toy")
    assert choose_device(exercise, None, yes).device == GPU
    assert choose_device(exercise, None, no).device == CPU
    assert choose_device(exercise, "gpu", no).device == GPU
    assert choose_device(exercise, "cpu", yes).device == CPU
    assert choose_device(exercise.at(CPU), None, never_asked).device == CPU
    assert choose_device(exercise, "cpu", never_asked).device == CPU
    assert choose_device(exercise).device == (GPU if gpus() else CPU)


def test_it_waits_where_nothing_stands_in(make_toy: MakeCourse) -> None:
    only_gpu = "[exercises.settings.gpu]\nepochs = 5\n"
    exercise = course_with(make_toy, WANTS, only_gpu).exercise("toy")
    with pytest.raises(UsageError, match="waits for a GPU"):
        choose_device(exercise, None, no)
    with pytest.raises(UsageError, match="no device 'tpu'"):
        choose_device(exercise, "tpu")
    assert choose_device(exercise, "cpu").device == CPU


@pytest.mark.parametrize(
    ("entry", "settings", "said"),
    [
        (WANTS, SETTINGS, "are for cpu and gpu; it is graded on gpu"),
        ("", SETTINGS, "are for cpu and gpu; it is graded on cpu"),
        ('device = "tpu"\n', "", "tpu"),
        (FALLS_BACK, SETTINGS + "fast = true\n", "got true or false"),
        ('datasets = ["letters"]\n', "", "'letters' of toy is not known"),
    ],
)
def test_what_is_wrong_is_told(make_toy: MakeCourse, entry: str, settings: str, said: str) -> None:
    with pytest.raises(CourseError, match=said):
        course_with(make_toy, entry, settings)


def test_a_class_keeps_to_its_device(make_toy: MakeCourse) -> None:
    course = course_with(make_toy, FALLS_BACK)
    on_gpu = course.exercise("toy")
    on_cpu = on_gpu.at(CPU)
    pin_device(course, on_cpu, anew=False)
    pin_device(course, on_cpu, anew=False)
    with pytest.raises(UsageError, match="graded on 'cpu' so far") as caught:
        pin_device(course, on_gpu, anew=False)
    assert "--device cpu" in caught.value.todo and "--force" in caught.value.todo
    pin_device(course, on_gpu, anew=True)
    with pytest.raises(UsageError, match="graded on 'gpu' so far"):
        pin_device(course, on_cpu, anew=False)


def test_to_ask_whether_it_fits_decides_nothing(make_toy: MakeCourse) -> None:
    course = course_with(make_toy, FALLS_BACK)
    on_gpu = course.exercise("toy")
    see_that_device_fits(course, on_gpu, anew=False)
    pin_device(course, on_gpu.at(CPU), anew=False)
    with pytest.raises(UsageError, match="graded on 'cpu' so far"):
        see_that_device_fits(course, on_gpu, anew=False)
    see_that_device_fits(course, on_gpu, anew=True)
    pin_device(course, on_gpu.at(CPU), anew=False)


def test_exercises_that_are_graded_at_once_forget_nothing(
    make_toy: MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each reads, changes and writes one file: here, each when the others have read it, too."""
    course = course_with(make_toy, FALLS_BACK)
    names = [f"toy{number}" for number in range(8)]
    exercises = []
    for name in names:
        exercise = course.exercise("toy").at(CPU)
        exercise.name = name
        exercises.append(exercise)
    write = devices.write_atomically

    def slowly(*args: Any, **kwargs: Any) -> None:
        time.sleep(0.02)
        write(*args, **kwargs)

    monkeypatch.setattr(devices, "write_atomically", slowly)
    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(lambda each: pin_device(course, each, anew=False), exercises))
    assert msgspec.json.decode((course.folder / devices.FILE).read_bytes()).keys() == set(names)


def test_exercises_without_settings_are_free(make_toy: MakeCourse) -> None:
    course = make_toy()
    pin_device(course, course.exercise("toy"), anew=False)
    pin_device(course, course.exercise("toy").at(GPU), anew=False)
    (course.folder / ".autograder").write_text("nothing can be remembered")
    pin_device(course, course.exercise("toy"), anew=False)
