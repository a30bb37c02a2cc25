"""Chinese and Arabic numerals to integers and decimals."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "O": 0,
    "两": 2,
    "廿": 20,
    "卅": 30,
}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x2474 + i): i + 1 for i in range(20)}
_CIRCLED |= {chr(0x3220 + i): i + 1 for i in range(10)} | {chr(0x2488 + i): i + 1 for i in range(20)}


def to_int(numeral: str) -> int | None:
    """The integer that `numeral` writes, or None.

    >>> [to_int(n) for n in ("12", "十二", "二十", "二〇一九", "廿五", "一百零三", "③", "㈡", "两", "x")]
    [12, 12, 20, 2019, 25, 103, 3, 2, 2, None]
    """
    numeral = numeral.strip()
    if not numeral:
        return None
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    if len(numeral) == 1 and numeral in _CIRCLED:
        return _CIRCLED[numeral]
    if all((c in _DIGITS and _DIGITS[c] < 10) or (c.isdigit() and c.isascii()) for c in numeral):
        return int("".join(str(_DIGITS.get(c, c)) for c in numeral))
    total, section, digit = 0, 0, 0
    for c in numeral:
        if c in "廿卅":
            section += _DIGITS[c]
        elif c in _DIGITS:
            digit = _DIGITS[c]
        elif c in ("万", "亿"):
            total = (total + section + digit) * _UNITS[c] if total + section + digit else _UNITS[c]
            section = digit = 0
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            return None
    return total + section + digit
