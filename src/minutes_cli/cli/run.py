"""Runs a command and turns whatever ends it into an exit code and, at most, one line on stderr."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence

import click

from minutes_cli.cli.app import app
from minutes_cli.cli.messages import say, sentence
from minutes_cli.cli.streams import complain, prepare_streams
from minutes_cli.cli.swift import leave_out_pydantic_plugins
from minutes_cli.errors import MinutesError

INTERRUPTED = 130


def run(arguments: Sequence[str]) -> int:
    """Run `minutes ARGUMENTS…` and return its exit code."""
    gc.set_threshold(200_000, 20, 20)  # what start-up loads stays to the end: looking for rubbish in it costs time
    leave_out_pydantic_plugins()
    prepare_streams()
    try:
        code = app.main(list(arguments), prog_name="minutes", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except MinutesError as error:
        complain(sentence(error))
        return error.exit_code
    except OSError as error:
        if error.errno in (errno.EPIPE, errno.EINVAL) and _is_stdout_closed():
            return 0
        complain(
            say(f"it cannot be written ({error.strerror}); check the disk", f"无法写入（{error.strerror}）；请检查磁盘")
        )
        return 1
    return code if isinstance(code, int) else 0


def _is_stdout_closed() -> bool:
    """Whether the reader of stdout went away (`| head`). Python's own flush at exit is then kept quiet too."""
    try:
        sys.stdout.flush()
    except OSError:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, sys.stdout.fileno())
        return True
    return False
