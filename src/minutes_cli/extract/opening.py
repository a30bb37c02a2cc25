"""Whose date it is: the meeting's, the issue's, the news lead's, or another's."""

from __future__ import annotations

import re
from typing import NamedTuple

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Period
from minutes_cli.structure.document import Document
from minutes_cli.text.dates import DateScanner
from minutes_cli.text.moments import TimeExpression
from minutes_cli.text.shadow import BRACKET, QUOTE, TITLE

_CLAUSE_START = re.compile(r"[，。；：！？\n]")
_SIGNATURE = re.compile(r"[^\n，。；：、！？《》“”]{2,40} {2,}|[ （]*")
_PARAGRAPHS = 5
_REACH = 1500


class Roles(NamedTuple):
    """Indexes into the expressions of a text, by whose date each is.

    `issued` begins with the one that counts (印发, then 成文, then a web page's). `witnesses` are other full dates of
    the text that may tell the year, `beginnings` those from which something decided is to hold, `cited` those of
    what is cited. `clock` is half-day and hour from a label of their own.
    """

    meeting: tuple[int, ...] = ()
    issued: tuple[int, ...] = ()
    datelines: tuple[int, ...] = ()
    witnesses: tuple[int, ...] = ()
    beginnings: tuple[int, ...] = ()
    cited: tuple[int, ...] = ()
    clock: tuple[Period | None, str | None] = (None, None)


def tell_roles(document: Document, scanner: DateScanner, expressions: list[TimeExpression]) -> Roles:
    """Sort the expressions of `document` by whose they are."""
    return _Teller(document, scanner, expressions).tell()


class _Teller:
    def __init__(self, document: Document, scanner: DateScanner, expressions: list[TimeExpression]) -> None:
        self.document = document
        self.scanner = scanner
        self.expressions = expressions
        self.page = document.page
        self.folded = document.page.shadow.folded
        self.lexicon: Lexicon = document.lexicon

    def tell(self) -> Roles:
        printed, signed, published, datelines, notes = self._furniture()
        taken = {*printed, *signed, *published, *datelines}
        meeting: tuple[int, ...] = ()
        clock: tuple[Period | None, str | None] = (None, None)
        if self.page.is_minutes:
            meeting, clock = self._labelled()
            if not meeting or {label.key for label in self.page.labels if label.zone == "header"} == {"time"}:
                opening = self._opening({*taken, *meeting})
                told, known = ([self.expressions[i].first.day for i in found] for found in (opening, meeting))
                if told and known and told[0] != known[0]:
                    published += meeting  # 时间 was the page's: the report opens with its own date
                    meeting = opening
                meeting = meeting or opening
            if not meeting and notes:
                meeting = (notes[0],)
        issued = [i for i in (*printed, *signed, *published) if i not in meeting]
        witnesses, beginnings, cited = self._witnesses({*meeting, *taken})
        return Roles(meeting, tuple(issued), tuple(datelines), witnesses, beginnings, cited, clock)

    # --- labels

    def _in(self, start: int, end: int) -> list[int]:
        return [i for i, e in enumerate(self.expressions) if start <= e.start < end]

    def _labelled(self) -> tuple[tuple[int, ...], tuple[Period | None, str | None]]:
        """The date behind the label 时间 and, where it stands behind another, the hour."""
        meeting: tuple[int, ...] = ()
        clock: tuple[Period | None, str | None] = (None, None)
        for label in self.page.labels:
            if label.key not in ("time", "time_place"):
                continue
            inside = [i for i in self._in(*label.value) if self.expressions[i].kind != "date" or self._says(i)]
            meeting = meeting or (self._sittings(inside[0]) if inside else ())
            if meeting and not clock[1] and not any(self.expressions[i].time for i in meeting):
                clock = self.scanner.clock(self.folded, self._after(label.value, meeting), label.value[1])
        return meeting, clock

    def _after(self, value: tuple[int, int], meeting: tuple[int, ...]) -> int:
        end = self.expressions[meeting[-1]].end
        return max(value[0], end) if value[0] <= end <= value[1] else value[0]

    def _says(self, index: int) -> bool:
        first = self.expressions[index].first
        return first.day is not None or first.month is not None

    def _sittings(self, index: int) -> tuple[int, ...]:
        """The expression at `index` with the further sittings joined to it."""
        found = [index]
        while found[-1] + 1 < len(self.expressions) and self.expressions[found[-1] + 1].follows:
            found.append(found[-1] + 1)
        return tuple(found)

    # --- furniture

    def _furniture(self) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
        """Dates of print, of signature and of publication, of news leads, and those in brackets under the title."""
        keys: dict[int, str] = {}
        for label in self.page.labels:
            if label.key in ("issued", "published", "next"):
                keys.update((i, label.key) for i in self._in(*label.value))
        printed: list[int] = []
        signed: list[int] = []
        published: list[int] = []
        datelines: list[int] = []
        notes: list[int] = []
        first_body = self.page.body[0][0] if self.page.body else len(self.folded)
        for i, expression in enumerate(self.expressions):
            first = expression.first
            key = keys.get(i)
            if key == "next":
                continue
            if key == "published":
                published.append(i)
            elif key == "issued" or self._is_printed(expression):
                printed.append(i)
            elif first.month is None or first.day is None:
                continue
            elif first.year is not None and self._is_signature(expression, first_body):
                is_note = self.folded[max(0, expression.start - 2) : expression.start].strip().endswith("（")
                (notes if is_note else signed).append(i)
            elif self._is_dateline(expression):
                datelines.append(i)
            elif first.year is not None and self._is_web_line(expression):
                published.append(i)
        return printed, signed[::-1], published, datelines, notes

    def _is_printed(self, expression: TimeExpression) -> bool:
        return self.lexicon.pattern("date.role.issued").match(self.folded, expression.end) is not None

    def _is_dateline(self, expression: TimeExpression) -> bool:
        if any(a <= expression.start < b for a, b in self.page.datelines):
            return True
        line = self.folded.rfind("\n", 0, expression.start) + 1
        if expression.start - line > 40:
            return False
        return self.lexicon.pattern("date.role.dateline").match(self.folded, expression.end) is not None

    def _line(self, expression: TimeExpression) -> tuple[int, int]:
        end = self.folded.find("\n", expression.end)
        return self.folded.rfind("\n", 0, expression.start) + 1, len(self.folded) if end < 0 else end

    def _is_signature(self, expression: TimeExpression, first_body: int) -> bool:
        """A date alone on its line, or behind a body's name, above the text or in its last lines."""
        start, end = self._line(expression)
        if end - start > 60 or self.folded[expression.end : end].strip(" ）"):
            return False
        if not _SIGNATURE.fullmatch(self.folded, start, expression.start):
            return False
        title = self.page.title
        if title and title[1] <= start and not self.folded[title[1] : start].strip():
            return True
        last_body = self.page.body[-2][0] if len(self.page.body) > 2 else first_body
        return expression.start < first_body or expression.start >= last_body or len(self.page.body) < 3

    def _is_web_line(self, expression: TimeExpression) -> bool:
        start, end = self._line(expression)
        return (
            end - start <= 100
            and self.lexicon.pattern("date.role.web_line").search(self.folded, start, end) is not None
        )

    # --- the opening sentence

    def _opening(self, taken: set[int]) -> tuple[int, ...]:
        """The first date that stands in a sentence of the opening, before the verb that says a meeting was held."""
        body = self.page.body[:_PARAGRAPHS]
        if not body:
            return ()
        limit = min(body[-1][1], body[0][0] + _REACH)
        vague: tuple[int, ...] = ()
        for i, expression in enumerate(self.expressions):
            if expression.start > limit:
                break
            if i in taken or expression.start < body[0][0] or not self._may_open(expression):
                continue
            if expression.kind == "relative" and expression.distance is None:
                vague = vague or (i,)
                continue
            if vague and self.page.shadow.sentence_at(expression.start)[0] > self.expressions[vague[0]].start:
                return vague
            return self._sittings(i) if expression.kind == "date" else self._titled() or self._sittings(i)
        return self._titled() or vague

    def _titled(self) -> tuple[int, ...]:
        """The full date that begins the title (2019年7月31日，县长陆明川主持召开县政府常务会议)."""
        start = self.page.title[0] if self.page.title else -1
        first = next((i for i, e in enumerate(self.expressions) if e.start == start and self._says(i)), None)
        return () if first is None or self.expressions[first].first.day is None else (first,)

    def _may_open(self, expression: TimeExpression) -> bool:
        first = expression.first
        is_day = expression.kind != "date" or first.day is not None or first.weekday is not None
        if not is_day and (first.month is None or first.year is None):
            return False  # a month alone opens only with its year (2019年7月，局召开…)
        if expression.follows or self.page.shadow.shield[expression.start] & (TITLE | QUOTE | BRACKET):
            return False
        if expression.rule == "date.day.same" and expression.start != self.page.body[0][0]:
            return False
        if (first.near_week or 0) > 0 or (expression.distance or 0) > 0:
            return False
        start, end = self.page.shadow.sentence_at(expression.start)
        if not self.folded[expression.end : end].strip(" ，"):
            # A date on a line of its own: what was held then stands in the next sentence.
            end = self.page.shadow.sentence_at(min(end + 1, len(self.folded)))[1]
        before = self.folded[start : expression.start]
        for match in _CLAUSE_START.finditer(before):
            before_start = match.end()
            start = max(start, expression.start - len(before) + before_start)
        clause = self.folded[start : expression.start]
        after = self.folded[expression.end : min(end, expression.end + 60)]
        if self.lexicon.pattern("date.meeting.coming").search(clause):
            return False
        is_held = self.lexicon.pattern("date.meeting.held").search(after) is not None
        if not is_held and self.lexicon.pattern("date.meeting.cited").search(clause):
            return False
        if self.lexicon.pattern("date.meeting.passed").search(after):
            return False
        return self.lexicon.pattern("date.meeting.verb").search(self.folded, expression.end, end) is not None

    def _witnesses(self, taken: set[int]) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Other full dates: told of in the text itself; 自…起; in titles, quotes or what is cited."""
        found: list[int] = []
        beginnings: list[int] = []
        cited: list[int] = []
        for i, expression in enumerate(self.expressions):
            first = expression.first
            if i in taken or first.year is None or first.day is None or first.is_two_digit:
                continue
            if expression.suffix in ("起", "开始") or expression.last:
                beginnings.append(i)
            elif not expression.suffix:
                (cited if self._is_cited(expression) else found).append(i)
        return tuple(found), tuple(beginnings), tuple(cited)

    def _is_cited(self, expression: TimeExpression) -> bool:
        if self.page.shadow.shield[expression.start] & (TITLE | QUOTE):
            return True
        start, end = self.page.shadow.sentence_at(expression.start)
        pattern = self.lexicon.pattern("date.witness.cited")
        return pattern.search(self.folded, start, min(end, start + 200)) is not None
