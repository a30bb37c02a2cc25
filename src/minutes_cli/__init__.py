"""Reads Chinese official minutes (会议纪要) into structured, verifiable data."""

from __future__ import annotations

__version__ = "0.1.0"
