"""Where a command's result goes, and in which form: the terminal, a pipe, or a file written whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from minutes_cli.cli.messages import say
from minutes_cli.cli.streams import write_bytes, write_text
from minutes_cli.errors import MinutesError, UsageError

SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".yaml": "yaml", ".yml": "yaml", ".txt": "tree"}
FORMATS = ("auto", "tree", "json", "jsonl", "yaml")


def choose_format(
    wanted: str, output: str | None, suffixes: Mapping[str, str] = SUFFIXES, *, on_terminal: str = "tree"
) -> str:
    """The format to write: as wanted; else by the suffix of the file; else one for the terminal, JSON in a pipe."""
    if wanted != "auto":
        return wanted
    if output is not None and output != "-":
        suffix = Path(output).suffix.lower()
        if suffix not in suffixes:
            known = " ".join(suffixes)
            raise UsageError(
                say(
                    f"the suffix of {output!r} names no format; use one of {known}, or add --format",
                    f"{output!r} 的扩展名不对应任何格式；请用 {known} 之一，或加上 --format",
                )
            )
        return suffixes[suffix]
    return on_terminal if sys.stdout.isatty() else "json"


class Sink:
    """Takes pieces of the result and hands them on: to stdout at once, or to a file when all is there."""

    def __init__(self, output: str | None) -> None:
        self._path = None if output in (None, "-") else Path(str(output))
        self._pieces: list[bytes] = []

    @property
    def is_file(self) -> bool:
        """Whether the result goes to a file."""
        return self._path is not None

    def write(self, data: bytes) -> None:
        """Take the next piece."""
        if self._path is None:
            write_bytes(data)
        else:
            self._pieces.append(data)

    def write_text(self, text: str) -> None:
        """Take the next piece of a view for people: in the terminal's encoding, or in UTF-8 for a file."""
        if self._path is None:
            write_text(text)
        else:
            self._pieces.append(text.encode())

    def close(self) -> None:
        """Write the file, if it is one and there is anything to write. Raises MinutesError where it cannot be."""
        if self._path is None or not self._pieces:
            return
        from minutes_cli.files import write_atomically

        try:
            write_atomically(self._path, b"".join(self._pieces))
        except OSError as error:
            raise MinutesError(
                say(
                    f"{self._path} cannot be written ({error.strerror}); check folder, permissions and disk",
                    f"无法写入 {self._path}（{error.strerror}）；请检查文件夹、权限和磁盘空间",
                )
            ) from None


def data_writer(
    format: str, *, several: bool, array: bool, sink: Sink
) -> tuple[Callable[[Any], None], Callable[[], None]]:
    """For a machine format: what takes each value, and what ends the output."""
    if format == "yaml":
        from minutes_cli.writers.yaml import document

        return lambda value: sink.write(document(value)), lambda: None
    from minutes_cli.writers.json import array_piece, line, pretty

    if array:
        count = 0

        def add(value: Any) -> None:
            nonlocal count
            sink.write(array_piece(line(value), count))
            count += 1

        return add, lambda: sink.write(array_piece(None, count))
    one = pretty if format == "json" and not several else line
    return lambda value: sink.write(one(value)), lambda: None
