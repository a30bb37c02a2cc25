"""Which times of a text are deadlines: the cues of the clause they stand in tell an order from a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from minutes_cli.extract.calendar import Anchor
from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.document import Document
from minutes_cli.text.dates import Moment, TimeExpression
from minutes_cli.text.numerals import to_int
from minutes_cli.text.shadow import QUOTE, TITLE

_CLAUSE = re.compile(r"[，。；：！？\n]")
_BY = frozenset("前止")
_NOT_DUE = frozenset(("起", "以来", "开始", "后", "之后", "以后"))
_BY_PARTS = ("end", "within", "month_end", "month_within", "year_end", "year_within")
_HEADER_LABELS = frozenset(("time", "time_place", "issued", "published", "next", "dateline", "place"))
_REACH = 80


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as found: its words, and what it is counted by.

    One of `expression` (a date), `plan` (first year of a five-year plan), `length` (count and unit), `solar` (month and
    day of a holiday) says when; none of them where the words fix nothing. `is_by`: up to and with its last day.
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
    urgency: str | None = None
    event: str | None = None
    recurrence: str | None = None


def find_dues(document: Document, expressions: list[TimeExpression], anchor: Anchor) -> list[Due]:
    """Every deadline of `document` in order; `expressions` are the dates that are not its own (meeting, issue)."""
    return _Reader(document, anchor).read(expressions)


class _Reader:
    """The rules over one document."""

    def __init__(self, document: Document, anchor: Anchor) -> None:
        self.document = document
        self.anchor = anchor
        self.lexicon: Lexicon = document.lexicon
        self.folded = document.page.shadow.folded
        self.labelled = [label.value for label in document.page.labels if label.key == "deadline"]
        self.closed = [(x.start, x.end) for x in document.page.labels if x.key in _HEADER_LABELS]
        self.closed += [*document.page.datelines, *document.page.imprint, *document.page.bylines]
        self.closed += [document.page.title] if document.page.title else []

    def read(self, expressions: list[TimeExpression]) -> list[Due]:
        """All kinds together; where two overlap the longer words win."""
        found = [
            *self._recurrent(),
            *self._plans(),
            *self._events(),
            *self._durations(),
            *self._urgent(),
            *(due for expression in expressions if (due := self._dated(expression))),
        ]
        found.sort(key=lambda due: (due.start, -due.end))
        kept: list[Due] = []
        for due in found:
            if kept and due.start < kept[-1].end:
                if due.end - due.start > kept[-1].end - kept[-1].start:
                    kept[-1] = due
            else:
                kept.append(due)
        return kept

    # --- the clause round a place

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause that holds `start:end`: between commas, stops and colons."""
        floor = max(0, start - _REACH)
        left = max((self.folded.rfind(mark, floor, start) for mark in "，。；：！？\n"), default=-1)
        right = _CLAUSE.search(self.folded, end, end + _REACH)
        return max(left + 1, floor), right.start() if right else min(len(self.folded), end + _REACH)

    def _has(self, id: str, start: int, end: int) -> bool:
        return self.lexicon.pattern(id).search(self.folded[start:end]) is not None

    def _is_shielded(self, at: int) -> bool:
        return bool(self.document.page.shadow.shield[at] & (QUOTE | TITLE)) if at < len(self.folded) else False

    def _is_closed(self, start: int) -> bool:
        return any(a <= start < b for a, b in self.closed)

    def _is_labelled(self, start: int) -> bool:
        if any(a <= start < b for a, b in self.labelled):
            return True
        return self._has("deadline.label", max(0, start - 10), start)

    def _is_told(self, start: int, end: int) -> bool:
        """Whether the clause reports what was: 了, 已, 截至 … with no order between it and the time."""
        left, right = self._clause(start, end)
        before = self.folded[left:start]
        told = None
        for told in self.lexicon.pattern("deadline.told").finditer(before):
            pass
        if told is not None and not self._has("deadline.order", left + told.end(), start):
            return True
        return self._has("deadline.told", end, right)

    def _is_ordered(self, start: int) -> bool:
        """Whether what stands there is asked for: in the tree of directives, or with a cue of order in its sentence."""
        if self.document.outline.at(start) is not None:
            return True
        first, last = self.document.page.shadow.sentence_at(start)
        return self._has("deadline.order", max(first, start - 200), min(last, start + 200))

    def _hard(self, start: int) -> bool:
        left, _ = self._clause(start, start)
        last = None
        for last in self.lexicon.pattern("deadline.try").finditer(self.folded, left, start):
            pass
        return last is None or last["try"] is None

    # --- dates

    def _dated(self, expression: TimeExpression) -> Due | None:
        first = expression.first
        start, end = expression.start, expression.tail
        if expression.kind != "date" or first.is_two_digit:
            return None
        is_by = expression.suffix[-1:] in _BY or "内" in expression.suffix or _is_end(first, expression.last)
        suffix_end = end if is_by and expression.suffix not in _NOT_DUE else expression.end
        until = self.lexicon.pattern("deadline.until").search(self.folded, max(0, start - 2), start)
        if until and first.near_week is None:
            start = until.start()
        due = Due(start, suffix_end, "deadline.date", self._hard(start), is_by or bool(until), expression)
        if self._is_labelled(expression.start) and not self._is_shielded(start):
            return due
        if expression.suffix in _NOT_DUE or self._is_shielded(start) or self._is_closed(start):
            return None
        if (first.near_year or 0) < 0 or (first.near_week or 0) < 0 or (first.near_month or 0) < 0:
            return None
        if self._is_told(start, suffix_end):
            return None
        return due if self._is_due(expression, due, bool(until)) else None

    def _is_due(self, expression: TimeExpression, due: Due, is_until: bool) -> bool:
        first = expression.first
        if expression.suffix[-1:] == "前":
            return first[:8] != (None,) * 8 and not (
                first.near_year == 0 and first[1:3] == (None, None) and not first.part
            )
        left, right = self._clause(due.start, due.end)
        after = self.folded[due.end : right]
        is_whole_year = first.month is None and first.day is None and not first.part and first.near_month is None
        if is_whole_year and first.near_week is None and first.near_year == 0:
            return False
        if self.lexicon.pattern("deadline.session").search(after) or self.lexicon.pattern("deadline.noun").search(
            after
        ):
            return False
        if is_until and self._opens(due.start):
            return is_whole_year or expression.suffix != "" or due.is_by
        has_verb = self._has("deadline.verb", due.end, min(right, due.end + 30))
        if due.is_by and expression.suffix and (has_verb or self._is_ordered(due.start)):
            return has_verb or self._leads(due.start)
        if not has_verb or first.is_masked:
            return False
        if self._leads(due.start):
            return True
        near = self._has("deadline.verb", due.end, min(right, due.end + 8))
        return near and self._opens(due.start) and self._is_ahead(expression, due.start)

    def _opens(self, start: int) -> bool:
        before = self.folded[max(0, start - 4) : start]
        return self.lexicon.pattern("deadline.opening").search(before) is not None or self._leads(start)

    def _leads(self, start: int) -> bool:
        return self.lexicon.pattern("deadline.lead").search(self.folded, max(0, start - 6), start) is not None

    def _is_ahead(self, expression: TimeExpression, at: int) -> bool:
        """Whether the time lies ahead of the meeting; where that cannot be told, whether it is asked for."""
        moment = expression.last or expression.first
        anchor = self.anchor
        if moment.near_year or moment.near_month or moment.near_week:
            return True
        year = anchor.day.year if anchor.day else anchor.year
        if moment.year is not None and year is not None:
            if moment.year != year:
                return moment.year > year
        elif moment.year is not None:
            return self._is_ordered(at)
        if anchor.month_day is None:
            return self._is_ordered(at)
        month, day = anchor.month_day
        last_month = _last_month(moment)
        if last_month is None:
            return True
        behind = (last_month - month) % 12
        if behind == 0:
            return moment.day is None or moment.day >= day
        return behind <= 6 or (bool(moment.part) and last_month > month)

    # --- spans of time

    def _durations(self) -> Iterator[Due]:
        folded = self.folded
        if "内" not in folded and "后" not in folded and "时间" not in folded:
            return
        for match in self.lexicon.pattern("deadline.duration").finditer(folded):
            start, end = match.span()
            if folded[start - 1 : start] in ("个", "第") or self._is_shielded(start) or self._is_closed(start):
                continue
            left, right = self._clause(start, end)
            if self._has("deadline.duration.past", max(left, start - 4), start):
                continue
            if self._has("deadline.duration.not", end, right) or self._is_told(start, end):
                continue
            words = match.group()
            if words.endswith("时间") and not self._has("deadline.duration.use", max(left, start - 4), start):
                continue
            if words.endswith("后") and not (
                self._has("deadline.verb", end, right)
                and not self._has("deadline.session", end, right)
                and not words.endswith(("年后", "年之后", "年以后"))
            ):
                continue
            yield self._length(match, left)
        for match in self.lexicon.pattern("deadline.same_day").finditer(folded):
            if not self._is_shielded(match.start()) and not self._is_told(*match.span()):
                yield Due(*match.span(), "deadline.same_day")

    def _length(self, match: re.Match[str], left: int) -> Due:
        """A span of time with the event it runs from, counted from the meeting where that is the event."""
        start, end = match.span()
        floor = max(left, start - 18)
        meeting = self.lexicon.pattern("deadline.duration.meeting").search(self.folded, floor, start)
        event = meeting or self.lexicon.pattern("deadline.duration.from").search(self.folded, floor, start)
        due = Due(start, end, "deadline.duration", self._hard(start), is_by=True)
        is_meeting = meeting is not None or event is None
        if event:
            due = replace(due, start=event.start("from"))
        count = self.lexicon.pattern("deadline.duration.count").match(match.group())
        unit = self.lexicon.words("deadline_unit").get(count["unit"]) if count else None
        if not count or not unit or not is_meeting or match.group().endswith("时间"):
            return due
        number = to_int(count["count"])
        if count["count"] == "半":
            return replace(due, length=(6, "month")) if unit.value == "year" else replace(due, length=(15, "day"))
        if number is None or count["half"] or number > 999:
            return due
        return replace(due, length=(number, unit.value or "day"))

    def _recurrent(self) -> Iterator[Due]:
        if "每" not in self.folded:
            return
        every = self.lexicon.pattern("deadline.recurrent.every")
        for match in self.lexicon.pattern("deadline.recurrent").finditer(self.folded):
            start, end = match.span()
            unit = every.match(self.folded, start)
            if not unit or unit.end() == end or self._is_shielded(start) or self._is_told(start, end):
                continue
            yield Due(start, end, "deadline.recurrent", self._hard(start), recurrence=unit.group())

    # --- plans, seasons, events, urgency

    def _plans(self) -> Iterator[Due]:
        folded = self.folded
        if "五" in folded:
            for match in self.lexicon.pattern("deadline.plan").finditer(folded):
                start = match.start() - (folded[match.start() - 1 : match.start()] in ("“", "‘", '"'))
                owner = self.lexicon.words("plan").get(match["plan"])
                is_by = match["part"] in ("末", "末期", "期末", "前")
                if (
                    owner
                    and not (start and self._is_shielded(start - 1))
                    and self._is_plan_due(start, match.end(), is_by)
                ):
                    if is_by and folded[start - 1 : start] in ("到", "至"):
                        start -= 1
                    yield Due(start, match.end(), "deadline.plan", self._hard(start), is_by, plan=int(owner.value or 0))
        if "今冬明春" in folded:
            for match in self.lexicon.pattern("deadline.season").finditer(folded):
                if self._opens(match.start()) and self._has("deadline.verb", match.end(), match.end() + 8):
                    yield Due(*match.span(), "deadline.season", self._hard(match.start()))

    def _is_plan_due(self, start: int, end: int, is_by: bool) -> bool:
        """A plan's years are a deadline where they open a clause and what is to be done follows."""
        _, right = self._clause(start, end)
        if self._is_told(start, end):
            return False
        if is_by:
            return True
        if self.folded.startswith("，", end):
            following = self.folded[end + 1 : self._clause(end + 1, end + 1)[1]]
            return self._opens(start) and not self.lexicon.pattern("deadline.told").search(following)
        return self._opens(start) and self._has("deadline.verb", end, min(right, end + 5))

    def _events(self) -> Iterator[Due]:
        if "前" not in self.folded and "期间" not in self.folded:
            return
        for match in self.lexicon.pattern("deadline.event").finditer(self.folded):
            start, end = match.span()
            if (start and self._is_shielded(start - 1)) or self._is_closed(start) or self._is_told(start, end):
                continue
            if match["suffix"] == "期间" and not (
                self._opens(start)
                and self.lexicon.pattern("deadline.event.ordered").search(self.folded[end : end + 80])
            ):
                continue
            words = match["event"]
            owner = self.lexicon.words("deadline_event").get(words.strip("节假期长"))
            solar = owner.value if owner and match["suffix"] != "期间" else None
            yield Due(
                start,
                end,
                "deadline.event",
                self._hard(start),
                match["suffix"] != "期间",
                solar=(int(solar[:2]), int(solar[3:])) if solar else None,
                event={"汛": "汛期", "节": "节日"}.get(
                    words, self.document.page.shadow.words((start, match.end("event")))
                ),
            )

    def _urgent(self) -> Iterator[Due]:
        told = self.lexicon.pattern("deadline.urgency.told")
        for start, end, entry in self.lexicon.words("deadline_urgency").find(self.folded):
            if self._is_shielded(start) or self._is_closed(start):
                continue
            first, _ = self.document.page.shadow.sentence_at(start)
            floor = max(first, start - 160)
            if self.document.outline.at(start) is not None:
                floor = max(floor, self._clause(start, end)[0])
            last = None
            for last in told.finditer(self.folded, floor, start):
                pass
            if last is not None and not self._has("deadline.order", last.end(), start):
                continue
            if self._has("deadline.told", end, self._clause(start, end)[1]):
                continue
            if not self.document.page.is_minutes and not self._is_ordered(start):
                continue
            yield Due(start, end, entry.id, bool(entry.attributes.get("hard")), urgency=entry.value)


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
    if part.startswith("year"):
        return 12
    return moment.month
