"""Telling words by TF-IDF, weighed as ``jieba.analyse.extract_tags`` weighs them, from words already cut."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from operator import itemgetter

STOP_WORDS = frozenset(
    {
        *("the", "of", "is", "and", "to", "in", "that", "we", "for", "an", "are", "by", "be", "as", "on", "with"),
        *("can", "if", "from", "which", "you", "it", "this", "then", "at", "have", "all", "not", "one", "has", "or"),
    }
)
"""jieba's own stop words; Chinese ones need none, since a word of one character never counts."""

_CJK = "\u3400"
"""The first hanzi in the order of code points."""

_FIGURE = re.compile(
    r"[0-9０-９.,+\-]+[%％]?|第?[〇零一二三四五六七八九十百千万亿两几]+[是要项条个次届大年月日点]?|[A-Za-z]?[0-9.]+"
)


def weigh(
    words: Sequence[str], idf: Mapping[str, float], top: int, *, numbers: bool = False
) -> list[tuple[str, float]]:
    """The `top` of `words` by term frequency times inverse document frequency, the heaviest first.

    Equal weights stand in the order of first occurrence. Unless `numbers` is true, figures and ordinals are left out
    after weighing, so that the weights of the others are jieba's.
    """
    # Counted before they are looked at: most words stand there more than once.
    counts = [pair for pair in Counter(words).items() if len(pair[0]) > 1 and (pair[0] >= _CJK or _counts(pair[0]))]
    total = float(sum([count for _, count in counts]))
    # jieba divides first: the last bit of the weight depends on it.
    weighed = [(word, count * (idf[word] / total)) for word, count in counts]
    weighed.sort(key=itemgetter(1), reverse=True)
    told = iter(weighed) if numbers else (pair for pair in weighed if not _FIGURE.fullmatch(pair[0]))
    return list(islice(told, top))


def _counts(word: str) -> bool:
    """Whether a word of several characters counts that does not begin with a hanzi: blanks and stop words do not."""
    return len(word.strip()) > 1 and not (word.isascii() and word.lower() in STOP_WORDS)
