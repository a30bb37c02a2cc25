"""The meeting itself: its name and types, the body that met, the place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from minutes_cli.extract.gathering import TITLE_MARKS, Gathering, find_gathering, gatherings
from minutes_cli.extract.meeting_type import types_of
from minutes_cli.extract.organization import find_organization, is_body
from minutes_cli.extract.place import find_place
from minutes_cli.extract.title_name import name_in_title
from minutes_cli.models import Meeting, MeetingType, Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.lines import unspaced
from minutes_cli.text.shadow import QUOTE, TITLE

__all__ = ["find_meeting", "find_organization", "find_place"]

_JOINT = re.compile("[暨、]")
_NEAR = 24
_OPENING = 3
_PLAIN = 4
"""扩大会议, 专门会议: a name as short as this tells no type; the body that met does."""


def find_meeting(document: Document) -> Meeting | None:
    """The meeting's printed name and what it says.

    In this order: the label 会议名称; the object or subject of 召开 in the opening; 主持/出席 with a name; the title
    less 纪要; a mention of the meeting's own minutes. A bare 召开会议 has no name, and its type is that of the body.
    """
    if not document.page.is_minutes:
        return None
    gathering = find_gathering(document)
    name, rule = _labelled(document)
    if name is None and gathering is not None:
        name, rule = gathering.name, gathering.rule
    if name is None:
        name, rule = _named_elsewhere(document, gathering is not None)
    other = _other_matters(document)
    who = "" if gathering is None or gathering.subject is None else document.shadow.folded[slice(*gathering.subject)]
    if name is not None:
        words = document.shadow.folded[name[0] : name[1]]
        types = _types(document, gathering, words)
        return _meeting(document, name, rule, words, types, other)
    if gathering is not None:
        types = [kind for kind in types_of(document.lexicon, who) if kind != "other"]
        return _meeting(document, gathering.words, gathering.rule, None, types, other)
    return other and _meeting(document, other, "meeting.other_matters", None, [], other)


def _types(document: Document, gathering: Gathering | None, words: str) -> list[MeetingType]:
    """What the name says; one short or merely numbered is read with the body that met.

    With whoever else held it only in need.
    """
    lexicon, own = document.lexicon, types_of(document.lexicon, words)
    if gathering is None or gathering.subject is None:
        return own
    is_numbered = own == ["other"] and lexicon.pattern("meeting.numbered").fullmatch(words) is not None
    if len(words) > _PLAIN and not is_numbered:
        return own
    if own != ["other"] and not is_body(lexicon, document.shadow, gathering.subject):
        return own
    return types_of(lexicon, document.shadow.folded[slice(*gathering.subject)] + words)


def _meeting(
    document: Document, span: Span, rule: str, name: str | None, types: list[MeetingType], other: Span | None
) -> Meeting:
    """Put together what the name and the text tell."""
    title = document.page.title
    told = name or (document.shadow.folded[title[0] : title[1]] if title else "")
    mention = document.mention(span, rule)
    return Meeting(
        **mention.model_dump(),
        name=_printed(document, mention.text) if name else None,
        types=types,
        session=_session(document, name or ""),
        enlarged="扩大" in told,
        mode="video" if _is_video(document, told) else None,
        other_matters=other is not None,
    )


def _session(document: Document, name: str) -> str | None:
    """第四次 in …一次会议主席团第四次会议: of several the last, but of meetings joined by 暨 or 、 the first one's."""
    pattern = document.lexicon.pattern("meeting.session")
    sessions = (pattern.findall(_JOINT.split(name)[0]) or pattern.findall(name)) if "次" in name else []
    return sessions[-1].replace(" ", "") if sessions else None


def _printed(document: Document, text: str) -> str:
    """The name in one line, without （以下简称“公司”）."""
    if "简称" in text:
        text = document.lexicon.pattern("meeting.name.aside").sub("", text)
    return unspaced(text.replace("\u3000", " ")).replace("\n", "").strip()


def _labelled(document: Document) -> tuple[Span | None, str]:
    for label in document.page.labels:
        if label.key == "name" and label.value[0] < label.value[1]:
            return label.value, label.entry.id
    return None, ""


def _named_elsewhere(document: Document, is_told: bool) -> tuple[Span | None, str]:
    """A name where no sentence says 召开 with one; of these only the title may name a bare 召开会议."""
    shadow, lexicon = document.shadow, document.lexicon
    if not is_told:
        for start, end in document.page.body[:4]:
            for id in ("meeting.chaired", "meeting.attended"):
                for match in lexicon.pattern(id).finditer(shadow.folded, start, min(end, start + 1500)):
                    if not shadow.shield[match.start()] & (QUOTE | TITLE):
                        return match.span(1), id
    sitting = None if is_told else _sitting(document)
    if sitting is not None and lexicon.pattern("meeting.session").search(shadow.folded, *sitting):
        return sitting, "meeting.sitting"
    title = document.page.title
    if title is not None:
        for held in gatherings(shadow, lexicon, *title, TITLE_MARKS):
            if held.name is not None:
                return held.name, held.rule
        found = name_in_title(document, title, is_told)
        if found is not None:
            return found, "meeting.from_title"
    if sitting is not None:
        return sitting, "meeting.sitting"
    return (None, "") if is_told else _minutes_of(document)


def _sitting(document: Document) -> Span | None:
    """县政府第18次常务会议听取了…: a meeting that does something, named where an opening paragraph begins."""
    when, pattern = document.lexicon.pattern("meeting.when"), document.lexicon.pattern("meeting.sitting")
    for start, end in document.page.body[:_OPENING]:
        date = when.match(document.shadow.folded, start, end)
        begin = date.end() if date else start
        while document.shadow.folded[begin : begin + 1] in ("，", " "):
            begin += 1
        match = pattern.match(document.shadow.folded, begin, end)
        if match:
            return match.span(1)
    return None


def _minutes_of(document: Document) -> tuple[Span | None, str]:
    """工作组例会的会议纪要: a text that speaks of its own minutes."""
    if not any(words in document.shadow.folded for words in ("的会议纪要", "的纪要")):
        return None, ""
    pattern = document.lexicon.pattern("meeting.minutes_of")
    for start, end in document.page.body:
        match = pattern.search(document.shadow.folded, start, end)
        if match:
            return match.span(1), "meeting.minutes_of"
    return None, ""


def _is_video(document: Document, name: str) -> bool:
    """Whether the name or the text says that it was held by video."""
    if document.lexicon.words("meeting_video").regex.search(name):
        return True
    words = document.lexicon.words("meeting_video_cue")
    return _near(document, words, "meeting.video.text") is not None


def _other_matters(document: Document) -> Span | None:
    """会议还研究了其他事项, wherever it stands."""
    return _near(document, document.lexicon.words("meeting_other_cue"), "meeting.other_matters")


def _near(document: Document, cues: Iterable[str], id: str) -> Span | None:
    """Where the pattern `id` is found round one of the words `cues`: cheaper than trying it at every place."""
    folded = document.shadow.folded
    pattern = document.lexicon.pattern(id)
    for cue in cues:
        at = folded.find(cue)
        while at >= 0:
            match = pattern.search(folded, max(0, at - _NEAR), at + _NEAR)
            if match:
                return match.span()
            at = folded.find(cue, at + 1)
    return None
