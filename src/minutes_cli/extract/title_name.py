"""The meeting's name as a title prints it."""

from __future__ import annotations

from minutes_cli.models import Span
from minutes_cli.structure.document import Document

_TAIL = " 的：—-"
_KINDS = ("纪要", "记录", "纪录")


def name_in_title(document: Document, title: Span, is_told: bool) -> Span | None:
    """局务会议 in 局务会议纪要; …第二十三次会议 as it is; 在…会议上强调."""
    folded, lexicon = document.shadow.folded, document.lexicon
    words = folded[title[0] : title[1]]
    at = lexicon.pattern("meeting.at").search(words)
    if at and not is_told:
        return title[0] + at.start(1), title[0] + at.end(1)
    tail = lexicon.pattern("meeting.from_title").search(words)
    end = title[0] + tail.start() if tail else title[1]
    while end > title[0] and folded[end - 1] in _TAIL:
        end -= 1
    start = title[0]
    about = lexicon.pattern("meeting.from_title.about").match(folded, start, end)
    if about:
        start = about.end()
    doubled = lexicon.pattern("meeting.from_title.doubled").search(folded, start, end) if tail else None
    if doubled:
        end = doubled.start(1)
    nouns = list(lexicon.words("meeting_noun").regex.finditer(folded, start, end))
    ends_in_noun = bool(nouns) and (nouns[-1].end() == end or folded[end - 1] == "）")
    if tail and words[tail.start() :].startswith(_KINDS) and ends_in_noun:
        return start, end
    return (start, end) if ends_in_noun and (tail or not is_told) else None
