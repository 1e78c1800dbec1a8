"""Answers that do not look at the question: constants, echoes, uniform answers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.course.questions import FunctionQuestion, Question, ValueQuestion

COPYING = ("np.array", "np.asarray", "np.copy")
ECHO = "its_argument"
BLIND_VALUES = ("0.0", "1.0", "0.5")
BLIND_RESULTS = {
    "zero": "0.0",
    "one": "1.0",
    "half": "0.5",
    "an_empty_list": "[]",
    "the_text_of_the_argument": "str(args[0])",
    ECHO: "args[0]",
    "zeros": "np.zeros_like(np.asarray(args[0], dtype=float))",
    "ones": "np.ones_like(np.asarray(args[0], dtype=float))",
    "uniform": "np.full(np.shape(args[0]), 1.0 / np.shape(args[0])[-1])",
}


def blind_answers(question: Question) -> Iterator[tuple[str, str, bool]]:
    """Name, source, and whether it happens to be what is asked, as an echo is for f(x) = x."""
    if isinstance(question, ValueQuestion):
        for value in BLIND_VALUES:
            lines = [f"{name} = {value}" for name in question.names]
            yield f"all_{value}", "\n".join(lines), False
        return
    for name, result in BLIND_RESULTS.items():
        body = f"def {question.name}(*args, **options):\n    return {result}"
        yield name, f"import numpy as np\n\n{body}", name == ECHO and _is_echo(question)


def _is_echo(question: FunctionQuestion) -> bool:
    """Whether the reference itself gives back its only argument, as for f(x) = x."""
    function = ast.parse(f"{question.signature}\n{question.body}").body[0]
    assert isinstance(function, ast.FunctionDef)
    arguments, last = function.args.args, function.body[-1]
    if len(arguments) != 1 or len(function.body) != 1 or not isinstance(last, ast.Return):
        return False
    value = last.value
    while isinstance(value, ast.Call) and ast.unparse(value.func) in COPYING and value.args:
        value = value.args[0]
    return isinstance(value, ast.Name) and value.id == arguments[0].arg
