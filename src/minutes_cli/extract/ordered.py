"""Who is told to do something: the subject of 要, and what goes on with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from minutes_cli.extract.charges import ROLES, Charge, ChargeReader
from minutes_cli.models import AssignmentRole, Span
from minutes_cli.structure.subjects import subject_before
from minutes_cli.text.shadow import QUOTE, TITLE

_FULL_STOPS = frozenset("。！？：\n")
_NEAR = 200
_NOBODY = ("order_preposition", "order_conditional")
"""Kinds of words that no subject of an order opens with."""


class OrderReader:
    """Goes through one text by its 要."""

    def __init__(self, charges: ChargeReader) -> None:
        self.charges, self.lexicon, self.shadow = charges, charges.lexicon, charges.shadow
        self.folded, self.shield, self.windows = charges.folded, charges.shield, charges.windows
        self.said = [head.end for head in charges.document.heads]
        numbered = charges.document.outline.numbered
        self.markers = {one.marker.end: one.marker.start for one in numbered if one.marker.is_item}

    def orders(self) -> Iterator[Charge]:
        """The subjects of every 要, in order."""
        previous = -1
        nobody = [self.lexicon.words(kind) for kind in _NOBODY]
        judgement = self.lexicon.words("order_judgement")
        for match in self.lexicon.pattern("subject.cue").finditer(self.folded):
            position = match.start()
            if self.shield[position] & (QUOTE | TITLE):
                continue
            position = self.markers.get(match.end(), position)  # 各单位一要…；二要…
            start = self.windows.clause_start(position)
            if start == previous:
                continue
            previous = start
            subject = subject_before(self.shadow, self.lexicon, start, position) if start < position else None
            if subject is None:
                yield from self._borne(start)
                continue
            if any(words.match(self.folded, subject[0]) for words in nobody):
                continue
            if self.folded[subject[1] : position] in judgement:
                continue
            spans, behind = self.charges.told(self._behind_asking(*subject), subject[1])
            if spans:
                end = self.windows.clause_end(position)
                joined = [*self.charges.joined(behind, subject[1]), *self.charges.joined(match.end(), end)]
                role = "lead" if joined else self._order_role(match.end(), end)
                yield from (Charge(span, role, "assignment.addressee") for span in spans)
                yield from joined
                yield from self._parallel(end)

    def _behind_asking(self, start: int, end: int) -> int:
        """会议要求各科室都要…, 强调各镇要…: the subject of 要 begins behind the verb that heads it."""
        for _, behind, _ in self.lexicon.words("assignment_ask").find(self.folded, start, end):
            start = behind
        said = bisect_left(self.said, end) - 1
        return max(start, self.said[said]) if said >= 0 else start

    def _order_role(self, start: int, end: int) -> AssignmentRole:
        found = self.charges.verbs.match(self.folded, self.charges.skip_manner(start, end))
        if found is None or found[1].value == "support":
            return "addressee"
        return ROLES.get(found[1].value, "addressee")

    def _borne(self, start: int) -> Iterator[Charge]:
        """县安委会肩负…职责，要…: 要 without a subject is said of the clause before, which says what somebody is."""
        if start < 2 or self.folded[start - 1] != "，":
            return
        before = self.windows.clause_start(start - 1)
        if spans := self._framed(before, start - 1):
            yield from (Charge(span, "addressee", "assignment.framed") for span in spans)
            return
        if before and self.folded[before - 1] not in _FULL_STOPS:
            return
        for match in self.lexicon.pattern("assignment.bearing").finditer(self.folded, before, start):
            for span in self.charges.bodies.read(before, match.start()):
                yield Charge(span, "addressee", "assignment.bearing")
            return

    def _framed(self, start: int, end: int) -> list[Span]:
        """各乡镇接到预警后，必须…: the bodies that a clause which only frames the order behind it opens with."""
        framed = self.lexicon.pattern("assignment.framed")
        if not framed.search(self.folded, start, end):
            return []
        if self.lexicon.words("order_preposition").match(self.folded, start):
            return []
        for kind in ("order_between", "framed_verb", "charge_next"):
            for phrase, _, _ in self.lexicon.words(kind).find(self.folded, start + 2, end):
                if self.charges.continued.match(self.folded, phrase) or not framed.match(self.folded, phrase, end):
                    continue
                if spans := self.charges.told(start, phrase)[0]:
                    return spans
        return []

    def _parallel(self, position: int) -> Iterator[Charge]:
        """Clauses of the same sentence with another subject and no 要 (各科室进一步…), or with who helps (会同Y…)."""
        stop = min(self.windows.sentence_end(position), position + _NEAR)
        pattern, start = self.lexicon.pattern("assignment.parallel"), position + 1
        while start < stop:
            end = self.windows.clause_end(start)
            match = pattern.search(self.folded, start, end)
            if joined := list(self.charges.joined(start, end)):
                yield from joined  # 市水务局要加强指导，会同沐河区做好安置
            elif match and start < match.start() <= start + 20:
                for span in self.charges.bodies.read(start, match.start()):
                    yield Charge(span, "addressee", "assignment.parallel")
            start = end + 1
