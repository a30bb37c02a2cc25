"""The body that met, in the fullest form printed: who held the meeting, or what its name begins with."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from minutes_cli.extract.gathering import MARKS, TITLE_MARKS, gatherings
from minutes_cli.extract.title_name import name_in_title
from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Meeting, Mention, Span
from minutes_cli.structure.document import Document
from minutes_cli.text.shadow import Shadow

_SUFFIX_LIMIT = 10
_AROUND = 300
_NEXT_MEETING = re.compile(r"暨|会议?[和及与、](?=[^，]{2,}会)")
_OURS = "我本"
_SITTING_BODIES = frozenset(("委会", "事会"))
"""县委常委会, 董事会: the name of the body is that of its meeting."""


@lru_cache(maxsize=4)
def _suffixes(lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """How names of bodies end, and the last characters of these endings."""
    suffixes = frozenset(lexicon.words("organization_suffix"))
    return suffixes, frozenset(suffix[-1] for suffix in suffixes)


def find_organization(document: Document, meeting: Meeting | None) -> Mention | None:
    """The subject of 召开 if it is a body, else the front of the meeting's name; a fuller form in the title wins."""
    if not document.page.is_minutes:
        return None
    lexicon, shadow = document.lexicon, document.shadow
    found = None if meeting is None else _subject_of(document, meeting)
    title, is_subject = (None, False) if found and not _may_be_fuller(document, found) else _of_title(document)
    if found is None and is_subject:
        found = title
    if found is None and meeting is not None and meeting.name is not None:
        found = front_of_name(shadow, lexicon, meeting.span)
    if title is not None and (found is None or _is_fuller(shadow, title, found) or _has_aside(document, found)):
        found = title
    if found is None:
        found = next((label.value for label in document.page.labels if label.key == "organization"), None)
    is_ours = found is not None and found[1] - found[0] == 2 and shadow.folded[found[0]] in _OURS  # 我县 names none
    return document.mention(found, "organization.suffix") if found and not is_ours else None


def _subject_of(document: Document, meeting: Meeting) -> Span | None:
    """The body that is the subject of 召开 where the meeting's name is its object."""
    shadow, lexicon = document.shadow, document.lexicon
    start, end = shadow.sentence_at(meeting.span[0])
    start, end = max(start, meeting.span[0] - _AROUND), min(end, meeting.span[1] + _AROUND)
    for held in gatherings(shadow, lexicon, start, end):
        if held.words == meeting.span and held.subject is not None and is_body(lexicon, shadow, held.subject):
            return held.subject
    return None


def _of_title(document: Document) -> tuple[Span | None, bool]:
    """The body a title names, and whether it is the subject of 召开 there.

    青岚市水务局 in 青岚市水务局局务会议纪要; 数学学院, a subject, in 数学学院召开…会议.
    """
    for title in (document.page.flag, document.page.title):
        if title is None:
            continue
        front = name_in_title(document, title, is_told=False)
        held_in_title = (gatherings(document.shadow, document.lexicon, *title, m) for m in (TITLE_MARKS, MARKS))
        for held in chain.from_iterable(held_in_title):
            if held.subject is not None and is_body(document.lexicon, document.shadow, held.subject):
                return held.subject, True
            front = held.name
            break
        front = front and front_of_name(document.shadow, document.lexicon, front)
        front = front or _issuer(document, title)
        if front is not None:
            return front, False
    return None, False


def _issuer(document: Document, title: Span) -> Span | None:
    """The body before 关于: 云泽县人民政府 in 云泽县人民政府关于…的会议纪要."""
    shadow, lexicon = document.shadow, document.lexicon
    match = lexicon.pattern("organization.issuer").match(shadow.folded[slice(*title)])
    issuer = match and (title[0], title[0] + match.end())
    return issuer if issuer and is_body(lexicon, shadow, issuer) else None


def _may_be_fuller(document: Document, found: Span) -> bool:
    """Whether a title holds the end of `found` at all."""
    folded = document.shadow.folded
    ending = folded[max(found[0], found[1] - 2) : found[1]].lstrip(_OURS)
    return any(
        title is not None and ending in folded[slice(*title)] for title in (document.page.flag, document.page.title)
    )


def _has_aside(document: Document, found: Span) -> bool:
    """Whether （以下简称“公司”） stands in the words."""
    return document.lexicon.pattern("meeting.name.aside").search(document.shadow.folded, *found) is not None


def is_body(lexicon: Lexicon, shadow: Shadow, span: Span) -> bool:
    """Whether the words at `span` end as bodies do (县水务局), and are not a mere 全市 or 各部门, nor a person."""
    words = shadow.folded[span[0] : span[1]].replace(" ", "")
    if len(words) < 2 or words[0] in "各由受某" or words.startswith(("部分", "有关", "相关")):
        return False
    return (words.isascii() and not words.isdigit()) or _ends_as_body(lexicon, words)


def _is_fuller(shadow: Shadow, title: Span, found: Span) -> bool:
    """Whether the title prints the same body at greater length (县政府, 云泽县人民政府; 地区行署, 青岚地区行政公署)."""
    long, short = shadow.folded[slice(*title)], shadow.folded[slice(*found)]
    if short[0] in _OURS and len(short) == 2:
        return len(long) > 2 and long.endswith(short[1:])  # 云泽县 says which 我县 is
    if len(long) <= len(short) or long[-1] != short[-1]:
        return False
    rest = iter(long)
    return long[-2:] == short[-2:] or all(character in rest for character in short)


def front_of_name(shadow: Shadow, lexicon: Lexicon, span: Span) -> Span | None:
    """The body that a meeting's name begins with: 局党组 in 局党组（扩大）会议, 国务院 in 国务院常务会议."""
    folded = shadow.folded
    start, end = span
    ordinal = lexicon.pattern("organization.ordinal").match(folded[start:end])
    if ordinal:
        start += ordinal.end()
    latin = lexicon.pattern("organization.latin").match(folded, start, end)
    if latin:
        return shadow.strip(start, latin.end())
    strict = lexicon.pattern("organization.follower")
    loose = lexicon.pattern("organization.follower.loose")
    head = lexicon.words("organization_head").match(folded, start)
    joined = _NEXT_MEETING.search(folded, start, end)
    end = joined.end() if joined else end
    best = first = None
    _, finals = _suffixes(lexicon)
    for stop in range(start + 2, min(end, start + 40) + 1):
        if folded[stop - 1] not in finals or not _ends_as_body(lexicon, folded[start:stop]):
            continue
        if _is_followed(strict, folded, stop, end) or (stop == end and folded[stop - 2 : stop] in _SITTING_BODIES):
            best = stop
        elif first is None and _is_followed(loose, folded, stop, end):
            first = stop
    chosen = best or (head[0] if head and head[0] < end else None) or first
    return _without_session(shadow, lexicon, start, chosen) if chosen else None


def _without_session(shadow: Shadow, lexicon: Lexicon, start: int, end: int) -> Span | None:
    """县委 in 县委第32次常委（会）; 县委常委（扩大）会 is one of 县委, too."""
    folded = shadow.folded
    session = lexicon.pattern("organization.session").search(folded, start, end)
    if session is None or lexicon.words("meeting_organ").ending_at(folded, end, start) is not None:
        return start, end
    if session.start() == start or not _ends_as_body(lexicon, folded[start : session.start()]):
        return None
    return start, session.start()


def _is_followed(follower: re.Pattern[str], folded: str, stop: int, end: int) -> bool:
    """Whether `follower` stands behind `stop`, blanks and a line end stepped over, set letter by letter or not."""
    after = stop
    while after < end and folded[after] in " \n":
        after += 1
    if follower.match(folded, after, end):
        return True
    return folded[after + 1 : after + 2] == " " and follower.match(folded[after:end].replace(" ", "")) is not None


def _ends_as_body(lexicon: Lexicon, words: str) -> bool:
    """Whether `words` end in 局, 党组, 委员会 …, and say whose."""
    suffixes, last = _suffixes(lexicon)
    if words[-1:] not in last or words[-2:] in lexicon.words("organization_no_end"):
        return False
    ends = any(words[-size:] in suffixes for size in range(1, min(_SUFFIX_LIMIT, len(words) + 1)))
    return ends and words not in lexicon.words("organization_generic") and not words.startswith(("部分", "各"))
