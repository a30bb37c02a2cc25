"""Intervals to tree: nodes with a start and an end become nested `Directive` models."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Directive, DirectiveKind, Force, Mention, Span
from minutes_cli.structure.page import Page

_STOP = re.compile(r"[。！？\n]")
_CLOSING = "；。：，、;:,. 　\n"
_BEHIND_HEADING = _CLOSING + "！？"
_STRENGTH: tuple[Force, ...] = ("prohibit", "must", "should", "decide", "try", "ask")


@dataclass
class Node:
    """A node while the tree is being built; ``content`` is where its own words begin."""

    start: int
    end: int
    kind: DirectiveKind
    rule: str
    content: int
    marker: Span | None = None
    ordinal: int | None = None
    speaker: str | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def own_end(self) -> int:
        """Where its own words end: at its first child, or its end."""
        return self.children[0].start if self.children else self.end


def nest(nodes: list[Node]) -> list[Node]:
    """The roots: every node under the innermost earlier one that holds its start, ends cut to the parent's."""
    roots: list[Node] = []
    stack: list[Node] = []
    for node in sorted(nodes, key=lambda n: (n.start, -n.end)):
        while stack and stack[-1].end <= node.start:
            stack.pop()
        if stack:
            node.end = min(node.end, stack[-1].end)
            node.speaker = node.speaker or stack[-1].speaker
            stack[-1].children.append(node)
        else:
            roots.append(node)
        stack.append(node)
    return roots


class TreeWriter:
    """Writes nodes as `Directive` models, with ids, levels, headings, bodies and cues."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.shadow = shadow = page.shadow
        self._labels = sorted(label.start for label in page.labels)
        self._cues_found = [
            (start, end, entry)
            for start, end, entry in lexicon.words("force").find(shadow.folded)
            if not shadow.shield[start]
        ]
        self._cue_starts = [start for start, _, _ in self._cues_found]

    def write(self, roots: list[Node]) -> tuple[Directive, ...]:
        """The tree."""
        return tuple(self._directive(node, str(i), 1) for i, node in enumerate(roots, 1))

    def _directive(self, node: Node, id: str, level: int) -> Directive:
        shadow, source = self.shadow, self.shadow.source
        start, end = shadow.strip(node.start, node.end)
        own = first, last = shadow.strip(min(node.content, end), max(node.content, min(node.own_end, end)))
        heading = self._heading(own)
        rest = heading[1]
        while rest < last and shadow.folded[rest] in _BEHIND_HEADING:
            rest += 1
        cues = self._cues(own)
        forces = {entry.value for _, _, entry in cues}
        below = level if node.kind == "statement" else level + 1
        return Directive(
            id=id,
            text=source[first:last],
            span=(start, end),
            rule=node.rule,
            kind=node.kind,
            marker=shadow.words(node.marker) if node.marker else None,
            ordinal=node.ordinal,
            level=level,
            heading=source[heading[0] : heading[1]],
            body=source[rest:last] if rest < last else None,
            marker_span=node.marker,
            heading_span=heading,
            text_span=own,
            force=next((force for force in _STRENGTH if force in forces), None) if forces else None,
            cues=[Mention(text=source[left:right], span=(left, right), rule=cue.id) for left, right, cue in cues],
            speaker=node.speaker,
            children=[self._directive(c, f"{id}.{i}", below) for i, c in enumerate(node.children, 1)],
        )

    def _heading(self, own: Span) -> Span:
        """The first sentence (up to 。！？ or the line's end), closing marks off."""
        folded, shield = self.shadow.folded, self.shadow.shield
        start, stop = own
        level = shield[start] if start < stop and folded[start] not in "“‘《（【" else 0
        for mark in _STOP.finditer(folded, start, stop):
            if not shield[mark.start()] & ~level:
                stop = mark.start()
                break
        label = bisect_right(self._labels, start)
        if label < len(self._labels) and (at := self._labels[label]) < stop and folded[at - 1] in " （":
            stop = at - (folded[at - 1] == "（")
        while stop > start and folded[stop - 1] in _CLOSING:
            stop -= 1
        return start, stop

    def _cues(self, own: Span) -> list[tuple[int, int, Entry]]:
        """The words of force that begin inside `own`."""
        return self._cues_found[bisect_left(self._cue_starts, own[0]) : bisect_left(self._cue_starts, own[1])]


class Places:
    """Which directive a place belongs to."""

    def __init__(self, directives: tuple[Directive, ...]) -> None:
        self._starts: list[int] = [0]
        self._ids: list[str | None] = [None]
        for directive in directives:
            self._enter(directive, None)

    def _enter(self, directive: Directive, outer: str | None) -> None:
        self._mark(directive.span[0], directive.id)
        for child in directive.children:
            self._enter(child, directive.id)
        self._mark(directive.span[1], outer)

    def _mark(self, position: int, id: str | None) -> None:
        self._starts.append(position)
        self._ids.append(id)

    def at(self, position: int) -> str | None:
        """The id of the deepest directive that holds `position`, or None."""
        return self._ids[bisect_right(self._starts, position) - 1]
