"""What the extractors are given: the text, its page, its segment heads and its outline."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Mention, Span
from minutes_cli.structure.heads import Head
from minutes_cli.structure.outline import Outline
from minutes_cli.structure.page import Page
from minutes_cli.text.shadow import Shadow

M = TypeVar("M", bound=Mention)


class Options(NamedTuple):
    """What the caller knows and the text may not say: the year of the meeting, or its full date (ISO)."""

    year: int | None = None
    date: str | None = None


class Document(NamedTuple):
    """One text with its structure. `path` is the name it was given, evidence of last resort for a year."""

    shadow: Shadow
    page: Page
    heads: tuple[Head, ...]
    outline: Outline
    lexicon: Lexicon
    options: Options = Options()
    path: str = "-"

    def mention(self, span: Span, rule: str) -> Mention:
        """The words at `span` as a Mention made by `rule`."""
        return Mention(text=self.shadow.words(span), span=span, rule=rule)
