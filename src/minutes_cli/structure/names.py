"""Names of persons: surname and given name, padded (何　静), with a dot (格桑·多吉), in Latin letters (Allen Guo).

A name is told from a word by what stands beside it, so this module only offers the readings a place allows; titles.py
and people.py choose.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.lexicon import Lexicon
from minutes_cli.text.shadow import Shadow

_HAN = re.compile(r"[㐀-䶿一-鿿𠀀-𲎯]")
_DOT = "·•‧・."
_LATIN = re.compile(r"[A-Z][a-z][A-Za-z'-]{0,20}(?: [A-Z]\.?)?(?: [A-Z][a-z][A-Za-z'-]{0,20}){1,2}(?![A-Za-z])")
_LATIN_END = re.compile(r"(?<![A-Za-z])[A-Z][a-z][A-Za-z'-]{0,20}(?: [A-Z]\.?)?(?: [A-Z][a-z][A-Za-z'-]{0,20}){1,2}\Z")
_DOTTED = re.compile(rf"[一-鿿]{{1,8}}(?:[{_DOT}][一-鿿]{{1,8}}){{1,3}}")
_DOTTED_END = re.compile(rf"[一-鿿]{{1,8}}(?:[{_DOT}][一-鿿]{{1,8}}){{1,3}}\Z")
_BLANK = re.compile(r"\s")
_LONGEST_LATIN = 60
_LONGEST_DOTTED = 36
_LONGEST_NOTE = 90


class Name(NamedTuple):
    """A reading of `start:end` as a name. ``trust``: 3 dotted or Latin, 2 a frequent surname, 1 a rare one."""

    start: int
    end: int
    surname: int
    trust: int
    is_word: bool = False

    @property
    def length(self) -> int:
        """Code points from first to last, padding included."""
        return self.end - self.start


class Names:
    """The names a text allows, by a lexicon's surnames."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._surnames = {term: entry.value for entry in lexicon.entries("surname") for term in entry.terms}
        self._never = frozenset(lexicon.words("given_never"))
        self._words = frozenset(lexicon.words("not_name"))
        self._refused = frozenset(lexicon.entry("person.not_name.always").terms)
        self._titles = frozenset(lexicon.words("title_head")) | frozenset(lexicon.words("title_short"))
        self._titles |= frozenset(lexicon.words("honorific"))

    def surname_at(self, folded: str, start: int, ceiling: int) -> int:
        """Length of the surname that begins at `start`, or 0."""
        if start + 2 <= ceiling and self._surnames.get(folded[start : start + 2]):
            return 2
        return 1 if start < ceiling and folded[start] in self._surnames else 0

    def starting(self, folded: str, start: int, ceiling: int) -> list[Name]:
        """Readings that begin at `start`, the longer given name first."""
        latin = _LATIN.match(folded, start, min(ceiling, start + _LONGEST_LATIN))
        if latin:
            return [Name(start, latin.end(), 0, 3)]
        if start < ceiling and any(mark in folded[start : start + 9] for mark in _DOT):
            dotted = _DOTTED.match(folded, start, min(ceiling, start + _LONGEST_DOTTED))
            if dotted:
                last = max(folded.rfind(mark, start, dotted.end()) for mark in _DOT)
                return [Name(start, end, 0, 3) for end in range(dotted.end(), last + 1, -1)]
        found = []
        for size in (2, 1):
            if self.surname_at(folded, start, ceiling) < size:
                continue
            for given in (2, 1):
                name = self._read(folded, start, start + size + given, size, ceiling)
                if name:
                    found.append(name)
            padded = self._padded(folded, start, size, ceiling)
            if padded:
                found.append(padded)
        return found

    def ending(self, folded: str, end: int, floor: int) -> list[Name]:
        """Readings that end at `end`, the longest first."""
        if end <= floor:
            return []
        if folded[end - 1].isascii():
            latin = _LATIN_END.search(folded, max(floor, end - _LONGEST_LATIN), end)
            return [Name(latin.start(), end, 0, 3)] if latin else []
        found: list[Name] = []
        if any(mark in folded[max(floor, end - 9) : end] for mark in _DOT):
            dotted = _DOTTED_END.search(folded, max(floor, end - _LONGEST_DOTTED), end)
            if dotted:
                first = min(p for m in _DOT if (p := folded.find(m, dotted.start(), end)) >= 0)
                found.extend(Name(start, end, 0, 3) for start in range(dotted.start(), first))
        for length in (4, 3, 2):
            start = end - length
            if start < floor:
                continue
            for size in (2, 1):
                name = self._read(folded, start, end, size, end) if length - size in (1, 2) else None
                if name:
                    found.append(name)
                    break
        blank = end - 2
        while blank > floor and folded[blank] == " " and end - blank < 6:
            blank -= 1
        if blank < end - 2:
            for size in (2, 1):
                start = blank + 1 - size
                if start >= floor and (padded := self._padded(folded, start, size, end)) and padded.end == end:
                    found.append(padded)
        return found

    def is_refused(self, folded: str, name: Name) -> bool:
        """Whether even a title beside it makes no name of it (成员, 方案)."""
        words = folded[name.start : name.end]
        return words in self._refused or (name.length == 3 and words[:2] in self._refused)

    def _read(self, folded: str, start: int, end: int, size: int, ceiling: int) -> Name | None:
        if end > ceiling or (tier := self._surnames.get(folded[start : start + size])) is None:
            return None
        given = folded[start + size : end]
        if given in self._titles or any(c in self._never or not _HAN.match(c) for c in given):
            return None
        words = folded[start:end]
        trust = {"common": 2, "compound": 2}.get(tier, 1)
        return Name(start, end, size, trust, words in self._words or (len(words) == 3 and words[:2] in self._words))

    def _padded(self, folded: str, start: int, size: int, ceiling: int) -> Name | None:
        at = start + size
        if at >= ceiling or folded[at] != " " or folded[start:at] not in self._surnames:
            return None
        while at < ceiling and folded[at] == " " and at - start < 8:
            at += 1
        if at >= ceiling or folded[at] in self._never or not _HAN.match(folded[at]):
            return None
        trust = 2 if self._surnames[folded[start : start + size]] != "rare" else 1
        return Name(start, at + 1, size, trust)


def before_note(folded: str, end: int, floor: int) -> int:
    """Where the bracket opens that closes at `end`, or -1 (何静（县财政局）, with a link inside it too).

    >>> before_note("何静（县（市）局）", 9, 0)
    2
    """
    if end <= floor or folded[end - 1] != "）":
        return -1
    depth = 0
    for at in range(end - 1, max(floor, end - _LONGEST_NOTE) - 1, -1):
        if folded[at] == "）":
            depth += 1
        elif folded[at] == "（":
            depth -= 1
            if depth == 0:
                return at
        elif folded[at] == "\n":
            break
    return -1


def normal_name(shadow: Shadow, start: int, end: int) -> str:
    """The name at `start:end` without padding; Latin names keep one blank between their parts.

    >>> normal_name(Shadow.of("何　静"), 0, 3), normal_name(Shadow.of("Allen  Guo"), 0, 10)
    ('何静', 'Allen Guo')
    """
    words = shadow.source[start:end]
    if shadow.folded[start : start + 1].isascii():
        return " ".join(words.split())
    return _BLANK.sub("", words)


@lru_cache(maxsize=4)
def names_of(lexicon: Lexicon) -> Names:
    """The names of `lexicon`, built once."""
    return Names(lexicon)
