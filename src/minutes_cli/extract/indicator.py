"""Indicators (指标): names of what is measured, with the values asked.

Three readers look at the text, each for one form: statements of value (indicator_value), lists introduced by 指标包括
(indicator_listing) and bare names (indicator_mention). Here their readings become one entry for each different name
and value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from minutes_cli.extract.date import Dates
from minutes_cli.extract.indicator_listing import Group, count_finding, is_task, member_name, read_lists
from minutes_cli.extract.indicator_mention import bare_names
from minutes_cli.extract.indicator_value import Reading, Statements
from minutes_cli.lexicon.lexicon import Words
from minutes_cli.models import DateExpression, Finding, Indicator, IndicatorKind, Span
from minutes_cli.structure.document import Document
from minutes_cli.text.fold import fold

_INTENSITY = re.compile(r"单位|[万亿]元|吨钢")
_BLANK = re.compile(r"\s+")
_LAST_HALF_WIDTH = "\uff00"
_SENTENCE_END = "。！？\n"
_MOST_VALUES = 100
"""Values of one name beyond which each keeps its own mention only: a list a value would grow with the square."""
_PER_UNIT = ("amount", "count")


def find_indicators(document: Document, dates: Dates) -> tuple[list[Indicator], list[Finding]]:
    """Every indicator named, one entry for each different name and value; findings on announced counts."""
    readings = list(Statements(document).read())
    taken = [(r.name.start, r.name.end) for r in readings]
    readings += bare_names(document, taken)
    groups = read_lists(document)
    if not readings and not groups:
        return [], []
    readings = _listed(document, groups, readings)
    readings = _outermost(readings)
    findings = [f for f in map(count_finding, groups) if f is not None]
    return _merge(document, readings, dates), findings


def _listed(document: Document, groups: list[Group], readings: list[Reading]) -> list[Reading]:
    """`readings` with the categories of their groups, and the members that only their list makes indicators."""
    folded = document.page.shadow.folded
    readings = sorted(readings, key=lambda r: r.name.start)
    starts = [r.name.start for r in readings]
    added: list[Reading] = []
    for group in groups:
        for start, end in group.members:
            inside = range(bisect_left(starts, start), bisect_left(starts, end))
            for index in inside:
                if readings[index].category is None:
                    readings[index] = readings[index]._replace(category=group.category)
            if not inside and group.listed and is_task(folded, (start, end), document.lexicon):
                name = member_name(folded, (start, end), document.lexicon)
                kind: IndicatorKind | None = "task" if name.head is None else None
                added.append(Reading(name, "indicator.list.cue", kind=kind, category=group.category))
    return readings + added


def _outermost(readings: Iterable[Reading]) -> list[Reading]:
    """`readings` in order, without names that stand inside a longer one."""
    kept: list[Reading] = []
    for reading in sorted(readings, key=lambda r: (r.name.start, -r.name.end, r.value_span or (0, 0))):
        name = reading.name
        if any(k.name.start <= name.start and name.end < k.name.end for k in kept[-4:]):
            continue
        if any(k.name.start < name.start < k.name.end for k in kept[-4:]):
            continue
        kept.append(reading)
    return kept


def _merge(document: Document, readings: list[Reading], dates: Dates) -> list[Indicator]:
    """One indicator a name and value; a mention without a value joins those of the same name that have one."""
    persons = document.lexicon.words("indicator_person")
    starts = [d.span[0] for d in dates.all]
    named: dict[str, list[Reading]] = {}
    for reading in readings:
        named.setdefault(_name(document, reading), []).append(reading)
    entries: list[tuple[tuple[int, int], Indicator]] = []
    for name, same in named.items():
        spans = sorted({(r.name.start, r.name.end) for r in same})
        category = next((r.category for r in same if r.category), None)
        stated: dict[tuple[object, ...], Reading] = {}
        for reading in same:
            if reading.value_span is not None or reading.unit is not None:
                stated.setdefault((reading.value, reading.unit, reading.measure, reading.comparator), reading)
        for reading in stated.values() or [
            max(same, key=lambda r: (r.comparator is not None, r.direction is not None))
        ]:
            own = spans if len(stated) < _MOST_VALUES else [(reading.name.start, reading.name.end)]
            order = (reading.name.start, reading.value_span[0] if reading.value_span else -1)
            entries.append(
                (order, _indicator(document, name, own, reading._replace(category=category), dates, starts, persons))
            )
    return [entry for _, entry in sorted(entries, key=lambda e: e[0])]


def _indicator(
    document: Document, name: str, spans: list[Span], reading: Reading, dates: Dates, starts: list[int], persons: Words
) -> Indicator:
    span = spans[0]
    at = reading.value_span[0] if reading.value_span else reading.name.start
    return Indicator(
        text=document.shadow.words(span),
        span=span,
        rule=reading.rule,
        name=name,
        mentions=spans,
        value=reading.value,
        value_span=reading.value_span,
        unit=reading.unit,
        comparator=reading.comparator,
        measure=reading.measure,
        direction=reading.direction,
        kind=reading.kind or _kind(name, reading, persons),
        category=reading.category,
        period=_period(document, reading, dates, starts),
        directive=document.outline.at(at),
    )


def _name(document: Document, reading: Reading) -> str:
    """The name in its normal form: no blanks, half-width letters; 占…的比重 with what is its subject."""
    words = document.shadow.words((reading.name.start, reading.name.end))
    if reading.name.whole is not None:
        words = document.shadow.words(reading.name.whole) + words
    words = _BLANK.sub("", words)
    if max(words, default="") <= _LAST_HALF_WIDTH:
        return words
    return "".join(fold(c) if c > _LAST_HALF_WIDTH and c not in "（），：；" else c for c in words)


def _kind(name: str, reading: Reading, persons: Words) -> IndicatorKind | None:
    head = reading.name.head
    kind: IndicatorKind | None = None if head is None else head.value  # type: ignore[assignment]
    if kind == "amount" and _INTENSITY.match(name):
        return "intensity"
    if kind in (None, "amount") and head is not None and head.attributes["licence"] == "measured":
        before = name[: len(name) - (reading.name.end - reading.name.head_start)]
        counted = any(before.endswith(word) for word in persons)
        if head.id == "indicator.head.total" and (counted or reading.unit_class == "count"):
            return "count"
    if kind is None and reading.unit_class in _PER_UNIT and reading.measure == "level" and _stateable(reading):
        return reading.unit_class  # type: ignore[return-value]
    return kind


def _stateable(reading: Reading) -> bool:
    return reading.name.head is None or reading.name.head.id == "indicator.head.total"


def _period(document: Document, reading: Reading, dates: Dates, starts: list[int]) -> DateExpression | None:
    """The date of the statement: the last one between the beginning of its sentence and its value."""
    folded = document.page.shadow.folded
    end = reading.value_span[0] if reading.value_span else reading.name.start
    index = bisect_left(starts, end) - 1
    while index >= 0 and end - dates.all[index].span[0] < 120:
        date = dates.all[index]
        if any(mark in folded[date.span[0] : end] for mark in _SENTENCE_END):
            return None
        if date.role not in ("meeting", "issued") and not folded.endswith(("比", "较"), 0, date.span[0]):
            return date
        index -= 1
    return None
