"""Where the meeting was held."""

from __future__ import annotations

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Meeting, Mention, Span
from minutes_cli.structure.document import Document
from minutes_cli.text.shadow import QUOTE, TITLE

_REACH = 1500
_LEAD = 4
"""Room for 决定， before the clause."""
_ATTENDED = "place.attended"


def find_place(document: Document, meeting: Meeting | None) -> Mention | None:
    """The room, building or town: the label 地点 first, else 在…召开 in the sentence of the meeting.

    Never a meeting at which something was said (在全市水利工作会议上).
    """
    if not document.page.is_minutes:
        return None
    return _labelled(document) or _held(document, meeting)


def _labelled(document: Document) -> Mention | None:
    for label in document.page.labels:
        if label.key == "place" and label.value[0] < label.value[1]:
            return document.mention(label.value, label.entry.id)
        if label.key == "time_place":
            pieces = [
                piece
                for piece in document.shadow.split(*label.value, "，、 ")
                if _is_place(document.lexicon, document.shadow.folded[slice(*piece)], strict=True)
            ]
            if pieces:
                return document.mention(pieces[-1], label.entry.id)
    return None


def _held(document: Document, meeting: Meeting | None) -> Mention | None:
    """在局四楼会议室主持召开: the opening paragraphs, the meeting's own sentence first."""
    title = document.page.title
    if meeting is not None and not (title and title[0] <= meeting.span[0] < title[1]):
        start, end = document.shadow.sentence_at(meeting.span[0])
        start, end = max(start, meeting.span[0] - _REACH), min(end, meeting.span[1] + _REACH)
        found = _in(document, (start, end), True, meeting.rule == "meeting.attended")
        if found is not None:
            return found
    for number, (start, end) in enumerate(document.page.body[:3]):
        if number == 0 and (found := _in(document, document.shadow.sentence_at(start), True)) is not None:
            return found  # the name stands in the title only: 周文博在石屏召开会议
        found = _in(document, (start, min(end, start + _REACH)), False)
        if found is not None:
            return found
    return None


def _in(document: Document, span: Span, may_be_town: bool, is_attended: bool = False) -> Mention | None:
    """The first place in `span`; where somebody attended only if that is how the meeting itself is told."""
    folded, shield = document.shadow.folded, document.shadow.shield
    for entry, pattern in document.lexicon.patterns("place"):
        if entry.id == _ATTENDED and not is_attended:
            continue
        strict = entry.id not in ("place.held", _ATTENDED) or not may_be_town
        for match in pattern.finditer(folded, *span):
            if shield[match.start()] & (QUOTE | TITLE):
                continue
            where = match.span(match.lastindex or 0)
            if _is_to_come(document, match.start()):
                continue
            if _is_place(document.lexicon, folded[slice(*where)].strip(), strict):
                begin, stop = document.shadow.strip(*where)
                return document.mention((begin, stop), entry.id)
    return None


def _is_to_come(document: Document, at: int) -> bool:
    """Whether the words before `at`, in its clause, speak of one only planned (会议决定，全会于3月20日)."""
    folded = document.shadow.folded
    start = at
    while start > 0 and folded[start - 1] not in "，。；：\n":
        start -= 1
    guard = document.lexicon.pattern("meeting.guard.not_held")
    return guard.search(folded, max(0, start - _LEAD), at) is not None


def _is_place(lexicon: Lexicon, words: str, strict: bool = False) -> bool:
    """Whether `words` end like a room or a building, or (unless `strict`) are a town."""
    if not words or lexicon.pattern("place.not").search(words):
        return False
    if lexicon.pattern("place.suffix").search(words):
        return True
    return not strict and lexicon.pattern("place.town").fullmatch(words) is not None
