"""The page before its content: furniture, title, labelled lines, paragraphs, and whether it is minutes at all."""

from __future__ import annotations

import re
from typing import NamedTuple

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Kind, Span
from minutes_cli.structure.ending import Ending, read_ending
from minutes_cli.structure.furniture import blanked, mend
from minutes_cli.structure.kind import Front, tell_kind
from minutes_cli.structure.labels import Label, find_labels
from minutes_cli.structure.lines import Line, opens_item, split_lines
from minutes_cli.structure.masthead import Masthead, read_masthead
from minutes_cli.text.shadow import Shadow

__all__ = ["Label", "Page", "read_page"]


_WRITERS = ("记者", "通讯员")
_LISTED_ANNEX = re.compile(r"\d{1,2}[.、]")
_RULE = re.compile(r"[-—_=*~·.|｜:：\s─]{3,}")


class Page(NamedTuple):
    """What stands where on the page.

    ``shadow`` has page numbers blanked and soft line breaks joined, so that a line of ``shadow.folded`` is a paragraph.
    ``body`` holds the paragraphs in order, without title, furniture, by-lines and imprint. ``flag`` is the issuing
    body's mark above the title (云泽县人民政府常务会议纪要), where both are printed.
    """

    shadow: Shadow
    kind: Kind
    reasons: tuple[str, ...] = ()
    title: Span | None = None
    document_number: Span | None = None
    issue: Span | None = None
    classification: Span | None = None
    labels: tuple[Label, ...] = ()
    body: tuple[Span, ...] = ()
    imprint: tuple[Span, ...] = ()
    bylines: tuple[Span, ...] = ()
    datelines: tuple[Span, ...] = ()
    flag: Span | None = None

    @property
    def is_minutes(self) -> bool:
        """Whether header fields may be read from it."""
        return self.kind != "other"


def read_page(shadow: Shadow, lexicon: Lexicon) -> Page:
    """Tell the parts of the page apart.

    >>> from minutes_cli.lexicon import default_lexicon
    >>> page = read_page(Shadow.of("局务会议纪要\\n\\n主持：林知远\\n会议强调，要节水。"), default_lexicon())
    >>> page.shadow.words(page.title), [label.key for label in page.labels], len(page.body)
    ('局务会议纪要', ['chair'], 1)
    """
    shadow, lines = mend(shadow)
    labels, hanging = find_labels(shadow, lexicon, lines)
    if hanging:
        shadow = blanked(shadow, hanging)
        lines = split_lines(shadow)
    first = _first_labels(shadow, lines, labels)
    filled = [line for line in lines if line.start < line.end]
    head = read_masthead(shadow, lexicon, filled, first)
    ending = read_ending(shadow, lexicon, filled, head.used | set(first))
    body, parts = _body(shadow, lexicon, filled, first, head, ending)
    front = Front(head.title, head.flag, head.document_number, tuple(labels), body, bool(parts["dateline"]))
    kind, reasons = tell_kind(shadow, lexicon, front)
    return Page(
        shadow,
        kind,
        reasons,
        head.title,
        head.document_number,
        head.issue,
        head.classification,
        tuple(labels),
        body,
        tuple(sorted([*ending.imprint, *parts["imprint"]])),
        tuple(sorted([*head.bylines, *ending.bylines, *parts["byline"]])),
        tuple(sorted([*head.datelines, *parts["dateline"]])),
        head.flag,
    )


def _first_labels(shadow: Shadow, lines: list[Line], labels: list[Label]) -> dict[int, Label]:
    """The label that begins each line (behind its number or bullet), by the line's start."""
    first: dict[int, Label] = {}
    index = 0
    for line in lines:
        while index < len(labels) and labels[index].start < line.start:
            index += 1
        if index == len(labels):
            break
        label = labels[index]
        if line.start <= label.start < line.end and _only_marker(shadow.folded, line.start, label.start):
            first[line.start] = label
    return first


def _only_marker(folded: str, start: int, end: int) -> bool:
    """Whether nothing but a number, a bullet or foreign words stand between a line's start and its label."""
    before = folded[start:end].strip(" *【")
    return (
        not before
        or (end - start <= 8 and opens_item(folded, start))
        or (end - start <= 30 and before.replace("：", "").isascii())
    )


def _body(
    shadow: Shadow, lexicon: Lexicon, lines: list[Line], first: dict[int, Label], head: Masthead, ending: Ending
) -> tuple[tuple[Span, ...], dict[str, list[Span]]]:
    """The paragraphs that are text, and the spans that turned out to be something else."""
    parts: dict[str, list[Span]] = {"imprint": [], "byline": [], "dateline": []}
    body: list[Span] = []
    dateline = lexicon.pattern("page.dateline")
    byline = lexicon.pattern("page.byline")
    caption = lexicon.pattern("page.caption")
    link = lexicon.pattern("page.link")
    navigation = lexicon.pattern("page.navigation")
    closing = {end + 1: start - 1 for start, end in ending.bylines} | {end: start for start, end in ending.bylines}
    is_signed = any(writer in shadow.folded for writer in _WRITERS)
    covered = 0
    annexes = False
    for line in lines:
        if line.start in head.used or line.start in ending.used or line.start < covered:
            continue
        label = first.get(line.start)
        if label is not None and label.zone != "body" and not _is_heading(shadow.folded, line, label):
            if label.zone in parts:
                parts[label.zone].append((line.start, line.end))
            annexes = label.key == "annex"
            covered = label.end
            if _is_prose(shadow.folded, label):
                body.append((label.value[0], line.end))
            continue
        if annexes and _LISTED_ANNEX.match(shadow.folded, line.start) and shadow.folded[line.end - 1] not in "。；":
            parts["imprint"].append((line.start, line.end))
            continue
        annexes = False
        start, end = line.start, closing.get(line.end, line.end)
        while start < end and shadow.folded[start] in "# ":
            start += 1
        if end - start <= 70 and (
            caption.fullmatch(shadow.folded, start, end)
            or link.fullmatch(shadow.folded, start, end)
            or navigation.fullmatch(shadow.folded, start, end)
            or _RULE.fullmatch(shadow.folded, start, end)
        ):
            continue
        if len(body) < 2:
            match = dateline.match(shadow.folded, start, end)
            if match:
                parts["dateline"].append((start, start + len(match.group().rstrip())))
                start = match.end()
        if is_signed and _names_writer(shadow.folded, line):
            found = [match.span() for match in byline.finditer(shadow.folded, line.start, line.end)]
            parts["byline"] += [(a + 1, b - 1) for a, b in found if (a + 1, b - 1) not in ending.bylines]
            if found and found[-1][1] == end:
                end = found[-1][0]
        start, end = shadow.strip(start, end)
        if start < end:
            body.append((start, end))
    return tuple(body), parts


def _names_writer(folded: str, line: Line) -> bool:
    """Whether a line says 记者 or 通讯员."""
    return any(folded.find(writer, line.start, line.end) >= 0 for writer in _WRITERS)


def _is_heading(folded: str, line: Line, label: Label) -> bool:
    """Whether a numbered label without a value heads what follows (二、议题：)."""
    return label.key == "topic" and label.value[0] >= label.value[1] and opens_item(folded, line.start)


def _is_prose(folded: str, label: Label) -> bool:
    """Whether the value of a header label is told in sentences (参会人：本次会议共有40人参会。会议由…主持。)."""
    return label.zone == "header" and "。" in folded[label.value[0] : label.value[1]]
