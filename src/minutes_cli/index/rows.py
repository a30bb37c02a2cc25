"""One parsed document as the rows of its tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from minutes_cli.models import DateExpression, Directive, Mention, Minutes, Person, Span

Row = tuple[object, ...]
Rows = dict[str, list[Row]]

JOINT = "、"
TITLE = 3
"""Where the title stands in a document's own row."""
_PADDING = re.compile(r"(?<=[^\x00-\xff])\s+(?=[^\x00-\xff])")


class Places:
    """Which directive a position stands in."""

    def __init__(self, nodes: Sequence[Directive]) -> None:
        self._starts = [node.span[0] for node in nodes]
        self._nodes = nodes

    def at(self, position: int) -> str | None:
        """The id of the deepest node that holds `position`."""
        for index in range(bisect_right(self._starts, position) - 1, -1, -1):
            node = self._nodes[index]
            if position < node.span[1]:
                return node.id
            if "." not in node.id:
                return None  # a root that ended before: nothing further back reaches here
        return None


def document_rows(document: int, minutes: Minutes, text: str) -> Rows:
    """The rows of every list that has any, each beginning with the document's id and the position in the list."""
    nodes = _flatten(minutes.directives)
    places = Places(nodes)
    lists: dict[str, Iterable[Row]] = {
        "header": _header(minutes),
        "meeting_types": [(name,) for name in minutes.meeting.types] if minutes.meeting else [],
        "chairs": map(_person, minutes.chairs),
        "attendance": _attendance(minutes),
        "attendance_groups": [(group.role, *_mention(group)) for group in minutes.attendance.groups],
        "speakers": map(_person, minutes.speakers),
        "persons": [(person.role, *_person(person)) for person in minutes.persons],
        "agenda": [(a.action, a.topic, a.object, a.directive, *_mention(a)) for a in minutes.agenda],
        "decisions": [(d.verb, d.matter, d.condition, d.directive, *_mention(d)) for d in minutes.decisions],
        "assignments": [(a.body, a.role, a.generic, a.directive, *_mention(a)) for a in minutes.assignments],
        "deadlines": [
            (*_date(d), last_day(d.resolved), d.hard, d.urgency, d.event, d.recurrence, d.directive, *_mention(d))
            for d in minutes.deadlines
        ],
        "indicators": [
            (
                *(i.name, i.value, i.unit, i.comparator, i.measure, i.direction, i.kind, i.category),
                *(_best(i.period), i.directive, *_mention(i)),
            )
            for i in minutes.indicators
        ],
        "cited_documents": [
            (c.title, JOINT.join(c.inner) or None, c.stage, c.number, c.issuer, c.year, *_mention(c))
            for c in minutes.cited_documents
        ],
        "cited_meetings": [(c.name, _best(c.date), *_mention(c)) for c in minutes.cited_meetings],
        "terms": [(places.at(t.span[0]), *_mention(t)) for t in minutes.terms],
        "dates": [(d.role, *_date(d), *_mention(d)) for d in minutes.dates],
        "keywords": [_keyword(k.term, k.weight, text, places) for k in minutes.keywords],
        "findings": [(f.code, f.severity, f.message, *(f.span or (None, None))) for f in minutes.findings],
        "cues": [(node.id, *_mention(cue)) for node in nodes for cue in node.cues],
        "mentions": _mentions(minutes, places),
    }
    rows = {name: [(document, position, *row) for position, row in enumerate(found)] for name, found in lists.items()}
    rows["directives"] = [_directive(document, position, node) for position, node in enumerate(nodes)]
    return {name: found for name, found in rows.items() if found}


def document_row(document: int, minutes: Minutes) -> Row:
    """The document's own row, up to what the archive says of the file (size, time, fingerprint)."""
    meeting, date, counts, source = minutes.meeting, minutes.date, minutes.attendance.counts, minutes.source
    return (
        *(document, source.path, minutes.kind, _text(minutes.title), _text(minutes.document_number)),
        *(_text(minutes.issue), _text(minutes.classification), minutes.issued and minutes.issued.resolved),
        _text(minutes.organization),
        *((meeting.name, meeting.session, meeting.enlarged, meeting.mode) if meeting else (None,) * 4),
        meeting.other_matters if meeting else None,
        *((date.resolved, date.edtf, date.text, date.basis, date.period, date.time) if date else (None,) * 6),
        _text(minutes.place),
        minutes.entrusted_by.name if minutes.entrusted_by else None,
        *((counts.expected, counts.present, counts.absent) if counts else (None,) * 3),
        *(source.media_type, source.encoding, source.sha256, source.length),
    )


def last_day(resolved: str | None) -> str | None:
    """The day by which something is due: the end of an interval.

    >>> last_day("2019-07-01/2019-07-31")
    '2019-07-31'
    """
    return resolved.rpartition("/")[2] if resolved else None


def _flatten(directives: Iterable[Directive]) -> list[Directive]:
    nodes: list[Directive] = []
    for node in directives:
        nodes.append(node)
        if node.children:
            nodes.extend(_flatten(node.children))
    return nodes


def _text(mention: Mention | None) -> str | None:
    """The words as a name: a blank or line end between two characters of Chinese is none of it."""
    return None if mention is None else _PADDING.sub("", mention.text)


def _header(minutes: Minutes) -> list[Row]:
    fields: tuple[tuple[str, Mention | None], ...] = (
        ("title", minutes.title),
        ("document_number", minutes.document_number),
        ("issue", minutes.issue),
        ("classification", minutes.classification),
        ("issued", minutes.issued),
        ("organization", minutes.organization),
        ("meeting", minutes.meeting),
        ("date", minutes.date),
        ("place", minutes.place),
        ("entrusted_by", minutes.entrusted_by),
    )
    return [(name, _text(mention), *_mention(mention)) for name, mention in fields if mention is not None]


def _mention(mention: Mention) -> Row:
    return (mention.text, *mention.span, mention.rule)


def _person(person: Person) -> Row:
    return (person.name, person.surname, JOINT.join(person.titles) or None, *_mention(person))


def _attendance(minutes: Minutes) -> list[Row]:
    attendance = minutes.attendance
    lists = (
        ("attendee", attendance.attendees),
        ("observer", attendance.observers),
        ("absent", attendance.absent),
        ("recorder", attendance.recorders),
        ("invited", attendance.invited),
    )
    return [(name, *_person(person)) for name, people in lists for person in people]


def _date(date: DateExpression) -> Row:
    return (date.edtf, date.resolved, date.basis, date.period, date.time)


def _best(date: DateExpression | None) -> str | None:
    return None if date is None else date.resolved or date.edtf


def _keyword(term: str, weight: float, text: str, places: Places) -> Row:
    at = text.find(term)
    if at < 0:  # folded or joined over a blank: it stands nowhere as it is
        return (term, weight, None, None, None)
    return (term, weight, places.at(at), at, at + len(term))


def _mentions(minutes: Minutes, places: Places) -> list[Row]:
    lists: tuple[tuple[str, Iterable[tuple[Span, list[Span]]]], ...] = (
        ("persons", [(p.span, p.mentions) for p in minutes.persons]),
        ("indicators", [(i.span, i.mentions) for i in minutes.indicators]),
        ("cited_documents", [(c.span, c.mentions) for c in minutes.cited_documents]),
        ("cited_meetings", [(c.span, c.mentions) for c in minutes.cited_meetings]),
    )
    return [
        (name, item, places.at(span[0]), *span)
        for name, found in lists
        for item, (first, mentions) in enumerate(found)
        for span in (mentions or [first])
    ]


def _directive(document: int, position: int, node: Directive) -> Row:
    parent = node.id.rpartition(".")[0] or None
    return (
        *(document, node.id, position, parent, node.kind, node.marker, node.ordinal, node.level, node.heading),
        *(node.text, node.body, node.force, node.speaker, *node.span, *node.heading_span, *node.text_span, node.rule),
    )
