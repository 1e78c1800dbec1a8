"""What to do about the exceptions that beginners meet, where no known mistake explains them.

Each line says what must be true: the exception, its text, and, where it needs that, the student's
line. Its sentence says no more than these show: better no hint than a false one.
"""

from __future__ import annotations

from autograder.checking.aid import ANY, NOWHERE, Aid
from autograder.checking.keras_aid import keras_aids
from autograder.checking.symptoms import AMBIGUOUS, ONE_NUMBER
from autograder.language import _
from autograder.protocol.names import CYRILLIC

# A name of Latin and Cyrillic letters, or only of such as look like Latin ones.
CYRILLIC_NAME = (
    rf"^name '(?=[^']*[A-Za-z]|[{CYRILLIC}_0-9]+')"
    r"[^'\u0400-\u04ff]*(?P<letter>[\u0400-\u04ff])[^']*' is not defined"
)
A_NUMBER = r"(int|float|numpy\.(float|int)\w*)"  # the names of its types


def first_aid(exception: str, said: str, line: str = "") -> str:
    """A hint for an exception by its name, its text and the line that raised it; empty where
    nothing is sure."""
    known = (
        *keras_aids(),
        *_unreadable(),
        *_names(),
        *_kinds(),
        *_places(),
        *_shapes(),
        *_numbers(),
    )
    return next(filter(None, (aid.about(exception, said, line) for aid in known)), "")


def _unreadable() -> tuple[Aid, ...]:
    indentation = _(
        "Look at the spaces at the start of the lines: the lines inside a function begin with four "
        "spaces, and lines that belong together begin with equally many."
    )
    return (
        Aid(
            "SyntaxError", "expected ':'", _("A line with def, if, for or while ends with a colon.")
        ),
        Aid("SyntaxError", "never closed", _("A bracket that was opened there is never closed.")),
        Aid("SyntaxError", "unterminated", _("The quotes of a text are never closed.")),
        Aid("SyntaxError", "forgot a comma", _("A comma or an operator such as * may be missing.")),
        Aid(
            "SyntaxError",
            "Maybe you meant '=='",
            _("A single = gives a value to the name on its left; == compares."),
        ),
        Aid(
            "SyntaxError",
            "leading zeros in decimal",
            _("A whole number does not begin with 0. The decimal mark is a point: 1.05, not 1,05."),
        ),
        Aid(
            "SyntaxError",
            "invalid character '(?P<letter>.)'",
            _(
                "Python does not know the character {letter}. Copied text often has dashes and "
                "quotes that only look like those of the keyboard: type them again."
            ),
        ),
        Aid(
            "SyntaxError",
            "invalid non-printable character",
            _(
                "A character that nobody can see stands in this line. It came with copied text: "
                "delete the line and type it again."
            ),
        ),
        Aid(
            "SyntaxError",
            "^f-string",
            _(
                "Something inside the braces of this f-string cannot be read. Your work is graded "
                "with Python {version}; before 3.12, quotes in there must be others than those "
                "around the text."
            ),
        ),
        Aid(
            "SyntaxError",
            ANY,
            _(
                "Python {version}, which your work is graded with, cannot read this line: look at "
                "it, and at the line before."
            ),
        ),
        Aid("IndentationError|TabError", ANY, indentation),
    )


def _names() -> tuple[Aid, ...]:
    of_none = _(
        "Something there is None, which is no number and no array. A function without `return` "
        "gives back None."
    )
    none = "'NoneType'|NoneType object"
    return (
        Aid(
            "NameError",
            CYRILLIC_NAME,
            _(
                "The letter {letter} in this name is a Cyrillic one: type the name on the English "
                "keyboard."
            ),
        ),
        Aid(
            "NameError",
            "is not defined",
            _(
                "Python does not know this name. Is it spelled the same everywhere, and does a "
                "cell above define or import it?"
            ),
        ),
        Aid(
            "UnboundLocalError",
            ANY,
            _("The function uses this variable before it gives it a value."),
        ),
        Aid(
            "ModuleNotFoundError",
            ANY,
            _(
                "Not every library is installed where your work is graded: write this with those "
                "that the lesson uses. If it is a file of your own, hand it in, too."
            ),
        ),
        Aid(
            "ImportError",
            " has no |cannot import name",
            _("The library is there, but has nothing of this name. Is it spelled right?"),
        ),
        Aid("AttributeError|TypeError", none, of_none),
        Aid(
            "AttributeError",
            "^'list' object has no attribute",
            _(
                "A list has nothing of this name behind the dot. Is an array meant? np.array(…) "
                "makes one of a list."
            ),
        ),
        Aid(
            "AttributeError",
            "^'(int|float)' object has no attribute",
            _("A single number of Python has nothing of this name behind the dot."),
        ),
        Aid(
            "AttributeError|ImportError",
            "has no attribute|cannot import name",
            _("There is nothing of this name there: check the spelling."),
        ),
        Aid(
            "FileNotFoundError",
            ANY,
            _("There is no file of this name: check the spelling and the folder."),
        ),
        Aid(
            "EOFError",
            "EOF when reading a line",
            _(
                "Nobody is there to answer input() while your work is graded: an answer gets all "
                "that it needs as arguments."
            ),
        ),
        Aid(
            "KeyError",
            ANY,
            _("Nothing is stored under this key: is it spelled the same everywhere?"),
        ),
    )


def _kinds() -> tuple[Aid, ...]:
    computes = _(
        "Lists, tuples and texts do not compute as numbers do. np.array(…) makes an array of a "
        "list or a tuple."
    )
    one_number = _(
        "Something that takes one number only was given more. For arrays there are the functions "
        "of NumPy, such as np.exp."
    )
    arguments = r"positional argument|unexpected keyword argument|multiple values for argument"
    return (
        Aid(
            "TypeError",
            arguments,
            _("The function must take exactly the arguments that the task names."),
            line=NOWHERE,
        ),
        Aid(
            "TypeError",
            arguments,
            _("A function is called there with other arguments than it takes."),
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
        Aid("TypeError", rf"{ONE_NUMBER}|must be real number, not (list|tuple)", one_number),
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
            "which has no callable .* method",
            _("Not everything in this array is a number."),
        ),
        Aid(
            "ValueError",
            "could not convert string to float",
            _("A text is to become a number, and it does not read as one."),
        ),
    )


def _places() -> tuple[Aid, ...]:
    whole = _("The place in [ ] must be a whole number: 2, not 2.0, and no text.")
    return (
        Aid(
            "IndexError",
            r"^index [0-9]+ is out of bounds|(list|tuple|string) index out of range",
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
        Aid("IndexError", "pop from empty", _("The list is empty there already.")),
    )


def _shapes() -> tuple[Aid, ...]:
    do_not_fit = _("The shapes do not fit together. Print x.shape of both arrays and compare them.")
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
            _("reshape keeps all elements: the numbers of the new shape multiply to x.size."),
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
            _("One place of an array takes one number, and several were put there."),
        ),
        Aid(
            "ValueError",
            "can only convert an array of size 1",
            _("An array of several numbers cannot become one number."),
        ),
        Aid(
            "ValueError",
            "zero-size array to reduction|empty sequence",
            _("Something is empty there, and nothing can be the largest or smallest of nothing."),
        ),
        Aid(
            "ValueError",
            "values to unpack",
            _("On the left stand more or fewer names than there are values on the right."),
        ),
    )


def _numbers() -> tuple[Aid, ...]:
    return (
        Aid("RecursionError", ANY, _("A function calls itself without end.")),
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
            _("Whole numbers have no negative powers here. Make floats of them: x.astype(float)."),
        ),
        Aid(
            "UFuncTypeError|_UFuncOutputCastingError",
            "Cannot cast ufunc .*float64.* to dtype..int",
            _(
                "Numbers with a fraction do not fit into an array of whole ones. Make floats of it "
                "first: x.astype(float)."
            ),
        ),
        Aid("LinAlgError", "Singular matrix", _("This matrix has no inverse.")),
    )
