"""The scanner of calendar words: where a text names a day, a month, a part of a year, a range, an hour.

It only reads what is written. Whose date it is, and which year it has where none is printed, others decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.lexicon.entries import trie
from minutes_cli.models import Period
from minutes_cli.text.moments import BLANK, PARTS, Moment, TimeExpression, inherit, is_same_grain, moment_of
from minutes_cli.text.numerals import to_int

_NUMBER = re.compile(
    r"[0-9〇零一二三四五六七八九十廿卅xX×*]"
    r"(?:[0-9〇零O一二三四五六七八九十xX×*]{0,3} {0,2}[年月日号季\-./至到—–~]|(?:(?<=1)9|(?<=2)0)[0-9]{6})"
)
"""Where a number of a date may begin. The first character is written once: `re` skips quickly to one of a class."""
_RANGE = re.compile(r" ?[-—–―~至到]{1,2} ?")
_AND = re.compile(r" ?[和、及与] ?")
_OPENING = re.compile(r" ?（ ?")
_NEAR = ("relative_year", "relative_month", "relative_week", "relative_day")
_DIGITS = frozenset("0123456789")
_LUNAR = frozenset("农阴正腊冬大")
_PERIODS: dict[str, Period] = {"早": "morning", "晚": "evening"}
_COUNTED = frozenset("0123456789一二三四五六七八九十百两半几数个多每整")


class DateScanner:
    """Reads every calendar word of a folded text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._point = lexicon.pattern("date.point")
        self._numeric = lexicon.pattern("date.numeric")
        self._tail = lexicon.pattern("date.tail")
        self._suffix = lexicon.pattern("date.suffix")
        self._periods = lexicon.words("date_period")
        self._near: dict[str, Entry] = {
            term: entry for kind in _NEAR for entry in lexicon.entries(kind) for term in entry.terms
        }
        starts = [term for entry in lexicon.entries("date_start") for term in entry.terms]
        self._word = re.compile(trie([*self._near, *starts]))

    def scan(self, folded: str, start: int = 0, end: int | None = None) -> list[TimeExpression]:
        """Every expression between `start` and `end`, in order.

        >>> from minutes_cli.lexicon import default_lexicon
        >>> text = "3月5日上午和7日下午，局务会召开，要求明年6月底前完工。"
        >>> [text[e.start : e.tail] for e in DateScanner(default_lexicon()).scan(text)]
        ['3月5日上午', '7日下午', '明年6月底前']
        """
        stop = len(folded) if end is None else end
        anchors = {match.start(): "" for match in _NUMBER.finditer(folded, start, stop)}
        for match in self._word.finditer(folded, start, stop):
            at = match.start()
            if folded[at] not in "年月" or not at or folded[at - 1] not in _COUNTED:
                anchors[at] = match.group()
        found: list[TimeExpression] = []
        position = start
        for at, word in sorted(anchors.items()):
            if at >= position:
                found.extend(self._read(folded, at, word))
                position = found[-1].tail if found else position
        return found

    def clock(self, folded: str, start: int, end: int) -> tuple[Period | None, str | None]:
        """Half-day and hour of the first clock between `start` and `end`."""
        match = self._lexicon.pattern("date.clock").search(folded, start, end)
        return self._hour(match) if match else (None, None)

    def _read(self, folded: str, at: int, word: str) -> Iterator[TimeExpression]:
        """What begins at `at`: the listed `word`, or a number where that is empty."""
        if word and folded[at] in _LUNAR:
            lunar = self._lexicon.pattern("date.lunar").match(folded, at)
            if lunar:
                yield self._finish(folded, TimeExpression(at, lunar.end(), "date.lunar", "lunar", tail=lunar.end()))
                return
        entry = self._near.get(word)
        if entry and entry.kind == "relative_day":
            yield self._relative(folded, at, at + len(word), entry)
            return
        near = (at + len(word), entry) if entry else None
        read = self._moment(folded, at, near)
        if read is None:
            return
        moment, end, rule = read
        expression = self._tailed(folded, TimeExpression(at, end, rule, first=moment, tail=end))
        yield from self._continued(folded, expression)

    def _continued(self, folded: str, expression: TimeExpression) -> Iterator[TimeExpression]:
        """`expression` with the end of its range, then the further sittings joined to it by 和 or 、."""
        current: TimeExpression | None = expression
        while current is not None:
            current = self._ranged(folded, current)
            yield self._finish(folded, current)
            current = self._following(folded, current)

    def _ranged(self, folded: str, expression: TimeExpression) -> TimeExpression:
        connector = _RANGE.match(folded, expression.end)
        read = self._moment(folded, connector.end()) if connector else None
        if not read or (read[0].part and not expression.first.part):
            return expression
        last = inherit(expression.first, read[0])
        if not is_same_grain(expression.first, last):
            return expression
        tailed = self._tailed(folded, expression._replace(last=last, end=read[1], tail=read[1]))
        return tailed._replace(period=expression.period or tailed.period, time=expression.time or tailed.time)

    def _following(self, folded: str, expression: TimeExpression) -> TimeExpression | None:
        """The further sitting (7日下午 in 5日上午和7日下午) that is joined to `expression`."""
        if expression.last or expression.first.day is None:
            return None
        joint = _AND.match(folded, expression.end)
        read = self._moment(folded, joint.end()) if joint else None
        if not joint or not read or read[0].day is None or read[0].year is not None:
            return None
        moment = inherit(expression.first, read[0])
        start, (_, end, rule) = joint.end(), read
        return self._tailed(folded, TimeExpression(start, end, rule, first=moment, tail=end, follows=True))

    def _relative(self, folded: str, at: int, end: int, entry: Entry) -> TimeExpression:
        """昨天下午; 今天上午（4月9日） is the date in brackets."""
        distance = None if entry.value in (None, "unknown") else int(entry.value or 0)
        said = _PERIODS.get(folded[end - 1])
        word = TimeExpression(at, end, entry.id, "relative", tail=end, distance=distance)
        expression = self._tailed(folded, word, said)
        if said and not expression.period:
            expression = expression._replace(period=said)
        bracket = _OPENING.match(folded, expression.end)
        read = self._moment(folded, bracket.end()) if bracket else None
        if read and read[0].day is not None and folded.startswith("）", read[1]):
            end = read[1] + 1
            tailed = self._tailed(folded, TimeExpression(at, end, read[2], first=read[0], tail=end))
            expression = tailed._replace(period=expression.period or tailed.period, time=expression.time or tailed.time)
        return self._finish(folded, expression)

    def _finish(self, folded: str, expression: TimeExpression) -> TimeExpression:
        """`expression` with the 前, 内, 起 … behind it."""
        match = self._suffix.match(folded, expression.end)
        return expression._replace(suffix=match.group(), tail=match.end()) if match else expression

    def _tailed(self, folded: str, expression: TimeExpression, said: Period | None = None) -> TimeExpression:
        """`expression` with the half-day and the clock that follow it; `said` is the half-day in 今晚."""
        if expression.kind == "date" and expression.first.day is None and expression.first.weekday is None:
            return expression
        match = self._tail.match(folded, expression.end)
        if not match or match.end() == expression.end:
            return expression
        period, time = self._hour(match, said)
        return expression._replace(end=match.end(), tail=match.end(), period=period, time=time)

    def _hour(self, match: re.Match[str], said: Period | None = None) -> tuple[Period | None, str | None]:
        groups = match.groupdict()
        entry = self._periods.get(groups.get("period") or "")
        period = cast(Period, entry.value) if entry else said
        hour = to_int(groups.get("hour") or groups.get("hour_word") or "")
        if hour is None or hour > 24:
            return period, None
        minute = to_int(groups.get("minute") or groups.get("minutes") or groups.get("minute_word") or "0") or 0
        if groups.get("half_hour") or groups.get("half_hour_word"):
            minute = 30
        if hour < 12 and (period in ("afternoon", "evening") or (period == "noon" and hour < 4)):
            hour += 12
        if hour == 12 and period in ("early_morning", "evening"):
            hour = 0  # 晚12时 is the end of the day
        return period, f"{hour % 24:02}:{minute:02}"

    def _moment(self, folded: str, at: int, near: tuple[int, Entry] | None = None) -> tuple[Moment, int, str] | None:
        """The single place on the calendar that begins at `at`: what it says, its end, its rule."""
        if near is None and folded[at : at + 1] in _DIGITS:
            numeric = self._numeric.match(folded, at)
            if numeric:
                month = numeric["month"] or numeric["month_tight"]
                day = numeric["day"] or numeric["day_tight"]
                return Moment(int(numeric["year"]), int(month), int(day)), numeric.end(), "date.numeric"
            if at and folded[at - 1] in "0123456789.":
                return None
        if near and near[1].kind in ("relative_month", "relative_week"):
            return self._near_moment(folded, *near)
        begin = near[0] if near else at
        while near and folded[begin : begin + 1] in ("的", " "):
            begin += 1
        match = self._point.match(folded, begin)
        if not near and (not match or match.end() == at):
            return None
        moment = moment_of(match) if match and match.end() > begin else Moment()
        if moment is None or (near and moment.year is not None):
            moment = Moment()
            match = None
        if near:
            end = match.end() if match and match.end() > begin else near[0]
            return moment._replace(near_year=int(near[1].value or 0)), end, near[1].id
        if not match or (moment[:8] == BLANK and not moment.is_masked):
            return None
        return moment, match.end(), "date.point"

    def _near_moment(self, folded: str, end: int, entry: Entry) -> tuple[Moment, int, str]:
        """本月, 下月底, 本周五."""
        distance = int(entry.value or 0)
        if entry.kind == "relative_month":
            match = self._lexicon.pattern("date.near_month").match(folded, end)
            moment = Moment(near_month=distance)
            if match:
                day = int(match["day"]) if match["day"] else None
                moment = moment._replace(day=day, part=PARTS.get(match["part"] or ""))
        else:
            match = self._lexicon.pattern("date.near_week").match(folded, end)
            moment = Moment(near_week=distance)
            if match:
                index = min("一二三四五六日天".index(match["weekday"]), 6) if match["weekday"] else None
                moment = moment._replace(weekday=index, part=PARTS.get(match["part"] or ""))
        return moment, match.end() if match else end, entry.id
