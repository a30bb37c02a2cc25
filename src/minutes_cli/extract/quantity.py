"""Quantities: a number with its unit, and the words round it that say how it is meant.

A Chinese statement of a value reads ``[name] [adverbs] [verb] NUMBER UNIT [bound]`` (供水普及率力争达到95%以上). The
number is found first; everything else is read leftwards from it, one known word at a time, so that what remains on
the left is the name (extract/indicator_name.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.models import Comparator, Direction, Measure, Span
from minutes_cli.text.numerals import to_int

_BASE_REACH = 16
"""How far left of a verb 比上年同期 may begin."""
_TAIL = re.compile(
    r"[，。；、！？：）”\n]|$|和|及|与|以及|，其中|（|\s|并|而|的(?:目标|任务|水平|要求|速度|增速|底线|预期)"
)
_PROPORTION = re.compile(r"(?:\s?：\s?\d{1,3}(?:\.\d+)?){1,5}(?![\d年月日时])")
"""7.6：44.8：47.6"""
_OPEN_RANGE = re.compile(r"\s?[-—–~至到]{1,2}\s?")


@dataclass(frozen=True)
class Quantity:
    """A number and its unit at ``start:end`` (bound words included); `value` is None for a range."""

    start: int
    end: int
    value: int | float | None
    unit: str | None
    unit_class: str | None
    bound: Comparator | None
    closed: bool
    """Whether the clause ends behind it, or goes on with another value: it measures what stands to its left."""


@dataclass(frozen=True)
class Predicate:
    """How a value is said of its name: 同比增长, 达到, 控制在, or nothing at all. `start` is where it begins."""

    start: int
    measure: Measure
    comparator: Comparator
    direction: Direction | None = None
    respectively: bool = False
    relative: bool = False
    explicit: bool = False
    rule: str = "indicator.value"


class Quantities:
    """The reader of quantities for one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        units = lexicon.words("quantity_unit")
        self._unit = re.compile(rf"\s?(?:(?:万亿|千万|百万|[百千万亿])?{units.alternation}|[万亿])")
        self._units = units
        self._number = lexicon.pattern("quantity.number")
        self._base = lexicon.pattern("quantity.base.time")
        self._of = lexicon.pattern("quantity.base.of")
        self._when = lexicon.pattern("quantity.base.when")
        self._bound = lexicon.words("quantity_bound")
        self._cues: dict[str, Entry] = {t: e for e in lexicon.entries("quantity_cue") for t in e.terms}
        self._reach = max(map(len, self._cues))

    def find(self, folded: str, source: str) -> Iterator[Quantity]:
        """Every number with a unit, and unit-less ones that close their clause, from left to right."""
        position = 0
        length = len(folded)
        while (match := self._number.search(folded, position)) is not None:
            position = match.end()
            start, end = match.span()
            number = match.group()
            if "，" in number and "," not in source[start:end]:
                # A full-width comma separates clauses, it groups no digits.
                end = start + number.index("，")
                number, position = folded[start:end], end
            proportion = _PROPORTION.match(folded, end)
            if proportion is not None:
                position = proportion.end()
                yield Quantity(start, position, None, None, "proportion", None, True)
                continue
            unit = self._unit.match(folded, end)
            ranged = None
            if (unit is None and (link := _OPEN_RANGE.match(folded, end)) is not None) or (unit is not None and (link := _OPEN_RANGE.match(folded, unit.end())) is not None):
                ranged = self._number.match(folded, link.end())
            if ranged is not None:
                unit = self._unit.match(folded, ranged.end())
                if unit is None:
                    continue
                position = unit.end()
            if unit is None and not number.startswith("百分之"):
                if end < length and folded[end] not in "，。；、\n）":
                    continue
                yield Quantity(start, end, _value(number), None, None, None, True)
                continue
            stop = unit.end() if unit else end
            bound: Comparator | None = None
            after = self._bound.match(folded, stop)
            if after is not None:
                stop, bound = after[0], after[1].value  # type: ignore[assignment]
            position = max(position, stop)
            words = unit.group().strip() if unit else "%"
            yield Quantity(
                start,
                stop,
                None if ranged else _value(number),
                words,
                self._class(words),
                bound,
                _TAIL.match(folded, stop) is not None,
            )

    def _class(self, unit: str) -> str | None:
        for cut in range(min(3, len(unit))):
            entry = self._units.get(unit[cut:])
            if entry is not None:
                return entry.value
        return None

    def predicate(self, folded: str, floor: int, quantity: Quantity) -> Predicate:
        """Read leftwards from `quantity`, not beyond `floor`."""
        at = quantity.start
        comparator: Comparator | None = None
        measure: Measure = "level"
        direction: Direction | None = None
        respectively = needs_base = relative = explicit = False
        rule = "indicator.value"
        when = self._when.search(folded, max(floor, at - 16), at)
        if when is not None:
            at = when.start()
        of = self._of.search(folded, max(floor, at - 28), at) if at > floor and folded[at - 1] == "的" else None
        if of is not None:
            at = of.start() + len(of.group("cue"))
        while at > floor:
            if folded[at - 1] in " ，" and folded[at - 1] == " ":
                at -= 1
                continue
            word = self._cue(folded, floor, at)
            if word is None:
                base = self._based(folded, floor, at) if explicit or respectively else None
                if base is None:
                    break
                at, relative = base[0], relative or not base[1]
                needs_base = False
                continue
            entry = self._cues[word]
            role = entry.attributes["role"]
            at -= len(word)
            if role == "respectively":
                respectively = True
            elif role == "growth":
                measure, direction, explicit = "growth", entry.value, True  # type: ignore[assignment]
                needs_base = bool(entry.attributes.get("needs_base"))
                rule = entry.id
            elif role == "reached":
                comparator, direction, explicit = comparator or "=", entry.value, True  # type: ignore[assignment]
                rule = entry.id
            elif role == "level":
                comparator, explicit = comparator or entry.value, True  # type: ignore[assignment]
                rule = entry.id
        return Predicate(
            at,
            measure,
            _strictest(comparator, quantity.bound),
            direction,
            respectively,
            relative or needs_base,
            explicit,
            rule,
        )

    def _cue(self, folded: str, floor: int, at: int) -> str | None:
        for size in range(min(self._reach, at - floor), 0, -1):
            if folded[at - size : at] in self._cues:
                return folded[at - size : at]
        return None

    def _based(self, folded: str, floor: int, at: int) -> tuple[int, bool] | None:
        """Where the 比上年 that ends at `at` begins, and whether it compares with another time."""
        low = max(floor, at - _BASE_REACH)
        for sign in ("比", "较", "与"):
            start = folded.rfind(sign, low, at)
            if (
                start < 0
                or (start and folded[start - 1] in "同环占相")
                or folded[start + 1 : start + 2] in "例重率快高"
            ):
                continue
            if sign == "与" and not folded.startswith(("相比", "同期"), at - 2):
                continue
            return start, self._base.match(folded, start) is not None
        start = folded.rfind("在", low, at)
        if start >= 0 and folded.startswith("基础上", at - 3):
            return start, True
        return None


def _strictest(left: Comparator | None, right: Comparator | None) -> Comparator:
    if left in (">", "<") or right is None:
        return left or "="
    return right


def _value(number: str) -> int | float | None:
    number = number.replace("，", "").replace(",", "")
    if number.startswith("百分之"):
        whole, _, part = number[3:].partition("点")
        integer = to_int(whole)
        if part and integer is not None:
            digits = [to_int(c) for c in part]
            return None if None in digits else float(f"{integer}.{''.join(map(str, digits))}")
        if integer is None:
            try:
                return float(whole)
            except ValueError:
                return None
        return integer
    return float(number) if "." in number else int(number)


@lru_cache(maxsize=8)
def quantities(lexicon: Lexicon) -> Quantities:
    """The reader for `lexicon`, built once."""
    return Quantities(lexicon)


def span_of(quantity: Quantity) -> Span:
    """Where `quantity` stands."""
    return quantity.start, quantity.end
