"""Labelled values: 主持人：林知远, 责任单位：A；完成时限：B, 【时间】…, the cells of a table under its head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.lexicon.lexicon import Words
from minutes_cli.models import Span
from minutes_cli.structure.lines import Line, opens_item
from minutes_cli.structure.tables import Row, read_rows
from minutes_cli.text.shadow import Shadow


@dataclass(frozen=True)
class Label:
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


@dataclass(frozen=True)
class _Hit:
    """A label's word: from `start` to its colon or bracket, the value begins at `begin`."""

    entry: Entry
    start: int
    begin: int


_BEFORE_COLON = re.compile(r"[^\n；;，。、：|｜（【]*$")
_IN_LENTICULAR = re.compile(r"【 *([^】\n]{1,12}?) *】 *：?")
_PREFIX = re.compile(r"^(?:本次会议|本次|此次会议|会议)")
_BULLET = re.compile(r"^[-*+●•■◆★▲○#>·\s]+|^\d{1,2}[.)]\s*")
_GAP = re.compile(r" {2,}| ")
_NOT_A_NAME_LIST = re.compile(r"[。！？：“《]")
_BRACKET = re.compile(r"[（）]")
_LISTED = re.compile(r"\d{1,2}[.、）]|（\d{1,2}）|[①-⑳]|[-*●•] *[^\s]")
_REACH = 26


def find_labels(shadow: Shadow, lexicon: Lexicon, lines: list[Line]) -> tuple[list[Label], list[tuple[int, int]]]:
    """Every labelled value in order of its start, and the line ends inside hanging values, to be blanked."""
    words = lexicon.words("label")
    rows = read_rows(shadow)
    labels, used = _from_tables(shadow, words, rows)
    hits = [hit for hit in _hits(shadow, words, lines) if not _inside(hit.start, used)]
    hanging: list[tuple[int, int]] = []
    line_index = 0
    for number, hit in enumerate(hits):
        while line_index + 1 < len(lines) and lines[line_index + 1].start <= hit.start:
            line_index += 1
        following = hits[number + 1] if number + 1 < len(hits) else None
        line = lines[line_index]
        end = min(line.end, following.start) if following else line.end
        value = _value(shadow, hit, max(hit.begin, end))
        if hit.entry.attributes.get("extent") == "line" and (following is None or following.start >= line.end):
            value = _with_hanging(shadow, lines, line_index, value, hit, hanging, words)
        if hit.entry.value == "topic" and value[0] >= value[1]:
            value = _listed(shadow, lines, line_index, hit)
        labels.append(Label(str(hit.entry.value), hit.entry, hit.start, value))
    labels.sort(key=lambda label: label.start)
    return labels, hanging


def _inside(position: int, spans: list[Span]) -> bool:
    return any(start <= position < end for start, end in spans)


def _hits(shadow: Shadow, words: Words, lines: list[Line]) -> list[_Hit]:
    """The label words themselves, before a colon, in 【】, or bare at a line's start."""
    folded = shadow.folded
    hits: dict[int, _Hit] = {}
    at = folded.find("：")
    while at >= 0:
        hit = _before_colon(folded, at, words)
        if hit is not None:
            hits[hit.start] = hit
        at = folded.find("：", at + 1)
    if "【" in folded:
        for match in _IN_LENTICULAR.finditer(folded):
            entry = words.get(match.group(1).replace(" ", ""))
            if entry is not None:
                hits[match.start()] = _Hit(entry, match.start(), match.end())
    for line in lines:
        if line.end - line.start <= 120 and line.start not in hits:
            bare = _bare(folded, line, words)
            if bare is not None:
                hits[bare.start] = bare
    return [hits[start] for start in sorted(hits)]


def _before_colon(folded: str, at: int, words: Words) -> _Hit | None:
    """The label whose colon stands at `at`; padding inside the word and a bracket behind it are allowed."""
    end = at
    while end and folded[end - 1] in " *":
        end -= 1
    if end and folded[end - 1] == "）":
        opening = folded.rfind("（", max(0, end - _REACH), end)
        if opening > 0 and "\n" not in folded[opening:end]:
            end = opening
    floor = max(0, end - _REACH)
    match = _BEFORE_COLON.search(folded, floor, end)
    if match is None:
        return None
    start = match.start()
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
            return _Hit(entry, start + cut, begin)
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


def _bare(folded: str, line: Line, words: Words) -> _Hit | None:
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
            return _Hit(entry, line.start, stop)
        if len(piece) > 1:
            return None
        position = stop
    return None


def _value(shadow: Shadow, hit: _Hit, end: int) -> Span:
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
    hit: _Hit,
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
        if not (belongs and is_plain) or _bare(folded, line, words):
            break
        hanging.append((last_end, line.start))
        if end <= begin:
            begin = line.start
        end = last_end = line.end
    while end > begin and folded[end - 1] in " ；，。、":
        end -= 1
    return begin, end


def _listed(shadow: Shadow, lines: list[Line], index: int, hit: _Hit) -> Span:
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


def _from_tables(shadow: Shadow, words: Words, rows: list[Row]) -> tuple[list[Label], list[Span]]:
    """Cells under a head that holds labels (序号 | 事项 | 责任单位), or beside a cell that is one."""
    labels: list[Label] = []
    used: list[Span] = []
    head: list[Entry | None] = []
    for row in rows:
        entries = [words.get(shadow.folded[a:b].replace(" ", "")) for a, b in row.cells]
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
