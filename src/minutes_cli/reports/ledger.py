"""The supervision ledger (督办台账): one row an order, whatever number of documents it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from minutes_cli.lexicon import default_lexicon
from minutes_cli.models import Assignment, AssignmentRole, Deadline, Minutes
from minutes_cli.reports.ledger_orders import Ordered, orders
from minutes_cli.text.fold import fold

_NO_WORD = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]?[”’」』）)]*")
_BLANK = re.compile(r"\s+")
_CJK_BLANK = re.compile(r"(?<=[^\x00-\xff])\s+|\s+(?=[^\x00-\xff])")
_CLOSED = ("。", "！", "？", "；", "：", "，", "、", "!", "?", ";", ":", ",")
LONGEST_CONTEXT = 30
"""A heading longer than this says enough by itself, and is not put before the requirement under it."""


@dataclass(frozen=True)
class Due:
    """By when, in the document's words, and the last day of it where that is known."""

    text: str
    day: str | None = None
    hard: bool = True


@dataclass(frozen=True)
class Row:
    """An order, where it stands, and what a clerk noted about it.

    `id` stays the same as long as meeting, day and words do, however the document is renumbered. `status` and `note`
    are the clerk's, `extra` the columns he added; `change` is what a merge found.
    """

    id: str
    matter: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    supervisors: tuple[str, ...] = ()
    dues: tuple[Due, ...] = ()
    force: str | None = None
    meeting: str | None = None
    date: str | None = None
    path: str = ""
    directive: str = ""
    marker: str | None = None
    text: str = ""
    span: tuple[int, int] | None = None
    status: str = ""
    note: str = ""
    change: str | None = None
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def responsible(self) -> tuple[str, ...]:
        """Who answers for it: who leads; where nobody does, who is asked."""
        return self.lead or self.addressees

    @property
    def helping(self) -> tuple[str, ...]:
        """Who helps: who is to support, and who is asked beside somebody who leads."""
        return tuple(dict.fromkeys((*self.support, *(self.addressees if self.lead else ()))))

    @property
    def bodies(self) -> tuple[str, ...]:
        """Everybody named, whatever for."""
        return (*self.lead, *self.support, *self.addressees, *self.supervisors)

    @property
    def days(self) -> list[str]:
        """The days by which something is due, ISO, in order."""
        return sorted(due.day for due in self.dues if due.day)


def ledger(documents: Iterable[Minutes]) -> list[Row]:
    """The rows of all documents, as `arranged` puts them."""
    return arranged(row for minutes in documents for row in rows_of(minutes))


def arranged(rows: Iterable[Row]) -> list[Row]:
    """Rows by the day of their meeting, then by path and place; unknown days come last.

    The same order of the same meeting in two files makes one row, that of the first path.
    """
    first: dict[str, Row] = {}
    for row in sorted(rows, key=by_meeting):
        first.setdefault(row.id, row)
    return list(first.values())


def by_meeting(row: Row) -> tuple[bool, str, str]:
    """What rows are sorted by; within a document they keep their order, since sorting is stable."""
    return (row.date is None, row.date or "", row.path)


def rows_of(minutes: Minutes) -> list[Row]:
    """The rows of one document.

    >>> from minutes_cli import parse_text
    >>> text = "2023年5月8日，局长林知远主持召开局务会议。会议要求，一要由水利科牵头，年底前完成清淤。二要压实责任。"
    >>> [(row.matter, row.lead, row.days) for row in rows_of(parse_text(text))]
    [('由水利科牵头，年底前完成清淤。', ('水利科',), ['2023-12-31']), ('压实责任。', (), [])]
    """
    name = _meeting_name(minutes)
    date = (minutes.date.resolved or minutes.date.edtf) if minutes.date else None
    date = date.partition("/")[0] if date else None
    seen: dict[str, int] = {}
    rows = []
    for order in orders(minutes):
        key = words_only(order.node.text)
        seen[key] = seen.get(key, 0) + 1
        rows.append(
            Row(
                id=row_id(date, name, order.node.text, seen[key]),
                matter=_matter(order),
                lead=_bodies(order.assignments, "lead"),
                support=_bodies(order.assignments, "support"),
                addressees=_bodies(order.assignments, "addressee"),
                supervisors=_bodies(order.assignments, "supervisor"),
                dues=tuple(_dues(order.deadlines)),
                force=order.node.force,
                meeting=name,
                date=date,
                path=minutes.source.path,
                directive=order.node.id,
                marker=order.node.marker,
                text=order.node.text.strip(),
                span=order.node.text_span,
            )
        )
    return rows


def _meeting_name(minutes: Minutes) -> str | None:
    """What the meeting is known by: its title where that has its name in it, since 专题会议 tells nobody which."""
    title = clean(minutes.title.text) if minutes.title else None
    if minutes.meeting is None:
        return title
    name = clean(minutes.meeting.name or minutes.meeting.text)
    return title if title and words_only(name) in words_only(title) else name


def row_id(date: str | None, meeting: str | None, text: str, occurrence: int = 1) -> str:
    """The name of an order that lasts: a digest of day, meeting and words, without number, place or punctuation.

    The letter before it keeps spreadsheets from reading a number. `occurrence` tells apart what one meeting said twice
    in the same words.

    >>> row_id("2023-05-08", "局务会议", "压实责任。") == row_id("2023-05-08", "局务会议", "压 实责任；")
    True
    """
    parts = (date or "", words_only(meeting or ""), words_only(text), *([str(occurrence)] if occurrence > 1 else []))
    return "D" + sha256("\0".join(parts).encode()).hexdigest()[:12].upper()


def words_only(text: str) -> str:
    """`text` folded, without blanks and punctuation: what two prints of the same words share."""
    return _NO_WORD.sub("", fold(text)).casefold()


def clean(text: str) -> str:
    r"""`text` on one line; blanks between hanzi, which only pad, are gone.

    >>> clean("何　静 主持\nA 股 会议")
    '何静主持A股会议'
    """
    return _BLANK.sub(" ", _CJK_BLANK.sub("", text)).strip()


def _bodies(assignments: Sequence[Assignment], role: AssignmentRole) -> tuple[str, ...]:
    """The bodies with that role, each once."""
    return tuple(dict.fromkeys(clean(assignment.body) for assignment in assignments if assignment.role == role))


def _dues(deadlines: Iterable[Deadline]) -> Iterable[Due]:
    """Each due once, the earliest day first, words without a day (尽快, 汛期前) last."""
    known = dict.fromkeys(
        Due(clean(deadline.text), deadline.resolved.rpartition("/")[2] if deadline.resolved else None, deadline.hard)
        for deadline in deadlines
    )
    return sorted(known, key=lambda due: (due.day is None, due.day or ""))


def _matter(order: Ordered) -> str:
    """The order in short: its headline and the sentences that give a body, a day, a number or a force."""
    node, facts = order.node, order.facts
    start = node.text_span[0]
    telling = [
        mention.span[0] - start
        for mentions in (facts.assignments, facts.deadlines, facts.decisions, facts.indicators, node.cues)
        for mention in mentions
    ]
    sentences = [(match.start(), match.end(), match.group()) for match in _SENTENCE.finditer(node.text)]
    is_label = default_lexicon().pattern("ledger.label").match
    useful = [one for one in sentences if one[2].strip() and not is_label(fold(one[2].strip()))]
    kept = [one for at, one in enumerate(useful) if not at or any(one[0] <= place < one[1] for place in telling)]
    words = "".join(map(_one_line, [one[2] for one in (kept if len(kept) > 1 else useful[:2])])).rstrip("：；，")
    return f"{context}：{words}" if (context := _context(order)) else words


def _one_line(sentence: str) -> str:
    """A sentence cleaned; a headline on a line of its own gets the colon that its line end stood for."""
    words = clean(sentence)
    return words + "：" if sentence.endswith("\n") and not words.endswith(_CLOSED) else words


def _context(order: Ordered) -> str | None:
    """The headline above an unnumbered requirement, which is often its subject."""
    parent = order.parent
    if parent is None or parent.kind == "statement" or order.node.kind != "requirement":
        return None
    heading = clean(parent.heading)
    return heading if heading and len(heading) <= LONGEST_CONTEXT else None
