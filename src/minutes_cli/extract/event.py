"""Deadlines that an event sets: 汛期前, 国庆节前, 元旦春节期间, 洪峰到来前."""

from __future__ import annotations

from collections.abc import Iterator

from minutes_cli.extract.clause import Clauses
from minutes_cli.extract.due import Due
from minutes_cli.lexicon import Entry

_BESIDE = frozenset("在于的到")
_COMING = frozenset("来临陆袭季节期束满")


def find_events(clauses: Clauses) -> Iterator[Due]:
    """Every event before or during which something is due, in order."""
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
    owner = words.ending_at(folded, stem)
    if owner is None and (tail := clauses.lexicon.words("deadline_event_tail").ending_at(folded, end)):
        stem = tail[0]
        owner = words.ending_at(folded, stem)
    if owner is None:
        return None
    start, entry = owner
    if stem - start == 1 and not (clauses.opens(start) or folded[start - 1 : start] in _BESIDE):
        return None
    joined = start - (folded[start - 1 : start] in ("、", "和", "与", "及"))
    earlier = words.ending_at(folded, joined)
    if earlier and joined - earlier[0] > 1:
        start = earlier[0]
    return start, entry


def _coming_before(clauses: Clauses, end: int) -> tuple[int, Entry] | None:
    """Where an event in no list begins (洪峰到来, 台风登陆) that ends at `end`."""
    coming = clauses.lexicon.pattern("deadline.event.coming")
    words = clauses.folded[max(0, end - 42) : end]
    if words[-1:] not in _COMING and "赶在" not in words[-14:] and "抢在" not in words[-14:]:
        return None
    left = max(clauses.left(end), end - 42)
    match = coming.search(clauses.folded[left:end])
    if match is None:
        return None
    return left + match.start(match.lastgroup or 0), clauses.lexicon.entry("deadline.event.coming")


def _is_awaited(clauses: Clauses, start: int, end: int) -> bool:
    """Whether an event in no list stands in an order, or an act follows it."""
    return clauses.is_ordered(start) or clauses.has("deadline.verb", end, clauses.right(end))
