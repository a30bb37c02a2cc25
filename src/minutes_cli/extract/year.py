"""The year of a meeting whose date has none: from the document's own dates, from what it speaks of, from its file.

The order is the contract's: another full date or a number in the document, then context, then the file's name, then
what the caller says. Evidence that contradicts itself gives no year at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from minutes_cli.extract.context import NEAR, Resolution, from_context, make
from minutes_cli.models import Span
from minutes_cli.structure.document import Document

_FILE_NEAR = 30
_FORESEEN = 60
"""Days by which a date told of may lie ahead of the meeting."""


class Dated(NamedTuple):
    """A full date elsewhere in the document, and which way from it the meeting lies.

    ``before``: the document was issued then, or what was decided begins then; ``near``: it is told of; ``after``: it is
    cited, and proves nothing but that the meeting came later.
    """

    day: date
    span: Span
    meeting: Literal["before", "near", "after"]


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


def resolve_year(document: Document, month: int, day: int, at: int, dated: Iterable[Dated]) -> Resolution | None:
    """The full date of `month` and `day`, printed `at`, that the evidence allows, or None."""
    proofs = list(_from_document(document, month, day, dated))
    if proofs:
        return _agreed(proofs)
    proofs = list(from_context(document, month, day, at))
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
    known = list(dated)
    latest = max((found.day for found in known if found.meeting in ("near", "after")), default=date.min)
    issue_years: set[int] = set()
    for found in known:
        meant = _meant(found, month, day)
        if meant is None or abs((found.day - meant).days) > NEAR:
            continue
        if found.meeting == "near" and (latest - meant).days > _FORESEEN:
            continue  # something later is told of: the meeting is not of that year
        issue_years.update({found.day.year} if meant.year < found.day.year else ())
        yield Resolution(meant, "document", found.span)
    for number, span in _numbers(document):
        meant = make(number, month, day)
        # Minutes of December that were numbered in January bear the new year's number.
        if meant and number not in issue_years:
            yield Resolution(meant, "document", span)


def _meant(found: Dated, month: int, day: int) -> date | None:
    """The meeting's day that one full date of the document suggests."""
    before = latest_before(month, day, found.day)
    if found.meeting == "before":
        return before
    if found.meeting == "after":
        return None
    after = make(found.day.year, month, day)
    after = after if after and after >= found.day else make(found.day.year + 1, month, day)
    return min((d for d in (before, after) if d), key=lambda d: abs((d - found.day).days), default=None)


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
