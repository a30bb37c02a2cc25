"""A text with its folded shadow, its enclosures (quotes, titles, brackets), paragraphs and sentences.

This is the one place where a text is scanned for its bones; everything later asks it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from minutes_cli.text.fold import fold

QUOTE, TITLE, BRACKET = 1, 2, 4
"""Bits of the shield: inside “ ” or ‘ ’, inside 《 》, inside （ ） or 【 】."""

_PAIRS = {"”": "“", "’": "‘", "》": "《", "〉": "〈", "）": "（", "】": "【", "」": "「", "』": "『"}
_BITS = {
    "“": QUOTE,
    "‘": QUOTE,
    "「": QUOTE,
    "『": QUOTE,
    "《": TITLE,
    "〈": TITLE,
    "（": BRACKET,
    "【": BRACKET,
}
_LIMIT = {QUOTE: 200, TITLE: 120, BRACKET: 200}
"""Longest enclosure in code points: an opening mark whose partner is lost must not swallow the rest of the text."""

_WITH = {bit: bytes(byte | bit for byte in range(256)) for bit in (QUOTE, TITLE, BRACKET)}
"""What each byte of the shield becomes inside a pair: tables for `bytes.translate`."""

_BRACKET_MARK = re.compile(r"[“”‘’《》〈〉（）【】「」『』\n]")
_SENTENCE_END = re.compile(r"[。！？；\n][。！？；\n]*[”’」』）]*")
_CLAUSE_MARK = re.compile(r"[，。；：！？\n]")
_FULL_STOPS = frozenset("。！？\n")


class Enclosure(NamedTuple):
    """A pair of marks: ``start`` at the opening one, ``end`` just behind the closing one."""

    start: int
    end: int
    opening: str


@dataclass(frozen=True)
class Shadow:
    """`source` as read, `folded` as patterns see it (same length, same offsets)."""

    source: str
    folded: str

    @classmethod
    def of(cls, source: str) -> Shadow:
        """Fold `source`."""
        return cls(source, fold(source))

    def words(self, span: tuple[int, int]) -> str:
        """The verbatim text at `span`."""
        return self.source[span[0] : span[1]]

    @cached_property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """Every closed pair, in order of its start. Unclosed marks and crossings of a line end make none."""
        found: list[Enclosure] = []
        stack: list[tuple[str, int]] = []
        for match in _BRACKET_MARK.finditer(self.folded):
            mark, at = match.group(), match.start()
            if mark == "\n":
                if stack:
                    stack = [(o, a) for o, a in stack if _BITS[o] == TITLE and at - a < 60]
            elif mark in _BITS:
                stack.append((mark, at))
            else:
                wanted = _PAIRS[mark]
                for depth in range(len(stack) - 1, -1, -1):
                    opening, start = stack[depth]
                    if opening == wanted:
                        del stack[depth:]
                        if at - start <= _LIMIT[_BITS[opening]]:
                            found.append(Enclosure(start, at + 1, opening))
                        break
        return tuple(sorted(found))

    @cached_property
    def shield(self) -> bytes:
        """One byte a code point: which enclosures stand round it (QUOTE | TITLE | BRACKET), marks included."""
        mask = bytearray(len(self.folded))
        for start, end, opening in self.enclosures:
            mask[start:end] = mask[start:end].translate(_WITH[_BITS[opening]])
        return bytes(mask)

    @cached_property
    def clause_marks(self) -> list[int]:
        """Where ，。；：！？ stand outside every enclosure, and every line end, in order."""
        folded, shield = self.folded, self.shield
        marks = _CLAUSE_MARK.finditer(folded)
        return [at for mark in marks if not shield[at := mark.start()] or folded[at] == "\n"]

    @cached_property
    def full_stops(self) -> list[int]:
        """Those of `clause_marks` that end a full sentence: 。！？ and line ends."""
        folded = self.folded
        return [at for at in self.clause_marks if folded[at] in _FULL_STOPS]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Spans of sentences: split at 。！？； and line ends outside quotes and brackets, stops included."""
        spans: list[tuple[int, int]] = []
        start, folded, shield, strip = 0, self.folded, self.shield, self.strip
        for match in _SENTENCE_END.finditer(folded):
            if shield[match.start()] and "\n" not in match.group():
                continue
            end = match.end()
            spans.append(strip(start, end))
            start = end
        spans.append(strip(start, len(folded)))
        return tuple([span for span in spans if span[0] < span[1]])

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_at(self, position: int) -> tuple[int, int]:
        """The sentence that holds `position` (or the last one before it)."""
        index = bisect_right(self._sentence_starts, position) - 1
        return self.sentences[index] if index >= 0 else (0, len(self.folded))

    def strip(self, start: int, end: int) -> tuple[int, int]:
        """`start, end` without blanks at either side."""
        folded = self.folded
        while start < end and folded[start] in " \n\r":
            start += 1
        while end > start and folded[end - 1] in " \n\r":
            end -= 1
        return start, end

    def split(self, start: int, end: int, marks: str = "、", ignore: int = 0) -> Iterator[tuple[int, int]]:
        """Spans between `marks` outside every enclosure of which `start` is not itself inside, blanks stripped.

        >>> s = Shadow.of("市发改委（能源局、粮食局）、市财政局")
        >>> [s.words(x) for x in s.split(0, len(s.source))]
        ['市发改委（能源局、粮食局）', '市财政局']
        """
        shield, folded = self.shield, self.folded
        level = (shield[start] if start < end and folded[start] not in _BITS else 0) | ignore
        piece = start
        for at in range(start, end):
            if folded[at] in marks and not shield[at] & ~level:
                if piece < at:
                    yield self.strip(piece, at)
                piece = at + 1
        if piece < end:
            yield self.strip(piece, end)
