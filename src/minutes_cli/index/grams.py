"""Full text by pairs of characters, so that every piece of a word is found, whatever a segmentation would say.

A run of letters, digits and hanzi is stored as its overlapping pairs and its last character: 防汛抗旱 as
防汛 汛抗 抗旱 旱. Two characters are then a token, longer words a phrase of tokens, and a single character the
beginning of a token. The last character alone also keeps a phrase from running on into the next run.
"""

from __future__ import annotations

import re
from operator import add

from minutes_cli.text.fold import fold

_RUN = re.compile(r"[^\W_]+")


def searchable(text: str) -> str:
    """`text` as it is searched: folded, in small letters, character by character as long as before.

    >>> searchable("ＧＤＰ增長")
    'gdp增长'
    """
    folded = fold(text)
    small = folded.lower()
    if len(small) == len(folded):
        return small
    return "".join(lower if len(lower := character.lower()) == 1 else character for character in folded)


def grams(text: str) -> str:
    """The tokens of a searchable text.

    >>> grams("防汛，gdp")
    '防汛 汛 gd dp p'
    """
    tokens: list[str] = []
    for run in _RUN.findall(text):
        tokens.extend(map(add, run, run[1:]))
        tokens.append(run[-1])
    return " ".join(tokens)


def phrases(words: str) -> list[str]:
    """Searchable words as FTS5 phrases, one a run. No character of the words can end the quotation.

    >>> phrases("防汛抗旱"), phrases("汛"), phrases("《》")
    (['"防汛 汛抗 抗旱"'], ['"汛" *'], [])
    """
    return [f'"{" ".join(map(add, run, run[1:]))}"' if len(run) > 1 else f'"{run}" *' for run in _RUN.findall(words)]


def is_one_run(words: str) -> bool:
    """Whether the phrases alone decide: no punctuation or blank stands in or round the words."""
    return _RUN.fullmatch(words) is not None
