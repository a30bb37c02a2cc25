"""Lines of styled text that fit a width, for terminals where a hanzi takes two columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len


class Piece(NamedTuple):
    """Words and the style they are shown in (a rich style; empty for none)."""

    text: str
    style: str = ""


Line = list[Piece]
"""One line of output, not yet ended."""

_TOKEN = re.compile(
    r"[“‘「『《〈〔【（(\[]*"  # an opening mark stays with what it opens
    r"(?:[0-9A-Za-z_%.+\-/:<>=]+|\S|\s+)"  # a number or a Latin word stays whole
    r"[”’」』》〉〕】）)\],，。、；：！？;:!?…]*",  # no line begins with a closing mark
    re.DOTALL,
)


def wrap(pieces: Iterable[Piece], width: int, first: Line, rest: Line) -> Iterator[Line]:
    """Break `pieces` into lines of at most `width` columns; `first` stands before the first line, `rest` before others.

    >>> [line[-1].text for line in wrap([Piece("会议要求压实责任。")], 12, [], [])]
    ['会议要求压实', '责任。']
    """
    line, room = list(first), max(width - _columns(first), 8)
    used = 0
    for text, style in pieces:
        for token in _TOKEN.findall(text) or ([text] if text else []):
            for part in _chop(token, room):
                size = cell_len(part)
                if used and used + size > room:
                    yield _joined(line)
                    line, room, used = list(rest), max(width - _columns(rest), 8), 0
                    if part.isspace():
                        continue
                line.append(Piece(part, style))
                used += size
    yield _joined(line)


def shorten(text: str, limit: int) -> str:
    """`text` of at most `limit` characters, an ellipsis at its end where something is left out.

    >>> shorten("扎实推进河湖治理", 5)
    '扎实推进…'
    """
    return text if len(text) <= limit else text[: limit - 1].rstrip("，、；：。 ") + "…"


def plain(line: Line) -> str:
    """The words of `line` without their styles."""
    return "".join(piece.text for piece in line).rstrip()


def _columns(line: Line) -> int:
    return sum(cell_len(piece.text) for piece in line)


def _chop(token: str, room: int) -> Iterator[str]:
    """`token` in parts that fit: only an endless number or word needs more than one."""
    if cell_len(token) <= room:
        yield token
        return
    part = ""
    for character in token:
        if part and cell_len(part + character) > room:
            yield part
            part = ""
        part += character
    yield part


def _joined(line: Line) -> Line:
    """Neighbours of one style as one piece."""
    joined: Line = []
    for piece in line:
        if joined and joined[-1].style == piece.style:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.style)
        else:
            joined.append(piece)
    return joined
