"""What a meeting's name says of its type."""

from __future__ import annotations

import re
from typing import cast

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import MeetingType

_BRACKET = re.compile(r"[（）\s]")
_DRAFT = re.compile(r"（[^（）]{5,}）")
_JOINT = re.compile(r"暨|、|(?<=会议)[和及与]|(?<=会)[和及与](?!议)")


def types_of(lexicon: Lexicon, name: str) -> list[MeetingType]:
    """The types of a name, one for each meeting joined in it (…暨…); ``other`` where no part tells.

    Brackets do not part a word: 党组（扩大）会议 is a 党组扩大会议. The longest form decides, of two the later one.

    >>> from minutes_cli.lexicon import default_lexicon
    >>> types_of(default_lexicon(), "局党组暨理论学习中心组学习（扩大）会议")
    ['party_group', 'study']
    """
    found: list[MeetingType] = []
    plain = _BRACKET.sub("", _DRAFT.sub("", name))
    for part in _JOINT.split(plain):
        best = _longest(lexicon, part)
        if best is not None and best not in found:
            found.append(best)
    if len(found) > 1 and "other" in found:
        found.remove("other")
    return found or (["other"] if name else [])


def _longest(lexicon: Lexicon, part: str) -> MeetingType | None:
    """The type of the longest form in `part`."""
    best: str | None = None
    length = 0
    compact = part.replace("扩大", "").replace("视频", "")  # 视频会商会 is a 会商会
    for text in (part, compact) if compact != part else (part,):
        for start, end, entry in lexicon.words("meeting_type").find(text):
            if end - start >= length:
                best, length = entry.value, end - start
        for entry, pattern in lexicon.patterns("meeting_type_pattern"):
            match = pattern.search(text)
            if match and len(match.group()) >= length:
                best, length = entry.value, len(match.group())
    return cast("MeetingType | None", best)
