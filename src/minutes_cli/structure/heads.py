"""Segment heads: who says what follows (会议强调，… 县长林知远指出，… 他要求：…).

A head is a meeting verb whose clause begins with its subject: the meeting, a person, a pronoun; or one without a
subject that goes on with an order, or follows an act (…审议了方案，强调要…; see ``alone``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.alone import Alone
from minutes_cli.structure.grammar import grammar_of
from minutes_cli.structure.named_meeting import NamedMeeting
from minutes_cli.structure.page import Page
from minutes_cli.structure.people import PersonMention, people_in, person_after
from minutes_cli.structure.titles import titles_of

Verb = tuple[int, int, Entry]
Headed = tuple[int, Entry | None]  # where the last sentence with a head begins, and the head's verb
_LISTS = frozenset({"chair", "attendees", "observers", "invited", "recorder"})
_WEIGHTY = frozenset({"directive", "decision"})
_FOR = "为就对围针结"
_CALLED = 20  # code points of a title with its name
_NOUN = 3  # code points of 要求 and the one behind it
_DATED = 24  # code points of a date that opens a sentence
_FARTHEST_SUBJECT = 140  # code points between a clause's beginning and its verb: titles and a 在…会议上 phrase


class Head(NamedTuple):
    """A subject and its meeting verb. `person` is who speaks (pronouns resolved), None when it is the meeting.

    ``start:end`` runs from the subject (a name without its titles) to the end of the verb, as printed.
    ``entry.value`` is the verb's class: ``directive``, ``decision``, ``opinion`` or ``procedure``; its attribute
    ``strength`` says whether the verb orders by itself (``own``) or only announces what may be an order (``weak``).
    """

    start: int
    end: int
    subject: Span | None
    verb: Span
    entry: Entry
    person: PersonMention | None = None

    @property
    def strength(self) -> str:
        """``own``, ``weak`` or ``none``."""
        return str(self.entry.attributes.get("strength", "none"))


def find_heads(page: Page, lexicon: Lexicon) -> tuple[Head, ...]:
    """Every segment head of the body, in order."""
    if not page.is_minutes:
        return ()
    return tuple(_Reader(page, lexicon).heads())


class _Reader:
    """Walks the meeting verbs of a page and keeps who spoke last, for 他 and 她."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.shadow, self.page, self.lexicon = page.shadow, page, lexicon
        self.folded, self.shield, self.marks = page.shadow.folded, page.shadow.shield, page.shadow.clause_marks
        self.verbs = lexicon.words("meeting_verb")
        self.subjects = lexicon.words("meeting_subject")
        self.pronouns = lexicon.words("meeting_pronoun")
        self.leads = lexicon.words("head_lead")
        self.modifiers = lexicon.words("head_modifier")
        self.alone = Alone(page, lexicon)
        self.named = NamedMeeting(page, lexicon)
        self.titles = titles_of(lexicon)
        self.speaker: PersonMention | None = None

    def heads(self) -> Iterator[Head]:
        """Heads in order; of two in one clause the first subject with the last verb of a run (强调指出) counts."""
        for start, end in self.page.body:
            headed: Headed = (-1, None)
            for clause, verbs in self._clauses(start, end):
                head = self._best(clause, verbs, start, headed)
                if head is not None:
                    headed = (self._sentence_start(head.start, start), head.entry)
                    if head.person is not None:
                        self.speaker = head.person
                    yield head

    def _clauses(self, start: int, end: int) -> Iterator[tuple[int, list[Verb]]]:
        """The meeting verbs of each clause that has any."""
        clause, verbs = -1, list[Verb]()
        for verb in self.verbs.find(self.folded, start, end):
            if self.shield[verb[0]]:
                continue
            begin = self._clause_start(verb[0], start)
            if begin != clause and verbs:
                yield clause, verbs
                verbs = []
            clause = begin
            verbs.append(verb)
        if verbs:
            yield clause, verbs

    def _best(self, clause: int, verbs: list[Verb], floor: int, headed: Headed) -> Head | None:
        """A verb that orders or decides before one that tells (在总结讲话中强调), else the first that fits."""
        ordered = verbs if len(verbs) == 1 else sorted(verbs, key=lambda verb: verb[2].value not in _WEIGHTY)
        for verb in ordered:
            head = self._head(clause, *verb, floor, headed)
            if head is not None:
                return head
        return None

    def _clause_start(self, position: int, floor: int) -> int:
        index = bisect_left(self.marks, position) - 1
        while index >= 0 and self.shield[self.marks[index]]:
            index -= 1
        at = max(self.marks[index] + 1 if index >= 0 else 0, floor, position - _FARTHEST_SUBJECT)
        while at < position and self.folded[at] in " 　":
            at += 1
        return at

    def _sentence_start(self, position: int, floor: int) -> int:
        return max(floor, self.shadow.sentence_at(position)[0])

    def _head(self, clause: int, verb: int, verb_end: int, entry: Entry, floor: int, headed: Headed) -> Head | None:
        subject = clause
        lead = self.leads.match(self.folded, subject)
        while lead is not None and lead[0] <= verb:
            subject = lead[0]
            lead = self.leads.match(self.folded, subject)
        if subject < verb and (found := self.subjects.match(self.folded, subject)) and found[0] <= verb:
            told = found[1].attributes.get("told") or self._said(clause, floor, headed)
            if not self._modifies(found[0], verb) or (entry.value == "procedure" and told):
                return None
            by = self.folded.find("由", found[0], verb)  # 会议首先由局长林知远指出
            person = person_after(self.shadow, self.lexicon, by + 1, verb) if by >= 0 else None
            return Head(subject, verb_end, (subject, found[0]), (verb, verb_end), entry, person)
        if entry.value == "procedure":
            return None
        sentence = self._sentence_start(clause, floor)
        if self.folded[subject] in _FOR and self.folded[verb - 1] in self.pronouns:
            subject = verb - 1  # 为做好下一步工作他提出
        if subject < verb and (found := self.pronouns.match(self.folded, subject)) and self._modifies(found[0], verb):
            person = self._resolve(sentence, floor, is_pronoun=True)
            return Head(subject, verb_end, (subject, found[0]), (verb, verb_end), entry, person)
        if subject < verb and sentence != headed[0]:
            named = self.named.subject(subject, verb)
            if named is not None and self._modifies(named, verb):
                return Head(subject, verb_end, (subject, named), (verb, verb_end), entry)
            person = person_after(self.shadow, self.lexicon, subject, verb)
            person = person or self._by_title(subject, verb)
            if person is None and self.folded[subject:verb] in self._listed:
                person = PersonMention(subject, verb, self.shadow.source[subject:verb], None, (subject, verb))
            if person is not None and self._modifies(person.end, verb) and not self._cites(person):
                at = person.name_span[0] if person.name_span and not self._wrapped(person) else person.start
                return Head(at, verb_end, (at, person.end), (verb, verb_end), entry, person)
            post = self.titles.head_starting(self.folded, subject, verb)
            if post > 0 and self._modifies(post, verb):  # 院长强调: whoever that is
                return Head(subject, verb_end, (subject, post), (verb, verb_end), entry)
        before = headed[1] if sentence == headed[0] or self._is_of_same_stop(headed[0], sentence) else None
        alone = entry.value == "directive" and self.alone.heads(sentence, subject, verb, verb_end, before)
        if alone or (entry.value == "decision" and subject == verb and self.subjects.match(self.folded, sentence)):
            told, person = self.alone.speaker(sentence, verb)
            person = person if told else self._resolve(sentence, floor)
            return Head(verb, verb_end, None, (verb, verb_end), entry, person)
        return None

    @cached_property
    def _listed(self) -> frozenset[str]:
        """The names that labels tell (出席：…): at the head of a clause they need no frequent surname."""
        labels = (label for label in self.page.labels if label.key in _LISTS)
        people = (who for label in labels for who in people_in(self.shadow, self.lexicon, *label.value, trusting=True))
        return frozenset(who.name for who in people if isinstance(who, PersonMention) and who.name)

    def _by_title(self, start: int, end: int) -> PersonMention | None:
        """院长强调: the one whom the text has named with that title before."""
        grammar = grammar_of(self.lexicon)
        stop = grammar.titles.head_starting(self.folded, start, end)
        if stop < 0 or self.folded[start:stop] in self.lexicon.entry("person.title.calling").terms:
            return None
        at = self.folded.rfind(self.folded[start:stop], 0, start)
        while at >= 0:
            person = person_after(self.shadow, self.lexicon, at, min(start, at + _CALLED))
            if person is not None and person.name and person.name_span and person.name_span[0] == at + stop - start:
                return PersonMention(start, stop, person.name, None, None, person.titles)
            at = self.folded.rfind(self.folded[start:stop], 0, at)
        return None

    def _said(self, clause: int, floor: int, headed: Headed) -> bool:
        """Whether somebody is speaking already: 何静说，会议审议了… tells what he said."""
        entry = headed[1]
        if entry is None or entry.attributes.get("goes_on") or entry.value == "decision":
            return False
        return headed[0] == self._sentence_start(clause, floor)

    def _is_of_same_stop(self, earlier: int, sentence: int) -> bool:
        """Whether only ；stands between a sentence with a head and the one that begins at `sentence`."""
        if earlier < 0 or not self.folded.startswith("；", sentence - 1):
            return False
        return not any(mark in self.folded[earlier:sentence] for mark in "。\n")

    def _modifies(self, start: int, verb: int) -> bool:
        """Whether what stands between subject and verb is nothing, or a phrase that may stand there."""
        if start == verb:
            return True
        if self.modifiers.match(self.folded, start) is None:
            return False
        if self.lexicon.pattern("head.object").fullmatch(self.folded, start, verb) is not None:
            return False
        return self.lexicon.pattern("head.noun").match(self.folded, start, verb + _NOUN) is None

    def _resolve(self, sentence: int, floor: int, is_pronoun: bool = False) -> PersonMention | None:
        """Who is meant: whoever opens this sentence or one of the two before it, else the last speaker."""
        for _ in range(3):
            if sentence < floor:
                break
            if not is_pronoun and self.folded.startswith(("会议", "全会"), sentence):
                return None
            lead = self.leads.match(self.folded, sentence)
            begin = lead[0] if lead else sentence
            if begin < len(self.folded) and self.folded[begin] == "，":
                begin += 1
            ceiling = min(len(self.folded), begin + _FARTHEST_SUBJECT)
            dated = self.folded.find("，", begin, begin + _DATED) if self.folded[begin : begin + 1].isdigit() else -1
            begin = max(begin, dated + 1)
            person = person_after(self.shadow, self.lexicon, begin, ceiling) or self._by_title(begin, ceiling)
            if person is not None and (person.name or person.surname):
                return person
            if sentence == floor:
                break
            sentence = self._sentence_start(max(floor, sentence - 1), floor)
        return self.speaker

    def _cites(self, person: PersonMention) -> bool:
        titles = self.lexicon.words("cited_leader_title")
        behind = person.name_span is not None and any(t[0] >= person.name_span[1] for t in person.titles)
        return behind and any(self.folded[s:e] in titles for s, e in person.titles)

    def _wrapped(self, person: PersonMention) -> bool:
        return person.name_span is not None and person.end > person.name_span[1]
