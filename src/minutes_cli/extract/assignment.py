"""Assignments: who must do it."""

from __future__ import annotations

from minutes_cli.models import Assignment
from minutes_cli.structure.document import Document


def find_assignments(document: Document) -> list[Assignment]:
    """Every body charged with something, one entry a mention."""
    return []
