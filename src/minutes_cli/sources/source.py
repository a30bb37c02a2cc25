"""A document as read: its text, and what its bytes were."""

from __future__ import annotations

from typing import NamedTuple

from minutes_cli.models import Finding, Source


class SourceText(NamedTuple):
    """Decoded text without BOM, zero-width characters and carriage returns, and where it came from.

    ``findings`` hold what was odd about the bytes (cut off within a character, broken by an earlier conversion).
    """

    text: str
    source: Source
    findings: tuple[Finding, ...] = ()
