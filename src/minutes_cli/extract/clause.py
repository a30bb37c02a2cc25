"""The clause round a time: what in it tells an order from a report."""

from __future__ import annotations

import re

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.document import Document
from minutes_cli.text.shadow import QUOTE, TITLE

_CLAUSE = re.compile(r"[，。；：！？\n]")
_MARKS = frozenset("，。；：！？\n")
_BEFORE_VALUE = frozenset("：为是求 限间期")
_REACH = 80
_SENTENCE_REACH = 200
_HEADER_LABELS = frozenset(("time", "time_place", "issued", "published", "next", "dateline", "place"))


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last match of `pattern` between `start` and `end`."""
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found


class Clauses:
    """Asks the clauses of one document. Positions are those of its folded text."""

    def __init__(self, document: Document) -> None:
        page = document.page
        self.document = document
        self.lexicon: Lexicon = document.lexicon
        self.folded = page.shadow.folded
        self._labelled = [label.value for label in page.labels if label.key == "deadline"]
        self._closed = [(label.start, label.end) for label in page.labels if label.key in _HEADER_LABELS]
        self._closed += [*page.datelines, *page.imprint, *page.bylines]
        self._closed += [page.title] if page.title else []

    def left(self, at: int) -> int:
        """Where the clause that holds `at` begins: behind the comma, stop or colon before it."""
        folded, floor = self.folded, max(0, at - _REACH)
        while at > floor and folded[at - 1] not in _MARKS:
            at -= 1
        return at

    def right(self, at: int) -> int:
        """Where the clause that holds `at` ends."""
        mark = _CLAUSE.search(self.folded, at, at + _REACH)
        return mark.start() if mark else min(len(self.folded), at + _REACH)

    def has(self, id: str, start: int, end: int) -> bool:
        """Whether the pattern `id` stands between `start` and `end`, read as a text of its own."""
        return self.lexicon.pattern(id).search(self.folded[max(0, start) : end]) is not None

    def is_shielded(self, at: int) -> bool:
        """Whether `at` stands in quotation marks or in a title."""
        return 0 <= at < len(self.folded) and bool(self.document.page.shadow.shield[at] & (QUOTE | TITLE))

    def is_closed(self, at: int) -> bool:
        """Whether `at` stands in the title, the header or the imprint, where nothing is ordered."""
        return any(start <= at < end for start, end in self._closed)

    def is_labelled(self, at: int) -> bool:
        """Whether `at` is the value of 完成时限 and the like."""
        if self._labelled and any(start <= at < end for start, end in self._labelled):
            return True
        return self.folded[at - 1 : at] in _BEFORE_VALUE and self.has("deadline.label", at - 10, at)

    def is_until(self, at: int) -> bool:
        """Whether 到 or 至 stands just left of `at`, and means a limit (not 提高到, 截至, 从…到)."""
        return self.folded[at - 1 : at] in ("到", "至") and self.has("deadline.until", at - 2, at)

    def is_told(self, start: int, end: int, is_verb_next: bool = False) -> bool:
        """Whether the clause reports what was: 了, 已, 截至 … with no order between it and the time.

        A 已 inside a noun phrase tells nothing (6月底前解决已建成小区的办证问题). `is_verb_next`: the act follows
        at once, as it does behind 尽快.
        """
        told = self.lexicon.pattern("deadline.told")
        if self.is_past(told, self.left(start), start):
            return True
        if self.leads(start):
            return False
        right = self.right(end)
        return any(
            not self._is_in_object(end, cue, right, is_verb_next) for cue in told.finditer(self.folded, end, right)
        )

    def is_past(self, told: re.Pattern[str], floor: int, at: int) -> bool:
        """Whether a cue of `told` stands between `floor` and `at` with no order after it, in no attribute."""
        last = None
        for cue in told.finditer(self.folded, floor, at):
            is_attribute = self.has("deadline.told.attribute", cue.start(), at) and self.is_ordered(at)
            last = last if is_attribute else cue
        return last is not None and not self.has("deadline.order", last.end(), at)

    def _is_in_object(self, end: int, cue: re.Match[str], right: int, is_verb_next: bool) -> bool:
        """Whether `cue` stands behind the act that is due at the time which ends at `end`: it is part of its object."""
        if cue["tells"] or not self.has("deadline.told.goes_on", cue.start(), right):
            return False
        between = self.folded[end : cue.start()]
        if is_verb_next:
            return len(between) >= 2
        act = self.lexicon.pattern("deadline.verb").search(between) or self.lexicon.pattern("deadline.told.act").search(
            between
        )
        if act is None or self.has("deadline.told.subject", end + act.end(), cue.start()):
            return False
        return self.is_ordered(cue.start())

    def is_ordered(self, at: int) -> bool:
        """Whether what stands there is asked for: in the tree of directives, or with a cue of order in its sentence."""
        if self.document.outline.at(at) is not None:
            return True
        first, last = self.document.page.shadow.sentence_at(at)
        first, last = max(first, at - _SENTENCE_REACH), min(last, at + _SENTENCE_REACH)
        if self.has("deadline.order", first, last):
            return True
        return self.document.page.is_minutes and self.has("deadline.order.asked", first, at)

    def opens(self, at: int) -> bool:
        """Whether a clause begins at `at`, a cue of order before it not counted."""
        return self.has("deadline.opening", at - 4, at) or self.leads(at)

    def leads(self, at: int) -> bool:
        """Whether a cue of order stands just left of `at` (力争, 确保, 计划于)."""
        return self.has("deadline.lead", at - 6, at)

    def is_hard(self, at: int) -> bool:
        """False where 力争, 争取 … governs what stands at `at`."""
        cue = last_match(self.lexicon.pattern("deadline.try"), self.folded, self.left(at), at)
        return cue is None or cue["try"] is None
