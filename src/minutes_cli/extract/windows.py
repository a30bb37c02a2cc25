"""Places round a hit: where its clause begins and ends, where its sentence ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from minutes_cli.models import Span
from minutes_cli.text.shadow import BRACKET, Shadow

_MARKS = "，。；：！？\n"
_FARTHEST_LEFT = 90
_FARTHEST_RIGHT = 300
_NO_LEVEL = frozenset("《“‘（")


class Windows:
    """Looks round positions of one text. Marks inside quotes, titles and brackets count only for what stands there."""

    def __init__(self, shadow: Shadow) -> None:
        self.shadow, self.folded, self.shield = shadow, shadow.folded, shadow.shield
        self._marks, self._stops = shadow.clause_marks, shadow.full_stops

    def each(self, word: str) -> Iterator[int]:
        """Every place where `word` stands."""
        at = self.folded.find(word)
        while at >= 0:
            yield at
            at = self.folded.find(word, at + 1)

    def clause_start(self, position: int) -> int:
        """Where the clause that holds `position` begins, blanks skipped; far away is nowhere."""
        if self._level(position):
            at = self._inner_start(position)
        else:
            index = bisect_left(self._marks, position) - 1
            at = self._marks[index] + 1 if index >= 0 else 0
        at = max(at, position - _FARTHEST_LEFT)
        while at < position and self.folded[at] == " ":
            at += 1
        return at

    def clause_end(self, position: int, end: int | None = None) -> int:
        """Where the clause that holds `position` ends, at `end` at the latest."""
        stop = min(len(self.folded), position + _FARTHEST_RIGHT) if end is None else end
        if self._level(position):
            return self._inner_end(position, stop)
        index = bisect_left(self._marks, position)
        return min(self._marks[index], stop) if index < len(self._marks) else stop

    def clauses(self, start: int, end: int) -> Iterator[Span]:
        """The clauses of `start:end`, blanks stripped."""
        left = start
        for mark in self._marks[bisect_left(self._marks, start) : bisect_left(self._marks, end)]:
            if left < mark:
                yield self.shadow.strip(left, mark)
            left = mark + 1
        if left < end:
            yield self.shadow.strip(left, end)

    def sentences(self, start: int, end: int) -> Iterator[Span]:
        """The sentences of `start:end` with their full stops; ；does not end one."""
        left = start
        for stop in self._stops[bisect_left(self._stops, start) : bisect_left(self._stops, end)]:
            if left < stop:
                yield self.shadow.strip(left, stop + 1)
            left = stop + 1
        if left < end:
            yield self.shadow.strip(left, end)

    def sentence_end(self, position: int) -> int:
        """Behind the full stop of the sentence that holds `position`."""
        index = bisect_left(self._stops, position)
        return self._stops[index] + 1 if index < len(self._stops) else len(self.folded)

    def sentence_start(self, position: int) -> int:
        """Behind the full stop before `position`."""
        index = bisect_right(self._stops, position - 1) - 1
        return self._stops[index] + 1 if index >= 0 else 0

    def _level(self, position: int) -> int:
        if position >= len(self.shield) or self.folded[position] in _NO_LEVEL:
            return 0
        return self.shield[position]

    def _inner_start(self, position: int) -> int:
        level, at, floor = self.shield[position], position, max(0, position - _FARTHEST_LEFT)
        while at > floor:
            before = self.folded[at - 1]
            if (before in _MARKS and not self.shield[at - 1] & ~level) or (before == "（" and level & BRACKET):
                break
            at -= 1
        return at

    def _inner_end(self, position: int, stop: int) -> int:
        level, at = self.shield[position], position
        while at < stop:
            here = self.folded[at]
            if (here in _MARKS and not self.shield[at] & ~level) or (here == "）" and level & BRACKET):
                break
            at += 1
        return at


@lru_cache(maxsize=2)
def windows_of(shadow: Shadow) -> Windows:
    """The windows of one text, looked for once."""
    return Windows(shadow)
