"""What an archive amounts to: meetings a month, who chairs, who is charged, which orders have owner and day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from minutes_cli.models import AssignmentRole, Minutes
from minutes_cli.reports.ledger import clean, rows_of

ROLES: tuple[AssignmentRole, ...] = ("lead", "addressee", "support", "supervisor")


@dataclass
class Orders:
    """How many orders there are, and how many say who and by when. `dated` have a deadline that is a day."""

    total: int = 0
    owned: int = 0
    due: int = 0
    dated: int = 0
    complete: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Counts, and shares of the total; null where there is none."""
        counts = {"owned": self.owned, "due": self.due, "dated": self.dated, "complete": self.complete}
        shares = {f"{name}_share": round(n / self.total, 4) if self.total else None for name, n in counts.items()}
        return {"total": self.total, **counts, **shares}


@dataclass
class Stats:
    """Counts that grow with every document. The same bytes count once; what is no minutes only as a document."""

    documents: int = 0
    duplicates: int = 0
    meetings: int = 0
    undated: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    chairs: Counter[str] = field(default_factory=Counter)
    bodies: dict[str, Counter[str]] = field(default_factory=dict)
    indicators: Counter[str] = field(default_factory=Counter)
    orders: Orders = field(default_factory=Orders)
    _seen: set[bytes] = field(default_factory=set, repr=False)

    def add(self, minutes: Minutes) -> None:
        """Count `minutes`."""
        self.documents += 1
        digest = bytes.fromhex(minutes.source.sha256)
        if digest in self._seen:
            self.duplicates += 1
            return
        self._seen.add(digest)
        self.kinds[minutes.kind] += 1
        self.indicators.update({clean(indicator.name) for indicator in minutes.indicators})
        if minutes.kind == "other":
            return
        self.meetings += 1
        self._add_head(minutes)
        self._add_bodies(minutes)
        self._add_orders(minutes)

    def _add_head(self, minutes: Minutes) -> None:
        day = minutes.date.resolved if minutes.date else None
        if day:
            self.months[day[:7]] += 1
        else:
            self.undated += 1
        self.chairs.update({clean(chair.name) for chair in minutes.chairs if chair.name})
        self.types.update(minutes.meeting.types if minutes.meeting else ())

    def _add_bodies(self, minutes: Minutes) -> None:
        for assignment in minutes.assignments:
            if not assignment.generic:
                self.bodies.setdefault(clean(assignment.body), Counter())[assignment.role] += 1

    def _add_orders(self, minutes: Minutes) -> None:
        orders = self.orders
        for row in rows_of(minutes):
            orders.total += 1
            orders.owned += bool(row.responsible)
            orders.due += bool(row.dues)
            orders.dated += bool(row.days)
            orders.complete += bool(row.responsible and row.dues)

    def top(self, counted: Counter[str], limit: int | None) -> list[tuple[str, int]]:
        """The most frequent, ties by name; all without a `limit`."""
        return sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:limit]

    def top_bodies(self, limit: int | None) -> list[tuple[str, Counter[str]]]:
        """The bodies most often charged, ties by name."""
        return sorted(self.bodies.items(), key=lambda one: (-one[1].total(), one[0]))[:limit]

    def as_dict(self, limit: int | None = None) -> dict[str, Any]:
        """All of it, for programs; `limit` cuts the lists of names."""
        bodies = [
            {"body": body, "total": roles.total(), **{role: roles[role] for role in ROLES}}
            for body, roles in self.top_bodies(limit)
        ]
        return {
            "documents": self.documents,
            "duplicates": self.duplicates,
            "meetings": self.meetings,
            "meetings_undated": self.undated,
            "kinds": dict(self.top(self.kinds, None)),
            "types": dict(self.top(self.types, None)),
            "meetings_per_month": dict(sorted(self.months.items())),
            "chairs": [{"name": name, "meetings": count} for name, count in self.top(self.chairs, limit)],
            "bodies": bodies,
            "indicators": [{"name": name, "documents": count} for name, count in self.top(self.indicators, limit)],
            "orders": self.orders.as_dict(),
        }

    def as_rows(self, limit: int | None = None) -> list[tuple[str, str, str, Any]]:
        """The same as `section, name, measure, value`: one table for CSV."""
        rows: list[tuple[str, str, str, Any]] = []
        for section, value in self.as_dict(limit).items():
            if isinstance(value, dict):
                rows += [(section, name, "count" if isinstance(n, int) else "share", n) for name, n in value.items()]
            elif isinstance(value, list):
                for one in value:
                    name, *measures = one.items()
                    rows += [(section, name[1], measure, count) for measure, count in measures]
            else:
                rows.append((section, "", "count", value))
        return rows


def months_between(first: str, last: str) -> list[str]:
    """Every month from `first` to `last`.

    >>> months_between("2019-11", "2020-02")
    ['2019-11', '2019-12', '2020-01', '2020-02']
    """
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(start, end + 1)]
