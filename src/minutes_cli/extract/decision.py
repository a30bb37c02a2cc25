"""Decisions: what was decided, agreed, passed, and on what condition."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from minutes_cli.extract.act_verbs import Act, ActVerbs
from minutes_cli.extract.acts import read_acts
from minutes_cli.extract.decided import Decided, DecidedReader
from minutes_cli.extract.lists import headline, members_behind
from minutes_cli.models import Decision, Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.series import Numbered

_TOPICS = frozenset({"convey", "hear", "review"})


def find_decisions(document: Document, acts: Sequence[Act] | None = None) -> list[Decision]:
    """Every decision of the meeting, in order; one a matter that stands alone, one an item of a decided list.

    `acts` are those of `read_acts`, where they are at hand.
    """
    reader = _Reader(document, acts)
    found: dict[Span, Decided] = {}
    taken: set[int] = set()
    told: set[tuple[str, str]] = set()
    for decided in sorted(reader.decisions(), key=lambda d: (d.condition is None, d.matter)):
        places = range(*decided.matter)
        words = document.shadow.words(decided.verb), document.shadow.words(decided.matter)
        if words not in told and taken.isdisjoint(places):
            taken.update(places)
            told.add(words)
            found[decided.matter] = decided
    return [
        Decision(
            text=document.shadow.words(decided.span),
            span=decided.span,
            rule=decided.rule,
            verb=document.shadow.words(decided.verb),
            matter=document.shadow.words(decided.matter),
            condition=document.shadow.words(decided.condition) if decided.condition else None,
            directive=document.outline.at(decided.matter[0]),
        )
        for _, decided in sorted(found.items())
    ]


class _Reader:
    """Collects the decisions of one text."""

    def __init__(self, document: Document, told: Sequence[Act] | None) -> None:
        self.document, self.shadow, self.lexicon = document, document.shadow, document.lexicon
        self.folded = document.shadow.folded
        self.verbs = ActVerbs(document.shadow, document.lexicon)
        self.windows, self.decided = self.verbs.windows, DecidedReader(document, self.verbs)
        self.numbered = document.outline.numbered
        self.told = read_acts(document) if told is None else told
        self._decided_at = [act.verb[0] for act in self.told if act.decides]

    def decisions(self) -> Iterator[Decided]:
        """From lists, from running text, from labels."""
        for act in self.told:
            if not act.decides:
                continue
            members = members_behind(self.document, act.verb[1])
            if members:
                yield from self._by_list(act, members)
            elif act.entry.id != "decision.resolve" or not self._in_conclusion(act.verb[0]):
                yield from self.decided.by_act(act)
        yield from self._minuted()
        yield from self._formed()
        yield from self._numbered()
        yield from self._researched()
        yield from self._labelled()

    # -- running text

    def _researched(self) -> Iterator[Decided]:
        """经县委研究决定，…: decided by whoever it was, and told here."""
        pattern = self.lexicon.pattern("decision.researched")
        for at in self.windows.each("经"):
            match = None if self.shadow.shield[at] else pattern.match(self.folded, at)
            if match is None:
                continue
            end = self.windows.sentence_end(match.end())
            following = list(self.windows.clauses(match.end(), end))
            if following and not members_behind(self.document, match.end()):
                start, stop = following[0]
                stop = self.decided.behind_frames(start, stop, end)
                condition = self.decided.condition(stop, end)
                verb = match.span(match.lastindex or 0)
                yield Decided(verb, self.decided.trim(start, stop), condition, "decision.researched")

    # -- lists

    def _minuted(self) -> Iterator[Decided]:
        """现将会议议定事项纪要如下：一、…: what the members order is decided; 会议听取了… and 关于… are no orders."""
        pattern = self.lexicon.pattern("decision.minuted")
        for at in self.windows.each("议定"):
            match = pattern.match(self.folded, at)
            for member in members_behind(self.document, match.end()) if match else []:
                start = headline(self.document, member)[0]
                if not self._is_topic(start) and not self._decides_inside(member, start):
                    yield from self._member(member, (at, at + 2), "decision.minuted")

    def _formed(self) -> Iterator[Decided]:
        """会议形成如下决议：1.…: one decision a member."""
        pattern = self.lexicon.pattern("decision.formed")
        for at, _, _ in self.lexicon.words("decision_former").each(self.folded):
            match = None if self.shadow.shield[at] else pattern.match(self.folded, at)
            if match is not None:
                for member in members_behind(self.document, match.end()):
                    yield from self._member(member, match.span(1), "decision.formed")

    def _is_topic(self, start: int) -> bool:
        """Whether a member tells what was dealt with, no order: 会议听取了…, 关于…, 传达学习…, 审议《…》."""
        if self.folded.startswith(("会议", "关于"), start):
            return True
        act = self.verbs.act_at(start, (start, self.windows.sentence_end(start)), "bare")
        return act is not None and act.action is not None and act.action.value in _TOPICS and not act.decides

    def _by_list(self, act: Act, members: list[Numbered]) -> Iterator[Decided]:
        for member in members:
            if not self._is_heading_only(member):
                yield from self._member(member, act.verb, act.entry.id)

    def _member(self, member: Numbered, verb: Span, rule: str) -> Iterator[Decided]:
        """A decided item: its own verb where it has one, else the verb of the list with its heading."""
        start, end = headline(self.document, member)
        act = self.verbs.act_at(start, (start, self.windows.sentence_end(end)), "bare")
        if act and act.decides and act.object[0] < act.object[1]:
            yield from self.decided.by_act(act)
        elif end - start >= 2 and not self._decides_inside(member, end) and not self._is_annex(start, end):
            yield Decided(verb, (start, end), self._condition_of_item(start, end), rule)

    def _is_annex(self, start: int, end: int) -> bool:
        """Whether a member of a list of what was decided is none (二、备查文件)."""
        return self.lexicon.pattern("decision.no_matter").search(self.folded[start:end]) is not None

    def _condition_of_item(self, start: int, end: int) -> Span | None:
        return None if start >= end else self.decided.condition(end, self.windows.sentence_end(end))

    def _decides_inside(self, member: Numbered, position: int) -> bool:
        """Whether a sentence below the heading says itself what was decided (会议同意…)."""
        line = self.folded.find("\n", position)
        end = max(member.end, len(self.folded) if line < 0 else line)
        index = bisect_left(self._decided_at, position)
        return index < len(self._decided_at) and self._decided_at[index] < end

    def _numbered(self) -> Iterator[Decided]:
        """Items that open with a verb of decision, and lists under 议定事项 or 其他决议."""
        heading = self.lexicon.pattern("decision.heading")
        for member in self.numbered:
            if member.series.sense == "agenda":
                continue  # 会议共两项议程：一是审议通过《…》
            if member.parent is not None and not member.marker.is_item:
                above = heading.search(self.folded, *headline(self.document, self.numbered[member.parent]))
                if above and not self._is_heading_only(member):
                    yield from self._member(member, above.span(1), "decision.heading")
                    continue
            if self.folded[member.marker.end : member.marker.end + 1] not in self.verbs.deciding:
                continue
            start, end = headline(self.document, member)
            act = self.verbs.act_at(start, (start, self.windows.sentence_end(end)), "bare")
            if act and act.decides and act.verb[0] == start and act.entry.id != "decision.settle":
                yield from self.decided.by_act(act)

    def _is_heading_only(self, member: Numbered) -> bool:
        """Whether a member of 议定事项 is the heading 关于… of further items."""
        start, end = headline(self.document, member)
        return self.folded.startswith("关于", start) and self.folded[end : end + 1] == "\n"

    # -- labels

    def _labelled(self) -> Iterator[Decided]:
        """结论：… to the end of the line."""
        labels, verbs = self.lexicon.words("decision_label"), self.lexicon.words("decision_label_verb")
        for label in self.document.page.labels:
            start, end = self.decided.trim(*label.value)
            if label.key != "conclusion" or start >= end:
                continue
            word = self.folded[label.start : start].rstrip("： 】*").lstrip("【*# ")
            if word not in labels:
                continue
            act = self._first_decision(start, end)
            if act is not None:
                yield self._concluded(act, end)
                continue
            for left, right, _ in verbs.find(self.folded, label.start, start):
                matter = self.decided.trim(start, min(end, self.windows.sentence_end(start)))
                yield Decided((left, right), matter, None, "decision.label")
                break

    def _first_decision(self, start: int, end: int) -> Act | None:
        """同意…, behind how it was voted (经表决，41票同意，0票反对，一致通过…)."""
        frame = self.lexicon.pattern("agenda.subject.frame")
        for left, right in self.windows.clauses(start, end):
            act = self.verbs.act_at(left, (left, end), "bare")
            if act is not None:
                return act if act.decides and act.object[0] < end else None
            if not frame.match(self.folded, left, right):
                return None
        return None

    def _in_conclusion(self, position: int) -> bool:
        """Whether `position` stands in 会议决议：…, whose value is read as a label's."""
        labels = self.document.page.labels
        return any(label.key == "conclusion" and label.start <= position < label.end for label in labels)

    def _concluded(self, act: Act, end: int) -> Decided:
        """同意更名，并通过公众号发布，另…: the matter goes on only with 并."""
        start = act.object[0]
        sentence = min(end, self.windows.sentence_end(start))
        stop = self.decided.behind_frames(start, self.windows.clause_end(start, sentence), sentence)
        while self.folded.startswith("，并", stop) and stop < sentence:
            stop = self.windows.clause_end(stop + 1, sentence)
        return Decided(act.verb, self.decided.trim(start, stop), self.decided.condition(stop, sentence), act.entry.id)
