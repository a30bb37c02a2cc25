"""What persons told the meeting: 何静汇报了…, 赵一鸣宣读《…》, 林知远对防汛工作进行部署."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from minutes_cli.extract.act_verbs import ActVerbs
from minutes_cli.lexicon import Entry
from minutes_cli.models import Span
from minutes_cli.structure.document import Document

_LONGEST_FRAME = 30
_LONGEST_OPENING = 120
"""How far behind 召开 in its own sentence a person may tell of a matter."""


class Told(NamedTuple):
    """What was told, the verb that says so, and whether an act of the meeting stands in the same sentence."""

    topic: Span
    entry: Entry
    beside: bool


class ToldReader:
    """Reads the clauses in which a person tells; `acting` are the sentences that tell acts of the meeting."""

    def __init__(self, document: Document, verbs: ActVerbs, acting: set[Span]) -> None:
        self.document, self.shadow, self.lexicon = document, document.shadow, document.lexicon
        self.folded, self.windows, self.acting = document.shadow.folded, verbs.windows, acting

    def told(self) -> Iterator[Told]:
        """Everything told, in order."""
        clauses, words = self.lexicon.patterns("person_act_clause"), self.lexicon.words("person_act")
        windows, starts, sentence = self.windows, set(), 0
        for word in words:
            for position in windows.each(word):
                if not self.shadow.shield[position]:
                    starts.add(windows.clause_start(position))
        for start in sorted(starts):
            stop = windows.clause_end(start)
            match = next((m for _, clause in clauses if (m := clause.match(self.folded, start, stop))), None)
            entry = words.get(match["verb"]) if match else None
            if match is None or entry is None or not self._tells_of(match, stop):
                continue
            if not self._is_told(match.end("verb")):
                continue
            whole = (windows.sentence_start(start), windows.sentence_end(start))
            beside = self.shadow.strip(*whole) in self.acting
            if not (self._opens(start) or beside or start < sentence) or not self._is_speaker(match.span("who")):
                continue
            sentence = whole[1]
            yield Told(match.span("topic"), entry, beside)

    def clause(self, start: int, end: int) -> tuple[Span, Entry] | None:
        """何静传达了…: the topic, and what was done with it."""
        for _, clause in self.lexicon.patterns("person_act_clause"):
            if match := clause.match(self.folded, start, end):
                entry = self.lexicon.words("person_act").get(match["verb"])
                return (match.span("topic"), entry) if entry else None
        return None

    def _tells_of(self, match: re.Match[str], stop: int) -> bool:
        """Whether the words behind the verb are a topic: before a colon only what figures are told of."""
        figures = self.lexicon.pattern("agenda.told_with_figures")
        return not self.folded.startswith("：", stop) or figures.search(match["topic"]) is not None

    def _opens(self, start: int) -> bool:
        """Whether the clause opens its sentence, or only 会上 and the like or the opening stand before it."""
        begin = self.windows.sentence_start(start)
        before = self.shadow.strip(begin, max(begin, start - 1))
        frame = self.lexicon.pattern("agenda.subject.frame")
        if not self.folded[begin:start].strip(" ") or (
            start - begin <= _LONGEST_FRAME and frame.match(self.folded, *before)
        ):
            return True
        told = self.lexicon.pattern("agenda.opening").search(self.folded, begin, start)
        return told is not None and told.group().endswith(("召开", "主持")) and start - begin <= _LONGEST_OPENING

    def _is_told(self, verb_end: int) -> bool:
        """Not 每季度通报办理情况 among the orders: only a told verb (通报了) stands there, or one with a document."""
        told = self.folded.startswith(("了", "《", "关于"), verb_end)
        return told or not self.document.outline.at(verb_end)

    def _is_speaker(self, span: Span) -> bool:
        """Not a clause with an order or a statement of its own."""
        if self.lexicon.pattern("subject.cue").search(self.folded, *span):
            return False
        return next(self.lexicon.words("act_statement").find(self.folded, *span), None) is None
