"""Settings: what a user or a project wants always. Flags come first, then ``MINUTES_*``, then these files.

``minutes.toml`` (or ``[tool.minutes]`` in ``pyproject.toml``) in this folder or one above it, then the user's own
``config.toml``. Paths in a file are meant from that file's folder. Words of all files are laid over one another:
shipped, user's, project's, flags.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from minutes_cli.cli.messages import say
from minutes_cli.errors import UsageError
from minutes_cli.files import user_folder

_TEXTS = ("encoding", "userdict", "color")
_KNOWN = (*_TEXTS, "lexicon")
_PATHS = ("userdict", "lexicon")
_COLORS = ("auto", "always", "never")


@dataclass(frozen=True)
class Settings:
    """What the files say; None and empty where they say nothing."""

    encoding: str | None = None
    userdict: str | None = None
    color: str = "auto"
    lexicons: tuple[str, ...] = ()


@cache
def settings() -> Settings:
    """The settings of this run, read once. Raises UsageError for a file that cannot be used."""
    found: dict[str, Any] = {}
    lexicons: list[str] = []
    for path in (_user_file(), _project_file()):
        values = _read(path) if path is not None else {}
        lexicons += values.pop("lexicon", [])
        found.update(values)
    return Settings(**found, lexicons=tuple(lexicons))


def _user_file() -> Path | None:
    named = os.environ.get("MINUTES_CONFIG")
    if named is not None:
        return Path(named) if named else None
    try:
        path = user_folder("config") / "config.toml"
    except RuntimeError:
        return None  # no home, no settings
    return path if path.is_file() else None


def _project_file() -> Path | None:
    try:
        here = Path.cwd()
    except OSError:
        return None
    for folder in (here, *here.parents):
        if (path := folder / "minutes.toml").is_file():
            return path
        if (path := folder / "pyproject.toml").is_file() and b"[tool.minutes]" in path.read_bytes():
            return path
    return None


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise _wrong(path, f"it cannot be read ({error.strerror})", f"无法读取（{error.strerror}）") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path, f"it is no TOML ({error})", f"不是 TOML（{error}）") from None
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("minutes", {})
    return {key: _value(path, key, value) for key, value in data.items()}


def _value(path: Path, key: str, value: Any) -> Any:
    if key not in _KNOWN:
        known = ", ".join(_KNOWN)
        raise _wrong(path, f"there is no setting {key!r}; there are {known}", f"没有设置 {key!r}；可用 {known}")
    values = value if isinstance(value, list) and key == "lexicon" else [value]
    if not all(isinstance(each, str) for each in values):
        raise _wrong(path, f"{key!r} is text in quotes", f"{key!r} 应为带引号的文字")
    if key == "color" and value not in _COLORS:
        raise _wrong(path, f"'color' is one of {', '.join(_COLORS)}", f"'color' 应为 {', '.join(_COLORS)} 之一")
    if key in _PATHS:
        values = [str(path.parent / each) for each in values]
    return values if key == "lexicon" else values[0]


def _wrong(path: Path, english: str, chinese: str) -> UsageError:
    return UsageError(say(f"{path}: {english}; mend the file", f"{path}：{chinese}；请修改该文件"))
