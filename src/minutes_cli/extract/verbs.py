"""Charges by what stands behind a body alone: X牵头，Y配合; X是第一责任人; X会同Y制定."""

from __future__ import annotations

from collections.abc import Iterator

from minutes_cli.extract.charges import ROLES, Charge, ChargeReader
from minutes_cli.models import Span
from minutes_cli.structure.subjects import subject_before
from minutes_cli.text.shadow import BRACKET, QUOTE, TITLE

_NEAR = 200


class VerbReader:
    """Goes through one text by the verbs that charge the body before them."""

    def __init__(self, charges: ChargeReader) -> None:
        self.charges, self.document, self.lexicon = charges, charges.document, charges.lexicon
        self.shadow, self.folded, self.shield = charges.shadow, charges.folded, charges.shield
        self.windows, self.verbs = charges.windows, charges.verbs

    def charges_by_verb(self) -> Iterator[Charge]:
        """The looser charges; an order (X要…) comes first."""
        yield from self._charging()
        yield from self._answerable()
        yield from self._together()

    def _charging(self) -> Iterator[Charge]:
        order = self.lexicon.pattern("subject.cue")
        done = -1
        for at, end, entry in self.verbs.each(self.folded):
            if at < done or self.shield[at] & (QUOTE | TITLE):
                continue
            floor = max(self.windows.clause_start(at), done)
            while (more := self.verbs.match(self.folded, end)) and more[1].value == entry.value:
                end = more[0]  # 协同配合
            done = end
            if self.folded.startswith(("的", "了"), end):
                continue
            left, right = self._before_verb(floor, at)
            if right - left < 2 or order.search(self.folded, left, right) or "由" in self.folded[left:right]:
                continue
            if self.folded.startswith("会议", left):
                continue
            role = ROLES[entry.value]
            if role == "support" and not self._beside_lead(at, self.windows.clause_end(at) == end):
                continue
            if role == "supervisor":
                spans, behind = self.charges.bodies.read(left, right), right
            else:
                spans, behind = self.charges.told(left, right, persons=True)
            if self.folded.startswith("对", behind) and self.folded.startswith("负责", at):
                continue  # 机关对人民负责
            yield from (Charge(span, role, entry.id) for span in spans)
            yield from self.charges.joined(behind, right)
            yield from self.charges.joined_beyond(end, self.windows.clause_end(at))

    def _before_verb(self, floor: int, verb: int) -> Span:
        left, right = floor, self.charges.without_manner(floor, verb)
        skipped = "、，；： 并（" if self.shield[verb] & BRACKET else "、，；： 并"
        while left < right and self.folded[left] in skipped:
            left += 1
        found = subject_before(self.shadow, self.lexicon, left, right)
        return found or (left, left)

    def _beside_lead(self, position: int, closes: bool) -> bool:
        """Whether somebody leads in the same sentence, or is told to do something that the others only 配合."""
        start = max(self.windows.sentence_start(position), position - _NEAR)
        if any(found.value == "lead" for _, _, found in self.verbs.find(self.folded, start, position)):
            return True
        if closes and "由" in self.folded[start:position]:
            return self.lexicon.pattern("assignment.by").search(self.folded, start, position) is not None
        return closes and self.lexicon.pattern("subject.cue").search(self.folded, start, position) is not None

    def _answerable(self) -> Iterator[Charge]:
        pattern, order = self.lexicon.pattern("assignment.answerable"), self.lexicon.pattern("subject.cue")
        for at, end, _ in self.lexicon.words("answer_noun").each(self.folded):
            if self.shield[at]:
                continue
            match = pattern.search(self.folded, self.windows.clause_start(at), end + 1)
            if match is None or order.search(self.folded, self.windows.clause_start(at), match.start()):
                continue
            start = self.windows.clause_start(match.start())
            subject = subject_before(self.shadow, self.lexicon, start, match.start())
            if subject is None or self.lexicon.words("order_preposition").match(self.folded, subject[0]):
                continue
            for span in self.charges.bodies.read(*subject):
                yield Charge(span, "lead", "assignment.answerable")

    def _together(self) -> Iterator[Charge]:
        """水务局会同财政局制定: in a directive, where nothing is told that was done."""
        told = self.lexicon.pattern("assignment.done")
        for at in self.windows.each("会同"):
            start, end = self.windows.clause_start(at), self.windows.clause_end(at)
            if self.shield[at] or self.document.outline.at(at) is None or told.search(self.folded, start, end):
                continue
            subject = subject_before(self.shadow, self.lexicon, start, at)
            spans = self.charges.bodies.read(*subject) if subject else []
            if spans and (joined := list(self.charges.joined(at, end))):
                yield from (Charge(span, "lead", "assignment.with.first") for span in spans)
                yield from joined
