"""Which files belong to an archive: folders, files and globs to one list of regular files.

A folder is walked in the order of its names, hidden names and what is no document are passed over. Links inside a
folder are not followed, since what lies in the tree is met there itself; with `follow_links` those that lead out of
the tree are, each folder once, so that a loop ends. What is named outright is always taken.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

DOCUMENTS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx", ".doc", ".wps", ".pdf", ".ofd")
"""The suffixes of what is taken out of a folder when nothing else is asked for."""

_WILD = frozenset("*?[")


class Found(NamedTuple):
    """A file, with what tells whether it changed; or a `code` and `message` for what cannot be walked."""

    path: str
    size: int = 0
    modified_ns: int = 0
    changed_ns: int = 0
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True)
class Wanted:
    """Which names of a folder are taken: patterns of the name, or of the path below the folder where they have a `/`.

    >>> Wanted(exclude=("drafts/*",)).takes("drafts/a.txt"), Wanted().takes("b.xlsx"), Wanted().takes("C.TXT")
    (False, False, True)
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    follow_links: bool = False

    def takes(self, relative: str) -> bool:
        """Whether the file at `relative` below its folder is taken."""
        is_included = _matches(relative, self.include) if self.include else relative.lower().endswith(DOCUMENTS)
        return is_included and not _matches(relative, self.exclude)

    def enters(self, relative: str) -> bool:
        """Whether the folder at `relative` is walked: not where it is itself excluded."""
        return not _matches(relative, self.exclude)


def _matches(relative: str, patterns: tuple[str, ...]) -> bool:
    if not patterns:
        return False
    name = relative.rpartition("/")[2]
    return any(fnmatchcase(relative if "/" in pattern else name, pattern.rstrip("/")) for pattern in patterns)


def walk(paths: Iterable[str], wanted: Wanted = Wanted()) -> Iterator[Found]:
    """Every file that the paths name, in the order of the paths and then of the names. A file may come twice."""
    for path in paths:
        for named in _expanded(path):
            yield from _Walk(wanted).of(os.path.normpath(named) if named else named)


def _expanded(path: str) -> list[str]:
    """The path, or what it stands for where it is a glob that the shell left alone."""
    if not _WILD.isdisjoint(path) and not os.path.lexists(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (absolute patterns, which Path refuses)
        return [match for match in matches if not Path(match).is_dir()] or matches or [path]
    return [path]


@dataclass
class _Walk:
    """One walk below one named path."""

    wanted: Wanted
    root: str = ""
    entered: set[tuple[int, int]] = field(default_factory=set)

    def of(self, path: str) -> Iterator[Found]:
        try:
            info = Path(path).stat()
        except (OSError, ValueError) as error:
            yield Found(path, *_why(error))
            return
        if stat.S_ISDIR(info.st_mode):
            self.root = os.path.realpath(path)
            yield from self._folder(path, "", info)
        elif stat.S_ISREG(info.st_mode):
            yield _found(path, info)
        else:
            yield Found(path, code="special", message="this is a device, a pipe or a socket; name regular files")

    def _folder(self, path: str, relative: str, info: os.stat_result) -> Iterator[Found]:
        mark = (info.st_dev, info.st_ino)
        if mark in self.entered and info.st_ino:
            return
        if self.wanted.follow_links:
            self.entered.add(mark)
        try:
            with os.scandir(path) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Found(path, *_why(error))
            return
        for entry in entries:
            if self.wanted.hidden or not entry.name.startswith("."):
                yield from self._entry(entry, path, f"{relative}/{entry.name}" if relative else entry.name)

    def _entry(self, entry: os.DirEntry[str], folder: str, relative: str) -> Iterator[Found]:
        path = entry.name if folder == "." else f"{folder.rstrip('/')}/{entry.name}"
        if entry.is_symlink() and not self._leads_out(path):
            return
        try:
            info = entry.stat()
        except OSError as error:
            if self.wanted.takes(relative):
                yield Found(path, *_why(error))
            return
        if stat.S_ISDIR(info.st_mode):
            if self.wanted.enters(relative):
                yield from self._folder(path, relative, info)
        elif stat.S_ISREG(info.st_mode) and self.wanted.takes(relative):
            yield _found(path, info)

    def _leads_out(self, path: str) -> bool:
        """Whether a link is to be followed: asked for, and to what is not met in the tree itself."""
        if not self.wanted.follow_links:
            return False
        target = os.path.realpath(path)
        return target != self.root and not target.startswith(self.root.rstrip(os.sep) + os.sep)


def _found(path: str, info: os.stat_result) -> Found:
    return Found(path, info.st_size, info.st_mtime_ns, info.st_ctime_ns)


def _why(error: OSError | ValueError) -> tuple[int, int, int, str, str]:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return 0, 0, 0, "missing", "there is no such file or folder; check the path, and quote names with blanks"
    if isinstance(error, PermissionError):
        return 0, 0, 0, "permission", "it may not be read by you; ask for read permission"
    reason = getattr(error, "strerror", None) or str(error)
    return 0, 0, 0, "unreadable", f"it cannot be read ({reason}); check the disk or the network share"
