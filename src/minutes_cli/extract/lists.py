"""Enumerations as the extractors see them: the headline of a member, and the list that a verb introduces."""

from __future__ import annotations

from minutes_cli.extract.matters import trim_matter
from minutes_cli.extract.windows import windows_of
from minutes_cli.models import Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.series import Numbered

_LONGEST_LEAD = 30


def headline(document: Document, numbered: Numbered) -> Span:
    """The first sentence behind the marker, or its line, without closing marks."""
    start = numbered.marker.end
    stop = windows_of(document.shadow).sentence_end(start)
    return trim_matter(document.shadow, start, max(start, min(numbered.end, stop)))


def members_behind(document: Document, position: int) -> list[Numbered]:
    """The members of the list that what ends at `position` introduces (会议议定：1.…; 会议通过了以下方案：…)."""
    numbered = document.outline.numbered
    first = next((one for one in numbered if one.marker.start >= position), None)
    if first is None or not 0 < first.marker.start - position <= _LONGEST_LEAD:
        return []
    lead = document.lexicon.pattern("decision.list_lead")
    if not lead.fullmatch(document.shadow.folded, position, first.marker.start):
        return []
    return [numbered[i] for i in first.series.members if numbered[i].marker.start >= position]


def heading_above(document: Document, position: int) -> Span | None:
    """The headline of the heading that `position` stands under."""
    above = [one for one in document.outline.numbered if not one.marker.is_item and one.marker.end <= position]
    return headline(document, above[-1]) if above else None
