"""What is told and what is said: whether a speaker's head stands before a place in its sentence."""

from __future__ import annotations

from bisect import bisect_left

from minutes_cli.structure.document import Document
from minutes_cli.structure.heads import Head


class Said:
    """The heads of a document by place; those of procedure (会议听取) or arranging (作工作部署) say nothing."""

    def __init__(self, document: Document) -> None:
        folded = document.shadow.folded
        said = [head for head in document.heads if head.entry.value != "procedure"]
        said = [head for head in said if not folded.endswith(("部署", "安排"), *head.verb)]
        self._heads: list[Head] = sorted(said, key=lambda head: head.start)
        self._starts = [head.start for head in self._heads]

    def is_said(self, floor: int, position: int) -> bool:
        """Whether a head stands between `floor` and `position`: 林知远强调，各科室负责人参加…"""
        return any(head.end <= position for head in self._between(floor, position))

    def ends_head(self, left: int, right: int) -> bool:
        """Whether the clause `left:right` ends with its head, so that what follows is what was said (会议指出，…)."""
        return any(head.end == right for head in self._between(left, right))

    def _between(self, left: int, right: int) -> list[Head]:
        return self._heads[bisect_left(self._starts, left) : bisect_left(self._starts, right)]
