"""What the verdict on each question of an exercise depends on, as digests: where that of a question
is the same, it need not be graded again, however the exercise has changed elsewhere.

That is read from the files, and nothing is run. What belongs to one question are its checks with
the helpers that they name, what they name of the reference, its known mistakes, its cells of the
release, and what translations make of its texts. All else that gradings depend on belongs to every
question: too many gradings cost time, too few would keep a wrong verdict. Comments, lessons, and
what serves the proof alone have no say.
"""

from __future__ import annotations

import hashlib
import inspect
import platform
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from autograder.checking.collect import FILE as CHECKS
from autograder.course import Exercise
from autograder.course.choices import FILE as CHOICES
from autograder.course.remembered import remembered
from autograder.course.shared import files_below, shared_files
from autograder.course.solution import read_solution
from autograder.course.written import FILE as WRITTEN
from autograder.course.wrong_answers import FOLDER as MISTAKES
from autograder.course.wrong_answers import in_one_line
from autograder.engine.pieces import Part, bare_pieces, pieces, texts_in, with_those_beside
from autograder.errors import AutograderError
from autograder.kits.registry import chosen
from autograder.notebooks.built import read_built
from autograder.notebooks.kinds import CHECKS_SUFFIX

SOLUTION = "solution.py"
DIGEST_BYTES = 10
NO_SAY = ("alternatives.py", "proved.json", "reviewed.toml", CHECKS, SOLUTION, CHOICES, WRITTEN)
READ_BY_PEOPLE = (".md", ".svg", ".po", ".mo", ".jsonl")
ASKS_OTHERS = frozenset({"fairly", "passed"})  # a check asks what other questions have earned


def digests_of_questions(exercise: Exercise, *made_with: str) -> dict[str, str]:
    """By question, the digest of all that its verdicts depend on but for the submission.

    `made_with` is what concerns all of them: the digest of this package, the libraries. Empty where
    the files cannot be read: who opens the exercise says why.
    """
    try:
        return _digests(exercise, made_with)
    except (AutograderError, OSError, SyntaxError, ValueError):
        return {}


def _digests(exercise: Exercise, made_with: tuple[str, ...]) -> dict[str, str]:
    questions = read_solution(exercise.file(SOLUTION)).questions
    names = [question.name for question in questions]
    cells = _cells(exercise)
    everyone = [made_with, platform.python_version(), _settings(exercise), _files(exercise)]
    base = msgspec.json.encode([*everyone, cells[""]], order="sorted")
    own, built_on = dict[str, bytes](), dict[str, set[str]]()
    checks = pieces(exercise.file(CHECKS))
    for name in names:
        part = Part(name)
        for piece in checks:
            if name in piece.decorators:
                part.take(piece)
        part.reach(each for each in checks if not each.decorators)
        asks = not part.words.isdisjoint(ASKS_OTHERS)
        built_on[name] = part.words & set(names) if asks else {name}
        files = with_those_beside(exercise.folder / MISTAKES, name)
        for path in files:
            for piece in pieces(path):
                part.take(piece)
        part.reach(bare_pieces(exercise.file(SOLUTION)))
        told = _told(exercise, part, files)
        own[name] = msgspec.json.encode([part.dumps, told, cells.get(name, [])])
    found = {
        name: _digest(base, *(own[each] for each in sorted(_built_on(name, built_on))))
        for name in names
    }
    for name, each in {**exercise.written, **exercise.choices}.items():
        found[name] = _digest(base, repr(each).encode(), repr(cells.get(name, [])).encode())
    return found


def _built_on(name: str, built_on: Mapping[str, set[str]]) -> set[str]:
    """A question, and those whose verdicts it asks for: theirs may change its own."""
    found, waiting = {name}, [name]
    while waiting:
        new = built_on[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def _told(exercise: Exercise, part: Part, files: Iterable[Path]) -> list[str]:
    """What translations make of the texts of a question, however they are looked up: as they stand,
    as docstrings, as hints."""
    if exercise.language == exercise.source_language:
        return []
    texts = dict.fromkeys(
        text
        for path in (exercise.folder / CHECKS, *files)
        for dump, own in texts_in(path)
        if dump in part.dumps
        for text in own
    )
    forms = ((text, inspect.cleandoc(text), in_one_line(text)) for text in texts if text)
    return [exercise.translate(form) for each in forms for form in dict.fromkeys(each)]


def _cells(exercise: Exercise) -> dict[str, list[tuple[str, ...]]]:
    """The cells of the release by question; without one, the code that is run for all."""
    found: dict[str, list[tuple[str, ...]]] = {"": []}
    for cell in read_built(exercise.release_notebook).cells:
        if cell.grade_id or cell.type == "code":
            locked = cell.locked and not cell.is_grade
            question = "" if locked else cell.grade_id.removesuffix(CHECKS_SUFFIX)
            place = (cell.grade_id, cell.kind, cell.type, cell.source)
            found.setdefault(question, []).append(place)
    return found


def _settings(exercise: Exercise) -> tuple[object, ...]:
    return (
        exercise.name,
        (exercise.language, exercise.source_language),
        (exercise.device, exercise.setting, exercise.dataset_names, chosen()),
        exercise.limits,
    )


def _files(exercise: Exercise) -> list[tuple[str, str]]:
    """The other files that gradings depend on, by name: tables, modules that several share."""
    mistakes = exercise.folder / MISTAKES
    paths = [
        path
        for path in files_below(exercise.folder)
        if path.suffix not in READ_BY_PEOPLE
        and not (path.parent == exercise.folder and path.name in NO_SAY)
        and not (path.parent == mistakes and path.suffix == ".py")
    ]
    paths += [data.sums for data in exercise.datasets.values()]
    paths += shared_files(exercise)
    folder = exercise.course_folder
    return [(path.relative_to(folder).as_posix(), _content(path).hex()) for path in paths]


@remembered
def _content(path: Path) -> bytes:
    return hashlib.blake2b(path.read_bytes(), digest_size=DIGEST_BYTES).digest()


def _digest(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
