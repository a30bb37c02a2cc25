"""Deadlines: by when, normalised against the meeting's own date."""

from __future__ import annotations

from datetime import date, timedelta

from minutes_cli.extract.calendar import (
    Anchor,
    Day,
    add_months,
    add_working_days,
    bounds,
    edtf_of,
    is_possible,
    iso,
    next_day,
    plain,
    weekday,
)
from minutes_cli.extract.due import Due
from minutes_cli.extract.target import find_dues
from minutes_cli.models import Deadline
from minutes_cli.structure.document import Document
from minutes_cli.text.moments import Moment, TimeExpression


def read_deadlines(document: Document, expressions: list[TimeExpression], anchor: Anchor) -> list[Deadline]:
    """Every deadline and urgency word, in order, resolved against `anchor`, each with the directive it stands in.

    `expressions` are the dates that are not the document's own; most deadlines are among them.
    """
    return [_deadline(document, due, anchor) for due in find_dues(document, expressions, anchor)]


def _deadline(document: Document, due: Due, anchor: Anchor) -> Deadline:
    edtf, resolved, is_explicit = _when(due, anchor)
    basis, evidence = anchor.basis, anchor.evidence
    if is_explicit:
        basis, evidence = "explicit", None
    elif basis == "explicit":
        basis = "document"
    expression = due.expression
    return Deadline(
        text=document.page.shadow.words((due.start, due.end)),
        span=(due.start, due.end),
        rule=due.rule,
        edtf=edtf,
        resolved=resolved,
        basis=basis if resolved else None,
        evidence=evidence if resolved else None,
        period=expression.period if expression else None,
        time=expression.time if expression else None,
        hard=due.hard,
        urgency=due.urgency,
        event=due.event,
        recurrence=due.recurrence,
        directive=document.outline.at(due.start),
    )


def _when(due: Due, anchor: Anchor) -> tuple[str | None, str | None, bool]:
    """EDTF, resolved date or interval, and whether the words themselves fix it."""
    if due.plan:
        first, last = date(due.plan, 1, 1), date(due.plan + 4, 12, 31)
        return (f"../{last}", str(last), True) if due.is_by else (f"{first}/{last}", f"{first}/{last}", True)
    day = anchor.day
    if due.length:
        return None, str(_after(day, *due.length)) if day else None, False
    if due.expression:
        return _point(due.expression, due.is_by, anchor)
    if due.solar:
        eve = _eve(due.solar, due, day)
        return None, str(eve) if eve else None, due.year is not None
    if due.rule == "deadline.season":
        year = anchor.year
        edtf = f"{Day(year, 12, 1).edtf}/{Day(year + 1 if year else None, 5, 31).edtf}"
        return edtf, f"{day.year}-12-01/{day.year + 1}-05-31" if day else None, False
    return None, None, False


def _eve(solar: tuple[int, int], due: Due, day: date | None) -> date | None:
    """The day before a holiday: of the year printed, else the first that is not before the meeting."""
    if due.year is not None:
        return date(due.year, *solar) - timedelta(days=1)
    if day is None:
        return None
    if due.near_year is not None:
        return date(day.year + due.near_year, *solar) - timedelta(days=1)
    eve = date(day.year, *solar) - timedelta(days=1)
    return eve if eve >= day else date(day.year + 1, *solar) - timedelta(days=1)


def _after(day: date, count: int, unit: str) -> date:
    """The day that is `count` units after `day`."""
    if unit == "working_day":
        return add_working_days(day, count)
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        return day + timedelta(weeks=count)
    return add_months(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])


def _point(expression: TimeExpression, is_by: bool, anchor: Anchor) -> tuple[str | None, str | None, bool]:
    first, last = expression.first, expression.last
    if not is_possible(first) or (last and not is_possible(last)):
        return None, None, False
    if first.near_week is not None:
        found = weekday(anchor.day, first.near_week, first.weekday) if anchor.day else None
        return None, str(found) if found else None, False
    is_explicit = first.year is not None
    edtf = _said(expression, is_by, _year_of(first, anchor.year, anchor), anchor.month)
    if anchor.day and first.day and last is None and first == Moment(day=first.day):
        return edtf, str(next_day(anchor.day, first.day)), False
    year = _year_of(first, anchor.day.year if anchor.day else None, anchor)
    month = anchor.day.month if anchor.day else None
    ends = bounds(first, year, month)
    closing = _closing(expression, year, month) if last else ends
    begin = iso(ends[0]) if ends else None
    end = iso(closing[1]) if closing else None
    if not begin or not end:
        return edtf, None, is_explicit
    if is_by or begin == end:
        return edtf, str(end), is_explicit
    return edtf, f"{begin}/{end}", is_explicit


def _closing(expression: TimeExpression, year: int | None, month: int | None) -> tuple[Day, Day] | None:
    """The bounds of a range's last point; its year follows its first point's."""
    first, last = expression.first, expression.last
    assert last is not None
    turned = year
    if year is not None and last.year is not None and first.year is not None:
        turned = year + last.year - first.year
    elif year is not None and (last.month or 0) < (first.month or 0):
        turned = year + 1
    return bounds(last, turned, month)


def _said(expression: TimeExpression, is_by: bool, year: int | None, month: int | None) -> str | None:
    """EDTF of a deadline, `year` being the one its words or the meeting's explicit date say."""
    first, last = expression.first, expression.last
    ends = bounds(first, year, month)
    if ends is None:
        return None
    if last is not None:
        closing = _closing(expression, year, month)
        if is_by:
            return f"../{closing[1].edtf}" if closing else None
        begin, end = plain(first._replace(year=year)), plain(last)
        if begin and end and closing:
            return edtf_of(first._replace(year=year), last._replace(year=closing[1].year))
        return f"{ends[0].edtf}/{closing[1].edtf}" if closing else None
    if is_by:
        return f"../{ends[1].edtf}"
    simple = plain(first._replace(year=year))
    if simple is not None:
        return simple.edtf
    return ends[0].edtf if ends[0] == ends[1] else f"{ends[0].edtf}/{ends[1].edtf}"


def _year_of(moment: Moment, base: int | None, anchor: Anchor) -> int | None:
    """The year of `moment`: printed, or counted from `base`, the first occurrence not before the meeting."""
    if moment.year is not None:
        return moment.year
    if base is None or moment.is_masked:
        return None
    if moment.near_year is not None:
        return base + moment.near_year
    if moment.near_month is not None or (moment.part or "").startswith("month") or anchor.day is None:
        return base
    ends = bounds(moment, base, anchor.month)
    end = iso(ends[1]) if ends else None
    return base + 1 if end and end < anchor.day else base
