"""Decisions: what was decided, agreed, passed, and on what condition."""

from __future__ import annotations

from minutes_cli.models import Decision
from minutes_cli.structure.document import Document


def find_decisions(document: Document) -> list[Decision]:
    """Every decision, in order."""
    return []
