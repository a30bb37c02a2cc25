"""What is shown beside a directive: who must do it, by when, measured by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TypeVar

from minutes_cli.models import Assignment, Counts, DateExpression, Deadline, Indicator, Minutes
from minutes_cli.writers.layout import Piece

M = TypeVar("M", Assignment, Deadline, Indicator)

_COMPARATORS = {">=": "≥", ">": ">", "=": "=", "<=": "≤", "<": "<", "~": "≈"}
_ROLES = ("lead", "support", "addressee", "supervisor")


class Marks:
    """The flat lists of `minutes`, by the directive in which each entry stands."""

    def __init__(self, minutes: Minutes, words: Mapping[str, str]) -> None:
        self._words = words
        self._assignments = _by_directive(minutes.assignments)
        self._deadlines = _by_directive(minutes.deadlines)
        self._indicators = _by_directive(minutes.indicators)

    def of(self, directive: str | None) -> Iterator[list[Piece]]:
        """One line of pieces for the owners, one for each deadline, one for each indicator."""
        owners = self._assignments.get(directive, [])
        if owners:
            yield [Piece("→ ", "green"), Piece(self._owners(owners), "green")]
        for deadline in self._deadlines.get(directive, []):
            yield [Piece("★ ", "magenta"), Piece(f"{self._words['deadline']} {self.date(deadline)}", "magenta")]
        for indicator in self._indicators.get(directive, []):
            yield [Piece("● ", "blue"), Piece(f"{self._words['indicator']} {self._target(indicator)}", "blue")]

    def date(self, date: DateExpression | None) -> str:
        """The words of a date, what they come to, and what that rests on where it is not the words themselves."""
        if date is None:
            return ""
        shown = " ".join(date.text.split())
        if isinstance(date, Deadline) and date.urgency:
            return f"{shown}（{self._words[f'urgency.{date.urgency}']}）"
        meaning = date.resolved or date.edtf
        if meaning:
            shown += f" → {meaning}"
        if isinstance(date, Deadline):
            return shown
        notes = [self._words[f"basis.{date.basis}"]] if date.basis not in (None, "explicit") else []
        if date.resolved is None and date.edtf and date.edtf.startswith("XXXX"):
            notes.append(self._words["unresolved"])
        return f"{shown}（{'，'.join(notes)}）" if notes else shown

    def counts(self, counts: Counts | None) -> str:
        """A quorum in words."""
        if counts is None:
            return ""
        values = {"expected": counts.expected, "present": counts.present, "absent": counts.absent}
        return "，".join(f"{self._words[name]} {value}" for name, value in values.items() if value is not None)

    def _owners(self, assignments: list[Assignment]) -> str:
        ordered = sorted(assignments, key=lambda assignment: _ROLES.index(assignment.role))
        parts = []
        for role, members in groupby(ordered, key=lambda assignment: assignment.role):
            bodies = dict.fromkeys(" ".join(member.body.split()) for member in members)
            parts.append(f"{self._words[role]} {'、'.join(bodies)}")
        return "；".join(parts)

    def _target(self, indicator: Indicator) -> str:
        """Name and value; a growth says which way, since 下降10%以上 is not ≥ 10 %."""
        pieces = [" ".join(indicator.name.split())]
        if indicator.measure == "growth" and indicator.direction:
            pieces.append(self._words[f"direction.{indicator.direction}"])
        if indicator.value is not None:
            pieces += [_COMPARATORS[indicator.comparator]] if indicator.comparator else []
            pieces.append(f"{indicator.value:g}{indicator.unit or ''}")
        return " ".join(pieces)


def _by_directive(entries: list[M]) -> dict[str | None, list[M]]:
    found: dict[str | None, list[M]] = {}
    for entry in entries:
        found.setdefault(entry.directive, []).append(entry)
    return found
