"""Mutants: the reference with one small fault, such as a minus for a plus or a dropped argument."""

from __future__ import annotations

import ast
import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import libcst
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

from autograder.course.questions import FunctionQuestion, Question


@dataclass(frozen=True)
class Mutant:
    """A wrong answer, if the checks are any good. `change` is what was changed, line by line."""

    question: str
    change: str
    source: str


def mutants(question: Question) -> Iterator[Mutant]:
    """All mutants of the reference's answer, each once. Only what a student writes is changed:
    no signature, no docstring, no import, no given value."""
    source, kept = question.body, 0
    if isinstance(question, FunctionQuestion):
        source = f"{question.signature}\n{question.body}"
        kept = question.signature.count("\n") + 1
    original = ast.unparse(ast.parse(source))
    changes: Counter[str] = Counter()
    known = {original}
    for changed in _changed(source, kept):
        mutant = ast.unparse(ast.parse(changed))
        if mutant in known:
            continue
        known.add(mutant)
        change = _difference(original, mutant)
        changes[change] += 1
        if changes[change] > 1:  # the same line stands at several places
            change += f"\n({changes[change]})"
        yield Mutant(question.name, change, mutant)


def _changed(source: str, kept: int) -> Iterator[str]:
    """The sources that mutmut makes, without a change in the first lines, which are kept."""
    ignored = IgnoredCode(set(range(1, kept + 1)), set(), set())
    visitor = MutationVisitor(mutation_operators, ignored)
    module = MetadataWrapper(libcst.parse_module(source)).visit(visitor)
    for mutation in visitor.mutations:
        changed = module.deep_replace(mutation.original_node, mutation.mutated_node)
        yield libcst.ensure_type(changed, libcst.Module).code


def _difference(original: str, mutant: str) -> str:
    """The lines that differ. `ast` has written both: it does not depend on layout and comments."""
    lines = difflib.ndiff(original.splitlines(), mutant.splitlines())
    return "\n".join(f"{line[0]} {line[2:].strip()}" for line in lines if line[0] in "-+")
