"""What kind of document it is, and whether it is minutes at all."""

from __future__ import annotations

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Kind, Span
from minutes_cli.structure.labels import Label
from minutes_cli.text.shadow import Shadow


def tell_kind(
    shadow: Shadow,
    lexicon: Lexicon,
    title: Span | None,
    labels: tuple[Label, ...],
    body: tuple[Span, ...],
    is_news: bool,
) -> tuple[Kind, tuple[str, ...]]:
    """The kind, and the reasons where it is ``other``."""
    return "report", ()
