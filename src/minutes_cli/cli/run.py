"""Runs a command and turns whatever ends it into an exit code and, at most, one line on stderr."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Sequence

import click

from minutes_cli.cli.app import app
from minutes_cli.cli.messages import say, sentence
from minutes_cli.cli.streams import complain, prepare_streams
from minutes_cli.errors import MinutesError

INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run `minutes ARGUMENTS…` and return its exit code."""
    gc.set_threshold(200_000, 20, 20)  # what start-up loads stays to the end: looking for rubbish in it costs time
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else it asks every installed package for one
    prepare_streams()
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
