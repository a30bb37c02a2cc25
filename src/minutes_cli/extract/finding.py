"""Findings: what a careful reader would remark."""

from __future__ import annotations

from minutes_cli.models import Finding
from minutes_cli.structure.document import Document


def find_outline_findings(document: Document) -> list[Finding]:
    """Ordinals skipped or repeated, announced counts that are not kept."""
    return []
