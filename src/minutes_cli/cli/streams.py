"""stdout and stderr: data as UTF-8 bytes, words for people in whatever the terminal understands."""

from __future__ import annotations

import contextlib
import io
import sys


def prepare_streams() -> None:
    """Let no character that the locale lacks stop a message: it becomes `?`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(ValueError, OSError):
                stream.reconfigure(errors="replace")


def write_bytes(data: bytes) -> None:
    """Write `data` to stdout as it is, whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def write_text(text: str) -> None:
    """Write `text` for people to stdout, in its own encoding."""
    sys.stdout.write(text)


def complain(message: str) -> None:
    """One line on stderr."""
    line = f"minutes: {message}".replace("\n", " ")
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
