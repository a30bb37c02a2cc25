"""Statistical bulletins (统计公报, yearbooks): whatever is stated there with a value is an indicator (造林3万亩)."""

from __future__ import annotations

import re
from bisect import bisect_left

from minutes_cli.structure.document import Document

_CUE_DENSITY = 250
"""A bulletin says 比上年, 同比, 全年 at least once in so many characters."""
_LINE_END = re.compile(r"\n")
_SHORTEST, _LONGEST = 2, 26


class Bulletin:
    """Where a text is a statistical bulletin: it is no minutes, and its paragraph speaks as statistics do."""

    def __init__(self, document: Document) -> None:
        self._folded = document.page.shadow.folded
        self._cue = document.lexicon.pattern("indicator.bulletin.cue")
        cues = 0 if document.page.is_minutes else len(self._cue.findall(self._folded))
        self._open = cues > 1 and cues * _CUE_DENSITY >= len(self._folded)
        self._unfit = document.lexicon.pattern("indicator.bulletin.unfit")
        self._lines = [-1, *(m.start() for m in _LINE_END.finditer(self._folded))] if self._open else []
        self._known: dict[int, bool] = {}

    def covers(self, position: int) -> bool:
        """Whether `position` lies in a paragraph of statistics."""
        if not self._open:
            return False
        line = bisect_left(self._lines, position)
        if line not in self._known:
            end = self._lines[line] if line < len(self._lines) else len(self._folded)
            self._known[line] = self._cue.search(self._folded, self._lines[line - 1] + 1, end) is not None
        return self._known[line]

    def names(self, start: int, end: int) -> bool:
        """Whether ``start:end``, which stands before a value, may be a name though no head ends it."""
        if not _SHORTEST <= end - start <= _LONGEST or not self.covers(start):
            return False
        return self._unfit.search(self._folded[start:end]) is None
