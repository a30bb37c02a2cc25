"""Acts of the meeting: it 听取 this, 审议 that, 决定 a third thing. Agenda and decisions are both read from them.

Three kinds of sentences tell acts: the opening one (…主持召开局务会，传达学习X精神，研究Y), those whose subject is the
meeting or those present (会议还听取了…), and those in which a person reports or reads out (何静汇报了…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from minutes_cli.extract.act_verbs import Act, ActVerbs, Origin, has_decision
from minutes_cli.extract.matters import ends_like
from minutes_cli.models import Span
from minutes_cli.structure.document import Document

_OPENING_SENTENCES = 6
_LIST_GOES_ON = ("以及", "和", "及", "还有", "、")
_LOOSE_OPENINGS = ("进行", "开展")
_SECOND_VERB = re.compile("[、并和]")


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
        self.subjects = document.lexicon.words("act_subject")
        self.statements = document.lexicon.words("act_statement")
        self._framing = frozenset(str(self.lexicon.entry("agenda.subject.frame").attributes["opens"]))

    def acts(self) -> Iterator[Act]:
        """Acts in the order of the text."""
        for number, (sentence, first) in enumerate(self._sentences()):
            start = sentence[0]
            bare = self._bare(sentence, first)
            if bare is not None:
                yield bare
            elif (number < _OPENING_SENTENCES or (first and self._again(sentence))) and (
                after := self._opening(sentence)
            ) is not None:
                yield from self._clause_acts(after, sentence, "opening")
            elif self.subjects.match(self.folded, start) or self._is_frame(sentence):
                yield from self._meeting_acts(sentence)
            elif number < _OPENING_SENTENCES and (named := self._named(sentence)) is not None:
                yield from self._clause_acts(named, sentence, "meeting")

    def _bare(self, sentence: Span, first: bool) -> Act | None:
        """A decision whose verb opens the paragraph (确定下次会议于9月召开); 同意 may open any sentence."""
        if self.folded[sentence[0]] not in self.verbs.deciding:
            return None
        act = self.verbs.act_at(sentence[0], sentence, "bare")
        return act if act and act.decides and (first or act.entry.id == "decision.agree") else None

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
            return self.windows.clause_end(*sentence)
        match = self.lexicon.pattern("agenda.opening").search(self.folded, *sentence)
        if match is None or self.shadow.shield[match.start()]:
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
            if (found and found[0] == end) or frame.match(self.folded, start, end) or frame.match(self.folded, at, end):
                continue
            if own and found is None:
                continue
            if self.verbs.act_at(at, sentence, "meeting") or self._about(at, end, sentence, "meeting"):
                yield from self._clause_acts(at, sentence, "meeting")
                return
            held = list(self._held(at, end, sentence, "meeting"))
            if held:
                yield from held
                return
            if self.statements.match(self.folded, self.verbs.skip_adverbs(at, end)):
                return
            own = True

    def _clause_acts(self, position: int, sentence: Span, origin: Origin) -> Iterator[Act]:
        """Acts clause by clause from `position` on; a list may go on over commas, a statement ends them."""
        last: Act | None = None
        decided = False
        for number, (start, end) in enumerate(self.windows.clauses(position, sentence[1])):
            if self.statements.match(self.folded, self.verbs.skip_adverbs(start, end)):
                return
            if last is not None and last.object[0] == last.object[1]:
                last = None
                continue
            if number == 0 and origin == "opening" and start <= position:
                found = self._embedded(start, end, sentence) or list(self._held(start, end, sentence, origin))
            else:
                found = [act for act in [self.verbs.act_at(start, sentence, origin)] if act]
                found = found or self._about(start, end, sentence, origin)
            if decided and not (found and self._is_told(found[0])):
                continue
            if found:
                for act in found:
                    yield from self._chained(act)
                last = found[-1]
                decided = self._goes_on_deciding(last)
            elif last is not None and (more := self._going_on(last, start, end)):
                yield more
                last = more

    def _goes_on_deciding(self, act: Act) -> bool:
        """Whether clauses behind a decision may still tell of it: 决定，在…的基础上，听取…; 决定召开全会，研究…."""
        start, end = act.object
        called = self.lexicon.pattern("agenda.called")
        return act.decides and (start == end or called.search(self.folded, start, end) is not None)

    def _is_told(self, act: Act) -> bool:
        """Whether an act behind such a decision is the meeting's own nevertheless: 审议了方案."""
        return act.decides or self.folded.startswith("了", act.verb[1])

    def _going_on(self, last: Act, start: int, end: int) -> Act | None:
        """A clause without a verb that ends as the object before it does: the list goes on."""
        begin = start
        for word in _LIST_GOES_ON:
            if self.folded.startswith(word, begin):
                begin += len(word)
        before, here = self.folded[slice(*last.object)], self.folded[begin:end]
        semicolon = self.folded[max(0, start - 3) : start].rstrip(" ")[-1:] == "；"
        if last.object[0] == last.object[1] or len(here) < 4:
            return None
        alike = ends_like(self.lexicon, before, here)
        if not alike and semicolon and last.decides:
            alike = any(here[-n:] in self.lexicon.words("topic_head") for n in (1, 2, 3))
        return last._replace(object=(begin, end)) if alike and last.action else None

    def _chained(self, act: Act) -> Iterator[Act]:
        """学习A精神、传达贯彻B精神: a second verb behind 、 begins another act."""
        if act.decides or act.object[0] == act.object[1]:
            yield act
            return
        heads = self.lexicon.words("topic_head")
        level = self.shadow.shield[act.verb[0]]
        start, end = act.object
        for joint in _SECOND_VERB.finditer(self.folded, start + 4, max(start + 4, end - 4)):
            at = joint.start()
            if self.shadow.shield[at] & ~level:
                continue
            if not any(self.folded[at - n : at] in heads for n in (1, 2)):
                continue
            other = self.verbs.act_at(at + 1, act.sentence, act.origin)
            if other and other.verb[1] - other.verb[0] > 1 and other.action:
                yield act._replace(object=(start, at))
                yield from self._chained(other)
                return
        yield act

    def _embedded(self, start: int, end: int, sentence: Span) -> list[Act]:
        """召开专题会议研究部署防汛工作: the act stands in the clause that names the meeting."""
        match = self.lexicon.pattern("agenda.embedded").search(self.folded, start, end)
        if match is None or self.shadow.shield[match.start(1)]:
            return []
        act = self.verbs.act_at(match.start(1), sentence, "opening")
        return [act] if act and self.folded[act.object[1] - 1] != "会" and act.object[1] - act.object[0] > 3 else []

    def _about(self, start: int, end: int, sentence: Span, origin: Origin) -> list[Act]:
        """就X作出部署, 围绕X进行了讨论."""
        at = self.verbs.skip_adverbs(start, end, keep=("安排",))
        if (found := self.subjects.match(self.folded, at)) and found[0] < end:
            at = found[0]
        match = self.lexicon.pattern("agenda.done_about").match(self.folded, at, end)
        if match is None:
            return []
        entry = self.verbs.verbs.get(match.group(2))
        if entry is None:
            return []
        return [Act(entry, match.span(2), entry, self.shadow.strip(*match.span(1)), sentence, origin)]

    def _held(self, start: int, end: int, sentence: Span, origin: Origin) -> Iterator[Act]:
        """进行X集体学习; 举行了《X》签订仪式."""
        floor = max(sentence[0], start - 2)
        for rule, action in (("agenda.held_study", "agenda.study"), ("agenda.held_signing", "agenda.sign")):
            match = self.lexicon.pattern(rule).search(self.folded, floor, end)
            if match:
                entry = self.lexicon.entry(action)
                yield Act(entry, match.span(), entry, self.shadow.strip(*match.span(1)), sentence, origin)
                return
