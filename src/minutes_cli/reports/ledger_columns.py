"""The columns of a ledger as clerks know them, from rows to cells and back. Headings are Chinese in any locale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from minutes_cli.reports.ledger import Due, Row
from minutes_cli.reports.ledger_time import WITHDRAWN, Today

NUMBER, MATTER, LEAD, SUPPORT, SUPERVISOR = "序号", "事项", "牵头单位", "配合单位", "督办单位"
WORDS, DAY, FORCE, MEETING, DATE = "完成时限", "完成日期", "力度", "来源会议", "会议日期"
PATH, PLACE, TEXT, TIMING, STATUS = "出处", "条目", "原文", "时限状态", "状态"
NOTE, CHANGE, ID = "备注", "变动", "编号"
COLUMNS = (
    *(NUMBER, MATTER, LEAD, SUPPORT, SUPERVISOR, WORDS, DAY, FORCE, MEETING, DATE),
    *(TIMING, STATUS, NOTE, PATH, PLACE, TEXT, CHANGE, ID),
)
FORCES = {
    "prohibit": "严禁",
    "must": "必须",
    "should": "要求",
    "try": "力争",
    "decide": "决定",
    "ask": "希望",
}
TIMINGS = {
    "overdue": "已逾期",
    "soon": "即将到期",
    "scheduled": "未到期",
    "undated": "未定日期",
    "closed": "已了结",
}
CHANGES = {"added": "新增", "moved": "移动", "reworded": "改写", "withdrawn": "已撤出"}
BETWEEN, BETWEEN_DUES = "、", "；"
_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_NEUTRALISED = re.compile("^'(?=[=+\\-@＝＋－＠\t\r\n])")
_LOOSE_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0{1,2}:00(?::00)?)?")


def cells(row: Row, number: int, today: Today) -> dict[str, str]:
    """The cells of a row by their headings, the clerk's own columns last."""
    return {
        NUMBER: str(number),
        MATTER: row.matter,
        LEAD: BETWEEN.join(row.responsible),
        SUPPORT: BETWEEN.join(row.helping),
        SUPERVISOR: BETWEEN.join(row.supervisors),
        WORDS: BETWEEN_DUES.join(due.text for due in row.dues),
        DAY: today.due(row) or "",
        FORCE: FORCES.get(row.force or "", ""),
        MEETING: row.meeting or "",
        DATE: row.date or "",
        TIMING: "" if row.change == WITHDRAWN else TIMINGS[today.timing(row)],
        STATUS: row.status,
        NOTE: row.note,
        PATH: row.path,
        PLACE: " ".join(filter(None, (row.directive, row.marker))),
        TEXT: row.text,
        CHANGE: CHANGES.get(row.change or "", ""),
        ID: row.id,
        **dict(row.extra),
    }


def headings(rows: Iterable[Row]) -> list[str]:
    """Our columns, then those a clerk added, in the order in which they are met."""
    return list(dict.fromkeys((*COLUMNS, *(name for row in rows for name, _ in row.extra))))


def table(rows: Sequence[Row], today: Today) -> tuple[list[str], list[list[str]]]:
    """Headings, and a list of cells a row."""
    names = headings(rows)
    found = (cells(row, number, today) for number, row in enumerate(rows, 1))
    return names, [[one.get(name, "") for name in names] for one in found]


def row_from(found: Mapping[str, str]) -> Row:
    """The row that a table of former days shows: what its cells say, no more."""
    directive, _, marker = found.get(PLACE, "").partition(" ")
    forces = {word: force for force, word in FORCES.items()}
    changes = {word: change for change, word in CHANGES.items()}
    texts, day = _split(found, WORDS, BETWEEN_DUES), iso_day(found.get(DAY, ""))
    dues = [Due(text) for text in texts] or ([Due("")] if day else [])
    if day:
        dues[0] = Due(dues[0].text, day)
    return Row(
        id=found.get(ID, "").strip(),
        matter=found.get(MATTER, ""),
        lead=_split(found, LEAD),
        support=_split(found, SUPPORT),
        supervisors=_split(found, SUPERVISOR),
        dues=tuple(dues),
        force=forces.get(found.get(FORCE, "")),
        meeting=found.get(MEETING) or None,
        date=iso_day(found.get(DATE, "")) or found.get(DATE) or None,
        path=found.get(PATH, ""),
        directive=directive,
        marker=marker or None,
        text=found.get(TEXT, ""),
        status=found.get(STATUS, ""),
        note=found.get(NOTE, ""),
        change=changes.get(found.get(CHANGE, "")),
        extra=tuple((name, value) for name, value in found.items() if name and name not in COLUMNS),
    )


def iso_day(cell: str) -> str | None:
    """A day as spreadsheets print it, as ISO.

    >>> iso_day("2023/5/8"), iso_day("2023-05-08 00:00:00"), iso_day("XXXX-05-08")
    ('2023-05-08', '2023-05-08', None)
    """
    match = _LOOSE_DAY.fullmatch(cell.strip())
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else None


def is_dangerous(cell: str) -> bool:
    """Whether a spreadsheet would take `cell` for a formula, and run what a document wrote."""
    return cell.startswith(_DANGEROUS)


def neutralised(cell: str) -> str:
    """`cell` with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> neutralised("=HYPERLINK(1)"), neutralised("压实责任")
    ("'=HYPERLINK(1)", '压实责任')
    """
    return f"'{cell}" if is_dangerous(cell) else cell


def restored(cell: str) -> str:
    """`cell` without that apostrophe."""
    return _NEUTRALISED.sub("", cell)


def _split(found: Mapping[str, str], name: str, between: str = BETWEEN) -> tuple[str, ...]:
    return tuple(part for part in found.get(name, "").split(between) if part)
