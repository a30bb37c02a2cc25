"""Statements of value: 供水普及率达到95%, 工业增加值35亿元，增长6%, A、B分别增长8%、7%.

Read from the number leftwards: its predicate, then the names. A clause without a name goes on about the names of the
clause before it. In statistical bulletins whatever is stated so is an indicator (造林3万亩); elsewhere the name
must end in a known head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from minutes_cli.extract.indicator_behind import Behind
from minutes_cli.extract.indicator_bulletin import Bulletin
from minutes_cli.extract.indicator_licence import Licences
from minutes_cli.extract.indicator_name import Name, Names, names
from minutes_cli.extract.predicate import Predicate, predicates
from minutes_cli.extract.quantity import Quantity, quantities
from minutes_cli.models import Comparator, Direction, IndicatorKind, Measure, Span
from minutes_cli.structure.document import Document
from minutes_cli.text.shadow import TITLE

_CARRY_REACH = 45
_LONGEST_JOINT = 4
_TIMES = frozenset(("小时", "分钟", "天"))
_SENTENCE_END = re.compile(r"[。；！？\n]")
_JOINT = re.compile(r"\s?(?:、|和|及|与|以及|，)\s?")


class Reading(NamedTuple):
    """A name and, where one is stated, its value."""

    name: Name
    rule: str
    value: int | float | None = None
    unit: str | None = None
    unit_class: str | None = None
    value_span: Span | None = None
    comparator: Comparator | None = None
    measure: Measure | None = None
    direction: Direction | None = None
    kind: IndicatorKind | None = None
    category: str | None = None


@dataclass
class _Carry:
    """The names a clause without one goes on about, and where they were last used."""

    names: tuple[Name, ...] = ()
    end: int = -1


class Statements:
    """One pass over the quantities of a document."""

    def __init__(self, document: Document) -> None:
        self._shadow = document.page.shadow
        self._folded = self._shadow.folded
        self._names: Names = names(document.lexicon)
        self._edges = self._names.edges
        self._behind = Behind(document.lexicon, self._names)
        self._predicates = predicates(document.lexicon)
        self._document = document
        self._carry = _Carry()

    @cached_property
    def _bulletin(self) -> Bulletin:
        return Bulletin(self._document)

    @cached_property
    def _licences(self) -> Licences:
        return Licences(self._document, self._bulletin)

    def read(self) -> Iterator[Reading]:
        """Every statement of value, in order."""
        found = list(quantities(self._document.lexicon).find(self._folded, self._shadow.source))
        shield = self._shadow.shield if found else b""
        index, floor = 0, 0
        while index < len(found):
            quantity = found[index]
            if shield[quantity.start] & TITLE:
                index += 1
                continue
            run = self._run(found, index)
            yield from self._statement(run, floor)
            index += len(run)
            if not self._inside_a_name(run):
                floor = run[-1].end

    @staticmethod
    def _inside_a_name(run: list[Quantity]) -> bool:
        """Whether the number is a length of time that goes on into a name (报修24小时办结率)."""
        return len(run) == 1 and not run[0].closed and run[0].unit in _TIMES and run[0].bound in (None, "<=")

    def _run(self, found: Sequence[Quantity], index: int) -> list[Quantity]:
        """The quantity at `index` and those joined to it (8%、7%和3%)."""
        run = [found[index]]
        for later in range(index + 1, len(found)):
            quantity = found[later]
            if quantity.start - run[-1].end > _LONGEST_JOINT:
                break
            joint = _JOINT.fullmatch(self._folded, run[-1].end, quantity.start)
            if joint is None or "，" in joint.group():
                break
            run.append(quantity)
        return run

    def _statement(self, run: list[Quantity], previous: int) -> Iterable[Reading]:
        folded, quantity = self._folded, run[0]
        floor = max(self._edges.clause(folded, quantity.start), previous)
        predicate = self._predicates.before(folded, floor, quantity)
        behind = self._behind.read(self._shadow, quantity) if len(run) == 1 and predicate.measure == "level" else None
        if behind is not None:
            return (self._reading(behind, quantity, predicate),)
        end = self._edges.untail(folded, floor, predicate.start)
        promising = end > floor and self._promising(floor, end)
        if not promising and not self._carry.names:
            return ()
        if not promising and self._edges.peel(folded, floor, end)[0] < end:
            self._carry = _Carry()
            return ()
        floor = max(self._edges.floor(self._shadow, quantity.start), previous)
        start, _ = self._edges.peel(folded, floor, end)
        subjects = self._carried(quantity) if start >= end else self._subjects(floor, start, end, run, predicate)
        if not subjects:
            if start < end:
                self._carry = _Carry()
            return ()
        return self._pair(subjects, run, predicate)

    def _promising(self, floor: int, end: int) -> bool:
        """Whether what stands before the predicate may be a name at all; most numbers end here."""
        if self._folded[end - 1] in "）”" or self._names.tail(self._folded, floor, end) is not None:
            return True
        return self._bulletin.covers(end)

    def _carried(self, quantity: Quantity) -> list[Name]:
        carry = self._carry
        if not carry.names or quantity.start - carry.end > _CARRY_REACH:
            return []
        if _SENTENCE_END.search(self._folded, carry.end, quantity.start):
            return []
        return list(carry.names)

    def _subjects(self, floor: int, start: int, end: int, run: list[Quantity], predicate: Predicate) -> list[Name]:
        """The names that stand before the predicate, or none when they are no indicators."""
        subjects = self._names.before(self._shadow, floor, end)
        if subjects:
            if len(subjects) == 1 and subjects[0].is_bare:
                return self._instead_of_bare(subjects[0], run[0])
            return subjects
        stated = predicate.explicit or run[0].unit is not None
        if stated and run[0].closed and not predicate.relative and self._bulletin.names(start, end):
            return [Name(start, end, None, end, end)]
        return []

    def _instead_of_bare(self, name: Name, quantity: Quantity) -> list[Name]:
        """增速达8% after 固定资产投资12亿元 speaks of the investment; 产值 alone, in a bulletin, is a name."""
        if name.head is not None and name.head.attributes.get("growth"):
            return self._carried(quantity)
        if name.end - name.start > 1 and name.licence == "growth":
            return [name]
        return []

    def _pair(self, subjects: list[Name], run: list[Quantity], predicate: Predicate) -> Iterator[Reading]:
        """Names with values: one for all, one each, or none where the numbers do not agree."""
        predicate = self._ordered(subjects[0], run[0], predicate)
        carried = tuple(subjects) == self._carry.names
        subjects = [self._completed(name) for name in subjects]
        allowed = [name for name in subjects if self._licences.allow(name, run[0], predicate)]
        self._carry = _Carry(tuple(subjects) if allowed else (), run[-1].end)
        if not allowed or predicate.relative:
            return
        if run[0].unit_class == "proportion":
            yield from (Reading(name, name.head.id if name.head else "indicator.bulletin.cue") for name in allowed)
        elif len(run) == 1:
            for name in allowed:
                yield self._reading(name, run[0], predicate)
        elif len(run) == len(subjects):
            bound = run[-1].bound
            for name, quantity in zip(subjects, run, strict=True):
                yield self._reading(name, quantity, predicate, bound)
        elif not carried:
            for name in allowed:
                yield Reading(
                    name,
                    name.head.id if name.head else "indicator.bulletin.cue",
                    unit=run[0].unit,
                    unit_class=run[0].unit_class,
                    value_span=None,
                )

    def _completed(self, name: Name) -> Name:
        """占总人口的比重 with the subject of the statement, whose share it is."""
        if self._folded[name.start] != "占" or not self._carry.names or name in self._carry.names:
            return name
        return name._replace(whole=(self._carry.names[0].start, self._carry.names[0].end))

    @staticmethod
    def _ordered(name: Name, quantity: Quantity, predicate: Predicate) -> Predicate:
        """压减文件数量30%: the verb stands before the name, and the share is what goes."""
        amount = name.head is not None and name.head.value in ("amount", "count")
        if predicate.explicit or name.role != "measure" or name.governor is None or not amount:
            return predicate
        if quantity.unit != "%" or name.governor.value == "maintain":
            return predicate
        direction: Direction = "decrease" if name.governor.value == "decrease" else "increase"
        return predicate._replace(measure="growth", direction=direction, explicit=True)

    def _reading(
        self,
        name: Name,
        quantity: Quantity,
        predicate: Predicate,
        bound: Comparator | None = None,
    ) -> Reading:
        comparator: Comparator = predicate.comparator
        if bound is not None and comparator not in (">", "<"):
            comparator = bound
        governor = name.governor
        direction = predicate.direction
        if direction is None and governor is not None and name.role == "measure" and predicate.comparator == "=":
            direction = governor.value  # type: ignore[assignment]
        return Reading(
            name,
            "indicator.bulletin.cue" if name.head is None else name.head.id,
            quantity.value,
            quantity.unit,
            quantity.unit_class,
            (quantity.start, quantity.end),
            comparator,
            predicate.measure,
            direction,
        )
