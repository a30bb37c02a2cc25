"""The meeting's name as a title prints it."""

from __future__ import annotations

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.lines import unspaced

_TAIL = " 的：—-"
_KINDS = ("纪要", "记录", "纪录")


def name_in_title(document: Document, title: Span, is_told: bool) -> Span | None:
    """局务会议 in 局务会议纪要; …第二十三次会议 as it is; 在…会议上强调; letters set apart (局 务 会 议) too."""
    words = document.shadow.folded[title[0] : title[1]]
    plain = unspaced(words)
    found = _name(document.lexicon, plain, is_told)
    if found is None:
        return None
    start, end = found
    if plain != words:
        start, end = _place(words, plain, start), _place(words, plain, end - 1) + 1
    return title[0] + start, title[0] + end


def _place(words: str, plain: str, index: int) -> int:
    """Where the character `index` of `plain` stands in `words`, which holds more blanks."""
    at = 0
    for character in plain[:index]:
        at = words.index(character, at) + 1
    return words.index(plain[index], at)


def _after_lead(lexicon: Lexicon, words: str, end: int) -> int:
    """Where the name begins: behind 关于…的, behind who chaired it or came."""
    for id in ("meeting.from_title.about", "meeting.from_title.who"):
        lead = lexicon.pattern(id).match(words, 0, end)
        if lead:
            return lead.end()
    return 0


def _name(lexicon: Lexicon, words: str, is_told: bool) -> Span | None:
    """The name in a title's words."""
    at = lexicon.pattern("meeting.at").search(words)
    if at and not is_told:
        return at.span(1)
    tail = lexicon.pattern("meeting.from_title").search(words)
    end = tail.start() if tail else len(words)
    while end > 0 and words[end - 1] in _TAIL:
        end -= 1
    start = _after_lead(lexicon, words, end)
    doubled = lexicon.pattern("meeting.from_title.doubled").search(words, start, end) if tail else None
    if doubled:
        end = doubled.start(1)
    nouns = list(lexicon.words("meeting_noun").regex.finditer(words, start, end))
    ends_in_noun = bool(nouns) and (nouns[-1].end() == end or words[end - 1] == "）")
    if tail and words[tail.start() :].startswith(_KINDS) and ends_in_noun:
        return start, end
    return (start, end) if ends_in_noun and (tail or not is_told) else None
