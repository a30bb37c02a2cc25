"""Documents for a report: from files, folders, an index, or standard input; a bad file stops nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from minutes_cli.cli.inputs import ALL_FAILED, SOME_FAILED, Inputs, default_files
from minutes_cli.cli.messages import say
from minutes_cli.cli.reader import Reader
from minutes_cli.cli.talk import Talk
from minutes_cli.errors import MinutesError
from minutes_cli.index.documents import SUFFIXES, stored_documents
from minutes_cli.index.walk import Wanted, walk
from minutes_cli.models import Minutes


@dataclass
class Archive:
    """What the paths of a run name. `each` hands on the documents; after that the object knows how it went.

    `make_reader` is called only where there is a file to be read: an index needs no dictionary.
    """

    paths: Sequence[str]
    encoding: str | None
    talk: Talk
    make_reader: Callable[[], Reader]
    read: set[str] = field(default_factory=set, init=False)
    failed: set[str] = field(default_factory=set, init=False)
    is_indexed: bool = field(default=False, init=False)

    def each(self, work: Callable[[Minutes], None], *, only_meetings: bool = False) -> int:
        """Do `work` with every document; return the exit code."""
        self.paths = self.paths or default_paths()
        indexes = [path for path in self.paths if is_index(path)]
        files = self._files([path for path in self.paths if not is_index(path)])
        for index in indexes:
            self.is_indexed = True
            for minutes in stored_documents(Path(index), only_meetings=only_meetings):
                self._take(minutes, work)
        if not files:
            if not indexes:
                raise MinutesError(
                    say(
                        "there is no document in what was named; check the path",
                        "所给的位置没有文档；请检查路径",
                    )
                )
            return 0
        reader = self.make_reader()
        inputs = Inputs(files, self.encoding, self.talk)
        code = inputs.each(lambda source: self._take(reader.read(source), work))
        self.failed = {os.path.normpath(path) for path in files} - self.read
        return SOME_FAILED if code == ALL_FAILED and indexes else code

    def covers(self, path: str) -> bool:
        """Whether this run looked where the document at `path` is or was, and could read it if it is there."""
        name = os.path.normpath(path)
        if name in self.failed:
            return False
        if name in self.read or self.is_indexed:
            return True
        return any(Path(name).is_relative_to(os.path.normpath(named)) for named in self.paths)

    def _take(self, minutes: Minutes, work: Callable[[Minutes], None]) -> None:
        self.read.add(os.path.normpath(minutes.source.path))
        work(minutes)

    @staticmethod
    def _files(paths: Sequence[str]) -> list[str]:
        """The files below the paths, each once; what cannot be walked is told when it is opened."""
        found = [["-"] if path == "-" else [one.path for one in walk([path], Wanted())] for path in paths]
        return list(dict.fromkeys(name for names in found for name in names))


def is_index(path: str) -> bool:
    """Whether `path` is called as an index is."""
    return path.lower().endswith(SUFFIXES) and not Path(path).is_dir()


def default_paths() -> tuple[str, ...]:
    """Where nothing is named: MINUTES_INDEX, else the only index of the folder, else standard input."""
    named = os.environ.get("MINUTES_INDEX")
    if named:
        return (named,)
    here = sorted(path.name for path in Path().iterdir() if is_index(path.name) and not path.name.startswith("."))
    return (here[0],) if len(here) == 1 else default_files()
