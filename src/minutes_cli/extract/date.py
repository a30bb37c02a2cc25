"""Dates: every one in the text, the meeting's own, and the year that evidence allows."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.extract.calendar import Anchor, edtf_of, full, is_possible
from minutes_cli.extract.context import Resolution
from minutes_cli.extract.deadline import read_deadlines
from minutes_cli.extract.evidence import Evidence
from minutes_cli.extract.opening import Roles, tell_roles
from minutes_cli.extract.year import option_date
from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Basis, DateExpression, DateRole, Deadline, Finding, Span
from minutes_cli.structure.document import Document
from minutes_cli.text.dates import DateScanner
from minutes_cli.text.moments import TimeExpression
from minutes_cli.text.shadow import TITLE


class Dates(NamedTuple):
    """All dates in order; the meeting's (its first sitting) and the issue date among them; what was odd."""

    all: tuple[DateExpression, ...] = ()
    meeting: DateExpression | None = None
    issued: DateExpression | None = None
    findings: tuple[Finding, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@lru_cache(maxsize=8)
def _scanner(lexicon: Lexicon) -> DateScanner:
    return DateScanner(lexicon)


def read_dates(document: Document) -> Dates:
    """Find and resolve the dates of `document`."""
    scanner = _scanner(document.lexicon)
    expressions = scanner.scan(document.page.shadow.folded)
    roles = tell_roles(document, scanner, expressions)
    reader = _Reader(document, expressions, roles)
    sittings = reader.sittings()
    meeting = sittings[0] if sittings else None
    own = {*roles.meeting, *roles.issued, *roles.datelines}
    others = [e for index, e in enumerate(expressions) if index not in own]
    deadlines = read_deadlines(document, others, reader.anchor(meeting))
    issued = [reader.date(index, "issued") for index in roles.issued]
    due = {deadline.span[1]: deadline for deadline in deadlines}
    rest = [reader.other(e, due) for e in others]
    listed = [*sittings, *issued, *(reader.date(i, "reference") for i in roles.datelines), *(d for d in rest if d)]
    return Dates(
        all=tuple(sorted(listed, key=lambda d: d.span)),
        meeting=meeting,
        issued=issued[0] if issued and document.page.is_minutes else None,
        findings=tuple(reader.findings(meeting)),
        deadlines=tuple(deadlines),
    )


class _Reader:
    """Turns expressions into what the contract calls dates, with the evidence of one document."""

    def __init__(self, document: Document, expressions: list[TimeExpression], roles: Roles) -> None:
        self.document = document
        self.expressions = expressions
        self.roles = roles
        self.shadow = document.page.shadow
        self.evidence = Evidence(document, expressions, roles)

    # --- the meeting

    def sittings(self) -> list[DateExpression]:
        """The meeting's dates, the first sitting first."""
        if not self.roles.meeting:
            return []
        found: list[DateExpression] = []
        for index in self.roles.meeting:
            expression = self.expressions[index]
            resolution = self.evidence.resolution(expression)
            sitting = self._make(expression, "meeting", resolution)
            if not found and not sitting.time and self.roles.clock[1]:
                period, time = self.roles.clock
                sitting = sitting.model_copy(update={"time": time, "period": sitting.period or period})
            found.append(sitting)
        return found

    def anchor(self, meeting: DateExpression | None) -> Anchor:
        """From what deadlines count: the meeting's date, or the one the caller gave where the text has none."""
        if meeting is None:
            given = option_date(self.document) if self.document.page.is_minutes else None
            return Anchor(month_day=(given.month, given.day), day=given, basis="option") if given else Anchor()
        first = self.expressions[self.roles.meeting[0]].first
        day = date.fromisoformat(meeting.resolved[:10]) if meeting.resolved else None
        month = first.month if meeting.edtf else None
        is_explicit = meeting.basis == "explicit"
        if month and first.year is not None and first.day is None:
            # Only the month is printed: deadlines count from its beginning.
            day, is_explicit = date(first.year, month, 1), True
        return Anchor(
            year=first.year if is_explicit else None,
            month=month,
            month_day=(day.month, day.day) if day else (month, first.day or 1) if month else None,
            day=day,
            basis="explicit" if is_explicit else meeting.basis,
            evidence=meeting.span if is_explicit else meeting.evidence,
        )

    # --- one date

    def date(self, index: int, role: DateRole) -> DateExpression:
        """The expression at `index` with that role."""
        return self._make(self.expressions[index], role, None)

    def _make(self, expression: TimeExpression, role: DateRole, resolution: Resolution | None) -> DateExpression:
        span = (expression.start, expression.end)
        edtf = edtf_of(expression.first, expression.last) if expression.kind == "date" else None
        resolved: str | None = None
        basis: Basis | None = None
        evidence: Span | None = None
        if resolution:
            resolved, basis, evidence = self._shifted(expression, resolution), resolution.basis, resolution.evidence
        elif edtf and expression.first.year is not None and (expression.first.day is not None or role == "period"):
            resolved, basis = full(expression.first, expression.last), "explicit"
        return DateExpression(
            text=self.shadow.words(span),
            span=span,
            rule=expression.rule,
            edtf=edtf,
            resolved=resolved,
            basis=basis,
            evidence=evidence,
            period=expression.period,
            time=expression.time,
            role=role,
        )

    def _shifted(self, expression: TimeExpression, resolution: Resolution) -> str | None:
        """The resolved day, or the interval that begins with it."""
        last = expression.last
        if last is None or last.day is None:
            return str(resolution.day)
        month = last.month or resolution.day.month
        year = resolution.day.year + (1 if month < resolution.day.month else 0)
        try:
            return f"{resolution.day}/{date(year, month, last.day)}"
        except ValueError:
            return None

    def other(self, expression: TimeExpression, due: dict[int, Deadline]) -> DateExpression | None:
        """A date that is neither the meeting's nor the issue's; None for words that name no date of their own."""
        deadline = due.get(expression.tail) or due.get(expression.end)
        if deadline and (deadline.edtf or deadline.resolved):
            return DateExpression(**{field: getattr(deadline, field) for field in DateExpression.model_fields})
        first = expression.first
        if expression.kind == "relative" or (first.year, first.month, first.day) == (None, None, None):
            return None if expression.kind != "lunar" else self._make(expression, "reference", None)
        if first.is_masked and first.month is None and first.day is None:
            return None
        if self.shadow.shield[expression.start] & TITLE and first.day is None:
            return None
        if first.month is None and first.day is not None and not _is_certain(expression):
            return None
        role: DateRole = "reference" if first.day is not None and expression.last is None else "period"
        return self._make(expression, role, None)

    # --- what is odd

    def findings(self, meeting: DateExpression | None) -> list[Finding]:
        """Impossible dates, and a meeting whose year stays unknown."""
        found = []
        for index, expression in enumerate(self.expressions):
            is_odd = not is_possible(expression.first) or (expression.last and not is_possible(expression.last))
            if is_odd and (expression.first.month is not None or index in self.roles.meeting):
                span = (expression.start, expression.end)
                words = self.shadow.words(span)
                found.append(
                    Finding(code="impossible_date", severity="warning", message=f"日历上没有这一天：{words}", span=span)
                )
        is_known = meeting is not None and (meeting.resolved is not None or self._year_is_said())
        if meeting is not None and not is_known:
            message = f"会议日期“{meeting.text}”的年份不能由文中确定，可用 --year 或 --date 指明"
            found.append(Finding(code="year_unknown", severity="info", message=message, span=meeting.span))
        return found

    def _year_is_said(self) -> bool:
        return self.expressions[self.roles.meeting[0]].first.year is not None


def _is_certain(expression: TimeExpression) -> bool:
    """Whether a bare 24日 is a day at all: with a half-day, an hour, the end of a range, or a sitting before it."""
    return bool(expression.period or expression.time or expression.last or expression.follows)
