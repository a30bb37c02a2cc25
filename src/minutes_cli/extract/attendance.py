"""Who was there: 出席, 列席, 请假, 记录; names, groups and the quorum, from labels and from sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from minutes_cli.extract.said import Said
from minutes_cli.models import Counts, Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.people import GroupMention, PersonMention, grammar_of, people_in, person_alone
from minutes_cli.structure.people_list import read_whole_list
from minutes_cli.text.shadow import QUOTE, TITLE

_LABELS = {
    "attendees": "attendee",
    "observers": "observer",
    "absent": "absent",
    "invited": "invited",
    "recorder": "recorder",
}
_CLAUSE = "，。；：！？\n"
_FARTHEST = 600  # code points of names before their verb
_COUNTED = {"应": "expected", "实": "present", "缺": "absent", "请": "absent", "未": "absent", "因": "absent"}


class Present(NamedTuple):
    """A person or a group in its role."""

    who: PersonMention | GroupMention
    role: str
    rule: str


@dataclass
class _Found:
    present: list[Present] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def find_attendance(document: Document, said: Said) -> list[Present]:
    """Everyone whose presence or absence the text tells, in the order of the text."""
    found = [*_labelled(document), *_Sentences(document, said).read()]
    found.sort(key=lambda present: present.who.start)
    seen: set[tuple[str, object]] = set()
    kept = []
    for present in found:
        who = present.who
        key: object = who.name or who.start if isinstance(who, PersonMention) else (who.start, who.end)
        if (present.role, key) not in seen:
            seen.add((present.role, key))
            kept.append(present)
    return kept


def find_counts(document: Document) -> Counts | None:
    """The quorum: 应到9人，实到7人，缺席2人; 共42人参加会议 where nothing else is said."""
    folded = document.shadow.folded
    counts: dict[str, int] = {}
    for match in document.lexicon.pattern("attendance.count").finditer(folded):
        counts.setdefault(_COUNTED[match["what"][0]], int(match["number"]))
    if not {"expected", "present"} & set(counts):
        counts = {}
    if not counts and "共" in folded:
        whole = document.lexicon.pattern("attendance.present").search(folded)
        if whole:
            counts["present"] = int(whole["number"])
    return Counts(**counts) if counts else None


def _labelled(document: Document) -> Iterator[Present]:
    labels = document.page.labels
    for index, label in enumerate(labels):
        role = _LABELS.get(label.key)
        start, end = label.value
        if role is None or "。" in document.shadow.folded[start:end]:
            continue  # 参会人：本次会议共有…。会议由…主持。 is told in sentences
        rule = "attendance.recorder" if role == "recorder" else "attendance.label"
        if start >= end:
            yield from (Present(who, role, rule) for who in _below(document, index))
        found = people_in(document.shadow, document.lexicon, start, end, trusting=True)
        if role == "recorder" and not found and (alone := person_alone(document.shadow, document.lexicon, start, end)):
            found = [alone]
        for who in found:
            if role != "recorder" or isinstance(who, PersonMention):
                yield Present(who, role, rule)


def _below(document: Document, index: int) -> Iterator[PersonMention | GroupMention]:
    """The lines under a label without a value, each a unit and its people (施工单位：何静、赵一鸣)."""
    folded, labels, body = document.shadow.folded, document.page.labels, document.page.body
    ceiling = labels[index + 1].start if index + 1 < len(labels) else len(folded)
    for start, end in islice(body, bisect_left(body, (labels[index].start, 0)), None):
        if start >= ceiling:
            return
        colon = folded.find("：", start, min(end, start + 20))
        if colon < 0 or end - start > 200 or "。" in folded[start:end]:
            return
        reader = read_whole_list(document.shadow, document.lexicon, colon + 1, end, trusting=True)
        if not reader.is_whole or not any(isinstance(who, PersonMention) for who in reader.found):
            return
        yield from reader.found


class _Sentences:
    """Reads 县委常委周文博、何静出席会议，各科室负责人列席 and its kin."""

    def __init__(self, document: Document, said: Said) -> None:
        self.document, self.lexicon, self.shadow = document, document.lexicon, document.shadow
        self.folded, self.shield = document.shadow.folded, document.shadow.shield
        self.grammar = grammar_of(document.lexicon)
        self.last: tuple[Span, list[PersonMention | GroupMention]] | None = None
        self.said = said
        self.never = document.lexicon.pattern("attendance.never_group")

    def read(self) -> Iterator[Present]:
        """Everyone whom sentences name."""
        verbs = self.lexicon.words("attend_verb")
        for start, end in self.document.page.body:
            last = start
            for at, stop, entry in verbs.find(self.folded, start, end):
                if self.shield[at] & (QUOTE | TITLE):
                    continue
                floor = max(last, self.shadow.sentence_at(at)[0], at - _FARTHEST)
                for who in self._people(at, stop, floor, end):
                    yield Present(who, str(entry.value), entry.id)
                last = stop
        yield from self._invited()
        yield from self._recorders()

    def _people(self, at: int, stop: int, floor: int, end: int) -> list[PersonMention | GroupMention]:
        after = self.lexicon.pattern("attendance.listed_after").match(self.folded, stop, end)
        if after and self._opens(at, floor):
            ceiling = self.shadow.sentence_at(after.end())[1]
            found = read_whole_list(self.shadow, self.lexicon, after.end(), min(ceiling, end))
            if found.found:
                return found.found
        if not self.lexicon.pattern("attendance.object").match(self.folded, stop, end):
            return []
        if self.said.is_said(floor, at):
            return []
        return self._list_before(at, floor)

    def _opens(self, at: int, floor: int) -> bool:
        return at == floor or self.folded[at - 1] in _CLAUSE or self.folded[at - 2 : at] in ("今天", "应邀")

    def _list_before(self, at: int, floor: int) -> list[PersonMention | GroupMention]:
        """The list that ends at the verb: clauses are taken in leftwards while each is people and nothing else."""
        adverb = self.lexicon.pattern("attendance.adverb").search(self.folded, max(floor, at - 40), at)
        found = self._list_until(adverb.start() if adverb else at, floor)
        if not found and adverb and self.folded[adverb.start()] == "均":
            found = self._list_until(at, floor)  # 副县长王均出席会议
        return found

    def _list_until(self, end: int, floor: int) -> list[PersonMention | GroupMention]:
        start = end
        for left, right in self._clauses_before(floor, end):
            begin = self._list_start(left, right)
            if begin is None:
                break
            start = begin
            if begin > left:
                break
        if start >= end:
            return []
        if self.last and self.last[0] == (start, end):
            return self.last[1]
        return people_in(self.shadow, self.lexicon, start, end)

    def _clauses_before(self, floor: int, end: int) -> Iterator[Span]:
        right = end
        for at in range(end - 1, floor - 2, -1):
            if at < floor or (self.folded[at] in _CLAUSE and not self.shield[at]):
                yield self.shadow.strip(at + 1, right)
                right = at

    def _list_start(self, left: int, right: int) -> int | None:
        """Where the people of a clause begin: at its start, or behind a date or a connective; None if it has others."""
        if right - left < 2:
            return None
        if self._is_people(left, right):
            return left
        first = next(
            (at for at in range(left + 1, right) if self.folded[at] in "、和及与" and not self.shield[at]), right
        )
        for stop in (first, right):
            person = self.grammar.before(self.shadow, stop, left)
            if person and person.start > left and self._is_people(person.start, right):
                return person.start
        for begin in range(min(right - 2, left + 24), left, -1):
            if self.grammar.titles.edges.end_at(self.folded, begin, left) and self._is_people(begin, right):
                return begin
        return None

    def _is_people(self, left: int, right: int) -> bool:
        reader = read_whole_list(self.shadow, self.lexicon, left, right)
        self.last = ((left, right), reader.found)
        if not reader.is_whole or not reader.found:
            return False
        return not any(
            isinstance(who, GroupMention) and self.never.search(self.folded, who.start, who.end) for who in reader.found
        )

    def _invited(self) -> Iterator[Present]:
        """会议邀请了何静作专题培训; who is asked to 列席 is an observer."""
        if "邀" not in self.folded:
            return
        pattern = self.lexicon.pattern("attendance.invite")
        for start, end in self.document.page.body:
            for match in pattern.finditer(self.folded, start, end):
                sentence = self.shadow.sentence_at(match.start())[0]
                if self.shield[match.start()] or self.said.is_said(sentence, match.start()):
                    continue
                role = "observer" if match["as"] == "列席" else "invited"
                for who in people_in(self.shadow, self.lexicon, *match.span("list")):
                    if isinstance(who, PersonMention):
                        yield Present(who, role, "attendance.invite")

    def _recorders(self) -> Iterator[Present]:
        if "记录" not in self.folded:
            return
        for start, end in self.document.page.body:
            for match in self.lexicon.pattern("person.recorded").finditer(self.folded, start, end):
                for who in people_in(self.shadow, self.lexicon, *match.span("person")):
                    if isinstance(who, PersonMention):
                        yield Present(who, "recorder", "attendance.recorder")
            at = self.folded.find("记录", start, end)
            while at >= 0:
                if self.folded[at + 2 : at + 3] in _CLAUSE:
                    end_of_name = self._before_adverb(at)
                    person = self.grammar.before(self.shadow, end_of_name, max(start, at - 60))
                    person = person or self.grammar.of_unit_before(self.shadow, end_of_name, max(start, at - 60))
                    if person and person.name and self.grammar.is_boundary(self.folded, person.start, start):
                        yield Present(person, "recorder", "attendance.recorder")
                at = self.folded.find("记录", at + 2, end)

    def _before_adverb(self, at: int) -> int:
        """Where the name before 记录 ends: 何静负责记录, 何静作记录."""
        leads = self.lexicon.words("record_lead")
        return next((at - n for n in (4, 2, 1) if self.folded[at - n : at] in leads), at)
