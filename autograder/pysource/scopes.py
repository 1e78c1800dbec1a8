"""Which names Python source gives a value, and which it takes from outside.

The syntax tree is walked once, and its scopes once: the work grows with the length of the source,
whatever is in it. The standard library's symtable copies the names of all outer scopes for every
inner one.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(eq=False)
class Scope:
    """A scope, with the names that it gives a value, reads, and declares, in order.

    Scopes in it see what it binds, unless it `is_open`: a module or the body of a class.
    """

    is_open: bool = False
    bound: dict[str, None] = field(default_factory=dict)
    read: dict[str, None] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)  # global
    shared: set[str] = field(default_factory=set)  # nonlocal
    inner: list[Scope] = field(default_factory=list)
    owner: Scope | None = None  # of a comprehension: where `:=` in it binds

    def within(self, *, is_open: bool = False, owner: Scope | None = None) -> Scope:
        """A new scope in this one."""
        made = Scope(is_open, owner=owner)
        self.inner.append(made)
        return made

    def bind(self, names: Iterable[str | None]) -> None:
        """Note that names get a value here."""
        self.bound.update(dict.fromkeys(name for name in names if name))


def outermost(nodes: Iterable[ast.stmt]) -> Scope:
    """The scope of a module with these statements."""
    module = Scope(is_open=True)
    waiting: list[tuple[ast.AST, Scope]] = [(node, module) for node in nodes]
    waiting.reverse()
    while waiting:
        node, scope = waiting.pop()
        waiting += reversed(list(_parts(node, scope)))
    return module


def bound_names(nodes: Iterable[ast.stmt]) -> tuple[str, ...]:
    """The names that these statements give a value in their own scope, in order."""
    return tuple(outermost(nodes).bound)


def free_names(tree: ast.Module) -> set[str]:
    """The names that a module takes from outside."""
    return taken_by(outermost(tree.body))


def taken_by(module: Scope) -> set[str]:
    """The names that are read in a module, or anywhere in it, and that nothing in it binds."""
    found: set[str] = set()
    seen: defaultdict[str, list[bool]] = defaultdict(list)  # whether a scope around here has it
    waiting: list[tuple[Scope, bool]] = [(module, False)]
    while waiting:
        scope, is_left = waiting.pop()
        local = scope.bound.keys() - scope.declared - scope.shared
        if not is_left:
            found.update(
                name
                for name in scope.read
                if name in scope.declared
                or (name not in local and not (seen[name] and seen[name][-1]))
            )
            waiting.append((scope, True))
            waiting += [(each, False) for each in scope.inner]
        if not scope.is_open:
            for name in (*local, *scope.declared):
                if is_left:
                    seen[name].pop()
                else:
                    seen[name].append(name in local)
    return found - module.bound.keys()


def declared_in(module: Scope) -> set[str]:
    """The names that a function or class anywhere in a module may give a value outside of all."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        scope = waiting.pop()
        found |= scope.declared
        waiting += scope.inner
    return found


def _parts(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.AST, Scope]]:
    """Note the names of a node itself; the nodes in it, each with the scope that it belongs to."""
    match node:
        case ast.Name(name, ctx):
            if isinstance(ctx, ast.Load):
                scope.read[name] = None
            else:
                scope.bind([name])
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
            yield from _definition(node, scope)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            inner = scope.within(owner=scope.owner or scope)
            for part in ast.iter_child_nodes(node):
                if part is node.generators[0]:
                    first = node.generators[0]
                    yield first.iter, scope
                    yield from ((each, inner) for each in (first.target, *first.ifs))
                else:
                    yield part, inner
        case ast.NamedExpr(ast.Name(name), value):
            (scope.owner or scope).bind([name])
            yield value, scope
        case _:
            scope.bind(_names_of(node))
            if isinstance(node, ast.Global):
                scope.declared.update(node.names)
            elif isinstance(node, ast.Nonlocal):
                scope.shared.update(node.names)
            yield from ((part, scope) for part in ast.iter_child_nodes(node))


def _names_of(node: ast.AST) -> list[str | None]:
    """The names that a node binds and that are no nodes of their own."""
    match node:
        case ast.Import(aliases) | ast.ImportFrom(names=aliases):
            names = ((alias.asname or alias.name).partition(".")[0] for alias in aliases)
            return [name for name in names if name != "*"]
        case ast.ExceptHandler(name=name) | ast.MatchAs(name=name) | ast.MatchStar(name=name):
            return [name]
        case ast.MatchMapping(rest=name):
            return [name]
    return []


def _definition(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda, scope: Scope
) -> Iterator[tuple[ast.AST, Scope]]:
    """The parts of a function or class: its body has a scope of its own; the rest belongs to where
    it stands, or to the scope of its type parameters, where it has some."""
    around = scope
    body: Sequence[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else node.body
    if not isinstance(node, ast.Lambda):
        scope.bind([node.name])
        yield from ((each, scope) for each in node.decorator_list)
        types = getattr(node, "type_params", [])  # since Python 3.12
        if types:
            around = scope.within()
            around.bind(each.name for each in types)
            yield from ((each, around) for each in types)
    if isinstance(node, ast.ClassDef):
        yield from ((each, around) for each in (*node.bases, *node.keywords))
        inner = around.within(is_open=True)
    else:
        given = node.args
        everything = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        everything += filter(None, (given.vararg, given.kwarg))
        inner = around.within()
        inner.bind(each.arg for each in everything)
        defaults = (*given.defaults, *filter(None, given.kw_defaults))
        yield from ((each, scope) for each in defaults)
        notes = [each.annotation for each in everything]
        notes += [] if isinstance(node, ast.Lambda) else [node.returns]
        yield from ((each, around) for each in notes if each is not None)
    yield from ((each, inner) for each in body)
