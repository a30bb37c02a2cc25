"""A ledger that a clerk has worked on, read back: an Excel workbook, or a CSV in whatever encoding Excel left it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from minutes_cli.errors import SourceError, UsageError
from minutes_cli.reports import ledger_columns as columns
from minutes_cli.reports.ledger import Row
from minutes_cli.reports.ledger_excel import missing_extra

_NEEDED = frozenset({columns.MATTER, columns.TEXT})
_ENCODINGS = ("utf-8-sig", "gb18030")
_HEADER_WITHIN = 20
"""A clerk may put a title over the table: the header is looked for in so many lines."""


def read_ledger(path: Path) -> list[Row]:
    """The rows of a former ledger. Raises SourceError where it cannot be read, UsageError where it is no ledger."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: it cannot be read ({error.strerror}); check the path", code="unreadable") from None
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".xlsm", ".csv"):
        raise UsageError(f"{path}: a ledger to merge is .xlsx or .csv; save it as one of them")
    sheets = [_csv_lines(data)] if suffix == ".csv" else _excel_sheets(path, data)
    for lines in sheets:
        rows = _rows(lines)
        if rows is not None:
            return rows
    missing = "、".join(sorted(_NEEDED))
    raise UsageError(f"{path}: no ledger of `minutes ledger`: it has no columns {missing}; name another file")


def _rows(lines: Sequence[Sequence[str]]) -> list[Row] | None:
    """The rows below the header, or None where there is no header of ours."""
    for at, line in enumerate(lines[:_HEADER_WITHIN]):
        names = [cell.strip() for cell in line]
        if set(names) >= _NEEDED:
            return [columns.row_from(found) for found in _records(names, lines[at + 1 :])]
    return None


def _records(names: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[dict[str, str]]:
    for line in lines:
        found = {name: columns.restored(cell) for name, cell in zip(names, line, strict=False) if name}
        if any(cell.strip() for name, cell in found.items() if name != columns.NUMBER):
            yield found


def _csv_lines(data: bytes) -> list[list[str]]:
    text = ""
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = data.decode("utf-8", "replace")
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UsageError(f"the ledger to merge is no CSV ({error}); save it anew") from None


def _excel_sheets(path: Path, data: bytes) -> Iterator[list[list[str]]]:
    try:
        import openpyxl
    except ImportError:
        raise missing_extra("openpyxl") from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        for sheet in book.worksheets:
            yield [[_cell(value) for value in line] for line in sheet.iter_rows(values_only=True)]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise UsageError(f"{path}: no Excel workbook can be read from it ({error}); save it anew as .xlsx") from None


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
