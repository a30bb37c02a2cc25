"""A deadline as found, before it is counted from the meeting's date."""

from __future__ import annotations

from typing import NamedTuple

from minutes_cli.models import Urgency
from minutes_cli.text.moments import TimeExpression


class Due(NamedTuple):
    """The words of a deadline, and what it is counted by.

    One of `expression` (a date), `plan` (first year of a five-year plan), `length` (count and unit, with
    `expression` for the hour of 今晚8时前), `solar` (month and day of a holiday, in `year` if that is printed,
    `near_year` years on if it is 明年) says when; none of them where the words fix nothing. `is_by`: up to and with
    its last day.
    """

    start: int
    end: int
    rule: str
    hard: bool = True
    is_by: bool = False
    expression: TimeExpression | None = None
    plan: int | None = None
    length: tuple[int, str] | None = None
    solar: tuple[int, int] | None = None
    year: int | None = None
    near_year: int | None = None
    urgency: Urgency | None = None
    event: str | None = None
    recurrence: str | None = None
