"""Meeting verbs without a subject: when they head what follows (…主持会议，强调…; 。指出，…), and who says it."""

from __future__ import annotations

import re
from bisect import bisect_left

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.structure.page import Page
from minutes_cli.structure.people import PersonMention, person_after

_FARTHEST_STOP = 200  # code points between a verb and the end of the sentence that announces a series
_CLOSE = re.compile(r"[。：；\n]")
_AT_ONCE = ("：", "，要", "要")
_OPENED = re.compile(r"[ \n]*(?:一是|一要|一、|（一）|1[.、]|第一|首先|①)")


class Alone:
    """Asked for one verb at a time. `sentence` is where the verb's sentence begins."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.shadow, self.lexicon = page.shadow, lexicon
        self.folded, self.shield, self.marks = page.shadow.folded, page.shadow.shield, page.shadow.clause_marks
        self.verbs = lexicon.words("meeting_verb")
        self.subjects = lexicon.words("meeting_subject")
        self.leads = lexicon.words("head_lead")

    def heads(self, sentence: int, clause: int, verb: int, verb_end: int, before: Entry | None) -> bool:
        """Whether the verb heads what follows: an order or a list comes next, or the sentence told an act before it.

        `clause` is where its clause begins, connectives off; `before` is the verb that already heads the sentence.
        """
        if clause < verb:
            if self.folded[clause] not in "对就从":
                return False
            asks = self._asks(verb)
            follows = self.folded.startswith("并", sentence)  # 并对…提出要求: who did the sentence before
            return self._introduces(verb_end) or (asks and (follows or self._tells(sentence, clause, before)))
        if self._introduces(verb_end):
            return True
        if self.after_leads(sentence) == verb:
            return self.lexicon.pattern("head.alone.sentence").match(self.folded, verb) is not None
        goes_on = self.lexicon.pattern("head.alone.clause").match(self.folded, verb)
        return goes_on is not None and self._tells(sentence, verb, before)

    def speaker(self, sentence: int, verb: int) -> tuple[bool, PersonMention | None]:
        """Who says it: the nearest subject left of it in its sentence. Whether there is one, and the person it is."""
        begins = [at + 1 for at in self.marks[bisect_left(self.marks, sentence) : bisect_left(self.marks, verb)]]
        ends = [*(begin - 1 for begin in begins), verb]
        for begin, end in reversed(list(zip([sentence, *begins], ends, strict=True))):
            start = self.after_leads(begin)
            if start >= end:
                continue
            if self.subjects.match(self.folded, start):
                return True, None
            person = person_after(self.shadow, self.lexicon, start, end)
            if person is not None and (person.name or person.surname) and self.folded[person.end] not in "之的":
                return True, person
            if self.lexicon.pattern("head.convened").search(self.folded, start, end):
                return True, None
        return False, None

    def after_leads(self, position: int) -> int:
        """Where the words behind a date and the connectives at `position` begin."""
        day = self.lexicon.pattern("head.day").match(self.folded, position)
        position = day.end() if day else position
        while lead := self.leads.match(self.folded, position):
            position = lead[0] + self.folded.startswith("，", lead[0])
        return position

    def _tells(self, sentence: int, end: int, before: Entry | None) -> bool:
        """Whether the sentence tells up to `end` what the meeting or somebody at it did, and orders nothing yet."""
        if before is not None and not before.attributes.get("goes_on"):
            return False
        if self.lexicon.pattern("statement.order").search(self.folded, sentence, end):
            return False
        act = self.lexicon.pattern("head.act").search(self.folded, sentence, end)
        if before is not None or (act is not None and not self.shield[act.start()]):
            return True
        opening = self.after_leads(sentence)
        verb = self.verbs.match(self.folded, opening)
        if self.subjects.match(self.folded, opening) or (verb is not None and verb[1].value == "procedure"):
            return True
        person = person_after(self.shadow, self.lexicon, opening, end) if opening < end else None
        did = self.lexicon.pattern("head.did")
        return person is not None and did.match(self.folded, person.end, end) is not None

    def _asks(self, verb: int) -> bool:
        """提出要求, 提出了明确要求 at the end of a clause."""
        return self.lexicon.pattern("head.asks").match(self.folded, verb) is not None

    def _introduces(self, position: int) -> bool:
        """Whether an order or a colon comes at once, or an enumeration where the sentence of `position` ends."""
        if self.folded.startswith(_AT_ONCE, position) and not self.folded.startswith("，要求", position):
            return True
        for stop in _CLOSE.finditer(self.folded, position, position + _FARTHEST_STOP):
            if not self.shield[stop.start()]:
                return _OPENED.match(self.folded, stop.end()) is not None
        return False
