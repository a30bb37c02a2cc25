"""Close matches for a mistyped name."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str:
    """The names in `known` that come near to `name`, joined for a sentence; empty where none does.

    >>> nearest("pars", ["parse", "text"])
    'parse'
    """
    from difflib import get_close_matches

    return ", ".join(get_close_matches(name, list(known), n=3, cutoff=0.6))
