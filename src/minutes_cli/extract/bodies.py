"""Lists of bodies and groups of people: 各镇街、市财政局和有关部门 — recognised by how their names end, and split."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.people import person_after, person_before
from minutes_cli.text.shadow import Shadow

_JOINT = re.compile(r"、|以及(?:其(?![他它余]))?|及(?:其(?![他它余]))?|和|与")
_BRACKETS_AT_END = re.compile(r"(?:（[^（）\n]{1,20}）)+$")
_SENTENCE_WORDS = re.compile(
    r"把(?!手)|今后要|^(?:按照|依照|根据|尽快|抓紧|立即|为了|为进一步|达到|符合)|赞成|承担|^这几?年|^近年|被列|[使让才，。；：！？\n《]|“(?!两委|一把手)|就是|不是|如何|怎样|已经|没有|属于|认为|强调|指出|要求|情况|问题|工作中|^(?:[是的了于也都]|[我你他她它咱]们)|以(?![上下内])|加强|推进|^(?:明确|实行|坚持|建立|健全|完善|形成|确定|推行|支持|鼓励|引导|推动|督促|允许|委托|依托|动员|帮助|组织(?!部)|指导(?!站|组)|协调(?!办|组))|[是有在](?!关)[一-鿿]{0,8}的|[对向](?![外口台接阳])"
)
_SECTOR_PREFIX = re.compile(r"[一-鿿]{0,3}[省市县区镇]")
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}(?:是|要|、)|第[一二三四五六七八九十]{1,2}[，是]"
    r"|（ ?[一二三四五六七八九十\d]{1,3} ?）|\d{1,2}[.．、]|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|[-*●•★])\s*"
)
_TIME = re.compile(
    r"(?:今年|明年|年内|下半年|上半年|汛期|节日期间|假期|\d{1,4}年|\d{1,2}月(?:份|底前|中旬)?)+(?:，|里|内)?"
)
_TIME_AT_END = re.compile(
    r"(?:在[^，。；：、\n]{2,10}(?:[来到]临|到来|开始|结束|完成|开学)之?前"
    r"|[于在]?(?:[今明当次][天日晚早年]|今后|每?季度|每[日天周月年]|本周|下周[一二三四五]?|[本下]月|月底|年底|年内|会后|\d{1,4}[年月日时点号]|[上中下]旬"
    r"|底|末|以?前|之前|内|份)+)$"
)
_TIME_ENDS = frozenset("前天日晚早年度周月一二三四五底内后时点号旬末份\n")
"""Last characters of `_TIME_AT_END`, asked first."""
_LONGEST = 34
_LONGEST_CALLING, _SHORTEST_CALLING = 24, 2
_CALLING_ENDS = "员长师"


@lru_cache(maxsize=2)
def _last_characters(lexicon: Lexicon) -> frozenset[str]:
    """What a list of bodies may end with: a cheap test that most subjects of 要 fail."""
    kinds = ("body_suffix", "people_suffix", "body_sector", "body_common")
    return frozenset(
        {"）", " ", *"前底末内旬日时天晚早月份后", *(term[-1] for kind in kinds for term in lexicon.words(kind))}
    )


class Bodies:
    """Reads lists of bodies in one text."""

    def __init__(self, shadow: Shadow, lexicon: Lexicon) -> None:
        self.shadow, self.lexicon, self.folded = shadow, lexicon, shadow.folded
        self._suffixes, self._people = lexicon.words("body_suffix"), lexicon.words("people_suffix")
        self._stops, self._sectors = lexicon.words("body_stop"), lexicon.words("body_sector")
        self._common, self._determiners = lexicon.words("body_common"), lexicon.words("body_determiner")
        self._pronouns = lexicon.words("body_pronoun")
        self._last = _last_characters(lexicon)

    def read(self, start: int, end: int, persons: bool = False) -> list[Span]:
        """The bodies that the list `start:end` is, or nothing if it is no such list.

        What belongs together stays whole (有关地区、部门和单位); a body stands for who answers for it
        (各单位主要负责人); 等部门 is left out. With `persons` a name will do as well, and stands without its titles.

        >>> from minutes_cli.lexicon import default_lexicon
        >>> text = Shadow.of("县发展和改革局、各镇（街道）主要负责人")
        >>> [text.words(span) for span in Bodies(text, default_lexicon()).read(0, len(text.source))]
        ['县发展和改革局', '各镇（街道）']
        """
        if not persons and not self.may_end(end):
            return []
        start = self.skip_lead(start, end)
        timed = _TIME_AT_END.search(self.folded, start, end) if self.folded[end - 1] in _TIME_ENDS else None
        end, unfinished = self._cut_end(start, timed.start() if timed else end)
        pieces = self._pieces(start, end, unfinished)
        if persons:
            pieces = [part for piece in pieces for part in self._by_name(*piece)]
        spans: list[Span] = []
        for piece in pieces:
            one = self._is_one(*piece, unfinished)
            called = one and self.folded.startswith("同志", piece[1] - 2)
            name = self._name_in(*piece) if persons or called else None
            if name is None and not one:
                return []
            spans.append(name or piece)
        return self._joined(spans)

    def may_end(self, end: int) -> bool:
        """Whether a list of bodies may end at `end`, by its last character."""
        return self.folded[end - 1] in self._last

    def split_value(self, start: int, end: int) -> list[Span]:
        """The bodies of a labelled value (责任单位：A、B　C), whatever they are called."""
        end, _ = self._cut_end(start, end)
        pieces = [
            piece
            for part in self.shadow.split(start, end, "、，；/")
            for piece in self._blank_separated(*part)
            if piece[0] < piece[1]
        ]
        whole = [p for part in pieces for p in self._joints(*part)]
        return self._joined([p for p in whole if p[1] - p[0] <= _LONGEST])

    def is_generic(self, span: Span) -> bool:
        """各级各部门, 有关方面, 全体人员: nobody in particular."""
        name = self.folded[span[0] : span[1]].replace(" ", "")
        if self.lexicon.pattern("body.generic").search(name):
            return True
        people = self._people.ending_at(name, len(name))
        return people is not None and people[1].value == "generic"

    def _by_name(self, start: int, end: int) -> list[Span]:
        """The parts of 何静、苏禾 where each is somebody's name; else the whole."""
        parts = [self.shadow.strip(*part) for part in self.shadow.split(start, end, "、和")]
        return parts if len(parts) > 1 and all(self._name_in(*part) for part in parts) else [(start, end)]

    def _name_in(self, start: int, end: int) -> Span | None:
        """The name of a person charged by name, without titles (副县长何静, 管水员周文博)."""
        if end - start < 2 or self._suffixes.ending_at(self.folded, end, start):
            return None
        person = person_after(self.shadow, self.lexicon, start, end)
        if person is None or person.end != end or person.name_span is None:
            person = person_before(self.shadow, self.lexicon, end, start)
        if person is None or person.name_span is None or person.name_span[0] - start > _LONGEST_CALLING:
            return self._behind_calling(start, end)
        return person.name_span

    def _behind_calling(self, start: int, end: int) -> Span | None:
        """A name behind a calling that no title of the lexicon names (管水员周文博, 民兵营长何静)."""
        surnames = self.lexicon.words("surname")
        for length in (3, 2):
            left = end - length
            if (
                left - start >= _SHORTEST_CALLING
                and self.folded[left - 1] in _CALLING_ENDS
                and self.folded[left] in surnames
            ):
                return left, end
        return None

    def skip_lead(self, start: int, end: int) -> int:
        """Behind the marker and the time that `start:end` opens with (一、年内由…)."""
        for pattern in (_MARKER, _TIME):
            match = pattern.match(self.folded, start, end)
            if match:
                start = match.end()
        return start

    def _cut_end(self, start: int, end: int) -> tuple[int, bool]:
        rest = self.lexicon.pattern("body.rest").search(self.folded, start, end)
        if rest and rest.start() > start:
            end = rest.start()
            while end > start and self.folded[end - 1] in "、， ":
                end -= 1
        office = self.lexicon.pattern("body.office").search(self.folded, start, end)
        if office and office.start() > start + 1:
            end = office.start()
        return end, rest is not None

    def _pieces(self, start: int, end: int, unfinished: bool) -> list[Span]:
        """Split at joints where what stands before stands alone; else the joint is inside a name (发展和改革局)."""
        pieces: list[Span] = []
        left = start
        shield = self.shadow.shield
        for match in _JOINT.finditer(self.folded, start, end):
            if shield[match.start()] & ~shield[start]:
                continue
            alike = self.folded[match.end() : end] in self._common  # 公司与学校
            if match.group() == "与" and not alike and self.folded[left : match.start()] in self._common:
                continue  # 实验室与设备管理处 is one name
            if self._is_one(left, match.start(), unfinished and match.group() == "、", match.group() == "、"):
                pieces.append(self.shadow.strip(left, match.start()))
                left = match.end()
        if left < end:
            pieces.append(self.shadow.strip(left, end))
        return pieces

    def _joints(self, start: int, end: int) -> list[Span]:
        pieces = self._pieces(start, end, False)
        return pieces if all(self._is_one(a, b, False) for a, b in pieces) else [(start, end)]

    def _blank_separated(self, start: int, end: int) -> Iterator[Span]:
        """Pieces between blanks; a padded two-character name (何　静) and Latin words stay whole."""
        left = start
        for match in re.finditer(r" +", self.folded[start:end]):
            at, stop = start + match.start(), start + match.end()
            if at - left > 1 and end - stop > 1 and not self.folded[at - 1].isascii():
                yield left, at
                left = stop
        yield self.shadow.strip(left, end)

    def _joined(self, pieces: list[Span]) -> list[Span]:
        """Pieces that lack a determiner of their own belong to the one before that has it (有关地区、部门和单位)."""
        joined: list[Span] = []
        for start, end in pieces:
            name = self.folded[start:end].replace(" ", "")
            whole = joined and (self._is_determined(*joined[-1]) or self._needs(name, joined[-1][1]))
            if whole and name in self._common:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def _needs(self, name: str, end: int) -> bool:
        """镇党委、政府: a bare 政府 is that of the 党委 before it."""
        return name == "政府" and self.folded.startswith("党委", end - 2)

    def _is_determined(self, start: int, end: int) -> bool:
        return self._determiners.match(self.folded, start) is not None or "各" in self.folded[start:end]

    def _is_one(self, start: int, end: int, unfinished: bool, sector: bool = True) -> bool:
        start, end = self.shadow.strip(start, end)
        if not 2 <= end - start <= _LONGEST:
            return False
        name = _BRACKETS_AT_END.sub("", self.folded[start:end])
        if len(name) < 2 or name in self._pronouns or _SENTENCE_WORDS.search(name):
            return False
        if self._people.ending_at(name, len(name)):
            return True
        body, none = self._suffixes.ending_at(name, len(name)), self._stops.ending_at(name, len(name))
        if none and (body is None or none[0] <= body[0]):
            return False  # 本科; but the longer 管理科 is a body, though 理科 is none
        return body is not None or (sector and self._is_sector(name, unfinished))

    def _is_sector(self, name: str, unfinished: bool) -> bool:
        """市财政, 县公安; in an unfinished list (发改、财政等部门) the bare word too."""
        found = self._sectors.ending_at(name, len(name))
        if found is None:
            return False
        return _SECTOR_PREFIX.fullmatch(name, 0, found[0]) is not None if found[0] else unfinished
