"""Runs a command and turns whatever ends it into an exit code and, at most, one line on stderr."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

import click

from minutes_cli.cli.app import app
from minutes_cli.cli.messages import say, sentence
from minutes_cli.cli.streams import complain, prepare_streams
from minutes_cli.errors import MinutesError

INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run `minutes ARGUMENTS…` and return its exit code."""
    gc.set_threshold(200_000, 20, 20)  # what start-up loads stays to the end: looking for rubbish in it costs time
    _leave_plugins_out()
    prepare_streams()
    try:
        return _answer(arguments)
    finally:
        gc.freeze()  # nor is any of it worth looking through on the way out


def _leave_plugins_out() -> None:
    """Tell pydantic that it has no plugins (`PYDANTIC_DISABLE_PLUGINS`), before it imports what would look for them.

    It loads its finder even when it is not to find any, and with it e-mail, sockets and archives: a tenth of a run.
    """
    if os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__") != "__all__":
        return
    name = "pydantic.plugin._loader"

    def real(attribute: str) -> object:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        sys.modules.pop(name, None)
        return getattr(import_module(name), attribute)

    finder = ModuleType(name)
    finder.__dict__.update(get_plugins=tuple, __getattr__=real)
    sys.modules.setdefault(name, finder)


def _answer(arguments: Sequence[str]) -> int:
    """The exit code, after whatever went wrong was told."""
    try:
        code = _invoke(list(arguments))
        sys.stdout.flush()
    except click.exceptions.Exit as exit:
        return exit.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except MinutesError as error:
        complain(sentence(error))
        return error.exit_code
    except OSError as error:
        if _is_closed_pipe(error):
            _forget_stdout()
            return 0
        complain(
            say(f"it cannot be written ({error.strerror}); check the disk", f"无法写入（{error.strerror}）；请检查磁盘")
        )
        return 1
    return code if isinstance(code, int) else 0


def _invoke(arguments: list[str]) -> object:
    """Run the command. click's own `main` is left to shell completion: it answers a closed pipe with code 1."""
    if "_MINUTES_COMPLETE" in os.environ:
        return app.main(arguments, prog_name="minutes", standalone_mode=False)
    with app.make_context("minutes", arguments) as context:
        return app.invoke(context)


def _is_closed_pipe(error: OSError) -> bool:
    """Whether the reader of stdout went away (`| head`); Windows says so in another way."""
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)


def _forget_stdout() -> None:
    """Send what is still to be flushed nowhere, so that Python's own flush at exit is quiet too."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
