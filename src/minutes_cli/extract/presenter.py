"""Who brings a matter before the meeting: the name at the end of the matter's line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minutes_cli.models import Span
from minutes_cli.structure.document import Document
from minutes_cli.structure.people import PersonMention, grammar_of

_NUMBERED = re.compile(r"(?:议题 ?)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[.、．）]|：)")


def presenters(document: Document) -> Iterator[PersonMention]:
    """The name at the end of a matter's line (… -- 何静, …（苏禾）), unless nobody spoke to it."""
    folded = document.shadow.folded
    body = document.page.body
    postponed = document.lexicon.words("speaker_postponed")
    leftover = False
    for index, (start, end) in enumerate(body):
        if end - start < 30 and re.match(r"[一二三四五六七八九十]{1,3}、", folded[start:end]):
            leftover = "遗留" in folded[start:end] and "上期" not in folded[start:end]
        person = presenter_in(document, (start, end))
        if person is None or leftover:
            continue
        block_end = next((s for s, e in body[index + 1 : index + 13] if _NUMBERED.match(folded, s, e)), len(folded))
        if not any(True for _ in postponed.find(folded, end, min(block_end, end + 400))):
            yield person


def presenter_in(document: Document, line: Span) -> PersonMention | None:
    """The person named at the end of a matter's line, or None."""
    folded, grammar = document.shadow.folded, grammar_of(document.lexicon)
    start, end = line
    if end - start > 120 or folded[end - 1] in "。；：":
        return None
    match = document.lexicon.pattern("speaker.presenter").search(folded, max(start, end - 60), end)
    if match is None:
        return None
    group = "dash" if match["dash"] else "bracket"
    left, right = document.shadow.strip(*match.span(group))
    comma = folded.find("，", left, right)
    right = comma if comma > 0 else right
    for name in grammar.names.ending(folded, right, left):
        if name.trust == 3 and folded.count(" ", left, right) > 1:
            continue  # （Water Main Renewal）
        if name.start == left and name.trust >= 2 and not name.is_word:
            return grammar.mention(document.shadow, name, left, right)
    return None
