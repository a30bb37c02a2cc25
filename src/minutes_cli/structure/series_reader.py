"""Markers to series: which markers open nodes, under which node, and where each node ends.

Nesting goes by family and number, never by layout: a marker of a family already open pops to it, a new family opens a
child if its number is 1. 一要 and 一是 are one family with two styles: 一是 under an open 一要 begins a series of its
own, 二是 after 一要 goes on with it. What breaks a series (a segment head, a paragraph's end, a closing formula) closes
it only when the series does not go on later.
"""

from __future__ import annotations

from bisect import bisect_left

from minutes_cli.structure.markers import Marker
from minutes_cli.structure.series import Break, Numbered, Series

_LOOK_AHEAD = 400  # markers looked at to see whether a series goes on; longer documents repeat their forms


class SeriesReader:
    """Takes markers and breaks in document order and builds the numbered nodes."""

    def __init__(self, markers: list[Marker], breaks: list[Break], end: int) -> None:
        self.markers, self.breaks, self.end = markers, sorted(breaks, key=lambda b: b.position), end
        self.starts = [m.start for m in markers]
        self.nodes: list[Numbered] = []
        self.all_series: list[Series] = []
        self.stack: list[Series] = []
        self.collapsed: list[tuple[Marker, Series]] = []

    def read(self) -> list[Numbered]:
        """The nodes in document order, each with its parent and its end."""
        pending = iter(self.breaks)
        next_break = next(pending, None)
        for index, marker in enumerate(self.markers):
            while next_break is not None and next_break.position <= marker.start:
                self._break(next_break)
                next_break = next(pending, None)
            self._marker(index, marker)
        while next_break is not None:
            self._break(next_break)
            next_break = next(pending, None)
        self._pop_to(0, self.end)
        return self.nodes

    # -- markers

    def _marker(self, index: int, marker: Marker) -> None:
        depth = self._open_at(marker)
        if depth is None:
            if self._may_begin(index, marker):
                self._begin(marker)
            return
        series = self.stack[depth]
        if marker.number == series.number and self._follows_at_once(marker, series):
            series.repeated.append(marker.start)
            self.nodes[series.members[-1]].marker = marker
            return
        if marker.family == "sequence" and not marker.number:
            pass
        elif marker.number == 1:
            if not self._may_begin(index, marker):
                return
            if marker.number <= series.number and depth == len(self.stack) - 1 and not series.members:
                series.repeated.append(marker.start)
            self._pop_to(depth, marker.start)
            self._begin(marker)
            return
        elif marker.number != series.number + 1:
            if not marker.strong or marker.loose:
                return
            (series.repeated if marker.number <= series.number else series.gaps).append(marker.start)
        self._pop_to(depth + 1, marker.start)
        self._close(series.members[-1], marker.start)
        series.number = marker.number or series.number + 1
        self._add(marker, series)

    def _open_at(self, marker: Marker) -> int | None:
        """The depth of the open series that `marker` goes on with or begins anew, or None."""
        same = [d for d, s in enumerate(self.stack) if s.family == marker.family]
        if not same:
            return None
        if marker.family == "chinese":
            return self._chinese_at(same, marker)
        if marker.family != "point":
            return same[-1]
        styled = [d for d in same if self.stack[d].style == marker.style]
        if marker.number == 1:
            return styled[-1] if styled else None
        for candidates in (styled, same):
            expected = [d for d in candidates if self.stack[d].number + 1 == marker.number]
            if expected:
                return expected[-1]
        return styled[-1] if styled else same[-1]

    def _chinese_at(self, same: list[int], marker: Marker) -> int | None:
        """一、 inside a paragraph counts for itself, below the 一、 that stand at lines' starts."""
        for depth in reversed(same):
            if self.stack[depth].number + 1 == marker.number:
                return depth
        inner = self.nodes[self.stack[same[-1]].members[-1]].marker
        if marker.number == 1 and not marker.line and inner.line:
            return None
        return same[0] if marker.line else same[-1]

    def _may_begin(self, index: int, marker: Marker) -> bool:
        """Whether `marker` may open a series: 1 with a strong mark before it, or a series that visibly goes on."""
        if marker.loose:
            return False
        goes_on = self._next_number(index, marker)
        if marker.family in ("sequence", "among"):
            return marker.number == 1 and goes_on and self.markers[index + 1].paragraph == marker.paragraph
        if marker.number == 1:
            if marker.line or marker.style == "要":
                return True
            if marker.is_item:
                return marker.strong or goes_on
            return goes_on
        return marker.line or (marker.strong and marker.is_item)

    def _next_number(self, index: int, marker: Marker) -> bool:
        for other in self.markers[index + 1 : index + 60]:
            if other.family == marker.family:
                if other.number == marker.number + 1:
                    return True
                if other.number == 1 and other.style == marker.style:
                    return False
        return False

    def _follows_at_once(self, marker: Marker, series: Series) -> bool:
        return self.nodes[series.members[-1]].marker.end >= marker.start - 1

    def _begin(self, marker: Marker) -> None:
        if marker.family in ("chinese", "topic_number"):
            self._pop_to(self._senior(marker), marker.start)
        elif marker.style == "要":
            self._leave_finished(marker)
        parent = self.stack[-1].members[-1] if self.stack else None
        series = Series(marker.family, marker.style, parent, number=marker.number)
        self.stack.append(series)
        self.all_series.append(series)
        self._add(marker, series)

    def _senior(self, marker: Marker) -> int:
        """How many open series stay above 一、 or 议题一：: 议题 stands over 一、, or under it where 一、 goes on."""
        if not self.stack:
            return 0
        first = self.stack[0].family
        if marker.family == "chinese" and not marker.line and first == "chinese":
            return len(self.stack)
        if marker.family == "chinese":
            return int(first == "topic_number")
        return int(first == "chinese" and self._goes_on(0, marker.end))

    def _leave_finished(self, marker: Marker) -> None:
        """一要 seldom stands under 一是: only where the 是 series goes on, or had 要 below an earlier member."""
        depth = len(self.stack) - 1
        if depth < 0 or self.stack[depth].family != "point" or self.stack[depth].style == "要":
            return
        members = self.stack[depth].members
        nested = any(s.parent in members for s in self.all_series)
        if not nested and not self._goes_on(depth, marker.end):
            self._pop_to(depth, marker.start)

    def _add(self, marker: Marker, series: Series) -> None:
        series.members.append(len(self.nodes))
        self.nodes.append(Numbered(marker, series, series.parent))

    # -- breaks

    def _break(self, event: Break) -> None:
        for depth, series in enumerate(self.stack):
            last = self.nodes[series.members[-1]].marker
            heading = not last.is_item and (last.line or last.paragraph == 0)
            if heading and event.strength == "paragraph":
                continue
            if heading and (not event.at_line or series.broken_inside):
                continue
            if event.strength == "head" and self._own_line(series, event):
                continue
            if self._goes_on(depth, event.position):
                series.broken_inside = True
                continue
            if self._content_comes(series, event):
                continue
            self._pop_to(depth, event.position)
            return

    def _own_line(self, series: Series, event: Break) -> bool:
        """An item with a paragraph of its own keeps what is said in it."""
        last = self.nodes[series.members[-1]].marker
        first = self.nodes[series.members[0]].marker
        return last.line and last is not first and last.paragraph == event.paragraph

    def _content_comes(self, series: Series, event: Break) -> bool:
        """A marker alone on its line: what it opens stands in the next paragraph."""
        return event.strength == "paragraph" and self.nodes[series.members[-1]].marker.end >= event.position

    def _goes_on(self, depth: int, position: int) -> bool:
        """Whether the series at `depth` has a next member behind `position` before it, or an outer one, restarts."""
        series = self.stack[depth]
        outer = {(s.family, s.style) for s in self.stack[:depth]}
        first = bisect_left(self.starts, position)
        child_style = False
        for marker in self.markers[first : first + _LOOK_AHEAD]:
            if marker.family != series.family:
                if (marker.family, marker.style) in outer or (marker.family == "chinese" and marker.line):
                    return False
                continue
            if series.family == "point" and marker.style != series.style:
                if marker.number == 1:
                    child_style = True
                if child_style:
                    continue
            if marker.loose and marker.number != series.number + 1:
                continue
            return series.number < marker.number <= series.number + 3
        return False

    def _pop_to(self, depth: int, end: int) -> None:
        while len(self.stack) > depth:
            self._close(self.stack.pop().members[-1], end)

    def _close(self, index: int, end: int) -> None:
        if self.nodes[index].end < 0:
            self.nodes[index].end = end
