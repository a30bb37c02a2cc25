"""Titles: a head (书记, 局长) and what belongs to it on the left (县水务局党组书记), one or several joined by 、."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.lines import behind_marker
from minutes_cli.text.shadow import BRACKET, Shadow

_HARD = frozenset("，。；：！？\n、“‘《 /|*#>")
_CLOSING = {"）": "（", "”": "“", "》": "《", "】": "【", "’": "‘"}
_LONGEST = 40
_LONGEST_ENCLOSED = 24
_GUARDED_FINALS = frozenset("习应日号时年月使说就受由在的和对为议经从管")
_BODIES = frozenset("班部局委股办院厅处室科所站校会心团司队组府社厂区县市镇乡街村店）党公馆")


class TitleHeads(NamedTuple):
    """Where the heads of titles begin and end in a text, in order."""

    starts: list[int]
    ends: list[int]


class Edges:
    """Words behind which a title or a name may begin (8月30日, 会上, 由)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = frozenset(lexicon.entry("person.title.edge").terms)
        self._lengths = sorted({len(word) for word in self._words})
        self._guarded = lexicon.pattern("person.title.edge.guarded")
        self._finals = frozenset(word[-1] for word in self._words) | _GUARDED_FINALS

    def end_at(self, folded: str, at: int, floor: int) -> bool:
        """Whether such a word ends at `at`."""
        if at <= floor or folded[at - 1] not in self._finals:
            return False
        for length in self._lengths:
            if at - length >= floor and folded[at - length : at] in self._words:
                return True
        if folded[at - 1] not in _GUARDED_FINALS:
            return False
        match = self._guarded.match(folded, at - 1) or (
            self._guarded.match(folded, at - 2) if at - 2 >= floor else None
        )
        return match is not None and match.end() == at

    def last(self, folded: str, left: int, right: int, shield: bytes, level: int) -> int:
        """Where the last such word between `left` and `right` ends, or `left`."""
        for at in range(right, left, -1):
            if folded[at - 1] in self._finals and shield[at - 1] == level and self.end_at(folded, at, left):
                return at
        return left


class Titles:
    """The titles a text allows, by a lexicon's heads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.heads = frozenset(lexicon.words("title_head"))
        self.verbs = frozenset(lexicon.words("title_verb"))
        self.shorts = frozenset(lexicon.words("title_short"))
        self.modifiers = frozenset(lexicon.words("title_modifier"))
        self._broken = frozenset(lexicon.words("title_broken"))
        self.edges = Edges(lexicon)
        self._plurals = tuple(lexicon.entry("person.title.plural").terms)
        self._finals = frozenset(head[-1] for head in self.heads)
        self._lengths: dict[str, list[int]] = {}
        for head in sorted(self.heads, key=len, reverse=True):
            lengths = self._lengths.setdefault(head[-2:], [])
            if len(head) not in lengths:
                lengths.append(len(head))
        self._longer: dict[str, tuple[str, ...]] = {}
        for head in self.heads:
            for shorter in (head[:size] for size in range(2, len(head))):
                if shorter in self.heads:
                    self._longer[shorter] = (*self._longer.get(shorter, ()), head)
        penults = "".join(sorted({head[-2] for head in self.heads}))
        self._tails = re.compile(f"[{''.join(sorted(self._finals))}](?<=[{penults}].)")
        self.modifier_finals = frozenset(modifier[-1] for modifier in self.modifiers)
        self._longest = max(map(len, self.heads))
        self._longest_modifier = max(map(len, self.modifiers))

    def head_ending(self, folded: str, end: int, floor: int) -> int:
        """Where the longest head that ends at `end` begins, or -1."""
        for length in self._lengths.get(folded[end - 2 : end], ()):
            if end - length >= floor and folded[end - length : end] in self.heads:
                return end - length
        return -1

    def heads_ending(self, folded: str, end: int, floor: int) -> list[int]:
        """Where every head that ends at `end` begins, the longest first (党组书记, 书记)."""
        starts = [end - length for length in self._lengths.get(folded[end - 2 : end], ())]
        return [start for start in starts if start >= floor and folded[start:end] in self.heads]

    def find(self, folded: str) -> TitleHeads:
        """Every head in `folded`; 总工 of 总工程师 is none.

        Two classes and a look into a set are five times faster than one expression of all heads.
        """
        found = TitleHeads([], [])
        starts, ends = found
        lengths = self._lengths
        for match in self._tails.finditer(folded):
            end = match.end()
            if folded[end - 1 : end + 1] in self._broken:
                continue
            if folded[end - 2 : end] not in lengths or (start := self.head_ending(folded, end, 0)) < 0:
                continue
            if ends and start <= starts[-1]:
                starts.pop()
                ends.pop()
            starts.append(start)
            ends.append(end)
        return found

    def head_starting(self, folded: str, start: int, ceiling: int) -> int:
        """Where a title that begins at `start` (modifiers and head: 副局长) ends, or -1."""
        at = start
        for _ in range(3):
            for end in range(min(ceiling, at + self._longest), at + 1, -1):
                if folded[at:end] in self.heads:
                    return end
            for end in range(min(ceiling, at + self._longest_modifier), at, -1):
                if folded[at:end] in self.modifiers:
                    at = end
                    break
            else:
                return -1
        return -1

    def before(self, shadow: Shadow, end: int, floor: int) -> Span | None:
        """The one title that ends at `end`: a bracket behind its head (局长（正处级）) belongs to it."""
        folded, at = shadow.folded, end
        while at > floor and folded[at - 1] == " ":
            at -= 1
        stop = at
        if at > floor and folded[at - 1] == "）":
            at = self._opening(shadow, at - 1, floor)
            if at < 0:
                return None
        start = self.head_ending(folded, at, floor)
        if start < 0 or folded.startswith(self._longer.get(folded[start:at], ()), start):
            return None  # 总工 of 总工程师
        edge = self.left_edge(shadow, start, floor)
        if edge == start and folded[start:at] in self.verbs:
            return None  # 代表县政府: alone it is a verb
        return edge, stop

    def left_edge(self, shadow: Shadow, start: int, floor: int) -> int:
        """How far left the words before `start` belong to a title."""
        folded, shield, at = shadow.folded, shadow.shield, start
        level = shield[start] if start < len(shield) else 0
        bottom = max(floor, start - _LONGEST)
        while at > bottom:
            mark = folded[at - 1]
            if mark in _CLOSING:
                opening = self._opening(shadow, at - 1, bottom)
                if opening < 0 or at - opening > _LONGEST_ENCLOSED or behind_marker(folded, opening) == at:
                    break  # （一）副县长: the bracket numbers an item
                at = opening
                continue
            if mark in _HARD or (mark == "（" and level & BRACKET):
                break
            at -= 1
        return self.edges.last(folded, min(start, behind_marker(folded, at)), start, shield, level)

    def chain(self, shadow: Shadow, end: int, floor: int) -> tuple[Span, ...]:
        """All titles joined by 、 (or a comma) of which the last ends at `end`, in the order of the text."""
        last = self.before(shadow, end, floor)
        if last is None:
            return ()
        found = [last]
        folded = shadow.folded
        while len(found) < 12:
            at = found[0][0]
            if (
                at <= floor
                or folded[at - 1] not in "、，"
                or (folded[at - 1] == "，" and self._is_plural(shadow, found[0]))
            ):
                break
            title = self.before(shadow, at - 1, floor)
            if title is None or title[1] - title[0] < 2 or self._is_plural(shadow, title):
                break
            if folded[at - 1] == "，" and not self._stands_alone(shadow, title, floor):
                break
            found.insert(0, title)
        return tuple(found)

    def ends_body(self, folded: str, end: int) -> bool:
        """Whether the words that end at `end` may name a body (组织部, 县水务局, 组织部（党校）)."""
        return folded[end - 1] in _BODIES

    def _is_plural(self, shadow: Shadow, title: Span) -> bool:
        return shadow.folded.startswith(self._plurals, title[0])

    def _stands_alone(self, shadow: Shadow, title: Span, floor: int) -> bool:
        """Whether a mark or the floor stands before `title`: 市委常委，副市长何静, not 感谢书记，局长何静."""
        start = title[0]
        return start <= floor or shadow.folded[start - 1] in "，。；：\n、"

    @staticmethod
    def _opening(shadow: Shadow, closing: int, floor: int) -> int:
        """Where the enclosure that closes at `closing` opens, or -1."""
        return shadow.folded.rfind(_CLOSING[shadow.folded[closing]], max(floor, closing - _LONGEST_ENCLOSED), closing)


@lru_cache(maxsize=2)
def title_heads(shadow: Shadow, lexicon: Lexicon) -> TitleHeads:
    """The heads of titles in a text; asked for by several steps, so kept for the text at hand."""
    return titles_of(lexicon).find(shadow.folded)


@lru_cache(maxsize=4)
def titles_of(lexicon: Lexicon) -> Titles:
    """The titles of `lexicon`, built once."""
    return Titles(lexicon)
