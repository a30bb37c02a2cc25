"""The scanner of calendar words: where a text names a day, a month, a part of a year, a range, an hour.

It only reads what is written. Whose date it is, and which year it has where none is printed, others decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.lexicon.entries import trie
from minutes_cli.text.numerals import to_int

_NUMBER = re.compile(
    r"[0-9〇零一二三四五六七八九十廿卅xX×*][0-9〇零O一二三四五六七八九十xX×*]{0,3} {0,2}[年月日号季\-./至到—–~]|(?:19|20)[0-9]{6}"
)
_RANGE = re.compile(r" ?[-—–―~至到]{1,2} ?")
_AND = re.compile(r" ?[和、及与] ?")
_OPENING = re.compile(r" ?（ ?")
_SUFFIX = re.compile(
    r"之前|以前|前(?!后|期|提|来|往|述|三|两|半|列|景|沿|瞻)|(?:之|以)?内(?![容蒙部外心涵在陆])|为?止(?!水|损)|起|以来|开始|期间|之?后|以后"
)
_STARTS = ("relative_year", "relative_month", "relative_week", "relative_day", "date_start")
_COUNTED = frozenset("0123456789一二三四五六七八九十百两半几数个多每整")
_INHERITABLE = ("year", "near_year", "month")


class Moment(NamedTuple):
    """A place on the calendar as printed. None: not said; `is_masked`: said, but not legible (20××年).

    `near_year`, `near_month` and `near_week` are distances from now (明年 is 1). `part` is ``half1`` ``half2``
    ``quarter1`` … ``early`` ``middle`` ``late`` ``early_middle`` ``middle_late`` (旬), ``end`` (底, 末), ``within`` (内).
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


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date as it stands: `start:end` takes in half-day and clock, `tail` ends behind 前, 内, 起 … where one follows.

    ``kind`` is ``date`` (calendar), ``relative`` (昨天, 近日) or ``lunar``; `distance` is a relative word's days from
    the day of writing. ``follows`` is True for a further sitting (12日下午 in 10日上午和12日下午).
    """

    start: int
    end: int
    rule: str
    kind: str = "date"
    first: Moment = Moment()
    last: Moment | None = None
    period: str | None = None
    time: str | None = None
    suffix: str = ""
    tail: int = 0
    distance: int | None = None
    follows: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it names a day (or a range of days)."""
        return self.first.day is not None or self.kind != "date"


class DateScanner:
    """Reads every calendar word of a folded text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._point = lexicon.pattern("date.point")
        self._numeric = lexicon.pattern("date.numeric")
        self._tail = lexicon.pattern("date.tail")
        self._clock = lexicon.pattern("date.clock")
        self._lunar = lexicon.pattern("date.lunar")
        self._word = re.compile(trie([term for kind in _STARTS for e in lexicon.entries(kind) for term in e.terms]))
        self._days = lexicon.words("relative_day")
        self._periods = lexicon.words("date_period")
        self._distance = {
            group: {term: int(entry.value or 0) for entry in lexicon.entries(kind) for term in entry.terms}
            for group, kind in (
                ("near_year", "relative_year"),
                ("near_month", "relative_month"),
                ("near_week", "relative_week"),
            )
        }

    def scan(self, folded: str, start: int = 0, end: int | None = None) -> list[TimeExpression]:
        """Every expression between `start` and `end`, in order.

        >>> from minutes_cli.lexicon import default_lexicon
        >>> text = "7月10日上午和12日下午，局务会召开，要求明年6月底前完工。"
        >>> [text[e.start : e.tail] for e in DateScanner(default_lexicon()).scan(text)]
        ['7月10日上午', '12日下午', '明年6月底前']
        """
        stop = len(folded) if end is None else end
        anchors = {match.start() for match in _NUMBER.finditer(folded, start, stop)}
        for match in self._word.finditer(folded, start, stop):
            at = match.start()
            if folded[at] not in "年月" or not at or folded[at - 1] not in _COUNTED:
                anchors.add(at)
        found: list[TimeExpression] = []
        position = start
        for anchor in sorted(anchors):
            if anchor < position:
                continue
            for expression in self._read(folded, anchor):
                found.append(expression)
                position = expression.tail
        return found

    def clock(self, folded: str, start: int, end: int) -> tuple[str | None, str | None]:
        """Half-day and hour of the first clock between `start` and `end`."""
        match = self._clock.search(folded, start, end)
        return self._hour(match) if match else (None, None)

    def _read(self, folded: str, at: int) -> Iterator[TimeExpression]:
        lunar = self._lunar.match(folded, at)
        if lunar:
            yield self._finish(folded, TimeExpression(at, lunar.end(), "date.lunar", "lunar"))
            return
        relative = self._days.match(folded, at)
        if relative:
            yield self._relative(folded, at, *relative)
            return
        read = self._moment(folded, at)
        if read is None:
            return
        moment, end, rule = read
        expression = self._tailed(folded, TimeExpression(at, end, rule, first=moment))
        yield from self._continued(folded, expression)

    def _continued(self, folded: str, expression: TimeExpression) -> Iterator[TimeExpression]:
        """`expression` with the end of its range, then the further sittings joined to it by 和 or 、."""
        connector = _RANGE.match(folded, expression.end)
        read = self._moment(folded, connector.end()) if connector else None
        if connector and read and not read[0].part:
            last = _inherit(expression.first, read[0])
            if _same_grain(expression.first, last):
                whole = replace(expression, last=last, end=read[1])
                tailed = self._tailed(folded, whole)
                expression = replace(
                    tailed, period=expression.period or tailed.period, time=expression.time or tailed.time
                )
        yield self._finish(folded, expression)
        joint = _AND.match(folded, expression.end)
        if not joint or expression.last or expression.first.day is None:
            return
        read = self._moment(folded, joint.end())
        if read and read[0].day is not None and read[0].year is None:
            moment = _inherit(expression.first, read[0])
            following = TimeExpression(joint.end(), read[1], read[2], first=moment, follows=True)
            yield from self._continued(folded, self._tailed(folded, following))

    def _relative(self, folded: str, at: int, end: int, entry: Entry) -> TimeExpression:
        """昨天下午; 今天下午（12月26日） is the date in brackets."""
        distance = None if entry.value in (None, "unknown") else int(entry.value or 0)
        word = folded[at:end]
        expression = self._tailed(folded, TimeExpression(at, end, entry.id, "relative", distance=distance))
        if expression.period is None and word[-1] in "早晚":
            expression = replace(expression, period="morning" if word[-1] == "早" else "evening")
        bracket = _OPENING.match(folded, expression.end)
        read = self._moment(folded, bracket.end()) if bracket else None
        if read and read[0].day is not None and folded.startswith("）", read[1]):
            explicit = TimeExpression(at, read[1] + 1, read[2], first=read[0], period=expression.period)
            tailed = self._tailed(folded, explicit)
            expression = replace(tailed, period=expression.period or tailed.period, time=expression.time or tailed.time)
        return self._finish(folded, expression)

    def _finish(self, folded: str, expression: TimeExpression) -> TimeExpression:
        """`expression` with the 前, 内, 起 … behind it."""
        match = _SUFFIX.match(folded, expression.end)
        if not match:
            return replace(expression, tail=expression.end)
        return replace(expression, suffix=match.group(), tail=match.end())

    def _tailed(self, folded: str, expression: TimeExpression) -> TimeExpression:
        """`expression` with the half-day and the clock that follow it."""
        if expression.kind == "date" and expression.first.day is None and expression.first.weekday is None:
            return expression
        match = self._tail.match(folded, expression.end)
        if not match or match.end() == expression.end:
            return expression
        period, time = self._hour(match)
        return replace(expression, end=match.end(), period=period, time=time)

    def _hour(self, match: re.Match[str]) -> tuple[str | None, str | None]:
        groups = match.groupdict()
        entry = self._periods.get(groups.get("period") or "")
        period = entry.value if entry else None
        hour = to_int(groups.get("hour") or groups.get("hour_word") or "")
        if hour is None or hour > 24:
            return period, None
        minute = to_int(groups.get("minute") or groups.get("minutes") or groups.get("minute_word") or "0") or 0
        if groups.get("half_hour") or groups.get("half_hour_word"):
            minute = 30
        if hour < 12 and (period in ("afternoon", "evening") or (period == "noon" and hour < 4)):
            hour += 12
        if hour == 12 and period == "early_morning":
            hour = 0
        return period, f"{hour % 24:02}:{minute:02}"

    def _moment(self, folded: str, at: int) -> tuple[Moment, int, str] | None:
        """The single place on the calendar that begins at `at`: what it says, its end, its rule."""
        numeric = self._numeric.match(folded, at)
        if numeric:
            month = numeric["month"] or numeric["month_tight"]
            day = numeric["day"] or numeric["day_tight"]
            return Moment(int(numeric["year"]), int(month), int(day)), numeric.end(), "date.numeric"
        if at and folded[at] in "0123456789" and folded[at - 1] in "0123456789.":
            return None
        match = self._point.match(folded, at)
        if not match or match.end() == at:
            return None
        moment = self._of(match)
        return None if moment is None else (moment, match.end(), "date.point")

    def _of(self, match: re.Match[str]) -> Moment | None:
        group = match.groupdict()
        year, is_masked, is_two_digit = _year(group["year"])
        month, month_masked = _small(group["month"])
        day, day_masked = _small(group["day"] or group["lone_day"] or group["lone_word"] or group["near_month_day"])
        if (month is not None and not 1 <= month <= 12) or day == 0:
            return None
        moment = Moment(
            year,
            month,
            day,
            *(
                self._distance[name].get(group[name]) if group[name] else None
                for name in ("near_year", "near_month", "near_week")
            ),
            weekday=min("一二三四五六日天".index(group["weekday"]), 6) if group["weekday"] else None,
            part=_part(group),
            is_masked=is_masked or month_masked or day_masked,
            is_two_digit=is_two_digit,
        )
        is_empty = moment[:8] == (None,) * 8
        return None if is_empty and not moment.is_masked else moment


def _inherit(first: Moment, later: Moment) -> Moment:
    """`later` with the year and month it leaves to `first` (7月30日至8月1日, 28日-29日)."""
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


def _same_grain(first: Moment, last: Moment) -> bool:
    return (first.day is None) == (last.day is None) and (first.month is None) == (last.month is None)


def _year(words: str | None) -> tuple[int | None, bool, bool]:
    """A printed year: its number, whether it is masked, whether it has two digits only."""
    if not words:
        return None, False, False
    if any(c in "xX×*" for c in words):
        return None, True, False
    number = to_int(words)
    if number is None or (number > 99 and not 1000 <= number <= 2999):
        return None, True, False
    if number <= 99:
        return (2000 if number < 50 else 1900) + number, False, True
    return number, False, False


def _small(words: str | None) -> tuple[int | None, bool]:
    if not words:
        return None, False
    if any(c in "xX×*" for c in words) or words in ("〇", "〇〇"):
        return None, True
    return to_int(words), False


_THIRDS = {
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
    if group["month_alone"]:
        return "month_end" if group["month_alone"] != "月内" else "month_within"
    if group["year_part"] or group["year_middle"]:
        return {"底": "year_end", "末": "year_end", "内": "year_within", "中": "year_middle", "初": "year_early"}[
            group["year_part"] or group["year_middle"] or ""
        ]
    word = group["third"] or group["month_part"] or group["near_month_part"] or group["week_part"]
    return _THIRDS.get(word or "")
