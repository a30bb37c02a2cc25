"""What a document knows of the day it met: its news lead, its issue, other full dates, its file, its caller."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from minutes_cli.extract.calendar import is_possible, iso, plain, weekday
from minutes_cli.extract.context import Resolution
from minutes_cli.extract.opening import Roles
from minutes_cli.extract.year import Dated, file_date, latest_before, option_date, resolve_year
from minutes_cli.structure.document import Document
from minutes_cli.text.moments import TimeExpression


class Evidence:
    """Resolves the meeting's own expressions; `roles` tells which of all are leads, issues and witnesses."""

    def __init__(self, document: Document, expressions: list[TimeExpression], roles: Roles) -> None:
        self.document = document
        self.expressions = expressions
        self.roles = roles

    def resolution(self, expression: TimeExpression) -> Resolution | None:
        """The day an expression without a year means, by the evidence."""
        first = expression.first
        if not is_possible(first):
            return None
        if expression.kind != "date":
            return self._relative(expression)
        if first.near_week is not None:
            lead = self._lead()
            return (
                Resolution(weekday(lead.day, first.near_week, first.weekday), "document", lead.span) if lead else None
            )
        if first.is_masked or first.day is None or first.near_year or first.year is not None:
            return None
        if first.month is None:
            return self._day_only(first.day, expression.start)
        return resolve_year(self.document, first.month, first.day, expression.start, self._dated())

    def _relative(self, expression: TimeExpression) -> Resolution | None:
        """昨天 counts from the news lead; a date the caller gave stands for any such word."""
        lead = self._lead()
        if expression.distance is not None and lead:
            return Resolution(lead.day + timedelta(days=expression.distance), "document", lead.span)
        given = option_date(self.document)
        return Resolution(given, "option", None) if given else None

    def _day_only(self, day: int, at: int) -> Resolution | None:
        """24日: its month and year from the news lead or the issue, else from file or caller."""
        proofs = [
            Resolution(meant, "document", known.span)
            for known in self._known((*self.roles.datelines, *self.roles.issued))
            if (meant := _day_before(day, known.day))
        ]
        if proofs:
            return proofs[0] if len({proof.day for proof in proofs}) == 1 else None
        for index in self.roles.datelines:
            lead = self.expressions[index].first
            if lead.month and lead.day and lead.year is None:
                turned = lead.month if day <= lead.day else (lead.month - 2) % 12 + 1
                return resolve_year(self.document, turned, day, at, self._dated())
        given = option_date(self.document)
        if given:
            return Resolution(given, "option", None) if given.day == day else None
        found = file_date(self.document)
        meant = _day_before(day, found) if found else None
        return Resolution(meant, "filename", None) if meant else None

    def _lead(self) -> Dated | None:
        """The day of the news lead, its year (本报10月9日讯) from another full date of the document."""
        for index in self.roles.datelines:
            expression = self.expressions[index]
            first = expression.first
            if first.month and first.day and first.year is None:
                found = resolve_year(self.document, first.month, first.day, expression.start, self._dated())
                if found and found.basis == "document":
                    return Dated(found.day, (expression.start, expression.end), "before")
        return next((known for known in self._known(self.roles.datelines)), None)

    def _dated(self) -> list[Dated]:
        """Full dates of the document that can tell the meeting's year."""
        return [
            *self._known(self.roles.datelines),
            *self._known(self.roles.issued),
            *self._known(self.roles.witnesses, "near"),
            *self._known(self.roles.beginnings),
            *self._known(self.roles.cited, "after"),
        ]

    def _known(self, indexes: tuple[int, ...], meeting: Literal["before", "near", "after"] = "before") -> list[Dated]:
        found = []
        for index in indexes:
            expression = self.expressions[index]
            day = plain(expression.first)
            known = iso(day) if day else None
            if known:
                found.append(Dated(known, (expression.start, expression.end), meeting))
        return found


def _day_before(day: int, limit: date) -> date | None:
    """The last `day` of a month that is at most a month before `limit`."""
    months = (limit.month, (limit.month - 2) % 12 + 1)
    found = [d for month in months if (d := latest_before(month, day, limit)) and (limit - d).days <= 31]
    return max(found, default=None)
