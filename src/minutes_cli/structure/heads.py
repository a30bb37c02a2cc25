"""Segment heads: who says what follows (会议强调，… 县长林知远指出，… 他要求：…)."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.page import Page
from minutes_cli.structure.people import PersonMention


@dataclass(frozen=True)
class Head:
    """A subject and its meeting verb. `person` is who speaks (pronouns resolved), None when it is the meeting.

    ``entry.value`` is the verb's class: ``opinion``, ``directive``, ``decision`` or ``procedure``.
    """

    start: int
    end: int
    subject: Span | None
    verb: Span
    entry: Entry
    person: PersonMention | None = None


def find_heads(page: Page, lexicon: Lexicon) -> tuple[Head, ...]:
    """Every segment head of the body, in order."""
    return ()
