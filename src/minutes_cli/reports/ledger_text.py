"""The ledger as CSV that Excel opens by itself, as a Markdown table, and as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import orjson

from minutes_cli.reports import ledger_columns as columns
from minutes_cli.reports.ledger import Row
from minutes_cli.reports.ledger_time import Today

BOM = "\ufeff"
"""Tells Excel on Chinese Windows that the file is UTF-8, not GBK."""
_NOT_IN_MARKDOWN = (columns.TEXT, columns.ID)
_MARKDOWN = str.maketrans(
    {"\\": "\\\\", "|": "\\|", "<": "&lt;", ">": "&gt;", "&": "&amp;", "`": "\\`", "*": "\\*", "_": "\\_"}
    | {"[": "\\[", "]": "\\]", "\r": " ", "\n": "<br>"}
)


def to_csv(rows: Sequence[Row], today: Today) -> bytes:
    """UTF-8 with a BOM, lines ended as Excel ends them, no cell a formula."""
    names, body = columns.table(rows, today)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([columns.neutralised(cell) for cell in line] for line in (names, *body))
    return (BOM + stream.getvalue()).encode("utf-8", "replace")


def to_markdown(rows: Sequence[Row], today: Today) -> bytes:
    """A table of pipes; verbatim words and ids stay out, since they are for machines."""
    names, body = columns.table(rows, today)
    shown = [at for at, name in enumerate(names) if name not in _NOT_IN_MARKDOWN]
    shown = [at for at in shown if names[at] != columns.CHANGE or any(line[at] for line in body)]
    lines = [[names[at].translate(_MARKDOWN) for at in shown], ["---"] * len(shown)]
    lines += [[line[at].translate(_MARKDOWN) for at in shown] for line in body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines).encode("utf-8", "replace")


def to_json(rows: Sequence[Row], today: Today) -> bytes:
    """An array of objects with English keys; days are ISO, unknown is null."""
    data = [_data(row, number, today) for number, row in enumerate(rows, 1)]
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _data(row: Row, number: int, today: Today) -> dict[str, Any]:
    return {
        "number": number,
        "id": row.id,
        "matter": row.matter,
        "lead": row.lead,
        "support": row.support,
        "addressees": row.addressees,
        "supervisors": row.supervisors,
        "deadlines": [{"text": due.text, "day": due.day, "hard": due.hard} for due in row.dues],
        "due": today.due(row),
        "timing": today.timing(row),
        "force": row.force,
        "meeting": row.meeting,
        "date": row.date,
        "source": {
            "path": row.path,
            "directive": row.directive or None,
            "marker": row.marker,
            "text": row.text,
            "span": row.span,
        },
        "status": row.status or None,
        "note": row.note or None,
        "change": row.change,
        "extra": dict(row.extra),
    }
