"""What a proof has counted: how many answers of each kind were as they have to be."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from autograder.validation.candidates import Sort
from autograder.validation.crossing import Crossing
from autograder.validation.outcomes import Outcomes
from autograder.validation.prove import CROSSED, Proof
from autograder.validation.score import Score
from autograder.validation.seeds import SEEDS

Figures = dict[str, tuple[int, int]]  # by kind: how many are right, of how many

TITLES = {
    "reference": "the reference gets full marks",
    "stub": "the stub gets nothing",
    "blind": "constants, echoes and uniform answers get nothing",
    "choice": "what is chosen earns its points and gets its sentence",
    "liar": "patches, thieves and tellers get nothing, and see nothing hidden",
    "alternative": "other right answers get full marks",
    "mistake": "mistakes lose points, and cost no other question",
    "hint": "mistakes get their own hint",
    "pair": "two mistakes at once cost no other question",
    "pair_hint": "two mistakes at once get no wrong hint",
    "right_always": f"right answers pass at each of {SEEDS} seeds",
    "wrong_always": "mistakes and mutants are caught at each, or right at each",
    "boundary": "wrong beyond or at one value alone: loses points",
    "crossed": "no hint is shown that is not true of an answer",
    "mutant": "mutants lose points",
    "equivalent": "mutants that a person has found to be right",
    "alone": "one question alone gets the verdict of the whole notebook",
    "file": "a Python file gets the verdict of the notebook",
}
AGAIN = ("alone", "file")  # asked of answers that were graded in the whole notebook
HINTS = {Sort.MISTAKE: "hint", Sort.PAIR: "pair_hint"}
AT_EVERY_SEED = {
    "right_always": (Sort.REFERENCE, Sort.ALTERNATIVE),
    "wrong_always": (Sort.MISTAKE, Sort.MUTANT),
    "boundary": (Sort.BOUNDARY,),
}


def count(
    proofs: Sequence[Proof],
    outcomes: Outcomes,
    crossed: Collection[Crossing],
    mixed_before: int,
    found: Score | None,
) -> Figures:
    """Count what was proved. `crossed` are the hints that are not true, `mixed_before` is how many
    answers with two faults were asked about when the mutants were run, and not now."""
    figures: Figures = {}

    def add(kind: str, right: int, asked: int) -> None:
        before = figures.get(kind, (0, 0))
        if asked:
            figures[kind] = (before[0] + right, before[1] + asked)

    for sort in Sort:
        ours = [proof for proof in proofs if proof.candidate.sort is sort]
        if sort in TITLES and sort is not Sort.MUTANT:
            add(sort, sum(not proof.faults for proof in ours), len(ours))
        if sort in HINTS:
            add(HINTS[sort], sum(not proof.wrong_hints for proof in ours), len(ours))
    tried = [candidate for candidate, outcome in outcomes.tried if outcome.seeds]
    for kind, sorts in AT_EVERY_SEED.items():
        asked = sum(candidate.sort in sorts for candidate in tried)
        at_some = sum(candidate.sort in sorts for candidate, _fault in outcomes.faults)
        add(kind, asked - at_some, asked)
    asked = sum(proof.candidate.sort in CROSSED for proof in proofs)
    asked += len(outcomes.fitting) + mixed_before
    add("crossed", asked - len({(each.question, each.of) for each in crossed}), asked)
    if found is not None:
        add("mutant", found.killed, found.mutants - found.equivalent)
        add("equivalent", found.equivalent, found.equivalent)
    return {kind: figures[kind] for kind in TITLES if kind in figures}


def shown(figure: tuple[int, int]) -> str:
    """How many are right, of how many."""
    right, asked = figure
    return f"{right} of {asked}"
