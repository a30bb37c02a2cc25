"""The ledger as an Excel workbook, ready for a clerk: header that stays, filters, colours, a list of statuses.

Needs the extra `excel`. A file made twice from the same rows is the same, byte for byte.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from minutes_cli.errors import MinutesError
from minutes_cli.reports import ledger_columns as columns
from minutes_cli.reports.ledger import Row
from minutes_cli.reports.ledger_time import Today

SHEET = "督办台账"
STATUSES = ("未启动", "进行中", "已完成", "已取消")
"""What the list of the status column offers; other words may be typed."""
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
_CREATED = datetime(2000, 1, 1)
_WIDTHS = {
    columns.NUMBER: 6,
    columns.MATTER: 52,
    columns.LEAD: 16,
    columns.SUPPORT: 18,
    columns.SUPERVISOR: 14,
    columns.WORDS: 16,
    columns.DAY: 12,
    columns.FORCE: 7,
    columns.MEETING: 20,
    columns.DATE: 12,
    columns.TIMING: 10,
    columns.STATUS: 10,
    columns.NOTE: 20,
    columns.PATH: 22,
    columns.PLACE: 12,
    columns.TEXT: 52,
    columns.CHANGE: 8,
    columns.ID: 15,
}
_OTHER_WIDTH = 16
_CENTRED = frozenset({columns.NUMBER, columns.DAY, columns.FORCE, columns.DATE, columns.TIMING, columns.CHANGE})
_DAYS = frozenset({columns.DAY, columns.DATE})
_BASE = {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#BFBFBF"}
_HEADER = {**_BASE, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#D9E1F2"}


def missing_extra(package: str) -> MinutesError:
    """The error for an Excel file without what reads or writes it."""
    return MinutesError(f"Excel files need {package}; install it with: pip install 'jiyao[excel]'")


def to_excel(rows: Sequence[Row], today: Today) -> bytes:
    """The workbook. Raises MinutesError where the extra is not installed, or there are more rows than Excel takes."""
    try:
        import xlsxwriter
    except ImportError:
        raise missing_extra("xlsxwriter") from None
    if len(rows) > MOST_ROWS:
        raise MinutesError(f"Excel takes {MOST_ROWS} rows, these are {len(rows)}; use --format csv, or filter")
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": SHEET, "author": "minutes", "created": _CREATED})
        _Sheet(book, rows, today).write()
    return stream.getvalue()


class _Sheet:
    def __init__(self, book: Any, rows: Sequence[Row], today: Today) -> None:
        self.book, self.today = book, today
        self.sheet = book.add_worksheet(SHEET)
        self.names, self.body = columns.table(rows, today)
        self.formats: dict[tuple[bool, bool, bool], Any] = {}
        self.last = max(len(self.body), 1)

    def write(self) -> None:
        """Header and cells, then what makes them handy."""
        header = self.book.add_format(_HEADER)
        for at, name in enumerate(self.names):
            self.sheet.set_column(at, at, _WIDTHS.get(name, _OTHER_WIDTH))
            self.sheet.write_string(0, at, name, header)
        self.sheet.set_row(0, 24)
        for line, row in enumerate(self.body, 1):
            for at, cell in enumerate(row):
                self._cell(line, at, cell)
        self.sheet.freeze_panes(1, 2)
        self.sheet.autofilter(0, 0, self.last, len(self.names) - 1)
        self._status_list()
        self._colours()
        self._paper()

    def _cell(self, line: int, at: int, cell: str) -> None:
        name = self.names[at]
        if name == columns.NUMBER:
            self.sheet.write_number(line, at, int(cell), self._format(centred=True))
            return
        day = _day(cell) if name in _DAYS else None
        if day is not None:
            self.sheet.write_datetime(line, at, day, self._format(centred=True, is_day=True))
            return
        style = self._format(centred=name in _CENTRED, quoted=columns.is_dangerous(cell))
        self.sheet.write_string(line, at, cell[:LONGEST_CELL], style)

    def _format(self, *, centred: bool = False, is_day: bool = False, quoted: bool = False) -> Any:
        """The format of a cell; a quoted one stays text even when somebody edits it."""
        key = centred, is_day, quoted
        if key not in self.formats:
            style = {
                **_BASE,
                **({"align": "center"} if centred else {}),
                **({"num_format": "yyyy-mm-dd"} if is_day else {}),
            }
            self.formats[key] = self.book.add_format({**style, **({"quote_prefix": True} if quoted else {})})
        return self.formats[key]

    def _status_list(self) -> None:
        at = self.names.index(columns.STATUS)
        settings = {"validate": "list", "source": list(STATUSES), "error_type": "information", "show_error": False}
        self.sheet.data_validation(1, at, self.last, at, settings)

    def _colours(self) -> None:
        """Grey for what is closed, red for what is overdue, yellow for what is soon: live while a clerk types."""
        day, status, change = (self._letter(name) for name in (columns.DAY, columns.STATUS, columns.CHANGE))
        closed = f'OR(LEFT(${status}2,1)="已",LEFT(${status}2,2)="完成",LEFT(${status}2,2)="办结",${change}2="已撤出")'
        today, soon = self.today.day, self.today.last_soon
        dated = f"ISNUMBER(${day}2)"
        rules = (
            (f"={closed}", {"font_color": "#7F7F7F"}),
            (f"=AND({dated},${day}2<{_formula_day(today)})", {"bg_color": "#FFC7CE", "font_color": "#9C0006"}),
            (f"=AND({dated},${day}2<={_formula_day(soon)})", {"bg_color": "#FFEB9C", "font_color": "#7F6000"}),
        )
        for criteria, style in rules:
            rule = {
                "type": "formula",
                "criteria": criteria,
                "format": self.book.add_format(style),
                "stop_if_true": True,
            }
            self.sheet.conditional_format(1, 0, self.last, len(self.names) - 1, rule)

    def _letter(self, name: str) -> str:
        from xlsxwriter.utility import xl_col_to_name

        return str(xl_col_to_name(self.names.index(name)))

    def _paper(self) -> None:
        """Landscape A4, as wide as the page, the header on every page."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        for name in (columns.TEXT, columns.CHANGE, columns.ID):
            at = self.names.index(name)
            self.sheet.set_column(at, at, _WIDTHS[name], None, {"level": 1})


def _day(cell: str) -> datetime | None:
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return None
    return datetime(day.year, day.month, day.day) if day.year >= 1900 else None


def _formula_day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
