"""Acts of the meeting: it 听取 this, 审议 that, 决定 a third thing. Agenda and decisions are both read from them.

Three kinds of sentences tell acts: the opening one (…主持召开局务会，传达学习X精神，研究Y), those whose subject is the
meeting or those present (会议还听取了…), and those in which a person reports or reads out (何静汇报了…).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from minutes_cli.extract.act_clauses import ClauseReader
from minutes_cli.extract.act_sequel import Sequel
from minutes_cli.extract.act_verbs import Act, ActVerbs, has_decision
from minutes_cli.models import Span
from minutes_cli.structure.document import Document

_OPENING_SENTENCES = 6
_CONVENING_SENTENCES = 3
_PROCEDURES = ("review", "hear", "convey", "announce")
_LOOSE_OPENINGS = ("进行", "开展")


def read_acts(document: Document) -> list[Act]:
    """Every act of the meeting told in running text, in order.

    A page that is no minutes has no agenda: there only acts that decide count, and none is where no word decides.
    """
    if not document.page.is_minutes and not has_decision(document.shadow.folded, document.lexicon):
        return []
    return list(ActReader(document).acts())


class ActReader:
    """Reads the acts of one text."""

    def __init__(self, document: Document) -> None:
        self.document, self.shadow, self.lexicon = document, document.shadow, document.lexicon
        self.verbs = ActVerbs(document.shadow, document.lexicon)
        self.folded, self.windows = document.shadow.folded, self.verbs.windows
        self.clauses = ClauseReader(document, self.verbs)
        self.sequel = Sequel(document, self.verbs, self.clauses)
        self.subjects = document.lexicon.words("act_subject")
        self.statements = document.lexicon.words("act_statement")
        self._framing = frozenset(str(self.lexicon.entry("agenda.subject.frame").attributes["opens"]))

    def acts(self) -> Iterator[Act]:
        """Acts in the order of the text."""
        before: list[Act] = []
        sentences = list(self._sentences())
        lines = self.sequel.lines(sentences)
        for number, (sentence, first) in enumerate(sentences):
            before = list(self._acts_in(sentence, number, first, before))
            if not before and number < _CONVENING_SENTENCES:
                before = list(self._convened(sentence, first))
            if not before and number in lines:
                before = list(self.clauses.acts(sentence[0], sentence, "meeting"))
            before = before or list(self.sequel.acts(sentence, first))
            self.sequel.note(bool(before), first, sentence)
            yield from before

    def _acts_in(self, sentence: Span, number: int, first: bool, before: list[Act]) -> Iterator[Act]:
        """The acts of one sentence; `first` opens its paragraph, `before` are those of the sentence before it."""
        start = sentence[0]
        bare = self._bare(sentence, first)
        said = self.lexicon.pattern("decision.said").match(self.folded, *sentence)
        if bare is not None:
            yield bare
        elif said:
            yield from self.clauses.acts(said.end(), sentence, "bare")
        elif (number < _OPENING_SENTENCES or (first and self._again(sentence))) and (
            after := self._opening(sentence)
        ) is not None:
            yield from self.clauses.acts(after, sentence, "opening")
        elif self._is_announced(sentence):
            if not any(self.clauses.calls(act) for act in before):
                yield from self.clauses.acts(start, sentence, "meeting")
        elif self.subjects.match(self.folded, start) or self._is_frame(sentence):
            yield from self._meeting_acts(sentence)
        elif before and not first and self.lexicon.pattern("decision.bare").match(self.folded, start):
            yield from self.clauses.acts(start, sentence, "bare")
        elif number < _OPENING_SENTENCES and (named := self._named(sentence)) is not None:
            yield from self.clauses.acts(named, sentence, "meeting")

    def _convened(self, sentence: Span, first: bool) -> Iterator[Act]:
        """Acts of minutes that open without 召开: 何静主持研究X, 约请…协调X, 就X进行了专题研究."""
        folded, start = self.folded, sentence[0]
        told = next(self.statements.find(folded, *sentence), None)
        if told is not None or self.subjects.match(folded, start) or self._asks(sentence):
            return
        if self._names_document(sentence) if first else self._tells(sentence):
            yield from self.clauses.acts(start, sentence, "meeting")
        elif self.document.page.kind == "minutes":
            match = self.lexicon.pattern("agenda.convened").search(folded, *sentence)
            if match and not self.shadow.shield[match.end()]:
                yield from self.clauses.acts(match.end(), sentence, "meeting")
            else:
                yield from self.clauses.dealt_with(sentence)

    def _tells(self, sentence: Span) -> bool:
        """Whether a sentence without a subject tells an act: 专题研究X; 就X进行了研究; not 学习党史，是必修课."""
        start = sentence[0]
        act = self.verbs.act_at(start, sentence, "meeting")
        if act is None:
            end = self.windows.clause_end(start, sentence[1])
            return bool(self.clauses.about(start, end, sentence, "meeting"))
        return act.verb[0] > start or self.folded.startswith("了", act.verb[1])

    def _names_document(self, sentence: Span) -> bool:
        """Whether a paragraph opens with a verb of procedure and a title: 审议《X》，听取Y的汇报."""
        act = self.verbs.act_at(sentence[0], sentence, "meeting")
        is_item = self.folded[max(0, sentence[0] - 1)] not in "\n 　"
        if is_item or act is None or act.action is None or act.action.value not in _PROCEDURES:
            return False
        return self.folded.startswith(("《", "了", "关于"), act.verb[1])

    def _asks(self, sentence: Span) -> bool:
        return self.lexicon.pattern("statement.order").search(self.folded, *sentence) is not None

    def _bare(self, sentence: Span, first: bool) -> Act | None:
        """A decision whose verb opens the paragraph (确定下次会议于9月召开); 同意 may open any sentence."""
        if self.folded[sentence[0]] not in self.verbs.deciding:
            return None
        act = self.verbs.act_at(sentence[0], sentence, "bare")
        if act is None or not act.decides or act.entry.id == "decision.appoint":
            return None
        return act if first or act.entry.id == "decision.agree" else None

    def _is_announced(self, sentence: Span) -> bool:
        """会议的主要议题是…; 第二项议程，…."""
        return bool(
            (self.folded[sentence[0]] == "第" or self.subjects.match(self.folded, sentence[0]))
            and self.clauses.announced.match(self.folded, sentence[0], sentence[1])
        )

    # -- sentences

    def _sentences(self) -> Iterator[tuple[Span, bool]]:
        """Sentences of the body to the full stop (；does not end one), and whether each opens its paragraph.

        A marker before a sentence (三、会议听取了…) is no part of it.
        """
        markers = {one.marker.start: one.marker.end for one in self.document.outline.numbered}
        for begin, stop in self.document.page.body:
            for left, right in self.windows.sentences(begin, stop):
                behind = markers.get(left)
                sentence = (left, right) if behind is None else self.shadow.strip(behind, right)
                if sentence[0] < sentence[1]:  # a marker may stand alone on its line
                    yield sentence, left == begin

    def _opening(self, sentence: Span) -> int | None:
        """Where the acts of an opening sentence begin: behind the clause that says the meeting was held."""
        if self._is_minuted and self._ends_minuted(sentence):
            behind = self.windows.clause_end(*sentence)
            if self._begins_with_act(sentence):
                return None  # 会议听取了…，现纪要如下
            return None if self.clauses.first_heard(sentence[0], behind, sentence) else behind
        match = self.lexicon.pattern("agenda.opening").search(self.folded, *sentence)
        if match is None or self.shadow.shield[match.start()]:
            return None
        if match.group() in _LOOSE_OPENINGS and self._asks(sentence):
            return None
        if self.subjects.match(self.folded, sentence[0]) and (
            match.start() > self.windows.clause_end(*sentence) or match.group() in _LOOSE_OPENINGS
        ):
            return None
        head = next(self.statements.find(self.folded, sentence[0], match.start()), None)
        if head is not None or self._begins_with_act(sentence):
            return None
        return match.end()

    @cached_property
    def _is_minuted(self) -> bool:
        """Whether the text says 纪要如下 anywhere."""
        return any(word in self.folded for word in self.lexicon.words("act_minuted"))

    def _ends_minuted(self, sentence: Span) -> bool:
        found = self.lexicon.words("act_minuted").find(self.folded, max(sentence[0], sentence[1] - 12), sentence[1])
        return next(found, None) is not None

    def _again(self, sentence: Span) -> bool:
        """Whether a paragraph begins a second meeting (当天下午，林知远还主持召开…)."""
        return self.lexicon.pattern("agenda.again").match(self.folded, *sentence) is not None

    def _named(self, sentence: Span) -> int | None:
        """Where the acts begin behind the meeting's full name (领导小组第一次会议传达学习了…)."""
        match = self.lexicon.pattern("agenda.named").match(self.folded, *sentence)
        return match.end() if match else None

    def _begins_with_act(self, sentence: Span) -> bool:
        found = self.subjects.match(self.folded, sentence[0])
        return bool(found and self.verbs.act_at(found[0], sentence, "meeting"))

    def _is_frame(self, sentence: Span) -> bool:
        if self.folded[sentence[0]] not in self._framing:
            return False
        end = self.windows.clause_end(sentence[0], sentence[1])
        return self.lexicon.pattern("agenda.subject.frame").match(self.folded, sentence[0], end) is not None

    def _meeting_acts(self, sentence: Span) -> Iterator[Act]:
        """Acts of a sentence whose subject is the meeting.

        Where its first clause says something else, only a later one with a subject of its own may begin them.
        """
        frame = self.lexicon.pattern("agenda.subject.frame")
        own = False
        for start, end in self.windows.clauses(*sentence):
            found = self.subjects.match(self.folded, start)
            at = found[0] if found and found[0] < end else start
            if (heard := self.clauses.first_heard(start, end, sentence)) is not None:
                yield heard
                continue
            if (found and found[0] == end) or frame.match(self.folded, start, end) or frame.match(self.folded, at, end):
                continue
            act = self.verbs.act_at(at, sentence, "meeting")
            if own and found is None and not (act and act.decides and self.folded.startswith("了", act.verb[1])):
                continue
            if act or self.clauses.about(at, end, sentence, "meeting"):
                yield from self.clauses.acts(at, sentence, "meeting")
                return
            held = list(self.clauses.held(at, end, sentence, "meeting"))
            if held:
                yield from held
                return
            if said := self.statements.match(self.folded, self.verbs.skip_adverbs(at, end)):
                yield from self._concluded(end, sentence) if said[1].attributes.get("concludes") else ()
                return
            own = True

    def _concluded(self, position: int, sentence: Span) -> Iterator[Act]:
        """会议认为，方案可行，原则同意实施: what was agreed to after all."""
        for start, _ in self.windows.clauses(position, sentence[1]):
            act = self.verbs.act_at(start, sentence, "bare") if self.folded[start] in self.verbs.deciding else None
            if act and act.entry.id == "decision.agree" and act.verb[0] == start:
                yield act
                return
