"""Agenda: what was studied, heard, reviewed, arranged."""

from __future__ import annotations

from minutes_cli.models import AgendaItem
from minutes_cli.structure.document import Document


def find_agenda(document: Document) -> list[AgendaItem]:
    """One entry a matter, in order."""
    return []
