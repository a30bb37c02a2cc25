"""Which times of a text are deadlines: the cues of the clause they stand in tell an order from a report."""

from __future__ import annotations

from minutes_cli.extract.calendar import Anchor
from minutes_cli.extract.clause import Clauses
from minutes_cli.extract.due import Due
from minutes_cli.extract.spell import find_spells
from minutes_cli.structure.document import Document
from minutes_cli.text.moments import Moment, TimeExpression

_NEAR, _FAR = 8, 30
"""How far behind a date the act may begin: where only its place in the clause speaks for it, and where a cue does."""
_BY = frozenset("前止")
_NOT_DUE = frozenset(("起", "以来", "开始", "后", "之后", "以后"))
_BY_PARTS = frozenset(("end", "within", "month_end", "month_within", "year_end", "year_within"))


def find_dues(document: Document, expressions: list[TimeExpression], anchor: Anchor) -> list[Due]:
    """Every deadline of `document` in order; `expressions` are the dates that are not its own (meeting, issue).

    Where two overlap the longer words win (每月5日前 holds 5日前).
    """
    dates = _Dates(Clauses(document), expressions, anchor)
    found = [*map(dates.dated, find_spells(dates.clauses)), *(due for e in expressions if (due := dates.due(e)))]
    found.sort(key=lambda due: (due.start, -due.end))
    kept: list[Due] = []
    for due in found:
        if kept and due.start < kept[-1].end:
            if due.end - due.start > kept[-1].end - kept[-1].start:
                kept[-1] = due
        else:
            kept.append(due)
    return kept


class _Dates:
    """Tells which dates of one document are deadlines."""

    def __init__(self, clauses: Clauses, expressions: list[TimeExpression], anchor: Anchor) -> None:
        self.clauses = clauses
        self.anchor = anchor
        self.expressions = expressions
        self._days = {e.tail: e for e in expressions if e.first.day is not None and not e.suffix and not e.last}

    def dated(self, due: Due) -> Due:
        """`due` with the day printed just before its event (9月1日开学前)."""
        day = self._days.get(due.start) if due.event and due.is_by else None
        return due._replace(start=day.start, expression=day, solar=None) if day else due

    def due(self, expression: TimeExpression) -> Due | None:
        """`expression` as a deadline, or None."""
        clauses, first, start = self.clauses, expression.first, expression.start
        if expression.kind != "date":
            return self._from_now(expression)
        is_labelled = clauses.is_labelled(start)
        if not is_labelled and not self._may_be(expression):
            return None
        is_by = expression.suffix[-1:] in _BY or "内" in expression.suffix or _is_end(first, expression.last)
        end = expression.tail if is_by and expression.suffix not in _NOT_DUE else expression.end
        is_until = clauses.is_until(start) and first.near_week is None
        start -= is_until
        if clauses.is_shielded(start):
            return None
        rule = "deadline.label" if is_labelled else self._rule(expression, start, end, is_until)
        if rule is None or not (is_labelled or self._is_open(start, end)):
            return None
        return Due(start, end, rule, clauses.is_hard(start), is_by or is_until, expression)

    def _from_now(self, expression: TimeExpression) -> Due | None:
        """今晚12时前, 明天下班前, 今晚必须: counted from the meeting's day; 腊月二十前 from nothing."""
        clauses, start, end = self.clauses, expression.start, expression.tail
        distance, is_by = expression.distance, expression.suffix.endswith(("前", "内"))
        is_lunar = expression.kind == "lunar"
        if is_lunar or (distance is not None and distance >= 0):
            is_due = is_by or (not is_lunar and self._is_today(end))
            if is_due and not clauses.is_shielded(start) and self._is_open(start, end):
                length = None if distance is None else (distance, "day")
                rule = "date.suffix" if is_by else "deadline.today"
                return Due(start, end, rule, clauses.is_hard(start), True, expression, length=length)
        return None

    def _is_today(self, end: int) -> bool:
        """Whether something to be done is ordered for the day whose word ends at `end`."""
        clauses, right = self.clauses, min(self.clauses.right(end), end + _FAR)
        is_ordered = clauses.has("deadline.today", end, right) and clauses.has("deadline.verb", end, end + _NEAR)
        return is_ordered and not clauses.has("deadline.session", end, right)

    def _is_open(self, start: int, end: int) -> bool:
        """Whether something may be ordered there: no header, no report and, outside minutes, an order."""
        clauses = self.clauses
        if clauses.is_closed(start) or not (clauses.document.page.is_minutes or clauses.is_ordered(start)):
            return False
        return not clauses.is_told(start, end)

    def _may_be(self, expression: TimeExpression) -> bool:
        """False for beginnings (9月1日起), for what lies behind (去年底) and for 今年 alone."""
        first = expression.first
        if expression.suffix in _NOT_DUE or min(first.near_year or 0, first.near_month or 0, first.near_week or 0) < 0:
            return False
        return not (first.near_year == 0 and _is_year(first))

    def _rule(self, expression: TimeExpression, start: int, end: int, is_until: bool) -> str | None:
        """The rule that makes the date at ``start:end`` a deadline, or None."""
        clauses, first, suffix = self.clauses, expression.first, expression.suffix
        if suffix[-1:] == "前":
            is_missed = clauses.has("deadline.missed", end, end + 4)
            if clauses.has("deadline.noun.before", start - 3, end + 10):
                return None
            return None if is_missed and not self._is_ahead(expression.last or first, start) else "date.suffix"
        if "内" in suffix and first.month is None and first.day is not None:
            return None
        is_within = (first.part or "").endswith("within")
        is_limit = is_until or is_within or "内" in suffix or suffix.endswith("止")
        opens = clauses.opens(start)
        if not (opens or is_limit):
            return self._in_the_midst(expression, start, end)
        is_year = _is_year(first)
        right = clauses.right(end)
        if clauses.has("deadline.session", end, right) or clauses.has("deadline.noun", end, right):
            return None
        is_end = _is_end(first, expression.last) or (is_year and self._is_later(first))
        if is_end and right == end and clauses.folded[right : right + 1] == "，":
            # 2019年底，全面完成…: what is due stands in the next clause.
            right = clauses.right(right + 1)
        has_verb = clauses.has("deadline.verb", end, min(right, end + _FAR))
        is_span_end = is_until and clauses.has("deadline.span", start - 24, start)
        if is_span_end and not (clauses.is_ordered(start) and self._is_ahead(expression.last or first, start)):
            return None
        if is_until and (has_verb or opens):
            return "deadline.until" if not is_year or self._is_plausible(first, start) else None
        if first.is_masked:
            return None
        if not has_verb:
            return "deadline.lead.strong" if self._is_bound(start, end, right) and not is_year else None
        if "内" in suffix or suffix.endswith("止"):
            return "date.suffix"
        if clauses.leads(start):
            return "deadline.lead"
        if clauses.has("deadline.result", end, right):
            return None
        is_asked = clauses.document.page.is_minutes and clauses.is_ordered(start)
        near = _FAR if is_asked and _is_end(first, expression.last) else _NEAR
        is_near = clauses.has("deadline.verb", end, min(right, end + near))
        is_placed = opens or (is_within and clauses.is_ordered(start))
        is_due = is_near and is_placed and self._is_ahead(expression.last or first, start)
        return "deadline.verb" if is_due else None

    def _in_the_midst(self, expression: TimeExpression, start: int, end: int) -> str | None:
        """The rule for a date in the midst of its clause: told in passing, unless what is finished then follows."""
        clauses, first = self.clauses, expression.first
        is_vague = _is_year(first) and not self._is_later(first)
        if expression.suffix or is_vague or not clauses.document.page.is_minutes:
            return None
        is_finish = clauses.has("deadline.verb.finish", end, end + _NEAR)
        return "deadline.verb.finish" if is_finish and self._is_ahead(expression.last or first, start) else None

    def _is_bound(self, start: int, end: int, right: int) -> bool:
        """Whether 力争, 确保 … leads the date and something to be done, not a result, follows it in the clause."""
        clauses = self.clauses
        is_led = clauses.has("deadline.lead.strong", start - 6, start)
        return is_led and right > end + 1 and not clauses.has("deadline.result", end, right)

    def _is_plausible(self, moment: Moment, at: int) -> bool:
        """Whether 到2025年 can lie ahead: not before the meeting, nor before what the text tells elsewhere."""
        year = moment.year
        if year is None:
            return True
        if self.anchor.day:
            return year >= self.anchor.day.year
        latest = max((e.first.year for e in self.expressions if e.first.year), default=0)
        return year >= latest or self.clauses.is_ordered(at)

    def _is_later(self, moment: Moment) -> bool:
        """Whether `moment` says a year that is known to be later than the meeting's."""
        day = self.anchor.day
        return bool(moment.near_year) or (moment.year is not None and day is not None and moment.year > day.year)

    def _is_ahead(self, moment: Moment, at: int) -> bool:
        """Whether the time lies ahead of the meeting; where that cannot be told, whether it is asked for."""
        if moment.near_year or moment.near_month or moment.near_week:
            return True
        if moment.year is not None:
            year = self.anchor.day.year if self.anchor.day else None
            if year is None:
                return self.clauses.is_ordered(at)
            if moment.year != year:
                return moment.year > year
        if self.anchor.month_day is None:
            return self.clauses.is_ordered(at)
        month, day = self.anchor.month_day
        last_month = _last_month(moment)
        if last_month is None:
            return True
        behind = (last_month - month) % 12
        if behind == 0:
            return moment.day is None or moment.day >= day
        return behind <= 6 or (last_month > month and (bool(moment.part) or self.clauses.is_ordered(at)))


def _is_year(moment: Moment) -> bool:
    """Whether only a year is said."""
    return moment[1:3] == (None, None) and moment[4:8] == (None, None, None, None)


def _is_end(first: Moment, last: Moment | None) -> bool:
    part = first.part or ""
    return last is None and (part in _BY_PARTS or part.endswith("_end"))


def _last_month(moment: Moment) -> int | None:
    """The month in which `moment` ends, of its year; None where only the year or the day is said."""
    part = moment.part or ""
    if part.startswith("half"):
        return 6 if part == "half1" else 12
    if part.startswith("quarter"):
        return int(part[7]) * 3
    if part.startswith("this_quarter"):
        return None
    if part.startswith("year"):
        return 12
    return moment.month
