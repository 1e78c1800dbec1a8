"""Answers whose verdict is known: read from `mistakes/` and `alternatives.py`, or made here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import combinations, cycle
from typing import TYPE_CHECKING

from autograder.course import Exercise
from autograder.course.questions import Solution
from autograder.course.solution import read_solution
from autograder.errors import UsageError
from autograder.kits.registry import kits, kits_of
from autograder.lessons.compose import BEGIN, END
from autograder.notebooks.built import read_built
from autograder.notebooks.kinds import CHECKS_SUFFIX
from autograder.notebooks.raw import RawCell
from autograder.validation.answers import Answer, alternatives_of, mistakes_of
from autograder.validation.blind import blind_answers
from autograder.validation.choices import choice_answers
from autograder.validation.derived import derived_answers
from autograder.validation.liars import in_the_right_shape, liars
from autograder.validation.related import Around
from autograder.validation.skeletons import skeletons

if TYPE_CHECKING:
    from autograder.validation.mutants import Mutant  # slow to import


class Sort(StrEnum):
    """What kind of answer a candidate is, and so what its verdict has to be."""

    REFERENCE = "reference"
    STUB = "stub"
    ALTERNATIVE = "alternative"
    MISTAKE = "mistake"
    PAIR = "pair"  # two mistakes at once
    MIXED = "mixed"  # two mistakes in one answer
    BLIND = "blind"  # does not look at the question: a constant, an echo, a uniform answer
    LIAR = "liar"  # patches what it can reach, takes what it sees, tells what it finds
    MUTANT = "mutant"  # the reference with one small fault
    CHOICE = "choice"  # something written down for a choice question
    BOUNDARY = "boundary"  # the reference, but something else beyond or at one value


ALWAYS = (Sort.REFERENCE, Sort.STUB)
WHOLE = (*ALWAYS, Sort.LIAR)  # concern all questions


@dataclass(frozen=True)
class Candidate:
    """Answers by question; the questions that are not named keep the stub, and are not looked at.

    `mistakes` names the known mistake that stands in a question. `is_right` marks a blind answer
    that happens to be what is asked, such as an echo for f(x) = x. `again` are second copies of
    answer cells, at the end of the notebook. `turn` tells apart the several ids for which an answer
    with personal numbers is proved. `parts` names the faults that are mixed in one answer. `graded`
    names the questions that are looked at, where these are not all. `earns` and `says` are the
    points and the words that a choice has to get.
    """

    sort: Sort
    name: str
    question: str
    answers: Mapping[str, str]
    mistakes: Mapping[str, str] = field(default_factory=dict)
    is_right: bool = False
    again: Mapping[str, str] = field(default_factory=dict)
    turn: int = 0
    parts: tuple[str, ...] = ()
    graded: tuple[str, ...] = ()
    earns: float = 0.0
    says: str = ""


IDS = 3  # for how many ids an answer with personal numbers is proved


def candidates(
    exercise: Exercise,
    question: str | None = None,
    *,
    with_mutants: bool = False,
    boundaries: Iterable[Mutant] = (),
) -> Iterator[Candidate]:
    """The candidates of an exercise, or of one question beside those that concern all.

    `boundaries` are mutants that are wrong beyond one value, or at one.
    """
    solution = read_solution(exercise.file("solution.py"))
    if question is not None and solution.question(question) is None:
        raise UsageError(
            f"There is no question '{question}' in {exercise.name}.",
            todo=f"The questions are: {', '.join(each.name for each in solution.questions)}.",
        )
    for candidate in _all(exercise, solution, with_mutants, boundaries):
        if question is None or candidate.question == question or candidate.sort in WHOLE:
            asked = solution.personal & {candidate.question or each for each in candidate.answers}
            yield from (replace(candidate, turn=turn) for turn in range(IDS if asked else 1))


def _all(
    exercise: Exercise, solution: Solution, with_mutants: bool, boundaries: Iterable[Mutant]
) -> Iterator[Candidate]:
    about = around(exercise, solution)
    others = list(alternatives_of(exercise, solution))
    wrong = [*mistakes_of(exercise, solution)]
    wrong += derived_answers(exercise, solution, about.right)
    yield Candidate(Sort.REFERENCE, "reference", "", about.right)
    yield Candidate(Sort.STUB, "stub", "", {})
    for name, asked, source in others:
        yield Candidate(Sort.ALTERNATIVE, name, asked, about.answers({asked: source}))
    yield from (
        mistaken(about, name, {asked: source}, {asked: name}) for name, asked, source in wrong
    )
    yield from _pairs(wrong, about)
    for question in solution.questions:
        for name, source, is_right in blind_answers(question):
            alone = (question.name,)
            answers = {question.name: source}
            yield Candidate(
                Sort.BLIND, name, question.name, answers, is_right=is_right, graded=alone
            )
    for asked, source in skeletons(exercise, solution):
        yield Candidate(Sort.BLIND, "skeleton", asked, {asked: source}, graded=(asked,))
    for asked, choice in exercise.choices.items():
        for written, points, sentence in choice_answers(choice, exercise.language):
            answers, alone = {asked: f"{asked} = {written}"}, (asked,)
            yield Candidate(
                Sort.CHOICE, written, asked, answers, graded=alone, earns=points, says=sentence
            )
    known = (kits()[name].lies for name in sorted(kits_of(exercise.warm)))
    lies_about = [each for each in known if each is not None]
    all_lies = [*liars(solution.questions, lies_about)]
    if not lies_about:  # where all is a number
        all_lies += in_the_right_shape(solution.questions, about.right)
    for name, lies, again in all_lies:
        yield Candidate(Sort.LIAR, name, "", lies, again=again)
    if with_mutants:
        from autograder.validation.mutants import mutants  # slow to import

        for mutant in (mutant for question in solution.questions for mutant in mutants(question)):
            yield _mutant(Sort.MUTANT, mutant, about)
    for mutant in boundaries:
        yield _mutant(Sort.BOUNDARY, mutant, about)


def around(exercise: Exercise, solution: Solution) -> Around:
    """The right answers to the questions of an exercise."""
    right, cells = reference_answers(exercise), _cells(exercise)
    names = [question.name for question in solution.questions]
    shown = {name: f"{right[name]}\n{cells[name + CHECKS_SUFFIX].source}" for name in names}
    return Around(exercise, solution, right, shown)


def mistaken(
    about: Around, name: str, wrong: Mapping[str, str], mistakes: Mapping[str, str]
) -> Candidate:
    """Wrong answers by question among right ones; `mistakes` names what is wrong with each."""
    sort = Sort.MISTAKE if len(wrong) == 1 else Sort.PAIR
    asked = next(iter(wrong)) if sort is Sort.MISTAKE else ""
    answers, graded = about.answers(wrong), about.touched(wrong)
    if answers.keys() <= set(graded):  # all that was answered: nothing is spared by naming it
        graded = ()
    return Candidate(sort, name, asked, answers, mistakes, graded=graded)


def _mutant(sort: Sort, mutant: Mutant, about: Around) -> Candidate:
    answers = about.answers({mutant.question: mutant.source})
    alone = (mutant.question,)
    # Whether a mutant loses points there is all that is asked.
    graded = alone if sort is Sort.MUTANT else about.touched(alone)
    return Candidate(sort, mutant.change, mutant.question, answers, graded=graded)


def _pairs(wrong: Iterable[Answer], about: Around) -> Iterator[Candidate]:
    """Two mistakes at once: each two questions once, with their mistakes in turn."""
    by_question: dict[str, list[Answer]] = defaultdict(list)
    for answer in wrong:
        by_question[answer[1]].append(answer)
    in_turn = {question: cycle(answers) for question, answers in by_question.items()}
    for pair in combinations(in_turn, 2):
        two = [next(in_turn[question]) for question in pair]
        yield mistaken(
            about,
            " and ".join(name for name, _asked, _source in two),
            {asked: source for _name, asked, source in two},
            {asked: name for name, asked, _source in two},
        )


def reference_answers(exercise: Exercise) -> dict[str, str]:
    """The reference's answer cell for each question, from the source notebook."""
    return {
        name: "\n".join(
            line for line in cell.source.split("\n") if line.strip() not in (BEGIN, END)
        )
        for name, cell in _cells(exercise).items()
        if not cell.locked
    }


def _cells(exercise: Exercise) -> dict[str, RawCell]:
    """The cells of the source notebook that have a grade id, by it."""
    cells = read_built(exercise.source_notebook).cells
    return {cell.grade_id: cell for cell in cells if cell.grade_id}
