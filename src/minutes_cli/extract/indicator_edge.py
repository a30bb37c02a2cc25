"""Edges of names: where the clause that holds one begins, and what stands before or behind that is no part of it."""

from __future__ import annotations

import re

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.structure.lines import behind_marker
from minutes_cli.text.shadow import Shadow

_REACH = 60
"""How far left of a head its clause may begin."""
_CLAUSE_MARKS = frozenset("，。；：！？\n·|★●•*◆◇■□▲△▪○※")
_OPENINGS = {"）": "（", "”": "“", "》": "《", "’": "‘", "]": "[", "】": "【"}
_OPENING_MARKS = frozenset("（“《‘【[")
_STEPS = _CLAUSE_MARKS | _OPENING_MARKS | frozenset(_OPENINGS)
_FOOTNOTE = re.compile(r"\[\d{1,2}\]\Z")


class Edges:
    """The reader of edges for one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._scope = lexicon.words("indicator_scope")
        self._date = lexicon.pattern("indicator.scope.date")
        self._tail = tuple(sorted(lexicon.words("indicator_tail"), key=len, reverse=True))

    def clause(self, folded: str, position: int) -> int:
        """A quick guess at `floor`, brackets and quotes not looked at."""
        low = max(0, position - _REACH)
        rfind = folded.rfind
        comma, stop = rfind("，", low, position) + 1, rfind("。", low, position) + 1
        return max(low, comma, stop, rfind("；", low, position) + 1, rfind("：", low, position) + 1)

    def floor(self, shadow: Shadow, position: int) -> int:
        """Where the clause that holds `position` begins; pairs of brackets and quotes on the way are stepped over."""
        folded = shadow.folded
        at, low = position, max(0, position - _REACH)
        while at > low:
            mark = folded[at - 1]
            if mark not in _STEPS:
                at -= 1
                continue
            opening = folded.rfind(_OPENINGS[mark], low, at - 1) if mark in _OPENINGS else -1
            if opening < 0 or (mark == "”" and (at - opening > 14 or "，" in folded[opening:at])):
                return at
            at = opening
        return at

    def peel(self, folded: str, start: int, end: int) -> tuple[int, Entry | None]:
        """Step over marker, scope words, dates and particles from `start`: where the name begins, and the last verb."""
        governor: Entry | None = None
        while start < end and folded[start] == " ":
            start += 1
        start = min(end, behind_marker(folded, start))
        while start < end:
            if folded[start] in " 　":
                start += 1
                continue
            scope = self._scope.match(folded, start)
            if scope is not None and scope[0] <= end:
                start = scope[0]
                governor = scope[1] if scope[1].attributes.get("role") else governor
                continue
            date = self._date.match(folded, start)
            if date is None or date.end() == start or date.end() > end:
                break
            start = date.end()
        return start, governor

    def untail(self, folded: str, floor: int, end: int) -> int:
        """`end` moved left over blanks and words such as 目标, 上限, 指标."""
        moved = True
        while moved and end > floor:
            moved = False
            if folded[end - 1] == " ":
                end, moved = end - 1, True
                continue
            if folded[end - 1] == "]":  # a footnote's number
                note = _FOOTNOTE.search(folded, floor, end)
                if note is not None and note.start() > floor:
                    end, moved = note.start(), True
                continue
            if folded.endswith(self._tail, floor, end):
                word = next(w for w in self._tail if folded.endswith(w, floor, end))
                if end - len(word) > floor:
                    end, moved = end - len(word), True
        return end
