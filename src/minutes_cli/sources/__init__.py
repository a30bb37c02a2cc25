"""Bytes to `SourceText`: reading, telling encodings apart, removing what has no length."""

from __future__ import annotations

from minutes_cli.sources.read import read_source, source_from_bytes, source_from_text
from minutes_cli.sources.source import SourceText

__all__ = ["SourceText", "read_source", "source_from_bytes", "source_from_text"]
