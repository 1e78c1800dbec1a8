"""What a library, an array or another thing has not: behind a dot, in an import, as an argument."""

from __future__ import annotations

import re

import numpy as np

from autograder.checking.numpy_names import (
    import_line,
    instead_of,
    nearest,
    of_numpy,
    takes_an_array,
)
from autograder.kits.aid import ANY, NAME, WHOLE, Aid, Found
from autograder.kits.registry import libraries
from autograder.language import _

# Arguments of NumPy's functions.
OF_NUMPY = ("axis", "keepdims", "dtype", "size", "shape", "initial", "where", "endpoint", "axes")
METHODS = "sum|mean|max|min|std|var|prod|argmax|argmin"  # of arrays, with such arguments
OF_A_LESSON = ("numpy", "matplotlib", "math", "random")
OTHER_LIBRARIES = (
    "torch|torchvision|pandas|sklearn|scipy|seaborn|plotly|cv2|skimage|imageio|jax|flax|sympy|numba"
    "|statsmodels|xgboost|lightgbm|tensorflow_datasets|tensorflow_hub|tqdm|requests|transformers"
)
LIBRARY = r"(?P<library>[\w.]{1,60})"
KIND = r"(?P<kind>[\w.]{1,60})"


def parts_aids() -> tuple[Aid, ...]:
    """For what is not there where it is looked for, those that know more first."""
    return (*_libraries(), *_none(), *_things())


def _libraries() -> tuple[Aid, ...]:
    missing = rf"^module '{LIBRARY}' has no attribute '{NAME}'"
    return (
        Aid(
            "AttributeError",
            rf"^(?P<kind>module) '{LIBRARY}' has no attribute '{NAME}'",
            _given_another_value,
            line=WHOLE,
        ),
        Aid(
            "AttributeError",
            rf"^'{KIND}' object has no attribute '{NAME}'",
            _given_another_value,
            line=WHOLE,
        ),
        Aid(
            "AttributeError",
            r"^`np\.\w+` was removed .*Use `(?P<right>np\.\w+)`",
            _("NumPy calls it {right} today."),
        ),
        Aid(
            "AttributeError",
            r"deprecated alias for the builtin `(?P<right>\w+)`",
            _("It is gone from NumPy. Python's own is {right}, with nothing in front."),
        ),
        Aid("AttributeError", missing, _not_in_the_library),
        Aid("ImportError", f"^cannot import name '{NAME}' from '{LIBRARY}'", _not_in_the_library),
        Aid(
            "AttributeError",
            missing,
            _("{library} has nothing called {name}. Is it spelled right?"),
        ),
        Aid(
            "ModuleNotFoundError",
            rf"^(No module named ')?{NAME}('$| is not installed)",
            _near_library,
        ),
        Aid(
            "ModuleNotFoundError",
            rf"^(No module named ')?({OTHER_LIBRARIES})\b",
            _(
                "This library is not installed where your work is graded: write this with those "
                "that the lesson uses."
            ),
        ),
        Aid(
            "ModuleNotFoundError",
            r"^No module named '(?P<library>\w{1,40})\.",
            _("{library} is there, but has no part of this name."),
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
        Aid(
            "TypeError",
            rf"^_?(?P<function>\w+?)(_dispatcher)?\(\) got an unexpected keyword argument '{NAME}'",
            _near_argument,
            line=rf"(?P<whole>.*(\b(np|numpy)\.|\.({METHODS})\().*)",
        ),
    )


def _none() -> tuple[Aid, ...]:
    lists = "append|extend|insert|remove|sort|reverse"
    types = "(str|type|NoneType|ABCMeta)"
    return (
        Aid(
            "TypeError",
            rf"operand type\(s\) for \|: ('str' and '{types}'|'{types}' and 'str')",
            _(
                "The sign | stands beside a text there. If it is to name types, put all of it into "
                "quotes: 'int | None'."
            ),
        ),
        Aid(
            "AttributeError",
            rf"^'NoneType' object has no attribute '({lists})'",
            _(
                "There is None where a list should be. append, sort and the like change the list "
                "and give back None: let each stand in a line of its own, without = in front."
            ),
        ),
        Aid(
            "AttributeError|TypeError",
            "'NoneType'|NoneType object|not NoneType|of type NoneType which",
            _(
                "Something there is None, which is no number and no array. A function without "
                "`return` gives back None."
            ),
        ),
    )


def _things() -> tuple[Aid, ...]:
    return (
        Aid(
            "AttributeError",
            rf"^'numpy.ndarray' object has no attribute '{NAME}'",
            _of_an_array,
            line=WHOLE,
        ),
        Aid(
            "AttributeError",
            "^'list' object has no attribute '(add|push|push_back|insert_last)'",
            _("A list gets one more element with append."),
        ),
        Aid(
            "AttributeError",
            "^'(list|str|tuple|dict)' object has no attribute '(len|length|lenght|size|count_of)'",
            _("How many elements there are is what len(…) says."),
        ),
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
            "AttributeError",
            f"has no attribute '{NAME}'",
            _behind_that_dot,
            line=WHOLE,
        ),
    )


def _given_another_value(found: Found) -> str:
    """`np = 5`, and then np.exp(x)."""
    dot = rf"\.\s*{re.escape(found['name'])}\b"
    behind = re.findall(rf"(\w*)\s*{dot}", found["whole"])
    alias = behind[0] if len(set(behind)) == 1 else ""
    if alias not in ("np", "numpy", "math", "plt"):
        return ""
    if found.get("library") == import_line(alias).split()[1]:
        return ""
    text = _(
        "{alias} is no library here, but something of type {kind}: your code gives this name "
        "another value somewhere. Choose another name there."
    )
    if found["kind"] == "module":
        text = _(
            "{alias} is another library here, {library}: your code gives this name another value "
            "somewhere. Choose another name there."
        )
    return text.format(alias=alias, kind=found["kind"], library=found.get("library", ""))


def _not_in_the_library(found: Found) -> str:
    return instead_of(found["name"], found["library"])


def _near_library(found: Found) -> str:
    close = nearest(found["name"], (*OF_A_LESSON, *libraries()))
    return _("Did you mean {close}?").format(close=close) if close else ""


def _near_argument(found: Found) -> str:
    if not re.search(rf"\.{re.escape(found['function'])}\s*\(", found["whole"]):
        return ""  # a function of the student's own
    if found["name"] == "axis":
        return ""  # spelled right, but none of this function
    close = nearest(found["name"], OF_NUMPY)
    return _("Did you mean {close}?").format(close=f"{close}=") if close else ""


def _is_theirs(found: Found) -> bool:
    """Whether the student's line asks for the name, and not a library that it calls."""
    return not found["whole"] or re.search(rf"\b{found['name']}\b", found["whole"]) is not None


def _behind_that_dot(found: Found) -> str:
    text = _("There is nothing called {name} behind that dot. Is it spelled right?")
    return text.format(name=found["name"]) if _is_theirs(found) else ""


def _of_an_array(found: Found) -> str:
    name = found["name"]
    if not _is_theirs(found):
        return ""
    close = nearest(name, dir(np.ndarray))
    if not of_numpy(name):
        return _("Did you mean {close}?").format(close=f".{close}") if close else ""
    if takes_an_array(of_numpy(name)):
        text = _(
            "An array has no {name} behind the dot. NumPy's function takes the array in its "
            "brackets: {right}(…)."
        )
    else:
        text = _("An array has no {name} behind the dot. NumPy itself has it: {right}.")
    return text.format(name=name, right=of_numpy(name))
