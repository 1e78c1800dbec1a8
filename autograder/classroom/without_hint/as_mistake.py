"""A wrong answer as a known mistake: the text of a function for `mistakes/QUESTION.py`."""

from __future__ import annotations

import ast
from collections.abc import Collection
from typing import NamedTuple

from autograder.classroom.without_hint.writable import MODULES, is_plain
from autograder.course.questions import FunctionQuestion, Question
from autograder.pysource.parse import indent, loaded_names, write_docstring

INDENT = "    "
MARK = "@mistake"
NO_HINT = "Say here what this answer does and what to do instead, as its author will read it."
LATER = "Write the hint, then take the # away from the next line: so long this is no mistake."
LEFT_TO_DO = (
    "Write what it does in your own words; where only a sign tells it, say which: when=…",
    "(docs/authors.md). A student wrote:",
    "",
)


class Written(NamedTuple):
    """A known mistake as text, and the modules of the list that it needs, by its names for them.

    It is a `draft` as long as a person has to write the hint or the code: then it is a function
    like any other, and no student meets it."""

    text: str
    modules: frozenset[str]
    is_draft: bool
    has_code: bool


def as_mistake(
    code: str, question: Question, name: str, hint: str, *, by_sign: bool, given: Collection[str]
) -> Written:
    """The function, with a place for the hint.

    Code that is not all of the list (`writable`) stands there as a comment, for a person to write
    it anew; so does that of which only a sign can tell, such as a model (`by_sign`). The names that
    are `given` may be read: they come along with each answer.
    """
    made = None if by_sign else _function(code, question, given)
    is_draft = made is None or not hint
    signature, body = made or (_signature(question), "raise NotImplementedError")
    lines = [f"# {LATER}", f"# {MARK}"] if is_draft else [MARK]
    lines += [f"def {name}({signature}):", INDENT + write_docstring(hint or NO_HINT, INDENT)]
    if made is None:
        lines += [f"{INDENT}# {line}".rstrip() for line in (*LEFT_TO_DO, *code.split("\n"))]
    lines += [indent(body, INDENT)]
    used = {node.id for node in ast.walk(ast.parse(body)) if isinstance(node, ast.Name)}
    modules = frozenset(used & MODULES.keys())
    return Written("\n".join(lines) + "\n", modules, is_draft, made is not None)


def _function(code: str, question: Question, given: Collection[str]) -> tuple[str, str] | None:
    """The arguments and the body of the mistake; None where not all of it is of the list."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return None
    if not is_plain(tree, given):
        return None
    body = [each for each in tree.body if not isinstance(each, ast.Import)]
    if not isinstance(question, FunctionQuestion):
        wanted = any(isinstance(each, ast.Assign) for each in body)
        return ("", _source(body)) if wanted else None
    named = [each for each in body if _is_named(each, question.name)]
    others = [each for each in body if each not in named]
    if not named or not all(isinstance(each, ast.FunctionDef | ast.Assign) for each in others):
        return None
    function = named[-1]
    assert isinstance(function, ast.FunctionDef)
    arguments = function.args
    defaults = [each for each in (*arguments.defaults, *arguments.kw_defaults) if each]
    if not all(isinstance(each, ast.Constant) for each in defaults):
        return None
    if _reads([*others, *function.body], question.name):  # it is called otherwise here
        return None
    inner = [each for each in function.body if not isinstance(each, ast.Import)]
    return ast.unparse(arguments), _source([*others, *inner])


def _is_named(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _reads(nodes: Collection[ast.stmt], name: str) -> bool:
    return any(name in loaded_names(node) for node in nodes)


def _source(body: Collection[ast.stmt]) -> str:
    return "\n".join(map(ast.unparse, body)) or "pass"


def _signature(question: Question) -> str:
    """What stands between the brackets of the task's own function."""
    if not isinstance(question, FunctionQuestion):
        return ""
    tree = ast.parse(f"{question.signature}\n    pass").body[0]
    assert isinstance(tree, ast.FunctionDef)
    return ast.unparse(tree.args)
