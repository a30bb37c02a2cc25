"""The ledger on a terminal: a block an order, since eighteen columns fit no screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minutes_cli.cli.messages import is_chinese, say
from minutes_cli.reports.ledger import Row
from minutes_cli.reports.ledger_columns import CHANGES, FORCES, TIMINGS
from minutes_cli.reports.ledger_time import Timing, Today
from minutes_cli.writers.layout import Line, Piece, wrap

_STYLES: dict[Timing, str] = {"overdue": "bold red", "soon": "yellow", "closed": "dim"}
_ENGLISH_TIMINGS: dict[Timing, str] = {
    "overdue": "overdue",
    "soon": "due soon",
    "scheduled": "to come",
    "undated": "no date",
    "closed": "closed",
}


def lines(rows: Sequence[Row], today: Today, width: int) -> Iterator[Line]:
    """Every row as lines of at most `width` columns, under a line for each meeting; a summary last."""
    above: tuple[str | None, ...] | None = None
    for number, row in enumerate(rows, 1):
        meeting = (row.date, row.meeting, row.path)
        if meeting != above:
            if above is not None:
                yield []
            yield from _heading(row, width)
            above = meeting
        yield from _block(row, number, today, width)
    if rows:
        yield []
    yield from wrap([Piece(summary(rows, today))], width, [], [])


def summary(rows: Sequence[Row], today: Today) -> str:
    """How many orders there are, and how they stand."""
    timings = [today.timing(row) for row in rows]
    overdue, soon, closed = (timings.count(timing) for timing in ("overdue", "soon", "closed"))
    owned = sum(bool(row.responsible) for row in rows)
    dated = sum(bool(row.days) for row in rows)
    return say(
        f"{len(rows)} orders: {owned} with an owner, {dated} with a day; on {today.day}: {overdue} overdue, "
        f"{soon} due within {today.soon} days, {closed} closed",
        f"共 {len(rows)} 项：有责任单位 {owned} 项，有明确日期 {dated} 项；截至 {today.day}，"
        f"逾期 {overdue} 项，{today.soon} 天内到期 {soon} 项，了结 {closed} 项",
    )


def _heading(row: Row, width: int) -> Iterator[Line]:
    words = [Piece(f"{row.date or say('day unknown', '日期不明')}  {row.meeting or ''}".rstrip(), "bold")]
    yield from wrap([*words, Piece(f"  {row.path}", "dim")], width, [], [])


def _block(row: Row, number: int, today: Today, width: int) -> Iterator[Line]:
    timing = today.timing(row)
    lead = f"{number:>4}. "
    indent = " " * len(lead)
    yield from wrap([Piece(row.matter, "dim" if timing == "closed" else "")], width, [Piece(lead)], [Piece(indent)])
    details = list(_details(row, today, timing))
    if details:
        pieces = [piece for at, detail in enumerate(details) for piece in ([Piece("  "), *detail] if at else detail)]
        yield from wrap(pieces, width, [Piece(indent)], [Piece(indent)])


def _details(row: Row, today: Today, timing: Timing) -> Iterator[Line]:
    named = (
        (say("lead", "牵头"), row.responsible),
        (say("support", "配合"), row.helping),
        (say("supervision", "督办"), row.supervisors),
    )
    for label, bodies in named:
        if bodies:
            yield [Piece(f"{label} ", "dim"), Piece("、".join(bodies))]
    if row.dues:
        words = "；".join(due.text for due in row.dues)
        day = today.due(row)
        shown = f"{words}（{day}）" if day and day != words else words
        yield [Piece(say("by ", "时限 "), "dim"), Piece(shown)]
    if timing in _STYLES:
        label = TIMINGS[timing] if is_chinese() else _ENGLISH_TIMINGS[timing]
        yield [Piece(f"[{label}]", _STYLES[timing])]
    if row.status:
        yield [Piece(say("status ", "状态 "), "dim"), Piece(row.status)]
    if row.change:
        yield [Piece(f"[{CHANGES[row.change] if is_chinese() else row.change}]", "cyan")]
    force = FORCES.get(row.force or "", "") if is_chinese() else row.force or ""
    yield [Piece(" ".join(filter(None, (f"#{row.directive}", force))), "dim")]
