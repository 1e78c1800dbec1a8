"""Numbers, arrays, their places and shapes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from autograder.checking.numpy_names import of_numpy
from autograder.checking.symptoms import AMBIGUOUS, ARGUMENTS, ONE_NUMBER
from autograder.kits.aid import ANY, NOWHERE, WHOLE, Aid, Found
from autograder.language import _

BUILTIN = r"(?P<name>sum|max|min|abs|len|range|list|float|int|str|print|round|pow|sorted|zip)"
OF_MATH = r"math\.\w+|exp|log|log2|log10|sqrt|tanh|pow|fabs|cosh|sinh"
A_NUMBER = r"(int|float|numpy\.(float|int)\w*)"  # the names of its types


def arrays_aids(names: Sequence[str] = ()) -> tuple[Aid, ...]:
    """For errors that come from the values that something is computed with; `names` are those that
    the task gives to its arguments."""
    return (*_kinds(names), *_places(), *_shapes(), *_numbers())


def _kinds(names: Sequence[str]) -> tuple[Aid, ...]:
    computes = _(
        "Lists, tuples and texts do not compute as numbers do. np.array(…) makes an array of a "
        "list or a tuple."
    )
    one_number = _("Something that takes one number only was given an array, a list or the like.")
    takes_one = (
        rf"{ONE_NUMBER}|must be real number, not (list|tuple)"
        r"|^(int|float)\(\) argument must be .* not '(list|tuple)'"
    )
    too_few = r"takes .*positional arguments? but .* (was|were) given"
    too_many = r"missing \d+ required positional argument"
    return (
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


def _places() -> tuple[Aid, ...]:
    whole = _("The place in [ ] must be a whole number: 2, not 2.0, and no text.")
    return (
        Aid(
            "IndexError",
            r"^index -?[0-9]+ is out of bounds|(list|tuple|string|object) index out of range",
            _("There is no such place. Counting starts at 0, so the last of n places is n - 1."),
        ),
        Aid(
            "IndexError|TypeError",
            r"^only integers, slices|indices must be integers or slices, not (float|str)",
            whole,
        ),
        Aid(
            "IndexError",
            "^too many indices for array",
            _("There are more places in [ ] than the array has axes: print its shape."),
        ),
        Aid(
            "TypeError",
            "list indices must be integers or slices, not tuple",
            _("A list takes one place at a time, x[0][1]; an array takes x[0, 1], too."),
        ),
        Aid(
            "IndexError",
            "^boolean index did not match",
            _("The array of True and False in [ ] must be as long as the array before it."),
        ),
        Aid(
            "IndexError|TypeError",
            rf"^invalid index to scalar|'{A_NUMBER}' object is not subscriptable",
            _("One number has no places: [ ] behind it makes no sense."),
        ),
        Aid(
            "TypeError",
            "'(function|method|builtin_function_or_method|numpy.ufunc"
            "|numpy._ArrayFunctionDispatcher)' object is not subscriptable",
            _("A function is called with ( ), not with [ ]."),
        ),
    )


def _shapes() -> tuple[Aid, ...]:
    do_not_fit = _(
        "The shapes do not fit together. Print the .shape of both arrays in this line, and compare "
        "them."
    )
    return (
        Aid(
            "ValueError",
            r"could not be broadcast together|not aligned: |mismatch in its core dimension"
            r"|could not broadcast input array|must have (the )?same (number of dimensions|shape)"
            r"|dimensions for the concatenation axis must match",
            do_not_fit,
        ),
        Aid(
            "ValueError",
            "cannot reshape array of size",
            _(
                "reshape keeps all elements: the numbers of the new shape multiply to the .size of "
                "the array."
            ),
        ),
        Aid(
            "AxisError",
            "is out of bounds for array of dimension 0$",
            _(
                "A single number has no axes. Is an axis wanted at all? The numbers to compute "
                "with stand in one list or array, the first argument: np.sum([1, 2])."
            ),
        ),
        Aid(
            "AxisError",
            "is out of bounds for array of dimension",
            _(
                "The array has no such axis: a row has the axis 0 only, a table 0 and 1. axis=-1 "
                "is always the last one."
            ),
        ),
        Aid(
            "ValueError",
            AMBIGUOUS,
            _(
                "Python wants one yes or no there, and got a whole array. For arrays there are "
                "np.where and np.maximum."
            ),
        ),
        Aid(
            "ValueError",
            "inhomogeneous",
            _("What is put into one array has different lengths or shapes."),
        ),
        Aid(
            "ValueError",
            r"setting an array element with a sequence\.$",
            _("One place of an array takes one number, and a list or the like was put there."),
        ),
        Aid(
            "ValueError",
            "can only convert an array of size 1",
            _("An array becomes a number only where it holds one alone: this has more, or none."),
        ),
        Aid(
            "ValueError|IndexError",
            "zero-size array to reduction|empty (sequence|array)|(argument|iterable) is empty",
            _("Something is empty there, and at least one element is needed."),
        ),
        Aid(
            "ValueError",
            "values to unpack",
            _("Values are to be given to more or to fewer names than there are values."),
        ),
    )


def _numbers() -> tuple[Aid, ...]:
    return (
        Aid(
            "RuntimeWarning|FloatingPointError",
            "^(overflow|underflow|divide by zero|invalid value) encountered in ",
            _(
                "A line of yours, with warnings.filterwarnings or np.seterr, makes an error of "
                "this warning of NumPy. Warnings cost no points: take that line out."
            ),
        ),
        Aid(
            "RecursionError",
            ANY,
            _(
                "Too much is nested there: Python allows about a thousand calls inside one "
                "another. If a function calls itself, does that come to an end soon enough?"
            ),
        ),
        Aid("ZeroDivisionError", "division|modulo", _("Something is divided by zero.")),
        Aid("ZeroDivisionError", "negative power", _("Zero has no negative power.")),
        Aid(
            "OverflowError",
            "math range error|Numerical result out of range",
            _("The result is larger than a number in Python may be, as e^1000 is."),
        ),
        Aid(
            "ValueError",
            "math domain error|expected a (positive|nonnegative) input",
            _("There is no result for this number, as for the logarithm of 0 or the root of -1."),
        ),
        Aid(
            "ValueError",
            "Integers to negative integer powers",
            _("Whole numbers have no negative powers here. Make floats of them: .astype(float)."),
        ),
        Aid(
            "UFuncTypeError|_UFuncOutputCastingError",
            "Cannot cast ufunc .*float64.* to dtype..int",
            _(
                "Numbers with a fraction do not fit into an array of whole ones. Make floats of it "
                "first: .astype(float)."
            ),
        ),
        Aid("LinAlgError", "Singular matrix", _("This matrix has no inverse.")),
    )


def _handed_over(sentence: str, names: Sequence[str], found: Found) -> str:
    return sentence.format(names=", ".join(names)) if names else ""


def _of_one_number(found: Found) -> str:
    """What takes one number only, where one thing alone in the line may be it."""
    called = set(re.findall(rf"(?<![\w.])(int|float|{OF_MATH})\s*\(", found["whole"]))
    if len(called) != 1:
        return ""
    name = called.pop()
    if name in ("int", "float"):
        text = _("{name}() takes one number only. For a whole array, leave it out.")
        return text.format(name=name)
    right = of_numpy(name.rpartition(".")[2])
    text = _("{name} takes one number only. For arrays there is {right}.")
    return text.format(name=name, right=right) if right else ""
