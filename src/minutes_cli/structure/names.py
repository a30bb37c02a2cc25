"""Names of persons: surname and given name, padded (何　静), with a dot (格桑·多吉), in Latin letters (Alan Grey).

A name is told from a word by what stands beside it: here are the readings a place allows; titles.py, people.py choose.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from minutes_cli.lexicon import Lexicon
from minutes_cli.text.shadow import Shadow

_DOT = re.compile(r"[·•‧・.]")
_LATIN = re.compile(r"[A-Z][a-z][A-Za-z'-]{0,20}(?: [A-Z]\.?)?(?: [A-Z][a-z][A-Za-z'-]{0,20}){1,2}(?![A-Za-z])")
_LATIN_END = re.compile(r"(?<![A-Za-z])[A-Z][a-z][A-Za-z'-]{0,20}(?: [A-Z]\.?)?(?: [A-Z][a-z][A-Za-z'-]{0,20}){1,2}\Z")
_DOTTED = re.compile(r"[一-鿿]{1,8}(?:[·•‧・.][一-鿿]{1,8}){1,3}")
_DOTTED_END = re.compile(r"[一-鿿]{1,8}(?:[·•‧・.][一-鿿]{1,8}){1,3}\Z")
_LONGEST_LATIN = 60
_LONGEST_DOTTED = 36
_LONGEST_NOTE = 90
_LONGEST_TRANSLITERATED = 7


class Name(NamedTuple):
    """A reading of `start:end` as a name. ``trust``: 3 dotted or Latin, 2 a frequent surname, 1 a rare one.

    ``is_word`` where it may as well be words (高峰, 李向前): then a title, a list or a label must vouch for it;
    ``has_grammar`` where only a character of grammar in the given name speaks for words (李向前).
    """

    start: int
    end: int
    surname: int
    trust: int
    is_word: bool = False
    has_grammar: bool = False

    @property
    def length(self) -> int:
        """Code points from first to last, padding included."""
        return self.end - self.start


class Names:
    """The names a text allows, by a lexicon's surnames."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.surnames = {term: entry.value for entry in lexicon.entries("surname") for term in entry.terms}
        self._never = frozenset(lexicon.words("given_never"))
        self._whole = frozenset(lexicon.words("given_whole"))
        self._grammar = frozenset(lexicon.words("given_grammar"))
        self._grammar_last = frozenset(lexicon.words("given_grammar_last"))
        self._closes = lexicon.pattern("person.given.grammar.close")
        self._acts = lexicon.pattern("person.verb")
        self._last = frozenset(lexicon.words("given_last"))
        self.words = frozenset(lexicon.words("not_name"))
        self._transliterated = frozenset(lexicon.words("given_transliterated"))
        self._refused = frozenset(lexicon.entry("person.not_name.always").terms)
        kinds = ("title_head", "title_short", "honorific")
        self._no_given = frozenset(word for kind in kinds for word in lexicon.words(kind))
        self._offices = frozenset(term for term in lexicon.entry("person.title.head").terms if len(term) == 2)
        self._no_given |= frozenset(word for word in lexicon.words("person_follower") if len(word) == 2)

    def surname_at(self, folded: str, start: int, ceiling: int) -> int:
        """Length of the surname that begins at `start`, or 0."""
        if folded[start : start + 2] in self.surnames and start + 2 <= ceiling:
            return 2
        return 1 if folded[start : start + 1] in self.surnames and start < ceiling else 0

    def has_dot(self, folded: str, end: int, floor: int) -> bool:
        """Whether a dot stands among the last characters before `end`."""
        return _DOT.search(folded, max(floor, end - 9), end) is not None

    def may_be_unlisted(self, words: str) -> bool:
        """Whether `words` may be a name without a known surname: hanzi, none of them a particle, no common word."""
        if words in self.words or words[:2] in self.words or words in self._no_given:
            return False
        if not all(map(is_han, words)) or not self._never.isdisjoint(words[1:]):
            return False
        return self._grammar.isdisjoint(words[1:]) or self.is_transliterated(words)

    def is_transliterated(self, words: str) -> bool:
        """Whether `words` is written as names of other tongues are (阿依古丽, 乌云其其格), surname or not."""
        return 3 <= len(words) <= _LONGEST_TRANSLITERATED and self._transliterated.issuperset(words)

    def transliterated_until(self, folded: str, start: int, ceiling: int) -> int:
        """Where the characters that write names of other tongues end, from `start` on."""
        end = start
        while end < min(ceiling, start + _LONGEST_TRANSLITERATED) and folded[end] in self._transliterated:
            end += 1
        return end

    def may_end(self, character: str) -> bool:
        """Whether `character` may be a given name's last."""
        return is_han(character) and character not in self._never and character not in self._grammar

    def starting(self, folded: str, start: int, ceiling: int) -> list[Name]:
        """Readings that begin at `start`, the longer given name first."""
        first = folded[start : start + 1]
        if first.isascii():
            latin = _LATIN.match(folded, start, min(ceiling, start + _LONGEST_LATIN))
            return [Name(start, latin.end(), 0, 3)] if latin else []
        if _DOT.search(folded, start, min(ceiling, start + 9)):
            dotted = _DOTTED.match(folded, start, min(ceiling, start + _LONGEST_DOTTED))
            if dotted:
                *_, last = _DOT.finditer(folded, start, dotted.end())
                return [Name(start, end, 0, 3) for end in range(dotted.end(), last.end(), -1)]
        found: list[Name] = []
        for size in (2, 1):
            surname = folded[start : start + size]
            if surname not in self.surnames:
                continue
            if folded[start + size : start + size + 1] == " ":
                self._add_padded(found, folded, start, size, ceiling)
                continue
            for end in (start + size + 2, start + size + 1):
                if end <= ceiling:
                    self._add(found, folded, start, end, size)
        return found

    def ending(self, folded: str, end: int, floor: int) -> list[Name]:
        """Readings that end at `end`, the longest first."""
        if end - 2 < floor:
            return []
        if folded[end - 1].isascii():
            latin = _LATIN_END.search(folded, max(floor, end - _LONGEST_LATIN), end)
            return [Name(latin.start(), end, 0, 3)] if latin else []
        found: list[Name] = []
        if _DOT.search(folded, max(floor, end - 9), end):
            dotted = _DOTTED_END.search(folded, max(floor, end - _LONGEST_DOTTED), end)
            if dotted and not self._goes_on(dotted.group()):
                first = _DOT.search(folded, dotted.start(), end)
                found.extend(Name(start, end, 0, 3) for start in range(dotted.start(), first.start() if first else end))
        if folded[end - 2] == " ":
            self._end_padded(found, folded, end, floor)
            return found
        surnames = self.surnames
        if end - 4 >= floor and folded[end - 4 : end - 2] in surnames:
            self._add(found, folded, end - 4, end, 2)
        if end - 3 >= floor:
            if folded[end - 3 : end - 1] in surnames:
                self._add(found, folded, end - 3, end, 2)
            elif folded[end - 3] in surnames:
                self._add(found, folded, end - 3, end, 1)
        if folded[end - 2] in surnames:
            self._add(found, folded, end - 2, end, 1)
        return found

    def _goes_on(self, dotted: str) -> bool:
        """Whether more than a name follows the last dot: 格桑·多吉女士召集."""
        return any(word in _DOT.split(dotted)[-1] for word in self._no_given)

    def is_refused(self, folded: str, name: Name) -> bool:
        """Whether even a title beside it makes no name of it (成员, 方案)."""
        words = folded[name.start : name.end]
        return words in self._refused or (
            name.length == 3 and words[:2] in self._refused and (name.trust < 2 or words[2] not in self._last)
        )

    def _add(self, found: list[Name], folded: str, start: int, end: int, size: int) -> None:
        given = folded[start + size : end]
        if given in self._no_given or folded[end - 1 : end + 1] in self._offices:
            return
        for character in given:
            if (character in self._never and given not in self._whole) or not is_han(character):
                return
        words = folded[start:end]
        trust = 1 if self.surnames[folded[start : start + size]] == "rare" else 2
        has_grammar = not self._grammar.isdisjoint(given)
        if has_grammar and (trust < 2 or (given[-1] in self._grammar and not self._may_close(folded, start, end))):
            return
        is_word = self._is_word(words, size)
        found.append(Name(start, end, size, trust, is_word or has_grammar, has_grammar and not is_word))

    def _may_close(self, folded: str, start: int, end: int) -> bool:
        """Whether a word of grammar may be the last of a name: nothing it could join follows, or it is all there is."""
        if folded[end - 1] not in self._grammar_last:
            return False
        if end == len(folded) or self._closes.match(folded, end):
            return True
        return end - start == 2 and (folded.startswith("在", end) or self._acts.match(folded, end) is not None)

    def _is_word(self, words: str, size: int) -> bool:
        """方案, 公安厅; but 王国强 is 王国 and a character that makes a name of it."""
        if words in self.words:
            return True
        return size == 1 and len(words) == 3 and words[:2] in self.words and words[2] not in self._last

    def _add_padded(self, found: list[Name], folded: str, start: int, size: int, ceiling: int) -> None:
        at = start + size
        while at < ceiling and folded[at] == " " and at - start < 8:
            at += 1
        if at >= ceiling or folded[at] in self._never or not is_han(folded[at]):
            return
        trust = 1 if self.surnames[folded[start : start + size]] == "rare" else 2
        found.append(Name(start, at + 1, size, trust))

    def _end_padded(self, found: list[Name], folded: str, end: int, floor: int) -> None:
        blank = end - 2
        while blank > floor and folded[blank] == " " and end - blank < 6:
            blank -= 1
        for size in (2, 1):
            start = blank + 1 - size
            if start >= floor and folded[start : start + size] in self.surnames:
                self._add_padded(found, folded, start, size, end)


def is_han(character: str) -> bool:
    """Whether a character is a hanzi."""
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


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

    >>> normal_name(Shadow.of("何　静"), 0, 3), normal_name(Shadow.of("Alan  Grey"), 0, 10)
    ('何静', 'Alan Grey')
    """
    words = shadow.source[start:end]
    if shadow.folded[start : start + 1].isascii():
        return " ".join(words.split())
    return "".join(words.split())


@lru_cache(maxsize=4)
def names_of(lexicon: Lexicon) -> Names:
    """The names of `lexicon`, built once."""
    return Names(lexicon)
