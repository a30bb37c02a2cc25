"""Indicators (指标): names of what is measured, with the values asked."""

from __future__ import annotations

from minutes_cli.extract.date import Dates
from minutes_cli.models import Finding, Indicator
from minutes_cli.structure.document import Document


def find_indicators(document: Document, dates: Dates) -> tuple[list[Indicator], list[Finding]]:
    """Every indicator named, one entry for each different name and value; findings on announced counts."""
    return [], []
