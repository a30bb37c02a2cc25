"""The lexicon at work: entries by kind and id, compiled when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from minutes_cli.errors import LexiconError
from minutes_cli.lexicon.entries import Entry, expand, macros, trie


class Words:
    """All terms of one kind as a single scanner: a trie expression finds them, a table says whose they are."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._owner: dict[str, Entry] = {}
        guarded: dict[tuple[str, str], list[str]] = {}
        for entry in entries:
            guarded.setdefault((entry.left, entry.right), []).extend(entry.terms)
            self._owner.update((term, entry) for term in entry.terms)
        self._guarded = guarded

    @cached_property
    def alternation(self) -> str:
        """The words as a regular expression (longest first among those with the same guards)."""
        parts = [f"{left}{trie(terms)}{right}" for (left, right), terms in self._guarded.items() if terms]
        return f"(?:{'|'.join(parts)})" if parts else "(?!)"

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled alternation."""
        return re.compile(self.alternation)

    def find(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Entry]]:
        """Every word between `start` and `end`: ``(start, end, entry)``, left to right, not overlapping."""
        stop = len(folded) if end is None else end
        owner = self._owner
        for match in self.regex.finditer(folded, start, stop):
            yield match.start(), match.end(), owner[match.group()]

    def match(self, folded: str, position: int) -> tuple[int, Entry] | None:
        """The longest word that begins at `position`: ``(end, entry)`` or None."""
        match = self.regex.match(folded, position)
        return (match.end(), self._owner[match.group()]) if match else None

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
