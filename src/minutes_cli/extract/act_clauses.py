"""Acts clause by clause: what a sentence tells one after the other, lists that go on, verbs with 就…进行 round them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes_cli.extract.act_verbs import Act, ActVerbs, Origin
from minutes_cli.extract.matters import ends_like, is_closed
from minutes_cli.models import Span
from minutes_cli.structure.document import Document

_LIST_GOES_ON = ("以及", "和", "及", "还有", "、")
_SECOND_VERB = re.compile("[、并和]")


class ClauseReader:
    """Reads the acts of sentences that are known to tell some."""

    def __init__(self, document: Document, verbs: ActVerbs) -> None:
        self.shadow, self.lexicon, self.verbs = document.shadow, document.lexicon, verbs
        self.folded, self.windows = document.shadow.folded, verbs.windows
        self.subjects = document.lexicon.words("act_subject")
        self.statements = document.lexicon.words("act_statement")
        self.carried_out = document.lexicon.pattern("agenda.carried_out")
        self.announced = document.lexicon.pattern("agenda.announced")

    def acts(self, position: int, sentence: Span, origin: Origin) -> Iterator[Act]:
        """Acts clause by clause from `position` on; a list may go on over commas, a statement ends them."""
        last: Act | None = None
        decision: Act | None = None
        for number, (start, end) in enumerate(self.windows.clauses(position, sentence[1])):
            if told := self.statements.match(self.folded, self.verbs.skip_adverbs(start, end)):
                if not self.folded.startswith("了", told[0]):
                    return
                continue  # 指出了存在的问题
            announced = self.announced.match(self.folded, start, end)
            if last is not None and start < last.object[1]:
                continue  # 关于加强节水，开展清淤情况的报告: the object goes on behind its comma
            if announced and decision:
                return  # the agenda of a meeting that was decided on
            start = announced.end() if announced else start
            if last is not None and last.object[0] < start < last.object[1]:
                continue  # taken in already: 关于A，B的报告
            if last is not None and last.object[0] == last.object[1]:
                last = None
                yield from self._said_twice(start, sentence, origin) if decision else ()
                continue
            if number == 0 and origin == "opening" and start <= position:
                found = self._embedded(start, end, sentence) or list(self.held(start, end, sentence, origin))
            else:
                found = [act for act in [self.verbs.act_at(start, sentence, origin)] if act]
                found = found or self.about(start, end, sentence, origin)
            if decision and found and not self._is_another(found[0], decision):
                continue
            if found:
                found[-1] = self._completed(found[-1])
                for act in found:
                    yield from self._chained(act)
                last = found[-1]
                decision = last if last.decides else None
            elif last is not None and (more := self._going_on(last, start, end)):
                yield more
                last = more

    def _completed(self, act: Act) -> Act:
        """听取县水务局关于落实省防汛会议精神，加快清淤情况的报告: what the report is about holds a comma."""
        start, end = act.object
        about = self.folded.find("关于", start, end)
        if act.decides or about < 0 or self.shadow.shield[about] or self.folded[end : end + 1] != "，":
            return act
        if is_closed(self.lexicon, self.folded[about:end]):
            return act
        stop = self.windows.clause_end(end + 1, act.sentence[1])
        closes = self.lexicon.pattern("agenda.closes").search(self.folded, end + 1, stop)
        starts_anew = self.verbs.act_at(end + 1, act.sentence, act.origin) is not None
        return act._replace(object=(start, stop)) if closes and not starts_anew else act

    def _said_twice(self, start: int, sentence: Span, origin: Origin) -> Iterator[Act]:
        """会议一致同意，通过大会议程: the second verb tells what was agreed to."""
        act = self.verbs.act_at(start, sentence, origin)
        if act and act.entry.value == "approve" and act.decides and act.object[0] < act.object[1]:
            yield act

    def _is_another(self, act: Act, decision: Act) -> bool:
        """Whether an act behind a decision is no part of it.

        It is one in 决定，在自查的基础上，听取意见; 决定召开全会，研究方案; 决定任命…，免去….
        """
        if act.entry.id == "decision.appoint":
            return decision.entry.id == act.entry.id
        open_ended = decision.object[0] == decision.object[1] or self.calls(decision)
        return act.decides or not open_ended or self.folded.startswith("了", act.verb[1])

    def calls(self, act: Act) -> bool:
        """Whether another meeting is decided on (决定3月召开全会)."""
        called = self.lexicon.pattern("agenda.called")
        return act.decides and called.search(self.folded, act.verb[1], act.sentence[1]) is not None

    def _going_on(self, last: Act, start: int, end: int) -> Act | None:
        """A clause without a verb that ends as the object before it does: the list goes on."""
        begin = start
        if self.folded.startswith("并", start):
            return None  # 并对工程进度作了说明
        for word in _LIST_GOES_ON:
            if self.folded.startswith(word, begin):
                begin += len(word)
        before, here = self.folded[slice(*last.object)], self.folded[begin:end]
        semicolon = self.folded[max(0, start - 3) : start].rstrip(" ")[-1:] == "；"
        if last.object[0] == last.object[1] or len(here) < 4 or self.carried_out.match(here):
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

    def about(self, start: int, end: int, sentence: Span, origin: Origin) -> list[Act]:
        """就X作出部署, 围绕X进行了讨论."""
        at = self.verbs.skip_adverbs(start, end, keep=("安排",))
        if (found := self.subjects.match(self.folded, at)) and found[0] < end:
            at = found[0]
        about = self.lexicon.pattern("agenda.done_about")
        match = about.match(self.folded, at, end)
        if match is None and self.lexicon.pattern("agenda.done_behind").match(self.folded, end):
            match = about.match(self.folded, at, self.windows.clause_end(end + 1, sentence[1]))
        if match is None:
            return []
        entry = self.verbs.verbs.get(match.group(2))
        if entry is None:
            return []
        return [Act(entry, match.span(2), entry, self.shadow.strip(*match.span(1)), sentence, origin)]

    def dealt_with(self, sentence: Span) -> Iterator[Act]:
        """何静就X进行了专题研究: the matter stands behind who dealt with it."""
        about = self.lexicon.pattern("agenda.done_about")
        for start, end in self.windows.clauses(*sentence):
            match = about.search(self.folded, start, end)
            if match:
                yield from self.about(match.start(), end, sentence, "meeting")
                return

    def first_heard(self, start: int, end: int, sentence: Span) -> Act | None:
        """会议在听取X汇报的基础上，对Y作了部署: X was heard."""
        at = self.folded.find("在", start, start + 10)
        match = self.lexicon.pattern("agenda.first_heard").match(self.folded, at, end) if at >= 0 else None
        if match is None:
            return None
        entry = self.lexicon.entry("agenda.hear")
        return Act(
            entry, (match.start(), match.start(1)), entry, self.shadow.strip(*match.span(1)), sentence, "meeting"
        )

    def held(self, start: int, end: int, sentence: Span, origin: Origin) -> Iterator[Act]:
        """进行X集体学习; 举行了《X》签订仪式."""
        floor = max(sentence[0], start - 2)
        for rule, action in (("agenda.held_study", "agenda.study"), ("agenda.held_signing", "agenda.sign")):
            match = self.lexicon.pattern(rule).search(self.folded, floor, end)
            if match:
                entry = self.lexicon.entry(action)
                yield Act(entry, match.span(), entry, self.shadow.strip(*match.span(1)), sentence, origin)
                return
