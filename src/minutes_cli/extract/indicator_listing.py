"""Lists of indicators: 考核指标包括A率、B率两项共性指标以及C、D等三项个性指标.

The cue (指标包括) licenses members that have no head (岸线整治: kind ``task``); the wrapper behind a group gives its
members their category and announces how many there are, which is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from minutes_cli.extract.indicator_name import Name, names
from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Finding, Span
from minutes_cli.structure.document import Document
from minutes_cli.text.numerals import to_int
from minutes_cli.text.shadow import Shadow

_LIST_END = re.compile(r"[。；！？\n]|，(?![^，。；]{2,80}[一二两三四五六七八九十\d][个项类][^，。；]{0,10}指标)")
_PIECE = re.compile(r"、|，|以及|及其|及(?<!普及)(?![时格率])|和(?<![共总饱缓]和)(?![平谐睦])|与")
_OPENER = re.compile(r"^(?:以及|和|及|与|，|、|\s)+")
_LONGEST_MEMBER = 22


class Group(NamedTuple):
    """Members of a list that share a category; `announced` of them, if the text says how many."""

    members: tuple[Span, ...]
    category: str | None
    announced: int | None
    wrapper: Span | None
    listed: bool = True
    """Whether a cue (指标包括) introduced it, which licenses members without a head."""


def read_lists(document: Document) -> list[Group]:
    """Every group of every list of indicators, in order."""
    shadow = document.page.shadow
    if "指标" not in shadow.folded:
        return []
    return list(_groups(shadow, document.lexicon))


def _groups(shadow: Shadow, lexicon: Lexicon) -> Iterator[Group]:
    folded = shadow.folded
    cue, category = lexicon.pattern("indicator.list.cue"), lexicon.pattern("indicator.list.category")
    position = 0
    while (match := cue.search(folded, position)) is not None:
        position = match.end()
        stop = _LIST_END.search(folded, position, position + 400)
        end = stop.start() if stop else min(len(folded), position + 400)
        own = category.search(folded, max(0, match.start() - 8), match.start() + 2)
        named = own.group() if own and own.end() == match.start() + 2 else None
        if match.group().endswith("（"):
            end = _closing(folded, position, end)
        groups = list(_split(folded, position, end, lexicon, named))
        groups = _announced(folded, match.span(), groups, lexicon)
        if groups and (groups[0].wrapper or "、" in folded[position:end] or "：" in match.group()):
            yield from groups
            position = end
    yield from _trailing(shadow, lexicon)


def _split(folded: str, start: int, end: int, lexicon: Lexicon, category: str | None) -> Iterator[Group]:
    """The groups between `start` and `end`, each closed by its wrapper; the rest is a group of its own."""
    wrapper = lexicon.pattern("indicator.list.wrapper")
    while (match := wrapper.search(folded, start, end)) is not None:
        members = tuple(_members(folded, start, match.start()))
        yield Group(members, match.group("category"), to_int(match.group("count")), match.span())
        start = match.end()
    total = lexicon.pattern("indicator.list.total").search(folded, start, end)
    members = tuple(_members(folded, start, total.start() if total else end))
    if members and total:
        yield Group(members, category, to_int(total.group("count")), total.span())
    elif members:
        yield Group(members, category, None, None)


def _closing(folded: str, start: int, end: int) -> int:
    """Where the bracket that opened before `start` closes, or `end`."""
    close = folded.find("）", start, end)
    return close if close >= 0 else end


def _announced(folded: str, cue: Span, groups: list[Group], lexicon: Lexicon) -> list[Group]:
    """`groups` with the count that stands before the list (三项约束性指标：), when they are one whole list."""
    if len(groups) != 1 or groups[0].announced is not None:
        return groups
    before = lexicon.pattern("indicator.list.announced").search(folded, max(0, cue[0] - 14), cue[1])
    if before is None:
        return groups
    category = groups[0].category or before.group("category")
    return [groups[0]._replace(category=category, announced=to_int(before.group("count")), wrapper=before.span())]


def _members(folded: str, start: int, end: int) -> Iterator[Span]:
    for first, last in _pieces(folded, start, end):
        opener = _OPENER.match(folded[first:last])
        first += opener.end() if opener else 0
        while last > first and (folded[last - 1] in " ，" or folded.endswith("等", first, last)):
            last -= 1
        if last - first >= 2:
            yield first, last


def _pieces(folded: str, start: int, end: int) -> Iterator[Span]:
    piece = start
    for separator in _PIECE.finditer(folded, start, end):
        if separator.group() == "、" or separator.start() > piece:
            yield piece, separator.start()
            piece = separator.end()
    yield piece, end


def _trailing(shadow: Shadow, lexicon: Lexicon) -> Iterator[Group]:
    """Wrappers without a cue (A率、B率两项约束性指标): they lend their category, and announce nothing to be checked."""
    folded, wrapper = shadow.folded, lexicon.pattern("indicator.list.wrapper")
    at = -1
    while (at := folded.find("指标", at + 1)) >= 0:
        match = wrapper.search(folded, max(0, at - 16), at + 2)
        if match is None or match.end() != at + 2:
            continue
        floor = names(lexicon).edges.floor(shadow, match.start())
        members = tuple(_members(folded, floor, match.start()))
        if members:
            yield Group(members, match.group("category"), None, match.span(), listed=False)


def is_task(folded: str, member: Span, lexicon: Lexicon) -> bool:
    """Whether a member without a head may stand as an indicator of kind ``task``."""
    start, end = member
    fits = 2 < end - start <= _LONGEST_MEMBER
    return fits and lexicon.pattern("indicator.list.unfit").search(folded, start, end) is None


def member_name(folded: str, member: Span, lexicon: Lexicon) -> Name:
    """`member` as a name, with its head if it has one."""
    start, end = member
    head = names(lexicon).tail(folded, start, end)
    if head is None or head[1].attributes["licence"] == "never":
        return Name(start, end, None, end, end)
    return Name(start, end, head[1], head[0], end)


def count_finding(group: Group) -> Finding | None:
    """A remark where a group has not as many members as it announces; 等 does not excuse the difference."""
    if group.announced is None or group.announced == len(group.members) or group.wrapper is None:
        return None
    return Finding(
        code="count_mismatch",
        severity="warning",
        message=f"文中称有{group.announced}项{group.category or '指标'}，列出{len(group.members)}项",
        span=group.wrapper,
    )
