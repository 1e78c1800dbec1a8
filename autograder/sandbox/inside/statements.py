"""A shell that runs cells statement by statement: one fails, is shown, and the next one runs."""

from __future__ import annotations

import ast
import linecache
import sys
from collections.abc import Iterable
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

from autograder.sandbox.inside import bare
from autograder.sandbox.inside.definitions import only_defines
from autograder.sandbox.inside.failures import ANY, Failures, bound_by
from autograder.sandbox.inside.importing import standins
from autograder.sandbox.inside.importing.bind import Imports
from autograder.sandbox.inside.importing.uncaught import Uncaught
from autograder.sandbox.inside.importing.uses import ImportStatement, Place, single, soften
from autograder.sandbox.inside.pieces import UNREADABLE, Compiler, Unread, has_plain_lines, is_clean
from autograder.sandbox.inside.problems import describe, show_only_the_students
from autograder.wire.responses import Cause, ErrorOutput


class StatementShell(InteractiveShell):
    """IPython's shell, except that a cell goes on after an error, and imports cost nothing until
    they are used.

    As in Jupyter, SystemExit and KeyboardInterrupt end the cell.
    """

    compiler_class = Compiler
    compile: Compiler

    def __init__(self, **options: Any) -> None:
        self.failures = Failures()
        self.imports = Imports(self._import_now)
        self.uncaught = Uncaught()
        self.only_definitions = False  # of the cell that is run
        self._is_shown = False
        super().__init__(**options)
        self._own_rules = self._rules()
        self.compile.transform = self.transform_cell

    def begin_file(self, path: str) -> None:
        """What runs from now on is a Python file at this path, as when it is imported."""
        name = path.rpartition("/")[2].removesuffix(".py")
        self.user_ns |= {"__file__": path, "__name__": name}
        sys.modules[name] = self.user_module

    def transform_cell(self, raw_cell: str) -> str:
        """Magics become calls; where that fails, the cell is read in pieces. To look for magics
        takes IPython longer than all else before a cell runs, and in Python there are none."""
        if self._rules() == self._own_rules:
            cell = raw_cell if raw_cell.endswith("\n") else f"{raw_cell}\n"
            if not is_clean(cell):
                cell = self._cleaned(cell)
            if has_plain_lines(cell) and self.compile.reads(cell):
                return cell
        try:
            return str(super().transform_cell(raw_cell))
        except SyntaxError:
            return raw_cell

    def should_run_async(self, raw_cell: str, **options: Any) -> bool:
        """Whether a cell waits for something. IPython compiles it to learn that: where that cannot
        be, as of a sum of 3000 numbers, the statement says so when it is to run."""
        try:
            return bool(super().should_run_async(raw_cell, **options))
        except UNREADABLE:
            return False

    def _cleaned(self, cell: str) -> str:
        """A cell as IPython looks for magics in it: without prompts, and without what all its lines
        are indented by."""
        lines = cell.splitlines(keepends=True)
        for rule in self.input_transformer_manager.cleanup_transforms:
            lines = rule(lines)
        return "".join(lines)

    def _rules(self) -> tuple[Any, ...]:
        """By which IPython changes a cell; a student may add some."""
        manager = self.input_transformer_manager
        return (
            *manager.cleanup_transforms,
            *manager.line_transforms,
            *manager.token_transformers,
            *self.input_transformers_post,
        )

    async def run_ast_nodes(
        self,
        nodelist: list[ast.stmt],
        cell_name: str,
        interactivity: str = "last_expr",
        compiler: Any = compile,
        result: Any = None,
    ) -> bool:
        """Run all statements; whether one of them has failed."""
        self.imports.namespace = self.user_ns
        first: BaseException | None = None
        statements = list(single(nodelist))
        if self.only_definitions:
            statements = list(filter(only_defines, statements))
        for place, statement in enumerate(statements):
            self.begins(statement)
            is_last = place == len(statements) - 1
            mode = interactivity if is_last else "none"
            error = await self._run_one(statement, cell_name, mode, compiler, result)
            first = error if first is None else first
            if error is not None and not bare.is_a(error, Exception):
                self._never_reached(statements[place + 1 :], statement, cell_name, error)
                break
        if result is not None:
            result.error_in_exec = first
        return first is not None

    async def _run_one(
        self, statement: ast.stmt, file: str, mode: str, compiler: Any, result: Any
    ) -> BaseException | None:
        if isinstance(statement, Unread):
            return self._cannot_read(statement, file)
        if isinstance(statement, ast.Import | ast.ImportFrom):
            if self.imports.postpone(statement, file):
                return None
        else:
            soften(statement, lambda inner, at: self.when_it_fails(inner, file, at), Place())
        try:
            self.imports.before(statement)
        except Exception:
            pass  # it runs as it is: too deep to be read, or without what has failed already
        before = self.shown()
        with self.uncaught.running():
            error = await self._try(statement, file, mode, compiler, result)
            while self.uncaught.is_new(error):
                self.show_again(before)
                error = await self._try(statement, file, mode, compiler, result)
        if error is not None:
            self._has_failed(statement, file, error)
        else:
            self.failures.forget(statement)
        return error

    async def _try(
        self, statement: ast.stmt, file: str, mode: str, compiler: Any, result: Any
    ) -> BaseException | None:
        result.error_in_exec = result.error_before_exec = None
        failed = await super().run_ast_nodes([statement], file, mode, compiler, result)
        errors = result.error_in_exec, result.error_before_exec
        error = next((each for each in errors if each is not None), None)
        result.error_before_exec = None
        return error if failed else None

    def showtraceback(self, *arguments: Any, **options: Any) -> None:
        """Show an exception, unless the cell has shown enough of them: each takes milliseconds."""
        if self.has_shown_enough():
            return
        error = sys.exc_info()[1]
        if error is None:
            return
        show_only_the_students(error)
        before, self._is_shown = self.shown(), type(error) is UsageError  # which IPython prints
        try:
            super().showtraceback(*arguments, **{**options, "tb_offset": 0})
        except BaseException:
            pass  # it asks a student's exception for more than that can say
        if not self._is_shown:
            self.show_again(before)
            self.show_problem(self.problem(error))

    def _showtraceback(self, _kind: Any, error: BaseException, lines: Any) -> None:
        self.show_problem(self.problem(error, list(map(str, lines))))
        self._is_shown = True

    def _format_exception_for_storage(self, *_given: Any, **_options: Any) -> list[str]:
        """An exception is kept in no history; IPython would ask it for its parts."""
        return []

    def has_shown_enough(self) -> bool:
        """Whether nothing more would be kept."""
        return False

    def begins(self, statement: ast.stmt) -> None:
        """A statement of a cell, or of a file, is about to run."""

    def show_problem(self, problem: ErrorOutput) -> None:
        """Show what has stopped a statement."""

    def shown(self) -> Any:
        """What has been shown so far."""

    def show_again(self, before: Any) -> None:
        """Take back what has been shown since then."""

    def problem(self, error: BaseException, lines: list[str] | None = None) -> ErrorOutput:
        """An exception as plain data; behind an unknown name stands what made it unknown."""
        return describe(error, lines, self._cause(error))

    def undecorated(self, decorator: standins.StandIn) -> Any:
        """What stands in for a decorator of a library that is not installed."""
        return standins.undecorated(decorator)

    def when_it_fails(self, statement: ImportStatement, file: str, place: Place) -> str:
        """The code that is run where an import inside of something else has failed."""
        return self.uncaught.handler(statement, file, place)

    def is_raised(self, number: int) -> bool:
        """It has failed where the student's code may catch that: whether it is raised."""
        error = sys.exc_info()[1]
        return error is not None and self.uncaught.is_raised(number, error)

    def instead_of_import(self, number: int) -> Any:
        """It has failed in a function: what its name is bound to there."""
        error = sys.exc_info()[1]
        assert error is not None and bare.is_a(error, ImportError)
        return self.imports.instead(self.uncaught.imports[number][0], error)

    def import_failed(self, number: int, namespace: dict[str, Any]) -> None:
        """It has failed: show that, and go on with the next line."""
        self.showtraceback(running_compiled_code=True)
        error = sys.exc_info()[1]
        if error is not None:
            self._has_failed(*self.uncaught.imports[number], error, namespace)

    def _import_now(self, statement: ImportStatement, file: str) -> None:
        try:
            whole: Any = ast.Module([statement], [])
            exec(self.compile(whole, file, "exec"), self.user_ns)
        except Exception as error:
            self.showtraceback(running_compiled_code=True)
            self._has_failed(statement, file, error)

    def _cannot_read(self, statement: Unread, file: str) -> Exception:
        try:
            raise statement.error
        except UNREADABLE:
            if not self.has_shown_enough():
                self.showsyntaxerror(file)
        self._note([statement], file, statement.error)
        return statement.error

    def _has_failed(
        self,
        statement: ast.stmt,
        file: str,
        error: BaseException,
        namespace: dict[str, Any] | None = None,
    ) -> None:
        if bare.is_a(error, ImportError) and isinstance(statement, ast.Import | ast.ImportFrom):
            self.imports.failed(statement, error, self.user_ns if namespace is None else namespace)
            if bound_by(statement.names[0]) != ANY:
                return
        self._note([statement], file, error)

    def _never_reached(
        self, statements: Iterable[ast.stmt], end: ast.stmt, file: str, error: BaseException
    ) -> None:
        """The statement `end` has ended the cell: it is why the names below it are not there."""
        problem = self.problem(error, [])
        for statement in statements:
            self.failures.add(statement, problem.line or _first_line(end, file), problem)

    def _note(self, statements: Iterable[ast.stmt], file: str, error: BaseException) -> None:
        problem = self.problem(error, [])
        for statement in statements:
            line = problem.line if isinstance(statement, Unread) else ""
            self.failures.add(statement, line or _first_line(statement, file), problem)

    def _cause(self, error: BaseException) -> Cause | None:
        if type(error) is NameError and type(error.name) is str:
            return self.failures.cause(error.name)
        return None


def _first_line(statement: ast.stmt, file: str) -> str:
    return linecache.getline(file, statement.lineno).strip()
