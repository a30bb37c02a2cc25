"""From what a date says to EDTF and to ISO dates: last days, halves and quarters of a year, thirds of a month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from minutes_cli.models import Basis, Span
from minutes_cli.text.moments import Moment


class Day(NamedTuple):
    """A day, month or year of which parts may be unknown; `month` and `day` None: not said."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def edtf(self) -> str:
        """ISO 8601-2, level 1.

        >>> Day(None, 8, 30).edtf, Day(None, None, 24).edtf, Day(2019, 9).edtf
        ('XXXX-08-30', 'XXXX-XX-24', '2019-09')
        """
        year = "XXXX" if self.year is None else f"{self.year:04}"
        if self.day is not None:
            return f"{year}-{'XX' if self.month is None else f'{self.month:02}'}-{self.day:02}"
        return year if self.month is None else f"{year}-{self.month:02}"


class Anchor(NamedTuple):
    """The meeting's own date, from which deadlines count.

    `year` and `month` are what its words say (for a deadline's `edtf`), `day` what it is resolved to.
    """

    year: int | None = None
    month: int | None = None
    month_day: tuple[int, int] | None = None
    day: date | None = None
    basis: Basis | None = None
    evidence: Span | None = None


def last_day(year: int | None, month: int) -> Day:
    """The last day of a month; of February without a year only the month is known."""
    if year is None and month == 2:
        return Day(None, 2)
    return Day(year, month, monthrange(year or 2001, month)[1])


def is_possible(moment: Moment) -> bool:
    """Whether the calendar has such a day (2月30日 is none; 2月29日 needs a leap year where the year is said)."""
    if moment.day is None or 1 <= moment.day <= 28:
        return True
    if moment.month is None:
        return 1 <= moment.day <= 31
    longest = monthrange(moment.year if moment.year is not None else 2000, moment.month)[1]
    return 1 <= moment.day <= longest


_THIRDS = {"early": (1, 10), "early_middle": (1, 20), "middle": (11, 20), "middle_late": (11, 0), "late": (21, 0)}


def bounds(moment: Moment, year: int | None, month: int | None) -> tuple[Day, Day] | None:
    """First and last day of what `moment` names, read in `year`; `month` is the month that 本月 and 月底 mean.

    None where it names nothing that the calendar has (本周五: that needs a full date, see `weekday`).

    >>> [day.edtf for day in bounds(Moment(part="half2"), 2021, None)]
    ['2021-07-01', '2021-12-31']
    """
    part = moment.part or ""
    if part.startswith("half"):
        return (Day(year, 1, 1), Day(year, 6, 30)) if part == "half1" else (Day(year, 7, 1), Day(year, 12, 31))
    if part.startswith("quarter"):
        last = int(part[7]) * 3
        return Day(year, last - 2, 1), last_day(year, last)
    if part.startswith("this_quarter"):
        return bounds(Moment(part=f"quarter{(month + 2) // 3}"), year, None) if month else None
    if part == "year_middle":
        return Day(year, 6, 1), Day(year, 6, 30)
    if part == "year_early":
        return Day(year, 1, 1), Day(year, 1, 31)
    if part.startswith("year"):
        return Day(year, 1, 1), Day(year, 12, 31)
    named = moment.month
    if named is None and (moment.near_month is not None or part.startswith("month")):
        if month is None:
            return None
        turned = month - 1 + (moment.near_month or 0)
        named = turned % 12 + 1
        year = None if year is None else year + turned // 12
    if moment.day is not None:
        day = Day(year, named, moment.day)
        return day, day
    if named is not None:
        first, last_number = _THIRDS.get(part, (1, 0))
        return Day(year, named, first), Day(year, named, last_number) if last_number else last_day(year, named)
    if moment.year is not None or moment.near_year is not None:
        return Day(year, 1, 1), Day(year, 12, 31)
    return None


def plain(moment: Moment) -> Day | None:
    """What `moment` says where it is a simple day, month or year."""
    if moment.part or (moment.near_month is not None and moment.month is None) or moment.near_week is not None:
        return None
    day = Day(moment.year, moment.month, moment.day)
    return None if day == (None, None, None) else day


def edtf_of(first: Moment, last: Moment | None = None) -> str | None:
    """EDTF of a date or of a range as its words say it; None for what is not on the calendar."""
    if not is_possible(first) or (last is not None and not is_possible(last)):
        return None
    begin = plain(first)
    if begin is None:
        ends = bounds(first, first.year, None)
        closing = bounds(last, last.year, None) if last else ends
        return f"{ends[0].edtf}/{closing[1].edtf}" if ends and closing else None
    end = plain(last) if last is not None else None
    return f"{begin.edtf}/{end.edtf}" if end else begin.edtf


def iso(day: Day) -> date | None:
    """The full date, or None where a part is unknown or the calendar has no such day."""
    if day.year is None or day.month is None or day.day is None:
        return None
    try:
        return date(day.year, day.month, day.day)
    except ValueError:
        return None


def full(first: Moment, last: Moment | None = None) -> str | None:
    """The ISO date of a moment whose year is printed, or the interval of full dates that it or a range covers.

    >>> full(Moment(2019, 7, 31)), full(Moment(2019, 9))
    ('2019-07-31', '2019-09-01/2019-09-30')
    """
    opening = bounds(first, first.year, None)
    closing = bounds(last, last.year, None) if last else opening
    begin = iso(opening[0]) if opening else None
    end = iso(closing[1]) if closing else None
    if begin is None or end is None:
        return None
    return str(begin) if begin == end else f"{begin}/{end}"


def weekday(anchor: date, weeks: int, index: int | None) -> date:
    """The day `index` (0 is Monday) of the week that is `weeks` after the one of `anchor`; its Sunday without one.

    >>> weekday(date(2019, 7, 31), 1, 0)
    datetime.date(2019, 8, 5)
    """
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=weeks)
    return monday + timedelta(days=6 if index is None else index)


def next_day(anchor: date, day: int) -> date:
    """The first date not before `anchor` that is the `day` of its month.

    >>> next_day(date(2019, 7, 31), 5)
    datetime.date(2019, 8, 5)
    """
    while anchor.day != day:
        anchor += timedelta(days=1)
    return anchor


def add_working_days(anchor: date, count: int) -> date:
    """`count` days of Monday to Friday after `anchor`, its own day not counted.

    >>> add_working_days(date(2019, 7, 31), 10)
    datetime.date(2019, 8, 14)
    """
    weeks, rest = divmod(count, 5)
    friday = anchor - timedelta(days=max(0, anchor.weekday() - 4))
    day = friday + timedelta(weeks=weeks)
    return day + timedelta(days=rest + (2 if day.weekday() + rest > 4 else 0))


def add_months(anchor: date, count: int) -> date:
    """The same day `count` months on, or that month's last.

    >>> add_months(date(2019, 8, 31), 1)
    datetime.date(2019, 9, 30)
    """
    turned = anchor.month - 1 + count
    year, month = anchor.year + turned // 12, turned % 12 + 1
    return date(year, month, min(anchor.day, monthrange(year, month)[1]))
