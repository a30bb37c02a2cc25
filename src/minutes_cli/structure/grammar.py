"""The grammar of titles and names: 县委常委、副县长何静, 周文博局长, 周局长, 组织部（党校）何静部长.

A name is found by what stands beside it. To its left: a title, a mark, or a word that cannot belong to a name; to its
right: a title, a mark, or a word that people are the subject of.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.names import Name, Names, before_note, names_of, normal_name
from minutes_cli.structure.person import PersonMention
from minutes_cli.structure.titles import Titles, title_ends, titles_of
from minutes_cli.text.shadow import Shadow

_MARKS = frozenset("，。；：！？\n、“”‘’（）《》【】/|*#>-—… \t")
_MOST_NOTES = 2
_SENTENCE = re.compile(r"[，。；！？\n]")
_FARTHEST_NAME = 90  # code points between the first title and the name
_FARTHEST_TITLED = 3000  # code points in which a rare name is looked for behind a title
_NOT_CALLED = frozenset("任向和于从会代常副原老各现前全党时大小该本其总")
"""What stands before a title and is no surname there (任局长, 向县长, 副书记)."""


class Grammar:
    """Titles and names of one lexicon put together."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names: Names = names_of(lexicon)
        self.titles: Titles = titles_of(lexicon)
        self._followers = frozenset(lexicon.words("person_follower"))
        self._lexicon = lexicon
        self._act = lexicon.pattern("person.act")
        self._honorific = tuple(lexicon.words("honorific"))

    def before(self, shadow: Shadow, end: int, floor: int, depth: int = 0) -> PersonMention | None:
        """See `person_before`. `depth` counts the notes and honorifics taken off (何静（县水务局）同志)."""
        stop = end
        while stop > floor and shadow.folded[stop - 1] == " ":
            stop -= 1
        if not self._may_end(shadow.folded, stop, floor):
            return None
        note = before_note(shadow.folded, stop, floor)
        if note >= 0 and depth < _MOST_NOTES and (person := self.before(shadow, note, floor, depth + 1)):
            return self._noted(shadow, person, (note + 1, stop - 1))
        for word in self._honorific:
            if depth < _MOST_NOTES and shadow.folded.endswith(word, floor, stop):
                person = self.before(shadow, stop - len(word), floor, depth + 1)
                if person:
                    return person
        titled = next(self._titled_before(shadow, stop, floor), None)
        if titled:
            return titled
        return self.called_before(shadow, stop, floor) or self.bare_before(shadow, stop, floor)

    def unlisted_before(self, shadow: Shadow, end: int, floor: int) -> PersonMention | None:
        """县长格桑多吉: two to five characters behind a title that are no word, where a name must stand."""
        folded = shadow.folded
        for start in range(end - 2, max(floor, end - 6), -1):
            if self.titles.head_ending(folded, start, floor) < 0 or not self.names.may_be_unlisted(folded[start:end]):
                continue
            if folded[start : start + 2] in self._followers or folded[start] in self._followers:
                continue
            titles = self.titles.chain(shadow, start, floor)
            if titles:
                return self.mention(shadow, Name(start, end, 0, 1), titles[0][0], end, titles)
        return None

    def _may_end(self, folded: str, end: int, floor: int) -> bool:
        """Whether a name or a title may end at `end`: a cheap look before the dear ones."""
        if end - 2 < floor:
            return False
        last, surnames = folded[end - 1], self.names.surnames
        if (
            folded[end - 2] in surnames
            or folded[end - 3 : end - 2] in surnames
            or folded[end - 3 : end - 1] in surnames
            or folded[end - 4 : end - 2] in surnames
        ):
            return True
        if last in "）志士生学师" or last.isascii() or folded[end - 2] == " ":
            return True
        return (
            last in self.titles.shorts
            or self.titles.head_ending(folded, end, floor) >= 0
            or self.names.has_dot(folded, end, floor)
        )

    def after(self, shadow: Shadow, start: int, ceiling: int) -> PersonMention | None:
        """See `person_after`."""
        bare = self.name_after(shadow, start, ceiling)
        if bare and bare.trust == 3 and self._holds_title(shadow.folded, bare):
            bare = None  # 副县长格桑·多吉: the first part of the dotted name is a title
        if bare and bare.trust >= 2 and not bare.is_word:
            stop = self.titles.head_starting(shadow.folded, bare.end, ceiling)
            if stop > 0 and self.follows(shadow.folded, stop, ceiling):
                return self.mention(shadow, bare, start, stop, ((bare.end, stop),))
            if self.follows(shadow.folded, bare.end, ceiling):
                return self.mention(shadow, bare, start, bare.end)
        if bare and bare.trust == 1 and not bare.is_word and self._titled_earlier(shadow.folded, bare):
            return self.mention(shadow, bare, start, bare.end)
        size = self.names.surname_at(shadow.folded, start, ceiling)
        if size and shadow.folded[start] not in _NOT_CALLED:
            stop = self._called_until(shadow.folded, start + size, ceiling)
            if stop > 0 and self.follows(shadow.folded, stop, ceiling):
                return PersonMention(
                    start,
                    stop,
                    None,
                    shadow.source[start : start + size],
                    (start, start + size),
                    ((start + size, stop),),
                )
        return self._titled_after(shadow, start, ceiling) or self._of_unit_after(shadow, start, ceiling)

    def _titled_earlier(self, folded: str, name: Name) -> bool:
        """Whether a name of a rare surname stood behind a title before (副县长贝远出席。贝远强调…)."""
        if not self.follows(folded, name.end, len(folded)):
            return False
        floor = max(0, name.start - _FARTHEST_TITLED)
        at = folded.find(folded[name.start : name.end], floor, name.start)
        return at >= 0 and self.titles.head_ending(folded, at, floor) >= 0

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
        ends = title_ends(shadow, self._lexicon)
        index = bisect_left(ends, start + 2)
        if index < len(ends) and ends[index] < ceiling:
            return True
        return self._act.search(folded, start + 4, min(ceiling, start + 40)) is not None

    def name_after(self, shadow: Shadow, start: int, ceiling: int, titled: bool = False) -> Name | None:
        """The best reading of a name that begins at `start`; its end is told by what follows."""
        readings = self.names.starting(shadow.folded, start, ceiling)
        if titled:
            readings = [n for n in readings if not self.names.is_refused(shadow.folded, n)]
        for name in readings:
            follows = self.follows(shadow.folded, name.end, ceiling)
            if follows or self._title_follows(shadow.folded, name.end, ceiling):
                if name.trust == 3 and shadow.folded[name.start : name.end].isascii() is False:
                    return (
                        min((n for n in readings if self.follows(shadow.folded, n.end, ceiling)), key=lambda n: n.end)
                        if self.follows(shadow.folded, name.end, ceiling)
                        else name
                    )
                shorter = self._shorter(shadow.folded, name, readings, ceiling)
                return shorter or name
        return readings[0] if titled and readings and readings[0].trust == 2 else None

    def _shorter(self, folded: str, name: Name, readings: list[Name], ceiling: int) -> Name | None:
        """The reading without the last character, where that begins a word (孙丽 in 孙丽关于)."""
        at = name.end - 1
        if not any(folded[at : at + n] in self._followers for n in (2, 3, 4) if at + n <= ceiling):
            return None
        return next((n for n in readings if n.start == name.start and n.end == name.end - 1), None)

    def follows(self, folded: str, at: int, ceiling: int) -> bool:
        """Whether a name may end at `at`."""
        if at >= ceiling or folded[at] in _MARKS or folded[at].isascii():
            return True
        words = self._followers
        return folded[at] in words or folded[at : at + 2] in words or folded[at : at + 3] in words

    def is_boundary(self, folded: str, at: int, floor: int) -> bool:
        """Whether a name or its titles may begin at `at` for what stands before."""
        if at <= floor or folded[at - 1] in _MARKS:
            return True
        return self.titles.edges.end_at(folded, at, floor)

    def mention(
        self,
        shadow: Shadow,
        name: Name,
        start: int,
        end: int,
        titles: tuple[Span, ...] = (),
        wrapped: Span | None = None,
    ) -> PersonMention:
        """A mention of `name`."""
        return PersonMention(
            start, end, normal_name(shadow, name.start, name.end), None, (name.start, name.end), titles, wrapped
        )

    def _titled_before(self, shadow: Shadow, end: int, floor: int) -> Iterator[PersonMention]:
        """县长林知远."""
        readings = self.names.ending(shadow.folded, end, floor)
        for name in readings:
            if self.names.is_refused(shadow.folded, name) or self._begins_in_head(shadow.folded, name, readings, floor):
                continue
            titles = self.titles.chain(shadow, name.start, floor)
            if titles:
                yield self.mention(shadow, name, titles[0][0], end, titles)

    def _begins_in_head(self, folded: str, name: Name, readings: list[Name], floor: int) -> bool:
        """Whether a longer title swallows the surname: 总会计师陈默 is no 总会计 called 师陈默."""
        inner = (self.titles.head_ending(folded, other.start, floor) for other in readings if other.start > name.start)
        return any(0 <= longer < name.start for longer in inner)

    def called_before(self, shadow: Shadow, end: int, floor: int) -> PersonMention | None:
        """周文博局长, 何静常务副县长, 组织部（党校）何静部长, 周局长."""
        folded = shadow.folded
        for at in self._title_starts(folded, end, floor):
            for name in self.names.ending(folded, at, floor):
                if name.trust < 2 or name.is_word or self.names.is_refused(folded, name):
                    continue
                person = self._wrapped(shadow, name, (at, end), floor)
                if person:
                    return person
        for at in self._title_starts(folded, end, floor, short=True):
            for size in (2, 1):
                start = at - size
                if (
                    start >= floor
                    and self.names.surname_at(folded, start, at) == size
                    and (folded[start] not in _NOT_CALLED or size == 2)
                    and self.is_boundary(folded, start, floor)
                ):
                    return PersonMention(start, end, None, shadow.source[start:at], (start, at), ((at, end),))
        return None

    def _wrapped(self, shadow: Shadow, name: Name, title: Span, floor: int) -> PersonMention | None:
        folded, start = shadow.folded, name.start
        if self.is_boundary(folded, start, floor) and not (start > floor and folded[start - 1] == "）"):
            return self.mention(shadow, name, start, title[1], (title,))
        if start > floor and self.titles.ends_body(folded, start):
            edge = self.titles.left_edge(shadow, start, floor)
            if start - edge < 2:
                return None
            earlier = self.titles.chain(shadow, edge - 1, floor) if edge > floor and folded[edge - 1] == "、" else ()
            first = earlier[0][0] if earlier else edge
            return self.mention(shadow, name, first, title[1], (*earlier, title), (edge, start))
        return None

    def bare_before(self, shadow: Shadow, end: int, floor: int) -> PersonMention | None:
        """林知远 with a boundary before it."""
        for name in self.names.ending(shadow.folded, end, floor):
            if name.trust >= 2 and not name.is_word and self.is_boundary(shadow.folded, name.start, floor):
                return self.mention(shadow, name, name.start, end)
        return None

    def of_unit_before(self, shadow: Shadow, end: int, floor: int) -> PersonMention | None:
        """办公室何静, where a person must stand: a body behind a mark, and a frequent surname."""
        folded = shadow.folded
        for name in self.names.ending(folded, end, floor):
            if name.trust < 2 or name.is_word or not self.titles.ends_body(folded, name.start):
                continue
            edge = self.titles.left_edge(shadow, name.start, floor)
            if name.start - edge >= 2:
                return self.mention(shadow, name, edge, end)
        return None

    def _titled_after(self, shadow: Shadow, start: int, ceiling: int) -> PersonMention | None:
        folded = shadow.folded
        stop = min(ceiling, start + _FARTHEST_NAME)
        ends = title_ends(shadow, self._lexicon)
        for index in range(bisect_left(ends, start + 2), len(ends)):
            at = ends[index]
            if at >= stop or _SENTENCE.search(folded, start, at):
                return None
            begin = at
            if folded[at] == "（" and (closing := folded.find("）", at, at + 20)) > 0:
                begin = closing + 1
            while begin < stop and folded[begin] == " ":
                begin += 1
            name = self.name_after(shadow, begin, ceiling, titled=True)
            if name is None:
                continue
            titles = self.titles.chain(shadow, begin, start)
            if titles and titles[0][0] == start:
                return self.mention(shadow, name, start, name.end, titles)
        return None

    def _holds_title(self, folded: str, name: Name) -> bool:
        return any(self.titles.head_ending(folded, at, name.start) >= 0 for at in range(name.start + 2, name.end))

    def _of_unit_after(self, shadow: Shadow, start: int, ceiling: int) -> PersonMention | None:
        """教务处李晓红汇报了…: a body, a frequent surname, and a verb that only people are the subject of."""
        folded = shadow.folded
        farthest = min(ceiling, start + 24)
        if not self._act.search(folded, start + 4, farthest + 30):
            return None
        for at in range(start + 2, farthest):
            if folded[at] in _MARKS:
                return None
            if not self.titles.ends_body(folded, at) or not self.names.surname_at(folded, at, ceiling):
                continue
            name = self.name_after(shadow, at, ceiling)
            if name and name.trust >= 2 and not name.is_word and self._act.match(folded, name.end):
                return self.mention(shadow, name, name.start, name.end)
        return None

    def _title_starts(self, folded: str, end: int, floor: int, short: bool = False) -> list[int]:
        """Where a title that ends at `end` may begin, modifiers taken in first."""
        at = self.titles.head_ending(folded, end, floor)
        starts = []
        if at < 0:
            return [end - 1] if short and end - 1 > floor and folded[end - 1] in self.titles.shorts else []
        starts.append(at)
        starts.extend(inner for inner in range(at + 1, end - 1) if folded[inner:end] in self.titles.heads)
        for _ in range(3):
            longer = next(
                (at - n for n in (4, 3, 2, 1) if at - n > floor and folded[at - n : at] in self.titles.modifiers), -1
            )
            if longer < 0:
                break
            starts.insert(0, longer)
            at = longer
        return starts

    def _called_until(self, folded: str, start: int, ceiling: int) -> int:
        stop = self.titles.head_starting(folded, start, ceiling)
        if stop < 0 and folded[start : start + 1] in self.titles.shorts and start < ceiling:
            return start + 1
        return stop

    def _title_follows(self, folded: str, at: int, ceiling: int) -> bool:
        if folded[at - 1] in "为任兼":
            return False  # 任命周文博为局长
        return self.titles.head_starting(folded, at, ceiling) > 0

    def _noted(self, shadow: Shadow, person: PersonMention, inner: Span) -> PersonMention:
        """何静（副局长）: the note is a title where it ends in one and the name has none yet."""
        if person.titles or person.name_span is None or self.titles.head_ending(shadow.folded, inner[1], inner[0]) < 0:
            return person
        titles = self.titles.chain(shadow, inner[1], inner[0])
        if not titles or titles[0][0] != inner[0]:
            titles = (inner,)
        return PersonMention(
            person.start, inner[1] + 1, person.name, person.surname, person.name_span, titles, person.wrapped
        )


@lru_cache(maxsize=4)
def grammar_of(lexicon: Lexicon) -> Grammar:
    """The grammar of `lexicon`, built once."""
    return Grammar(lexicon)
