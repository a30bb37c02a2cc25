"""How names of meetings and speeches end (…全会, 十九大, 在海南考察时的讲话)."""

from __future__ import annotations

from functools import lru_cache

from minutes_cli.lexicon import Lexicon

_SUFFIX_LENGTHS = (5, 4, 3, 2)
_MORE = 10  # code points of 等一系列会议


class Endings:
    """How names of meetings and speeches end, and what stands alone in a list of things studied."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._suffixes = tuple(w for w in lexicon.words("meeting_suffix") if len(w) in _SUFFIX_LENGTHS)
        self._finals = frozenset(word[-1] for word in self._suffixes)
        self._complete = tuple(w for w in lexicon.words("citing_complete") if len(w) <= 2)
        self._speeches = tuple(lexicon.words("cited_speech"))
        self._congress = lexicon.pattern("cited_meeting.congress")
        self._more = lexicon.pattern("cited_meeting.and_more")
        self._course = lexicon.pattern("cited_meeting.class")
        self._occasion = lexicon.pattern("cited_meeting.occasion")

    def is_meeting(self, folded: str, start: int, end: int) -> bool:
        """Whether `start:end` ends as meetings do."""
        if start >= end:
            return False
        if folded[end - 1] in self._finals and folded.endswith(self._suffixes, start, end):
            return True
        return folded[end - 1] == "大" and self._congress.search(folded, start, end) is not None

    def without_more(self, folded: str, end: int) -> int:
        """Where the last name of a list ends: before 等会议."""
        more = self._more.search(folded, max(0, end - _MORE), end)
        return more.start() if more and self.is_meeting(folded, max(0, more.start() - _MORE), more.start()) else end

    def is_in_course(self, folded: str, start: int, end: int) -> bool:
        """Whether a verb of studying that ends at `start` is part of a course's name (学习贯彻…精神专题研讨班)."""
        course = self._course.search(folded, start, end)
        return course is not None and "、" not in folded[start : course.start()]

    def may_speak(self, folded: str, start: int, end: int) -> bool:
        """Whether `start:end` ends as speeches do."""
        return folded.endswith(self._speeches, start, end)

    def is_speech(self, folded: str, start: int, end: int) -> bool:
        """Whether it also tells the speech from others of the same person."""
        return self.may_speak(folded, start, end) and self._occasion.search(folded, start, end) is not None

    def is_complete(self, folded: str, start: int, end: int) -> bool:
        """Whether what stands before a joint stands alone."""
        if "》" in folded[max(start, end - 4) : end]:
            return True
        return self.is_meeting(folded, start, end) or folded.endswith(self._complete, start, end)


@lru_cache(maxsize=4)
def endings_of(lexicon: Lexicon) -> Endings:
    """The endings of `lexicon`, built once."""
    return Endings(lexicon)
