"""The year of a meeting whose date has none: from the document's own dates, from what it speaks of, from its file.

The order is the contract's: another full date or a number in the document, then context, then the file's name, then
what the caller says. Evidence that contradicts itself gives no year at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Basis, Span
from minutes_cli.structure.document import Document
from minutes_cli.text.numerals import to_int
from minutes_cli.text.shadow import TITLE

NEAR = 60
"""Days within which an issue or a cited event tells of a meeting; farther off it proves nothing."""
_FILE_NEAR = 30
_SLACK = 30
_TIME_WORD = {"明年": -1, "来年": -1, "去年": 1, "上年": 1}


class Resolution(NamedTuple):
    """A day, what it rests on, where that stands."""

    day: date
    basis: Basis
    evidence: Span | None


class Dated(NamedTuple):
    """A full date elsewhere in the document. `is_issue`: the document was issued then, so the meeting came before."""

    day: date
    span: Span
    is_issue: bool


def latest_before(month: int, day: int, limit: date) -> date | None:
    """The last such day of the year that is not after `limit`.

    >>> latest_before(12, 25, date(2018, 1, 3))
    datetime.date(2017, 12, 25)
    """
    for year in range(limit.year, limit.year - 5, -1):
        found = make(year, month, day)
        if found and found <= limit:
            return found
    return None


def make(year: int, month: int, day: int) -> date | None:
    """That date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def resolve_year(document: Document, month: int, day: int, dated: Iterable[Dated]) -> Resolution | None:
    """The full date of `month` and `day` that the evidence allows, or None."""
    proofs = list(_from_document(document, month, day, dated))
    if proofs:
        return _agreed(proofs)
    proofs = list(_from_context(document, month, day))
    context = _agreed(proofs)
    if proofs and context is None:
        return None
    said = _from_options(document, month, day)
    if said and (context is None or context.day != said.day):
        return said
    return context or _from_file(document, month, day)


def _agreed(proofs: list[Resolution]) -> Resolution | None:
    """The first of the proofs where they all mean the same day."""
    return proofs[0] if len({proof.day for proof in proofs}) == 1 else None


def _from_document(document: Document, month: int, day: int, dated: Iterable[Dated]) -> Iterator[Resolution]:
    issue_years: set[int] = set()
    for found in dated:
        meant = latest_before(month, day, found.day)
        if not found.is_issue:
            later = make(found.day.year, month, day) or make(found.day.year + 1, month, day)
            meant = min((m for m in (meant, later) if m), key=lambda m: abs((m - found.day).days), default=None)
        if meant and abs((found.day - meant).days) <= NEAR:
            issue_years.update({found.day.year} if found.is_issue and meant.year < found.day.year else ())
            yield Resolution(meant, "document", found.span)
    for number, span in _numbers(document):
        meant = make(number, month, day)
        # Minutes of December that were numbered in January bear the new year's number.
        if meant and number not in issue_years:
            yield Resolution(meant, "document", span)


def _numbers(document: Document) -> Iterator[tuple[int, Span]]:
    """Years in the document's own number or issue."""
    pattern = document.lexicon.pattern("date.year.number")
    for span in (document.page.document_number, document.page.issue):
        match = pattern.search(document.page.shadow.folded, *span) if span else None
        if match:
            yield int(match[match.lastgroup or 0]), (match.start(match.lastgroup or 0), match.end(match.lastgroup or 0))


def _from_file(document: Document, month: int, day: int) -> Resolution | None:
    """The file's date, if it is at most a month after the meeting."""
    found = file_date(document)
    meant = latest_before(month, day, found) if found else None
    if found and meant and (found - meant).days <= _FILE_NEAR:
        return Resolution(meant, "filename", None)
    return None


def file_date(document: Document) -> date | None:
    """The full date in the file's name."""
    match = document.lexicon.pattern("date.year.file").search(re.split(r"[/\\\\]", document.path)[-1])
    return make(*(int(match[name]) for name in ("year", "month", "day"))) if match else None


def option_date(document: Document) -> date | None:
    """The date the caller gave, if it is one."""
    try:
        return date.fromisoformat(document.options.date) if document.options.date else None
    except ValueError:
        return None


def _from_options(document: Document, month: int, day: int) -> Resolution | None:
    given = option_date(document)
    if given:
        return Resolution(given, "option", None) if (given.month, given.day) == (month, day) else None
    meant = make(document.options.year, month, day) if document.options.year else None
    return Resolution(meant, "option", None) if meant else None


def _from_context(document: Document, month: int, day: int) -> Iterator[Resolution]:
    folded = document.page.shadow.folded
    context = _context(document.lexicon)
    for gate, entry in context.phrases:
        first, last = entry.attributes.get("months", (1, 12))
        if not first <= month <= last or not any(word in folded for word in gate):
            continue
        pattern = document.lexicon.pattern(entry.id)
        for match in pattern.finditer(folded):
            year = _phrase_year(document, entry, match.start(), match.groupdict())
            meant = make(year, month, day) if year else None
            if meant:
                yield Resolution(meant, "context", match.span())
    yield from _from_events(document, month, day, context)
    yield from _from_terms(document, month, day)
    yield from _from_reports(document, month, day)


class _Context(NamedTuple):
    """The context entries, with literals that must stand in a text before a pattern is tried, and the events."""

    phrases: tuple[tuple[tuple[str, ...], Entry], ...]
    events: tuple[tuple[date, Entry], ...]


@lru_cache(maxsize=8)
def _context(lexicon: Lexicon) -> _Context:
    phrases = tuple((tuple(entry.attributes.get("gate", ("",))), entry) for entry in lexicon.entries("year_context"))
    events = sorted((date.fromisoformat(e.value or ""), e) for e in lexicon.entries("dated_event"))
    return _Context(phrases, tuple(events))


def _phrase_year(document: Document, entry: Entry, start: int, groups: dict[str, str | None]) -> int | None:
    """The year that one phrase tells, or None where what stands beside it says otherwise."""
    folded = document.page.shadow.folded
    before = folded[max(0, start - 12) : start]
    guard = entry.attributes.get("before")
    if guard and any(word in before for word in guard):
        return None
    if groups.get("year") is None and document.page.shadow.shield[start] & TITLE:
        return None
    shift = next((by for word, by in _TIME_WORD.items() if word in before), 0)
    year = _base_year(document.lexicon, entry, groups)
    return None if year is None else year + int(entry.attributes.get("offset", 0)) + shift


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
    """A plenum that had just closed when the meeting studied its spirit."""
    folded = document.page.shadow.folded
    if "大精神" not in folded and "中全会" not in folded:
        return
    days = [closed for closed, _ in context.events]
    conveyed = document.lexicon.pattern("year.event.conveyed")
    for closed, entry in context.events:
        at = folded.find(entry.terms[0])
        if at < 0:
            continue
        meant = make(closed.year, month, day)
        meant = meant if meant and meant >= closed else make(closed.year + 1, month, day)
        if not meant or (meant - closed).days > NEAR:
            continue
        # A year later the words may still be in use, unless something newer had happened by then.
        is_overtaken = any(closed < other <= meant + timedelta(days=365 + _SLACK) for other in days)
        is_unique = is_overtaken and entry.attributes.get("weight") != "conveyed"
        if is_unique or conveyed.search(folded, max(0, at - 70), at):
            yield Resolution(meant, "context", (at, at + len(entry.terms[0])))


def _from_terms(document: Document, month: int, day: int) -> Iterator[Resolution]:
    """本学期, where the text says which term of which year that is."""
    folded = document.page.shadow.folded
    if "学期" not in folded or not any(True for _ in document.lexicon.words("year_term_now").find(folded)):
        return
    for match in document.lexicon.pattern("year.term.half").finditer(folded):
        is_first = match["half"] == "上" or match["season"] == "春"
        if (2 <= month <= 7) if is_first else (8 <= month <= 12):
            meant = make(int(match["year"] or match["season_year"]), month, day)
            if meant:
                yield Resolution(meant, "context", match.span())
    for match in document.lexicon.pattern("year.term.school_year").finditer(folded):
        if match["term"] in "一1":
            year = int(match["first"]) if month >= 8 else int(match["second"]) if month == 1 else None
        else:
            year = int(match["second"]) if 2 <= month <= 8 else None
        meant = make(year, month, day) if year else None
        if meant:
            yield Resolution(meant, "context", match.span())


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
