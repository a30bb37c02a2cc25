"""What one place says of people: a person with his titles, or a group."""

from __future__ import annotations

from typing import NamedTuple

from minutes_cli.models import Span
from minutes_cli.text.shadow import Shadow


class PersonMention(NamedTuple):
    """Titles and name as they stand at one place (`start:end` takes in both).

    ``wrapped`` is the part of the last title that stands before the name where a title is put round it
    (组织部 in 组织部何静部长). ``name`` is None where only a surname or a title is printed.
    """

    start: int
    end: int
    name: str | None
    surname: str | None
    name_span: Span | None
    titles: tuple[Span, ...] = ()
    wrapped: Span | None = None

    @property
    def is_titled_before(self) -> bool:
        """Whether its titles stand before the name, where they may be said of the next name, too."""
        return bool(self.titles) and self.name_span is not None and self.titles[-1][0] < self.name_span[0]

    def titles_in(self, shadow: Shadow) -> list[str]:
        """The titles as printed."""
        words = [shadow.words(title) for title in self.titles]
        if self.wrapped and words:
            words[-1] = shadow.words(self.wrapped) + words[-1]
        return words


class GroupMention(NamedTuple):
    """Attendance given as a group, verbatim (各处室、直属各单位负责人)."""

    start: int
    end: int
