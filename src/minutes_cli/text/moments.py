"""What a text says of the calendar: a place on it (`Moment`), and the expression that names one or two of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.models import Period
from minutes_cli.text.numerals import to_int

_INHERITABLE = ("year", "near_year", "month")
_MASKS = frozenset("xX×*")
_WHOLE = ("year", "month", "short_month", "day", "short_day", "lone_day", "lone_word")
"""Groups of the point pattern; where one of them is the last, no part of a year or month is said."""


class Moment(NamedTuple):
    """A place on the calendar as printed. None: not said; `is_masked`: said, but not legible (20××年).

    `near_year`, `near_month` and `near_week` are distances from now (明年 is 1). `part` is ``half1`` ``half2``
    ``quarter1`` … ``this_quarter``, ``early`` ``middle`` ``late`` ``early_middle`` ``middle_late`` (旬), ``end``
    (底, 末), ``within`` (内).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    near_year: int | None = None
    near_month: int | None = None
    near_week: int | None = None
    weekday: int | None = None
    part: str | None = None
    is_masked: bool = False
    is_two_digit: bool = False


NOWHERE = Moment()
"""A moment that says nothing of the calendar (昨天, a lunar date)."""
BLANK = (None,) * 8


class TimeExpression(NamedTuple):
    """A date as it stands: `start:end` takes in half-day and clock, `tail` ends behind 前, 内, 起 … where one follows.

    ``kind`` is ``date`` (calendar), ``relative`` (昨天, 近日) or ``lunar``; `distance` is a relative word's days from
    the day of writing. ``follows`` is True for a further sitting (7日下午 in 5日上午和7日下午).
    """

    start: int
    end: int
    rule: str
    kind: str = "date"
    first: Moment = NOWHERE
    last: Moment | None = None
    period: Period | None = None
    time: str | None = None
    suffix: str = ""
    tail: int = 0
    distance: int | None = None
    follows: bool = False


def moment_of(match: re.Match[str]) -> Moment | None:
    """The moment that a match of the point pattern says; None where no calendar has it."""
    printed, long, short, *days = match.group(*_WHOLE)
    year, is_masked, is_two_digit = _year(printed)
    month, month_masked = _small(long or short)
    day, day_masked = _small(next(filter(None, days), None))
    if (month is not None and not 1 <= month <= 12) or day == 0:
        return None
    part = None if match.lastgroup in _WHOLE else _part(match.groupdict())
    is_masked = is_masked or month_masked or day_masked
    return Moment(year, month, day, None, None, None, None, part, is_masked, is_two_digit)


def inherit(first: Moment, later: Moment) -> Moment:
    """`later` with the year and month it leaves to `first` (5月30日至6月2日, 18日-19日)."""
    given = {
        name: getattr(first, name)
        for name in _INHERITABLE
        if getattr(later, name) is None and not (name == "month" and later.day is None)
    }
    if later.year is not None:
        given.pop("near_year", None)
    merged = later._replace(**given)
    if first.year is not None and later.year is None and (merged.month or 0) < (first.month or 0):
        return merged._replace(year=first.year + 1)
    return merged


def is_same_grain(first: Moment, last: Moment) -> bool:
    return (first.day is None) == (last.day is None) and (first.month is None) == (last.month is None)


@lru_cache(maxsize=1024)
def _year(words: str | None) -> tuple[int | None, bool, bool]:
    """A printed year: its number, whether it is masked, whether it has two digits only."""
    if not words:
        return None, False, False
    if not _MASKS.isdisjoint(words):
        return None, True, False
    number = to_int(words)
    if number is None or (number > 99 and not 1000 <= number <= 2999):
        return None, True, False
    if number <= 99:
        return (2000 if number < 50 else 1900) + number, False, True
    return number, False, False


@lru_cache(maxsize=1024)
def _small(words: str | None) -> tuple[int | None, bool]:
    if not words:
        return None, False
    if not _MASKS.isdisjoint(words) or words in ("〇", "〇〇"):
        return None, True
    return to_int(words), False


PARTS = {
    "上旬": "early",
    "中旬": "middle",
    "下旬": "late",
    "中上旬": "early_middle",
    "上中旬": "early_middle",
    "中下旬": "middle_late",
    "下中旬": "middle_late",
    "初": "early",
    "底": "end",
    "末": "end",
    "内": "within",
    "中": "middle",
}


def _part(group: dict[str, str | None]) -> str | None:
    """Which part of the year, quarter, month or week is meant."""
    if group["half"]:
        return "half1" if group["half"] == "上" else "half2"
    if group["quarter"]:
        return f"quarter{to_int(group['quarter'])}" + ("_end" if group["quarter_part"] in ("末", "底") else "")
    if group["this_quarter"]:
        return "this_quarter_end" if group["this_quarter_part"] else "this_quarter"
    if group["month_alone"]:
        return "month_end" if group["month_alone"] != "月内" else "month_within"
    if group["year_part"] or group["year_middle"]:
        return {"底": "year_end", "末": "year_end", "内": "year_within", "中": "year_middle", "初": "year_early"}[
            group["year_part"] or group["year_middle"] or ""
        ]
    return PARTS.get(group["third"] or group["month_part"] or "")
