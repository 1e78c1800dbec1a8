"""Commands whose help, and whose complaints, are in the language that is spoken."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from autograder.cli.told import retold, retold_lines
from autograder.language import ENGLISH, _, current


@contextmanager
def retelling(described: Sequence[Any]) -> Iterator[None]:
    """Let commands and options say what they are for in the language that is spoken."""
    before = [getattr(each, "help", None) for each in described]
    for each, text in zip(described, before, strict=True):
        if text:
            each.help = retold(text)
    try:
        yield
    finally:
        for each, text in zip(described, before, strict=True):
            if text:
                each.help = text


class Spoken(TyperCommand):
    """A command for students: its help is in the language of their course."""

    def get_help(self, ctx: Any) -> str:
        """All of it, as a text."""
        with retelling([self, *self.get_params(ctx)]):
            return retold_lines(super().get_help(ctx))


class Commands(TyperGroup):
    """The list of commands with whole sentences, on as many lines as they need; and what is said
    where a command is not understood, in the language that is spoken."""

    def main(self, *arguments: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run a command; a mistake in it is told."""
        run: Any = super().main
        if not standalone_mode or current() == ENGLISH:
            return run(*arguments, standalone_mode=standalone_mode, **more)
        try:
            status = run(*arguments, standalone_mode=False, **more)
        except typer.Abort:
            typer.echo(retold("Aborted!"), err=True)
            status = 1
        except Exception as error:
            show = getattr(error, "show", None)  # of the library's own errors
            if show is None:
                raise
            show(file=(said := StringIO()))
            typer.echo(retold_lines(said.getvalue()), err=True, nl=False)
            status = getattr(error, "exit_code", 2)
        sys.exit(status if isinstance(status, int) else 0)

    def get_help(self, ctx: Any) -> str:
        """All of it, as a text. What is for teachers alone is English."""
        if ctx.parent is not None:
            return super().get_help(ctx)
        with retelling([self, *self.commands.values(), *self.get_params(ctx)]):
            return retold_lines(super().get_help(ctx))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list; what a command says of itself is cut nowhere."""
        for command in self.commands.values():
            command.short_help = " ".join((command.help or "").split())
        super().format_commands(ctx, formatter)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; typer itself would say nothing where a person has stopped it."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            typer.echo(f"autograder: {_('stopped.')}", err=True)
            raise typer.Exit(130) from None
