"""The tree of directives: headings, items, topics, requirements, statements."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Directive
from minutes_cli.structure.heads import Head
from minutes_cli.structure.page import Page


@dataclass(frozen=True)
class Outline:
    """The tree, and which node a place belongs to."""

    directives: tuple[Directive, ...] = ()

    def at(self, position: int) -> str | None:
        """The id of the deepest node that holds `position`, or None outside the tree."""
        return None


def build_outline(page: Page, heads: tuple[Head, ...], lexicon: Lexicon) -> Outline:
    """Build the tree of directives."""
    return Outline()
