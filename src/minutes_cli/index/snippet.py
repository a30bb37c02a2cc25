"""The piece of a document that shows why it was found."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

Span = tuple[int, int]

AROUND = 36
"""Characters shown before the first mark and after the last one."""
WIDTH = 90
"""Marks further from the first than this are not shown with it."""
LOOKED_AT = 200
"""Occurrences of one word that are considered."""
ENDS = "。！？；\n"


class Snippet(NamedTuple):
    """`text` of the source at `span`; `marks` are the words found, in the source's own positions."""

    text: str
    span: Span
    marks: list[Span]
    is_cut: tuple[bool, bool] = (False, False)
    """Whether its first and its last sentence are cut short."""

    def marked(self, opening: str = "【", closing: str = "】") -> str:
        """The text on one line, its marks between two signs."""
        pieces: list[str] = []
        at, start = 0, self.span[0]
        for left, right in self.marks:
            pieces += [self.text[at : left - start], opening, self.text[left - start : right - start], closing]
            at = right - start
        pieces.append(self.text[at:])
        before, after = ("…" if cut else "" for cut in self.is_cut)
        return f"{before}{' '.join(''.join(pieces).split())}{after}"


def cut_snippet(source: str, searchable: str, words: Sequence[str]) -> Snippet:
    """The piece of `source` in which most of the `words` stand, the first such; its beginning where none does.

    >>> cut_snippet("会议要求，全力抓好防汛工作。", "会议要求，全力抓好防汛工作。", ["防汛"]).marked()
    '会议要求，全力抓好【防汛】工作。'
    """
    places = sorted((span, number) for number, word in enumerate(words) for span in _occurrences(searchable, word))
    if not places:
        end = min(len(source), 2 * AROUND)
        return Snippet(source[:end], (0, end), [], (False, end < len(source)))
    starts = [span[0] for span, _ in places]
    best, best_end, most = 0, 0, 0
    for index, (span, _) in enumerate(places):
        line_end = source.find("\n", span[1])
        last = bisect_left(starts, min(span[0] + WIDTH, line_end if line_end >= 0 else len(source)))
        distinct = len({number for _, number in places[index:last]})
        if distinct > most:
            best, best_end, most = index, last, distinct
        if most == len(words):
            break
    shown = [span for span, _ in places[best:best_end]]
    start, end = _sentence(source, shown[0][0], max(span[1] for span in shown))
    is_cut = start > 0 and source[start - 1] not in ENDS, end < len(source) and source[end - 1] not in ENDS
    return Snippet(source[start:end], (start, end), _merged(shown), is_cut)


def _occurrences(searchable: str, word: str) -> list[Span]:
    found: list[Span] = []
    at = searchable.find(word)
    while at >= 0 and len(found) < LOOKED_AT:
        found.append((at, at + len(word)))
        at = searchable.find(word, at + 1)
    return found


def _sentence(source: str, left: int, right: int) -> Span:
    """From the sentence's beginning to its end, but no further than a line of the terminal holds."""
    lowest, highest = max(0, left - AROUND), min(len(source), right + AROUND)
    start = max((source.rfind(end, lowest, left) for end in ENDS), default=-1)
    stops = [stop for end in ENDS if (stop := source.find(end, right, highest)) >= 0]
    return (lowest if start < 0 else start + 1), (min(stops) + 1 if stops else highest)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Marks that touch or overlap become one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
