"""Who is charged with something, by the words that charge: 由X牵头, 请X…, X牵头，Y配合, 责任单位：X."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from minutes_cli.extract.bodies import Bodies
from minutes_cli.extract.windows import windows_of
from minutes_cli.models import AssignmentRole, Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.subjects import subject_before
from minutes_cli.text.shadow import QUOTE, TITLE

_DIGIT = re.compile(r"\d")
_LONGEST_BODY, _WIDEST_GAP = 30, 5
_LABEL_ROLES: dict[str, AssignmentRole] = {
    "lead": "lead",
    "support": "support",
    "responsible_person": "lead",
    "supervisor": "supervisor",
}
ROLES: dict[str | None, AssignmentRole] = {"lead": "lead", "support": "support", "supervisor": "supervisor"}
"""The roles that verbs charge with, by their entry's value."""


class Charge(NamedTuple):
    """A body, what it is charged with, and the rule that says so."""

    span: Span
    role: AssignmentRole
    rule: str


class ChargeReader:
    """Goes through one text by the words that charge somebody."""

    def __init__(self, document: Document) -> None:
        self.document, self.lexicon, self.shadow = document, document.lexicon, document.shadow
        self.folded, self.shield = document.shadow.folded, document.shadow.shield
        self.windows = windows_of(document.shadow)
        self.bodies = Bodies(document.shadow, document.lexicon)
        self.verbs = document.lexicon.words("charge_verb")
        self.manner = document.lexicon.words("charge_manner")
        self.continued = document.lexicon.words("body_continued")

    def name(self, span: Span) -> str:
        """The name without the padding inside it; blanks between Latin words stay."""
        words = self.shadow.words(span)
        return words if any(c.isascii() and c.isalpha() for c in words) else "".join(words.split())

    def charges(self) -> Iterator[Charge]:
        """Charges by labels, by 由 and by asking, the surer ones."""
        yield from self._labelled()
        yield from self._by()
        yield from self._asked()

    # -- 责任单位：

    def _labelled(self) -> Iterator[Charge]:
        for label in self.document.page.labels:
            role = _LABEL_ROLES.get(label.key)
            if role is None:
                continue
            for span in self.bodies.split_value(*label.value):
                yield Charge(span, role, label.entry.id)

    # -- 由X牵头, 由X按…修改

    def _by(self) -> Iterator[Charge]:
        pattern = self.lexicon.pattern("assignment.by")
        for position in self.windows.each("由"):
            if pattern.match(self.folded, position):
                left = self.bodies.skip_lead(self.windows.clause_start(position), position)
                opens = left == position or subject_before(self.shadow, self.lexicon, left, position) is None
                yield from self._charged_after(position + 1, "lead", "assignment.by", charged=not opens)

    # -- 请X…, 要求X…, 责成X…

    def _asked(self) -> Iterator[Charge]:
        words = self.lexicon.words("assignment_ask")
        asked = {end for start, end, _ in words.each(self.folded) if not self.shield[start] & (QUOTE | TITLE)}
        asked |= {head.verb[1] for head in self.document.heads if self.folded[slice(*head.verb)] in words}
        for end in sorted(asked):
            yield from self._charged_after(end, "addressee", "assignment.asked")
        for _, end, _ in self.lexicon.words("assignment_charge").each(self.folded):
            yield from self._charged_after(end, "lead", "assignment.charged")

    def _charged_after(self, start: int, role: AssignmentRole, rule: str, charged: bool = False) -> Iterator[Charge]:
        """The bodies at `start`, up to the verb they are charged with; those of 会同 behind them support.

        With `charged` that verb must say so itself (牵头, 负责), or the clause must end with what is to be done: 由X in
        the midst of a clause may only describe (由X开展的评价).
        """
        end = self.windows.clause_end(start)
        regular, past = self.lexicon.pattern("assignment.regular"), self.lexicon.pattern("assignment.past")
        for stop, _, _ in self.lexicon.words("charge_stop").find(self.folded, start, end):
            if stop == start:
                return
            told = self.bodies.read(start, self.without_manner(start, stop), persons=True)
            if told and not regular.search(self.folded, start, stop):
                return
        for verb in self._verbs(start, end):
            spans = self.bodies.read(start, verb, persons=role == "lead")
            if not spans and role == "lead" and self.folded.startswith("牵头", verb) and verb - start <= 20:
                spans = self._plain(start, verb)
            if not spans:
                continue
            own = self._verb_role(verb, end) if role == "lead" else None
            if charged and own is None and "的" in self.folded[verb:end]:
                return
            if role == "lead" and past.search(self.folded, verb, end):
                return
            yield from (Charge(span, own or role, rule) for span in spans)
            yield from self.joined_beyond(verb, end)
            return
        if charged and ("的" in self.folded[start:end] or self.document.outline.at(start) is None):
            return  # outside what the meeting asked for it only tells (船队由三只船组成)
        if role == "lead" or self.folded[start - 1] == "请" or self.folded[start] == "各":
            yield from (Charge(span, role, rule) for span in self._by_its_ending(start, end))

    def _verbs(self, start: int, end: int) -> Iterator[int]:
        """Where what follows the bodies at `start` may begin: a known verb, or a date (由县水务局10月底前完成)."""
        words = self.lexicon.words("charge_next")
        dated = _DIGIT.search(self.folded, start + 2, end)
        day = dated.start() if dated else end
        for verb, _, _ in words.find(self.folded, start, end):
            if verb == start or self.shield[verb] & ~self.shield[start]:
                continue
            if day < verb:
                yield day
                day = end
            yield verb
        if day < end:
            yield day

    def _by_its_ending(self, start: int, end: int) -> list[Span]:
        """The longest list of bodies at `start`, where no known verb follows it (请县审计局提前介入)."""
        found: list[Span] = []
        last = start
        for stop in range(start + 3, min(end, start + _LONGEST_BODY)):
            if found and stop - last > _WIDEST_GAP:
                break
            spans = self.bodies.read(start, stop)
            if spans and not self.continued.match(self.folded, stop):
                found, last = spans, stop
        return found

    def _plain(self, start: int, end: int) -> list[Span]:
        """Before 牵头 any name will do (由Water SIG牵头)."""
        spans = list(self.shadow.split(start, end, "、"))
        return spans if all(b - a >= 2 and not set(self.folded[a:b]) & set("的了是") for a, b in spans) else []

    def _verb_role(self, start: int, end: int) -> AssignmentRole | None:
        at = self.skip_manner(start, end)
        found = self.verbs.match(self.folded, at)
        return ROLES.get(found[1].value) if found else None

    def told(self, start: int, end: int, persons: bool = False) -> tuple[list[Span], int]:
        """The bodies that `start:end` is, and where they end.

        A phrase may part them from what they are told (各乡镇对排查出的问题…, 县水务局会同县财政局…).
        """
        for phrase, _, _ in self.lexicon.words("order_between").find(self.folded, start + 2, end):
            if self.continued.match(self.folded, phrase):
                continue
            if spans := self.bodies.read(start, phrase):
                return spans, phrase
        return self.bodies.read(start, end, persons), end

    def joined(self, start: int, end: int) -> Iterator[Charge]:
        """会同Y and 商Y: Y supports."""
        at = self.skip_manner(start, end)
        found = self.lexicon.words("join_verb").match(self.folded, at)
        if found is None:
            return
        spans = next((s for verb in self._verbs(found[0], end) if (s := self.bodies.read(found[0], verb))), None)
        spans = spans or self.bodies.read(found[0], end)
        if not spans and self.folded.startswith("会同", at):
            spans = self._by_its_ending(found[0], end)
        yield from (Charge(span, "support", "assignment.with.first") for span in spans)

    def joined_beyond(self, start: int, end: int) -> Iterator[Charge]:
        """会同Y behind the verb at `start`, or opening the next clause (由X牵头，会同Y制定)."""
        yield from self.joined(start, end)
        if self.folded.startswith("，", end):
            yield from self.joined(end + 1, self.windows.clause_end(end + 1))

    def skip_manner(self, position: int, end: int) -> int:
        """Behind the adverbs at `position` (积极, 密切)."""
        while (found := self.manner.match(self.folded, position)) and found[0] < end:
            if self.verbs.match(self.folded, position):
                break
            position = found[0]
        return position

    def without_manner(self, floor: int, right: int) -> int:
        """Where the adverbs before the verb at `right` begin."""
        while right > floor:
            word = next((n for n in (2, 1) if self.folded[right - n : right] in self.manner), 0)
            if not word:
                break
            right -= word
        return right
