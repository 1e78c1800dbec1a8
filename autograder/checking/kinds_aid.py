"""Values of the wrong kind: what a function is called with, and what is computed with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from autograder.checking.numpy_names import of_numpy
from autograder.checking.symptoms import ARGUMENTS, OF_MATH, ONE_NUMBER
from autograder.kits.aid import NOWHERE, WHOLE, Aid, Found
from autograder.language import _

BUILTIN = r"(?P<name>sum|max|min|abs|len|range|list|float|int|str|print|round|pow|sorted|zip)"
A_NUMBER = r"(int|float|numpy\.(float|int)\w*)"  # the names of its types


def kinds_aids(names: Sequence[str] = ()) -> tuple[Aid, ...]:
    """For errors that come from the kind of a value; `names` are those that the task gives to its
    arguments."""
    return (*_calls(names), *_values())


def _calls(names: Sequence[str]) -> tuple[Aid, ...]:
    too_few = r"takes .*positional arguments? but .* (was|were) given"
    too_many = r"missing \d+ required positional argument"
    of_the_task = rf"{too_many}.*'({'|'.join(names)})'"
    as_in_the_task = Aid(
        "TypeError",
        of_the_task,
        _(
            "Let your function begin with the line of the task: the same arguments, no other such "
            "as self, and = where the task has it."
        ),
        line=NOWHERE,
    )
    return (
        *([as_in_the_task] if names else []),
        *(
            Aid("TypeError", said, partial(_handed_over, sentence, names), line=NOWHERE)
            for said, sentence in (
                (
                    too_few,
                    _("The task hands over more than your function takes, namely {names}."),
                ),
                (
                    too_many,
                    _(
                        "Your function asks for more than the task hands over, {names}: leave out "
                        "what it does not name, such as self."
                    ),
                ),
            )
        ),
        Aid(
            "TypeError",
            ARGUMENTS,
            _("The function must take exactly the arguments that the task names."),
            line=NOWHERE,
        ),
        Aid(
            "TypeError",
            ARGUMENTS,
            _("A function is called there with other arguments than it takes."),
        ),
        Aid(
            "TypeError",
            "object is not callable",
            _(
                "Does your code give {name} a value of its own? Then it is no function any more: "
                "choose another name for the value."
            ),
            line=rf"^[^()]*(?<![\w.)\]]){BUILTIN}\([^()]*\)[^()]*$",
        ),
        Aid(
            "TypeError",
            "object is not callable",
            _("Something is called with ( ) that is no function. To multiply, write *."),
        ),
    )


def _values() -> tuple[Aid, ...]:
    computes = _(
        "Lists, tuples and texts do not compute as numbers do. np.array(…) makes an array of a "
        "list or a tuple."
    )
    one_number = _("Something that takes one number only was given an array, a list or the like.")
    takes_one = (
        rf"{ONE_NUMBER}|must be real number, not (list|tuple)"
        r"|^(int|float)\(\) argument must be .* not '(list|tuple)'"
    )
    return (
        Aid(
            "TypeError",
            r"bitwise_xor|operand type\(s\) for \^",
            _("The sign ^ is no power in Python: write **."),
            line=r"\^",
        ),
        Aid(
            "TypeError",
            r"operand type\(s\).*'str'|can only concatenate str",
            _("A text takes part in a computation. Numbers are written without quotes."),
        ),
        Aid(
            "TypeError|ValueError|AttributeError",
            "'?[Ee]llipsis'?",
            _("A ... of a skeleton is still there: write your own in its place."),
        ),
        Aid(
            "TypeError",
            r"operand type\(s\).*'tuple'|bad operand type for unary .: 'tuple'"
            r"|can only concatenate tuple|can't multiply sequence",
            _(
                "A comma between digits makes two numbers of them: {before},{after} is the pair "
                "{before} and {after}. The decimal mark is a point: {before}.{after}."
            ),
            line=r"(?<![\w.,])(?P<before>\d+),(?P<after>\d+)(?![\w.,])",
        ),
        Aid(
            "TypeError",
            "^Field elements must be 2- or 3-tuples|data type .* not understood"
            "|^Cannot interpret .* as a data type",
            _(
                "np.array makes one array of one list. Put brackets around all its rows: "
                "np.array([[1, 2], [3, 4]])."
            ),
            line=r"\barray\(\s*\[.*\]\s*,\s*\[",
        ),
        Aid(
            "TypeError",
            r"operand type\(s\).*'(list|tuple)'|bad operand type for unary -: '(list|tuple)'"
            r"|can only concatenate (list|tuple)|can't multiply sequence",
            computes,
        ),
        Aid("TypeError", takes_one, _of_one_number, line=WHOLE),
        Aid("TypeError", takes_one, one_number),
        Aid(
            "TypeError",
            "only integer scalar arrays can be converted to a scalar index",
            _("An array stands where one whole number is wanted, such as an axis or a length."),
        ),
        Aid(
            "TypeError",
            "'float' object cannot be interpreted as an integer",
            _("A whole number is wanted there. Of two whole numbers, // makes one; / does not."),
        ),
        Aid(
            "TypeError",
            "^Cannot interpret '[0-9]+' as a data type",
            _("A shape is one argument, with brackets of its own: np.zeros((2, 3))."),
            line=r"\b(np|numpy)\.(zeros|ones|empty)\(",
        ),
        Aid(
            "TypeError",
            rf"'{A_NUMBER}' object is not iterable|iteration over a 0-d array"
            rf"|cannot unpack non-iterable {A_NUMBER} object",
            _("One number cannot be looped over or taken apart. To count, write range(n)."),
        ),
        Aid(
            "TypeError",
            rf"object of type '{A_NUMBER}' has no len|len\(\) of unsized object",
            _("One number has no length."),
        ),
        Aid(
            "TypeError",
            "'tuple' object does not support item assignment",
            _("A tuple cannot be changed. Make a list or an array instead."),
        ),
        Aid(
            "TypeError",
            "of type (int|float|bool) which has no callable .* method",
            _(
                "NumPy cannot compute with these as with numbers of its own: a whole number is too "
                "large, or the array has the type object. As floats it can: .astype(float)."
            ),
        ),
        Aid(
            "TypeError",
            r"of type (?P<kind>[\w.]{1,60}) which has no callable .* method",
            _("NumPy was given something of type {kind} there, where it wants numbers."),
        ),
        Aid(
            "UFuncTypeError|_UFuncNoLoopError",
            r"StrDType|dtype\('<U",
            _("A text takes part in a computation. Numbers are written without quotes."),
        ),
        Aid(
            "ValueError",
            "could not convert string to float|^invalid literal for int",
            _("A text is to become a number, and it does not read as one."),
        ),
    )


def _handed_over(sentence: str, names: Sequence[str], found: Found) -> str:
    return sentence.format(names=", ".join(names)) if names else ""


def _of_one_number(found: Found) -> str:
    """What takes one number only, where one thing alone in the line may be it."""
    called = set(re.findall(rf"(?<![\w.])(int|float|math\.\w+|{OF_MATH})\s*\(", found["whole"]))
    if len(called) != 1:
        return ""
    name = called.pop()
    if name in ("int", "float"):
        text = _("{name}() takes one number only. For a whole array, leave it out.")
        return text.format(name=name)
    right = of_numpy(name.rpartition(".")[2])
    text = _("{name} takes one number only. For arrays there is {right}.")
    return text.format(name=name, right=right) if right else ""
