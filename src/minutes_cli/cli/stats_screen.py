"""Statistics on a terminal: small tables with a bar at the end of each line. All glyphs are in GBK."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from minutes_cli.cli.messages import say
from minutes_cli.reports.stats import Stats, months_between
from minutes_cli.reports.stats_indicator import Reading, largest

LONGEST_BAR = 24
SHORT_BAR = 12
MOST_MONTHS = 36
"""Months shown with those in which nobody met; over a longer time years are shown."""
_BAR = "█"
_COMPARATORS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "~": "≈"}


class View:
    """Collects tables as one text, `width` columns wide."""

    def __init__(self, width: int, *, is_coloured: bool) -> None:
        self._stream = io.StringIO()
        self._console = Console(
            file=self._stream,
            width=width,
            force_terminal=is_coloured,
            color_system="standard" if is_coloured else None,
            no_color=not is_coloured,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )

    def line(self, words: str, style: str = "") -> None:
        """A line of words."""
        self._console.print(Text(words, style))

    def table(
        self, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], *, left: int = 1, folding: int = 0
    ) -> None:
        """A table: the first `left` columns are words, the others numbers; one without a head is a bar.

        The column `folding` is broken over lines where the table is too wide, no other.
        """
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
        for at, head in enumerate(heads):
            is_words = at < left or not head or at == folding
            table.add_column(head, justify="left" if is_words else "right", overflow="fold", no_wrap=at != folding)
        for row in rows:
            table.add_row(*(Text(str(cell)) for cell in row))
        if table.row_count:
            self.line("")
            if title:
                self.line(title, "bold")
            self._console.print(table)

    def text(self) -> str:
        """All of it, without blanks at line ends."""
        return "".join(line.rstrip() + "\n" for line in self._stream.getvalue().splitlines())


def overview(view: View, stats: Stats, limit: int) -> None:
    """Everything `minutes stats` counts."""
    view.line(
        say(
            f"{stats.documents} documents, {stats.meetings} meetings ({stats.undated} without a full date), "
            f"{stats.duplicates} duplicates",
            f"文件 {stats.documents} 个，会议 {stats.meetings} 次（日期不全 {stats.undated} 次），"
            f"重复文件 {stats.duplicates} 个",
        )
    )
    meetings, times = say("meetings", "会议"), say("times", "次数")
    title, rows = _time(stats)
    view.table(title, (say("when", "时间"), meetings, ""), rows)
    view.table(say("Chairs", "主持人"), (say("name", "姓名"), meetings, ""), _ranked(stats.top(stats.chairs, limit)))
    view.table(
        say("Most charged", "任务最多的单位"),
        (say("body", "单位"), *_role_heads(), say("total", "合计"), ""),
        _bodies(stats, limit),
    )
    view.table(
        say("Indicators", "指标"),
        (say("name", "名称"), say("documents", "文件"), ""),
        _ranked(stats.top(stats.indicators, limit)),
    )
    orders = stats.orders
    shares = (
        (say("orders", "工作要求"), orders.total),
        (say("with an owner", "有责任单位"), orders.owned),
        (say("with a deadline", "有时限"), orders.due),
        (say("with a day", "有明确日期"), orders.dated),
        (say("with owner and deadline", "责任单位和时限俱全"), orders.complete),
    )
    if orders.total:
        percent = [(name, n, f"{n / orders.total:.0%}", _bar(n, orders.total)) for name, n in shares]
        view.table(say("Orders", "工作要求"), ("", times, say("share", "占比"), ""), percent)


def indicator(view: View, name: str, readings: list[Reading]) -> None:
    """One indicator through time."""
    targets = sum(reading.role == "target" for reading in readings)
    view.line(
        say(
            f"{name}: {len(readings)} values, {targets} of them targets",
            f"{name}：共 {len(readings)} 个值，其中目标 {targets} 个",
        ),
        "bold",
    )
    most = largest(readings)
    has_names = len({reading.name for reading in readings}) > 1
    heads = (say("date", "日期"), say("role", "性质"), say("value", "数值"), "")
    rows = []
    for reading in readings:
        role = say("target", "目标") if reading.role == "target" else say("reported", "通报")
        value = "" if reading.value is None else f"{reading.value:g}{reading.unit or ''}"
        shown = _COMPARATORS.get(reading.comparator or "", "") + value
        where = f"{reading.name} " if has_names else ""
        source = f"{where}{reading.period or ''}".strip()
        rows.append(
            (
                (reading.date or "?").partition("/")[0],
                role,
                shown or "-",
                _bar(reading.value or 0, most[reading.unit], SHORT_BAR),
                source,
            )
        )
    view.table("", (*heads, say("of", "所属期")), rows, left=2, folding=4)


def _time(stats: Stats) -> tuple[str, list[tuple[str, int, str]]]:
    """Meetings by month, or by year where that would be too long a list."""
    by_month = say("Meetings per month", "每月会议")
    if not stats.months:
        return by_month, []
    months = months_between(min(stats.months), max(stats.months))
    if len(months) <= MOST_MONTHS:
        return by_month, _ranked([(month, stats.months[month]) for month in months])
    years: dict[str, int] = {}
    for month, count in sorted(stats.months.items()):
        years[month[:4]] = years.get(month[:4], 0) + count
    return say("Meetings per year", "每年会议"), _ranked(list(years.items()))


def _role_heads() -> tuple[str, ...]:
    return say("lead", "牵头"), say("asked", "责任"), say("support", "配合"), say("supervise", "督办")


def _bodies(stats: Stats, limit: int) -> list[tuple[Any, ...]]:
    found = stats.top_bodies(limit)
    most = max((roles.total() for _, roles in found), default=0)
    order = ("lead", "addressee", "support", "supervisor")
    return [
        (body, *(roles[role] or "" for role in order), roles.total(), _bar(roles.total(), most, SHORT_BAR))
        for body, roles in found
    ]


def _ranked(found: Sequence[tuple[str, int]]) -> list[tuple[str, int, str]]:
    most = max((count for _, count in found), default=0)
    return [(name, count, _bar(count, most)) for name, count in found]


def _bar(value: float, most: float, longest: int = LONGEST_BAR) -> str:
    """A bar as long as `value` is of `most`; something that is there is seen."""
    if not most or not value:
        return ""
    return _BAR * max(1, round(longest * abs(value) / most))
