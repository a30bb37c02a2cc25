"""Enumerators: 一、 （一） 1. （1） ① 一要 一是 第一， 首先 — found, and guarded against their false friends."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.structure.page import Page
from minutes_cli.text.numerals import to_int

_SENTENCE_LEFT = "。；：！？\n"
_LEFT = _SENTENCE_LEFT + "，、”》） "
_MARK_BEHIND = ("，", "：")
_SEQUENCE = {"首先": 1, "其次": 2, "再次": 3}


class Marker(NamedTuple):
    """An enumerator at ``start:end``.

    ``family`` says with which others it counts; ``style`` tells 要 from 是 inside the family ``point``. A marker is
    ``strong`` behind a full stop, colon or semicolon and at a line's start (``line``), ``loose`` behind no mark.
    """

    start: int
    end: int
    entry: Entry
    family: str
    style: str
    number: int
    paragraph: int
    line: bool
    strong: bool
    loose: bool

    @property
    def is_item(self) -> bool:
        """Whether it opens an item (一要), not a heading (一、)."""
        return bool(self.entry.attributes["node"] == "item")


_OPENING = re.compile(
    r"[一二三四五六七八九十百\d（①-⒛㈠-㈩第其首再最此议]"
    r"(?:(?<=[①-⒛㈠-㈩])|(?=[一二三四五六七八九十百\d、.．，：）个是要先次后外题 ]))"
)
"""What a marker may begin with; the families' own expressions are only tried there."""
_BEFORE_LINE = re.compile(r"[ #>*\-·•]*")
"""What may stand before a marker at a line's start."""


class _Scanner(NamedTuple):
    """One expression for every family, the entry told by the number of its group; what may stand to its left."""

    pattern: re.Pattern[str]
    entries: list[Entry]
    left: re.Pattern[str]


@lru_cache(maxsize=2)
def _scanner(lexicon: Lexicon) -> _Scanner:
    """The scanner of a lexicon, compiled once."""
    entries = lexicon.entries("marker")
    pattern = re.compile("|".join(f"(?P<m{i}>{e.regex})" for i, e in enumerate(entries)))
    return _Scanner(pattern, entries, re.compile(f"(?:{lexicon.words('marker_left').alternation})$"))


def find_markers(page: Page, lexicon: Lexicon) -> list[Marker]:
    """Candidates in document order; which of them open nodes is decided by their series (see ``series``).

    A page that is no minutes is only read for headings, which stand at a line's start.
    """
    scanner = _scanner(lexicon)
    found: list[Marker] = []
    skipped = _label_lines(page)
    folded, match = page.shadow.folded, scanner.pattern.match
    for paragraph, (start, end) in enumerate(page.body):
        done = start
        for at in _openings(page, start, end):
            hit = match(folded, at, end) if at >= done else None
            if hit is None:
                continue
            done = hit.end()
            marker = _marker(page, hit, scanner, paragraph)
            if marker is not None and not (marker.line and start in skipped):
                found.append(marker)
    return found if page.is_minutes else [marker for marker in found if marker.line and not marker.is_item]


def _openings(page: Page, start: int, end: int) -> list[int]:
    """Where a marker may begin."""
    folded = page.shadow.folded
    if page.is_minutes:
        return [opening.start() for opening in _OPENING.finditer(folded, start, end)]
    before = _BEFORE_LINE.match(folded, start, end)
    return [before.end()] if before else []


def _label_lines(page: Page) -> set[int]:
    """Starts of numbered lines that are labels of the record (一、会议时间：…), which ask for nothing."""
    header = {
        "time",
        "place",
        "chair",
        "attendees",
        "observers",
        "absent",
        "recorder",
        "invited",
        "organization",
        "counts",
    }
    starts = set()
    for label in page.labels:
        if label.key in header:
            starts.add(page.shadow.strip(page.shadow.folded.rfind("\n", 0, label.start) + 1, label.start)[0])
            starts.add(label.start)
    return starts


def _marker(page: Page, match: re.Match[str], scanner: _Scanner, paragraph: int) -> Marker | None:
    folded, shield = page.shadow.folded, page.shadow.shield
    entry = scanner.entries[int((match.lastgroup or "m0")[1:])]
    start, end = match.span()
    family = entry.value or entry.id
    own_bracket = folded[start] == "（"
    if (shield[start] and not own_bracket) or (own_bracket and shield[start] & ~4):
        return None
    at, floor = start, page.body[paragraph][0]
    while at > floor and folded[at - 1] in " #>*-·•":
        at -= 1
    line = at == floor
    left = "\n" if line else folded[at - 1]
    if entry.attributes["where"] == "line" and not line:
        return None
    numeral = next(g for g in match.groups()[match.re.groupindex[match.lastgroup or "m0"] :] if g)
    number = _SEQUENCE.get(numeral) or to_int(numeral) or 0
    style = "要" if match.group().endswith("要") and family == "point" else family
    loose = left not in _LEFT
    if loose and family == "point":
        known = scanner.left.search(folded[max(floor, at - 4) : at])
        loose = known is None
    if family == "point" and _twice(folded, start, end):
        return None
    if loose and family != "point" and family != "circled":
        return None
    if family in ("chinese", "arabic") and not line:
        mark = folded[end - 1]
        if mark not in "、.．" or (left not in _SENTENCE_LEFT and not (left == " " or folded[at - 1] == "、")):
            return None
        if (
            family == "chinese"
            and re.match(r"[一二三四五六七八九十]{1,3}、", folded[end : end + 4])
            and not _typo(folded, start, end)
        ):
            return None
    if family in ("bracketed", "arabic_bracketed") and not line and left not in _SENTENCE_LEFT + "，":
        return None
    strong = line or left in _SENTENCE_LEFT
    if family == "sequence":
        end = start + len(numeral)
        end += folded[end : end + 1] in _MARK_BEHIND
    return Marker(start, end, entry, family, style, number, paragraph, line, strong, loose)


def _twice(folded: str, start: int, end: int) -> bool:
    """一是一、二是二: a saying, not a marker."""
    numeral = folded[start : end - 1]
    after = folded[end : end + len(numeral) + 1]
    return after[: len(numeral)] == numeral and (len(after) == len(numeral) or after[-1] in "、，。；” \n")


def _typo(folded: str, start: int, end: int) -> bool:
    """二、二、: the same number twice is a slip of the pen, a different one a list of ordinals (一、二、三产)."""
    return folded.startswith(folded[start:end], end)
