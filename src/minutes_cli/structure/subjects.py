"""The subject of 要: who is told to do something (各处室要…; 对防汛工作，县水务局必须…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from minutes_cli.lexicon import Lexicon
from minutes_cli.models import Span
from minutes_cli.text.shadow import Shadow

_STOP = re.compile(r"[，。；：！？\n]")
_LONGEST_SUBJECT = 60
_FRAMES = 2


class Order(NamedTuple):
    """A 要 (or 必须, 应当, 务必, 不得) at `position`, and the words before it that it is said of.

    ``subject`` is None where the order has none (要…, 在检查中要…, 对拖欠工资的要…). It need not be a body:
    工程要… has the subject 工程.
    """

    subject: Span | None
    position: int


def subject_of_order(shadow: Shadow, lexicon: Lexicon, start: int, end: int) -> Order | None:
    """The order that the sentence `start:end` opens with, or None where it opens with none.

    Up to two clauses may frame it (汛期来临之前，对重点水库，各镇要…); a 要 in a later clause is none.

    >>> from minutes_cli.lexicon import default_lexicon
    >>> text = Shadow.of("对老旧管网，县水务局要逐段排查。")
    >>> order = subject_of_order(text, default_lexicon(), 0, len(text.source))
    >>> text.words(order.subject), order.position
    ('县水务局', 10)
    """
    for count, (left, right) in enumerate(clauses(shadow, start, end)):
        order = order_in_clause(shadow, lexicon, left, right)
        if order is not None:
            return order
        if count == _FRAMES or not is_frame(shadow, lexicon, left, right):
            return None
    return None


def clauses(shadow: Shadow, start: int, end: int) -> Iterator[Span]:
    """The clauses of `start:end`: what stands between ，；：。 outside quotation marks, titles and brackets."""
    shield, left = shadow.shield, start
    level = shield[start] if start < len(shield) else 0
    for match in _STOP.finditer(shadow.folded, start, end):
        if shield[match.start()] & ~level:
            continue
        if left < match.start():
            yield shadow.strip(left, match.start())
        left = match.end()
    if left < end:
        yield shadow.strip(left, end)


def order_in_clause(shadow: Shadow, lexicon: Lexicon, start: int, end: int) -> Order | None:
    """The first order of one clause, or None."""
    shield = shadow.shield
    level = shield[start] if start < end else 0
    for match in lexicon.pattern("subject.cue").finditer(shadow.folded, start, end):
        if match.start() - start > _LONGEST_SUBJECT:
            return None
        if not shield[match.start()] & ~level:
            return _order(shadow, lexicon, start, match.start())
    return None


def subject_before(shadow: Shadow, lexicon: Lexicon, start: int, position: int) -> Span | None:
    """What stands between `start` and the 要 at `position`, without adverbs and connectives; None if nothing is."""
    folded = shadow.folded
    adverbs, connectives = lexicon.words("order_adverb"), lexicon.words("order_connective")
    left, right = shadow.strip(start, position)
    while left < right:
        word = next((n for n in (3, 2, 1) if right - n >= left and folded[right - n : right] in adverbs), 0)
        if not word:
            break
        right -= word
    while left < right and (found := connectives.match(folded, left)) and found[0] <= right:
        left = found[0]
    left, right = shadow.strip(left, right)
    return (left, right) if left < right else None


def _order(shadow: Shadow, lexicon: Lexicon, start: int, position: int) -> Order | None:
    folded = shadow.folded
    if lexicon.words("order_conditional").match(folded, start):
        return None
    subject = subject_before(shadow, lexicon, start, position)
    if subject is None or lexicon.words("order_preposition").match(folded, subject[0]):
        return Order(None, position)
    if folded[subject[1] - 1] == "的":  # 已收取的要退还: of things, not of anyone
        return Order(None, position)
    return Order(subject, position)


def is_frame(shadow: Shadow, lexicon: Lexicon, start: int, end: int) -> bool:
    """Whether a clause only frames the order behind it (对防汛工作，… 汛期来临之前，…)."""
    folded = shadow.folded
    if lexicon.words("order_frame").match(folded, start):
        return True
    endings = lexicon.words("order_frame_end")
    return any(folded[end - n : end] in endings for n in (3, 2, 1) if end - n > start)
