"""The lexicon at work: entries by kind and id, compiled when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from minutes_cli.errors import LexiconError
from minutes_cli.lexicon.entries import Entry, alternation, expand, macros

_WARM = 20_000  # code points read before a kind's words are worth compiling


class Words:
    """All terms of one kind as a single scanner: at each place the longest term whose guards hold.

    Short texts are read by a table of lengths and a dictionary; once much has been read, by a trie expression, which
    scans several times faster but takes `re` longer to compile than most documents take to read. Both find the same.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._owner = {term: entry for entry in entries for term in entry.terms}
        lengths: dict[str, set[int]] = {}
        for term in self._owner:
            lengths.setdefault(term[0], set()).add(len(term))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self._guards: dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]] = {}
        self._read = 0

    @cached_property
    def alternation(self) -> str:
        """The words as a regular expression."""
        return alternation({term: (entry.left, entry.right) for term, entry in self._owner.items()})

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled alternation."""
        return re.compile(self.alternation)

    def find(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Entry]]:
        """Every word between `start` and `end`: ``(start, end, entry)``, left to right, not overlapping."""
        stop = len(folded) if end is None else end
        self._read += stop - start
        return self._scan(folded, start, stop) if self._read > _WARM else self._probe(folded, start, stop)

    def _scan(self, folded: str, start: int, stop: int) -> Iterator[tuple[int, int, Entry]]:
        owner = self._owner
        for match in self.regex.finditer(folded, start, stop):
            yield match.start(), match.end(), owner[match.group()]

    def _probe(self, folded: str, start: int, stop: int) -> Iterator[tuple[int, int, Entry]]:
        lengths = self._lengths
        position = start
        while position < stop:
            if folded[position] in lengths and (found := self._at(folded, position, stop)) is not None:
                yield position, found[0], found[1]
                position = found[0]
            else:
                position += 1

    def each(self, folded: str) -> Iterator[tuple[int, int, Entry]]:
        """Every place where a word begins, inside others too: ``(start, end, entry)`` of the longest there."""
        stop = len(folded)
        for match in self._first.finditer(folded):
            at = match.start()
            if (found := self._at(folded, at, stop)) is not None:
                yield at, found[0], found[1]

    @cached_property
    def _first(self) -> re.Pattern[str]:
        """The first character of a word where its second, if it has one, follows."""
        seconds: dict[str, set[str]] = {}
        for term in self._owner:
            seconds.setdefault(term[0], set()).add(re.escape(term[1:2]))
        return re.compile(
            "|".join(
                re.escape(first) + ("" if "" in found else f"(?=[{''.join(sorted(found))}])")
                for first, found in seconds.items()
            )
            or "(?!)"
        )

    def match(self, folded: str, position: int) -> tuple[int, Entry] | None:
        """The longest word that begins at `position`: ``(end, entry)`` or None."""
        if folded[position : position + 1] in self._lengths:
            return self._at(folded, position, len(folded))
        return None

    def _at(self, folded: str, position: int, stop: int) -> tuple[int, Entry] | None:
        for length in self._lengths.get(folded[position], ()):
            end = position + length
            entry = self._owner.get(folded[position:end])
            if entry is not None and end <= stop and self._allowed(entry, folded, position, end):
                return end, entry
        return None

    def _allowed(self, entry: Entry, folded: str, start: int, end: int) -> bool:
        if not entry.left and not entry.right:
            return True
        guards = self._guards.get(entry.id)
        if guards is None:
            left, right = (re.compile(guard) if guard else None for guard in (entry.left, entry.right))
            guards = self._guards[entry.id] = left, right
        left, right = guards
        return (left is None or left.match(folded, start) is not None) and (
            right is None or right.match(folded, end) is not None
        )

    def ending_at(self, folded: str, end: int, floor: int = 0) -> tuple[int, Entry] | None:
        """The longest word that stands just left of `end`, guards not asked: ``(start, entry)`` or None."""
        lengths = self._endings.get(folded[end - 2 : end]) if end > 1 else None
        for length in lengths or self._endings.get(folded[end - 1 : end], ()):
            entry = self._owner.get(folded[end - length : end])
            if entry is not None and end - length >= floor:
                return end - length, entry
        return None

    @cached_property
    def _endings(self) -> dict[str, tuple[int, ...]]:
        """The lengths of the words, longer ones first, by their last two characters; of one character by that alone."""
        lengths: dict[str, set[int]] = {}
        for term in self._owner:
            found = lengths.setdefault(term[-2:], set())
            found.update({len(term), 1} if term[-1] in self._owner else {len(term)})
        return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}

    def get(self, word: str) -> Entry | None:
        """The entry whose word is exactly `word`."""
        return self._owner.get(word)

    def __contains__(self, word: str) -> bool:
        return word in self._owner

    def __iter__(self) -> Iterator[str]:
        return iter(self._owner)


class Lexicon:
    """Entries in layers: a later entry with the id of an earlier one replaces it."""

    def __init__(self, entries: Iterable[Entry], version: str = "") -> None:
        by_id: dict[str, Entry] = {}
        for entry in entries:
            by_id[entry.id] = entry
        self._by_id = by_id
        self._by_kind: dict[str, list[Entry]] = {}
        for entry in by_id.values():
            self._by_kind.setdefault(entry.kind, []).append(entry)
        self._words: dict[str, Words] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        self.version = version

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._by_id.values())

    def entry(self, id: str) -> Entry:
        """The entry called `id`; LexiconError where there is none."""
        try:
            return self._by_id[id]
        except KeyError:
            raise LexiconError(f"no lexicon entry is called {id!r}; `minutes lexicon list` names them all") from None

    def entries(self, kind: str) -> list[Entry]:
        """All entries of `kind`, in the order of the files."""
        return self._by_kind.get(kind, [])

    def kinds(self) -> list[str]:
        """Every kind that has an entry."""
        return list(self._by_kind)

    def words(self, kind: str) -> Words:
        """The scanner over all terms of `kind`."""
        if kind not in self._words:
            self._words[kind] = Words(e for e in self.entries(kind) if e.terms)
        return self._words[kind]

    def pattern(self, id: str) -> re.Pattern[str]:
        """The compiled expression of entry `id`; a ``{kind}`` in it stands for any word of that kind."""
        if id not in self._patterns:
            self._patterns[id] = self._compile(self.entry(id))
        return self._patterns[id]

    def patterns(self, kind: str) -> list[tuple[Entry, re.Pattern[str]]]:
        """Every entry of `kind` with its compiled expression."""
        return [(entry, self.pattern(entry.id)) for entry in self.entries(kind)]

    def _compile(self, entry: Entry) -> re.Pattern[str]:
        names = macros(entry.regex)
        unknown = [name for name in names if name not in self._by_kind]
        if unknown:
            raise LexiconError(
                f"{entry.file}:{entry.line}: entry {entry.id!r} names the kind {unknown[0]!r}, which has no words"
            )
        try:
            return re.compile(expand(entry.regex, {name: self.words(name).alternation for name in names}))
        except re.error as error:
            raise LexiconError(
                f"{entry.file}:{entry.line}: the pattern of {entry.id!r} is no regular expression: {error}"
            ) from None
