"""Labelled values: 主持人：林知远, 责任单位：A；完成时限：B, 【时间】…, the cells of a table under its head."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.lexicon.lexicon import Words
from minutes_cli.models import Span
from minutes_cli.structure.label_words import LabelWord, bare_label, label_words
from minutes_cli.structure.lines import Line, opens_item
from minutes_cli.structure.tables import Row, read_rows
from minutes_cli.text.shadow import Shadow


class Label(NamedTuple):
    """A labelled value (主持人：林知远). `key` is the entry's value: ``time``, ``place``, ``chair`` …"""

    key: str
    entry: Entry
    start: int
    value: Span

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.value[1]

    @property
    def zone(self) -> str:
        """Where its line belongs: ``header``, ``body``, ``imprint``, ``dateline`` or ``byline``."""
        return str(self.entry.attributes.get("zone", "header"))


_SHORT_LINE = 24
_NOT_A_NAME_LIST = re.compile(r"[。！？：“《]")
_BRACKET = re.compile(r"[（）]")
_LISTED = re.compile(r"\d{1,2}[.、）]|（\d{1,2}）|[①-⑳]|[-*●•] *[^\s]")


def find_labels(shadow: Shadow, lexicon: Lexicon, lines: list[Line]) -> tuple[list[Label], list[tuple[int, int]]]:
    """Every labelled value in order of its start, and the line ends inside hanging values, to be blanked."""
    words = lexicon.words("label")
    rows = read_rows(shadow)
    labels, used = _from_tables(shadow, words, rows)
    hits = [hit for hit in label_words(shadow, words, lines) if not _inside(hit.start, used)]
    hanging: list[tuple[int, int]] = []
    line_index = 0
    for number, hit in enumerate(hits):
        while line_index + 1 < len(lines) and lines[line_index + 1].start <= hit.start:
            line_index += 1
        following = hits[number + 1] if number + 1 < len(hits) else None
        line = next((one for one in lines[line_index:] if hit.begin <= one.end), lines[line_index])
        end = min(line.end, following.start) if following else line.end
        value = _value(shadow, hit, max(hit.begin, end))
        if hit.entry.attributes.get("extent") == "line" and (following is None or following.start >= line.end):
            value = _with_hanging(shadow, lines, line_index, value, hit, hanging, words)
        if hit.entry.value == "topic" and value[0] >= value[1]:
            value = _listed(shadow, lines, line_index, hit)
        if hit.entry.value == "next" and value[0] >= value[1]:
            value = _below(lines, line_index, value)
        labels.append(Label(str(hit.entry.value), hit.entry, hit.start, value))
    labels.sort(key=lambda label: label.start)
    return _of_the_page(shadow, lexicon, labels), hanging


_HEADER_OF_MINUTES = frozenset({"place", "chair", "attendees", "time_place"})
_NEAR = 40
"""How far from its label a web page's other words stand (时间：…, then 来源：… in a line of its own)."""


def _of_the_page(shadow: Shadow, lexicon: Lexicon, labels: list[Label]) -> list[Label]:
    """`labels`, a plain 时间 among the words of a web page read as the day of publication."""
    if any(label.key in _HEADER_OF_MINUTES for label in labels):
        return labels
    found = []
    for label in labels:
        on_page = label.entry.attributes.get("page")
        if on_page and _is_on_page(shadow.folded, lexicon, label):
            entry = lexicon.entry(str(on_page))
            label = Label(str(entry.value), entry, label.start, label.value)
        found.append(label)
    return found


def _is_on_page(folded: str, lexicon: Lexicon, label: Label) -> bool:
    """Whether words of a web page stand in the label's line or the next one."""
    start = folded.rfind("\n", 0, label.start) + 1
    end = folded.find("\n", label.end)
    following = folded.find("\n", end + 1) if end >= 0 else -1
    end = len(folded) if end < 0 else min(following if following >= 0 else len(folded), end + _NEAR)
    return lexicon.pattern("date.role.web_line").search(folded, start, end) is not None


def _inside(position: int, spans: list[Span]) -> bool:
    """Whether one of `spans`, which are in order and apart, holds `position`."""
    index = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return index >= 0 and spans[index][0] <= position < spans[index][1]


def _value(shadow: Shadow, hit: LabelWord, end: int) -> Span:
    """The words of the value, from its first to `end`, cut at the sentence's or the bracket's end."""
    folded = shadow.folded
    begin = min(hit.begin, end)
    end = _before_closing(folded, begin, end)
    if hit.entry.attributes.get("extent") == "sentence":
        for mark in "。；|｜":
            stop = folded.find(mark, begin, end)
            if stop >= 0:
                end = stop
    while end > begin and folded[end - 1] in " \n；，。、*|｜（【-":
        end -= 1
    return begin, end


def _before_closing(folded: str, begin: int, end: int) -> int:
    """Where a bracket closes that was opened before `begin`, or `end`."""
    depth = 0
    for match in _BRACKET.finditer(folded, begin, end):
        depth += 1 if match.group() == "（" else -1
        if depth < 0:
            return match.start()
    return end


def _with_hanging(
    shadow: Shadow,
    lines: list[Line],
    index: int,
    value: Span,
    hit: LabelWord,
    hanging: list[tuple[int, int]],
    words: Words,
) -> Span:
    """`value` with the indented lines of names below it (unit and name, each under the first)."""
    if hit.entry.value not in {"attendees", "observers", "absent", "invited"}:
        return value
    folded = shadow.folded
    begin, end = value
    last_end = lines[index].end
    for line in lines[index + 1 : index + 60]:
        if line.is_blank:
            if end > begin:
                break
            continue
        text = folded[line.start : line.end]
        belongs = line.indent > lines[index].indent or end <= begin
        is_plain = not _NOT_A_NAME_LIST.search(text) and len(text) <= 80 and not opens_item(folded, line.start)
        if not (belongs and is_plain) or bare_label(folded, line, words):
            break
        hanging.append((last_end, line.start))
        if end <= begin:
            begin = line.start
        end = last_end = line.end
    while end > begin and folded[end - 1] in " ；，。、":
        end -= 1
    return begin, end


def _listed(shadow: Shadow, lines: list[Line], index: int, hit: LabelWord) -> Span:
    """The numbered lines directly below 会议议题：, which name the matters and order nothing."""
    folded = shadow.folded
    if opens_item(folded, lines[index].start) or (folded[hit.start - 1 : hit.start] or "\n") not in "\n 【":
        return hit.begin, hit.begin
    begin = end = hit.begin
    for line in lines[index + 1 : index + 40]:
        if line.is_blank or not _LISTED.match(folded, line.start) or "。" in folded[line.start : line.end - 1]:
            break
        begin, end = (line.start if begin == end else begin), line.end
    return begin, end


def _below(lines: list[Line], index: int, value: Span) -> Span:
    """The line below a label that has none of its own (下次会议时间：, and the date under it)."""
    following = next((line for line in lines[index + 1 : index + 3] if not line.is_blank), None)
    is_short = following is not None and following.end - following.start <= _SHORT_LINE
    return (following.start, following.end) if following and is_short else value


def _from_tables(shadow: Shadow, words: Words, rows: list[Row]) -> tuple[list[Label], list[Span]]:
    """Cells under a head that holds labels (序号 | 事项 | 责任单位), or beside a cell that is one."""
    labels: list[Label] = []
    used: list[Span] = []
    head: list[Entry | None] = []
    for row in rows:
        entries = [words.get(shadow.folded[a:b].replace(" ", "").strip("：*")) for a, b in row.cells]
        known = sum(1 for entry in entries if entry is not None)
        if known >= 2 and known * 2 > len(row.cells):
            head = entries
            used.append((row.start, row.end))
            continue
        if row.is_first:
            head = []
        if head and len(row.cells) == len(head):
            used.append((row.start, row.end))
            labels += [
                Label(str(entry.value), entry, start, (start, end))
                for entry, (start, end) in zip(head, row.cells, strict=True)
                if entry is not None and start < end
            ]
            continue
        pairs = zip(entries, row.cells, entries[1:], row.cells[1:], strict=False)
        beside = [
            Label(str(entry.value), entry, cell[0], value)
            for entry, cell, other, value in pairs
            if entry is not None and other is None and value[0] < value[1]
        ]
        if beside:
            used.append((row.start, row.end))
            labels += beside
    return labels, used
