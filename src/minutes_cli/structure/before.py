"""Persons read leftwards, from the place where they end: 副县长何静, 周文博局长, 周局长, 组织部（党校）何静部长."""

from __future__ import annotations

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.beside import MARKS, NOT_CALLED, Beside
from minutes_cli.structure.names import Name, before_note
from minutes_cli.structure.person import PersonMention
from minutes_cli.text.shadow import Shadow

_MOST_NOTES = 2
_MODIFIED = 3


class Before(Beside):
    """Who ends at a place."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        self._honorific = tuple(lexicon.words("honorific"))
        self._verb = lexicon.pattern("person.verb")

    def before(self, shadow: Shadow, end: int, floor: int, depth: int = 0) -> PersonMention | None:
        """See `person_before`. `depth` counts the notes and honorifics taken off (何静（县水务局）同志)."""
        folded, stop = shadow.folded, end
        while stop > floor and folded[stop - 1] == " ":
            stop -= 1
        if not self._may_end(folded, stop, floor):
            return None
        if depth < _MOST_NOTES and (person := self._less_before(shadow, stop, floor, depth)):
            return person
        readings = self.names.ending(folded, stop, floor)
        return (
            self._titled_before(shadow, readings, stop, floor)
            or self.called_before(shadow, stop, floor)
            or self._bare(shadow, readings, stop, floor)
        )

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

    def _less_before(self, shadow: Shadow, end: int, floor: int, depth: int) -> PersonMention | None:
        """The person before a note or an honorific: 何静（副局长）, 何静同志."""
        folded = shadow.folded
        note = before_note(folded, end, floor)
        if note >= 0 and (person := self.before(shadow, note, floor, depth + 1)):
            return self._noted(shadow, person, (note + 1, end - 1))
        if not folded.endswith(self._honorific, floor, end):
            return None
        for word in self._honorific:
            if folded.endswith(word, floor, end) and (person := self.before(shadow, end - len(word), floor, depth + 1)):
                return person
        return None

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

    def _titled_before(self, shadow: Shadow, readings: list[Name], end: int, floor: int) -> PersonMention | None:
        """县长林知远."""
        for name in readings:
            if self.names.is_refused(shadow.folded, name) or self._begins_in_head(shadow.folded, name, readings, floor):
                continue
            titles = self.chain(shadow, name.start, floor)
            if titles:
                return self.mention(shadow, name, titles[0][0], end, titles)
        return None

    def _begins_in_head(self, folded: str, name: Name, readings: list[Name], floor: int) -> bool:
        """Whether a longer title swallows the surname: 总会计师陈默 is no 总会计 called 师陈默."""
        for other in readings:
            if other.start > name.start and 0 <= self.titles.head_ending(folded, other.start, floor) < name.start:
                return True
        return False

    def called_before(self, shadow: Shadow, end: int, floor: int) -> PersonMention | None:
        """周文博局长, 何静常务副县长, 组织部（党校）何静部长, 周局长."""
        starts = self._title_starts(shadow.folded, end, floor)
        return self._named_before(shadow, starts, end, floor) or self._surnamed_before(shadow, starts, end, floor)

    def named_before(self, shadow: Shadow, end: int, floor: int) -> PersonMention | None:
        """周文博局长: as `called_before`, but not 周局长."""
        return self._named_before(shadow, self._title_starts(shadow.folded, end, floor), end, floor)

    def _named_before(self, shadow: Shadow, starts: list[int], end: int, floor: int) -> PersonMention | None:
        folded = shadow.folded
        for at in starts:
            for name in self.names.ending(folded, at, floor):
                if self.names.is_refused(folded, name) or folded[at - 1] in "为任兼":
                    continue
                if name.is_word and not name.has_grammar:
                    continue
                doubtful = name.trust < 2 or name.has_grammar
                if doubtful and (at != starts[0] or not self._is_called(folded, name, end, floor)):
                    continue
                person = self._wrapped(shadow, name, (at, end), floor)
                if person:
                    return person
        return None

    def _is_called(self, folded: str, name: Name, end: int, floor: int) -> bool:
        """宫子衡县长, 李和平县长 before a verb: a doubtful name of three, and no body (国土所所长, 国开行行长)."""
        at = name.end
        if name.length != 3 or folded[at] == folded[at - 1] or self.titles.ends_body(folded, at):
            return False
        acts = folded[end : end + 1] in MARKS or folded.startswith(("在", "委托"), end) or self._verb.match(folded, end)
        return bool(acts) and self.is_boundary(folded, name.start, floor)

    def _surnamed_before(self, shadow: Shadow, starts: list[int], end: int, floor: int) -> PersonMention | None:
        """周局长, 周总."""
        folded, names = shadow.folded, self.names
        if not starts and end - 1 > floor and folded[end - 1] in self.titles.shorts:
            starts = [end - 1]
        for at in starts:
            for size in (2, 1):
                start = at - size
                if (
                    start >= floor
                    and names.surname_at(folded, start, at) == size
                    and (size == 2 or folded[start] not in NOT_CALLED)
                    and folded[start:end] not in names.words
                    and self.is_boundary(folded, start, floor)
                ):
                    return PersonMention(start, end, None, shadow.source[start:at], (start, at), ((at, end),))
        return None

    def _wrapped(self, shadow: Shadow, name: Name, title: Span, floor: int) -> PersonMention | None:
        folded, start = shadow.folded, name.start
        if self.is_boundary(folded, start, floor) and not (start > floor and folded[start - 1] == "）"):
            return self.mention(shadow, name, start, title[1], (title,))
        if folded[title[0] : title[1]] in self._ranks and (offices := self.chain(shadow, start, floor)):
            return self.mention(shadow, name, offices[0][0], title[1], (*offices, title))
        if start > floor and self.titles.ends_body(folded, start):
            edge = self.titles.left_edge(shadow, start, floor)
            if start - edge < 2:
                return None
            earlier = self.titles.chain(shadow, edge - 1, floor) if edge > floor and folded[edge - 1] == "、" else ()
            first = earlier[0][0] if earlier else edge
            return self.mention(shadow, name, first, title[1], (*earlier, title), (edge, start))
        if before := self.titles.chain(shadow, start, floor):  # 专家组组长何静教授
            return self.mention(shadow, name, before[0][0], title[1], (*before, title))
        return None

    def bare_before(self, shadow: Shadow, end: int, floor: int) -> PersonMention | None:
        """林知远 with a boundary before it."""
        return self._bare(shadow, self.names.ending(shadow.folded, end, floor), end, floor)

    def _bare(self, shadow: Shadow, readings: list[Name], end: int, floor: int) -> PersonMention | None:
        for name in readings:
            if name.trust < 2 or name.is_word or (name.trust == 3 and self.holds_title(shadow.folded, name)):
                continue
            if self.is_boundary(shadow.folded, name.start, floor):
                return self.mention(shadow, name, name.start, end)
        return None

    def alone_between(self, shadow: Shadow, start: int, end: int) -> PersonMention | None:
        """张和平 in 由张和平主持: a doubtful name where nothing else stands and a person must."""
        for name in self.names.ending(shadow.folded, end, start):
            doubtful = name.has_grammar or (name.trust < 2 and name.length == 3 and not name.is_word)
            if name.start == start and doubtful and not self.titles.ends_body(shadow.folded, end):
                return self.mention(shadow, name, start, end)
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

    def unlisted_before(self, shadow: Shadow, end: int, floor: int, among_names: bool = False) -> PersonMention | None:
        """县长格桑多吉: two to five characters behind a title that are no word, where a name must stand.

        They may begin as what follows a name does (委员经纬) only `among_names`.
        """
        folded = shadow.folded
        for start in range(end - 2, max(floor, end - 6), -1):
            if self.titles.head_ending(folded, start, floor) < 0 or not self.names.may_be_unlisted(folded[start:end]):
                continue
            follows = folded[start : start + 2] in self._followers or folded[start] in self._followers
            if follows and not among_names and not self.names.is_transliterated(folded[start:end]):
                continue
            titles = self.titles.chain(shadow, start, floor)
            if titles:
                return self.mention(shadow, Name(start, end, 0, 1), titles[0][0], end, titles)
        return None

    def _title_starts(self, folded: str, end: int, floor: int) -> list[int]:
        """Where a title that ends at `end` may begin, the longest first, modifiers taken in."""
        starts = self.titles.heads_ending(folded, end, floor)
        if not starts:
            return starts
        at, modifiers = starts[0], self.titles.modifiers
        for _ in range(_MODIFIED):
            if folded[at - 1] not in self.titles.modifier_finals:
                break
            for length in (4, 3, 2, 1):
                if at - length > floor and folded[at - length : at] in modifiers:
                    break
            else:
                break
            at -= length
            starts.insert(0, at)
        return starts
