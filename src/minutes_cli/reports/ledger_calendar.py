"""The dated deadlines of a ledger as a calendar (RFC 5545), for Outlook, telephones and task lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from minutes_cli.reports.ledger import Row
from minutes_cli.reports.ledger_time import WITHDRAWN, is_closed

LINE_OCTETS = 75
LONGEST_SUMMARY = 60
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def to_calendar(rows: Sequence[Row], *, tasks: bool = False) -> bytes:
    """An all-day event a dated deadline; with `tasks` a to-do. What was withdrawn is left out.

    A file made twice is the same: an entry's UID is its order's id and the number of the deadline, its time stamp the
    day of the meeting.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//minutes//ledger//ZH", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", "X-WR-CALNAME:督办台账"]
    for row in rows:
        if row.change != WITHDRAWN:
            lines += _entries(row, tasks=tasks)
    lines.append("END:VCALENDAR")
    return b"".join(fold_line(line) for line in lines)


def fold_line(line: str) -> bytes:
    r"""`line` in pieces of at most 75 octets, never cut within a character.

    >>> [len(piece) for piece in fold_line("SUMMARY:" + "清" * 30).split(b"\r\n")]
    [74, 25, 0]
    """
    pieces, current = [], b""
    for character in line:
        encoded = character.encode("utf-8", "replace")
        if len(current) + len(encoded) > LINE_OCTETS:
            pieces.append(current)
            current = b" "
        current += encoded
    return b"\r\n".join([*pieces, current]) + b"\r\n"


def _entries(row: Row, *, tasks: bool) -> Iterator[str]:
    kind = "VTODO" if tasks else "VEVENT"
    dated = [(number, due) for number, due in enumerate(row.dues, 1) if due.day]
    for number, due in dated:
        day = _day(due.day)
        if day is None:
            continue
        yield f"BEGIN:{kind}"
        yield f"UID:{row.id}-{number}@minutes"
        yield f"DTSTAMP:{(_day(row.date) or day):%Y%m%d}T000000Z"
        yield from _when(day, tasks=tasks)
        yield f"SUMMARY:{_escaped(_summary(row))}"
        yield f"DESCRIPTION:{_escaped(_description(row, due.text))}"
        if tasks:
            yield f"STATUS:{'COMPLETED' if is_closed(row) else 'NEEDS-ACTION'}"
        else:
            yield "TRANSP:TRANSPARENT"
        yield f"END:{kind}"


def _when(day: date, *, tasks: bool) -> Iterator[str]:
    if tasks:
        yield f"DUE;VALUE=DATE:{day:%Y%m%d}"
        return
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}"


def _summary(row: Row) -> str:
    bodies = "、".join(row.responsible)
    words = row.matter if len(row.matter) <= LONGEST_SUMMARY else row.matter[: LONGEST_SUMMARY - 1] + "…"
    return f"{bodies}：{words}" if bodies else words


def _description(row: Row, due: str) -> str:
    about = [f"完成时限：{due}", f"牵头单位：{'、'.join(row.responsible)}" if row.responsible else ""]
    about += [f"配合单位：{'、'.join(row.helping)}" if row.helping else "", f"原文：{row.text}"]
    about += [f"来源：{row.meeting or ''} {row.date or ''}", f"出处：{row.path} {row.directive}", f"编号：{row.id}"]
    return "\n".join(filter(None, about))


def _escaped(text: str) -> str:
    return "".join(c for c in text.translate(_ESCAPES) if c >= " ")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
