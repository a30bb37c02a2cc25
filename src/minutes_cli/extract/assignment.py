"""Assignments: who must do it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from minutes_cli.extract.bodies import Bodies
from minutes_cli.extract.windows import windows_of
from minutes_cli.models import Assignment, AssignmentRole, Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.subjects import subject_before
from minutes_cli.text.shadow import BRACKET, QUOTE, TITLE

_FULL_STOPS = frozenset("。！？：\n")
_NEAR = 200
_LABEL_ROLES: dict[str, AssignmentRole] = {
    "lead": "lead",
    "support": "support",
    "responsible_person": "lead",
    "supervisor": "supervisor",
}
_ROLES: dict[str | None, AssignmentRole] = {"lead": "lead", "support": "support", "supervisor": "supervisor"}


class _Charge(NamedTuple):
    """A body, what it is charged with, and the rule that says so."""

    span: Span
    role: AssignmentRole
    rule: str


def find_assignments(document: Document) -> list[Assignment]:
    """Every body charged with something, one entry a mention, in the order of the text."""
    reader = _Reader(document)
    found: dict[Span, _Charge] = {}
    taken: set[int] = set()
    for charge in reader.charges():
        places = range(*charge.span)
        if taken.isdisjoint(places):
            taken.update(places)
            found[charge.span] = charge
    return [
        Assignment(
            text=document.shadow.words(span),
            span=span,
            rule=charge.rule,
            body=reader.name(span),
            role=charge.role,
            generic=reader.bodies.is_generic(span),
            directive=document.outline.at(span[0]),
        )
        for span, charge in sorted(found.items())
    ]


class _Reader:
    """Goes through one text by the words that charge somebody."""

    def __init__(self, document: Document) -> None:
        self.document, self.lexicon, self.shadow = document, document.lexicon, document.shadow
        self.folded, self.shield = document.shadow.folded, document.shadow.shield
        self.windows = windows_of(document.shadow)
        self.bodies = Bodies(document.shadow, document.lexicon)
        self.verbs = document.lexicon.words("charge_verb")
        self.manner = document.lexicon.words("charge_manner")

    def name(self, span: Span) -> str:
        """The name without the padding inside it; blanks between Latin words stay."""
        words = self.shadow.words(span)
        return words if any(c.isascii() and c.isalpha() for c in words) else "".join(words.split())

    def charges(self) -> Iterator[_Charge]:
        """All charges; of two on the same words the earlier rule wins."""
        yield from self._labelled()
        yield from self._by()
        yield from self._asked()
        yield from self._ordered()
        yield from self._charging()
        yield from self._answerable()

    # -- 责任单位：

    def _labelled(self) -> Iterator[_Charge]:
        for label in self.document.page.labels:
            role = _LABEL_ROLES.get(label.key)
            if role is None:
                continue
            for span in self.bodies.split_value(*label.value):
                yield _Charge(span, role, label.entry.id)

    # -- 由X牵头, 由X按…修改

    def _by(self) -> Iterator[_Charge]:
        pattern = self.lexicon.pattern("assignment.by")
        for position in self.windows.each("由"):
            if pattern.match(self.folded, position):
                left = self.windows.clause_start(position)
                opens = left == position or subject_before(self.shadow, self.lexicon, left, position) is None
                yield from self._charged_after(position + 1, "lead", "assignment.by", charged=not opens)

    # -- 请X…, 要求X…, 责成X…

    def _asked(self) -> Iterator[_Charge]:
        for word in self.lexicon.words("assignment_ask"):
            for position in self.windows.each(word):
                if self.shield[position] & (QUOTE | TITLE) or not self.lexicon.words("assignment_ask").match(
                    self.folded, position
                ):
                    continue
                yield from self._charged_after(position + len(word), "addressee", "assignment.asked")
        for word in self.lexicon.words("assignment_charge"):
            for position in self.windows.each(word):
                yield from self._charged_after(position + len(word), "lead", "assignment.charged")

    def _charged_after(self, start: int, role: AssignmentRole, rule: str, charged: bool = False) -> Iterator[_Charge]:
        """The bodies at `start`, up to the verb they are charged with; those of 会同 behind them support.

        With `charged` that verb must say so itself (牵头, 负责), or the clause must end with what is to be done: 由X in
        the midst of a clause may only describe (由X开展的评价).
        """
        end = self.windows.clause_end(start)
        for stop, _, _ in self.lexicon.words("charge_stop").find(self.folded, start, end):
            if stop == start or self.bodies.read(start, stop, persons=True):
                return
        for verb, _, _ in self.lexicon.words("charge_next").find(self.folded, start, end):
            if verb == start or self.shield[verb] & ~self.shield[start]:
                continue
            spans = self.bodies.read(start, verb, persons=role == "lead")
            if not spans and role == "lead" and self.folded.startswith("牵头", verb) and verb - start <= 20:
                spans = self._plain(start, verb)
            if not spans:
                continue
            own = self._verb_role(verb, end) if role == "lead" else None
            if charged and own is None and "的" in self.folded[verb:end]:
                return
            for span in spans:
                yield _Charge(span, own or role, rule)
            yield from self._joined(verb, end)
            return

    def _plain(self, start: int, end: int) -> list[Span]:
        """Before 牵头 any name will do (由Water SIG牵头)."""
        spans = list(self.shadow.split(start, end, "、"))
        return spans if all(b - a >= 2 and not set(self.folded[a:b]) & set("的了是") for a, b in spans) else []

    def _verb_role(self, start: int, end: int) -> AssignmentRole | None:
        at = self._skip_manner(start, end)
        found = self.verbs.match(self.folded, at)
        return _ROLES.get(found[1].value) if found else None

    def _joined(self, start: int, end: int) -> Iterator[_Charge]:
        """会同Y and 商Y: Y supports."""
        at = self._skip_manner(start, end)
        found = self.lexicon.words("join_verb").match(self.folded, at)
        if found is None:
            return
        for verb, _, _ in self.lexicon.words("charge_next").find(self.folded, found[0], end):
            spans = self.bodies.read(found[0], verb)
            if spans:
                for span in spans:
                    yield _Charge(span, "support", "assignment.with.first")
                return
        for span in self.bodies.read(found[0], end):
            yield _Charge(span, "support", "assignment.with.first")

    def _skip_manner(self, position: int, end: int) -> int:
        while (found := self.manner.match(self.folded, position)) and found[0] < end:
            if self.verbs.match(self.folded, position):
                break
            position = found[0]
        return position

    # -- X要…

    def _ordered(self) -> Iterator[_Charge]:
        pattern, previous = self.lexicon.pattern("subject.cue"), -1
        for position in sorted(p for word in self.lexicon.words("order_word") for p in self.windows.each(word)):
            if self.shield[position] & (QUOTE | TITLE):
                continue
            match = pattern.match(self.folded, position)
            if match is None:
                continue
            start = self.windows.clause_start(position)
            if start == previous:
                continue
            previous = start
            subject = subject_before(self.shadow, self.lexicon, start, position)
            end = self.windows.clause_end(position)
            if subject is None:
                yield from self._borne(start)
                continue
            if self.lexicon.words("order_preposition").match(self.folded, subject[0]):
                continue
            spans = self.bodies.read(self._behind_asking(*subject), subject[1])
            if spans:
                role = self._order_role(match.end(), end)
                yield from (_Charge(span, role, "assignment.addressee") for span in spans)
                yield from self._joined(match.end(), end)
                yield from self._parallel(end)

    def _behind_asking(self, start: int, end: int) -> int:
        """会议要求各科室都要…: the subject of 要 begins behind 要求."""
        for _, behind, _ in self.lexicon.words("assignment_ask").find(self.folded, start, end):
            start = behind
        return start

    def _order_role(self, start: int, end: int) -> AssignmentRole:
        at = self._skip_manner(start, end)
        if next(self._joined(start, end), None) is not None:
            return "lead"
        found = self.verbs.match(self.folded, at)
        if found is None or found[1].value == "support":
            return "addressee"
        return _ROLES.get(found[1].value, "addressee")

    def _borne(self, start: int) -> Iterator[_Charge]:
        """县安委会肩负…职责，要…: 要 without a subject is said of the clause before, which says what somebody is."""
        if start < 2 or self.folded[start - 1] != "，":
            return
        before = self.windows.clause_start(start - 1)
        if before and self.folded[before - 1] not in _FULL_STOPS:
            return
        for match in self.lexicon.pattern("assignment.bearing").finditer(self.folded, before, start):
            for span in self.bodies.read(before, match.start()):
                yield _Charge(span, "addressee", "assignment.bearing")
            return

    def _parallel(self, position: int) -> Iterator[_Charge]:
        """Clauses of the same sentence with another subject and no 要: 各科室进一步…."""
        stop = min(self.windows.sentence_end(position), position + _NEAR)
        pattern, start = self.lexicon.pattern("assignment.parallel"), position + 1
        while start < stop:
            end = self.windows.clause_end(start)
            match = pattern.search(self.folded, start, end)
            if match and start < match.start() <= start + 20:
                for span in self.bodies.read(start, match.start()):
                    yield _Charge(span, "addressee", "assignment.parallel")
            start = end + 1

    # -- X牵头，Y、Z配合

    def _charging(self) -> Iterator[_Charge]:
        order = self.lexicon.pattern("subject.cue")
        hits = sorted(
            (at, word) for word in self.verbs for at in self.windows.each(word) if not self.shield[at] & (QUOTE | TITLE)
        )
        done = -1
        for at, _word in hits:
            found = self.verbs.match(self.folded, at)
            if found is None or at < done:
                continue
            floor = max(self.windows.clause_start(at), done)
            done = found[0]
            if self.folded.startswith("的", found[0]) or self.folded.startswith("了", found[0]):
                continue
            left, right = self._before_verb(floor, at)
            if right - left < 2 or order.search(self.folded, left, right) or "由" in self.folded[left:right]:
                continue
            role = _ROLES[found[1].value]
            if role == "support" and not self._beside_lead(at):
                continue
            for span in self.bodies.read(left, right, persons=role == "lead"):
                yield _Charge(span, role, found[1].id)
            yield from self._joined(found[0], self.windows.clause_end(at))

    def _before_verb(self, floor: int, verb: int) -> Span:
        right = verb
        while right > floor:
            word = next((n for n in (2, 1) if self.folded[right - n : right] in self.manner), 0)
            if not word:
                break
            right -= word
        left = floor
        skipped = "、，；： 并（" if self.shield[verb] & BRACKET else "、，；： 并"
        while left < right and self.folded[left] in skipped:
            left += 1
        found = subject_before(self.shadow, self.lexicon, left, right)
        return found or (left, left)

    def _beside_lead(self, position: int) -> bool:
        start = max(self.windows.sentence_start(position), position - _NEAR)
        return any(found.value == "lead" for _, _, found in self.verbs.find(self.folded, start, position))

    # -- X主要负责人是第一责任人

    def _answerable(self) -> Iterator[_Charge]:
        pattern = self.lexicon.pattern("assignment.answerable")
        for at in self.windows.each("责任人"):
            match = pattern.search(self.folded, self.windows.clause_start(at), at + 3)
            if match is None or self.shield[at]:
                continue
            start = self.windows.clause_start(match.start())
            subject = subject_before(self.shadow, self.lexicon, start, match.start())
            if subject is None or self.lexicon.words("order_preposition").match(self.folded, subject[0]):
                continue
            for span in self.bodies.read(*subject):
                yield _Charge(span, "lead", "assignment.answerable")
