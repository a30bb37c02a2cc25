"""The page before its content: furniture, title, labelled lines, paragraphs, and whether it is minutes at all."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Kind, Span
from minutes_cli.text.shadow import Shadow


@dataclass(frozen=True)
class Label:
    """A labelled value (主持人：林知远). `key` is the entry's value: ``time``, ``place``, ``chair`` …"""

    key: str
    entry: Entry
    start: int
    value: Span

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.value[1]


@dataclass(frozen=True)
class Page:
    """What stands where on the page.

    ``shadow`` has page numbers blanked and soft line breaks joined, so that a line of ``shadow.folded`` is a paragraph.
    ``body`` holds the paragraphs in order, without title, furniture, by-lines and imprint.
    """

    shadow: Shadow
    kind: Kind
    reasons: tuple[str, ...] = ()
    title: Span | None = None
    document_number: Span | None = None
    issue: Span | None = None
    classification: Span | None = None
    labels: tuple[Label, ...] = ()
    body: tuple[Span, ...] = ()
    imprint: tuple[Span, ...] = ()
    bylines: tuple[Span, ...] = ()
    datelines: tuple[Span, ...] = ()

    @property
    def is_minutes(self) -> bool:
        """Whether header fields may be read from it."""
        return self.kind != "other"


def read_page(shadow: Shadow, lexicon: Lexicon) -> Page:
    """Tell the parts of the page apart."""
    body = []
    position = 0
    for line in shadow.folded.split("\n"):
        span = shadow.strip(position, position + len(line))
        if span[0] < span[1]:
            body.append(span)
        position += len(line) + 1
    return Page(shadow, "report", body=tuple(body))
