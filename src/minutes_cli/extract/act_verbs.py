"""The verbs of acts: 研究并原则通过了, with the adverbs before them and the object behind."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from minutes_cli.extract.windows import windows_of
from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Span
from minutes_cli.text.shadow import Shadow

Origin = Literal["opening", "meeting", "bare"]
_MOST_COMMAS = 3
_CONNECTORS = ("并", "和", "、", "暨", "与", "及")


class Act(NamedTuple):
    """A verb (the last of a run: 研究并原则通过 has 原则通过) and its object, up to the clause's end.

    ``action`` is what the verbs together stand for in an agenda, None where they only decide. ``object`` is empty where
    a mark follows the verb (会议决定，…; 会议议定：). ``sentence`` runs to the full stop.
    """

    action: Entry | None
    verb: Span
    entry: Entry
    object: Span
    sentence: Span
    origin: Origin

    @property
    def decides(self) -> bool:
        """Whether its verb decides, agrees or passes."""
        return bool(self.entry.attributes.get("decides"))


def _decisive(lexicon: Lexicon) -> list[str]:
    """The verbs of decision."""
    decisive = (entry for entry in lexicon.entries("act_verb") if entry.attributes.get("decides"))
    return [term for entry in decisive for term in entry.terms]


@lru_cache(maxsize=2)
def _deciding(lexicon: Lexicon) -> frozenset[str]:
    """The characters that verbs of decision begin with: a cheap test."""
    return frozenset(term[0] for term in _decisive(lexicon))


@lru_cache(maxsize=2)
def _decisive_cores(lexicon: Lexicon) -> tuple[str, ...]:
    """The verbs of decision that hold no shorter one: where none of them stands, none of all stands."""
    terms = _decisive(lexicon)
    return tuple(term for term in terms if not any(other in term for other in terms if other != term))


def has_decision(folded: str, lexicon: Lexicon) -> bool:
    """Whether a verb of decision stands anywhere."""
    return any(term in folded for term in _decisive_cores(lexicon))


class ActVerbs:
    """Reads acts where they are said to begin."""

    def __init__(self, shadow: Shadow, lexicon: Lexicon) -> None:
        self.shadow, self.folded, self.windows = shadow, shadow.folded, windows_of(shadow)
        self.verbs, self.adverbs = lexicon.words("act_verb"), lexicon.words("act_adverb")
        self.deciding = _deciding(lexicon)
        self._awaited, self._other = lexicon.pattern("agenda.awaited"), lexicon.pattern("agenda.awaited.not")
        self._manner = lexicon.pattern("agenda.manner")
        self._manner_opens = frozenset(str(lexicon.entry("agenda.manner").attributes["opens"]))

    def act_at(self, position: int, sentence: Span, origin: Origin) -> Act | None:
        """The act that begins at `position` with its verb (adverbs before it allowed), or None."""
        end = self.windows.clause_end(position, sentence[1])
        at = self.skip_adverbs(position, end)
        entries: list[Entry] = []
        verb = (at, at)
        while (found := self.verbs.match(self.folded, at)) and found[0] <= end:
            entries.append(found[1])
            verb, at = (self._last_verb(at, found[0]), found[0]), found[0]
            if found[1].attributes.get("decides"):
                break
            after = self._behind_connector(at, end)
            if after is None:
                break
            at = after
        if not entries:
            return None
        at = verb[1]
        if self.folded.startswith("了", at):
            at += 1
        if self.folded.startswith("的", at):
            return None
        end = self._behind_comma(at, end, sentence[1])
        return Act(_action(entries), verb, entries[-1], self.shadow.strip(at, max(at, end)), sentence, origin)

    def _behind_comma(self, start: int, end: int, stop: int) -> int:
        """`end`, or where the noun stands that 关于 waits for: 关于加强节水，开展清淤情况的报告."""
        if self.folded.find("关于", start, end) < 0 or self._awaited.search(self.folded, start, end):
            return end
        later = end
        for _ in range(_MOST_COMMAS):
            if self.folded[later : later + 1] != "，":
                return end
            begin, later = later + 1, self.windows.clause_end(later + 1, stop)
            if self._other.search(self.folded, begin, later) or (
                self.verbs.match(self.folded, begin) and self.folded.find("了", begin, later) >= 0
            ):
                return end
            if self._awaited.search(self.folded, begin, later):
                return later
        return end

    def skip_adverbs(self, position: int, end: int, keep: tuple[str, ...] = ()) -> int:
        """Where the verb may begin: behind the adverbs at `position`, those in `keep` excepted."""
        while position < end:
            behind = self._behind_manner(position, end)
            if behind is not None:
                position = behind
                continue
            found = self.adverbs.match(self.folded, position)
            if found is None or found[0] >= end or self.folded[position : found[0]] in keep:
                return position
            verb = self.verbs.match(self.folded, position)
            if verb and verb[0] >= found[0]:
                return position
            position = found[0]
        return position

    def _behind_manner(self, position: int, end: int) -> int | None:
        """Behind 以举手表决方式 and the like."""
        if self.folded[position] not in self._manner_opens:
            return None
        match = self._manner.match(self.folded, position, end)
        return match.end() if match and match.end() < end else None

    def _last_verb(self, start: int, end: int) -> int:
        """Where the last verb of a run begins that the lexicon has as one word (审议并原则通过)."""
        return max(start, self.folded.rfind("并", start, end) + 1)

    def _behind_connector(self, position: int, end: int) -> int | None:
        """Where a second verb of the run may begin: 研究并|通过, 听取了|并."""
        at = position
        if self.folded.startswith("了", at) and self.folded[at + 1 : at + 2] in _CONNECTORS:
            at += 1
        if self.folded[at : at + 1] not in _CONNECTORS:
            return None
        after = self.skip_adverbs(at + 1, end)
        return after if self.verbs.match(self.folded, after) else None


def _action(entries: list[Entry]) -> Entry | None:
    """What a run of verbs stands for: passing over reviewing over the rest; deciding alone is no agenda item."""
    acting = [entry for entry in entries if entry.value]
    for wanted in ("approve", "review", "convey", "hear", "arrange", "study", "announce", "sign", "watch", "discuss"):
        for entry in acting:
            if entry.value == wanted:
                return entry
    return None
