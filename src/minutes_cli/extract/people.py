"""People: chairs, attendance, speakers, and everyone named, one entry a person."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from minutes_cli.extract.attendance import find_attendance, find_counts
from minutes_cli.extract.attendance_labels import Present
from minutes_cli.extract.chair import Chairs, find_chairs
from minutes_cli.extract.named import find_named
from minutes_cli.extract.roll import Roll, Sighting, occurrences
from minutes_cli.extract.said import Said
from minutes_cli.extract.speaker import Spoken, find_speakers
from minutes_cli.models import Attendance, Group, Person, Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.people import GroupMention, PersonMention


class People(NamedTuple):
    """Everyone the text names, by what they did."""

    attendance: Attendance
    chairs: tuple[Person, ...] = ()
    entrusted_by: Person | None = None
    speakers: tuple[Person, ...] = ()
    persons: tuple[Person, ...] = ()


def read_people(document: Document) -> People:
    """Find everyone named and merge the mentions: 周局长 and 周文博 are one person.

    A text that is no minutes has persons, but nobody chaired or attended it.
    """
    roll = Roll(document.shadow, document.lexicon)
    named = list(find_named(document))
    chairs = Chairs()
    present: list[Present] = []
    spoken: list[Spoken] = []
    if document.page.is_minutes:
        said = Said(document)
        chairs = find_chairs(document, said)
        present = find_attendance(document, said)
        told = _told(chairs, present)
        spans = sorted({mention.name_span for mention in told if mention.name_span})
        named = [sighting for sighting in named if not _cuts(sighting.mention, spans)]
        known = frozenset(mention.name for mention in told if mention.name)
        spoken = find_speakers(document, said, _places(document, named, chairs, present), known)
        for mention, rule in chairs.found:
            roll.add(mention, "participant", rule)
        if chairs.entrusted_by:
            roll.add(chairs.entrusted_by, "cited", "chair.entrusted")
        for who, _, rule in present:
            if isinstance(who, PersonMention):
                roll.add(who, "participant", rule)
        spoken = _corroborated(spoken, present, chairs, named)
        for mention, rule in spoken:
            roll.add(mention, "participant", rule)
    for sighting in named:
        roll.add(*sighting)
    roll.settle()
    return People(
        chairs=tuple(roll.person(mention, rule) for mention, rule in chairs.found),
        entrusted_by=roll.person(chairs.entrusted_by, "chair.entrusted", "cited") if chairs.entrusted_by else None,
        attendance=_attendance(document, roll, present),
        speakers=tuple(_speakers(roll, spoken)),
        persons=tuple(roll.persons()),
    )


def _places(document: Document, named: list[Sighting], chairs: Chairs, present: list[Present]) -> list[int]:
    """Where anyone is named whom something else than his verb vouches for."""
    mentions = [sighting.mention for sighting in named if sighting.role != "byline"]
    mentions += [mention for mention, _ in chairs.found]
    mentions += [who for who, _, _ in present if isinstance(who, PersonMention)]
    mentions += [head.person for head in document.heads if head.person is not None]
    names = list(dict.fromkeys(mention.name for mention in mentions if mention.name))
    acts = (match.start() for match in document.lexicon.pattern("speaker.act").finditer(document.shadow.folded))
    found = (at for _, at in occurrences(document.shadow.source, names))
    return [*(mention.start for mention in mentions), *found, *acts]


def _told(chairs: Chairs, present: list[Present]) -> list[PersonMention]:
    """The mentions of who chaired and who was there."""
    there = [who for who, _, _ in present if isinstance(who, PersonMention)]
    return [*(mention for mention, _ in chairs.found), *there]


def _cuts(mention: PersonMention, told: list[Span]) -> bool:
    """Whether `mention` is but a part of a name told there, or more (白玛央 of 白玛央金, 何静昨 of 何静昨日主持)."""
    if mention.name_span is None:
        return False
    start, end = mention.name_span
    index = bisect_left(told, end, key=lambda span: span[0]) - 1
    return index >= 0 and told[index][1] > start and told[index] != (start, end)


def _corroborated(spoken: list[Spoken], present: list[Present], chairs: Chairs, named: list[Sighting]) -> list[Spoken]:
    """`spoken` without bare names that only a verb far off vouches for, and nothing else in the text."""
    known = {mention.name for mention, _ in chairs.found}
    known |= {who.name for who, _, _ in present if isinstance(who, PersonMention)}
    known |= {mention.name for mention, rule in spoken if mention.titles or rule != "speaker.verb"}
    known |= {sighting.mention.name for sighting in named}
    return [(m, rule) for m, rule in spoken if m.name is None or m.name in known]


def _speakers(roll: Roll, spoken: list[Spoken]) -> list[Person]:
    """One entry a person, in the order in which they first spoke."""
    found: dict[str, Person] = {}
    for mention, rule in spoken:
        key = roll.name_of(mention) or roll.called(mention)
        if key not in found:  # a person is dear: it lists every mention
            found[key] = roll.person(mention, rule)
    return list(found.values())


def _attendance(document: Document, roll: Roll, present: list[Present]) -> Attendance:
    people: dict[str, dict[str, Person]] = {
        role: {} for role in ("attendee", "observer", "absent", "recorder", "invited")
    }
    groups: list[Group] = []
    for who, role, rule in present:
        if isinstance(who, GroupMention):
            words = document.shadow.words((who.start, who.end))
            groups.append(Group(role=role, text=words, span=(who.start, who.end), rule=rule))
            continue
        key = roll.name_of(who) or roll.called(who)
        if key not in people[role]:
            people[role][key] = roll.person(who, rule)
    return Attendance(
        attendees=list(people["attendee"].values()),
        observers=list(people["observer"].values()),
        absent=list(people["absent"].values()),
        recorders=list(people["recorder"].values()),
        invited=list(people["invited"].values()),
        groups=groups,
        counts=find_counts(document) if document.page.is_minutes else None,
    )
