"""Persons read rightwards, from the place where they begin: 县委常委、副县长何静, 周文博局长, 教务处李晓红汇报了…."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.beside import MARKS, NOT_CALLED, Beside
from minutes_cli.structure.names import Name
from minutes_cli.structure.person import PersonMention
from minutes_cli.structure.titles import title_heads
from minutes_cli.text.shadow import Shadow

_SENTENCE = re.compile(r"[，。；！？\n]")
_FARTHEST_NAME = 90  # code points between the first title and the name
_FARTHEST_TITLED = 3000  # code points in which a rare name is looked for behind a title


class After(Beside):
    """Who begins at a place."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self._act = lexicon.pattern("person.act")

    def after(self, shadow: Shadow, start: int, ceiling: int) -> PersonMention | None:
        """See `person_after`."""
        folded = shadow.folded
        bare = self.name_after(shadow, start, ceiling)
        if bare and bare.trust == 3 and self.holds_title(folded, bare):
            bare = None  # 副县长格桑·多吉: the first part of the dotted name is a title
        if bare and bare.length == 2 and self.titles.head_starting(folded, start + 1, ceiling) > bare.end:
            bare = None  # 董主任 is no 董主
        if bare and bare.trust >= 2 and not bare.is_word:
            stop = self.titles.head_starting(folded, bare.end, ceiling)
            if stop > 0 and self.follows(folded, stop, ceiling):
                return self.mention(shadow, bare, start, stop, ((bare.end, stop),))
            if self.follows(folded, bare.end, ceiling):
                return self.mention(shadow, bare, start, bare.end)
        if (
            bare
            and (bare.trust == 1 or bare.is_word)
            and (self._acts(folded, bare) or self._titled_earlier(folded, bare))
        ):
            return self.mention(shadow, bare, start, bare.end)
        size = self.names.surname_at(folded, start, ceiling)
        if size and folded[start] not in NOT_CALLED:
            stop = self._called_until(folded, start + size, ceiling)
            if stop > 0 and self.follows(folded, stop, ceiling):
                at = start + size
                return PersonMention(start, stop, None, shadow.source[start:at], (start, at), ((at, stop),))
        other = self._transliterated(folded, start, ceiling)
        if other and self._titled_earlier(folded, other):
            return self.mention(shadow, other, start, other.end)
        return self._titled_after(shadow, start, ceiling) or self._of_unit_after(shadow, start, ceiling)

    def may_open(self, shadow: Shadow, start: int, ceiling: int) -> bool:
        """Whether a person may begin at `start`: a cheap look before the dear ones."""
        folded, surnames = shadow.folded, self.names.surnames
        if (
            start >= ceiling
            or folded[start] in surnames
            or folded[start : start + 2] in surnames
            or folded[start].isascii()
        ):
            return True
        ends = title_heads(shadow, self._lexicon).ends
        index = bisect_left(ends, start + 2)
        if index < len(ends) and ends[index] < ceiling:
            return True
        return self._act.search(folded, start + 4, min(ceiling, start + 40)) is not None

    def name_after(self, shadow: Shadow, start: int, ceiling: int, titled: bool = False) -> Name | None:
        """The best reading of a name that begins at `start`; its end is told by what follows."""
        folded = shadow.folded
        readings = self.names.starting(folded, start, ceiling)
        if titled:
            readings = [n for n in readings if not self.names.is_refused(folded, n)]
            sure = any(n.trust > 1 and self.follows(folded, n.end, ceiling) for n in readings)
            if not sure and (other := self._transliterated(folded, start, ceiling)):
                return other
        for name in readings:
            follows = self.follows(folded, name.end, ceiling)
            if not follows and not self._title_follows(folded, name.end, ceiling):
                continue
            if name.trust == 3 and not folded[name.start : name.end].isascii():
                if not follows:
                    return name
                return min((n for n in readings if self.follows(folded, n.end, ceiling)), key=lambda n: n.end)
            return self._shorter(folded, name, readings, ceiling) or name
        return readings[0] if titled and readings and readings[0].trust == 2 else None

    def _transliterated(self, folded: str, start: int, ceiling: int) -> Name | None:
        """达娃次仁 before a verb that only people are the subject of: four characters or more that write such names."""
        end = self.names.transliterated_until(folded, start, ceiling)
        for stop in range(end, start + 3, -1):
            if self._act.match(folded, stop):
                return Name(start, stop, 0, 1)
        return None

    def _shorter(self, folded: str, name: Name, readings: list[Name], ceiling: int) -> Name | None:
        """The reading without the last character, where that begins a word or a title (孙丽关于, 孙丽副局长)."""
        at, words = name.end - 1, self._followers
        title = self.titles.head_starting(folded, at, ceiling)
        same = title == self.titles.head_starting(folded, name.end, ceiling)  # 何静 in 何静总经理
        if title > name.end and (same or self.follows(folded, title, ceiling)):
            return next((n for n in readings if n.start == name.start and n.end == at), None)
        for length in (2, 3, 4):
            if folded[at : at + length] in words and at + length <= ceiling:
                return next((n for n in readings if n.start == name.start and n.end == at), None)
        return None

    def _title_follows(self, folded: str, at: int, ceiling: int) -> bool:
        if folded[at - 1] in "为任兼":
            return False  # 任命周文博为局长
        return self.titles.head_starting(folded, at, ceiling) > 0

    def _acts(self, folded: str, name: Name) -> bool:
        """李向前强调: a name of three that holds a character of grammar, and a verb only people are the subject of."""
        return name.has_grammar and name.length == 3 and self._act.match(folded, name.end) is not None

    def _titled_earlier(self, folded: str, name: Name) -> bool:
        """Whether a doubtful name stood behind a title or in a list before (副县长贝远、高峰出席。贝远强调…)."""
        if not self.follows(folded, name.end, len(folded)) or self.names.is_refused(folded, name):
            return False
        words = folded[name.start : name.end]
        floor = max(0, name.start - _FARTHEST_TITLED)
        at = folded.find(words, floor, name.start)
        while at >= 0:
            if self.titles.head_ending(folded, at, floor) >= 0:
                return True
            at = folded.find(words, at + name.length, name.start)
        return False

    def _called_until(self, folded: str, start: int, ceiling: int) -> int:
        stop = self.titles.head_starting(folded, start, ceiling)
        if stop < 0 and folded[start : start + 1] in self.titles.shorts and start < ceiling:
            return start + 1
        return stop

    def _titled_after(self, shadow: Shadow, start: int, ceiling: int) -> PersonMention | None:
        folded = shadow.folded
        stop = min(ceiling, start + _FARTHEST_NAME)
        ends = title_heads(shadow, self._lexicon).ends
        index = bisect_left(ends, start + 2)
        if index == len(ends) or ends[index] >= stop:
            return None
        mark = _SENTENCE.search(folded, start, stop)
        last = mark.start() if mark else stop - 1
        for at in ends[index : bisect_right(ends, last)]:
            begin = at
            if folded[at] == "（" and (closing := folded.find("）", at, at + 20)) > 0:
                begin = closing + 1
            while begin < stop and folded[begin] == " ":
                begin += 1
            name = self.name_after(shadow, begin, ceiling, titled=True)
            if name is None:
                if called := self._surnamed_after(shadow, start, begin, ceiling):
                    return called
                continue
            titles = self.chain(shadow, begin, start)
            if titles and titles[0][0] == start:
                rank = self.titles.head_starting(folded, name.end, ceiling)
                if folded[name.end : max(name.end, rank)] in self._ranks:
                    return self.mention(shadow, name, start, rank, (*titles, (name.end, rank)))
                return self.mention(shadow, name, start, name.end, titles)
        return None

    def _surnamed_after(self, shadow: Shadow, start: int, begin: int, ceiling: int) -> PersonMention | None:
        """村委会副主任刘主任: an office, a surname, and how one is called."""
        folded = shadow.folded
        size = self.names.surname_at(folded, begin, ceiling)
        stop = self.titles.head_starting(folded, begin + size, ceiling) if size else -1
        if stop < 0 or folded[begin] in NOT_CALLED or not self.follows(folded, stop, ceiling):
            return None
        titles = self.chain(shadow, begin, start)
        if not titles or titles[0][0] != start:
            return None
        at = begin + size
        return PersonMention(start, stop, None, shadow.source[begin:at], (begin, at), (*titles, (at, stop)))

    def _of_unit_after(self, shadow: Shadow, start: int, ceiling: int) -> PersonMention | None:
        """教务处李晓红汇报了…: a body, a frequent surname, and a verb that only people are the subject of."""
        folded = shadow.folded
        farthest = min(ceiling, start + 24)
        if not self._act.search(folded, start + 4, farthest + 30):
            return None
        for at in range(start + 2, farthest):
            if folded[at] in MARKS:
                return None
            if not self.titles.ends_body(folded, at) or not self.names.surname_at(folded, at, ceiling):
                continue
            name = self.name_after(shadow, at, ceiling)
            may_be = name and name.trust >= 2 and (name.has_grammar or not name.is_word)
            if name and may_be and self._act.match(folded, name.end):
                return self.mention(shadow, name, name.start, name.end)
        return None
