"""Who spoke by name: heads (何静强调), reports (赵一鸣汇报了…), 作…讲话, the turns and presenters of a record."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from minutes_cli.extract.heard import heard
from minutes_cli.extract.presenter import presenters
from minutes_cli.extract.said import Said
from minutes_cli.models import Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.lines import behind_marker
from minutes_cli.structure.names import Name, before_note, normal_name
from minutes_cli.structure.people import PersonMention, grammar_of
from minutes_cli.structure.people_list import read_whole_list
from minutes_cli.text.shadow import BRACKET, QUOTE, TITLE

Spoken = tuple[PersonMention, str]
_ENCLOSED = QUOTE | TITLE | BRACKET
_CLAUSE = "，；："
_BULLET = re.compile(r"[-*+●•■◆#>\s]*(?:\d{1,2}[.、)）]|[一二三四五六七八九十]{1,3}、)?\s*")


def find_speakers(document: Document, said: Said, places: Iterable[int], known: frozenset[str]) -> list[Spoken]:
    """Everyone who spoke by name, in the order of the text. `places` is where anyone is named.

    `known` are names that labels and sentences have told; in a turn they need no surname to be names.
    """
    found: list[Spoken] = [(head.person, "speaker.head") for head in document.heads if head.person is not None]
    found.extend(_Sentences(document, said).read(places))
    found.extend(_labelled(document))
    found.extend((person, "speaker.heard") for person in heard(document))
    if document.page.kind in ("record", "minutes"):
        found.extend(_turns(document, known))
        found.extend((person, "speaker.presenter") for person in presenters(document))
    return sorted(found, key=lambda spoken: spoken[0].start)


class _Sentences:
    """Walks the clauses of each sentence and keeps its subjects until a verb of speaking comes."""

    def __init__(self, document: Document, said: Said) -> None:
        self.document, self.said, self.shadow = document, said, document.shadow
        self.folded, self.shield = document.shadow.folded, document.shadow.shield
        self.grammar = grammar_of(document.lexicon)
        self.verb = document.lexicon.pattern("speaker.verb")
        self.noun = document.lexicon.pattern("speaker.noun")
        self.not_own = document.lexicon.pattern("speaker.not_own")
        self.word = document.lexicon.pattern("speaker.word")
        self.act = document.lexicon.pattern("speaker.act")
        self.held = document.lexicon.pattern("speaker.held")
        self.goes_on = document.lexicon.pattern("speaker.goes_on")
        self.together = document.lexicon.pattern("speaker.together")
        self.lead = document.lexicon.pattern("speaker.lead")
        self.meeting = document.lexicon.words("meeting_subject")
        self.impersonal = {
            h.start for h in document.heads if h.person is None and h.subject and h.entry.value != "procedure"
        }

    def read(self, places: Iterable[int]) -> Iterator[Spoken]:
        """Who speaks, in the sentences that hold one of `places`."""
        body = self.document.page.body
        done = 0
        for place in sorted(places):
            index = bisect_right(body, (place, len(self.folded))) - 1
            if place < done or index < 0 or place >= body[index][1]:
                continue
            left, right = self.shadow.sentence_at(place)
            left, right = max(left, body[index][0]), min(right, body[index][1])
            done = right
            words = [] if left in self.impersonal else [m.start() for m in self.word.finditer(self.folded, left, right)]
            if words:
                yield from self._sentence(left, right, words)

    def _sentence(self, start: int, end: int, words: list[int]) -> Iterator[Spoken]:
        """Who speaks in one sentence; `words` is where words of speaking may stand in it."""
        subjects: list[PersonMention] = []  # of the clause at hand
        silent: list[PersonMention] = []  # of clauses before it, without a verb of their own
        held = False
        bullet = _BULLET.match(self.folded, start, end)
        start = behind_marker(self.folded, bullet.end() if bullet else start)
        clauses = list(self.shadow.split(start, end, _CLAUSE))
        while clauses and not self._may_speak(*clauses[-1], words):
            clauses.pop()
        for left, right in clauses:
            if subjects and self.meeting.match(self.folded, left):
                subjects, silent = [], []  # 何静出席会议，会议听取了汇报，并作了部署: she did not
            people, rest = self._subject(left, right)
            if people:
                silent = silent if held else [*silent, *subjects]
                subjects, held = people, False
                if rest >= right:
                    continue
            elif not subjects or (held and not self.goes_on.match(self.folded, left, right)):
                continue
            else:
                rest = left
            if self._speaks(rest, right, bool(people)):
                together = not people or self._is_list(silent, subjects)
                vouched = len(people) > 1 or self._acts(subjects[-1].end, right)
                rule = "speaker.act" if vouched else "speaker.verb"
                yield from ((person, rule) for person in ([*silent, *subjects] if together else subjects))
                silent = []
            if self.said.ends_head(left, right):
                return  # what follows is what was said
            held = held or self.held.search(self.folded, rest, right) is not None

    def _acts(self, start: int, end: int) -> bool:
        """Whether the speaking follows its subject at once (林知远首先传达了…), so that it vouches for a bare name."""
        return self.act.search(self.folded, start, min(end, start + 6)) is not None

    def _is_list(self, silent: list[PersonMention], subjects: list[PersonMention]) -> bool:
        """Whether nothing but marks stands between the silent subjects and these: 局长林知远，副局长何静作了发言."""
        ends = [person.end for person in silent]
        starts = [*(person.start for person in silent[1:]), subjects[0].start]
        return bool(silent) and all(start - end <= 2 for end, start in zip(ends, starts, strict=True))

    def _subject(self, left: int, right: int) -> tuple[list[PersonMention], int]:
        """The people that open a clause, and where the rest of it begins."""
        lead = self.lead.match(self.folded, left, right)
        begin = lead.end() if lead else left
        people: list[PersonMention] = []
        if not self.grammar.may_open(self.shadow, begin, right):
            return people, begin
        at = begin
        while at < right:
            person = self.grammar.after(self.shadow, at, right)
            if person is None or not (person.name or person.surname) or self._is_cited(person):
                break
            if people and person.name and not person.titles and people[-1].is_titled_before:
                person = person._replace(titles=people[-1].titles)
            people.append(person)
            at = person.end
            if at < right and self.folded[at] in "、和与及":
                at += 1
                continue
            break
        people = people or self._listed(begin, right)
        return people, people[-1].end if people else begin

    def _listed(self, left: int, right: int) -> list[PersonMention]:
        """Those of units: 县水务局何静、县财政局苏禾分别汇报了, and one with a rare surname (设备科郎平川汇报了)."""
        verb = self.act.search(self.folded, left + 4, min(right, left + 60))
        if verb is None:
            return []
        together = self.together.search(self.folded, left + 4, verb.start())
        end = together.start() if together else verb.start()
        found = read_whole_list(self.shadow, self.document.lexicon, left, end, trusting=True)
        people = [who for who in found.found if isinstance(who, PersonMention)]
        if not found.is_whole or len(people) < len(found.found):
            return []
        is_of_unit = len(people) == 1 and people[0].name_span is not None and people[0].name_span[0] >= left + 3
        return people if together or (is_of_unit and not people[0].titles) else []

    def _is_cited(self, person: PersonMention) -> bool:
        behind = person.name_span is not None and any(title[0] >= person.name_span[1] for title in person.titles)
        return behind and self.folded[person.start : person.end].endswith("总书记")

    def _may_speak(self, start: int, end: int, words: list[int]) -> bool:
        """Whether a clause holds speaking at all: behind the last that does, nobody's subject matters."""
        if not any(start - 1 <= at < end for at in words):  # one word may hide the next by a character
            return False
        return bool(self.verb.search(self.folded, start, end) or self.noun.search(self.folded, start, end))

    def _speaks(self, start: int, end: int, own: bool) -> bool:
        """Whether a verb of speaking stands in `start:end`, outside quotation marks."""
        noun = self.noun.search(self.folded, start, end)
        if noun and not self.shield[noun.start()] & _ENCLOSED and not self._of_another(start, noun.start()):
            return True
        for verb in self.verb.finditer(self.folded, start, end):
            if self.shield[verb.start()] & _ENCLOSED:
                continue
            if own or verb.start() == start or self.goes_on.match(self.folded, start):
                before, after = self.folded[verb.start() - 1], self.folded[verb.end() : verb.end() + 1]
                return (
                    before not in "听的要" and after not in ("的", "会") and not self._of_another(start, verb.start())
                )
        return False

    def _of_another(self, start: int, end: int) -> bool:
        """Whether the speech is somebody else's: 何静组织学习了市委书记的讲话."""
        return self.folded[start] not in "就对围以从代在结" and self.not_own.search(self.folded, start, end) is not None


def _labelled(document: Document) -> Iterator[Spoken]:
    """发言人：何静."""
    for label in document.page.labels:
        if label.key == "speaker":
            for who in read_whole_list(document.shadow, document.lexicon, *label.value, trusting=True).found:
                if isinstance(who, PersonMention):
                    yield who, "speaker.turn"


def _turns(document: Document, known: frozenset[str]) -> Iterator[Spoken]:
    """何静：… at a line's start."""
    folded, grammar = document.shadow.folded, grammar_of(document.lexicon)
    labels = {label.start for label in document.page.labels}
    for start, end in document.page.body:
        bullet = _BULLET.match(folded, start, end)
        begin = bullet.end() if bullet else start
        colon = folded.find("：", begin, min(end, begin + 22))
        if colon < 0 or begin in labels or colon - begin < 2:
            continue
        person = grammar.before(document.shadow, colon, begin)
        if person is None or person.start != begin:
            person = _known(document, (begin, colon), known)
        if person and person.name:
            yield person, "speaker.turn"


def _known(document: Document, words: Span, known: frozenset[str]) -> PersonMention | None:
    """岩温：…, told before as 村支书岩温; 阿依古丽：…, written as names of other tongues are."""
    grammar = grammar_of(document.lexicon)
    start, end = document.shadow.strip(*words)
    note = before_note(document.shadow.folded, end, start)
    end = note if note > start else end
    name = normal_name(document.shadow, start, end)
    if name in known or grammar.names.is_transliterated(document.shadow.folded[start:end]):
        return grammar.mention(document.shadow, Name(start, end, 0, 1), start, end)
    return None
