"""JSON and JSON Lines: UTF-8, Chinese unescaped, keys in the contract's order."""

from __future__ import annotations

from typing import Any

import orjson


def pretty(value: Any) -> bytes:
    r"""`value` as one indented document with a line end.

    >>> pretty({"place": "局四楼会议室"}).decode()
    '{\n  "place": "局四楼会议室"\n}\n'
    """
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def line(value: Any) -> bytes:
    r"""`value` on one line, the form of JSON Lines.

    >>> line({"place": "局四楼会议室"}).decode()
    '{"place":"局四楼会议室"}\n'
    """
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def array_piece(value: bytes | None, count: int) -> bytes:
    r"""What to write of an array for its next `value` (a line of JSON), `count` being written; None closes it.

    >>> array_piece(b"1\n", 0) + array_piece(b"2\n", 1) + array_piece(None, 2)
    b'[\n1,\n2\n]\n'
    """
    if value is None:
        return b"\n]\n" if count else b"[]\n"
    return (b",\n" if count else b"[\n") + value.rstrip(b"\n")
