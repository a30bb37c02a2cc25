"""Sentences that go on telling acts without a subject: 会议听取了A。审议了B; what a person told；表决通过了C."""

from __future__ import annotations

from collections.abc import Iterator

from minutes_cli.extract.act_clauses import ClauseReader
from minutes_cli.extract.act_verbs import Act, ActVerbs
from minutes_cli.models import Span
from minutes_cli.structure.document import Document

_HEARD_AND_PASSED = frozenset(("hear", "review", "approve"))
_SAID_BARE = frozenset(("hear", "review", "approve", "convey", "announce", "discuss"))
_LONGEST_LINE = 60
_FEWEST_LINES = 3


class Sequel:
    """Reads acts where the sentence does not say whose they are; `told` says whether the meeting's stand before it."""

    def __init__(self, document: Document, verbs: ActVerbs, clauses: ClauseReader) -> None:
        self.shadow, self.lexicon, self.folded = document.shadow, document.lexicon, document.shadow.folded
        self.verbs, self.clauses = verbs, clauses
        self.heads, self.more_heads = document.lexicon.words("topic_head"), document.lexicon.words("sequel_head")
        self._told = self._known = False

    def note(self, found: bool, first: bool, sentence: Span) -> None:
        """Remember what a sentence was: one of acts, or one that states or orders, behind which only 了 tells."""
        if first:
            self._told = self._known = False
        self._known = self._known or found
        self._told = found or (self._told and not first and not self._asks(sentence))

    def acts(self, sentence: Span, first: bool) -> Iterator[Act]:
        """The acts of a sentence that has none of its own."""
        start = sentence[0]
        if not first and self._known and self._goes_on(start, sentence):
            yield from self.clauses.acts(start, sentence, "meeting")
            return
        if self.folded.find("；", *sentence) < 0 or self.folded.find("了", *sentence) < 0:
            return
        parts = list(self.shadow.split(*sentence, marks="；"))
        done = [left for left, _ in parts if self._is_heard_or_passed(left, sentence)]
        if done and done[-1] > start:
            yield from self.clauses.acts(done[0], sentence, "meeting")

    def lines(self, sentences: list[tuple[Span, bool]]) -> set[int]:
        """Which sentences are lines of a list of acts (布置防汛工作；/ 通报清淤进展。), by their number."""
        found: set[int] = set()
        run: list[int] = []
        for number, (sentence, first) in enumerate([*sentences, ((0, 0), True)]):
            if first and self._is_line(sentence):
                run.append(number)
                continue
            if len(run) >= _FEWEST_LINES and run[0] and not self._asks(sentences[run[0] - 1][0]):
                found.update(run)
            run = []
        return found

    def _is_line(self, sentence: Span) -> bool:
        if not 0 < sentence[1] - sentence[0] <= _LONGEST_LINE:
            return False
        act = self.verbs.act_at(sentence[0], sentence, "bare")
        whole = act is not None and act.verb[0] == sentence[0] and act.object[1] >= sentence[1] - 1
        return whole and not self._asks(sentence)

    def _goes_on(self, start: int, sentence: Span) -> bool:
        act = self.verbs.act_at(start, sentence, "meeting")
        if act is None or act.action is None or act.object[0] >= act.object[1]:
            return False
        if self._is_done(act):
            return True
        if not self._told or act.action.value not in _SAID_BARE or self._asks(sentence):
            return False
        end = act.object[1]
        return any(self.folded[end - n : end] in heads for n in (1, 2, 3, 4) for heads in (self.heads, self.more_heads))

    def _is_heard_or_passed(self, start: int, sentence: Span) -> bool:
        act = self.verbs.act_at(start, sentence, "meeting")
        return bool(act and act.action and act.action.value in _HEARD_AND_PASSED and self._is_done(act))

    def _is_done(self, act: Act) -> bool:
        return self.folded.startswith("了", act.verb[1])

    def _asks(self, sentence: Span) -> bool:
        if self.lexicon.pattern("statement.order").search(self.folded, *sentence):
            return True
        return next(self.lexicon.words("act_statement").find(self.folded, *sentence), None) is not None
