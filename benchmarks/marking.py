"""A class of 300 has answered in words: how much is pressed, and how long one waits, until all is
graded on the service's pages. A scripted browser does what a person does whose mind is made up.

python -m benchmarks.marking [--students N] [--write]

With --write, the figures stand in docs/marking.md.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import uvicorn

from autograder.classroom.kept import open_history
from autograder.course import Course, load_course
from autograder.demo.classroom import make_course
from autograder.engine.fake import FakeEngine
from autograder.gradebook import Gradebook
from autograder.grading import Graded, Submission
from autograder.language import speaking
from autograder.notebooks.fill import fill
from autograder.outputs import write_outputs
from autograder.service.app import make_app
from autograder.service.queue.class_list import ClassList
from autograder.service.queue.events import Events
from autograder.service.queue.limits import Limit
from autograder.service.queue.work import Queue
from autograder.service.signin.link import link_for
from autograder.service.store.tables import SERVICE
from autograder.service.web.settings import Settings
from autograder.service.web.state import State
from autograder.validation.candidates import reference_answers
from benchmarks.classes import this_course

EXERCISE, QUESTION = "ex04_gradient_step", "why_large_steps"
PAGE = Path("docs/marking.md")
BEGIN, END = "<!-- marking -->\n", "<!-- end of marking -->\n"
PORT = 8791
PATIENCE = 300_000  # milliseconds
AT_ONCE = 20
FAR = ("It goes past the minimum", "The step jumps over the bottom", "We land on the other side")
STEEP = ("and there the gradient is larger", "where it is steeper", "and the next step is longer")
ALONE = ("The learning rate is too large", "Because of the loss", "There is a local minimum")
SAID = ("And what comes after that?", "Why does it not come back?", "That is the question itself.")
HEADINGS = (
    "by",
    "students",
    "different answers",
    "presses for each answer",
    "characters typed, in all",
    "wait for the next one",
    "of 20 the longest",
)
SAME = 0.2  # of all, who write what somebody else has written


class Answer(NamedTuple):
    """What somebody wrote, the parts of the rubric that it has, and the comment for it, if any."""

    text: str
    parts: tuple[int, ...]
    comment: str


class Figures(NamedTuple):
    """What it took: presses of keys or of the mouse without the words of new comments, these words
    in characters, and the seconds of waiting for the next answer."""

    way: str
    answers: int
    students: int
    presses: int
    characters: int
    waits: list[float]


def answers(count: int, chance: random.Random) -> list[Answer]:
    """A class's answers: full ones, halves, and none of it; some alike."""
    made: list[Answer] = []
    for number in range(count):
        if made and chance.random() < SAME:
            made.append(chance.choice(made))
            continue
        kind = chance.choice([(0, 1), (0,), (1,), ()])
        pieces = [chance.choice((FAR, STEEP)[part]) for part in kind] or [chance.choice(ALONE)]
        comment = "" if kind == (0, 1) else chance.choice(SAID)
        made.append(Answer(f"{', '.join(pieces)}: I tried it {number} times.", kind, comment))
    return made


def make_class(folder: Path, count: int) -> tuple[Course, list[Answer]]:
    """A course in which they were graded by the checks, and wait for a person."""
    course = make_course(this_course(), folder)
    people = [f"student{number:04},Student {number},,student," for number in range(count)]
    table = ["id,name,email,role,section", *people, "hal,Hal Helper,,assistant,"]
    (folder / "people.csv").write_text("\n".join([*table, "tess,Tess Teacher,,teacher,\n"]))
    course = load_course(folder)
    exercise = course.exercise(EXERCISE)
    written = answers(count, random.Random(7))
    right = reference_answers(exercise)
    release = exercise.release_notebook.read_bytes()
    from autograder.engine.in_process import InProcess

    content = fill(release, {**right, QUESTION: "?"})
    ((_submission, graded),) = InProcess().grade(exercise, [Submission("one", EXERCISE, content)])
    with Gradebook(course) as book:
        book.ensure_exercise(exercise)
        gradings = [
            _of(graded, f"student{number:04}", answer.text) for number, answer in enumerate(written)
        ]
        for start in range(0, count, AT_ONCE):
            some = gradings[start : start + AT_ONCE]
            shown = book.record_all([(each, None) for each in some])
            with speaking(course.language):
                for each, report in zip(some, shown, strict=True):
                    write_outputs(course, each, report)
    return course, written


def _of(graded: Graded, student: str, text: str) -> Graded:
    """The grading of somebody who has written this."""
    notebook = fill(graded.notebook, {QUESTION: text})
    report = msgspec.structs.replace(graded.report, student=student)
    own = {**graded.answers, QUESTION: text}
    return msgspec.structs.replace(graded, report=report, notebook=notebook, answers=own)


@contextmanager
def serving(course: Course) -> Iterator[State]:
    """Its service, in which nothing is graded by checks. One may ask as often as one likes: the
    script is faster than any person."""
    engine = FakeEngine(lambda _exercise, _submission: Graded(None, b""))  # type: ignore[arg-type]
    class_list, events = ClassList(course), Events()
    with open_history(course, SERVICE) as history:
        queue = Queue(course, history, class_list, engine, events, alone=True)
        settings = Settings(port=PORT)
        state = State(
            course, settings, history, class_list, engine, events, queue,
            asks=Limit(at_once=100_000, a_minute=100_000),
        )  # fmt: skip
        server = uvicorn.Server(
            uvicorn.Config(make_app(state), port=PORT, log_level="warning", access_log=False)
        )
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started:
                time.sleep(0.01)
            yield state
        finally:
            server.should_exit = True
            thread.join()
            queue.close()


def grade_all(state: State, written: list[Answer], way: str) -> Figures:
    """Grade what there is, in a browser, and count."""
    from playwright.sync_api import sync_playwright

    known = {answer.text: answer for answer in written}
    found = Figures(way, len(known), len(written), 0, 0, [])
    with sync_playwright() as started:
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(link_for(state, "hal"))
        page.locator("#enter button").press("Enter")
        page.wait_for_url("**/exercises")
        page.goto(f"{state.settings.shown}/class/{EXERCISE}/marking/{QUESTION}")
        while page.locator("#mark").count():
            digest = page.input_value("input[name=answer]")
            answer = known[page.inner_text(".answer").strip()]
            presses, characters = (_by_keys if way == "keys" else _by_mouse)(page, answer)
            begun = time.monotonic()
            page.wait_for_function(
                "before => { const now = document.querySelector('input[name=answer]');"
                " return document.readyState === 'complete' && (!now || now.value !== before); }",
                arg=digest,
            )
            found.waits.append(time.monotonic() - begun)
            found = found._replace(
                presses=found.presses + presses, characters=found.characters + characters
            )
        browser.close()
    return found


def _by_keys(page: Any, answer: Answer) -> tuple[int, int]:
    presses, characters = 0, 0
    keys = page.keyboard
    bank = page.eval_on_selector_all("[data-comment]", "all => all.map(e => e.dataset.comment)")
    if answer.comment in bank:
        keys.press(f"Shift+Digit{bank.index(answer.comment) + 1}")
        presses += 2
    elif answer.comment:
        keys.press("c")
        keys.type(answer.comment)
        keys.press("Escape")
        presses, characters = 2, len(answer.comment)
    if len(answer.parts) != 1:
        keys.press("f" if answer.parts else "0")
        return presses + 1, characters
    keys.press(str(answer.parts[0] + 1))
    keys.press("Enter")
    return presses + 2, characters


def _by_mouse(page: Any, answer: Answer) -> tuple[int, int]:
    presses, characters = 0, 0
    bank = page.eval_on_selector_all("[data-comment]", "all => all.map(e => e.dataset.comment)")
    if answer.comment in bank:
        page.locator("[data-comment]").nth(bank.index(answer.comment)).click()
        presses += 1
    elif answer.comment:
        page.locator("#comment").click()
        page.keyboard.type(answer.comment)
        presses, characters = 1, len(answer.comment)
    if len(answer.parts) != 1:
        page.locator(f"button[value={'all' if answer.parts else 'none'}]").click()
        return presses + 1, characters
    page.locator("[data-points]").nth(answer.parts[0]).check()
    page.locator("button[data-key=enter]").click()
    return presses + 2, characters


def lines(found: list[Figures]) -> list[str]:
    """The table."""
    found_lines = [f"| {' | '.join(HEADINGS)} |", "| --- " * len(HEADINGS) + "|"]
    for each in found:
        cells = (
            each.way,
            str(each.students),
            str(each.answers),
            f"{each.presses / each.answers:.1f}",
            str(each.characters),
            f"{statistics.median(each.waits) * 1000:.0f} ms",
            f"{statistics.quantiles(each.waits, n=20)[-1] * 1000:.0f} ms",
        )
        found_lines.append(f"| {' | '.join(cells)} |")
    return found_lines


def main() -> None:
    """Measure, and say it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as room:
        first = Path(room) / "class"
        make_class(first, options.students)
        for way in ("keys", "mouse"):
            folder = shutil.copytree(first, Path(room) / way)
            written = answers(options.students, random.Random(7))
            with serving(load_course(folder)) as state:
                found.append(grade_all(state, written, way))
    table = lines(found)
    print(*table, sep="\n")
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        before, rest = text.split(BEGIN)
        after = rest.split(END)[1]
        PAGE.write_text(before + BEGIN + "\n".join(table) + "\n" + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
