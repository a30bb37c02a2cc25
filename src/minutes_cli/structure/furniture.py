"""What layout put into the text: page numbers inside sentences, lines broken at the paper's edge.

Both are mended in the folded shadow alone, one blank for each code point, so that every offset stays what it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from minutes_cli.models import Span
from minutes_cli.structure.lines import Line, looks_labelled, opens_item, split_lines
from minutes_cli.text.shadow import Shadow

_PAGE_LINE = re.compile(
    r"[-—–―~·]{1,3} *\d{1,4} *[-—–―~·]{1,3}|第 *\d{1,4} *页(?: *[，、/|]? *共 *\d{1,4} *页)?"
    r"|共 *\d{1,4} *页 *[，、/|]? *第 *\d{1,4} *页|[Pp]age +\d{1,4}(?: +of +\d{1,4})?"
)
_PAGE_WIDTH = 24
_PAGE_INLINE = re.compile(r"(?<![—\d])[—―] *\d{1,3} *[—―](?![—\d])|第 *\d{1,4} *页 *[，、/|]? *共 *\d{1,4} *页")
_BARE_NUMBER = re.compile(r"\d{1,3}")

_STOPS = frozenset("。！？；：…")
_CLOSERS = "”’」』）》】"
_BARS = "|｜│┃"
_OPEN_ENDS = frozenset("，、")
_LONE_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:、|是|要)|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]|第[一二三四五六七八九十]{1,2}，)"
)

_WIDE = 36
"""Narrowest column, in half-widths, that is taken for wrapped prose; lists of short lines are narrower or uneven."""
_RAGGED = 5
"""How far a full line may fall short of the column: a mark that may not begin a line goes down with its hanzi."""
_LONG = 18
_PARAGRAPH = 60
"""A line as long as this was never a heading: when it ends inside a sentence, its end is not there."""


class _Layout(NamedTuple):
    """``column``: the width of wrapped lines, or 0; ``is_indented``: whether paragraphs begin with blanks."""

    column: int
    is_indented: bool


def mend(shadow: Shadow) -> tuple[Shadow, list[Line]]:
    """`shadow` with page numbers blanked and broken paragraphs joined, and its lines.

    >>> mend(Shadow.of("加快白鹭湖清\\n— 2 —\\n淤，由县水务局牵头。"))[0].folded
    '加快白鹭湖清       淤，由县水务局牵头。'
    """
    lines = split_lines(shadow)
    pages = {line.start for line in lines if line.end - line.start <= _PAGE_WIDTH and _is_page(shadow.folded, line)}
    numbers = [(line.start, line.end) for line in lines if line.start in pages] if pages else []
    if "—" in shadow.folded or "页" in shadow.folded:
        inline = (match.span() for match in _PAGE_INLINE.finditer(shadow.folded))
        numbers += [span for span in inline if span[0] not in pages]
    spans = sorted([*numbers, *_joins(shadow, lines, pages)])
    if not spans:
        return shadow, lines
    shadow = blanked(shadow, spans)
    return shadow, split_lines(shadow)


def blanked(shadow: Shadow, spans: list[Span]) -> Shadow:
    """`shadow` with a blank for each code point of `spans`."""
    if not spans:
        return shadow
    pieces = []
    position = 0
    for start, end in spans:
        pieces += [shadow.folded[position:start], " " * (end - start)]
        position = end
    pieces.append(shadow.folded[position:])
    return Shadow(shadow.source, "".join(pieces))


def _is_page(folded: str, line: Line) -> bool:
    """Whether a line holds a page number and nothing else."""
    return not line.is_blank and _PAGE_LINE.fullmatch(folded, line.start, line.end) is not None


def _joins(shadow: Shadow, lines: list[Line], pages: set[int]) -> list[Span]:
    """The line ends inside a paragraph; a page number may stand there, which lies between two such spans."""
    layout = _layout(shadow, lines)
    joins: list[Span] = []
    before: Line | None = None
    passed: list[Line] = []
    between = ""
    in_head = True
    for line in lines:
        if line.is_blank or line.start in pages:
            between = "page" if between == "page" or not line.is_blank else "blank"
            passed += [] if line.is_blank else [line]
            continue
        if before is not None:
            if _goes_on(shadow, before, line, between, layout, in_head):
                edges = [before.end, *(edge for page in passed for edge in (page.start, page.end)), line.start]
                joins += zip(edges[::2], edges[1::2], strict=True)
            else:
                in_head = False
        before, between, passed = line, "", []
    return joins


def _layout(shadow: Shadow, lines: list[Line]) -> _Layout:
    """Whether and how the text was wrapped.

    Wrapped text has many lines of nearly the same width and none that is wider.
    """
    filled = [line for line in lines if not line.is_blank]
    if len(filled) < 4 or max(line.end - line.start + line.indent for line in filled) > _PARAGRAPH:
        return _Layout(0, False)
    widths = [_width(shadow, line) for line in filled]
    widest = max(widths)
    full = sum(1 for width in widths if width >= widest - _RAGGED)
    is_wrapped = widest >= _WIDE and full * 3 >= len(widths)
    return _Layout(widest if is_wrapped else 0, any(line.indent >= 2 for line in filled))


def _width(shadow: Shadow, line: Line) -> int:
    """Columns the line takes on paper: two for a hanzi, one for a letter; indent counted."""
    return len(shadow.source[line.start - line.indent : line.end].encode("gb18030", "replace"))


def _goes_on(shadow: Shadow, before: Line, line: Line, between: str, layout: _Layout, in_head: bool) -> bool:
    """Whether `line` continues the paragraph of `before`; `between` is what stood there: "", "blank" or "page"."""
    folded = shadow.folded
    if not layout.column and _is_closed(folded, before):
        return False
    width = before.end - before.start
    if _LONE_MARKER.fullmatch(folded, before.start, before.end):
        return not opens_item(folded, line.start)
    if opens_item(folded, line.start) or looks_labelled(folded, line.start) or _is_row(shadow, before, line):
        return False
    is_full = layout.column > 0 and _width(shadow, before) >= layout.column - _RAGGED
    if _is_closed(folded, before):
        return is_full and layout.is_indented and not between and line.indent == 0
    if folded[before.end - 1] in _OPEN_ENDS:
        return between != "blank" or width >= _LONG
    if between == "blank" or looks_labelled(folded, before.start) or (line.indent > before.indent and line.indent >= 2):
        return False
    if between == "page":
        return _is_prose(folded, before, line)
    if layout.column:
        return is_full and not (in_head and not _is_prose(folded, before, line))
    return width >= _PARAGRAPH and "，" in folded[before.start : before.end] and _is_prose(folded, line, line)


def _is_row(shadow: Shadow, before: Line, line: Line) -> bool:
    """Whether either line is a row of a table."""
    folded, source = shadow.folded, shadow.source
    if folded[line.start] in _BARS or folded[before.start] in _BARS:
        return True
    return source.find("\t", before.start, before.end) >= 0 or source.find("\t", line.start, line.end) >= 0


def _is_closed(folded: str, line: Line) -> bool:
    """Whether a line ends in a stop, a closing quote behind it or not."""
    last = line.end - 1
    if folded[last] in _CLOSERS and last > line.start:
        last -= 1
    return folded[last] in _STOPS


def _is_prose(folded: str, first: Line, last: Line) -> bool:
    """Whether the words from `first` to `last` hold a mark that only sentences have."""
    return any(mark in folded[first.start : last.end] for mark in "，。；")
