"""The grammar of titles and names: 县委常委、副县长何静, 周文博局长, 周局长, lists of them."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.text.shadow import Shadow


@dataclass(frozen=True)
class PersonMention:
    """Titles and name as they stand at one place (`start:end` takes in both)."""

    start: int
    end: int
    name: str | None
    surname: str | None
    name_span: Span | None
    titles: tuple[Span, ...] = ()


@dataclass(frozen=True)
class GroupMention:
    """Attendance given as a group, verbatim (各处室、直属各单位负责人)."""

    start: int
    end: int


def person_before(shadow: Shadow, lexicon: Lexicon, end: int, floor: int) -> PersonMention | None:
    """The person whose titles and name (in either order) end exactly at `end` and begin at `floor` or later."""
    return None


def person_after(shadow: Shadow, lexicon: Lexicon, start: int, ceiling: int) -> PersonMention | None:
    """The person whose titles and name begin exactly at `start` and end at `ceiling` or before."""
    return None


def people_in(shadow: Shadow, lexicon: Lexicon, start: int, end: int) -> list[PersonMention | GroupMention]:
    """The list of persons and groups that `start:end` is, a title distributed over the names that follow it."""
    return []
