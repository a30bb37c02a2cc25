"""Quantities: a number with its unit, and the bound behind it (95%, 3.2亿元, 10%以内, 百分之九十, 6%—7%).

How a quantity is said of its name stands on its left and is read by extract/predicate.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Comparator
from minutes_cli.structure.lines import behind_marker
from minutes_cli.text.numerals import to_int

_DIGIT = re.compile(r"[0-9百]")
_RANGE = re.compile(r"\s?[-—–~至到]{1,2}\s?")
_PROPORTION = re.compile(r"(?:\s?：\s?\d{1,3}(?:\.\d+)?){1,5}(?![\d年月日时])")
_CLOSED = re.compile(
    r"[，。；、！？：）”\n（\s]|\Z|和|及|与|以及|并|而|的[^，。；]{0,5}(?:目标|任务|水平|要求|速度|增速|底线|预期)"
)
_CLOSING_MARKS = "，。；、\n）"
_MOST_DIGITS = 18
_NO_MEASURE = frozenset("年月日号期届条章版")
_HUNDREDTHS = "百分之"
_NO_UNIT = r"(?!月|方面|工作日|小时[内以之]|环节|部分|阶段)"


class Quantity(NamedTuple):
    """A number and its unit at ``start:end``, bound words included.

    `value` is None for a range and for a proportion (7：45：48, whose `unit_class` says so); `unit` is None where the
    number stands alone. `closed` says that the clause ends behind it or goes on with another value: it measures what
    stands on its left, and does not count what follows (8家企业).
    """

    start: int
    end: int
    value: int | float | None
    unit: str | None = None
    unit_class: str | None = None
    bound: Comparator | None = None
    closed: bool = True


class Quantities:
    """The reader of quantities for one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._units = lexicon.words("quantity_unit")
        scale = "(?:万[多余]?亿|千万|百万|[百千万亿])?[多余]?"
        self._unit = re.compile(rf"\s?(?:{scale}{self._units.alternation}|[万亿]){_NO_UNIT}")
        self._number = lexicon.pattern("quantity.number")
        self._bound = lexicon.words("quantity_bound")
        self._classes: dict[str, str | None] = {}

    def find(self, folded: str, source: str) -> Iterator[Quantity]:
        """Every number with a unit, and unit-less ones that close their clause, from left to right."""
        position = 0
        while (digit := _DIGIT.search(folded, position)) is not None:
            match = self._number.match(folded, digit.start())
            position = digit.end() if match is None else match.end()
            if match is None:
                continue
            start, end = match.span()
            if end - start <= 2 and _numbers_item(folded, start):
                continue
            number = match.group()
            if "，" in number and "," not in source[start:end]:
                # A full-width comma separates clauses, it groups no digits.
                position = end = start + number.index("，")
                number = folded[start:end]
            if folded[end : end + 1] in _NO_MEASURE:
                continue
            quantity = self._read(folded, start, end, number)
            if quantity is not None:
                position = max(position, quantity.end)
                yield quantity

    def _read(self, folded: str, start: int, end: int, number: str) -> Quantity | None:
        """The quantity whose number stands at ``start:end``, if a unit or the end of the clause follows."""
        after = folded[end : end + 1]
        if after in "： " and (proportion := _PROPORTION.match(folded, end)) is not None:
            return Quantity(start, proportion.end(), None, unit_class="proportion")
        unit = self._unit.match(folded, end)
        stop = unit.end() if unit else end
        link = _RANGE.match(folded, stop)
        other = self._number.match(folded, link.end()) if link else None
        if other is not None:
            unit = self._unit.match(folded, other.end())
            stop = unit.end() if unit else stop
        if unit is None and not number.startswith(_HUNDREDTHS):
            return self._alone(folded, start, end, number) if other is None else None
        value = _value(number) if other is None else None
        words = unit.group().strip() if unit else "%"
        bound: Comparator | None = None
        if (behind := self._bound.match(folded, stop)) is not None:
            stop, bound = behind[0], behind[1].value  # type: ignore[assignment]
        closed = _CLOSED.match(folded, stop) is not None
        if words not in self._classes:
            self._classes[words] = self._class(words)
        return Quantity(start, stop, value, words, self._classes[words], bound, closed)

    def _alone(self, folded: str, start: int, end: int, number: str) -> Quantity | None:
        """A number without a unit, where it ends its clause or its bound does (控制在0.02以内)."""
        behind = self._bound.match(folded, end)
        stop = behind[0] if behind else end
        if folded[stop : stop + 1] not in _CLOSING_MARKS:
            return None
        value = _value(number)
        bound: Comparator | None = behind[1].value if behind else None  # type: ignore[assignment]
        return None if value is None else Quantity(start, stop, value, bound=bound)

    def _class(self, unit: str) -> str | None:
        """What the unit counts, its scale (万, 亿) taken off."""
        for cut in range(min(4, len(unit))):
            entry = self._units.get(unit[cut:])
            if entry is not None:
                return entry.value
        return None


def _numbers_item(folded: str, start: int) -> bool:
    """Whether the number at `start` counts an item (1、, （2）)."""
    begin = start - 1 if folded[start - 1 : start] == "（" else start
    return behind_marker(folded, begin) > begin


def _value(number: str) -> int | float | None:
    """The number that the digits write.

    >>> [_value(n) for n in ("95", "4.0", "1,204.6", "12万3456", "百分之九十五", "百分之九点五")]
    [95, 4.0, 1204.6, 123456, 95, 9.5]
    """
    if number.isdecimal():
        return int(number) if len(number) <= _MOST_DIGITS else None
    number = number.replace("，", "").replace(",", "")
    if number.startswith(_HUNDREDTHS):
        whole, _, part = number.removeprefix(_HUNDREDTHS).partition("点")
        digits = [to_int(c) for c in part]
        integer = to_int(whole)
        if integer is None:
            return float(whole) if re.fullmatch(r"\d+\.\d+", whole) else None
        if not part:
            return integer
        return None if None in digits else float(f"{integer}.{''.join(map(str, digits))}")
    if len(number) > _MOST_DIGITS:
        return None
    if "万" in number:
        high, low = number.split("万")
        return int(high) * 10_000 + int(low)
    return float(number) if "." in number else int(number)


@lru_cache(maxsize=8)
def quantities(lexicon: Lexicon) -> Quantities:
    """The reader for `lexicon`, built once."""
    return Quantities(lexicon)
