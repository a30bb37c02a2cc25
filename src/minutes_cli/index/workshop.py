"""The files of a run: the store and its outputs, what is half-way, and the steps that are all or nothing.

Beside an output NAME stand, while a run is at work, `.NAME.lock`, `.NAME.partial` (the store of the next index, whole
after every commit) and `.NAME.writing` (an export on its way). A run that was killed leaves them; the next one goes on
from the partial store. The outputs themselves change only by being replaced, all at the end, the store last.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from minutes_cli.errors import MinutesError, UsageError
from minutes_cli.index.export import FORMATS

STORES = (".sqlite", ".sqlite3", ".db")


class WriteError(MinutesError):
    """The index cannot be written; what was there before is as it was."""

    code = "write"


@dataclass(frozen=True)
class Workshop:
    """Where a run reads and writes. The store is a hidden file where no SQLite index is asked for."""

    store: Path
    full_text: bool
    exports: tuple[Path, ...]

    @classmethod
    def of(cls, outputs: Sequence[Path]) -> Workshop:
        """The files for the outputs asked for. Raises UsageError for what cannot be one."""
        for output in outputs:
            if output.suffix.lower() not in (*STORES, *FORMATS):
                message = f"{output}: the suffix names no format; use .sqlite, .json, .jsonl or .yaml"
                raise UsageError(message, code="index_suffix", details={"path": str(output)})
            if output.is_dir():
                message = f"{output} is a folder; name the file that the index goes to"
                raise UsageError(message, code="index_is_folder", details={"path": str(output)})
            folder = output.absolute().parent
            if not folder.is_dir():
                message = f"{output}: there is no folder {folder}; make it first"
                details = {"path": str(output), "folder": str(folder)}
                raise UsageError(message, code="index_folder_missing", details=details)
        stores = [output for output in outputs if output.suffix.lower() in STORES]
        if len(stores) > 1:
            message = f"{stores[1]}: one SQLite index at a time; copy {stores[0]} afterwards"
            details = {"path": str(stores[1]), "store": str(stores[0])}
            raise UsageError(message, code="index_twice", details=details)
        exports = tuple(output for output in outputs if output.suffix.lower() in FORMATS)
        hidden = outputs[0].with_name(f".{outputs[0].name}.state")
        return cls(stores[0] if stores else hidden, bool(stores), exports)

    @property
    def outputs(self) -> tuple[Path, ...]:
        """Every file that is replaced at the end, the store last."""
        return (*self.exports, self.store)

    @property
    def own_files(self) -> frozenset[Path]:
        """What is never a document of the archive, should the index lie within it."""
        kinds = ("{}", ".{}.lock", ".{}.partial", ".{}.partial-journal", ".{}.writing")
        return frozenset(p.absolute().with_name(kind.format(p.name)) for p in self.outputs for kind in kinds)

    @property
    def locks(self) -> list[Path]:
        """The lock files of the run, in the order in which every run takes them."""
        return sorted(path.absolute().with_name(f".{path.name}.lock") for path in self.outputs)

    @property
    def partial(self) -> Path:
        """The store on which the run works."""
        return self.store.with_name(f".{self.store.name}.partial")

    def begin_partial(self) -> None:
        """Make the partial store a copy of the present one. A copy that is cut short is never taken for whole."""
        copy = _writing(self.store)
        shutil.copyfile(self.store, copy)
        copy.replace(self.partial)

    def discard_partial(self) -> None:
        """Take away what a former run left."""
        for path in (self.partial, self.partial.with_name(f"{self.partial.name}-journal"), _writing(self.store)):
            path.unlink(missing_ok=True)

    def write(self, path: Path, pieces: Iterable[bytes]) -> None:
        """Write an export whole, force it to disk, and put it in its place."""
        writing = _writing(path)
        with writing.open("wb", buffering=1 << 20) as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        writing.replace(path)

    def finish(self) -> None:
        """Force the partial store to disk and put it in its place."""
        handle = os.open(self.partial, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        self.partial.replace(self.store)


def _writing(path: Path) -> Path:
    return path.with_name(f".{path.name}.writing")


def explain(folder: Path, error: OSError | None = None, reason: str = "") -> WriteError:
    """What to tell when writing failed: the cause, the remedy, and that nothing was lost."""
    number = error.errno if error else None
    details = {"folder": str(folder), "reason": reason or str(error.strerror if error else "")}
    if number in (errno.ENOSPC, errno.EDQUOT) or "full" in reason:
        message = f"the disk of {folder} is full; make room and run again (the former index is as it was)"
        return WriteError(message, code="disk_full", details=details)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS) or "readonly" in reason:
        message = f"{folder} may not be written to; choose another folder, or ask for permission"
        return WriteError(message, code="not_writable", details=details)
    message = f"the index cannot be written in {folder} ({details['reason']}); the former one is as it was"
    return WriteError(message, details=details)
