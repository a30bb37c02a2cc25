"""Dates: every one in the text, the meeting's own, and the year that evidence allows."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_cli.models import DateExpression, Finding
from minutes_cli.structure.document import Document


@dataclass(frozen=True)
class Dates:
    """All dates in order; the meeting's (its first sitting) and the issue date among them; what was odd."""

    all: tuple[DateExpression, ...] = ()
    meeting: DateExpression | None = None
    issued: DateExpression | None = None
    findings: tuple[Finding, ...] = ()


def read_dates(document: Document) -> Dates:
    """Find and resolve the dates of `document`."""
    return Dates()
