"""What one verb of decision decides: its matter, up to the comma or behind it, and the condition put on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from minutes_cli.extract.act_verbs import Act, ActVerbs
from minutes_cli.extract.lists import heading_above
from minutes_cli.extract.matters import split_matters, trim_matter
from minutes_cli.models import Span
from minutes_cli.structure.document import Document

_NEAR = 400  # code points behind a verb in which its matter and its condition are looked for
_MOST_FRAMES = 3
_LIGHT_VERB = 4  # how far behind a clause the words reach that tell it for an object put first
_AGREED = ("decision.agree", "decision.refuse")
_PASSED = ("decision.pass", "decision.pass.bare")
_ANNOUNCED = {  # which verbs tell better what was decided than the one before them (会议决定：同意…)
    "decision.decide": _AGREED,
    "decision.resolve": _AGREED + _PASSED,
    "decision.agree": _PASSED,
}


class Decided(NamedTuple):
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


class DecidedReader:
    """Reads what is decided where an act decides."""

    def __init__(self, document: Document, verbs: ActVerbs) -> None:
        self.document, self.shadow, self.lexicon = document, document.shadow, document.lexicon
        self.folded, self.verbs, self.windows = document.shadow.folded, verbs, verbs.windows

    def by_act(self, act: Act) -> Iterator[Decided]:
        """The object up to the first comma; of what was passed each matter that stands alone."""
        matter, rest = self._matter(act)
        if matter is None:
            return
        announced = _ANNOUNCED.get(act.entry.id)
        inner = self.verbs.act_at(matter[0], act.sentence, "bare") if announced else None
        if announced and inner and inner.entry.id in announced and self._has_matter(inner):
            yield from self.by_act(inner)
            return
        condition = self.condition(rest, act.sentence[1])
        nominal = act.action is not None or self.folded[act.verb[1] - 2 : act.verb[1]] == "同意"
        for part in split_matters(self.shadow, self.lexicon, *matter) if nominal else [matter]:
            clean = self.trim(*part)
            if clean[1] - clean[0] >= 2 and not self._is_vague(clean):
                yield Decided(act.verb, clean, condition, act.entry.id)

    def _has_matter(self, act: Act) -> bool:
        """Whether an agreement names what it agrees to, or says on what condition it agrees to the heading."""
        return act.object[0] < act.object[1] or self.folded.startswith("，", act.verb[1])

    def _matter(self, act: Act) -> tuple[Span | None, int]:
        """The matter, and where what follows it begins."""
        start, end = act.object
        if start < end:
            cut = self._condition_behind_title(start, end)
            if cut is not None:
                return self.trim(start, cut), cut
            return self.trim(start, self.behind_frames(start, end, act.sentence[1])), end
        following = list(self.windows.clauses(act.verb[1], min(act.sentence[1], act.verb[1] + _NEAR)))
        if not following and act.entry.id == "decision.resolve":
            return None, act.verb[1]
        if not following:
            return self._heading_above(act.verb[0]), act.verb[1]
        begin, end = following[0]
        agreed = act.entry.id != "decision.decide"
        conditional = self.lexicon.pattern("decision.condition").match(self.folded, begin, end)
        if agreed and (self.folded.startswith("由", begin) or conditional):
            return self._heading_above(act.verb[0]), begin
        end = self.behind_frames(begin, end, act.sentence[1])
        return self.trim(begin, end), end

    def behind_frames(self, start: int, end: int, stop: int) -> int:
        """Where the matter ends whose first clause is `start:end`: at its comma, or behind clauses that only frame it.

        决定，为加快清淤，成立专班，抓好落实 ends behind 成立专班.
        """
        for _ in range(_MOST_FRAMES):
            if end + 1 >= stop or not self._frames(start, end):
                break
            start = end + 1
            end = self.windows.clause_end(start, stop)
        return end

    def _frames(self, start: int, end: int) -> bool:
        """Whether the clause only frames the matter behind its comma."""
        if self.folded[end : end + 1] != "，":
            return False
        if self.lexicon.words("decision_frame").match(self.folded, start) is not None:
            return True
        match = self.lexicon.pattern("decision.frame.clause").match(self.folded, start, end + _LIGHT_VERB)
        return match is not None and match.end() == end

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

    def condition(self, start: int, end: int) -> Span | None:
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
                own = self.verbs.act_at(left, (left, right), "bare")
                if own and own.decides and own.object[0] < own.object[1]:
                    break
                match = pattern.search(self.folded, left, right)
                found = self.trim(*match.span()) if match else None
            elif goes_on.match(self.folded[left:right]):
                found = (found[0], self.trim(left, right)[1])
            else:
                break
        return found

    def trim(self, start: int, end: int) -> Span:
        """`start:end` without the marks round it."""
        return trim_matter(self.shadow, start, end)

    def _is_vague(self, span: Span) -> bool:
        words = self.folded[span[0] : span[1]]
        return any(self.lexicon.pattern(name).search(words) for name in ("agenda.vague", "decision.no_matter"))
