"""Who was there by the labels: 出席：周文博、何静, the lines below one, and what its clauses tell (干部5人列席)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from minutes_cli.structure.document import Document
from minutes_cli.structure.people import GroupMention, PersonMention, people_in, person_alone
from minutes_cli.structure.people_list import read_whole_list

_LABELS = {
    "attendees": "attendee",
    "observers": "observer",
    "absent": "absent",
    "invited": "invited",
    "recorder": "recorder",
}


class Present(NamedTuple):
    """A person or a group in its role."""

    who: PersonMention | GroupMention
    role: str
    rule: str


def labelled(document: Document) -> Iterator[Present]:
    """Everyone whom a label names, or a clause of its value."""
    labels = document.page.labels
    for index, label in enumerate(labels):
        role = _LABELS.get(label.key)
        start, end = label.value
        if role is None or "。" in document.shadow.folded[start:end]:
            continue  # 参会人：本次会议共有…。会议由…主持。 is told in sentences
        rule = "attendance.recorder" if role == "recorder" else "attendance.label"
        if start >= end:
            yield from (Present(who, role, rule) for who in _below(document, index))
        for left, right, told, verb in _runs(document, start, end):
            found = people_in(document.shadow, document.lexicon, left, right, trusting=True)
            alone = person_alone(document.shadow, document.lexicon, left, right) if role == "recorder" else None
            for who in found or ([alone] if alone else []):
                if role != "recorder" or isinstance(who, PersonMention):
                    yield Present(who, _noted(document, who) or told or role, verb or rule)


def _noted(document: Document, who: PersonMention | GroupMention) -> str | None:
    """The role a note gives: 赵一鸣（请假） in a list of those who came."""
    if not isinstance(who, PersonMention) or who.name_span is None:
        return None
    note = document.lexicon.pattern("attendance.noted").match(document.shadow.folded, who.name_span[1])
    entry = document.lexicon.words("attend_verb").get(note["verb"]) if note else None
    return str(entry.value) if entry else None


def _runs(document: Document, start: int, end: int) -> Iterator[tuple[int, int, str | None, str | None]]:
    """The lists of a value, counts set aside, each with the role and the rule of a verb behind it (干部5人列席)."""
    folded, lexicon = document.shadow.folded, document.lexicon
    count, goal = lexicon.pattern("attendance.count"), lexicon.pattern("attendance.object")
    begin = stop = start  # of the clauses no verb stands in
    for left, right in document.shadow.split(start, end, "，；"):
        hits = lexicon.words("attend_verb").find(folded, left + 2, right)
        verb = next((hit for hit in hits if goal.match(folded, hit[1], right)), None)
        counted = count.match(folded, left, right)
        if verb is None and counted is None:
            begin, stop = (left if begin == stop else begin), right
            continue
        if begin < stop:
            yield begin, stop, None, None
        begin = stop = right
        if verb is not None:
            at, _, entry = verb
            yield left, at, str(entry.value), entry.id
    if begin < stop:
        yield begin, stop, None, None


def _below(document: Document, index: int) -> Iterator[PersonMention | GroupMention]:
    """The lines under a label without a value, each a unit and its people (施工单位：何静、赵一鸣)."""
    folded, labels, body = document.shadow.folded, document.page.labels, document.page.body
    ceiling = labels[index + 1].start if index + 1 < len(labels) else len(folded)
    for start, end in islice(body, bisect_left(body, (labels[index].start, 0)), None):
        if start >= ceiling:
            return
        colon = folded.find("：", start, min(end, start + 20))
        if colon < 0 or end - start > 200 or "。" in folded[start:end]:
            return
        reader = read_whole_list(document.shadow, document.lexicon, colon + 1, end, trusting=True)
        if not reader.is_whole or not any(isinstance(who, PersonMention) for who in reader.found):
            return
        yield from reader.found
