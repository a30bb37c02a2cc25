"""What an office should mend in its minutes before they go out, with the reason and the authority behind it.

Remarks come from three places: the findings of the reading itself (numbers, counts, dates), elements of the record that
are missing, and orders that nobody could follow up. The wording is data, in ``advice.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from minutes_cli.models import Directive, Minutes, Severity, Span

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")
_EXCERPT = 40
_SHORTEST_BODY = 3
_ORDERS = ("prohibit", "must", "should", "try")


@dataclass(frozen=True)
class Advice:
    """How a remark is worded, how grave it is, why it matters, and who says so."""

    code: str
    severity: Severity
    english: str
    chinese: str
    why_english: str
    why_chinese: str
    authority: str


@dataclass(frozen=True)
class Remark:
    """One thing to mend. `line` and `column` count from 1; `span` is None where something is missing altogether."""

    advice: Advice
    words: str
    line: int
    column: int
    span: Span | None
    excerpt: str


@cache
def all_advice() -> dict[str, Advice]:
    """Every kind of remark, by code, in the order of the file."""
    text = Path(__file__).with_name("advice.yaml").read_text("utf-8")
    return {entry["code"]: Advice(**entry) for entry in yaml.safe_load(text)}


def lint(minutes: Minutes, text: str) -> list[Remark]:
    """Remarks on `minutes`, read from the source text `text`, in the order of the text."""
    found = [*_from_findings(minutes)]
    if minutes.kind != "other":
        found += [*_missing(minutes), *_unfollowable(minutes), *_variants(minutes)]
    unique = dict.fromkeys(found)
    return sorted((_remark(text, *one) for one in unique), key=lambda r: (r.span or (0, 0), r.advice.code))


def _remark(text: str, code: str, span: Span | None, words: str) -> Remark:
    start = span[0] if span else 0
    line = text.count("\n", 0, start) + 1
    begin = text.rfind("\n", 0, start) + 1
    excerpt = text[start : span[1] if span else start][:_EXCERPT].replace("\n", " ")
    return Remark(all_advice()[code], words[:_EXCERPT], line, start - begin + 1, span, excerpt)


def _from_findings(minutes: Minutes) -> Iterator[tuple[str, Span | None, str]]:
    for finding in minutes.findings:
        if finding.code in all_advice():
            words = finding.message.partition("：")[2] or finding.message
            yield finding.code, finding.span, words


def _missing(minutes: Minutes) -> Iterator[tuple[str, Span | None, str]]:
    """Elements every record of a meeting has."""
    present = minutes.attendance
    if minutes.date is None:
        yield "no_date", None, ""
    if minutes.place is None and (minutes.meeting is None or minutes.meeting.mode != "video"):
        yield "no_place", None, ""
    if not minutes.chairs and not any(f.code == "no_chair" for f in minutes.findings):
        yield "no_chair", None, ""
    if not (present.attendees or present.groups or present.counts):
        yield "no_attendance", None, ""


def _unfollowable(minutes: Minutes) -> Iterator[tuple[str, Span | None, str]]:
    """Orders at the leaves of the tree that have no owner or deadline, nor stand under one that has."""
    owned = {a.directive for a in minutes.assignments}
    dated = {d.directive for d in minutes.deadlines}
    for node in _orders(minutes.directives):
        line = _lineage(node.id)
        words = node.heading or node.text
        if not line & owned:
            yield "no_owner", node.text_span, words
        if node.force != "prohibit" and not line & dated:
            yield "no_deadline", node.text_span, words


def _orders(nodes: list[Directive]) -> Iterator[Directive]:
    for node in nodes:
        if node.children:
            yield from _orders(node.children)
        elif node.kind in ("heading", "item", "requirement") and (node.force in _ORDERS or node.kind == "item"):
            yield node


def _lineage(id: str) -> set[str | None]:
    parts = id.split(".")
    return {".".join(parts[:depth]) for depth in range(1, len(parts) + 1)}


def _variants(minutes: Minutes) -> Iterator[tuple[str, Span | None, str]]:
    """A body whose name is the tail of another's: 水务局 beside 县水务局."""
    first: dict[str, Span] = {}
    for assignment in minutes.assignments:
        if not assignment.generic:
            first.setdefault(assignment.body, assignment.span)
    names = sorted(first, key=lambda name: first[name])
    for short in names:
        longer = [n for n in names if n != short and n.endswith(short)]
        if longer and len(short) >= _SHORTEST_BODY:
            yield "body_variants", first[short], f"{short} / {longer[0]}"
