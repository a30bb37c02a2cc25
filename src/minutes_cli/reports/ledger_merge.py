"""A new ledger over an old one: what a clerk wrote stays with its order, and what changed is told.

Rows are matched by id, that is by meeting, day and words; then, where a document was reworded, by likeness within the
same meeting. An old row without an order any more is kept at the end as withdrawn, if this run looked where it came
from; if it did not, it stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from minutes_cli.reports.ledger import Row, by_meeting, row_id, words_only
from minutes_cli.reports.ledger_time import WITHDRAWN

ALIKE = 0.7
"""Likeness of two orders of one meeting above which the one is the other, reworded."""


@dataclass(frozen=True)
class Merged:
    """The rows of the new ledger, and those of them that are new, moved, reworded, withdrawn or merely kept."""

    rows: list[Row]
    added: list[Row]
    moved: list[Row]
    reworded: list[Row]
    withdrawn: list[Row]
    kept: list[Row]


def merge(new: Sequence[Row], old: Sequence[Row], covers: Callable[[str], bool] = lambda _: True) -> Merged:
    """Lay `new` over `old`. `covers` tells whether this run looked at the document of that path."""
    known = _by_id(old)
    pairs = {row.id: known.pop(row.id) for row in new if row.id in known}
    unmatched = [row for row in new if row.id not in pairs]
    reworded = _alike(unmatched, known.values())
    for row_name, before in reworded.items():
        pairs[row_name] = known.pop(before.id)
    rows = [_carried(row, pairs.get(row.id), is_reworded=row.id in reworded) for row in new]
    gone = [row for row in known.values() if row.change == WITHDRAWN]
    vanished = [
        replace(row, change=WITHDRAWN) for row in known.values() if row.change != WITHDRAWN and covers(row.path)
    ]
    kept = [replace(row, change=None) for row in known.values() if row.change != WITHDRAWN and not covers(row.path)]
    present = sorted([*rows, *kept], key=by_meeting)
    return Merged(
        rows=[*present, *gone, *vanished],
        added=[row for row in rows if row.change == "added"],
        moved=[row for row in rows if row.change == "moved"],
        reworded=[row for row in rows if row.change == "reworded"],
        withdrawn=vanished,
        kept=kept,
    )


def _by_id(old: Iterable[Row]) -> dict[str, Row]:
    """The old rows by id; where a clerk deleted that column, it is made again from what the row says."""
    known: dict[str, Row] = {}
    for row in old:
        name, occurrence = row.id or row_id(row.date, row.meeting, row.text), 1
        while name in known:
            occurrence += 1
            name = row_id(row.date, row.meeting, row.text, occurrence)
        known[name] = replace(row, id=name)
    return known


def _alike(new: Iterable[Row], old: Iterable[Row]) -> dict[str, Row]:
    """For ids of new rows the old row of the same meeting that reads most like it; each old row once."""
    meetings: dict[tuple[str | None, str | None], list[Row]] = {}
    for row in old:
        meetings.setdefault((row.date, row.meeting), []).append(row)
    found = []
    for row in new:
        for before in meetings.get((row.date, row.meeting), ()):
            likeness = _likeness(words_only(row.text), words_only(before.text))
            if likeness >= ALIKE:
                found.append((-likeness, row.id, before.id, before))
    pairs: dict[str, Row] = {}
    taken: set[str] = set()
    for _, name, before_name, before in sorted(found, key=lambda one: one[:3]):
        if name not in pairs and before_name not in taken:
            pairs[name] = before
            taken.add(before_name)
    return pairs


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _carried(row: Row, before: Row | None, *, is_reworded: bool) -> Row:
    """`row` with what the clerk wrote beside `before`."""
    if before is None:
        return replace(row, change="added")
    has_moved = (row.path, row.directive) != (before.path, before.directive)
    change = "reworded" if is_reworded else "moved" if has_moved else None
    return replace(row, status=before.status, note=before.note, extra=before.extra, change=change)
