"""What an index run is asked for, how far it is, and how it went."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from minutes_cli.index.reading import Recipe
from minutes_cli.index.sections import Duplicate
from minutes_cli.index.walk import Wanted

EXAMPLES = 10
"""Errors and duplicates named in a summary where nobody asks for all; the index has them all."""


@dataclass(frozen=True)
class Request:
    """What is to be indexed, how, and where to."""

    paths: Iterable[str]
    outputs: tuple[Path, ...]
    wanted: Wanted = field(default_factory=Wanted)
    recipe: Recipe = field(default_factory=Recipe)
    jobs: int = 1
    fresh: bool = False
    examples: int | None = EXAMPLES


@dataclass
class Progress:
    """How far a run is; handed to the caller after each batch."""

    total: int
    done: int = 0
    parsed: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Summary:
    """How a run went: counts of files, and the first of what deserves a look."""

    files: int
    parsed: int
    unchanged: int
    removed: int
    failed: int
    errors: list[dict[str, str]]
    duplicates: list[Duplicate]
    duplicate_count: int
    is_renewed: bool


Report = Callable[[Progress], None]
