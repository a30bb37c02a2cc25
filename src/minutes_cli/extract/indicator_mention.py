"""Names without a value: 降低供水管网漏损率, 宏观杠杆率稳定, 控制用水总量.

A 率, 比例, 指数 … is an indicator by itself; a 总量, 规模 or …量 only when something orders which way it shall go.
"""

from __future__ import annotations

import re
from functools import lru_cache

from minutes_cli.extract.indicator_name import Name, Names, names
from minutes_cli.extract.indicator_value import Reading
from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Comparator, Direction
from minutes_cli.structure.document import Document
from minutes_cli.text.shadow import TITLE, Shadow

_RIGHT_REACH = 12
_CLAUSE_END = re.compile(r"[，。；、：！？”）\n]")
_GOVERNED_END = re.compile(_CLAUSE_END.pattern + "|和|与|及|并")
_FREE = re.compile(r"[^一-鿿A-Za-z]|$|和|与|及|以及|并|等|的(?:目标|基础)|方面")
_JOINT_LENGTH = 2
_CAPTION_REACH = 40
_CAPTION = re.compile(r"[附图]?[表图]\s?\d")
_PER_UNIT = re.compile(r"单位|[万亿]元|人均|吨")
_SHARE_OF = re.compile(r"占[^，。；]{1,20}(?:比重|比例|份额)")


class Mentions:
    """The reader of bare names for one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names: Names = names(lexicon)
        self._direction = lexicon.words("indicator_direction")
        self._adverbs = tuple(
            term
            for entry in lexicon.entries("quantity_cue")
            for term in entry.terms
            if entry.attributes["role"] == "adverb"
        )
        self._objects = tuple(lexicon.words("indicator_object"))
        self._bare: dict[str, Entry] = {
            word: entry for entry in lexicon.entries("quantity_cue") for word in entry.attributes.get("bare") or ()
        }

    def read(self, shadow: Shadow, taken: list[tuple[int, int]]) -> list[Reading]:
        """Every name whose head is not inside a span of `taken` (in order of their starts)."""
        folded, index = shadow.folded, 0
        found: list[Reading] = []
        for start, end, entry in self.names.heads.spots(folded):
            while index < len(taken) and taken[index][1] <= start:
                index += 1
            if index < len(taken) and taken[index][0] <= start:
                continue
            if entry.attributes["licence"] == "measured" and not self._may_be_ordered(folded, end):
                continue
            if shadow.shield[start] & TITLE or _SHARE_OF.match(folded, end):
                continue
            name = self.names.read(shadow, self.names.edges.floor(shadow, start), start, end, entry)
            if name is None:
                continue
            joined = name.linked and bool(found) and 0 < name.start - found[-1].name.end <= _JOINT_LENGTH
            if joined and name.governor is None:
                name = name._replace(governor=found[-1].name.governor)
            reading = self._reading(folded, name)
            if reading is None:
                continue
            if joined:
                self._share_direction(found, reading)
            found.append(reading)
        return found

    @staticmethod
    def _share_direction(found: list[Reading], reading: Reading) -> None:
        """A率、B率稳步提升: what is said behind the last name is said of those joined to it."""
        if reading.direction is None:
            return
        behind = reading.name.start
        for index in range(len(found) - 1, -1, -1):
            earlier = found[index]
            if earlier.direction is not None or not 0 < behind - earlier.name.end <= _JOINT_LENGTH:
                break
            found[index] = earlier._replace(direction=reading.direction)
            behind = earlier.name.start

    def _may_be_ordered(self, folded: str, end: int) -> bool:
        """Whether the words behind a 总量 or 规模 leave room for an order; a look before the name is read."""
        if _FREE.match(folded, end) is not None or self._compared(folded, end) is not None:
            return True
        return self._right(folded, end, _CLAUSE_END) is not None

    def _reading(self, folded: str, name: Name) -> Reading | None:
        head = name.head
        if head is None or name.is_bare:
            return None
        line = folded.rfind("\n", max(0, name.start - _CAPTION_REACH), name.start)
        if folded[name.start] == "占" or (line >= 0 and _CAPTION.match(folded, line + 1)):
            return None
        governed = name.role == "measure" and not folded.startswith(self._objects, name.end)
        direction = self._right(folded, name.end, _GOVERNED_END if governed else _CLAUSE_END)
        comparator = self._compared(folded, name.end)
        is_intensity = head.value == "intensity" and _PER_UNIT.match(folded, name.start, name.end) is not None
        if name.licence == "measured" and not is_intensity:
            ordered = governed and _FREE.match(folded, name.end) is not None
            moved = direction is not None and (governed or name.role == "order")
            if not (ordered or moved or comparator):
                return None
        if direction is None and governed and name.governor is not None:
            direction = name.governor.value  # type: ignore[assignment]
        return Reading(self.names.with_acronym(folded, name), head.id, comparator=comparator, direction=direction)

    def _right(self, folded: str, end: int, until: re.Pattern[str]) -> Direction | None:
        """Which way the words behind the name say it goes; 稳定和逐步下降 is a decrease."""
        stop = until.search(folded, end, end + _RIGHT_REACH)
        limit = stop.start() if stop else min(len(folded), end + _RIGHT_REACH)
        steady: Direction | None = None
        for _, _, entry in self._direction.find(folded, end, limit):
            if entry.value != "maintain":
                return entry.value  # type: ignore[return-value]
            steady = "maintain"
        return steady

    def _compared(self, folded: str, end: int) -> Comparator | None:
        """The comparator behind the name when what follows is no number (原则上不低于上年)."""
        if folded.startswith(self._adverbs, end):
            end += max(len(a) for a in self._adverbs if folded.startswith(a, end))
        for size in (4, 3, 2):
            entry = self._bare.get(folded[end : end + size])
            if entry is not None and not folded[end + size : end + size + 1].isdigit():
                return entry.value  # type: ignore[return-value]
        return None


@lru_cache(maxsize=8)
def mentions(lexicon: Lexicon) -> Mentions:
    """The reader for `lexicon`, built once."""
    return Mentions(lexicon)


def bare_names(document: Document, taken: list[tuple[int, int]]) -> list[Reading]:
    """Every indicator that `document` names without a value, outside the spans `taken`."""
    return mentions(document.lexicon).read(document.page.shadow, sorted(taken))
