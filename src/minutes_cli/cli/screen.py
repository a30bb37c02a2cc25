"""Views for people on stdout: as wide as the terminal, 80 columns in a pipe, in colour where colour is wanted."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from minutes_cli.cli.messages import is_chinese
from minutes_cli.cli.output import Sink
from minutes_cli.writers.layout import Line, plain

if TYPE_CHECKING:
    from minutes_cli.models import Minutes
    from minutes_cli.sources import SourceText

WIDTH_IN_A_PIPE = 80


def tree_writer(sink: Sink, color: str) -> Callable[[SourceText, Minutes], None]:
    """What shows each document; an empty line stands between two."""
    from minutes_cli.writers.tree import render

    show = line_writer(sink, color)
    count = 0

    def write(source: SourceText, minutes: Minutes) -> None:
        nonlocal count
        if count:
            show([[]])
        show(render(minutes, width=view_width(sink), chinese=is_chinese(), text=source.text))
        count += 1

    return write


def line_writer(sink: Sink, color: str) -> Callable[[Iterable[Line]], None]:
    """What shows lines: styled on stdout, as plain UTF-8 text in a file."""
    if sink.is_file or not wants_color(color):
        return lambda lines: sink.write_text("".join(plain(line) + "\n" for line in lines))
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, force_terminal=True, color_system="standard", highlight=False, emoji=False)

    def show(lines: Iterable[Line]) -> None:
        for line in lines:
            text = Text(end="\n")
            for piece in line:
                text.append(piece.text, piece.style)
            console.print(text, soft_wrap=True)

    return show


def wants_color(color: str) -> bool:
    """Whether to use colour on stdout: as asked for; else on a terminal, unless NO_COLOR is set or it is a dumb one."""
    if color != "auto":
        return color == "always"
    is_plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not is_plain


def view_width(sink: Sink) -> int:
    """The columns a view may use: the terminal's; in a pipe COLUMNS or 80, in a file 80."""
    if sink.is_file or not sys.stdout.isatty():
        columns = os.environ.get("COLUMNS", "")
        return int(columns) if columns.isdecimal() and int(columns) >= 20 and not sink.is_file else WIDTH_IN_A_PIPE
    return max(shutil.get_terminal_size((WIDTH_IN_A_PIPE, 24)).columns, 20)
