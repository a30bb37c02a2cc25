"""What people type into a search: words, “phrases”, AND, OR, NOT and brackets.

Nothing that is typed is an error: a bracket or a quotation mark without its partner is passed over, an operator
without anything beside it too. Words side by side must all be there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from minutes_cli.index.grams import searchable


@dataclass(frozen=True)
class Words:
    """Characters that stand together somewhere, in searchable form."""

    words: str


@dataclass(frozen=True)
class Both:
    """All of the parts."""

    parts: tuple[Query, ...]


@dataclass(frozen=True)
class Either:
    """At least one of the parts."""

    parts: tuple[Query, ...]


@dataclass(frozen=True)
class Without:
    """Not the part."""

    part: Query


Query = Words | Both | Either | Without

DEEPEST = 40
"""Brackets within brackets; further ones are passed over."""
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』"}


class _Token(NamedTuple):
    kind: str
    text: str


def read_query(text: str) -> Query | None:
    """The query that `text` says, or None where there is nothing in it to look for.

    >>> read_query("防汛 OR 抗旱 NOT 演练")
    Either(parts=(Words(words='防汛'), Both(parts=(Words(words='抗旱'), Without(part=Words(words='演练'))))))
    >>> read_query('"十四五" (规划')
    Both(parts=(Words(words='十四五'), Words(words='规划')))
    """
    return _Reader(list(_balanced(_tokens(text)))).read()


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
        elif character in "()":
            yield _Token(character, character)
            at += 1
        elif character in _QUOTES and (end := text.find(_QUOTES[character], at + 1)) > at:
            yield _Token("words", text[at + 1 : end])
            at = end + 1
        elif character in _QUOTES:
            at += 1
        else:
            end = at + 1
            while end < len(text) and not text[end].isspace() and text[end] not in "()":
                end += 1
            word = text[at:end]
            if word in ("AND", "OR", "NOT"):
                yield _Token(word, word)
            elif word.startswith("-") and len(word) > 1:
                yield _Token("NOT", "-")
                yield _Token("words", word[1:])
            else:
                yield _Token("words", word)
            at = end


def _balanced(tokens: Iterator[_Token]) -> Iterator[_Token]:
    """Leave out brackets without a partner, and those too deep."""
    found = list(tokens)
    open_at: list[int] = []
    partnered: set[int] = set()
    for index, token in enumerate(found):
        if token.kind == "(":
            open_at.append(index)
        elif token.kind == ")" and open_at:
            start = open_at.pop()
            if len(open_at) < DEEPEST and index > start + 1:
                partnered |= {start, index}
    for index, token in enumerate(found):
        if token.kind not in "()" or index in partnered:
            yield token


class _Reader:
    """Reads tokens: OR binds loosest, then AND (or nothing), then NOT."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def read(self) -> Query | None:
        return self._either()

    def _peek(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else "end"

    def _either(self) -> Query | None:
        parts = [self._both()]
        while self._peek() == "OR":
            self._at += 1
            parts.append(self._both())
        return _joined(Either, parts)

    def _both(self) -> Query | None:
        parts: list[Query | None] = []
        while self._peek() not in ("OR", ")", "end"):
            if self._peek() == "AND":
                self._at += 1
            else:
                parts.append(self._one())
        return _joined(Both, parts)

    def _one(self) -> Query | None:
        is_denied = False
        while self._peek() == "NOT":
            self._at += 1
            is_denied = not is_denied
        part: Query | None = None
        if self._peek() == "(":
            self._at += 1
            part = self._either()
            self._at += 1
        elif self._peek() == "words":
            words = searchable(self._tokens[self._at].text).strip()
            self._at += 1
            part = Words(words) if words else None
        return Without(part) if is_denied and part is not None else part


def _joined(kind: type[Both] | type[Either], parts: list[Query | None]) -> Query | None:
    present = tuple(part for part in parts if part is not None)
    if len(present) > 1:
        return kind(present)
    return present[0] if present else None


def wanted_words(query: Query | None) -> list[str]:
    """The words that a hit shows: those that are not denied, each once.

    >>> wanted_words(read_query("防汛 NOT 演练 防汛"))
    ['防汛']
    """
    if isinstance(query, Words):
        return [query.words]
    if isinstance(query, Both | Either):
        return list(dict.fromkeys(word for part in query.parts for word in wanted_words(part)))
    return []
