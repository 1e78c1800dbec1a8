"""Load the Python files of an exercise's folder as modules. Only the instructor's files."""

from __future__ import annotations

import importlib.util
import io
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from autograder.course import Exercise
from autograder.course.explain import AGAIN
from autograder.course.remembered import SETTLED
from autograder.course.shared import files_below, shared_files
from autograder.errors import CourseError
from autograder.kits.registry import libraries
from autograder.personal import with_id
from autograder.pysource.parse import read_text

# Where modules lie that are no author's.
LIBRARIES = (
    *(f"{sysconfig.get_path(name)}/" for name in ("stdlib", "platstdlib", "purelib", "platlib")),
    f"{Path(__file__).parents[1]}/",
)
_authors: set[str] = set()  # the names of the modules that authors' files have imported
PYTEST_LOOKS_FOR = ("pytestmark", "setup_module", "setUpModule", "_pytestfixturefunction")


def load(exercise: Exercise, name: str, student_id: str | None = None) -> ModuleType:
    """`solution.py` and the like as a module; raises CourseError where it cannot be loaded.

    With `student_id`, it is loaded as if that id stood in it.
    """
    path = exercise.file(name)
    return _loaded(path, _module_name(path), student_id)


def load_together(exercise: Exercise, folder: str, files: Iterable[Path]) -> list[ModuleType]:
    """Files of a folder of the exercise as modules that find each other while they are loaded:
    `from ._shared import …` takes what lies beside them."""
    package = ModuleType(f"{exercise.name}__{folder}")
    package.__path__ = [str(exercise.folder / folder)]
    sys.modules[package.__name__] = package
    try:
        return [_loaded(path, f"{package.__name__}.{path.stem}") for path in files]
    finally:  # another course may have an exercise of this name, and an author may edit the files
        ours = (package.__name__, f"{package.__name__}.")
        for name in [name for name in sys.modules if name == ours[0] or name.startswith(ours[1])]:
            del sys.modules[name]


def forget_modules(exercise: Exercise) -> None:
    """Let the author's own modules that the files of an exercise import be imported anew.

    Python would go on with what it has under their names: an older one, or one that lies beside the
    checks of another exercise.
    """
    paths = shared_files(exercise)
    for path in (*paths, *files_below(exercise.folder)):
        _forget_what_is_compiled(path)
    while _authors:  # perhaps of another course
        sys.modules.pop(_authors.pop(), None)
    shared, folders = set(map(str, paths)), f"{exercise.folder.parent}/"
    for name, module in list(sys.modules.items()):
        file = str(getattr(module, "__file__", ""))
        if file in shared or (file.startswith(folders) and name != _module_name(Path(file))):
            del sys.modules[name]


def _module_name(path: Path) -> str:
    """The name under which `load` makes a file of an exercise a module."""
    return f"{path.parent.name}__{path.stem}"


def _loaded(path: Path, module_name: str, student_id: str | None = None) -> ModuleType:
    loader = None if student_id is None else _WithId(module_name, str(path), student_id)
    spec = importlib.util.spec_from_file_location(module_name, path, loader=loader)
    assert spec is not None and spec.loader is not None, "its name ends with .py"
    _forget_what_is_compiled(path)
    read_text(path)  # who reads it as source wants UTF-8, whatever a coding line says
    module = importlib.util.module_from_spec(spec)
    sys.modules[module_name] = module  # as dataclasses want it
    there = set(sys.modules)
    try:
        with student_side_only(), redirect_stdout(io.StringIO()):
            spec.loader.exec_module(module)
    except KeyboardInterrupt:
        raise
    except CourseError as error:
        where = error.where or _place(error, path)
        raise CourseError(error.what, where=where, todo=error.todo) from error
    except BaseException as error:  # SystemExit, too: it is the file's fault, whatever it is
        # A SyntaxError's text ends with the place, which is told beside it.
        said = error.msg if isinstance(error, SyntaxError) else str(error)
        what = f"{type(error).__name__}: {said}." if said else f"{type(error).__name__}."
        raise CourseError(what, where=_place(error, path), todo=AGAIN) from error
    finally:
        _authors.update(filter(_is_an_authors, sys.modules.keys() - there))
    return module


def _is_an_authors(name: str) -> bool:
    """Whether a module lies where no library does."""
    places = [
        getattr(sys.modules[name], "__file__", None),
        *getattr(sys.modules[name], "__path__", []),
    ]
    found = [place for place in places if place and not place.startswith(LIBRARIES)]
    return any("-packages/" not in place for place in found)  # of the system, for all environments


def _forget_what_is_compiled(path: Path) -> None:
    """Remove byte code that may be of an earlier state of a file: Python goes on with it where the
    file has the same size and has changed within the same second."""
    compiled = Path(importlib.util.cache_from_source(path))
    with suppress(OSError):  # there is none
        if compiled.stat().st_mtime_ns - path.stat().st_ctime_ns < SETTLED:
            compiled.unlink()


class _WithId(SourceFileLoader):
    """Puts a student's id in place of the one in the file. No byte code is kept."""

    def __init__(self, name: str, path: str, student_id: str) -> None:
        super().__init__(name, path)
        self._student_id = student_id

    def get_code(self, fullname: str) -> CodeType:
        source = with_id(read_text(Path(self.path)), self._student_id)
        code: CodeType = compile(source, self.path, "exec")
        return code


class StudentSideOnly(ModuleType):
    """Stands for a library that only the student side uses, or a part of it: one that has a kit.

    The trusted side computes with NumPy alone: code that uses the library runs in the sandbox. So
    the seconds of its import are not spent here, and a check that tries to use it fails at once.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []  # so that an import of a part looks for one

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in PYTEST_LOOKS_FOR:
            raise AttributeError(name)
        raise CourseError(
            f"{self.__name__}.{name} is used on the trusted side, which computes with NumPy alone.",
            todo="Let it run in the sandbox (student.…), or compare its structure as data.",
        )


class _Parts(MetaPathFinder, Loader):
    """Finds all parts that are asked for of the libraries that only the student side uses."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self.found: list[str] = []

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if path is None or fullname.partition(".")[0] not in self._names:
            return None
        self.found.append(fullname)
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return StudentSideOnly(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """It stays empty."""


@contextmanager
def student_side_only() -> Iterator[None]:
    """Inside the `with` block, importing what a kit is for, or a part of it, gives a
    `StudentSideOnly`."""
    names = libraries()
    before = {name: sys.modules.get(name) for name in names}
    sys.modules.update({name: StudentSideOnly(name) for name in names})
    parts = _Parts(names)
    sys.meta_path.insert(0, parts)
    try:
        yield
    finally:
        sys.meta_path.remove(parts)
        for name in parts.found:
            sys.modules.pop(name, None)
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


def _place(error: BaseException, path: Path) -> str:
    """Where in this file, or in one beside it that it imports, the error comes from."""
    file, line = path, 0
    if isinstance(error, SyntaxError) and error.filename is not None:
        file, line = Path(error.filename), error.lineno or 0
    trace = error.__traceback__
    while trace is not None:
        found = Path(trace.tb_frame.f_code.co_filename)
        if not isinstance(error, SyntaxError) and found.parent == path.parent:
            file, line = found, trace.tb_lineno
        trace = trace.tb_next
    return f"{file}:{line}" if line else str(file)
