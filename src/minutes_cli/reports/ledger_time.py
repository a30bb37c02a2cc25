"""What a day says of the ledger: what is overdue or due soon, what is still open, and the filters that ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from minutes_cli.lexicon import default_lexicon
from minutes_cli.reports.ledger import Row, words_only

Timing = Literal["overdue", "soon", "scheduled", "undated", "closed"]
WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Today:
    """The day against which the ledger is read, and how many days ahead count as soon."""

    day: date
    soon: int = 7

    def due(self, row: Row) -> str | None:
        """The day that counts now: the next that is to come, else the last one.

        >>> from minutes_cli.reports.ledger import Due
        >>> row = Row("D1", "清淤", dues=(Due("5月底前", "2023-05-31"), Due("年底前", "2023-12-31")))
        >>> [Today(date(2023, month, 1)).due(row) for month in (5, 6)]
        ['2023-05-31', '2023-12-31']
        """
        days = row.days
        coming = [day for day in days if day >= self.day.isoformat()]
        return coming[0] if coming else days[-1] if days else None

    def timing(self, row: Row) -> Timing:
        """How the order stands in time; one that is done or withdrawn is `closed`, whatever its day."""
        if is_closed(row):
            return "closed"
        due = self.due(row)
        if due is None:
            return "undated"
        if due < self.day.isoformat():
            return "overdue"
        return "soon" if due <= self.last_soon.isoformat() else "scheduled"

    @property
    def last_soon(self) -> date:
        """The last day that is soon."""
        return min(self.day, date.max - timedelta(self.soon)) + timedelta(self.soon)


def is_closed(row: Row) -> bool:
    """Whether nothing is to be done any more: the clerk says so, or the order is gone from its document.

    >>> [is_closed(Row("D1", "清淤", status=status)) for status in ("已完成（3月5日）", "未完成", "")]
    [True, False, False]
    """
    if row.change == WITHDRAWN:
        return True
    status = row.status.strip()
    return any(pattern.search(status) for _, pattern in default_lexicon().patterns("ledger_status"))


@dataclass(frozen=True)
class Filter:
    """Which rows are wanted. Several bodies are alternatives; a body is found by any part of its name."""

    bodies: tuple[str, ...] = ()
    due_before: str | None = None
    overdue: bool = False
    open: bool = False

    def apply(self, rows: Iterable[Row], today: Today) -> list[Row]:
        """The rows that are wanted, in their order."""
        return [row for row in rows if self._takes(row, today)]

    def _takes(self, row: Row, today: Today) -> bool:
        wanted = [words_only(body) for body in self.bodies]
        if wanted and not any(body in words_only(name) for body in wanted for name in row.bodies):
            return False
        if self.due_before is not None and not any(day < self.due_before for day in row.days):
            return False
        if self.overdue and today.timing(row) != "overdue":
            return False
        return not (self.open and is_closed(row))
