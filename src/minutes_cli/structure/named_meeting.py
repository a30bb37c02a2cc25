"""The meeting under its own name as the subject of a verb: 全市平安建设工作会议提出, 县政府常务会议决定."""

from __future__ import annotations

from functools import cached_property

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.page import Page

_OPENING = 300  # code points of the body that may tell the meeting's name
_LONGEST_VERB = 4


class NamedMeeting:
    """Tells this meeting's name from those of others (省委全会提出…), which are only cited."""

    def __init__(self, page: Page, lexicon: Lexicon) -> None:
        self.page, self.folded = page, page.shadow.folded
        self.pattern = lexicon.pattern("head.subject.named")
        self.kinds = lexicon.words("meeting_subject")
        self.cites = lexicon.pattern("head.named.cited")

    def subject(self, start: int, ceiling: int) -> int | None:
        """Where the meeting's name that begins at `start` ends, `ceiling` or before; None where none does."""
        found = self.pattern.match(self.folded, start, ceiling + _LONGEST_VERB)
        if found is None or found.end() > ceiling:
            return None
        end = found.end()
        kind = self.kinds.ending_at(self.folded, end, start)
        parts = [self.folded[start:end]]
        if kind is not None and kind[0] > start:
            parts = [self.folded[start : kind[0]], self.folded[kind[0] : end]]
        return end if all(self._told(part, start) for part in parts) else None

    def _told(self, words: str, before: int) -> bool:
        """Whether the title or the opening has these words, not as another meeting's (传达…精神)."""
        for text in (self._title, self._opening(before)):
            at = text.find(words)
            while at >= 0:
                if not self.cites.search(text[max(0, at - 4) : at + len(words) + 4]):
                    return True
                at = text.find(words, at + 1)
        return False

    def _opening(self, before: int) -> str:
        start = self.page.body[0][0]
        return self.folded[start : min(start + _OPENING, before)]

    @cached_property
    def _title(self) -> str:
        return self.folded[slice(*self.page.title)] if self.page.title else ""
