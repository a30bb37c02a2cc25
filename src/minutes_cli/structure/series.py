"""What markers make: nodes, series of sibling nodes, and the places that may end them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from minutes_cli.structure.markers import Marker


@dataclass
class Series:
    """Sibling nodes. ``members`` index the nodes; ``sense`` is set later (``order``, ``report``, ``agenda``)."""

    family: str
    style: str
    parent: int | None
    members: list[int] = field(default_factory=list)
    number: int = 0
    broken_inside: bool = False
    sense: str = "order"
    repeated: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)


@dataclass
class Numbered:
    """A node opened by a marker; it ends at ``end``."""

    marker: Marker
    series: Series
    parent: int | None
    end: int = -1


class Break(NamedTuple):
    """A place that may end a series. `position` is where what was open would end."""

    position: int
    strength: str  # "head", "closing" or "paragraph"
    paragraph: int
    at_line: bool = False
