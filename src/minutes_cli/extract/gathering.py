"""Where a text says that the meeting was held: the verb, its clause, the name that is its object or its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.lexicon import Lexicon
from minutes_cli.lexicon.lexicon import Words
from minutes_cli.models import Span
from minutes_cli.structure.document import Document
from minutes_cli.text.shadow import BRACKET, QUOTE, TITLE, Shadow


class Gathering(NamedTuple):
    """A meeting told of at `verb`; `name` is None for a bare 召开会议; `subject` is who held it, as printed.

    ``rule`` is the id of the entry that found it.
    """

    verb: Span
    words: Span
    name: Span | None
    subject: Span | None
    rule: str


MARKS = "，。；：！？\n"
TITLE_MARKS = MARKS + " "
_PARAGRAPHS = 6
_REACH = 4000
_EXTENSIONS = ("meeting.name.spirit", "meeting.name.joined", "meeting.name.goes_on", "meeting.name.bracket")
_CEREMONY = ("式", "会")
"""开幕式, 闭幕会: no verb of opening, but the part of a meeting that is its opening."""
_NOUNS = 4
_LEFT = 300
_LEAD = 4


@lru_cache(maxsize=4)
def _verbs(lexicon: Lexicon) -> re.Pattern[str]:
    """Verbs of holding and of studying in one scan."""
    return Words([*lexicon.entries("meeting_verb_held"), *lexicon.entries("meeting_verb_study")]).regex


def find_gathering(document: Document) -> Gathering | None:
    """The first place in the opening paragraphs where the meeting is said to be held."""
    bare: Gathering | None = None
    room = _REACH
    for start, end in document.page.body[:_PARAGRAPHS]:
        for found in gatherings(document.shadow, document.lexicon, start, min(end, start + room)):
            if found.name is not None:
                return found if bare is None else _with_name(bare, found)
            bare = bare or found
        if bare is not None:
            return bare
        room -= end - start
        if room <= 0:
            break
    return None


def _with_name(bare: Gathering, found: Gathering) -> Gathering:
    """召开会议 came first: a name that follows is of another meeting."""
    return bare if found.verb[0] > bare.verb[0] else found


def gatherings(shadow: Shadow, lexicon: Lexicon, start: int, end: int, marks: str = MARKS) -> Iterator[Gathering]:
    """Every meeting held that `start:end` tells of, in order. `marks` part clauses; in a title a blank does too."""
    folded = shadow.folded
    guard = lexicon.pattern("meeting.guard.not_held")
    study = lexicon.words("meeting_verb_study")
    for match in _verbs(lexicon).finditer(folded, start, end):
        at, behind = match.span()
        is_ceremony = folded[behind - 1] == "幕" and folded[behind : behind + 1] in _CEREMONY
        if is_ceremony or shadow.shield[at] & (QUOTE | TITLE | BRACKET):
            continue
        clause = _clause(shadow, at, behind, start, end, marks)
        if guard.search(folded, max(start, clause[0] - _LEAD), at):
            continue
        if match.group() in study:
            found = _studied(shadow, lexicon, clause, at, behind)
        else:
            found = _held(shadow, lexicon, clause, at, behind, start)
        if found is not None:
            yield found


def _held(shadow: Shadow, lexicon: Lexicon, clause: Span, at: int, behind: int, floor: int) -> Gathering | None:
    """The object of 召开, unless its subject is a meeting already (第三次会议举行第一次全体会议)."""
    found = _object(shadow, lexicon, clause, at, behind)
    is_organs = found is not None and lexicon.words("meeting_organ").match(shadow.folded, found.words[0]) is not None
    if found is None or is_organs or "会议" not in shadow.folded[clause[0] : at]:
        return found or _subject(shadow, lexicon, clause, at, behind, floor)
    whole = _subject(shadow, lexicon, clause, at, behind, clause[0])
    return whole if whole is not None and whole.name is not None else found


def _clause(shadow: Shadow, at: int, behind: int, start: int, end: int, marks: str = MARKS) -> Span:
    """The clause round `at:behind`, cut at marks outside quotes and brackets."""
    folded, shield = shadow.folded, shadow.shield
    left = at
    while left > start and not (folded[left - 1] in marks and not shield[left - 1]):
        left -= 1
    right = behind
    while right < end and not (folded[right] in marks and not shield[right]):
        right += 1
    return left, right


def _object(shadow: Shadow, lexicon: Lexicon, clause: Span, at: int, behind: int) -> Gathering | None:
    """召开 and the name behind it."""
    folded = shadow.folded
    if behind < clause[1] and folded[behind] == "的":
        return None
    lead = lexicon.pattern("meeting.lead").match(folded, behind, clause[1])
    begin = lead.end() if lead else behind
    end = _name_end(shadow, lexicon, begin, clause[1])
    if end is None:
        return None
    if lexicon.pattern("meeting.guard.after").match(folded, end):
        return None
    begin, end = shadow.strip(begin, end)
    if lexicon.pattern("meeting.guard.no_name").search(folded, begin, end):
        return None
    subject = _who(shadow, lexicon, clause[0], at)
    name = None if folded[begin:end] in lexicon.words("meeting_bare") else (begin, end)
    return Gathering((at, behind), (begin, end), name, subject, "meeting.verb")


def _name_end(shadow: Shadow, lexicon: Lexicon, begin: int, ceiling: int) -> int | None:
    """Where the name ends that begins at `begin`: at its first noun of meeting, or at the noun this one goes on to."""
    folded, shield = shadow.folded, shadow.shield
    nouns = lexicon.words("meeting_noun").regex
    end = None
    for noun in nouns.finditer(folded, begin, ceiling):
        if not shield[noun.start()]:
            end = noun.end()
            break
    if end is None:
        study = lexicon.words("meeting_study_noun").regex
        for noun in study.finditer(folded, begin, ceiling):
            if not shield[noun.start()] and noun.end() == ceiling:
                return noun.end()
        return None
    return _extended(lexicon, folded, end, ceiling)


def _extended(lexicon: Lexicon, folded: str, end: int, ceiling: int) -> int:
    """`end` moved on over 会议, 第二次会议, 暨…会议, （扩大）."""
    for _ in range(4):
        for entry in _EXTENSIONS:
            match = lexicon.pattern(entry).match(folded, end, ceiling)
            if match:
                end = match.end()
                break
        else:
            break
    return end


def _subject(shadow: Shadow, lexicon: Lexicon, clause: Span, at: int, behind: int, floor: int) -> Gathering | None:
    """The name before 召开/举行/闭幕: its last noun, with nothing but place, date and adverbs behind it."""
    folded, shield = shadow.folded, shadow.shield
    if behind < clause[1] and folded[behind] in "的式在期会":
        return None
    if lexicon.pattern("meeting.guard.heading").match(folded, behind, clause[1]):
        return None
    gap = lexicon.pattern("meeting.gap")
    sentence = max(shadow.sentence_at(at)[0], floor, at - _LEFT)
    for noun in list(lexicon.words("meeting_noun").regex.finditer(folded, sentence, at))[: -_NOUNS - 1 : -1]:
        if shield[noun.start()]:
            continue
        bracket = lexicon.pattern("meeting.name.bracket").match(folded, noun.end(), at)
        end = bracket.end() if bracket else noun.end()
        if not gap.fullmatch(folded, end, at):
            continue
        if noun.group() == "会" and behind < clause[1]:
            return None  # 县人大常委会举行讲座: a body, not a meeting
        left = _clause(shadow, noun.start(), noun.end(), sentence, at)[0]
        begin = _after_when(lexicon, folded, left, noun.start())
        by = lexicon.pattern("meeting.by").match(folded, begin, noun.start())
        begin = by.end() if by else begin
        name = None if begin >= noun.start() or folded[begin:end] in lexicon.words("meeting_bare") else (begin, end)
        return Gathering((at, behind), (begin, end), name, None, "meeting.verb")
    return None


def _after_when(lexicon: Lexicon, folded: str, start: int, ceiling: int) -> int:
    """`start` moved over a leading date."""
    match = lexicon.pattern("meeting.when").match(folded, start, ceiling)
    start = match.end() if match else start
    while start < ceiling and folded[start] == " ":
        start += 1
    return start


def _studied(shadow: Shadow, lexicon: Lexicon, clause: Span, at: int, behind: int) -> Gathering | None:
    """进行…集体学习研讨."""
    folded = shadow.folded
    for noun in lexicon.words("meeting_study_noun").regex.finditer(folded, behind, clause[1]):
        if shadow.shield[noun.start()] or noun.end() != clause[1]:
            continue
        lead = lexicon.pattern("meeting.lead").match(folded, behind, clause[1])
        begin = lead.end() if lead else behind
        return Gathering(
            (at, behind), (begin, noun.end()), (begin, noun.end()), _who(shadow, lexicon, clause[0], at),
            "meeting.verb.study",
        )  # fmt: skip
    return None


def _who(shadow: Shadow, lexicon: Lexicon, start: int, at: int) -> Span | None:
    """The words before 召开 up to the place, the date or an adverb: who held it, if it was a body."""
    start = _after_when(lexicon, shadow.folded, start, at)
    stop = lexicon.pattern("organization.subject.end").search(shadow.folded, start, at)
    start, end = shadow.strip(start, stop.start() if stop else at)
    return (start, end) if start < end else None
