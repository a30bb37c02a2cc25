"""Closing formulas (会议还研究了…, 会上，…, …参加会议。): where an item or a segment before them ends."""

from __future__ import annotations

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.page import Page

_STOPS = "。；！？\n"
_LONGEST = 300  # code points of a sentence that tells who was there


def find_closings(page: Page, lexicon: Lexicon) -> list[int]:
    """Where closing formulas begin, in order: openings (会议还研究…), and sentences that end so (…参加会议。)."""
    folded = page.shadow.folded
    found = set()
    for start, end in page.body:
        for match in lexicon.pattern("closing.opening").finditer(folded, start, end):
            if match.start() == start or folded[match.start() - 1] in f"{_STOPS} ":
                found.add(match.start())
        for match in lexicon.pattern("closing.ending").finditer(folded, start, end):
            floor = max(start, match.start() - _LONGEST)
            sentence = max(folded.rfind(stop, floor, match.start()) for stop in _STOPS) + 1
            found.add(page.shadow.strip(max(floor, sentence), end)[0])
    return sorted(found)
