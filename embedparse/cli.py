"""The command's front door: finds its subcommands, turns errors into one clear line.

A subcommand is one module of `embedparse.commands` holding one click command of the same name;
it is imported only when it is called or when the help lists it, so keep its top level light.
"""

from __future__ import annotations

import errno
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from embedparse import commands
from embedparse._version import __version__
from embedparse.messages import did_you_mean
from embedparse.models import EmbedparseError, UsageError
from embedparse.stderr import tell
from embedparse.terminal_safe import visible

DONE, SOME_FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
#: Errors that only a write ends with.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _silence() -> None:
    """Let what is left for standard output go nowhere: it would fail again when the process ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _harmless() -> Iterator[None]:
    """A block whose messages about wrong usage hold nothing that a terminal obeys: names of files may."""
    try:
        yield
    except click.ClickException as error:
        error.message = visible(error.message)  # type: ignore[misc]
        raise


@contextmanager
def _interruptible() -> Iterator[None]:
    """A block that Ctrl-C ends with one line; what runs do then, they do before."""
    try:
        yield
    except KeyboardInterrupt:
        tell("embedparse: interrupted.")
        sys.exit(INTERRUPTED)


@contextmanager
def _answering() -> Iterator[None]:
    """A block that prints what was asked for: a reader that has enough ends it, no reader is an error."""
    try:
        yield
    except BrokenPipeError:
        _silence()
        sys.exit(DONE)
    except click.exceptions.Exit as end:  # --help and --version
        if end.exit_code == DONE and sys.stdout is None:
            tell("embedparse: standard output is closed.")
            sys.exit(WRONG_USAGE)
        raise


class LazyGroup(click.Group):
    """A group whose commands are the modules of `embedparse.commands`, each loaded on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = (module.name for module in pkgutil.iter_modules(commands.__path__))
        return sorted(name for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"embedparse.commands.{cmd_name}")
        command = getattr(module, cmd_name, None)
        if not isinstance(command, click.Command):
            raise TypeError(f"embedparse/commands/{cmd_name}.py must define a click command {cmd_name}()")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if error.message.startswith("No such command"):
                hint = did_you_mean(args[0], self.list_commands(ctx))
                raise click.UsageError(error.message + hint, ctx) from None
            raise

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except OSError as error:  # standard output is a file on a full disk, for one
            where = "cannot write standard output: " if error.errno in _FULL else "cannot read or write: "
            where = f"{error.filename}: " if error.filename else where
            tell(f"embedparse: {where}{error.strerror or error}")
            _silence()
            sys.exit(SOME_FAILED)

        except (MemoryError, ImportError) as error:  # before or behind all documents: those are set aside
            if isinstance(error, ImportError) and "segment" not in str(error):
                raise  # not a library that found no room, but one that is not there
            tell("embedparse: there is too little memory for a run.")
            sys.exit(SOME_FAILED)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _harmless(), _interruptible(), _answering():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _harmless(), _interruptible(), _answering():
                return super().invoke(ctx)
        except UsageError as error:
            tell(f"embedparse: {error}")
            sys.exit(WRONG_USAGE)
        except EmbedparseError as error:
            tell(f"embedparse: {error}")
            sys.exit(SOME_FAILED)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="embedparse")
def main() -> None:
    """Find the social posts embedded in articles, and the articles without them."""
