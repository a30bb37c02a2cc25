"""The words of labels: before a colon, in 【】, or bare at a line's start."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from minutes_cli.lexicon import Entry
from minutes_cli.lexicon.lexicon import Words
from minutes_cli.structure.lines import Line
from minutes_cli.text.shadow import Shadow


class LabelWord(NamedTuple):
    """A label's word: from `start` to its colon or bracket, the value begins at `begin`."""

    entry: Entry
    start: int
    begin: int


_BEFORE_LABEL = "\n；;，。、：|｜（【"
_IN_LENTICULAR = re.compile(r"【 *([^】\n]{1,12}?) *】 *：?")
_PREFIX = re.compile(r"^(?:本次会议|本次|此次会议|会议)")
_BULLET = re.compile(r"^[-*+●•■◆★▲○#>·\s]+|^\d{1,2}[.)]\s*")
_GAP = re.compile(r" {2,}| ")
_REACH = 26
_GLUED_REACH = 12
_WORD = 8
_FIRST_LINES, _LONGEST_WORD, _FEWEST = 40, 8, 2


def label_words(shadow: Shadow, words: Words, lines: list[Line]) -> list[LabelWord]:
    """Every label word of the text, in order."""
    folded = shadow.folded
    hits: dict[int, LabelWord] = {}
    at = folded.find("：")
    last: LabelWord | None = None
    while at >= 0:
        hit = _before_colon(folded, at, words) or _glued(folded, at, words, last)
        if hit is not None:
            hits[hit.start] = last = hit
        at = folded.find("：", at + 1)
    if "【" in folded:
        for match in _IN_LENTICULAR.finditer(folded):
            entry = words.get(match.group(1).replace(" ", ""))
            if entry is not None:
                hits[match.start()] = LabelWord(entry, match.start(), match.end())
    for line in lines:
        if line.end - line.start <= 120 and line.start not in hits:
            bare = bare_label(folded, line, words)
            if bare is not None:
                hits[bare.start] = bare
    for own in _on_own_lines(folded, lines, words):
        hits.setdefault(own.start, own)
    return [hits[start] for start in sorted(hits)]


def _on_own_lines(folded: str, lines: list[Line], words: Words) -> list[LabelWord]:
    """Labels alone on their lines, each with its value in the next (时间, 2019年7月31日, 地点, 局会议室)."""
    filled = [line for line in lines[:_FIRST_LINES] if not line.is_blank]
    found: list[LabelWord] = []
    for line, following in pairwise(filled):
        if line.end - line.start > _LONGEST_WORD or (found and found[-1].begin == line.start):
            continue
        entry = _lookup(folded[line.start : line.end], words)
        if entry is not None and entry.attributes.get("bare"):
            found.append(LabelWord(entry, line.start, following.start))
    return found if len(found) >= _FEWEST else []


def _before_colon(folded: str, at: int, words: Words) -> LabelWord | None:
    """The label whose colon stands at `at`; padding inside the word and a bracket behind it are allowed."""
    end = at
    while end and folded[end - 1] in " *":
        end -= 1
    if end and folded[end - 1] == "）":
        opening = folded.rfind("（", max(0, end - _REACH), end)
        if opening > 0 and "\n" not in folded[opening:end]:
            end = opening
    floor = max(0, end - _REACH)
    start = max(floor, *(folded.rfind(mark, floor, end) + 1 for mark in _BEFORE_LABEL))
    segment = folded[start:end]
    bullet = _BULLET.match(segment)
    if bullet:
        start += bullet.end()
        segment = folded[start:end]
    begin = at + 1
    while begin < len(folded) and folded[begin] in " *":
        begin += 1
    cuts = [0, *(gap.end() for gap in _GAP.finditer(segment))]
    for cut in cuts:
        entry = _lookup(segment[cut:], words)
        if entry is not None:
            return LabelWord(entry, start + cut, begin)
    return None


def _glued(folded: str, at: int, words: Words, last: LabelWord | None) -> LabelWord | None:
    """A web page's label with no blank before it: 17:03:44作者：何静来源：县水务局."""
    begin = max(0, at - _GLUED_REACH)
    begin = max(begin, folded.rfind("：", 0, at) + 1, folded.rfind("\n", 0, at) + 1)
    for start in range(begin, at - 1):
        entry = words.get(folded[start:at])
        if entry is not None and entry.attributes.get("zone") in ("dateline", "byline"):
            is_behind = folded[start - 1].isdigit() or (last is not None and last.begin == begin < start)
            return LabelWord(entry, start, at + 1) if is_behind else None
    return None


def _lookup(word: str, words: Words) -> Entry | None:
    """The entry of `word`, padding blanks and 会议/本次会议 before it set aside."""
    word = word.replace(" ", "").strip("*")
    entry = words.get(word)
    if entry is None:
        prefix = _PREFIX.match(word)
        if prefix:
            entry = words.get(word[prefix.end() :])
    return entry


def bare_label(folded: str, line: Line, words: Words) -> LabelWord | None:
    """A label without a colon: 出席　周文博　何静, 主 持 人  林知远."""
    first = folded.find(" ", line.start, line.end)
    if first < 0 or first - line.start > 6:
        return None
    position = line.start
    word = ""
    while position < line.end and len(word) < 6:
        stop = folded.find(" ", position, line.end)
        if stop < 0:
            return None
        piece = folded[position:stop]
        if word and len(piece) > 1:
            return None
        word += piece
        while stop < line.end and folded[stop] == " ":
            stop += 1
        entry = words.get(word)
        if entry is not None and entry.attributes.get("bare"):
            if "。" in folded[stop : line.end] or folded.startswith("会议", stop):
                return None
            colon = folded.find("：", stop, stop + _WORD)
            if colon > 0 and words.get(folded[stop:colon].replace(" ", "")) is not None:
                return None  # 会场　图片来源：云泽县融媒体中心
            return LabelWord(entry, line.start, stop)
        if len(piece) > 1:
            return None
        position = stop
    return None
