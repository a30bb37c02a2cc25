"""How much a command says on stderr, and whether in colour."""

from __future__ import annotations

from typing import NamedTuple

from minutes_cli.cli.streams import complain


class Talk(NamedTuple):
    """How much to say on stderr; `color` is auto, always or never."""

    quiet: bool = False
    verbose: bool = False
    color: str = "auto"

    def note(self, message: str) -> None:
        """Say what is worth knowing and no error."""
        if not self.quiet:
            complain(message)

    def detail(self, message: str) -> None:
        """Say what only somebody who asked wants to know."""
        if self.verbose:
            complain(message)
