"""One indicator through time: what was reported of it, and what was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from minutes_cli.models import DateExpression, Indicator, Minutes
from minutes_cli.reports.ledger import clean, words_only

COLUMNS = (
    *("date", "period", "role", "comparator", "value", "unit", "measure", "direction", "name", "meeting"),
    *("path", "directive", "text"),
)


@dataclass(frozen=True)
class Reading:
    """A value of an indicator as one document gives it; `role` is `target` where an order asks for it."""

    date: str | None
    period: str | None
    role: str
    comparator: str | None
    value: int | float | None
    unit: str | None
    measure: str | None
    direction: str | None
    name: str
    meeting: str | None
    path: str
    directive: str | None
    text: str

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


@dataclass
class Series:
    """The readings of the indicators called `name`, or of those with it in their names where none is called so."""

    name: str
    _exact: list[Reading] = field(default_factory=list)
    _partial: list[Reading] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def add(self, minutes: Minutes) -> None:
        """Take what `minutes` say of it."""
        if minutes.source.sha256 in self._seen:
            return
        self._seen.add(minutes.source.sha256)
        wanted = words_only(self.name)
        for indicator in minutes.indicators:
            found = words_only(indicator.name)
            self.names.add(clean(indicator.name))
            if found == wanted:
                self._exact.append(_reading(indicator, minutes))
            elif wanted and wanted in found:
                self._partial.append(_reading(indicator, minutes))

    def readings(self) -> list[Reading]:
        """By day of the meeting, unknown days last; then by path."""
        found = self._exact or self._partial
        return sorted(found, key=lambda one: (one.date is None, one.date or "", one.path))


def _reading(indicator: Indicator, minutes: Minutes) -> Reading:
    day = (minutes.date.resolved or minutes.date.edtf) if minutes.date else None
    return Reading(
        date=day,
        period=_words(indicator.period),
        role="target" if _is_target(indicator, day) else "reported",
        comparator=indicator.comparator,
        value=indicator.value,
        unit=indicator.unit,
        measure=indicator.measure,
        direction=indicator.direction,
        name=clean(indicator.name),
        meeting=clean(minutes.meeting.name or minutes.meeting.text) if minutes.meeting else None,
        path=minutes.source.path,
        directive=indicator.directive,
        text=clean(indicator.text),
    )


def _words(period: DateExpression | None) -> str | None:
    return None if period is None else period.resolved or period.edtf or clean(period.text)


def _is_target(indicator: Indicator, day: str | None) -> bool:
    """Whether it is asked for: in an order, no bare statement of what is, nor of a time that is over by then."""
    if indicator.directive is None:
        return False
    if indicator.comparator == "=" and indicator.direction is None and indicator.period is None:
        return False
    ended = indicator.period.resolved.rpartition("/")[2] if indicator.period and indicator.period.resolved else None
    return not (ended and day and ended < day)


def largest(readings: Iterable[Reading]) -> dict[str | None, float]:
    """The largest value of each unit: what bars are measured by, since 7.8% and 47 trillion share no scale."""
    most: dict[str | None, float] = {}
    for reading in readings:
        most[reading.unit] = max(most.get(reading.unit, 0.0), abs(reading.value or 0))
    return most
