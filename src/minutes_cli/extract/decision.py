"""Decisions: what was decided, agreed, passed, and on what condition."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from minutes_cli.extract.act_verbs import Act, ActVerbs
from minutes_cli.extract.acts import read_acts
from minutes_cli.extract.lists import heading_above, headline, members_behind
from minutes_cli.extract.matters import split_matters, trim_matter
from minutes_cli.extract.windows import windows_of
from minutes_cli.models import Decision, Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.series import Numbered

_TOPICS = frozenset({"convey", "hear", "review"})
_NEAR = 400  # code points behind a verb in which its matter and its condition are looked for


class _Decided(NamedTuple):
    """One decision: its verb, its matter, the condition, and the words from verb to end."""

    verb: Span
    matter: Span
    condition: Span | None
    rule: str

    @property
    def span(self) -> Span:
        """Matter and condition, with the verb where it stands just before."""
        end = max(self.matter[1], self.condition[1] if self.condition else 0)
        start = self.verb[0] if 0 <= self.matter[0] - self.verb[1] <= 2 else self.matter[0]
        return start, end


def find_decisions(document: Document, acts: Sequence[Act] | None = None) -> list[Decision]:
    """Every decision of the meeting, in order; one a matter that stands alone, one an item of a decided list.

    `acts` are those of `read_acts`, where they are at hand.
    """
    reader = _Reader(document, acts)
    found: dict[Span, _Decided] = {}
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
        self.verbs, self.windows = ActVerbs(document.shadow, document.lexicon), windows_of(document.shadow)
        self.numbered = document.outline.numbered
        self.told = read_acts(document) if told is None else told
        self._decided_at = [act.verb[0] for act in self.told if act.decides]

    def decisions(self) -> Iterator[_Decided]:
        """From lists, from running text, from labels."""
        for act in self.told:
            if not act.decides:
                continue
            members = members_behind(self.document, act.verb[1])
            yield from (self._by_list(act, members) if members else self._by_act(act))
        yield from self._minuted()
        yield from self._numbered()
        yield from self._researched()
        yield from self._labelled()

    # -- running text

    def _by_act(self, act: Act) -> Iterator[_Decided]:
        """The object up to the first comma; of what was passed each matter that stands alone."""
        matter, rest = self._matter(act)
        if matter is None:
            return
        inner = self.verbs.act_at(matter[0], act.sentence, "bare") if act.entry.id == "decision.decide" else None
        if inner and inner.entry.id == "decision.agree" and inner.object[0] < inner.object[1]:
            yield from self._by_act(inner)  # 会议决定：同意…
            return
        condition = self._condition(rest, act.sentence[1])
        nominal = act.action is not None or self.folded[act.verb[1] - 2 : act.verb[1]] == "同意"
        for part in split_matters(self.shadow, self.lexicon, *matter) if nominal else [matter]:
            clean = self._trim(*part)
            if clean[1] - clean[0] >= 2 and not self._is_vague(clean):
                yield _Decided(act.verb, clean, condition, act.entry.id)

    def _matter(self, act: Act) -> tuple[Span | None, int]:
        """The matter, and where what follows it begins."""
        start, end = act.object
        if start < end:
            cut = self._condition_behind_title(start, end)
            if cut is not None:
                return self._trim(start, cut), cut
            if self._frames(start, end):
                return self._trim(start, self.windows.clause_end(end + 1, act.sentence[1])), end
            return self._trim(start, end), end
        following = list(self.windows.clauses(act.verb[1], min(act.sentence[1], act.verb[1] + _NEAR)))
        if not following:
            return self._heading_above(act.verb[0]), act.verb[1]
        begin, end = following[0]
        agreed = act.entry.id != "decision.decide"
        conditional = self.lexicon.pattern("decision.condition").match(self.folded, begin, end)
        if agreed and (self.folded.startswith("由", begin) or conditional):
            return self._heading_above(act.verb[0]), begin
        if self._frames(begin, end) and len(following) > 1:
            end = following[1][1]
        return self._trim(begin, end), end

    def _frames(self, start: int, end: int) -> bool:
        """Whether the clause only frames the matter behind its comma (决定，为加快清淤，成立专班)."""
        return (
            self.folded[end : end + 1] == "，"
            and self.lexicon.words("decision_frame").match(self.folded, start) is not None
        )

    def _condition_behind_title(self, start: int, end: int) -> int | None:
        """原则同意《…》按会议意见修改后印发: the condition without a comma."""
        match = self.lexicon.pattern("decision.condition").search(self.folded, start, end)
        if (
            match
            and self.folded[start] not in "将把"
            and match.start() > start
            and self.folded[match.start() - 1] == "》"
        ):
            return match.start()
        return None

    def _heading_above(self, position: int) -> Span | None:
        """What was agreed where the sentence does not say: the heading it stands under, without its verb."""
        above = heading_above(self.document, position)
        if above is None:
            return None
        act = self.verbs.act_at(above[0], above, "meeting")
        return (act.object[0], above[1]) if act and act.object[0] < act.object[1] else above

    def _condition(self, start: int, end: int) -> Span | None:
        """按会议意见修改后印发 and the like behind the matter, in its sentence or opening the next one."""
        found = self._condition_in(start, min(end, start + _NEAR))
        if found is not None or self.folded[end - 1 : end] != "。":
            return found
        after = self.lexicon.pattern("decision.next_sentence").match(self.folded, end)
        if after is None:
            return None
        return self._condition_in(end, min(self.windows.sentence_end(end), end + _NEAR))

    def _condition_in(self, start: int, end: int) -> Span | None:
        pattern = self.lexicon.pattern("decision.condition")
        goes_on = self.lexicon.pattern("decision.condition.goes_on")
        found: Span | None = None
        for left, right in self.windows.clauses(start, end):
            if found is None:
                match = pattern.search(self.folded, left, right)
                found = self._trim(*match.span()) if match else None
            elif goes_on.match(self.folded[left:right]):
                found = (found[0], self._trim(left, right)[1])
            else:
                break
        return found

    def _researched(self) -> Iterator[_Decided]:
        """经县委研究决定，…: decided by whoever it was, and told here."""
        pattern = self.lexicon.pattern("decision.researched")
        for at in self.windows.each("经"):
            match = None if self.shadow.shield[at] else pattern.match(self.folded, at)
            if match is None:
                continue
            end = self.windows.sentence_end(match.end())
            following = list(self.windows.clauses(match.end(), end))
            if following and not members_behind(self.document, match.end()):
                matter = self._trim(*following[0])
                yield _Decided(match.span(1), matter, self._condition(following[0][1], end), "decision.researched")

    # -- lists

    def _minuted(self) -> Iterator[_Decided]:
        """现将会议议定事项纪要如下：一、…: what the members order is decided; 会议听取了… and 关于… are no orders."""
        pattern = self.lexicon.pattern("decision.minuted")
        for at in self.windows.each("议定"):
            match = pattern.match(self.folded, at)
            for member in members_behind(self.document, match.end()) if match else []:
                start = headline(self.document, member)[0]
                if not self._is_topic(start) and not self._decides_inside(member, start):
                    yield from self._member(member, (at, at + 2), "decision.minuted")

    def _is_topic(self, start: int) -> bool:
        """Whether a member tells what was dealt with, no order: 会议听取了…, 关于…, 传达学习…, 审议《…》."""
        if self.folded.startswith(("会议", "关于"), start):
            return True
        act = self.verbs.act_at(start, (start, self.windows.sentence_end(start)), "bare")
        return act is not None and act.action is not None and act.action.value in _TOPICS and not act.decides

    def _by_list(self, act: Act, members: list[Numbered]) -> Iterator[_Decided]:
        for member in members:
            yield from self._member(member, act.verb, act.entry.id)

    def _member(self, member: Numbered, verb: Span, rule: str) -> Iterator[_Decided]:
        """A decided item: its own verb where it has one, else the verb of the list with its heading."""
        start, end = headline(self.document, member)
        act = self.verbs.act_at(start, (start, self.windows.sentence_end(end)), "bare")
        if act and act.decides and act.object[0] < act.object[1]:
            yield from self._by_act(act)
        elif end - start >= 2 and not self._decides_inside(member, end):
            yield _Decided(verb, (start, end), self._condition_of_item(start, end), rule)

    def _condition_of_item(self, start: int, end: int) -> Span | None:
        return None if start >= end else self._condition(end, self.windows.sentence_end(end))

    def _decides_inside(self, member: Numbered, position: int) -> bool:
        """Whether a sentence below the heading says itself what was decided (会议同意…)."""
        line = self.folded.find("\n", position)
        end = max(member.end, len(self.folded) if line < 0 else line)
        index = bisect_left(self._decided_at, position)
        return index < len(self._decided_at) and self._decided_at[index] < end

    def _numbered(self) -> Iterator[_Decided]:
        """Items that open with a verb of decision, and lists under 议定事项 or 其他决议."""
        heading = self.lexicon.pattern("decision.heading")
        for member in self.numbered:
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
                yield from self._by_act(act)

    def _is_heading_only(self, member: Numbered) -> bool:
        """Whether a member of 议定事项 is the heading 关于… of further items."""
        start, end = headline(self.document, member)
        return self.folded.startswith("关于", start) and self.folded[end : end + 1] == "\n"

    # -- labels

    def _labelled(self) -> Iterator[_Decided]:
        """结论：… to the end of the line."""
        labels, verbs = self.lexicon.words("decision_label"), self.lexicon.words("decision_label_verb")
        for label in self.document.page.labels:
            start, end = self._trim(*label.value)
            if label.key != "conclusion" or start >= end:
                continue
            word = self.folded[label.start : start].rstrip("： 】*").lstrip("【*# ")
            if word not in labels:
                continue
            act = self.verbs.act_at(start, (start, end), "bare")
            if act and act.decides and act.object[0] < end:
                yield self._concluded(act, end)
                continue
            for left, right, _ in verbs.find(self.folded, label.start, start):
                yield _Decided((left, right), (start, end), None, "decision.label")
                break

    def _concluded(self, act: Act, end: int) -> _Decided:
        """同意更名，并…发布；另…: the matter goes up to ；, or to a condition put on it."""
        start = act.object[0]
        stop = next(iter(self.shadow.split(start, end, "；")))[1]
        for left, right in self.windows.clauses(start, stop):
            if left > start and self.lexicon.pattern("decision.condition").match(self.folded, left, right):
                return _Decided(act.verb, self._trim(start, left), self._trim(left, stop), act.entry.id)
        return _Decided(act.verb, self._trim(start, stop), None, act.entry.id)

    # -- places

    def _is_vague(self, span: Span) -> bool:
        return self.lexicon.pattern("agenda.vague").search(self.folded[span[0] : span[1]]) is not None

    def _trim(self, start: int, end: int) -> Span:
        return trim_matter(self.shadow, start, end)
