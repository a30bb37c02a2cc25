"""Places round a hit: where its clause begins and ends, where its sentence ends."""

from __future__ import annotations

from collections.abc import Iterator

from minutes_cli.text.shadow import BRACKET, Shadow

_CLAUSE_MARKS = frozenset("，。；：！？\n")
_FULL_STOPS = frozenset("。！？\n")
_FARTHEST_LEFT = 90
_FARTHEST_RIGHT = 300


class Windows:
    """Looks round positions of one text. Marks inside quotes, titles and brackets count only for what stands there."""

    def __init__(self, shadow: Shadow) -> None:
        self.shadow, self.folded, self.shield = shadow, shadow.folded, shadow.shield

    def each(self, word: str) -> Iterator[int]:
        """Every place where `word` stands."""
        at = self.folded.find(word)
        while at >= 0:
            yield at
            at = self.folded.find(word, at + 1)

    def clause_start(self, position: int, reach: int = _FARTHEST_LEFT) -> int:
        """Where the clause that holds `position` begins, at most `reach` to its left."""
        folded, shield, at = self.folded, self.shield, position
        level, floor = self._level(position), max(0, position - reach)
        while at > floor:
            before = folded[at - 1]
            if (before in _CLAUSE_MARKS and not shield[at - 1] & ~level) or (before == "（" and level & BRACKET):
                break
            at -= 1
        return self.shadow.strip(at, position)[0]

    def clause_end(self, position: int, end: int | None = None) -> int:
        """Where the clause that holds `position` ends, at `end` at the latest."""
        folded, shield, at = self.folded, self.shield, position
        stop = min(len(folded), position + _FARTHEST_RIGHT) if end is None else end
        level = self._level(position)
        while at < stop:
            if (folded[at] in _CLAUSE_MARKS and not shield[at] & ~level) or (folded[at] == "）" and level & BRACKET):
                break
            at += 1
        return at

    def sentence_end(self, position: int) -> int:
        """Behind the full stop of the sentence that holds `position`."""
        at, stop = position, min(len(self.folded), position + _FARTHEST_RIGHT)
        level = self._level(position)
        while at < stop and not (self.folded[at] in _FULL_STOPS and not self.shield[at] & ~level):
            at += 1
        return min(at + 1, len(self.folded))

    def sentence_start(self, position: int) -> int:
        """Behind the full stop before `position`."""
        at, floor = position, max(0, position - _FARTHEST_RIGHT)
        while at > floor and self.folded[at - 1] not in _FULL_STOPS:
            at -= 1
        return at

    def _level(self, position: int) -> int:
        if position >= len(self.shield) or self.folded[position] in "《“‘（":
            return 0
        return self.shield[position]
