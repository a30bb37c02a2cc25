"""Meetings and speeches whose spirit is studied; never the meeting itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from minutes_cli.extract.cited_endings import endings_of
from minutes_cli.extract.date import Dates
from minutes_cli.extract.windows import windows_of
from minutes_cli.models import CitedMeeting, DateExpression, Meeting, Span
from minutes_cli.structure.document import Document
from minutes_cli.text.shadow import TITLE

_JOINTS = re.compile(r"、|以及|和|及|与")
_CONGRESS = re.compile(r"第([一二三四五六七八九十]{1,3})次全国代表大会")
_PARTY = re.compile(r"(?:中国共产党|中共|党的)+")
_THIS = re.compile(
    r"(?:[此本这该]次?|今天|当天|上述|今日)(?:系列)?(?:会议|全会|大会|座谈会)$|^(?:按照?|根据|依据|遵照)(?:会议|全会|大会)$"
    r"|^(?:上级|有关|相关|各级|各类|各项|重要|近期|系列|一系列|上述|以上|党中央|中央)+(?:会议|全会|大会)$"
)
_PLAIN = ("会议", "全会", "大会", "座谈会")
_LOOK_BACK = 100
_NO_CITING = ("会", "教育", "中心组", "型", "小组")


@dataclass
class _Cited:
    """A meeting or speech while its mentions are collected."""

    key: str
    span: Span
    rule: str
    date: DateExpression | None
    mentions: list[Span] = field(default_factory=list)


def find_cited_meetings(document: Document, meeting: Meeting | None, dates: Dates) -> list[CitedMeeting]:
    """Every meeting or speech cited, one entry a meeting: a shorter name of the same one is only a mention."""
    reader = _Reader(document, _own_names(meeting))
    found: list[_Cited] = []
    known: dict[str, list[_Cited]] = {}
    for span, rule in sorted(set(reader.names())):
        span, dated = reader.without_date(span)
        key = _key(document.shadow.folded[span[0] : span[1]])
        if reader.is_own(key) or not key:
            continue
        date = _date_at(dates, dated) if dated else None
        namesakes = known.setdefault(key[-2:], [])
        same = next((one for one in namesakes[-_LOOK_BACK:] if one.key.endswith(key) or key.endswith(one.key)), None)
        if same is None:
            same = _Cited(key, span, rule, date)
            found.append(same)
            namesakes.append(same)
        elif len(key) > len(same.key):
            same.key, same.span, same.rule = key, span, rule
        same.date = same.date or date
        if span not in same.mentions:
            same.mentions.append(span)
    return [
        CitedMeeting(
            text=document.shadow.words(one.span),
            span=one.span,
            rule=one.rule,
            name="".join(document.shadow.words(one.span).split()),
            date=one.date,
            mentions=one.mentions,
        )
        for one in found
    ]


class _Reader:
    """Finds names by what stands behind them: …精神, …上的讲话, …会议部署."""

    def __init__(self, document: Document, own: frozenset[str]) -> None:
        self.shadow, self.lexicon, self.own = document.shadow, document.lexicon, own
        self.folded, self.shield = document.shadow.folded, document.shadow.shield
        self.windows = windows_of(document.shadow)
        self.endings = endings_of(document.lexicon)
        self.bare = document.lexicon.words("bare_meeting")
        self.leads = document.lexicon.words("citing_lead")
        self.behind = document.lexicon.pattern("cited_meeting.behind")
        self.before_name = document.lexicon.pattern("cited_meeting.behind.name")
        self.generic = document.lexicon.pattern("cited_meeting.generic")
        self.date = document.lexicon.pattern("cited_meeting.date")

    def names(self) -> Iterator[tuple[Span, str]]:
        """Every name with the rule that found it; the same place may come twice."""
        for position, _ in self._each("精神", "cited_meeting.spirit"):
            yield from self._before(position, "cited_meeting.spirit")
        for word in ("会上", "会议上"):
            for position, _ in self._each(word, "cited_meeting.spoken", len(word) - 1):
                yield from self._spoken(position + len(word) - 1)
        for word in self.lexicon.words("asked_meeting"):
            for position, _ in self._each(word, "cited_meeting.asked", len(word)):
                yield from self._asked(position, position + len(word))
        for _, match in self._each("总书记", "cited_meeting.leader"):
            yield match.span(1), "cited_meeting.leader"

    def without_date(self, span: Span) -> tuple[Span, Span | None]:
        """The name without the date before it, and where the date stands."""
        match = self.date.match(self.folded, *span)
        if match and match.end() < span[1]:
            return (match.end(), span[1]), match.span()
        return span, None

    def is_own(self, key: str) -> bool:
        """Whether the name is the meeting's own, or one that names none."""
        if key in self.bare or (key.endswith(_PLAIN) and (_THIS.search(key) or self.generic.match(key))):
            return True
        return any(name.endswith(key) or key.endswith(name) for name in self.own)

    def _each(self, word: str, id: str, offset: int = 0) -> Iterator[tuple[int, re.Match[str]]]:
        """Every place of `word` outside 《》 with the pattern `id` `offset` behind it."""
        pattern, folded, shield = self.lexicon.pattern(id), self.folded, self.shield
        at = folded.find(word)
        while at >= 0:
            match = pattern.match(folded, at + offset)
            if match and not shield[at] & TITLE:
                yield at, match
            at = folded.find(word, at + 1)

    def _before(self, end: int, rule: str) -> Iterator[tuple[Span, str]]:
        """The names in the list that ends at `end`."""
        while end and self.folded[end - 1] in "的 ":
            end -= 1
        folded, endings = self.folded, self.endings
        end = endings.without_more(folded, end)
        start = self._left_edge(self.windows.clause_start(end), end)
        for left, right in self._pieces(start, end):
            if endings.is_meeting(folded, left, right):
                span = self._name(left, right)
                if self._is_meeting(*span):
                    yield span, rule
            elif endings.may_speak(folded, left, right):
                span = self._trim(left, right)
                if endings.is_speech(folded, *span):
                    yield self._speech(*span), "cited_meeting.speech"

    def _left_edge(self, start: int, end: int) -> int:
        """Behind the last citing verb that does not stand in quotation marks or a title."""
        edge = start
        place = self.folded.find("在", start, end) if self.folded.startswith("讲话", end - 2) else -1
        for _, stop, _ in self.lexicon.words("citing_verb").find(self.folded, start, place if place > 0 else end):
            if stop < end and not self.shield[stop - 1] & ~self.shield[end - 1]:
                if self.endings.is_in_course(self.folded, stop, end):
                    continue
                name = self.folded[stop:end]
                if len(name) > 1 and (name.startswith("会议") or not name.startswith(_NO_CITING)):
                    edge = stop
        return edge

    def _pieces(self, start: int, end: int) -> Iterator[Span]:
        """The list split at 、 and 和 where what stands before the joint stands alone."""
        left = start
        for match in _JOINTS.finditer(self.folded, start, end):
            at = match.start()
            if self.shield[at] & ~self.shield[end - 1] or not self.endings.is_complete(self.folded, left, at):
                continue
            yield self.shadow.strip(left, at)
            left = match.end()
        yield self.shadow.strip(left, end)

    def _is_meeting(self, start: int, end: int) -> bool:
        if end - start < 3 or self.folded[start] in "、，”" or self.folded[start:end] in self.bare:
            return False
        return self.endings.is_meeting(self.folded, start, end)

    def _speech(self, start: int, end: int) -> Span:
        """The speech itself, or the meeting it was held at where it names one (在全省防汛会议上的讲话)."""
        at = self.folded.rfind("上", start, end)
        opening = self.folded.find("在", start, at) if at > 0 else -1
        if opening >= 0 and self._is_meeting(opening + 1, at):
            return opening + 1, at
        return start, end

    def _trim(self, start: int, end: int) -> Span:
        while start < end and (found := self.leads.match(self.folded, start)) and found[0] < end:
            if self.folded[start] == "在" and self.folded.find("的", start, end) > 0:
                break
            start = found[0]
        for match in self.behind.finditer(self.folded, start, end):
            if not self.shield[match.start()] & ~self.shield[end - 1] and end - match.end() > 1:
                start = match.end()
        return start, end

    def _name(self, start: int, end: int) -> Span:
        """The name without the words of the sentence before it (要让党的二十大, 在石屏召开的全省水利会议)."""
        start, end = self._trim(start, end)
        for match in self.before_name.finditer(self.folded, start, end):
            if not self.shield[match.start()] & ~self.shield[end - 1]:
                start = match.end()
        return start, end

    def _spoken(self, position: int) -> Iterator[tuple[Span, str]]:
        """在A、B和C上的讲话: the meetings between 在 and 上, where a leader of elsewhere spoke."""
        if not self.endings.is_meeting(self.folded, max(0, position - 8), position):
            return
        start = self.windows.clause_start(position)
        opening = self.folded.rfind("在", start, position)
        if opening < 0 or not self._is_cited(start, opening, position):
            return
        for left, right in self._pieces(opening + 1, position):
            span = self._name(left, right)
            if self._is_meeting(*span):
                yield span, "cited_meeting.spoken"

    def _is_cited(self, start: int, opening: int, position: int) -> bool:
        """Not 何静在全县防汛会议上强调 of this meeting: a speech studied, or one of the party's leader."""
        if "总书记" in self.folded[start:opening]:
            return True
        after = self.folded[position : position + 20]
        return (
            "讲话" in after
            and "精神" in after
            and any(True for _ in self.lexicon.words("citing_verb").find(self.folded, start, opening))
        )

    def _asked(self, position: int, end: int) -> Iterator[tuple[Span, str]]:
        """按照省委全会部署: only behind a citing verb, so that 会议要求 itself is none."""
        if self.shield[position]:
            return
        start = self.windows.clause_start(end)
        edge = self._left_edge(start, end)
        if edge == start:
            return
        for left, right in self._pieces(edge, end):
            span = self._name(left, right)
            if self._is_meeting(*span) and span[1] - span[0] >= 5:
                yield span, "cited_meeting.asked"


def _own_names(meeting: Meeting | None) -> frozenset[str]:
    return frozenset("".join(meeting.name.split()) for _ in [0] if meeting and meeting.name)


def _key(name: str) -> str:
    """One key for the names of one meeting: 中国共产党第十九次全国代表大会 and 党的十九大 are 十九大."""
    name = "".join(name.split())
    if "全国代表大会" in name:
        name = _CONGRESS.sub(r"\1大", name)
    party = _PARTY.match(name)
    return name[party.end() :] if party else name


def _date_at(dates: Dates, span: Span) -> DateExpression | None:
    return next((date for date in dates.all if date.span[0] < span[1] and span[0] < date.span[1]), None)
