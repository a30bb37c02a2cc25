"""Statements: meeting verbs with directive force (会议要求，… 何静强调，…) and what they hold."""

from __future__ import annotations

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.heads import Head
from minutes_cli.structure.nodes import Node
from minutes_cli.structure.page import Page
from minutes_cli.structure.series import Numbered


def find_statements(page: Page, heads: tuple[Head, ...], numbered: list[Numbered], lexicon: Lexicon) -> list[Node]:
    """One node for each head that orders something.

    A statement holds what follows in its paragraph and, when its sentence ends in a colon or its paragraph ends with it,
    in the next ones, up to the next head, heading or closing formula.
    """
    items = [(n.marker.start, n.end) for n in numbered if n.marker.is_item]
    free = [h for h in heads if not _inside(items, h.start)]
    stops = sorted(
        {h.start for h in free}
        | {n.marker.start for n in numbered if not n.marker.is_item}
        | {n.end for n in numbered if not n.marker.is_item}
        | _closings(page, lexicon)
    )
    found = []
    for head in free:
        if head.strength == "none":
            continue
        stop = _next(stops, head.start, page.body[-1][1])
        if head.strength == "own" or _orders(page, head, stop, numbered, lexicon):
            found.append(_statement(page, head, stop, numbered))
    return found


def _statement(page: Page, head: Head, stop: int, numbered: list[Numbered]) -> Node:
    folded = page.shadow.folded
    content = head.end
    while content < len(folded) and folded[content] in "，：、 ":
        content += 1
    return Node(
        start=head.start,
        end=_extent(page, head, stop, numbered),
        kind="statement",
        rule=head.entry.id,
        content=content,
        marker=(head.start, head.end),
        speaker=head.person.name if head.person else None,
    )


def _extent(page: Page, head: Head, stop: int, numbered: list[Numbered]) -> int:
    paragraph = next((span for span in page.body if span[0] <= head.start < span[1]), None)
    if paragraph is None or stop <= paragraph[1]:
        return stop
    sentence_end = page.shadow.sentence_at(head.end)[1]
    tail = page.shadow.folded[paragraph[0] : paragraph[1]].rstrip()
    if tail.endswith("：") or sentence_end >= paragraph[1]:
        return stop
    end = paragraph[1]
    reaching = [n.end for n in numbered if n.parent is None and head.start < n.marker.start < end and n.end > end]
    return min(stop, max([end, *reaching]))


def _orders(page: Page, head: Head, stop: int, numbered: list[Numbered], lexicon: Lexicon) -> bool:
    """Whether what a weak verb (指出, 强调, 说) heads asks for anything."""
    if any(n.series.sense == "order" and head.start < n.marker.start < stop and n.marker.is_item for n in numbered):
        return True
    dropped = [(n.marker.start, n.end) for n in numbered if n.series.sense != "order"]
    cue = lexicon.pattern("statement.order")
    shield = page.shadow.shield
    return any(
        not shield[match.start()] and not _inside(dropped, match.start())
        for match in cue.finditer(page.shadow.folded, head.end, stop)
    )


def _closings(page: Page, lexicon: Lexicon) -> set[int]:
    pattern = lexicon.pattern("closing.formula")
    return {m.start() for start, end in page.body for m in pattern.finditer(page.shadow.folded, start, end)}


def _inside(spans: list[tuple[int, int]], position: int) -> bool:
    return any(start <= position < end for start, end in spans)


def _next(stops: list[int], position: int, end: int) -> int:
    from bisect import bisect_right

    index = bisect_right(stops, position)
    return stops[index] if index < len(stops) else end
