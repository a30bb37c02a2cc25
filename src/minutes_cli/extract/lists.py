"""Enumerations as the extractors see them: the headline of a member, and the list that a verb introduces."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from minutes_cli.extract.matters import trim_matter
from minutes_cli.extract.windows import windows_of
from minutes_cli.models import Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.labels import Label
from minutes_cli.structure.series import Numbered

_LONGEST_LEAD = 30


def headline(document: Document, numbered: Numbered) -> Span:
    """The first sentence behind the marker, or its line, without closing marks."""
    start, folded = numbered.marker.end, document.shadow.folded
    stop = max(start, min(numbered.end, windows_of(document.shadow).sentence_end(start)))
    labels = document.page.labels
    index = bisect_right(labels, start, key=_label_start)
    label = labels[index].start if index < len(labels) else stop
    if start < label - 1 < stop and folded[label - 1] == "（":
        stop = label - 1  # 更新标识（责任单位：县交通局）
    return trim_matter(document.shadow, start, stop)


def members_behind(document: Document, position: int) -> list[Numbered]:
    """The members of the list that what ends at `position` introduces (会议议定：1.…; 会议通过了以下方案：…)."""
    numbered = document.outline.numbered
    lead = document.lexicon.pattern("decision.list_lead")
    match = lead.match(document.shadow.folded, position, position + _LONGEST_LEAD)
    if match is None or match.end() == position:
        return []
    index = bisect_left(numbered, position, key=_start)
    if index == len(numbered) or numbered[index].marker.start - position > _LONGEST_LEAD:
        return []
    first = numbered[index]
    if not lead.fullmatch(document.shadow.folded, position, first.marker.start):
        return []
    return [numbered[i] for i in first.series.members if numbered[i].marker.start >= position]


def heading_above(document: Document, position: int) -> Span | None:
    """The headline of the heading that `position` stands under."""
    numbered = document.outline.numbered
    index = bisect_left(numbered, position, key=_start) - 1
    while index >= 0 and numbered[index].marker.is_item:
        parent = numbered[index].parent
        index = index - 1 if parent is None else parent
    return headline(document, numbered[index]) if index >= 0 else None


def _start(numbered: Numbered) -> int:
    return numbered.marker.start


def _label_start(label: Label) -> int:
    return label.start
