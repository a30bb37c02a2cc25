"""Deadlines that are no dates: spans of time, recurrent points, plan periods, seasons, events, words of urgency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from minutes_cli.extract.clause import Clauses, last_match
from minutes_cli.extract.due import Due
from minutes_cli.extract.event import find_events
from minutes_cli.lexicon import Entry
from minutes_cli.models import Urgency
from minutes_cli.text.numerals import to_int

_COUNTERS = frozenset("个第.0123456789")
_INSIDE = frozenset("容部外涵在陆蒙续来期方表节段点")


def find_spells(clauses: Clauses) -> Iterator[Due]:
    """Every deadline of a document that is not written as a date, kind by kind."""
    folded = clauses.folded
    if "内" in folded or "后" in folded or "时间" in folded:
        yield from _durations(clauses)
    if "限" in folded:
        yield from _labelled(clauses)
    if "当" in folded or "次日" in folded or "今" in folded:
        yield from _same_day(clauses)
    if "每" in folded:
        yield from _recurrent(clauses)
    if "五" in folded:
        yield from _plans(clauses)
    if "今冬明春" in folded:
        yield from _seasons(clauses)
    if "前" in folded or "期间" in folded:
        yield from find_events(clauses)
    yield from _urgent(clauses)


def _durations(clauses: Clauses) -> Iterator[Due]:
    folded = clauses.folded
    for hit in clauses.lexicon.pattern("deadline.duration.end").finditer(folded):
        span = clauses.lexicon.pattern("deadline.duration")
        match = last_match(span, folded, max(0, hit.start() - 10), hit.end())
        if match is None or match.end() != hit.end():
            continue
        start, end = match.span()
        if folded[start - 1 : start] in _COUNTERS or folded[end : end + 1] in _INSIDE:
            continue
        if clauses.is_shielded(start) or clauses.is_closed(start):
            continue
        left, right = clauses.left(start), clauses.right(end)
        if clauses.has("deadline.duration.past", max(left, start - 4), start):
            continue
        if clauses.has("deadline.duration.not", end, right) or clauses.is_told(start, end):
            continue
        if _is_asked(clauses, match, left, right):
            yield _length(clauses, match, left)


def _is_asked(clauses: Clauses, match: re.Match[str], left: int, right: int) -> bool:
    """3年时间 needs 用 or 确保 before it, 2个月后 an act behind it."""
    start, end = match.span()
    words = match.group()
    if words.endswith("时间"):
        return clauses.has("deadline.duration.use", max(left, start - 4), start)
    if words.endswith("后"):
        is_act = clauses.has("deadline.verb", end, right) and not clauses.has("deadline.session", end, right)
        return is_act and not words.endswith(("年后", "年之后", "年以后"))
    return clauses.document.page.is_minutes or clauses.is_ordered(start)


def _length(clauses: Clauses, match: re.Match[str], left: int) -> Due:
    """A span of time with the event it runs from, counted from the meeting where that is the event."""
    start, end = match.span()
    floor = max(left, start - 20)
    before = clauses.folded[floor:start]
    meeting = clauses.lexicon.pattern("deadline.duration.meeting").search(before)
    event = meeting or clauses.lexicon.pattern("deadline.duration.from").search(before)
    due = Due(start, end, "deadline.duration", clauses.is_hard(start), is_by=True)
    if event:
        due = due._replace(start=floor + event.start("from"))
    if (event and not meeting) or match.group().endswith("时间"):
        return due
    return due._replace(length=_counted(clauses, match.group()))


def _counted(clauses: Clauses, words: str) -> tuple[int, str] | None:
    """How many days, months … `words` say, where that can be counted."""
    count = clauses.lexicon.pattern("deadline.duration.count").match(words)
    unit = clauses.lexicon.words("deadline_unit").get(count["unit"]) if count else None
    if not count or not unit or not unit.value:
        return None
    if count["count"] == "半":
        return {"year": (6, "month"), "month": (15, "day")}.get(unit.value)
    number = to_int(count["count"])
    return None if number is None or number > 999 or count["half"] else (number, unit.value)


def _labelled(clauses: Clauses) -> Iterator[Due]:
    for match in clauses.lexicon.pattern("deadline.duration.labelled").finditer(clauses.folded):
        start, end = match.span("length")
        due = Due(start, end, "deadline.duration.labelled", is_by=True)
        if not clauses.is_shielded(start) and not clauses.is_closed(start):
            yield due._replace(length=_counted(clauses, clauses.folded[start:end]))


def _same_day(clauses: Clauses) -> Iterator[Due]:
    for match in clauses.lexicon.pattern("deadline.same_day").finditer(clauses.folded):
        if not clauses.is_shielded(match.start()) and not clauses.is_told(*match.span()):
            yield Due(*match.span(), "deadline.same_day", clauses.is_hard(match.start()))


def _recurrent(clauses: Clauses) -> Iterator[Due]:
    every = clauses.lexicon.pattern("deadline.recurrent.every")
    for match in clauses.lexicon.pattern("deadline.recurrent").finditer(clauses.folded):
        start, end = match.span()
        unit = every.match(clauses.folded, start)
        if not unit or unit.end() == end or clauses.is_shielded(start) or clauses.is_told(start, end):
            continue
        yield Due(start, end, "deadline.recurrent", clauses.is_hard(start), recurrence=unit.group())


def _plans(clauses: Clauses) -> Iterator[Due]:
    folded = clauses.folded
    for match in clauses.lexicon.pattern("deadline.plan").finditer(folded):
        start, end = match.span()
        start -= folded[start - 1 : start] in ("“", "‘", '"')
        owner = clauses.lexicon.words("plan").get(match["plan"])
        is_by = match["part"] in ("末", "末期", "期末", "前")
        if not owner or not owner.value or clauses.is_shielded(start - 1):
            continue
        if _is_plan_due(clauses, start, end, is_by):
            if is_by and folded[start - 1 : start] in ("到", "至"):
                start -= 1
            yield Due(start, end, "deadline.plan", clauses.is_hard(start), is_by, plan=int(owner.value))


def _is_plan_due(clauses: Clauses, start: int, end: int, is_by: bool) -> bool:
    """A plan's years are a deadline where they open a clause and what is to be done follows."""
    if clauses.is_told(start, end):
        return False
    if is_by:
        return True
    if not clauses.opens(start):
        return False
    if clauses.folded.startswith("，", end):
        return not clauses.has("deadline.told", clauses.left(end + 1), clauses.right(end + 1))
    return clauses.has("deadline.verb", end, min(clauses.right(end), end + 5))


def _seasons(clauses: Clauses) -> Iterator[Due]:
    for match in clauses.lexicon.pattern("deadline.season").finditer(clauses.folded):
        start, end = match.span()
        if clauses.opens(start) and clauses.has("deadline.verb", end, end + 8):
            yield Due(start, end, "deadline.season", clauses.is_hard(start))


def _is_other_word(entry: Entry, folded: str, start: int, end: int) -> bool:
    """Whether what stands beside an urgency word makes it another (抓紧抓实, 有限期)."""
    if start and folded[start - 1] in str(entry.attributes.get("not_after", "")):
        return True
    return folded.startswith(tuple(entry.attributes.get("not_before", ())), end)


def _is_narrated(clauses: Clauses, floor: int, start: int, end: int) -> bool:
    """Whether an urgency word is said of what somebody did (第一时间赶赴现场; 抓紧推进，取得了成效)."""
    is_deed = clauses.has("deadline.urgency.narrated", end, end + 40)
    return is_deed and not clauses.has("deadline.order", floor, start)


def _urgent(clauses: Clauses) -> Iterator[Due]:
    document = clauses.document
    told = clauses.lexicon.pattern("deadline.urgency.told")
    for start, end, entry in clauses.lexicon.words("deadline_urgency").find(clauses.folded):
        if _is_other_word(entry, clauses.folded, start, end) or clauses.is_shielded(start) or clauses.is_closed(start):
            continue
        floor = max(document.page.shadow.sentence_at(start)[0], start - 160)
        if clauses.is_past(told, floor, start) or clauses.is_told(start, end, is_verb_next=True):
            continue
        is_bare = document.page.is_minutes and clauses.opens(start)
        if not (is_bare or clauses.is_ordered(start)) or _is_narrated(clauses, floor, start, end):
            continue
        yield Due(start, end, entry.id, bool(entry.attributes.get("hard")), urgency=cast(Urgency, entry.value))
