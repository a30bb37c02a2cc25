"""Statements: meeting verbs with directive force (会议要求，… 何静强调，…) and what they hold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.heads import Head
from minutes_cli.structure.nodes import Node
from minutes_cli.structure.page import Page
from minutes_cli.structure.series import Numbered
from minutes_cli.text.cover import Cover

_LONGEST_COUNT = 20  # code points of what only announces: 以下三点工作要求


def find_statements(
    page: Page, heads: tuple[Head, ...], numbered: list[Numbered], closings: list[int], lexicon: Lexicon
) -> list[Node]:
    """One node for each head that orders something.

    A statement holds what follows in its paragraph and, when its sentence ends in a colon or its paragraph ends with
    it, in the next ones, up to the next head, heading or closing formula.
    """
    reader = _Statements(page, heads, numbered, closings, lexicon)
    return [reader.statement(h) for h in reader.free if reader.directs(h)]


class _Statements:
    """Heads outside items, with what bounds them, ready to be asked head by head."""

    def __init__(
        self, page: Page, heads: tuple[Head, ...], numbered: list[Numbered], closings: list[int], lexicon: Lexicon
    ) -> None:
        self.page, self.folded, self.numbered = page, page.shadow.folded, numbered
        items = [n for n in numbered if n.marker.is_item]
        headings = [n for n in numbered if not n.marker.is_item]
        inside = Cover((n.marker.start, n.end) for n in items)
        self.free = [h for h in heads if not inside.holds(h.start)]
        self.stops = sorted(
            {h.start for h in self.free}
            | {n.marker.start for n in headings}
            | {n.end for n in headings}
            | set(closings)
        )
        self.ordered = sorted(n.marker.start for n in items if n.series.sense == "order")
        self.opened = frozenset(n.marker.start for n in headings if n.series.sense == "order")
        self.announces = lexicon.pattern("requirement.announces")
        self.dropped = Cover((n.marker.start, n.end) for n in numbered if n.series.sense != "order")
        self.roots = [n for n in numbered if n.parent is None]
        self.root_starts = [n.marker.start for n in self.roots]
        self.paragraph_starts = [start for start, _ in page.body]
        self.cue = lexicon.pattern("statement.order")

    def directs(self, head: Head) -> bool:
        """Whether the head's verb orders by itself, or heads something that does."""
        return head.strength == "own" or (head.strength == "weak" and self._orders(head))

    def _stop(self, position: int) -> int:
        index = bisect_right(self.stops, position)
        return self.stops[index] if index < len(self.stops) else self.page.body[-1][1]

    def _orders(self, head: Head) -> bool:
        stop = self._stop(head.start)
        first = bisect_right(self.ordered, head.start)
        if first < len(self.ordered) and self.ordered[first] < stop:
            return True
        if stop in self.opened and self._only_announces(head.end, stop):
            return True
        return any(
            not self.page.shadow.shield[match.start()] and not self.dropped.holds(match.start())
            for match in self.cue.finditer(self.folded, head.end, stop)
        )

    def _only_announces(self, start: int, end: int) -> bool:
        """Whether nothing, or a count of points, stands between the verb and the heading behind it (会议强调：一、)."""
        words = self.folded[start:end].strip("，：、 \n")
        counts = len(words) <= _LONGEST_COUNT and self.announces.search(words + "：") is not None
        return not words or counts

    def statement(self, head: Head) -> Node:
        """The node that `head` opens."""
        content = head.end
        while content < len(self.folded) and self.folded[content] in "，：、 ":
            content += 1
        return Node(
            start=head.start,
            end=self._extent(head),
            kind="statement",
            rule=head.entry.id,
            content=content,
            marker=(head.start, head.end),
            speaker=head.person.name if head.person else None,
        )

    def _extent(self, head: Head) -> int:
        stop = self._stop(head.start)
        paragraph = self.page.body[max(0, bisect_right(self.paragraph_starts, head.start) - 1)]
        if stop <= paragraph[1]:
            return stop
        ends_with_it = self.page.shadow.sentence_at(head.end)[1] >= paragraph[1]
        if ends_with_it or self.folded[paragraph[0] : paragraph[1]].rstrip().endswith("："):
            return stop
        end = paragraph[1]
        own = self.roots[bisect_right(self.root_starts, head.start) : bisect_left(self.root_starts, end)]
        series = [self.numbered[n.series.members[-1]] if n.marker.is_item else n for n in own]  # 二是 on the next line
        return min(stop, max([end, *(n.end for n in series)]))
