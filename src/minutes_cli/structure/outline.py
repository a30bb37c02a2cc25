"""The tree of directives: headings, items, topics, requirements, statements.

Each kind is found on its own, as intervals of the text; nesting the intervals makes the tree.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Directive
from minutes_cli.structure.closing import find_closings
from minutes_cli.structure.heads import Head
from minutes_cli.structure.lines import opens_item
from minutes_cli.structure.markers import Marker, find_markers
from minutes_cli.structure.nodes import Node, Places, TreeWriter, nest
from minutes_cli.structure.orders import find_requirements, find_topics
from minutes_cli.structure.page import Page
from minutes_cli.structure.senses import read_senses
from minutes_cli.structure.series import Break, Numbered, Series
from minutes_cli.structure.series_reader import SeriesReader
from minutes_cli.structure.statements import find_statements


@dataclass(frozen=True)
class Outline:
    """The tree; the enumerations behind it (also those that order nothing); which node a place belongs to."""

    directives: tuple[Directive, ...] = ()
    numbered: tuple[Numbered, ...] = ()
    series: tuple[Series, ...] = field(default=())

    @cached_property
    def _places(self) -> Places:
        return Places(self.directives)

    def at(self, position: int) -> str | None:
        """The id of the deepest node that holds `position`, or None outside the tree."""
        return self._places.at(position)


def build_outline(page: Page, heads: tuple[Head, ...], lexicon: Lexicon) -> Outline:
    """Build the tree of directives of `page`."""
    if not page.body:
        return Outline()
    markers = find_markers(page, lexicon)
    if not (markers or page.is_minutes):
        return Outline()
    closings = find_closings(page, lexicon)
    reader = SeriesReader(markers, _breaks(page, heads, closings), page.body[-1][1])
    numbered = reader.read()
    read_senses(page, numbered, reader.all_series, heads, lexicon)
    _cut_last_items(page, reader.all_series, numbered)

    nodes = [_node(n) for n in numbered if n.series.sense == "order"]
    closed = [(n.marker.start, n.end) for n in numbered if n.marker.is_item]
    if page.is_minutes:
        statements = find_statements(page, heads, numbered, closings, lexicon)
        topics = find_topics(page, nodes, closed, statements, lexicon)
        taken = [*closed, *((t.start, t.end) for t in topics)]
        nodes += [*statements, *topics, *find_requirements(page, statements, numbered, taken, lexicon)]
    roots = nest(nodes)
    _pass_speaker_on(roots)
    directives = TreeWriter(page, lexicon).write(roots)
    return Outline(directives, tuple(numbered), tuple(reader.all_series))


def _breaks(page: Page, heads: tuple[Head, ...], closings: list[int]) -> list[Break]:
    """Heads, closing formulas and paragraph ends, as places that may end a series."""
    starts = [start for start, _ in page.body]
    breaks = [Break(end, "paragraph", number) for number, (_, end) in enumerate(page.body)]
    for head in heads:
        number = bisect_right(starts, head.start) - 1
        breaks.append(Break(head.start, "head", number, _opens_line(page, starts[number], head.start)))
    for at in closings:
        number = bisect_right(starts, at) - 1
        breaks.append(Break(at, "closing", number, at == starts[number]))
    return breaks


def _opens_line(page: Page, line: int, position: int) -> bool:
    """Whether the head's sentence is the paragraph's first (titles may stand before the name where it begins).

    In an item it closes nothing (1、增加护士，会议原则同意。).
    """
    folded = page.shadow.folded
    return position - line < 60 and "。" not in folded[line:position] and not opens_item(folded, line)


def _cut_last_items(page: Page, all_series: list[Series], numbered: list[Numbered]) -> None:
    """Where no earlier member has a body, the last one has none either: it ends with its first sentence."""
    folded = page.shadow.folded
    for series in all_series:
        members = [numbered[i] for i in series.members]
        last = members[-1]
        if not last.marker.is_item or len(members) < 2 or last.marker.line:
            continue
        before = [folded[m.marker.end : m.end].rstrip() for m in members[:-1]]
        single = all(not _has_body(text) for text in before)
        semicolons = all(text.endswith(("；", "，")) for text in before)
        if single and (semicolons or len(members) > 2):
            stop = _first_stop(page, last.marker.end, last.end)
            last.end = min(last.end, stop)


def _has_body(text: str) -> bool:
    return any(mark in text.rstrip("。；！？ ") for mark in "。！？")


def _first_stop(page: Page, start: int, end: int) -> int:
    folded, shield = page.shadow.folded, page.shadow.shield
    for at in range(start, end):
        if folded[at] in "。！？" and not shield[at]:
            return at + 1
    return end


def _node(numbered: Numbered) -> Node:
    marker: Marker = numbered.marker
    return Node(
        start=marker.start,
        end=numbered.end,
        kind="item" if marker.is_item else "heading",
        rule=marker.entry.id,
        content=marker.end,
        marker=(marker.start, marker.end),
        ordinal=marker.number if marker.family != "sequence" else None,
    )


def _pass_speaker_on(roots: list[Node]) -> None:
    """What somebody announced (何静提出三点要求：) and numbered outside the statement is said by the same person."""
    announced: str | None = None
    for node in roots:
        if node.kind == "statement":
            announced = node.speaker if not node.children else None
        elif announced and node.speaker is None:
            _say(node, announced)


def _say(node: Node, speaker: str) -> None:
    node.speaker = node.speaker or speaker
    for child in node.children:
        _say(child, speaker)
