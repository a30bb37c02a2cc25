"""A set of places covered by spans, asked in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator


class Cover:
    """The union of half-open spans.

    >>> cover = Cover([(5, 9), (0, 3), (8, 12)])
    >>> cover.holds(2), cover.holds(3), cover.holds(11), list(cover.gaps(0, 20))
    (True, False, True, [(3, 5), (12, 20)])
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            elif start < end:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, position: int) -> bool:
        """Whether any span covers `position`."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]

    def touches(self, start: int, end: int) -> bool:
        """Whether any span covers a place of `start:end`."""
        return bisect_right(self._ends, start) < bisect_left(self._starts, end)

    def gaps(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of `start:end` that no span covers."""
        index = bisect_right(self._ends, start)
        while start < end:
            if index == len(self._starts) or self._starts[index] >= end:
                yield start, end
                return
            if self._starts[index] > start:
                yield start, self._starts[index]
            start = self._ends[index]
            index += 1
