"""Reads Chinese official minutes (会议纪要) into structured, verifiable data.

>>> from minutes_cli import parse_text
>>> minutes = parse_text("7月31日，青岚市水务局局长林知远主持召开局务会议。")
>>> minutes.source.length
26
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Minutes", "__version__", "parse", "parse_text"]

if TYPE_CHECKING:
    from minutes_cli.api import parse, parse_text
    from minutes_cli.models import Minutes


def __getattr__(name: str) -> Any:
    """Load the library when it is first asked for: `minutes --version` needs none of it."""
    if name in ("parse", "parse_text"):
        from minutes_cli import api

        return getattr(api, name)
    if name == "Minutes":
        from minutes_cli.models import Minutes

        return Minutes
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
