"""Everyone who is only named: beside a title, before 同志, behind 责任人：, under a by-line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes_cli.extract.presenter import presenter_in
from minutes_cli.extract.roll import Sighting
from minutes_cli.models import PersonRole, Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.names import Name
from minutes_cli.structure.people import PersonMention, grammar_of, people_in
from minutes_cli.structure.titles import title_heads

_BYLINE_PIECE = re.compile(r"[^\s、，；：/|（）()\[\]【】]+")
_PERSON_LABELS = ("responsible_person", "next", "signer", "supervisor")


def find_named(document: Document) -> Iterator[Sighting]:
    """Sightings of everyone named anywhere, most of them spoken of and not there."""
    scan = _Scan(document)
    yield from scan.titled()
    yield from scan.leaders()
    yield from scan.honoured()
    if document.page.is_minutes:
        yield from _labelled(document)
        yield from scan.contacts()
        yield from scan.appointed()
        yield from scan.relieved()
        yield from scan.charged()
        yield from _presented(document)
    yield from _bylines(document)


class _Scan:
    def __init__(self, document: Document) -> None:
        self.document, self.shadow, self.lexicon = document, document.shadow, document.lexicon
        self.folded = document.shadow.folded
        self.grammar = grammar_of(document.lexicon)
        self.verb = document.lexicon.pattern("person.verb")
        self.office = document.lexicon.pattern("person.appointed.office")
        self.followers = tuple(document.lexicon.words("office_follower"))

    def titled(self) -> Iterator[Sighting]:
        """苏禾 in 市委书记苏禾 and 苏禾书记."""
        folded, names, titles = self.folded, self.grammar.names, self.grammar.titles
        surnames, length = names.surnames, len(folded)
        callings = frozenset(self.lexicon.entry("person.title.calling").terms)
        for start, end in zip(*title_heads(self.shadow, self.lexicon), strict=True):
            if folded[start:end] in callings:
                continue
            begin = end + 1 if folded[end : end + 1] == " " else end
            opens = folded[begin : begin + 1] in surnames or folded[begin : begin + 2] in surnames
            name = self._name_right(begin, length) if opens else None
            if name and not ((name.trust < 2 or name.is_word) and self._is_called(start, end)):
                chain = self.grammar.chain(self.shadow, begin, self._floor(begin, start - 120))
                first = chain[0][0] if chain else name.start
                mention = self.grammar.mention(self.shadow, name, first, name.end, chain)
                yield Sighting(mention, self._role(mention), "person.titled")
            elif start >= 2 and (names.may_end(folded[start - 1]) or folded[start - 1] in titles.modifier_finals):
                person = self.grammar.named_before(self.shadow, end, max(0, start - 30))
                if person and person.wrapped is None:
                    yield Sighting(person, self._role(person), "person.titled")

    def _floor(self, position: int, farthest: int) -> int:
        """How far left the titles before `position` may lie: not in a dateline (消息（记者 …）县长林知远)."""
        return max([0, farthest, *(end for _, end in self.document.page.datelines if end <= position)])

    def leaders(self) -> Iterator[Sighting]:
        """Leaders whose name stands alone (以习近平同志为核心的党中央), not in a doctrine's name."""
        doctrine = self.lexicon.pattern("person.doctrine")
        for leader in self.lexicon.words("person_leader"):
            at = self.folded.find(leader)
            while at >= 0:
                end = at + len(leader)
                if not doctrine.match(self.folded, end):
                    name = Name(at, end, 1, 2)
                    stop = self.grammar.titles.head_starting(self.folded, end, min(len(self.folded), end + 6))
                    titles = ((end, stop),) if stop > 0 else ()
                    mention = self.grammar.mention(self.shadow, name, at, max(end, stop), titles)
                    yield Sighting(mention, "cited", "person.leader")
                    break
                at = self.folded.find(leader, end)

    def honoured(self) -> Iterator[Sighting]:
        """苏禾同志, with a mark or a preposition before it."""
        for word in self.lexicon.words("honorific"):
            at = self.folded.find(word)
            while at >= 0:
                person = self.grammar.bare_before(self.shadow, at, max(0, at - 12))
                if person:
                    yield Sighting(person, self._role(person), "person.honoured")
                at = self.folded.find(word, at + len(word))

    def contacts(self) -> Iterator[Sighting]:
        """何静 in 请和供水公司的何静进一步交流."""
        adverbs = tuple(self.lexicon.words("contact_adverb"))
        for match in self.lexicon.pattern("person.contact").finditer(self.folded):
            end = match.start()
            adverb = next((word for word in adverbs if self.folded.endswith(word, 0, end)), "")
            end -= len(adverb)
            for name in self.grammar.names.ending(self.folded, end, max(0, end - 4)):
                if name.trust >= 2 and not name.is_word and self._is_object(name.start):
                    mention = self.grammar.mention(self.shadow, name, name.start, end)
                    yield Sighting(mention, "cited", "person.contact")
                    break

    def _is_called(self, start: int, end: int) -> bool:
        """Whether a name stands before the title `start:end` (习近平总书记全程…, 何静书记高度…)."""
        return self.grammar.called_before(self.shadow, end, max(0, start - 8)) is not None

    def appointed(self) -> Iterator[Sighting]:
        """周文博 and 何静 in 任命周文博、何静为副局长."""
        for match in self._matches("person.appointed", "person.proposed"):
            for name in self._appointees(match.end()):
                mention = self.grammar.mention(self.shadow, name, name.start, name.end)
                yield Sighting(mention, "cited", "person.appointed")

    def _appointees(self, start: int) -> list[Name]:
        """The names from `start` to the word that gives or takes the office; none where something else stands there."""
        found: list[Name] = []
        while name := self._appointee(start):
            found.append(name)
            if self.folded[name.end : name.end + 1] not in ("、", "和"):
                return found
            start = name.end + 1
        return []

    def _appointee(self, start: int) -> Name | None:
        folded, length = self.folded, len(self.folded)
        for name in self.grammar.names.starting(folded, start, min(length, start + 12)):
            is_word = name.is_word and not name.has_grammar
            if is_word or (name.trust < 2 and name.length < 3) or self.grammar.names.is_refused(folded, name):
                continue
            if folded[name.end : name.end + 1] in ("、", "和") or folded.startswith(self.followers, name.end):
                return name
            if self.office.match(folded, name.end):
                return name
        return None

    def relieved(self) -> Iterator[Sighting]:
        """何静 in 何静不再担任局办公室主任."""
        for match in self._matches("person.relieved"):
            person = self.grammar.before(self.shadow, match.start(), max(0, match.start() - 60))
            if person and person.name:
                yield Sighting(person, "cited", "person.relieved")

    def charged(self) -> Iterator[Sighting]:
        """周文博 in 由村会计周文博负责: behind 由 a calling is enough of a title."""
        for match in self._matches("person.charged"):
            start, stop = match.end(), self.shadow.sentence_at(match.end())[1] if match.end() < len(self.folded) else 0
            person = self.grammar.after(self.shadow, start, min(stop, start + 40))
            if person and person.name and person.is_titled_before:
                yield Sighting(person, "cited", "person.charged")

    def _matches(self, *rules: str) -> Iterator[re.Match[str]]:
        for rule in rules:
            yield from self.lexicon.pattern(rule).finditer(self.folded)

    def _is_object(self, start: int) -> bool:
        """Whether 和, 与, 找 or 请 stands before the name at `start`, some 供水公司的 between them."""
        withs = tuple(self.lexicon.words("contact_with"))
        before = self.folded[max(0, start - 16) : start]
        if before.endswith("的"):
            clause = re.split(r"[，。；：、\n]", before)[-1]
            return any(word in clause for word in withs)
        return before.endswith(withs)

    def _name_right(self, start: int, ceiling: int) -> Name | None:
        name = self.grammar.name_after(self.shadow, start, ceiling, titled=True)
        if name is None or (" " in self.folded[name.start : name.end] and name.trust < 2):
            return None
        sure = self.grammar.follows(self.folded, name.end, ceiling)
        sure = sure or self.grammar.titles.head_starting(self.folded, name.end, ceiling) > 0
        if name.trust >= 2 and not name.is_word:
            return name if sure or name.length > 2 else None
        return name if self.verb.match(self.folded, name.end) else None

    def _role(self, mention: PersonMention) -> PersonRole:
        """A subject at a clause's beginning was there; whoever else is named is cited."""
        opens = mention.start == 0 or self.folded[mention.start - 1] in "，。；：\n"
        return "participant" if opens and self.verb.match(self.folded, mention.end) else "cited"


def _labelled(document: Document) -> Iterator[Sighting]:
    """责任人：何静; 下次会议主持人：苏禾; 签发人：林知远."""
    for label in document.page.labels:
        if label.key in _PERSON_LABELS:
            role: PersonRole = "participant" if label.key == "responsible_person" else "cited"
            for who in people_in(document.shadow, document.lexicon, *label.value, trusting=label.key != "supervisor"):
                if isinstance(who, PersonMention) and who.name:
                    yield Sighting(who, role, "person.responsible")


def _presented(document: Document) -> Iterator[Sighting]:
    for line in document.page.body:
        person = presenter_in(document, line)
        if person:
            yield Sighting(person, "participant", "speaker.presenter")


def _bylines(document: Document) -> Iterator[Sighting]:
    """（记者 陈默　通讯员 李小满）, 撰稿：李小满　审核：陈默."""
    for span in (*document.page.bylines, *document.page.datelines):
        for name in _names_of_byline(document, span):
            yield Sighting(name, "byline", "person.byline")
    words = document.lexicon.words("byline_word")
    for start, end in document.page.body[-2:]:
        if end - start <= 40 and words.match(document.shadow.folded, start):
            names = list(_names_of_byline(document, (start, end)))
            if names and all(mark not in document.shadow.folded[start:end] for mark in "。，；"):
                yield from (Sighting(name, "byline", "person.byline") for name in names)


def _names_of_byline(document: Document, span: Span) -> Iterator[PersonMention]:
    folded, grammar = document.shadow.folded, grammar_of(document.lexicon)
    words = document.lexicon.words("byline_word")
    pieces = [piece.span() for piece in _BYLINE_PIECE.finditer(folded, *span)]
    index, is_called = 0, False
    while index < len(pieces):
        start, end = pieces[index]
        was_called, begin = is_called, start
        index += 1
        while start < end and folded[start].isdigit():
            start += 1
        while end - start >= 4 and words.get(folded[end - 2 : end]) is not None:
            end -= 2  # 何静来源：县水务局
        while start < end and (found := words.match(folded, start)) and found[0] <= end:
            start = found[0]
        is_called = start == end
        was_called = was_called or start > begin
        if end - start == 1 and index < len(pieces) and pieces[index][1] - pieces[index][0] == 1:
            end = pieces[index][1]  # 陈　默
            index += 1
        if end - start < 2:
            continue
        for name in grammar.names.ending(folded, end, start):
            if (
                name.start == start
                and name.trust >= 1
                and (was_called or name.has_grammar or not name.is_word)  # behind 通讯员 even 万里 is a name
                and not grammar.names.is_refused(folded, name)
            ):
                yield grammar.mention(document.shadow, name, start, end)
                break
        else:
            if grammar.names.is_transliterated(folded[start:end]):
                yield grammar.mention(document.shadow, Name(start, end, 0, 1), start, end)
