"""The grammar of titles and names, read from either side: 县委常委、副县长何静, 周文博局长, 周局长.

A name is found by what stands beside it. To its left: a title, a mark, or a word that cannot belong to a name; to its
right: a title, a mark, or a word that people are the subject of.
"""

from __future__ import annotations

from functools import lru_cache

from minutes_cli.lexicon import Lexicon
from minutes_cli.structure.after import After
from minutes_cli.structure.before import Before


class Grammar(Before, After):
    """Titles and names of one lexicon put together."""


@lru_cache(maxsize=4)
def grammar_of(lexicon: Lexicon) -> Grammar:
    """The grammar of `lexicon`, built once."""
    return Grammar(lexicon)
