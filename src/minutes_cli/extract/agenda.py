"""Agenda: what was studied, heard, reviewed, arranged; one entry a matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import cast

from minutes_cli.extract.act_verbs import Act, ActVerbs
from minutes_cli.extract.acts import read_acts
from minutes_cli.extract.lists import headline, members_behind
from minutes_cli.extract.matter import Matter, is_same
from minutes_cli.extract.matters import split_matters, trim_matter
from minutes_cli.extract.told import ToldReader
from minutes_cli.lexicon import Entry
from minutes_cli.models import Action, AgendaItem, AgendaObject, Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.series import Numbered

_NUMBERS = re.compile(
    r"(?<![^；。：\s])(?:\d{1,2}[.．、]|[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十\d]{1,2}）)"
)

_LOOK_BACK = 50
_SHORTEST, _LONGEST = 4, 12


def find_agenda(document: Document, acts: Sequence[Act] | None = None) -> list[AgendaItem]:
    """One entry a matter, in order; the same matter told twice is one, and what was passed in the end is passed.

    `acts` are those of `read_acts`, where they are at hand.
    """
    if not document.page.is_minutes:
        return []
    reader = _Reader(document, acts)
    kept: list[tuple[str, Matter]] = []
    places: dict[str, int] = {}
    for matter in sorted(reader.matters(), key=lambda m: m.topic):
        key = reader.key(matter.topic)
        same = places.get(key)
        if same is None:
            near = range(max(0, len(kept) - _LOOK_BACK), len(kept))
            same = next((i for i in near if is_same(*kept[i], key, matter)), None)
        if same is None:
            places[key] = len(kept)
            kept.append((key, matter))
        elif matter.action == "approve" and kept[same][1].action != "approve":
            kept[same] = (kept[same][0], kept[same][1]._replace(action="approve"))
    return [
        AgendaItem(
            text=document.shadow.words(matter.topic),
            span=matter.topic,
            rule=matter.rule,
            action=cast("Action | None", matter.action),
            topic=document.shadow.words(matter.topic),
            object=reader.object_of(matter),
            directive=document.outline.at(matter.topic[0]),
        )
        for _, matter in kept
    ]


class _Reader:
    """Collects the matters of one text."""

    def __init__(self, document: Document, told: Sequence[Act] | None) -> None:
        self.document, self.shadow, self.lexicon = document, document.shadow, document.lexicon
        self.folded = document.shadow.folded
        self.verbs = ActVerbs(document.shadow, document.lexicon)
        self.told = read_acts(document) if told is None else told
        self.persons = ToldReader(document, self.verbs, {act.sentence for act in self.told})

    def matters(self) -> Iterator[Matter]:
        """Matters from running text, from lists and headings, from labels, and from what persons reported."""
        told: list[Matter] = []
        introduced: dict[int, Entry] = {}
        for act in self.told:
            if act.action is None:
                continue
            members = members_behind(self.document, act.verb[1]) if act.object[0] >= act.verb[1] else []
            if members and act.entry.value is None:
                continue  # 会议研究并议定以下事项：… only decides
            introduced.update((member.marker.start, act.action) for member in members)
            told += [] if members else self._split(act.object, act.action)
        given = [*self._listed(introduced), *self._labelled()]
        told += given
        yield from told
        done = {matter.action for matter in told}
        if all(matter.heads for matter in given):  # a list or a label of the agenda tells all of it
            for topic, entry, beside in self.persons.told():
                yield from (m for m in self._split(topic, entry) if beside or m.action not in done)

    def key(self, topic: Span) -> str:
        """By what a topic is known again: 的, 关于 and marks do not count."""
        words = "".join(self.folded[topic[0] : topic[1]].split())
        return words.replace("的", "").replace("关于", "")

    def object_of(self, matter: Matter) -> AgendaObject:
        """What kind of thing it is, by how its words end."""
        words = "".join(self.folded[matter.topic[0] : matter.topic[1]].split())
        for entry, pattern in self.lexicon.patterns("topic_object"):
            if pattern.search(words):
                return cast(AgendaObject, entry.value)
        return "report" if matter.action == "hear" else "matter"

    def _split(self, span: Span, entry: Entry) -> Iterator[Matter]:
        for topic in split_matters(self.shadow, self.lexicon, *self._trim(*span)):
            clean = self._trim(*topic)
            if self._is_matter(clean):
                yield Matter(entry.value, clean, entry.id)

    def _is_matter(self, topic: Span) -> bool:
        words = "".join(self.folded[topic[0] : topic[1]].split())
        empty = (self.lexicon.pattern(name).search(words) for name in ("agenda.vague", "agenda.said_before"))
        return len(words) >= 2 and not any(empty)

    def _trim(self, start: int, end: int) -> Span:
        return trim_matter(self.shadow, start, end)

    # -- lists

    def _listed(self, introduced: dict[int, Entry]) -> Iterator[Matter]:
        """Members of 会议共三项议程：一是…, of 议题列表, 议题一：…, and headings such as 一、审议《…》.

        `introduced` are the members of lists that a verb introduces (会议审议了以下方案：), by where they begin.
        """
        heading = self.lexicon.pattern("agenda.heading")
        for numbered in self.document.outline.numbered:
            entry = introduced.get(numbered.marker.start)
            in_list = entry is not None or self._in_list(numbered)
            if not in_list and numbered.marker.is_item:
                continue
            start, end = headline(self.document, numbered)
            if start < end and (in_list or heading.match(self.folded, start, end)):
                rule = "agenda.listed" if in_list else "agenda.heading"
                yield from (m._replace(heads=not in_list) for m in self._member(start, end, rule, entry))

    def _in_list(self, numbered: Numbered) -> bool:
        if numbered.marker.family == "topic_number" or numbered.series.sense == "agenda":
            return True
        if numbered.parent is None or numbered.marker.is_item:
            return False
        start, end = headline(self.document, self.document.outline.numbered[numbered.parent])
        return end - start <= 12 and self.lexicon.pattern("agenda.listed").search(self.folded, start, end) is not None

    def _member(self, start: int, end: int, rule: str, introduced: Entry | None = None) -> Iterator[Matter]:
        """One member: its verb, if it opens with one, and its topic without who reports."""
        start, end = self._without_speaker(start, end)
        act = self.verbs.act_at(start, (start, end), "meeting")
        if act and act.action and act.object[0] < act.object[1]:
            behind = min(end, act.object[1])
            more = self.verbs.act_at(behind + 1, (start, end), "meeting") if behind < end else None
            yield from self._split((act.object[0], end if more is None else behind), act.action)
            if more is not None and more.action:
                yield from self._split((more.object[0], end), more.action)
        elif introduced is not None:
            yield from self._split((start, end), introduced)
        elif (told := self.persons.clause(start, self.verbs.windows.clause_end(start, end))) is not None:
            yield from self._split(*told)
        elif self._is_matter((start, end)):
            yield Matter(None, (start, end), rule)

    def _without_speaker(self, start: int, end: int) -> Span:
        if lead := self.lexicon.pattern("topic.lead").match(self.folded, start, end):
            start = lead.end()
        for name in ("topic.speaker", "topic.reporter"):
            match = self.lexicon.pattern(name).search(self.folded, start, end)
            if match and match.start() > start + 1:
                end = match.start()
        return self._trim(start, end)

    # -- labels

    def _labelled(self) -> Iterator[Matter]:
        for label in self.document.page.labels:
            if label.key != "topic":
                continue
            for start, end in self._values(*label.value):
                yield from self._member(start, end, label.entry.id)

    def _values(self, start: int, end: int) -> Iterator[Span]:
        """The value cut at its numbers or semicolons."""
        marks = [m.span() for m in _NUMBERS.finditer(self.folded, start, end) if not self.shadow.shield[m.start()]]
        if not marks:
            parts = list(self.shadow.split(start, end, "；。\n"))
            yield from self._short_topics(*parts[0]) if len(parts) == 1 else parts
            return
        for (_, left), (right, _) in zip(marks, [*marks[1:], (end, end)], strict=True):
            yield self._trim(left, right)

    def _short_topics(self, start: int, end: int) -> list[Span]:
        """机耕路硬化、水费收缴、春季防火: short topics without a head that all of them share."""
        parts = list(self.shadow.split(start, end))
        short = all(_SHORTEST <= right - left <= _LONGEST for left, right in parts)
        shared = any(self.folded[end - n : end] in self.lexicon.words("topic_head") for n in (2, 3, 4))
        return parts if len(parts) > 1 and short and not shared else [(start, end)]
