"""Heads: the last words of indicators' names (率, 比例, 总量 …), and the words that merely end or begin like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from minutes_cli.lexicon import Entry, Lexicon
from minutes_cli.lexicon.entries import trie
from minutes_cli.lexicon.lexicon import Words


class Heads:
    """The heads of one lexicon: looked up backwards from where a name may end."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = Words((*lexicon.entries("indicator_subject"), *lexicon.entries("indicator_head")))
        spotted = [(t, e) for e in lexicon.entries("indicator_head") for t in e.terms]
        ends = {t[-1] for t, e in spotted if e.attributes["licence"] in ("always", "measured") and not t[-1].isdigit()}
        self._end = re.compile(f"[{''.join(sorted(ends))}]")
        # 比例较大 is no name, but 比例较大幅度提高 holds one
        self._extended = re.compile(trie([t for t, e in spotted if t[-1] not in ends]) + "(?!幅)")

    def tail(self, folded: str, floor: int, end: int) -> tuple[int, Entry] | None:
        """The longest head that ends at `end`: where it begins, and its entry."""
        return self._words.ending_at(folded, end, floor)

    def spots(self, folded: str) -> Iterator[tuple[int, int, Entry]]:
        """Every head that can make a name without a value, found by its last character, longer words ruled out."""
        for match in self._end.finditer(folded):
            end = match.end()
            found = self._words.ending_at(folded, end)
            if found is None or found[1].attributes["licence"] not in ("always", "measured"):
                continue
            start = found[0]
            longer = (self._extended.match(folded, at) for at in (end - 1, start, max(0, start - 1)))
            if not any(m is not None and m.end() > end for m in longer):
                yield start, end, found[1]


@lru_cache(maxsize=8)
def heads(lexicon: Lexicon) -> Heads:
    """The heads of `lexicon`, tabled once."""
    return Heads(lexicon)
