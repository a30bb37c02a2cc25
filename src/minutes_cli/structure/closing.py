"""Closing formulas (会议还研究了…, 会上，…, …参加会议。): where an item or a segment before them ends."""

from __future__ import annotations

from collections.abc import Iterator

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.page import Page


def closings(page: Page, lexicon: Lexicon) -> Iterator[int]:
    """The places where a closing formula begins."""
    pattern = lexicon.pattern("closing.formula")
    for start, end in page.body:
        for match in pattern.finditer(page.shadow.folded, start, end):
            yield page.shadow.strip(match.start(), match.end())[0]
