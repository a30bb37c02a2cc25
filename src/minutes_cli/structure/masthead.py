"""Head of the page: copy number, classification, document number, issue, title (GB/T 9704-2012, 7.2 and 7.3.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.structure.labels import Label
from minutes_cli.structure.lines import Line
from minutes_cli.structure.title_lines import (
    HEADING_MARK,
    heads_its_genre,
    is_title_like,
    joins_title,
    minutes_line,
    names_site,
)
from minutes_cli.text.shadow import Shadow


@dataclass
class Masthead:
    """What was found above the text.

    `used` holds the starts of the lines that are no body; `marked_until` is the end of the last line of marks.
    """

    title: Span | None = None
    flag: Span | None = None
    document_number: Span | None = None
    issue: Span | None = None
    classification: Span | None = None
    marked_until: int | None = None
    datelines: list[Span] = field(default_factory=list)
    bylines: list[Span] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


_NUMBER = re.compile("号|\\d-\\d|\\d—\\d")
_ISSUE = re.compile("期|号|次|^（")
_YEAR = re.compile("年|\\d{4}")
_FURNITURE_LIMIT = 60
_MARKS_LIMIT = 24
_COPY_DIGITS = 7
_ROUND_ISSUE = 8
"""Room for the brackets and blanks round an issue that has a line to itself (（总第12期）)."""
_RULE = re.compile(r"[-—_=*~─ ]{3,}")
_LABELLED = re.compile(r"[^，。；：（）《》]{2,8}：")
"""项目名称：… names what the minutes are of, whatever the label."""
_COPY_NUMBER = re.compile(r"\d{6}")
_LINES = 14
_OF_THE_PAPER = ("page.paper_line", "page.writer_line")
_OF_THE_SITE = ("page.link", "page.notice", "page.path", "page.meta", "page.channel")


def read_masthead(shadow: Shadow, lexicon: Lexicon, filled: list[Line], labels: dict[int, Label]) -> Masthead:
    """Read the lines before the text. `labels` gives the labelled value that begins a line, by the line's start."""
    head = Masthead()
    folded = shadow.folded
    goal = minutes_line(folded, filled, lexicon)
    index, passed = 0, None
    while index < min(len(filled), _LINES):
        line = filled[index]
        text = folded[line.start : line.end]
        label = labels.get(line.start)
        if label is not None:
            if not _skip_label(head, shadow, lexicon, label, line):
                break
        elif heads_its_genre(folded, lexicon, filled, index) or not (
            _furniture(head, lexicon, line, text) or names_site(folded, text, filled[index + 1 : index + 2])
        ):
            if not is_title_like(text, folded, line, filled, index, lexicon):
                break
            if head.title is not None and not _replaces_flag(head, text, lexicon):
                break
            index = _take_title(head, shadow, lexicon, filled, index, labels)
            if goal is not None and index <= goal:
                passed = passed or head.title
                _pass_over(head, shadow, lexicon)
            continue
        head.used.add(line.start)
        index += 1
    head.title = head.title or passed
    _number_in_title(head, shadow, lexicon)
    return head


def _skip_label(head: Masthead, shadow: Shadow, lexicon: Lexicon, label: Label, line: Line) -> bool:
    """Whether a labelled line may stand above the title (签发人, 密级, 发布时间 …)."""
    if label.key == "classification" and head.classification is None:
        head.classification = label.value
    elif label.key == "issue" and lexicon.pattern("page.document_number").fullmatch(shadow.folded, *label.value):
        head.document_number = head.document_number or label.value
    elif label.key == "issue" and head.issue is None:
        head.issue = label.value
    elif label.key == "published":
        head.datelines.append((line.start, line.end))
    elif label.key == "byline":
        head.bylines.append((label.start, line.end))
    return label.key in {"classification", "issue", "published", "signer", "byline"}


def _furniture(head: Masthead, lexicon: Lexicon, line: Line, text: str) -> bool:
    """Read a line of number, issue, classification or date; whether it was one."""
    if len(text) > _FURNITURE_LIMIT:
        return False
    if _read_securities(head, lexicon, line, text):
        return True
    number_end = _read_number(head, lexicon, line, text)
    if _read_issue(head, lexicon, line, text, number_end) or number_end or _read_marks(head, lexicon, line, text):
        return True
    if _COPY_NUMBER.fullmatch(text) or _RULE.fullmatch(text):
        return True
    if any(lexicon.pattern(name).fullmatch(text) for name in _OF_THE_SITE):
        return True
    if any(lexicon.pattern(name).fullmatch(text) for name in _OF_THE_PAPER):
        head.datelines.append((line.start, line.end))
        return True
    if lexicon.pattern("page.navigation").fullmatch(text):
        writers = lexicon.pattern("page.navigation.byline").search(text)
        head.bylines += [(line.start + writers.start(), line.end)] if writers else []
        return True
    if _is_date_row(head, lexicon, text):
        head.datelines.append((line.start, line.end))
        return True
    return head.title is not None and bool(lexicon.pattern("page.office_line").fullmatch(text))


def _read_securities(head: Masthead, lexicon: Lexicon, line: Line, text: str) -> bool:
    """Read the row of a listed company (证券代码, 证券简称, 公告编号); whether it was one."""
    row = lexicon.pattern("page.securities").fullmatch(text) if "编号" in text or "：" in text[4:5] else None
    if row is None:
        return False
    if row["number"] and head.document_number is None:
        head.document_number = (line.start + row.start("number"), line.start + row.end("number"))
    return True


def _read_number(head: Masthead, lexicon: Lexicon, line: Line, text: str) -> int:
    """Set the document number that opens the line; where it ends in `text`, or 0."""
    number = lexicon.pattern("page.document_number").match(text) if _NUMBER.search(text) else None
    if number is None:
        return 0
    if head.document_number is None:
        head.document_number = (line.start, line.start + number.end())
    return number.end()


def _read_issue(head: Masthead, lexicon: Lexicon, line: Line, text: str, start: int) -> bool:
    """Set the issue behind the number, alone on its line, or before the issuing office."""
    rest = text[start:]
    if not _ISSUE.search(rest):
        return False
    for entry, pattern in lexicon.patterns("page_issue"):
        issue = pattern.search(rest)
        if issue is None or (entry.id.endswith("session") and head.title is None):
            continue
        if start or len(rest) - len(issue.group()) <= _ROUND_ISSUE or _is_masthead_row(rest, issue, lexicon):
            if head.issue is None:
                head.issue = (line.start + start + issue.start(), line.start + start + issue.end())
            return True
    return False


def _read_marks(head: Masthead, lexicon: Lexicon, line: Line, text: str) -> bool:
    """Set classification and urgency (机密★1年　特急) where the line holds little else than a copy number."""
    if len(text) > _MARKS_LIMIT:
        return False
    marks = list(lexicon.pattern("page.classification").finditer(text))
    printed = len(text.replace(" ", "")) - sum(len(mark.group()) for mark in marks)
    if not marks or printed > _COPY_DIGITS or marks[0].start() > _COPY_DIGITS:
        return False
    start, end = line.start + marks[0].start(), line.start + marks[-1].end()
    if head.classification is None:
        head.classification = (start, end)
    elif head.marked_until == line.start - 1:
        head.classification = (head.classification[0], end)  # 机密★1年, and 特急 in the line below
    head.marked_until = line.end
    return True


def _is_date_row(head: Masthead, lexicon: Lexicon, text: str) -> bool:
    """A date by itself, or below the title the issuing office with its date."""
    if not _YEAR.search(text):
        return False
    if lexicon.pattern("page.date_line").fullmatch(text):
        return True
    is_below = head.title is not None or head.document_number is not None
    return is_below and lexicon.pattern("page.imprint.issued").fullmatch(text) is not None


def _is_masthead_row(rest: str, issue: re.Match[str], lexicon: Lexicon) -> bool:
    """第12期　云泽县人民政府办公室　2019年8月2日."""
    after = rest[issue.end() :].strip(" ）")
    return issue.start() <= 2 and bool(lexicon.pattern("page.imprint.issued").fullmatch(after))


def _replaces_flag(head: Masthead, text: str, lexicon: Lexicon) -> bool:
    """Whether this second title is the document's, the first having been the issuing body's flag."""
    if head.flag is not None or head.title is None or not (head.document_number or head.issue):
        return False
    if len(text) > 80 or "，" in text or _LABELLED.match(text) or lexicon.pattern("page.assurance").match(text):
        return False
    head.flag = head.title
    return True


def _pass_over(head: Masthead, shadow: Shadow, lexicon: Lexicon) -> None:
    """Drop what stood for a title above the line that ends the true one; the issuing body's mark is kept."""
    if head.title is not None and lexicon.pattern("page.office_line").fullmatch(shadow.folded, *head.title):
        head.flag = head.title
    head.title = None


def _take_title(
    head: Masthead, shadow: Shadow, lexicon: Lexicon, filled: list[Line], index: int, labels: dict[int, Label]
) -> int:
    """Set the title from line `index`, taking in the next line where the title goes on; the next index."""
    folded = shadow.folded
    line = filled[index]
    start, end = line.start, line.end
    mark = HEADING_MARK.match(folded, start, end)
    if mark:
        start = mark.end()
    head.used.add(line.start)
    index += 1
    while index < len(filled) - 1 and not mark:
        following = filled[index]
        if following.start in labels or not joins_title(folded, (start, end), following, lexicon):
            break
        end = following.end
        head.used.add(following.start)
        index += 1
    if start < end:
        head.title = (start, end)
    return index


def _number_in_title(head: Masthead, shadow: Shadow, lexicon: Lexicon) -> None:
    """An issue or a number printed inside the title line itself."""
    if head.title is None:
        return
    start, end = head.title
    if head.issue is None:
        issue = lexicon.pattern("page.issue").search(shadow.folded, start, end)
        if issue and issue.group()[-1] == "期":
            head.issue = issue.span()
