"""Foot of the page: by-lines, imprint (GB/T 9704-2012, 7.4), signature and date, links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.lines import Line
from minutes_cli.structure.names import names_of
from minutes_cli.text.shadow import Shadow


@dataclass
class Ending:
    """What stands below the text; `used` holds the starts of its lines."""

    imprint: list[Span] = field(default_factory=list)
    bylines: list[Span] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


_LINES = 12
_BYLINE_ROW = re.compile(r"(?:记者|通讯员|作者|撰稿|供稿|编辑|审核|文字?|图片?|摄影) *[：/ ／|]")


def read_ending(shadow: Shadow, lexicon: Lexicon, filled: list[Line], taken: set[int]) -> Ending:
    """Read the lines after the text from the last one up; `taken` are starts of lines already known."""
    ending = Ending()
    folded = shadow.folded
    for line in reversed(filled[-_LINES:]):
        if line.start in taken:
            continue
        text = folded[line.start : line.end]
        if lexicon.pattern("page.link").fullmatch(text):
            ending.used.add(line.start)
        elif len(text) <= 80 and _is_imprint(text, lexicon):
            ending.imprint.append((line.start, line.end))
            ending.used.add(line.start)
        elif len(text) <= 80 and "。" not in text and _BYLINE_ROW.match(text):
            ending.bylines.append((line.start, line.end))
            ending.used.add(line.start)
        else:
            start = _closing_byline(folded, line, lexicon)
            if start is None:
                break
            ending.bylines.append((start + 1, line.end - 1))
            if start > line.start:
                break
            ending.used.add(line.start)
    ending.imprint.reverse()
    ending.bylines.reverse()
    return ending


def _is_imprint(text: str, lexicon: Lexicon) -> bool:
    """印发 line, or the signing body, or the date below it."""
    return any(
        lexicon.pattern(id).fullmatch(text) for id in ("page.imprint.issued", "page.date_line", "page.office_line")
    )


def _closing_byline(folded: str, line: Line, lexicon: Lexicon) -> int | None:
    """Where the bracket with the names of those who wrote it opens, at the very end of `line`."""
    if folded[line.end - 1] != "）":
        return None
    start = folded.rfind("（", max(line.start, line.end - 64), line.end)
    if start < 0:
        return None
    after_stop = start == line.start or folded[start - 1] in "。！？”； "
    inside = folded[start : line.end]
    roles = lexicon.pattern("page.byline").fullmatch(inside)
    if roles:
        return start
    unit = after_stop and lexicon.pattern("page.byline.unit").fullmatch(inside)
    if unit and _all_names(folded, start + unit.start("names"), start + unit.end("names"), lexicon):
        return start
    names = after_stop and lexicon.pattern("page.byline.names").fullmatch(inside)
    return start if names and _all_names(folded, start + 1, line.end - 1, lexicon) else None


def _all_names(folded: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words at `start:end` are names and nothing else (padding inside names allowed)."""
    names = names_of(lexicon)
    while start < end:
        if folded[start] in " 、":
            start += 1
            continue
        found = [
            n for n in names.starting(folded, start, end) if not n.is_word and folded[n.end : n.end + 1] in " 、）"
        ]
        if not found:
            return False
        start = found[0].end
    return True
