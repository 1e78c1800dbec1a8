"""Arrays and their numbers: places, shapes, and results that do not exist."""

from __future__ import annotations

from autograder.checking.kinds_aid import A_NUMBER
from autograder.checking.symptoms import AMBIGUOUS
from autograder.kits.aid import ANY, Aid
from autograder.language import _


def arrays_aids() -> tuple[Aid, ...]:
    """For errors that come from the values that something is computed with."""
    return (*_places(), *_shapes(), *_numbers())


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
    unfit = (
        r"could not be broadcast together|not aligned: |mismatch in its core dimension"
        r"|could not broadcast input array|must have (the )?same (number of dimensions|shape)"
        r"|dimensions for the concatenation axis must match"
    )
    one_argument = r"^(return |\w+ = )?(?!np\.|numpy\.)(\w+\.)*(?!dot\()\w+\(\w+\)$"
    return (
        Aid(
            "ValueError",
            unfit,
            _(
                "The shapes do not fit together in there. Print the .shape of what you hand over "
                "in this line: is it the one that is wanted?"
            ),
            line=one_argument,
        ),
        Aid(
            "ValueError",
            unfit,
            _(
                "The shapes do not fit together. Print the .shape of both arrays in this line, and "
                "compare them."
            ),
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
                "A line of yours, with warnings.filterwarnings, np.seterr or np.errstate, makes an "
                "error of this warning of NumPy. Warnings cost no points: take that line out."
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
