"""Who was there: 出席, 列席, 请假, 记录; names, groups and the quorum, from labels and from sentences."""

from __future__ import annotations

from collections.abc import Iterator

from minutes_cli.extract.attendance_labels import Present, labelled
from minutes_cli.extract.said import Said
from minutes_cli.models import Counts, Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.people import GroupMention, PersonMention, grammar_of, people_in
from minutes_cli.structure.people_list import read_whole_list
from minutes_cli.text.shadow import QUOTE, TITLE

_CLAUSE = "，。；：！？\n"
_FARTHEST = 600  # code points of names before their verb
_COUNTED = {
    "应": "expected",
    "实": "present",
    "出": "present",
    "到": "present",
    "参": "present",
    "缺": "absent",
    "请": "absent",
    "未": "absent",
    "因": "absent",
}


def find_attendance(document: Document, said: Said) -> list[Present]:
    """Everyone whose presence or absence the text tells, in the order of the text."""
    found = [*labelled(document), *_Sentences(document, said).read()]
    found.sort(key=lambda present: present.who.start)
    there = {p.who.name for p in found if p.role == "attendee" and isinstance(p.who, PersonMention)}
    number = document.lexicon.pattern("attendance.number")
    seen: set[tuple[str, object]] = set()
    kept = []
    for present in found:
        who = present.who
        if isinstance(who, GroupMention) and number.search(document.shadow.folded[who.start : who.end]):
            continue
        if present.rule == "attendance.invite" and isinstance(who, PersonMention) and who.name in there:
            continue  # 市长林知远出席…。会议邀请林知远市长作主旨讲话: he was asked to speak
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
    elif "absent" not in counts and (away := document.lexicon.pattern("attendance.count.before").search(folded)):
        counts["absent"] = int(away["number"])
    if not counts and "共" in folded:
        whole = document.lexicon.pattern("attendance.present").search(folded)
        if whole:
            counts["present"] = int(whole["number"] or whole["came"])
    return Counts(**counts) if counts else None


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
        yield from self._brought()
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
        if self.said.is_said(floor, at) or self._is_reported(at, stop, floor):
            return []
        return self._list_before(at, floor)

    def _is_reported(self, at: int, stop: int, floor: int) -> bool:
        """Whether another meeting is meant: 审议林知远主任出席论坛情况的书面报告, 林知远还同市领导出席了讨论会."""
        if self.lexicon.pattern("attendance.elsewhere").search(self.folded, max(floor, at - 60), at):
            return True
        if self.lexicon.pattern("attendance.reported").match(self.folded, stop) is None:
            return False
        return self.lexicon.pattern("attendance.reporting").search(self.folded, floor, at) is not None

    def _opens(self, at: int, floor: int) -> bool:
        return at == floor or self.folded[at - 1] in _CLAUSE or self.folded[at - 2 : at] in ("今天", "应邀")

    def _list_before(self, at: int, floor: int) -> list[PersonMention | GroupMention]:
        """The list that ends at the verb, or before an adverb or a place; there only if it ends in a person."""
        adverb = self.lexicon.pattern("attendance.adverb").search(self.folded, max(floor, at - 40), at)
        end = adverb.start() if adverb else at
        found = self._list_ending(end, floor)
        if not found and adverb and self.folded[end] == "均":
            found = self._list_ending(at, floor)  # 副县长王均出席会议
        if found:
            return found
        clause = max(floor, max(self.folded.rfind(mark, floor, end) for mark in _CLAUSE) + 1)
        for match in self.lexicon.pattern("attendance.between").finditer(self.folded, clause + 2, end):
            if self.lexicon.pattern("attendance.busy").search(self.folded, match.start(), end):
                continue
            found = self._list_ending(match.start(), floor)
            if found and isinstance(found[-1], PersonMention):
                return found
        return []

    def _list_ending(self, end: int, floor: int) -> list[PersonMention | GroupMention]:
        """The list that ends at `end`: clauses are taken in leftwards while each is people and nothing else."""
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
        lead = self.lexicon.pattern("attendance.lead").match(self.folded, left, right)
        left = lead.end() if lead else left
        if self._is_people(left, right):
            return left
        first = next(
            (at for at in range(left + 1, right) if self.folded[at] in "、和及与" and not self.shield[at]), right
        )
        for stop in (first, right):
            person = self.grammar.before(self.shadow, stop, left)
            if person is None or person.start <= left or self._is_place(person.start, person.titles):
                continue
            if self._is_people(person.start, right):
                return person.start
        for begin in range(min(right - 2, left + 24), left, -1):
            if self._is_place(begin) or not self.grammar.titles.edges.end_at(self.folded, begin, left):
                continue
            if self._is_people(begin, right):
                return begin
        return None

    def _is_place(self, start: int, titles: tuple[Span, ...] = ()) -> bool:
        """Whether what looks like a bare name is but where they met: 在白鹭湖."""
        return not titles and self.folded[start - 1] in "在于到赴"

    def _is_people(self, left: int, right: int) -> bool:
        reader = read_whole_list(self.shadow, self.lexicon, left, right)
        if not (reader.is_whole and reader.found) and "、" in self.folded[left:right]:
            trusting = read_whole_list(self.shadow, self.lexicon, left, right, trusting=True)
            reader = trusting if trusting.is_whole and all(map(self._is_of_unit, trusting.found)) else reader
        self.last = ((left, right), reader.found)
        if not reader.is_whole or not reader.found:
            return False
        return not any(
            isinstance(who, GroupMention) and self.never.search(self.folded, who.start, who.end) for who in reader.found
        )

    def _is_of_unit(self, who: PersonMention | GroupMention) -> bool:
        """县水务局何静: a unit glued to the name."""
        return isinstance(who, PersonMention) and self.grammar.titles.ends_body(self.folded, who.start)

    def _invited(self) -> Iterator[Present]:
        """会议邀请了何静作专题培训; who is asked to 列席 is an observer."""
        pattern = self.lexicon.pattern("attendance.invite")
        for start, end in self.document.page.body if "邀" in self.folded else ():
            for match in pattern.finditer(self.folded, start, end):
                sentence = self.shadow.sentence_at(match.start())[0]
                if self.shield[match.start()] or self.said.is_said(sentence, match.start()):
                    continue
                role = "observer" if match["as"] == "列席" else "invited"
                for who in people_in(self.shadow, self.lexicon, *match.span("list")):
                    if isinstance(who, PersonMention):
                        yield Present(who, role, "attendance.invite")

    def _brought(self) -> Iterator[Present]:
        """召集市水务局、市财政局负责同志召开协调会, 带领有关部门负责人到石屏镇现场办公."""
        pattern = self.lexicon.pattern("attendance.brought")
        for start, end in self.document.page.body:
            for match in pattern.finditer(self.folded, start, end):
                sentence = self.shadow.sentence_at(match.start())[0]
                if self.shield[match.start()] or self.said.is_said(sentence, match.start()):
                    continue
                reader = read_whole_list(self.shadow, self.lexicon, *match.span("list"))
                if reader.is_whole:
                    yield from (Present(who, "attendee", "attendance.brought") for who in reader.found)

    def _recorders(self) -> Iterator[Present]:
        for start, end in self.document.page.body if "记录" in self.folded else ():
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
