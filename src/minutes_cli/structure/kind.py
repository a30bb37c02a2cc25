"""What kind of document it is, and whether it is minutes at all: evidence for and against, weighed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Kind, Span
from minutes_cli.structure.labels import Label
from minutes_cli.structure.names import names_of
from minutes_cli.text.shadow import QUOTE, Shadow

_HEADER_KEYS = frozenset(
    {
        "time",
        "place",
        "time_place",
        "chair",
        "attendees",
        "observers",
        "absent",
        "recorder",
        "invited",
        "name",
        "counts",
    }
)
_TASK_KEYS = frozenset({"lead", "support", "deadline", "supervisor", "conclusion", "leftover"})
_OPENING_PARAGRAPHS = 3
_OPENING_LENGTH = 1200
_FRAGMENT = 400
"""A text without any meeting, title or dateline, no longer than this, is read as a piece cut out of minutes."""
_STOPS = "。！？"
_TURNS = 3
_ENOUGH = 8
"""Points for a meeting that nothing short of several objections outweighs: no need to look for more."""

EMPTY = "文本是空的"
NO_MEETING = "没有说到任何一次会议"


class Front(NamedTuple):
    """What is known of the page when its kind is told."""

    title: Span | None
    flag: Span | None
    document_number: Span | None
    labels: tuple[Label, ...]
    body: tuple[Span, ...]
    has_dateline: bool


def tell_kind(shadow: Shadow, lexicon: Lexicon, front: Front) -> tuple[Kind, tuple[str, ...]]:
    """The kind, and the reasons where it is ``other``."""
    if not front.body and front.title is None and not front.labels:
        return "other", (EMPTY,)
    title = _cut(shadow, front.title)
    opening = _opening(shadow, front, title)
    favour = _labels_favour(front)
    evidence = _weigh(shadow, lexicon, "kind_for", front, title, opening)
    while favour < _ENOUGH and (more := next(evidence, None)) is not None:
        favour += more[1]
    doubtful = favour < _ENOUGH
    against = list(_weigh(shadow, lexicon, "kind_against", front, title, opening, doubtful))
    if against:
        favour += sum(points for _, points in evidence)
    objection = sum(points for _, points in against)
    reasons = tuple(str(entry.value) for entry, _ in against)
    if favour == 0 and not _is_fragment(shadow, lexicon, front):
        return "other", (*reasons, NO_MEETING)
    if objection < 0 and favour + objection < 1:
        return "other", reasons
    return _which(shadow, lexicon, front, title), ()


def _cut(shadow: Shadow, span: Span | None) -> str:
    """The title's words without blanks and line ends (会　议　纪　要)."""
    return "" if span is None else "".join(shadow.folded[span[0] : span[1]].split())


def _opening(shadow: Shadow, front: Front, title: str) -> str:
    """Title and first paragraphs, capped."""
    room = _OPENING_LENGTH
    parts = [title]
    for start, end in front.body[:_OPENING_PARAGRAPHS]:
        parts.append(shadow.folded[start : min(end, start + room)])
        room -= end - start
        if room <= 0:
            break
    return "\n".join(parts)


def _labels_favour(front: Front) -> int:
    """Points for a labelled header or labelled tasks."""
    keys = {label.key for label in front.labels}
    header = len(keys & _HEADER_KEYS)
    return min(header, 3) * 2 + (2 if keys & _TASK_KEYS else 0)


class _Evidence(NamedTuple):
    """An entry that speaks for or against: where to look, what to look for first, what each hit gives."""

    entry: Entry
    scope: str
    gates: tuple[str, ...]
    weight: int
    most: int
    may_be_quoted: bool
    only_in_doubt: bool


@lru_cache(maxsize=8)
def _evidence(lexicon: Lexicon, kind: str) -> tuple[_Evidence, ...]:
    """The entries of `kind`, read once."""
    found = []
    for entry in lexicon.entries(kind):
        told = entry.attributes
        gate = told.get("gate", ())
        gates = (gate,) if isinstance(gate, str) else tuple(gate)
        scope = str(told["scope"])
        weight, most = int(told["weight"]), int(told.get("most", 1))
        may_be_quoted = scope != "text" or bool(told.get("quoted"))
        found.append(_Evidence(entry, scope, gates, weight, most, may_be_quoted, bool(told.get("in_doubt"))))
    return tuple(found)


def _weigh(
    shadow: Shadow, lexicon: Lexicon, kind: str, front: Front, title: str, opening: str, doubtful: bool = True
) -> Iterator[tuple[Entry, int]]:
    """Each entry of `kind` that is found, with the points it gives; some are asked only where there is doubt."""
    folded = shadow.folded
    for entry, scope, gates, weight, most, may_be_quoted, only_in_doubt in _evidence(lexicon, kind):
        text = title if scope == "title" else opening if scope == "opening" else folded
        if not text or (only_in_doubt and not doubtful) or (gates and not _has_one(text, gates)):
            continue
        pattern = lexicon.pattern(entry.id)
        hits = 0
        if scope == "paragraph":
            paragraphs = front.body if front.title is None else (front.title, *front.body)
            matches: Iterable[re.Match[str] | None] = (pattern.match(folded, start, end) for start, end in paragraphs)
        else:
            matches = pattern.finditer(text)
        for match in matches:
            if match is None or (not may_be_quoted and shadow.shield[match.start()] & QUOTE):
                continue
            hits += 1
            if hits == most:
                break
        if hits:
            yield entry, hits * weight


def _has_one(text: str, words: tuple[str, ...]) -> bool:
    for word in words:  # noqa: SIM110 - a generator costs more than what it looks for
        if word in text:
            return True
    return False


def _is_fragment(shadow: Shadow, lexicon: Lexicon, front: Front) -> bool:
    """Whether a text that tells of no meeting is a short piece of one, or asks for something all the same."""
    if front.title is not None or front.has_dateline:
        return False
    length = sum(end - start for start, end in front.body)
    if length <= _FRAGMENT:
        return _has_trace(shadow, lexicon, front)
    pattern = lexicon.pattern("kind.directive")
    asks = sum(1 for start, end in front.body for _ in pattern.finditer(shadow.folded, start, end))
    return asks * 80 >= length


def _has_trace(shadow: Shadow, lexicon: Lexicon, front: Front) -> bool:
    """Whether a short text has anything of office in it, or is no sentence at all (a name, a title, a time)."""
    trace = lexicon.pattern("kind.trace")
    if any(trace.search(shadow.folded, start, end) for start, end in front.body):
        return True
    return not any(shadow.folded[end - 1] in _STOPS for _, end in front.body)


def _which(shadow: Shadow, lexicon: Lexicon, front: Front, title: str) -> Kind:
    """Minutes, report, record or resolution."""
    for entry, pattern in lexicon.patterns("kind_is"):
        if title and pattern.search(title):
            return _kind(entry)
    if front.flag is not None and "纪要" in _cut(shadow, front.flag):
        return "minutes"
    if front.has_dateline:
        return "report"
    folded = shadow.folded
    if "表决" in folded or "董事" in folded:
        for entry, pattern in lexicon.patterns("kind_is_text"):
            if pattern.search(folded):
                return _kind(entry)
    keys = {label.key for label in front.labels if label.zone == "header"} & _HEADER_KEYS
    if len(keys) >= 2:
        return "record" if _turns(shadow, lexicon, front) >= _TURNS else "minutes"
    if "如下" in folded and lexicon.pattern("kind.for.recorded_below").search(folded):
        return "minutes"
    return "minutes" if "纪" in _cut(shadow, front.document_number) else "report"


def _turns(shadow: Shadow, lexicon: Lexicon, front: Front) -> int:
    """How many paragraphs are a person's turn of talk (周文博：…)."""
    names = names_of(lexicon)
    pattern = lexicon.pattern("kind.turn")
    turns = 0
    for start, end in front.body:
        match = pattern.match(shadow.folded, start, end)
        if match:
            begin, stop = match.span("name")
            turns += any(name.end == stop and not name.is_word for name in names.starting(shadow.folded, begin, stop))
    return turns


def _kind(entry: Entry) -> Kind:
    """The entry's value as a kind."""
    kinds: dict[str, Kind] = {"minutes": "minutes", "record": "record", "resolution": "resolution"}
    return kinds[str(entry.value)]
