"""Lines of a page, and the marks by which one line is told from another."""

from __future__ import annotations

import re
from typing import NamedTuple

from minutes_cli.text.shadow import Shadow

MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:、|[.．]|是|要|，)|（[一二三四五六七八九十]{1,3}）|[㈠-㈩①-⑳⑴-⒇⒈-⒛]"
    r"|\d{1,2}(?:[.．](?!\d)|、|）)|（\d{1,2}）|第[一二三四五六七八九十]{1,3}(?:，|、|条|章|节|是|要)"
    r"|其[一二三四五六]|首先|议题[一二三四五六七八九十\d]{1,2}|[-*+●•■◆★▲○#>](?![-*—]))"
)
"""What opens an item at a line's start. Coarse on purpose: it only says that this line goes on from no other."""

_SPACED = re.compile(r"(?<![^\W\d])[一-鿿](?: {1,3}[一-鿿]){2,}(?![^\W\d])")
_HEADER_LABEL = re.compile(r"[^：。，；\n]{1,16}：")


class Line(NamedTuple):
    """A line: ``start:end`` without the blanks at its sides, ``indent`` blanks before it."""

    start: int
    end: int
    indent: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return self[0] >= self[1]


def split_lines(shadow: Shadow) -> list[Line]:
    """Every line of the text, blank ones too."""
    lines = []
    position = 0
    for text in shadow.folded.split("\n"):
        if text[:1] == " " or text[-1:] == " ":
            bare = text.strip(" ")
            indent = text.index(bare) if bare else 0
            lines.append(Line(position + indent, position + indent + len(bare), indent))
        else:
            lines.append(Line(position, position + len(text), 0))
        position += len(text) + 1
    return lines


def opens_item(folded: str, start: int) -> bool:
    """Whether an enumerator or a bullet stands at `start`.

    >>> [opens_item(t, 0) for t in ("一、启动", "（二）检测", "3.招标", "三要压实", "2019年7月", "3.5亿元")]
    [True, True, True, True, False, False]
    """
    return MARKER.match(folded, start) is not None


def behind_marker(folded: str, start: int) -> int:
    """Where the words begin behind the marker that opens a line or a sentence at `start`; `start` where none does.

    >>> behind_marker("（三）增速保持在8%", 0), behind_marker("达到95、96分", 2)
    (3, 2)
    """
    at = start
    while at and folded[at - 1] == " ":
        at -= 1
    marker = MARKER.match(folded, start) if at == 0 or folded[at - 1] in "\n。；" else None
    return start if marker is None else marker.end()


def looks_labelled(folded: str, start: int) -> bool:
    """Whether a few words and a colon stand at `start`, whatever they mean."""
    return _HEADER_LABEL.match(folded, start) is not None


def unspaced(text: str) -> str:
    """`text` without the blanks inside words set letter by letter.

    >>> unspaced("云泽县人民政府 会 议 纪 要"), unspaced("林知远 何静 出席")
    ('云泽县人民政府 会议纪要', '林知远 何静 出席')
    """
    if " " not in text:
        return text
    return _SPACED.sub(lambda match: match.group().replace(" ", ""), text)
