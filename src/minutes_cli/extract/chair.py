"""Who chaired: 林知远主持召开…, 会议由…主持, 主持人：…, 受…委托. 出席并讲话 chairs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from minutes_cli.extract.said import Said
from minutes_cli.models import Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.people import PersonMention, grammar_of, people_in, people_only, person_alone
from minutes_cli.text.shadow import QUOTE, TITLE

_FARTHEST = 120  # code points between a sentence's beginning and 主持
_CLAUSE = "，。；：！？\n"
_SEVERAL = ("chair.passive", "chair.under")  # told one after the other: 上半场由…主持，下半场由…主持


class Chairs(NamedTuple):
    """Mentions of those who chaired, each with the rule that found it, and who entrusted them."""

    found: tuple[tuple[PersonMention, str], ...] = ()
    entrusted_by: PersonMention | None = None


class _Candidate(NamedTuple):
    mentions: tuple[PersonMention, ...]
    rule: str
    rank: int


def find_chairs(document: Document, said: Said) -> Chairs:
    """The chairs of the meeting: a label, else the text, else the title line."""
    shadow, lexicon = document.shadow, document.lexicon
    values = [label.value for label in document.page.labels if label.key == "chair"]
    told = [who for value in values for who in people_in(shadow, lexicon, *value, trusting=True)]
    named = [who for who in told if isinstance(who, PersonMention)]
    named = named or [who for value in values if (who := person_alone(shadow, lexicon, *value))]
    if named:
        return Chairs(_distinct([(who, "chair.label") for who in named]))
    finder = _Finder(document, said)
    candidates = list(finder.candidates())
    if not candidates:
        candidates = list(finder.conveners())
    if not candidates and document.page.title:
        candidates = list(finder.in_title(document.page.title))
    if not candidates:
        return Chairs()
    best = min(candidate.rank for candidate in candidates)
    first = next(candidate for candidate in candidates if candidate.rank == best)
    chosen = [c for c in candidates if c is first or (c.rank == best and c.rule in _SEVERAL and best == 0)]
    found = [(mention, candidate.rule) for candidate in chosen for mention in candidate.mentions]
    return Chairs(_distinct(found), finder.entrusted(found[0][0]))


def _distinct(found: list[tuple[PersonMention, str]]) -> tuple[tuple[PersonMention, str], ...]:
    """One mention a person, and no nameless one beside a named one."""
    kept: dict[tuple[str | None, str | None], tuple[PersonMention, str]] = {}
    named = any(mention.name for mention, _ in found)
    for mention, rule in found:
        if mention.name or mention.surname or not named:
            kept.setdefault((mention.name, mention.surname), (mention, rule))
    return tuple(kept.values())


class _Finder:
    def __init__(self, document: Document, said: Said) -> None:
        self.document, self.lexicon = document, document.lexicon
        self.shadow = document.shadow
        self.folded, self.shield = document.shadow.folded, document.shadow.shield
        self.grammar = grammar_of(document.lexicon)
        self.said = said

    def candidates(self) -> Iterator[_Candidate]:
        """Every 主持 of the body with its subject."""
        if "主持" not in self.folded:
            return
        active = self.lexicon.pattern("chair.active")
        for start, end in self.document.page.body:
            at = self.folded.find("主持", start, end)
            while at >= 0:
                if active.match(self.folded, at) and not self.shield[at] & (QUOTE | TITLE):
                    candidate = self._candidate(at, max(start, self.shadow.sentence_at(at)[0]))
                    if candidate:
                        yield candidate
                at = self.folded.find("主持", at + 2, end)
        if "主持下" in self.folded:
            yield from self._under()

    def _under(self) -> Iterator[_Candidate]:
        """会议在局长林知远的主持下进行."""
        for start, end in self.document.page.body:
            for match in self.lexicon.pattern("chair.under").finditer(self.folded, start, end):
                floor, (left, right) = self.shadow.sentence_at(match.start())[0], match.span("person")
                person = self.grammar.before(self.shadow, right, left)
                if person and person.start == left and self._is_told(match.start(), max(start, floor)):
                    yield _Candidate((person,), "chair.under", 0)

    def conveners(self) -> Iterator[_Candidate]:
        """林知远召开… where nobody 主持: only with a name right before it, in the first sentences."""
        pattern = self.lexicon.pattern("chair.convened")
        for start, end in self.document.page.body[:3]:
            for match in pattern.finditer(self.folded, start, end):
                floor = max(start, self.shadow.sentence_at(match.start())[0])
                if self.shield[match.start()] or self._is_itself(match.start(), floor):
                    continue
                found = [m for m in self._subject(match.start(), floor) if self._may_convene(m)]
                if found and self._is_told(found[0].start, floor):
                    yield _Candidate(tuple(found), "chair.convened", 0)
                    return

    def _is_itself(self, at: int, floor: int) -> bool:
        """Whether the meeting itself stands before 召开 and nobody who called it: 青岚市妇女第十次代表大会召开."""
        itself = self.lexicon.pattern("chair.convened.itself")
        return itself.search(self.folded, self._clause(at, floor), at) is not None

    def _may_convene(self, mention: PersonMention) -> bool:
        """Whether `mention` names somebody; 广大干部职工通过（视频召开） does not."""
        if mention.name_span is None or mention.name is None:
            return mention.surname is not None
        start, end = mention.name_span
        return end - start < 4 or not any(self.grammar.follows(self.folded, at, end) for at in range(start + 2, end))

    def in_title(self, title: Span) -> Iterator[_Candidate]:
        """The title line: 林知远主持召开局务会."""
        at = self.folded.find("主持", *title)
        if at >= 0:
            found = self._subject(at, title[0])
            if found:
                yield _Candidate(tuple(found), "chair.title_line", 1)

    def entrusted(self, chair: PersonMention) -> PersonMention | None:
        """Who entrusted the chair, in the chair's sentence: 受林知远委托，… or 林知远因公未能出席，委托…"""
        start, end = self.shadow.sentence_at(chair.start)
        if self.folded.endswith("委托", start, chair.start):
            return self.grammar.after(self.shadow, start, chair.start - 2)
        if "受" not in self.folded[start:end]:
            return None
        match = self.lexicon.pattern("chair.entrusted").search(self.folded, start, end)
        if match is None:
            return None
        people = people_in(self.shadow, self.lexicon, *match.span("person"))
        return next((p for p in people if isinstance(p, PersonMention) and p.start != chair.start), None)

    def _candidate(self, at: int, floor: int) -> _Candidate | None:
        floor = max(floor, at - _FARTHEST)
        passive = self._passive(at, floor)
        if passive is not None:
            begin, mentions = passive
            rule = "chair.passive"
        else:
            mentions = self._subject(at, floor)
            begin = mentions[0].start if mentions else at
            rule = "chair.active"
        if not mentions or not self._is_told(begin, floor):
            return None
        return _Candidate(tuple(mentions), rule, self._rank(mentions[0], at))

    def _passive(self, at: int, floor: int) -> tuple[int, list[PersonMention]] | None:
        """会议由…主持: what stands between 由 and 主持; None where no 由 stands before."""
        begin = self.folded.rfind("由", floor, at)
        while begin > floor and self.folded[begin - 1] in "自理缘":
            begin = self.folded.rfind("由", floor, begin)
        if begin < 0 or any(mark in self.folded[begin:at] for mark in "。；：！？\n"):
            return None
        end = self._strip(at, begin + 1)
        person = self.grammar.before(self.shadow, end, begin + 1)
        person = person or self.grammar.alone_between(self.shadow, begin + 1, end)
        if person and person.start == begin + 1:
            return begin, [person]
        found = [p for p in people_in(self.shadow, self.lexicon, begin + 1, end) if isinstance(p, PersonMention)]
        if not found:
            found = self._subject(at, begin + 1)
        return begin, found

    def _subject(self, at: int, floor: int) -> list[PersonMention]:
        """Who stands before the verb at `at`, a date, a place or an adverb between them set aside."""
        if self.lexicon.pattern("chair.planned").search(self.folded, max(floor, at - 14), at):
            return []
        end = self._strip(at, floor)
        if self.lexicon.pattern("chair.by_turns").search(self.folded, end, at):
            start = self.shadow.sentence_at(end - 1)[0]
            if several := people_only(self.shadow, self.lexicon, start, end):
                return several
        clause = self._clause(end, floor)
        for stop in self._stops(end, clause):
            person = self.grammar.before(self.shadow, stop, floor)
            person = person or self.grammar.alone_between(self.shadow, clause, stop)
            if person and not self._is_place(person, floor):
                return self._with_others(person, clause, stop)
        titles = self.grammar.titles.chain(self.shadow, end, clause)
        if titles and self._only_titles(titles, clause, end):
            return [PersonMention(titles[0][0], end, None, None, None, titles)]
        unlisted = (self.grammar.unlisted_before(self.shadow, stop, clause) for stop in self._stops(end, clause))
        return [person for person in unlisted if person][:1] or self._before_entrusted(clause, floor)

    def _clause(self, at: int, floor: int) -> int:
        """Where the clause of `at` begins, not left of `floor`."""
        return max(floor, max(self.folded.rfind(mark, floor, at) for mark in _CLAUSE) + 1)

    def _before_entrusted(self, clause: int, floor: int) -> list[PersonMention]:
        """副局长周文博受局长林知远委托，在…主持召开: who stands before the clause that tells who entrusted."""
        for match in self.lexicon.pattern("chair.entrusted").finditer(self.folded, floor, clause):
            if match.end() == clause - 1 and match.start() > floor:
                return self._subject(match.start(), floor)
        return []

    def _only_titles(self, titles: tuple[Span, ...], clause: int, end: int) -> bool:
        """镇党委书记主持: the titles are all that stands there, and of one office."""
        start = titles[0][0]
        head = self.grammar.titles.head_ending(self.folded, end, clause)
        callings = self.lexicon.entry("person.title.calling").terms
        plural = self.folded.startswith(("各", "全体", "主要", "分管", "有关", "相关"), start)
        return start == clause and head >= 0 and self.folded[head:end] not in callings and not plural

    def _with_others(self, person: PersonMention, clause: int, stop: int) -> list[PersonMention]:
        """县领导周文博、何静组织召开: everyone of the list that ends with `person`."""
        before = self.folded[person.start - 1 : person.start]
        if person.start <= clause or before not in "、和与及":
            return [person]
        return people_only(self.shadow, self.lexicon, clause, stop) or [person]

    def _stops(self, end: int, clause: int) -> Iterator[int]:
        yield end
        between = [m.start() for m in self.lexicon.pattern("chair.between").finditer(self.folded, clause + 2, end)]
        yield from (self._strip(stop, clause) for stop in reversed(between))

    def _is_place(self, person: PersonMention, floor: int) -> bool:
        """Whether a bare name is but where they met: 在白鹭湖主持召开."""
        start = person.start
        return not person.titles and start > floor and self.folded[start - 1] in "在于到赴"

    def _strip(self, at: int, floor: int) -> int:
        adverb = self.lexicon.pattern("chair.adverb").search(self.folded, max(floor, at - 12), at)
        return adverb.start() if adverb else at

    def _is_told(self, begin: int, floor: int) -> bool:
        """Whether the text tells this itself, and does not speak of another meeting or say what a speaker says."""
        clause = max(floor, max(self.folded.rfind(mark, floor, begin) for mark in _CLAUSE + " ") + 1)
        before = self.folded[clause:begin]
        tells_who = before.endswith("的") and self.lexicon.pattern("chair.told_by_clause").search(before)
        if not tells_who and self.lexicon.pattern("chair.cited").search(self.folded, clause, begin):
            return False
        return not self.said.is_said(floor, begin)

    def _rank(self, mention: PersonMention, at: int) -> int:
        cited = self.lexicon.pattern("chair.cited_after").match(self.folded[at : at + 60])
        behind = mention.name_span is not None and any(title[0] >= mention.name_span[1] for title in mention.titles)
        leader = behind and "总书记" in self.folded[mention.start : mention.end]
        return 3 if cited else 2 if leader else 0
