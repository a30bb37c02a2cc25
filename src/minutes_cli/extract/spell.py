"""Deadlines that are no dates: spans of time, recurrent points, plan periods, seasons, events, words of urgency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from minutes_cli.extract.clause import Clauses, last_match
from minutes_cli.extract.due import Due
from minutes_cli.lexicon import Entry
from minutes_cli.lexicon.lexicon import Words
from minutes_cli.models import Urgency
from minutes_cli.text.numerals import to_int

_COUNTERS = frozenset("个第.0123456789")
_BESIDE = frozenset("在于的到")
_LONGEST = 6
_COMING = frozenset("来临陆袭季节期")
_INSIDE = frozenset("容部外涵在陆蒙续来期方表节段点")


def find_spells(clauses: Clauses) -> Iterator[Due]:
    """Every deadline of a document that is not written as a date, kind by kind."""
    folded = clauses.folded
    if "内" in folded or "后" in folded or "时间" in folded:
        yield from _durations(clauses)
    if "当" in folded or "次日" in folded or "今" in folded:
        yield from _same_day(clauses)
    if "每" in folded:
        yield from _recurrent(clauses)
    if "五" in folded:
        yield from _plans(clauses)
    if "今冬明春" in folded:
        yield from _seasons(clauses)
    if "前" in folded or "期间" in folded:
        yield from _events(clauses)
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
        left, right = clauses.bounds(start, end)
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
    count = clauses.lexicon.pattern("deadline.duration.count").match(match.group())
    unit = clauses.lexicon.words("deadline_unit").get(count["unit"]) if count else None
    if not count or not unit or not unit.value:
        return due
    if count["count"] == "半":
        half = {"year": (6, "month"), "month": (15, "day")}.get(unit.value)
        return due._replace(length=half)
    number = to_int(count["count"])
    return due if number is None or number > 999 or count["half"] else due._replace(length=(number, unit.value))


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
        return not clauses.has("deadline.told", *clauses.bounds(end + 1, end + 1))
    return clauses.has("deadline.verb", end, min(clauses.bounds(start, end)[1], end + 5))


def _seasons(clauses: Clauses) -> Iterator[Due]:
    for match in clauses.lexicon.pattern("deadline.season").finditer(clauses.folded):
        start, end = match.span()
        if clauses.opens(start) and clauses.has("deadline.verb", end, end + 8):
            yield Due(start, end, "deadline.season", clauses.is_hard(start))


def _events(clauses: Clauses) -> Iterator[Due]:
    for match in clauses.lexicon.pattern("deadline.event").finditer(clauses.folded):
        end = match.end()
        named = _event_before(clauses, match.start())
        is_coming = named is None
        named = named or _coming_before(clauses, match.start())
        if named is None:
            continue
        start, owner = named
        is_before = match.group() != "期间"
        if clauses.is_shielded(start - 1) or clauses.is_closed(start) or clauses.is_told(start, end):
            continue
        if is_coming and not (is_before and _is_awaited(clauses, start, end)):
            continue
        if not is_before and not (clauses.opens(start) and clauses.has("deadline.event.ordered", end, end + 80)):
            continue
        if not clauses.document.page.is_minutes and not clauses.is_ordered(start):
            continue
        solar = owner.attributes.get("solar") if is_before else None
        alias = owner.attributes.get("alias", {}).get(clauses.folded[start : match.start()])
        begin, year, near_year = _event_year(clauses, start)
        yield Due(
            begin,
            end,
            "deadline.event",
            clauses.is_hard(begin),
            is_before,
            solar=(int(solar[:2]), int(solar[3:])) if solar else None,
            year=year,
            near_year=near_year,
            event=alias or clauses.document.page.shadow.words((start, match.start())),
        )


def _event_year(clauses: Clauses, start: int) -> tuple[int, int | None, int | None]:
    """Where the year printed before an event begins, that year, or its distance from now (明年国庆前)."""
    floor = max(0, start - 8)
    if clauses.folded[start - 1 : start] not in ("年", "的", "度"):
        return start, None, None
    match = clauses.lexicon.pattern("deadline.event.year").search(clauses.folded[floor:start])
    if not match:
        return start, None, None
    begin = floor + match.start()
    if match["year"]:
        return begin, int(match["year"]), None
    entry = clauses.lexicon.words("relative_year").get(match.group().rstrip("的"))
    return begin, None, int(entry.value or 0) if entry else None


def _event_before(clauses: Clauses, end: int) -> tuple[int, Entry] | None:
    """Where the event that ends at `end` begins (春节, 国庆长假, 元旦、春节), and its entry."""
    folded = clauses.folded
    words = clauses.lexicon.words("deadline_event")
    stem = end
    owner = _longest(words, folded, stem)
    if owner is None:
        tails = clauses.lexicon.words("deadline_event_tail")
        tail = next((n for n in (3, 2, 1) if folded[end - n : end] in tails), 0)
        stem = end - tail
        owner = _longest(words, folded, stem) if tail else None
    if owner is None:
        return None
    start, entry = owner
    if stem - start == 1 and not (clauses.opens(start) or folded[start - 1 : start] in _BESIDE):
        return None
    joined = start - (folded[start - 1 : start] in ("、", "和", "与", "及"))
    earlier = _longest(words, folded, joined)
    if earlier and joined - earlier[0] > 1:
        start = earlier[0]
    return start, entry


def _coming_before(clauses: Clauses, end: int) -> tuple[int, Entry] | None:
    """Where an event in no list begins (洪峰到来, 台风登陆) that ends at `end`."""
    coming = clauses.lexicon.pattern("deadline.event.coming")
    words = clauses.folded[max(0, end - 42) : end]
    if words[-1:] not in _COMING and "赶在" not in words[-14:] and "抢在" not in words[-14:]:
        return None
    left = max(clauses.bounds(end, end)[0], end - 42)
    match = coming.search(clauses.folded[left:end])
    if match is None:
        return None
    return left + match.start(match.lastgroup or 0), clauses.lexicon.entry("deadline.event.coming")


def _is_awaited(clauses: Clauses, start: int, end: int) -> bool:
    """Whether an event in no list stands in an order, or an act follows it."""
    return clauses.is_ordered(start) or clauses.has("deadline.verb", end, clauses.bounds(start, end)[1])


def _longest(words: Words, folded: str, end: int) -> tuple[int, Entry] | None:
    """The longest of `words` that ends at `end`."""
    for length in range(_LONGEST, 0, -1):
        entry = words.get(folded[end - length : end]) if length <= end else None
        if entry:
            return end - length, entry
    return None


def _is_other_word(entry: Entry, folded: str, start: int, end: int) -> bool:
    """Whether what stands beside an urgency word makes it another (抓紧抓实, 有限期)."""
    if start and folded[start - 1] in str(entry.attributes.get("not_after", "")):
        return True
    return folded.startswith(tuple(entry.attributes.get("not_before", ())), end)


def _urgent(clauses: Clauses) -> Iterator[Due]:
    document = clauses.document
    told = clauses.lexicon.pattern("deadline.urgency.told")
    for start, end, entry in clauses.lexicon.words("deadline_urgency").find(clauses.folded):
        if _is_other_word(entry, clauses.folded, start, end) or clauses.is_shielded(start) or clauses.is_closed(start):
            continue
        floor = max(document.page.shadow.sentence_at(start)[0], start - 160)
        last = last_match(told, clauses.folded, floor, start)
        if last is not None and not clauses.has("deadline.order", last.end(), start):
            continue
        if clauses.has("deadline.told", end, clauses.bounds(start, end)[1]):
            continue
        if not document.page.is_minutes and not clauses.is_ordered(start):
            continue
        yield Due(start, end, entry.id, bool(entry.attributes.get("hard")), urgency=cast(Urgency, entry.value))
