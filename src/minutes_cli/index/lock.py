"""One run at a time on one index: a lock that the system drops when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from minutes_cli.errors import MinutesError


class BusyError(MinutesError):
    """Another run is at work on the same index."""

    code = "busy"


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`, and take it away at the end. Raises BusyError, or OSError where none can be made.

    Record locks are used, since worker processes inherit the other kind and would hold it when their parent is gone.
    """
    handle = _acquired(path)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(handle)


def _acquired(path: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(handle)
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        except FileNotFoundError:
            pass  # its former holder took it away between our opening and our locking it: make a new one
        except OSError as error:
            os.close(handle)
            name = path.name.removeprefix(".").removesuffix(".lock")
            message = f"another run is at work on {name}; wait for it, or stop it (its work is kept)"
            raise BusyError(message, details={"path": name}) from error
        os.close(handle)


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
