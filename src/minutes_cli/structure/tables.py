"""Rows of tables as plain text keeps them: cells between bars, tabs or wide gaps."""

from __future__ import annotations

import re
from typing import NamedTuple

from minutes_cli.models import Span
from minutes_cli.text.shadow import Shadow

_BAR = re.compile(r"[|｜│┃]")
_WIDE = re.compile(r"\t|[ 　]{3,}")
_GAP = "  "
_INNER_GAP = re.compile(r"  (?<=[^ \n]  ) *[^ \n]")
"""A gap that is no indent; the blanks stand first because `re` finds a literal fast."""
_BLANKS = re.compile(r"[ 　]{2,}")
_COLUMNS = 3
"""A line parted by blanks alone is a row from three cells on: two may be a label and its value, or two names."""
_RULE = re.compile(r"[-:|｜\s:：─┼+=]+")


class Row(NamedTuple):
    """A row: its cells, whether it opens a table."""

    start: int
    end: int
    cells: tuple[Span, ...]
    is_first: bool


def read_rows(shadow: Shadow) -> list[Row]:
    """Every line that is a row of two cells or more.

    >>> [len(row.cells) for row in read_rows(Shadow.of("| 事项 | 责任单位 |\\n|---|---|\\n| 清淤 | 县水务局 |"))]
    [2, 2]
    """
    source = shadow.source
    has_bars = any(bar in source for bar in "|｜│┃")
    if not has_bars and "\t" not in source and not _INNER_GAP.search(shadow.folded):
        return []
    rows: list[Row] = []
    position = 0
    is_first = True
    for text in shadow.folded.split("\n"):
        end = position + len(text)
        verbatim = source[position:end]
        if _RULE.fullmatch(text):
            pass
        elif has_bars and _BAR.search(text):
            rows.append(Row(position, end, _cells(shadow, position, end, _BAR), is_first))
            is_first = False
        elif "\t" in verbatim.strip():
            rows.append(Row(position, end, _cells(shadow, position, end, _WIDE), is_first))
            is_first = False
        elif _GAP in text.strip() and len(cells := _cells(shadow, position, end, _BLANKS)) >= _COLUMNS:
            rows.append(Row(position, end, cells, is_first))
            is_first = False
        else:
            is_first = True
        position = end + 1
    return [row for row in rows if len(row.cells) > 1]


def _cells(shadow: Shadow, start: int, end: int, border: re.Pattern[str]) -> tuple[Span, ...]:
    """The spans between the borders of one line, blanks stripped; bars at the ends make no cell."""
    start, end = shadow.strip(start, end)
    cells: list[Span] = []
    position = start
    for match in border.finditer(shadow.source, start, end):
        if match.start() > start:
            cells.append(shadow.strip(position, match.start()))
        position = match.end()
    if position < end:
        cells.append(shadow.strip(position, end))
    return tuple(cells)
