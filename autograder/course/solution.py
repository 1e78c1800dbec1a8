"""Read solution.py without running it: the imports, the given values and the questions."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder.course.identity import GENERATOR_IMPORT, check_id, is_id, personal_questions
from autograder.course.questions import FunctionQuestion, Question, Solution, ValueQuestion
from autograder.errors import CourseError
from autograder.pysource.parse import (
    Place,
    docstring,
    docstring_node,
    indent,
    loaded_names,
    parse,
    read_text,
)
from autograder.pysource.scopes import bound_names

_MARK = re.compile(r"# question: *(?P<name>.*)")
_INDENT = "    "
Function = ast.FunctionDef


def read_solution(path: Path) -> Solution:
    """Read and check a solution.py; raises CourseError with the line that is wrong."""
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: Path) -> None:
        source = read_text(path)
        self.place = Place(path)
        self.lines = source.split("\n")
        self.tree = parse(source, self.place)
        self.helpers: dict[str, Function] = {}
        self.questions: dict[str, Question] = {}
        self.has_generator = False

    def read(self) -> Solution:
        blocks = self._blocks()
        imports: list[str] = []
        own_id: list[ast.stmt] = []
        given: list[ast.stmt] = []
        functions: list[Function] = []
        skip = docstring_node(self.tree)
        for node in self.tree.body:
            if node is skip or any(start <= node.lineno <= end for _, start, end in blocks):
                continue
            if isinstance(node, ast.Import) and len(node.names) == 1:
                imports.append(self._source(node.lineno, node.end_lineno))
            elif self._source(node.lineno, node.end_lineno) == GENERATOR_IMPORT:
                self.has_generator = True
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                (own_id if is_id(node) else given).append(node)
            elif isinstance(node, Function) and not node.decorator_list:
                if node.name.startswith("_"):
                    self.helpers[node.name] = node
                else:
                    functions.append(node)
            else:
                raise self._error(
                    node.lineno,
                    "Only `import name`, `import name as short`, plain assignments and functions "
                    "without decorators may stand here.",
                    "Move this into a function, or into a block `# question: NAME`.",
                )
        for name, start, end in blocks:
            self._add(self._values(name, start, end))
        for function in functions:
            self._add(self._function(function))
        questions = sorted(self.questions.values(), key=lambda question: question.line)
        if not questions:
            raise self._error(1, "No question stands here.", "Write a function with a docstring.")
        check_id(own_id, self.place)
        text, first = self._given(given)
        id_text, id_first = self._given(own_id)
        return Solution(
            self.place.path,
            tuple(imports),
            text,
            bound_names([*own_id, *given]),
            first,
            tuple(questions),
            id_text,
            id_first,
            personal_questions(given, questions) if own_id else frozenset(),
            self.has_generator,
        )

    def _blocks(self) -> list[tuple[str, int, int]]:
        """The `# question: NAME` blocks as (name, first line, last line)."""
        found = []
        for number, line in enumerate(self.lines, start=1):
            match = _MARK.fullmatch(line.rstrip())
            if match is None:
                continue
            if not match["name"].isidentifier():
                raise self._error(number, "This question has no name.", "Use letters and _.")
            end = number
            while end < len(self.lines) and self.lines[end].strip():
                end += 1
            found.append((match["name"], number, end))
        return found

    def _values(self, name: str, start: int, end: int) -> ValueQuestion:
        nodes = [node for node in self.tree.body if start <= node.lineno <= end]
        late = [node for node in nodes if (node.end_lineno or end) > end]
        if late:
            raise self._error(
                late[0].lineno, "A blank line stands inside this statement.", "Take it out."
            )
        first = nodes[0].lineno if nodes else end + 1
        comments = [line.removeprefix("#").strip() for line in self.lines[start : first - 1]]
        names = tuple(each for each in bound_names(nodes) if not each.startswith("_"))
        if not names or not comments:
            raise self._error(
                start,
                f"The question '{name}' needs comments that say what to compute, and values.",
                "Write both below this line, without a blank line between them.",
            )
        for number in range(first, end + 1):
            if self.lines[number - 1].lstrip().startswith("#"):
                raise self._error(
                    number,
                    "A comment stands between the values; students do not see it.",
                    "Put what students need above the first value.",
                )
        helpers = self._used_helpers(nodes)
        body = "\n\n\n".join([*helpers, self._source(first, end)])
        return ValueQuestion(name, start, "\n".join(comments), names, body)

    def _function(self, node: Function) -> FunctionQuestion:
        statement = docstring_node(node)
        text = docstring(node)
        if statement is None or not text:
            raise self._error(
                node.lineno,
                f"The function '{node.name}' has no docstring.",
                "Write what goes in, what comes out, the formula and every edge that is graded.",
            )
        if statement.lineno == node.lineno or len(node.body) == 1:
            raise self._error(
                node.lineno,
                f"The docstring and the code of '{node.name}' need lines of their own.",
                "Break the line behind the colon, and write the code below the docstring.",
            )
        signature = self._source(node.lineno, statement.lineno - 1)
        body = self._source((statement.end_lineno or statement.lineno) + 1, node.end_lineno)
        helpers = [indent(helper, _INDENT) for helper in self._used_helpers(list(node.body))]
        body = "\n\n".join([*helpers, body.strip("\n")])
        return FunctionQuestion(node.name, node.lineno, signature, text, body)

    def _used_helpers(self, nodes: list[ast.stmt]) -> list[str]:
        """The source of the `_helpers` that the statements call, directly or through others."""
        used: set[str] = set()
        waiting: list[ast.AST] = list(nodes)
        while waiting:
            names = loaded_names(waiting.pop())
            new = {name for name in names & self.helpers.keys() if name not in used}
            used |= new
            waiting += [self.helpers[name] for name in new]
        chosen = [node for name, node in self.helpers.items() if name in used]
        return [self._source(node.lineno, node.end_lineno) for node in chosen]

    def _given(self, nodes: list[ast.stmt]) -> tuple[str, int]:
        """The assignments with the comments right above them; blank lines between stay, as one."""
        text, first, before = "", 1, 0
        for node in nodes:
            start = node.lineno
            while start > 1 and self.lines[start - 2].startswith("#"):
                start -= 1
            if text:
                gap = any(not line.strip() for line in self.lines[before : start - 1])
                text += "\n\n" if gap else "\n"
            else:
                first = start
            before = node.end_lineno or node.lineno
            if start <= before:
                text += self._source(start, before)
        return text, first

    def _source(self, first: int, last: int | None) -> str:
        return "\n".join(self.lines[first - 1 : last])

    def _add(self, question: Question) -> None:
        if question.name in self.questions:
            raise self._error(
                question.line, f"'{question.name}' names two questions.", "Rename one of them."
            )
        self.questions[question.name] = question

    def _error(self, line: int, what: str, todo: str) -> CourseError:
        return CourseError(what, where=self.place.at(line), todo=todo)
