"""The year pinned down by what a meeting speaks of: plans, congresses, plenums, anniversaries, campaigns, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.lexicon.entries import trie
from minutes_cli.models import Basis, Span
from minutes_cli.structure.document import Document
from minutes_cli.text.numerals import to_int
from minutes_cli.text.shadow import TITLE

NEAR = 60
"""Days within which an issue or a cited event tells of a meeting; farther off it proves nothing."""
_SLACK = 30
_CLAUSE, _BESIDE = 40, 12
_LATE = 10


class Resolution(NamedTuple):
    """A day, what it rests on, where that stands."""

    day: date
    basis: Basis
    evidence: Span | None


def make(year: int, month: int, day: int) -> date | None:
    """That date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def from_context(document: Document, month: int, day: int, at: int) -> Iterator[Resolution]:
    """Every proof in the words of `document` for the year of a meeting on `month` and `day`, a date printed `at`."""
    folded = document.page.shadow.folded
    context = _context(document.lexicon)
    present = {match.group() for match in context.gate.finditer(folded)}
    for gate, entry in context.phrases:
        first, last = entry.attributes.get("months", (1, 12))
        if first <= month <= last and not (gate and present.isdisjoint(gate)):
            yield from _from_phrase(document, entry, month, day)
    yield from _from_events(document, month, day, context)
    yield from _from_terms(document, month, day, at)
    yield from _from_reports(document, month, day)


def _from_phrase(document: Document, entry: Entry, month: int, day: int) -> Iterator[Resolution]:
    for match in document.lexicon.pattern(entry.id).finditer(document.page.shadow.folded):
        year = _phrase_year(document, entry, match.start(), match.groupdict(), month)
        meant = make(year, month, day) if year else None
        if meant:
            yield Resolution(meant, "context", match.span())


class _Context(NamedTuple):
    """The context entries, each with literals of which one must stand in a text for it to be tried; the events."""

    gate: re.Pattern[str]
    phrases: tuple[tuple[frozenset[str], Entry], ...]
    names: re.Pattern[str]
    owners: dict[str, tuple[date, Entry]]


@lru_cache(maxsize=8)
def _context(lexicon: Lexicon) -> _Context:
    phrases = tuple((frozenset(entry.attributes.get("gate", ())), entry) for entry in lexicon.entries("year_context"))
    owners = {
        term: (date.fromisoformat(entry.value or ""), entry)
        for entry in lexicon.entries("dated_event")
        for term in entry.terms
    }
    literals = {literal for gate, _ in phrases for literal in gate}
    return _Context(re.compile(trie(sorted(literals))), phrases, re.compile(trie(sorted(owners))), owners)


def _phrase_year(document: Document, entry: Entry, start: int, groups: dict[str, str | None], month: int) -> int | None:
    """The year that one phrase tells, or None where what stands beside it says otherwise."""
    folded = document.page.shadow.folded
    clause = folded[max(0, start - _CLAUSE) : start]
    clause = clause[max(clause.rfind(mark) for mark in "，。；：\n") + 1 :]
    if any(word in clause[-_BESIDE:] for word in entry.attributes.get("before", ())):
        return None
    told = groups.get("year") is not None
    if not told and document.page.shadow.shield[start] & TITLE:
        return None
    base = _base_year(document.lexicon, entry, groups)
    if base is None:
        return None
    year = base + int(entry.attributes.get("offset", 0))
    if not told and month > _LATE and f"{year}年" in clause:
        # Late in a year, 2015年是…收官之年 may be said of the next.
        return None
    # 明年是“十四五”开局之年 is said a year before.
    shifts = (
        -int(e.value or 0) for e in document.lexicon.entries("relative_year") if any(t in clause for t in e.terms)
    )
    return year + next(shifts, 0)


def _base_year(lexicon: Lexicon, entry: Entry, groups: dict[str, str | None]) -> int | None:
    if "year" in entry.attributes:
        return int(entry.attributes["year"])
    told = groups.get("year") or groups.get("year_planned")
    if told:
        return int(told)
    for group, kind in (("plan", "plan"), ("congress", "congress"), ("congress_soon", "congress")):
        owner = lexicon.words(kind).get(groups.get(group) or "")
        if owner:
            return int(owner.value or 0)
    founding = lexicon.words("founding").get(groups.get("founding") or "")
    count = to_int(groups.get("count") or "")
    return int(founding.value or 0) + count if founding and count else None


def _from_events(document: Document, month: int, day: int, context: _Context) -> Iterator[Resolution]:
    """A plenum or a session that had just closed when the meeting studied its spirit."""
    folded = document.page.shadow.folded
    newest: dict[str, re.Match[str]] = {}
    for match in context.names.finditer(folded):
        series = _series(context.owners[match.group()][1])
        known = newest.get(series)
        if known is None or context.owners[known.group()][0] < context.owners[match.group()][0]:
            newest[series] = match
    for series, match in newest.items():
        closed, entry = context.owners[match.group()]
        meant = make(closed.year, month, day)
        meant = meant if meant and meant >= closed else make(closed.year + 1, month, day)
        if not meant or (meant - closed).days > NEAR:
            continue
        # A year later the words may still be in use, unless the next of the series had been held by then.
        end = meant + timedelta(days=365 + _SLACK)
        is_overtaken = any(closed < other <= end and _series(e) == series for other, e in context.owners.values())
        is_unique = is_overtaken and entry.attributes.get("weight") != "conveyed"
        if is_unique or _is_conveyed(document, context, match.group()):
            yield Resolution(meant, "context", match.span())


def _series(entry: Entry) -> str:
    return str(entry.attributes.get("series", entry.id))


def _is_conveyed(document: Document, context: _Context, words: str) -> bool:
    """Whether 传达 stands before one of the mentions of an event."""
    folded = document.page.shadow.folded
    conveyed = document.lexicon.pattern("year.event.conveyed")
    starts = [match.start() for match in context.names.finditer(folded) if match.group() == words]
    return any(conveyed.search(folded, max(0, start - 70), start) for start in starts)


def _from_terms(document: Document, month: int, day: int, at: int) -> Iterator[Resolution]:
    """本学期, where the text says which term of which year that is; a year in the meeting's own name says nothing."""
    folded = document.page.shadow.folded
    if "学期" not in folded or not any(True for _ in document.lexicon.words("year_term_now").find(folded)):
        return
    for id in ("year.term.half", "year.term.school_year"):
        for match in document.lexicon.pattern(id).finditer(folded):
            if _names_the_meeting(document, match.start(), at):
                continue
            year = _term_year(match.groupdict(), month)
            meant = make(year, month, day) if year else None
            if meant:
                yield Resolution(meant, "context", match.span())


def _names_the_meeting(document: Document, start: int, at: int) -> bool:
    """Whether `start` stands in the title or, outside 《》, in the sentence of the date at `at`."""
    title = document.page.title
    if title and title[0] <= start < title[1]:
        return True
    shadow = document.page.shadow
    return shadow.sentence_at(start) == shadow.sentence_at(at) and not shadow.shield[start] & TITLE


def _term_year(groups: dict[str, str | None], month: int) -> int | None:
    """The year of `month` in a term that is named by half year, season or school year; None outside the term."""
    if groups.get("term"):
        if groups["term"] in ("一", "1"):
            return int(groups["first"] or 0) if month >= 8 else int(groups["second"] or 0) if month == 1 else None
        return int(groups["second"] or 0) if 2 <= month <= 8 else None
    is_first = groups["half"] == "上" or groups["season"] == "春"
    is_inside = 2 <= month <= 7 if is_first else 8 <= month <= 12
    return int(groups["year"] or groups["season_year"] or 0) if is_inside else None


def _from_reports(document: Document, month: int, day: int) -> Iterator[Resolution]:
    """Last year's work reported and this year's asked for, in the first half of a year."""
    folded = document.page.shadow.folded
    if month > 6 or "年" not in folded or "20" not in folded:
        return
    past = {int(m["year"]) for m in document.lexicon.pattern("year.report.past").finditer(folded)}
    if not past:
        return
    for match in document.lexicon.pattern("year.report.coming").finditer(folded):
        year = int(match["year"])
        meant = make(year, month, day)
        if year - 1 in past and year not in past and meant:
            yield Resolution(meant, "context", match.span("year"))
