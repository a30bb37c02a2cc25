"""Files written whole or not at all, and the private folder for what is derived once (dictionary, lexicon)."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Literal


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader sees the old file or the new one, never half of one.

    A temporary file in the same folder is written, flushed to disk and renamed. Raises OSError.
    """
    import tempfile  # slow to import, and seldom needed

    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            mode = path.stat().st_mode & 0o777
        else:
            umask = os.umask(0)
            os.umask(umask)
            mode = 0o666 & ~umask
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def user_folder(purpose: Literal["cache", "config"]) -> Path:
    """Where the user's system keeps such files of this program. The folder may not be there yet.

    On Linux the rule is two lines (XDG) and asking `platformdirs` costs as much as starting Python; elsewhere it is
    asked. Raises RuntimeError where there is no home.
    """
    if sys.platform.startswith("linux"):
        named = os.environ.get(f"XDG_{purpose.upper()}_HOME", "")
        base = Path(named) if named.startswith("/") else Path.home() / f".{purpose}"
        return base / "minutes-cli"
    import platformdirs

    found = platformdirs.user_cache_path if purpose == "cache" else platformdirs.user_config_path
    return found("minutes-cli", appauthor=False)


def cache_folder() -> Path | None:
    """The user's private cache folder for this program, made if need be; None where none can be written.

    ``MINUTES_CACHE_DIR`` names another; set to the empty string it turns the cache off.
    """
    named = os.environ.get("MINUTES_CACHE_DIR")
    if named == "":
        return None
    try:
        folder = Path(named) if named else user_folder("cache")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.stat()
    except (OSError, RuntimeError):
        return None
    if hasattr(os, "getuid") and owner.st_uid != os.getuid():
        return None  # somebody else's folder: what lies there is not to be trusted
    return folder


def store_in_cache(name: str, data: bytes) -> None:
    """Keep `data` under `name`; a cache that cannot be written is no error."""
    folder = cache_folder()
    if folder is not None:
        with contextlib.suppress(OSError):
            write_atomically(folder / name, data)
