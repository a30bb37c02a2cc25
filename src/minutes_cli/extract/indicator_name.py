"""Names of indicators: where one ends (its head) and, harder, where it begins.

``[scope] [object and its attributes] HEAD``. The head (…率, …比例, …总量) is found by the lexicon; from it one looks
left for the first of: the clause's start, a verb or preposition that governs the name, another name joined by 、 or
和. A 、 or 和 whose left side has no head of its own stands inside the name (公交、出租车占比). Scope words (全市,
今年, 到2025年) are peeled off the front, except in a quoted title.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.extract.indicator_edge import Edges
from minutes_cli.extract.indicator_head import heads
from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Span
from minutes_cli.text.shadow import Shadow

_LONGEST = 32
_SEPARATOR = re.compile(
    r"、|以及|及其|及(?<!普及)(?![时格率早第])|和(?<![共总饱缓温中调柔]和)(?![平谐睦解气])|与(?<!参与)(?![会否])|并(?![网购轨])"
)
_VALUE_END = re.compile(r"[\d%‰元人次户]|以[上下内]|左右|百分点")
_BARE_NUMBER = re.compile(r"\d[\d.]*(?:的|\Z)")
_ACRONYM = re.compile(r"（[^（）。；\d%]{0,3}[A-Za-z][A-Za-z0-9.&]{0,7}）")


class Name(NamedTuple):
    """A name at ``start:end``; `head` is the entry of its last word, at ``head_start:head_end``.

    `governor` is the word left of it that governs it (提高, 确保); `linked` says that 、 or 和 joins it to a name
    before it, `quoted` that it opens a quoted title.
    """

    start: int
    end: int
    head: Entry | None
    head_start: int
    head_end: int
    governor: Entry | None = None
    linked: bool = False
    quoted: bool = False
    whole: Span | None = None
    """What 占…的比重 is the share of, where that stands in an earlier clause."""

    @property
    def licence(self) -> str:
        """What allows the name to count as an indicator."""
        return "open" if self.head is None else str(self.head.attributes["licence"])

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands before the head, and the head says too little alone (比例, 规模, 率, 增长速度)."""
        if self.head is None or self.start < self.head_start or self.head.attributes.get("alone"):
            return False
        return self.head_end - self.head_start < 3 or bool(self.head.attributes.get("growth"))

    @property
    def role(self) -> str | None:
        """What the governor does: ``measure`` ``order`` ``activity`` ``other``."""
        return None if self.governor is None else self.governor.attributes.get("role")


class Names:
    """The reader of names for one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.heads = heads(lexicon)
        self.tail = self.heads.tail
        self.edges = Edges(lexicon)
        self._boundary = lexicon.words("indicator_boundary")
        self._moves = lexicon.words("indicator_direction")
        self._wholes = tuple(lexicon.words("indicator_whole"))
        self._project = lexicon.pattern("indicator.stop.project")

    def read(self, shadow: Shadow, floor: int, head_start: int, head_end: int, head: Entry) -> Name | None:
        """The name that ends with the head at ``head_start:head_end`` and begins at `floor` or later."""
        folded = shadow.folded
        stated = max(folded.rfind("%", floor, head_start), folded.rfind("‰", floor, head_start))
        if stated >= 0:  # 增长9.3% 增速回升: a value ends what stands before it
            floor = stated + 1
            if folded.startswith("的", floor):
                return None
        separators = list(_SEPARATOR.finditer(folded, floor, head_start))
        linked, quoted = False, floor > 0 and folded[floor - 1] in "“《"
        for separator in reversed(separators):
            at = separator.start()
            if self._parts(folded, floor, at, separator.end(), head_start, head):
                floor, linked, quoted = separator.end(), True, False
                break
        edge, governor = floor, None
        for start, end, entry in self._boundary.find(folded, floor, head_start):
            if end == head_start and head_end - head_start == 1:
                continue  # 提升率: the verb belongs to the word
            if start >= edge:
                edge, governor = end, entry
        if not (quoted and edge == floor):
            edge, verb = self.edges.peel(folded, edge, head_start)
            governor = verb or governor
        if governor is not None and governor.attributes.get("role") == "activity":
            inner = [s.end() for s in separators if s.start() > edge]
            if inner:
                edge, governor = inner[-1], None
        if head_end - edge > _LONGEST:
            cut = folded.rfind("的", edge, head_start)
            if cut < 0 or head_end - cut > _LONGEST or head_start - cut < 3:
                return None
            edge, governor = cut + 1, None
        hanging = next((s.end() for s in reversed(separators) if s.end() == head_start and s.start() > edge), None)
        if hanging is not None:  # 数量和质量, 范围和规模: a head beside a word that is none
            edge = hanging
        if self._is_size(folded, edge, head_end):
            return None
        if edge > head_start or _BARE_NUMBER.match(folded, edge, head_start):
            return None
        return Name(edge, head_end, head, head_start, head_end, governor, linked, quoted)

    def _is_size(self, folded: str, start: int, end: int) -> bool:
        """Whether the name is the size of what is built (设计处理规模), which no one works towards."""
        return folded.endswith("规模", start, end) and self._project.search(folded[start:end]) is not None

    def _parts(self, folded: str, floor: int, at: int, behind: int, head_start: int, head: Entry) -> bool:
        """Whether the 、 or 和 at ``at:behind`` divides: a name, value or verb stands before it, or a verb behind."""
        joined = self.tail(folded, floor, self.edges.untail(folded, floor, at))
        if joined is not None and self._stands(joined[1], head):
            return True
        if _VALUE_END.search(folded, max(floor, at - 3), at) or folded[max(floor, at - 2) : at] in self._moves:
            return True
        if folded.endswith(self._wholes, floor, at):
            return True
        return self.edges.peel(folded, behind, head_start)[1] is not None

    @staticmethod
    def _stands(left: Entry, head: Entry) -> bool:
        """Whether a head left of 、 ends a name of its own (税收、出口占比 is one name, 税收、出口 are two)."""
        licence = left.attributes["licence"]
        return licence != "never" and (licence != "growth" or head.kind == "indicator_subject")

    def with_acronym(self, folded: str, name: Name) -> Name:
        """`name` with the acronym in brackets that follows it (优良天数比例（AQI）)."""
        match = _ACRONYM.match(folded, name.end)
        return name._replace(end=match.end()) if match else name

    def before(self, shadow: Shadow, floor: int, end: int) -> list[Name]:
        """The names, joined by 、 or 和, whose last one ends at `end`; in order."""
        folded = shadow.folded
        names: list[Name] = []
        while end > floor:
            name = self._last(shadow, floor, end)
            if name is None:
                break
            names.append(name)
            if not name.linked:
                break
            separator = list(_SEPARATOR.finditer(folded, floor, name.start))
            if not separator:
                break
            end = self.edges.untail(folded, floor, separator[-1].start())
        names.reverse()
        if names and names[0].governor is not None and len(names) > 1:
            names = [n._replace(governor=n.governor or names[0].governor) for n in names]
        return names

    def _last(self, shadow: Shadow, floor: int, end: int) -> Name | None:
        """The name that ends at `end`, with what stands in brackets behind its head."""
        folded, close = shadow.folded, end
        if folded[end - 1] == "）":
            close = folded.rfind("（", floor, end)
            if close <= floor:
                return None
        head = self.tail(folded, floor, close)
        if head is None:
            return None
        name = self.read(shadow, floor, head[0], close, head[1])
        if name is None or close == end:
            return name
        if folded[name.start] == "占":
            inner = self.tail(folded, close + 1, end - 1)
            if inner is not None:  # 占总人口的比重（城镇化率）: the brackets hold the name
                return Name(close + 1, end - 1, inner[1], inner[0], end - 1)
        return name._replace(end=end)


@lru_cache(maxsize=8)
def names(lexicon: Lexicon) -> Names:
    """The reader for `lexicon`, built once."""
    return Names(lexicon)
