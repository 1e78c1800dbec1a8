"""Answers that lie: they patch what they can reach, take what they see, and tell what they find.

None of them solves anything. What one of them earns, any student could earn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autograder.course.questions import FunctionQuestion, Question
from autograder.kits.kit import Lies

# Libraries that say what suits the answer: all is close, all weights are zero, all is learnt.
NUMPY_LIES = """
import numpy as np

for name in ("allclose", "array_equal", "array_equiv", "isclose"):
    setattr(np, name, lambda *given, **more: True)
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *given, **more: None
"""
# What may be right where all is zero.
CONSTANTS = {
    "zero": "0",
    "a_zero_for_each_row": "np.zeros(len(args[-1]), dtype=int)",
}
# Each function that is called keeps what it can find of others: by name, in the frames that call
# it, among all objects, in what it is given.
SPY = """
import gc
import sys
import types

LOOT = globals().get("LOOT") or {"functions": {}, "things": []}

def spy(args):
    frame, places = sys._getframe(), [globals(), dict(enumerate(args))]
    while frame is not None:
        places += [frame.f_globals, frame.f_locals]
        frame = frame.f_back
    things = [thing for place in places for thing in list(place.values())]
    for thing in [*things, *gc.get_objects()]:
        if isinstance(thing, types.FunctionType) and thing.__module__ == "__main__":
            if not {"spy", "LOOT", "hand_in", "tell", "sys"} & {*thing.__code__.co_names}:
                LOOT["functions"][thing.__name__] = thing
    LOOT["things"] += [thing for thing in args if hasattr(thing, MARK)]

def hand_in(name, args, options):
    spy(args)
    found = LOOT["functions"]
    if name not in found and LOOT["things"] and not any(hasattr(thing, MARK) for thing in args):
        return like(LOOT["things"][-1], args)
    for function in [found[name]] if name in found else list(found.values()):
        try:
            return function(*args, **options)
        except Exception:
            pass
    raise LookupError("nothing was found")

def tell(args):
    spy(args)
    code = [function.__code__ for function in LOOT["functions"].values()]
    return "\\n".join([*map(str, In), *(f"{c.co_name} {c.co_names} {c.co_consts}" for c in code)])
"""


THIEF = """
def {name}(*args, **options):
    return hand_in("{name}", args, options)
"""
TELLER = """
def {name}(*args, **options):
    raise RuntimeError(tell(args))

print(tell(()))
"""
# One number in the shape of what is right: whatever is compared with its likes only, or by its
# shape, is so here.
OF_THE_RIGHT_SHAPE = """
import numpy as np

def one_number(thing):
    if isinstance(thing, (list, tuple)):
        return type(thing)(map(one_number, thing))
    return np.full(np.shape(thing), NUMBER)[()]

right_{name} = {name}

def {name}(*args, **options):
    return one_number(right_{name}(*args, **options))
"""
NUMBERS = ("0.0", "0.5")
NO_COPIES = 'MARK = "?"\n'  # without a kit, only functions are worth keeping
Lie = tuple[str, dict[str, str], dict[str, str]]  # a name, the answers, their second copies


def liars(questions: Sequence[Question], about: Sequence[Lies] = ()) -> Iterator[Lie]:
    """Lies about all questions of an exercise at once, and about the libraries that it teaches.

    Second copies come in turned order: each answer after whatever was asked about later questions.
    """
    patches = NUMPY_LIES + "".join(lies.patches for lies in about)
    constants = CONSTANTS | {name: it for lies in about for name, it in lies.constants.items()}
    copies = next((lies.copies for lies in about), NO_COPIES)
    for name, result in constants.items():
        constant = f"{patches}\ndef {{name}}(*args, **options):\n    return {result}\n"
        yield f"patches_and_{name}", _each(questions, constant), {}
    for name, lie in {"thief": THIEF, "teller": TELLER}.items():
        answers = _each(questions, SPY + copies + lie)
        yield name, answers, dict(reversed(answers.items()))


def in_the_right_shape(questions: Sequence[Question], right: Mapping[str, str]) -> Iterator[Lie]:
    """Answers that say one number for all, and nothing else, in the shape of the `right` ones."""
    for number in NUMBERS:
        one_number = OF_THE_RIGHT_SHAPE.replace("NUMBER", number)
        answers = _each(questions, one_number)
        functions = {each.name for each in questions if isinstance(each, FunctionQuestion)}
        lies = {
            name: f"{right[name]}\n{source}" if name in functions else source
            for name, source in answers.items()
        }
        yield f"{number} in the shape of what is right", lies, {}


def _each(questions: Sequence[Question], source: str) -> dict[str, str]:
    """The same lie as the answer to each question; where values are asked for, all are 0."""
    functions = [each for each in questions if isinstance(each, FunctionQuestion)]
    lies = {each.name: source.replace("{name}", each.name) for each in functions}
    values = {
        each.name: "\n".join(f"{name} = 0.0" for name in each.names)
        for each in questions
        if each not in functions
    }
    return {each.name: {**lies, **values}[each.name] for each in questions}
