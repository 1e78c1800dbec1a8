"""Whether wrong answers that no hint explains come back as one group for each mistake.

    python -m benchmarks.unexplained
    python -m benchmarks.unexplained ex02_activations ex07_dense_networks --answers 120 --thirds 1

A third of an exercise's known mistakes is taken out of its catalogue. Then answers are made and
graded: half of them are these mistakes, with other constants where those may be chosen, a quarter
other right answers, a quarter mutants of the reference. So it goes with each third in turn.

A mistake comes back where at least two answers made it, and all of them stand in one group. It does
not where they stand apart, as where a constant that may be chosen makes another mistake of it, or
where another hint is shown. A member of such a group is a stranger where it is another answer that
does something else on fresh inputs. Only what is NumPy can be tried on these: elsewhere each other
answer is taken for one.
"""

from __future__ import annotations

import argparse
import ast
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from autograder.checking.behaviour import no_warnings
from autograder.checking.collect import Checks, collect_one
from autograder.checking.deeds import Deeds
from autograder.checking.examine import Examiner
from autograder.checking.fixed_inputs import deeds_of
from autograder.checking.load import student_side_only
from autograder.checking.mistakes import load_mistakes
from autograder.classroom.without_hint.gather import has_no_hint
from autograder.classroom.without_hint.groups import same, together
from autograder.course import CPU, Course, Exercise
from autograder.course.solution import read_solution
from autograder.course.wrong_answers import MISTAKE, decorated, mistake_files
from autograder.demo.classroom import make_course
from autograder.engine.engine import Engine
from autograder.grading import Submission
from autograder.kits.registry import libraries
from autograder.notebooks.fill import fill
from autograder.pysource.parse import Place, parse_file
from autograder.validation.answers import alternatives_of, mistakes_of
from autograder.validation.candidates import reference_answers
from autograder.validation.mutants import mutants
from autograder.validation.unsandboxed import ElsewhereOnly, UnsandboxedSession, student_of
from benchmarks.classes import this_course

EXERCISES = ("ex02_activations", "ex03_losses", "ex04_gradient_step")
FRESH = tuple(f"fresh {number}".encode() for number in range(5))
SECRET = b"a class that was made"


class Made(NamedTuple):
    """An answer: what it was made of, for which question, and its source."""

    kind: str
    name: str
    question: str
    source: str

    @property
    def what(self) -> tuple[str, str, str]:
        """All but the source: mistakes with other constants are the same mistake."""
        return self[:3]


@dataclass
class Found:
    """What came of the mistakes that were taken out; and of the groups in which they are, how many
    members there are, how many were made in another way, and how many of those are strangers."""

    back: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)
    members: int = 0
    others: int = 0
    strangers: int = 0
    answers: int = 0
    seconds: float = 0.0

    def add(self, other: Found) -> None:
        """What came of another third, too."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def line(self, name: str) -> str:
        """A row of the table."""
        asked = len(self.back) + len(self.apart) + len(self.explained)
        share = f"{len(self.back) / max(1, asked):.1%}"
        strange = f"{self.strangers / max(1, self.members):.1%}"
        figures = (self.answers, asked, len(self.back), share, len(self.apart), len(self.explained))
        members = (self.members, self.others, self.strangers, strange)
        row = "".join(f"{each:>10}" for each in (*figures, *members))
        return f"{name:24}{row}{self.seconds:9.0f} s"


HEADINGS = ("answers", "asked", "back", "share", "apart", "hinted")
OF_GROUPS = ("members", "others", "strangers", "share")


def one_third(course: Course, name: str, third: int, number: int, workers: int | None) -> Found:
    """Take a third of the mistakes of an exercise out, and see how many come back."""
    rng = Random(third)
    with tempfile.TemporaryDirectory(prefix="autograder-benchmark-") as room:
        exercise = make_course(course, Path(room) / "course").exercise(name).at(CPU)
        solution = read_solution(exercise.file("solution.py"))
        known = [Made("mistake", *each) for each in mistakes_of(exercise, solution)]
        Random(0).shuffle(known)
        out = known[third::3]
        variants = {
            (each.question, each.name): each.note.variants for each in load_mistakes(exercise)
        }
        made = [_varied(out[i % len(out)], variants, rng) for i in range(number // 2)]
        right = [Made("right", *each) for each in alternatives_of(exercise, solution)]
        wrong = [
            Made("mutant", each.change, each.question, each.source)
            for question in solution.questions
            for each in mutants(question)
        ]
        made += [rng.choice(pool) for pool in (right, wrong) for _time in range(number // 4)]
        rng.shuffle(made)
        take_out(exercise, out)
        return judged(exercise, out, made, workers)


def take_out(exercise: Exercise, out: Sequence[Made]) -> None:
    """Take these mistakes out of the catalogue."""
    solution = read_solution(exercise.file("solution.py"))
    for question, path in mistake_files(exercise.folder, solution).items():
        tree, names = parse_file(path), {each.name for each in out if each.question == question}
        gone = [node for node, _by in decorated(tree, MISTAKE, Place(path)) if node.name in names]
        tree.body = [node for node in tree.body if node not in gone]
        path.write_text(ast.unparse(tree), encoding="utf-8")


def _varied(made: Made, variants: Any, rng: Random) -> Made:
    """A mistake whose constants may be chosen, with some of those that its author names."""
    others, tree = variants[made.question, made.name], ast.parse(made.source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == made.question:
            for i, argument in enumerate(node.args.kwonlyargs):
                if argument.arg in others and rng.random() < 0.5:
                    value = repr(rng.choice(list(others[argument.arg])))
                    node.args.kw_defaults[i] = ast.parse(value, mode="eval").body
    return made._replace(source=ast.unparse(tree))


def judged(
    exercise: Exercise, out: Sequence[Made], made: Sequence[Made], workers: int | None
) -> Found:
    """Grade the answers, each among right ones, and look at the groups."""
    right, release = reference_answers(exercise), exercise.release_notebook.read_bytes()
    submissions = [
        Submission(
            "",
            exercise.name,
            fill(release, {**right, each.question: each.source}),
            secret=SECRET,
            deeds=True,
            questions=(each.question,),
            id=str(i),
        )
        for i, each in enumerate(made)
    ]
    start = time.perf_counter()
    open_ones = defaultdict[str, list[tuple[int, Deeds]]](list)
    with Engine(workers) as engine:
        for submission, graded in engine.grade(exercise, submissions):
            place = int(submission.id)
            if has_no_hint(graded.report.questions[0]):
                question = made[place].question
                open_ones[question].append((place, graded.deeds.get(question, ())))
    found = Found(answers=len(made), seconds=time.perf_counter() - start)
    groups = [group for some in open_ones.values() for group in together(sorted(some))]
    fresh = Fresh(exercise, right)
    for mistake in out:
        _look(mistake, made, groups, fresh, found)
    return found


def _look(
    mistake: Made, made: Sequence[Made], groups: list[list[int]], fresh: Fresh, found: Found
) -> None:
    """Whether one mistake has come back."""
    makers = {i for i, each in enumerate(made) if each.what == mistake.what}
    if len(makers) < 2:
        return
    name = f"{mistake.question}: {mistake.name}"
    own = [group for group in groups if makers & {*group}]
    if not own:
        found.explained.append(name)
        return
    (found.back if len(own) == 1 and makers <= {*own[0]} else found.apart).append(name)
    for group in own:
        others = [made[i] for i in group if i not in makers]
        strange = [each for each in others if not fresh.do_the_same(mistake, each)]
        found.members += len(group)
        found.others += len(others)
        found.strangers += len(strange)
        for each in strange:
            print(f"  in the group of {name}: {each.kind} {each.name}")


class Fresh:
    """Answers on fresh inputs, in this process: ours alone, which are trusted."""

    def __init__(self, exercise: Exercise, right: dict[str, str]) -> None:
        self._checks: Checks = collect_one(exercise)
        self._right = right
        self._imports = read_solution(exercise.file("solution.py")).imports
        self._is_numpy = {*libraries()}.isdisjoint(exercise.warm)

    def do_the_same(self, one: Made, other: Made) -> bool:
        """Whether two answers do; where that cannot be tried, only what is of one name does."""
        if one.question != other.question or not self._is_numpy:
            return False
        try:
            return all(same(self._deeds(one, seed), self._deeds(other, seed)) for seed in FRESH)
        except ElsewhereOnly:
            return False

    def _deeds(self, made: Made, seed: bytes) -> Deeds:
        answers = {**self._right, made.question: made.source}
        with student_side_only(), no_warnings():
            session = UnsandboxedSession(["\n".join(self._imports), *answers.values()])
            passed = frozenset(answers) - {made.question}
            student = student_of(session, passed, seed)
            Examiner(self._checks, list).examine(made.question, student)
            return deeds_of(self._checks, made.question, student, seed)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.unexplained",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("exercises", nargs="*", default=EXERCISES)
    parser.add_argument("--answers", type=int, default=300, help="that are made for each third")
    parser.add_argument("--thirds", type=int, default=3, choices=(1, 2, 3))
    parser.add_argument("--workers", type=int, help="how many at once; else one a core")
    options = parser.parse_args()
    course, total = this_course(), Found()
    print(f"{'':24}{''.join(f'{each:>10}' for each in (*HEADINGS, *OF_GROUPS))}")
    for name in options.exercises:
        found = Found()
        for third in range(options.thirds):
            found.add(one_third(course, name, third, options.answers, options.workers))
        print(found.line(name), flush=True)
        for what, names in (("in several groups", found.apart), ("hinted", found.explained)):
            for each in names:
                print(f"  {what}: {each}")
        total.add(found)
    print(total.line("all"))


if __name__ == "__main__":
    main()
