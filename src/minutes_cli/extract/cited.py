"""Documents in 《》 and set phrases in “ ”; meetings and speeches cited are in `cited_meeting`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from minutes_cli.extract.cited_meeting import find_cited_meetings
from minutes_cli.models import CitedDocument, Mention, Span
from minutes_cli.structure.document import Document
from minutes_cli.text.shadow import TITLE, Enclosure

__all__ = ["find_cited_documents", "find_cited_meetings", "find_terms"]

_LINE_BREAK = re.compile(r"\s*\n\s*")
_HAN = re.compile(r"[一-鿿]")
_BRACKETED = re.compile(r"（ *([^（）]{2,10}) *）")
_LEFT_CONTEXT = 60
_FEWEST, _MOST = 2, 12


@dataclass
class _Found:
    """One document while its mentions are collected."""

    title: str
    inner: list[str]
    spans: list[Span]
    stage: str | None = None
    number: str | None = None
    issuer: str | None = None
    year: int | None = None
    seen: set[str] = field(default_factory=set)


def find_cited_documents(document: Document) -> list[CitedDocument]:
    """Every 《…》 that stands in no other, one entry a title; what one mention tells (文号, stage) is kept for all."""
    if "《" not in document.shadow.folded:
        return []
    found: dict[str, _Found] = {}
    enclosures = document.shadow.enclosures
    covered = 0
    for index, enclosure in enumerate(enclosures):
        if enclosure.opening != "《" or enclosure.start < covered:
            continue
        covered = enclosure.end
        _add(document, found, enclosure, _inner(document, index))
    return [
        CitedDocument(
            text=document.shadow.words(one.spans[0]),
            span=one.spans[0],
            rule="cited.title",
            title=one.title,
            inner=one.inner,
            stage=one.stage,
            number=one.number,
            issuer=one.issuer,
            year=one.year,
            mentions=one.spans,
        )
        for one in found.values()
    ]


def find_terms(document: Document) -> list[Mention]:
    """Set phrases and campaigns in quotation marks, each where it first stands.

    Two to twelve characters of Chinese, digits and letters not counted, without a sentence's marks.
    """
    if "“" not in document.shadow.folded:
        return []
    shadow, pattern = document.shadow, document.lexicon.pattern("term.quoted")
    found: dict[str, Mention] = {}
    covered = 0
    for enclosure in shadow.enclosures:
        if enclosure.opening != "“" or enclosure.start < covered:
            continue
        covered = enclosure.end
        span = (enclosure.start + 1, enclosure.end - 1)
        words = shadow.words(span)
        if words in found or not pattern.fullmatch(shadow.folded, *span):
            continue
        is_short = len(words) <= _MOST or len(_HAN.findall(words)) <= _MOST
        if is_short and len(words.strip()) >= _FEWEST:
            found[words] = document.mention(span, "term.quoted")
    return list(found.values())


def _add(document: Document, found: dict[str, _Found], enclosure: Enclosure, inner: list[str]) -> None:
    shadow = document.shadow
    title = _LINE_BREAK.sub("", shadow.source[enclosure.start + 1 : enclosure.end - 1]).strip()
    if not title:
        return
    key = "".join(shadow.folded[enclosure.start + 1 : enclosure.end - 1].split())
    one = found.setdefault(key, _Found(title, inner, []))
    one.spans.append((enclosure.start, enclosure.end))
    number, number_year = _number(document, enclosure.end)
    one.stage = one.stage or _stage(document, enclosure)
    one.number = one.number or number
    issuer, year = _left_context(document, enclosure.start)
    one.issuer = one.issuer or issuer
    one.year = one.year or number_year or year


def _inner(document: Document, index: int) -> list[str]:
    """Titles inside the enclosure at `index`, in 〈〉 or in a second 《》."""
    enclosures = document.shadow.enclosures
    outer = enclosures[index]
    titles: list[str] = []
    for later in range(index + 1, len(enclosures)):
        one = enclosures[later]
        if one.start >= outer.end:
            break
        if one.opening in "〈《" and one.end < outer.end:
            titles.append(document.shadow.source[one.start + 1 : one.end - 1])
    return titles


def _stage(document: Document, enclosure: Enclosure) -> str | None:
    """送审稿, 草案 … in brackets at the end of the title or right after it."""
    folded, words = document.shadow.folded, document.lexicon.words("document_stage")
    inside = [m for m in _BRACKETED.finditer(folded, enclosure.start, enclosure.end) if m.group(1).strip() in words]
    after = _BRACKETED.match(folded, enclosure.end)
    if after and after.group(1).strip() in words:
        inside.append(after)
    return document.shadow.words(inside[-1].span(1)).strip() if inside else None


def _number(document: Document, end: int) -> tuple[str | None, int | None]:
    """（青政发〔2019〕5号） right behind the title (and behind its stage)."""
    folded = document.shadow.folded
    stage = _BRACKETED.match(folded, end)
    pattern = document.lexicon.pattern("cited.number")
    match = pattern.match(folded, end) or (pattern.match(folded, stage.end()) if stage else None)
    if not match:
        return None, None
    return document.shadow.words(match.span(1)), int(match.group(2))


def _left_context(document: Document, start: int) -> tuple[str | None, int | None]:
    """Issuer and year that the words before 《 name: 省政府2019年印发的《…》."""
    shadow, lexicon = document.shadow, document.lexicon
    floor = max(0, start - _LEFT_CONTEXT)
    left = start
    folded, shield = shadow.folded, shadow.shield
    while left > floor and (folded[left - 1] not in "，。；：！？\n“”》《" or shield[left - 1] & TITLE):
        left -= 1
    before = shadow.folded[left:start]
    year = None
    dated = lexicon.pattern("cited.year_before").search(before)
    if dated:
        year = int(dated.group(1))
        before = before[: dated.start()]
    if not lexicon.pattern("cited.issuer.end").search(before):
        return None, year
    for pattern in (lexicon.pattern("cited.issuer.issued"), lexicon.pattern("cited.issuer.bare")):
        match = pattern.search(before)
        if match:
            issuer = _trim_issuer(document, left + match.start(1), left + match.end(1))
            if issuer is not None:
                return shadow.words(issuer), year
    return None, year


def _trim_issuer(document: Document, start: int, end: int) -> Span | None:
    """The name behind the last word that cannot belong to an issuer; None if it does not end as a body does."""
    for _, stop, _ in document.lexicon.words("issuer_stop").find(document.shadow.folded, start, end):
        start = stop
    start, end = document.shadow.strip(start, end)
    if end - start < 2 or document.shadow.folded[start] in "、（）":
        return None
    bare = document.lexicon.pattern("cited.issuer.bare")
    return (start, end) if bare.search(document.shadow.folded[start:end]) else None
