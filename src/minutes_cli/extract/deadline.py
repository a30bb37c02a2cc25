"""Deadlines: by when, normalised against the meeting's own date."""

from __future__ import annotations

from minutes_cli.extract.date import Dates
from minutes_cli.models import Deadline
from minutes_cli.structure.document import Document


def find_deadlines(document: Document, dates: Dates) -> list[Deadline]:
    """Every deadline and urgency word, in order."""
    return []
