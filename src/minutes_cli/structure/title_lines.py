"""Which lines above the text make its title: what may be one, what goes on in the next line, what ends it."""

from __future__ import annotations

import re

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.lines import Line, opens_item, unspaced

HEADING_MARK = re.compile(r"#{1,6} *")
_STOP_INSIDE = re.compile(r"[。；]")
_STOPS = "。；，、：…"
_LONGEST = 150
_LONGEST_LINE = 60
_GENRE = 14
"""A kind of minutes alone on its line (专题会议纪要) is no longer than this."""
_FIRST_LINES = 8
_OPEN_END = re.compile(r"(?:[的和及与暨、，—“《（]|关于|以及|\()$")
_CLOSED_START = re.compile(r"^[）》”的暨和及与]")
_LETTER = re.compile(r"[^\W\d]")
_PATH = re.compile(r"[>＞|：]")
_SITE = re.compile(r" *[-_|｜—–] *\S")
_SHORTEST_TITLE = 6


def is_title_like(text: str, folded: str, line: Line, filled: list[Line], index: int, lexicon: Lexicon) -> bool:
    """Whether a line without number, label or stop can be a title."""
    if HEADING_MARK.match(text):
        return True
    if len(text) > _LONGEST or text[-1] in _STOPS or _STOP_INSIDE.search(text) or not _LETTER.search(text):
        return False
    if opens_item(folded, line.start) or text[0] in "要（" or lexicon.pattern("page.caption").fullmatch(text):
        return False
    is_last = index + 1 == len(filled)
    return not is_last or _is_whole(text, lexicon)


def minutes_line(folded: str, filled: list[Line], lexicon: Lexicon) -> int | None:
    """Which of the first lines ends a title of minutes (…会议纪要); whatever short line stands above is none."""
    ends = lexicon.pattern("page.title.minutes")
    for index, line in enumerate(filled[:_FIRST_LINES]):
        text = folded[line.start : line.end]
        if len(text) > _LONGEST_LINE or _STOP_INSIDE.search(text) or text[-1] in "，、":
            return None
        plain = unspaced(text)
        if ends.search(plain):
            return None if _PATH.search(text) or opens_item(folded, line.start) else index
        if "纪要" in plain:
            return None
    return None


def joins_title(folded: str, title: Span, line: Line, lexicon: Lexicon) -> bool:
    """Whether `line`, directly below, belongs to the title."""
    text = folded[line.start : line.end]
    before = folded[title[0] : title[1]]
    breaks = folded.count("\n", title[1], line.start)
    if breaks > 1 and not _OPEN_END.search(before) and not (breaks == 2 and _is_genre_of(before, text, lexicon)):
        return False
    if len(text) > _LONGEST_LINE or text[-1] in _STOPS or _STOP_INSIDE.search(text) or opens_item(folded, line.start):
        return False
    if lexicon.pattern("page.date_line").fullmatch(text) or lexicon.pattern("page.document_number").match(text):
        return False
    if _OPEN_END.search(before) or _CLOSED_START.search(text) or lexicon.pattern("page.title.said").search(before):
        return True
    if text[0] in "（—":
        return False
    if lexicon.pattern("page.title.sequel").fullmatch(unspaced(text)):
        return before.endswith("会议") or not _is_whole(before, lexicon)
    return not _is_whole(before, lexicon) and _is_whole(text, lexicon) and not _starts_anew(before, text)


def _is_genre_of(before: str, text: str, lexicon: Lexicon) -> bool:
    """A body, a blank line, and what it issues: 云泽县人民政府, 专题会议纪要."""
    plain = unspaced(text)
    is_short = len(plain) <= _GENRE or lexicon.pattern("page.title.sequel").fullmatch(plain)
    if not is_short or not lexicon.pattern("page.title.minutes").search(plain):
        return False
    return lexicon.pattern("page.office_line").fullmatch(before) is not None and not _starts_anew(before, plain)


def _starts_anew(before: str, text: str) -> bool:
    """Whether `text` begins with the same words as the line above: a title of its own (云泽县…, 云泽县…)."""
    return len(text) > _GENRE // 2 and text.startswith(before[:3])


def _is_whole(text: str, lexicon: Lexicon) -> bool:
    """Whether a title ends here: in the name of a kind of document."""
    return unspaced(text).endswith(tuple(lexicon.words("page_title")))


def heads_its_genre(folded: str, lexicon: Lexicon, filled: list[Line], index: int) -> bool:
    """Whether a line is the body above what it issues (青岚水业股份有限公司, 第五届董事会第五次会议决议公告)."""
    line, following = filled[index], filled[min(index + 1, len(filled) - 1)]
    sequel = lexicon.pattern("page.title.sequel").fullmatch(folded, following.start, following.end)
    return sequel is not None and joins_title(folded, (line.start, line.end), following, lexicon)


def names_site(folded: str, text: str, following: list[Line]) -> bool:
    """Whether a line is the title with the site's name behind it, and the next one the title itself."""
    title = folded[following[0].start : following[0].end] if following else text
    return len(title) > _SHORTEST_TITLE and text.startswith(title) and bool(_SITE.match(text, len(title)))
