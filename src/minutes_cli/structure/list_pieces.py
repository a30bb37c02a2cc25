"""A list cut into pieces: at marks outside brackets and at blanks; a padded name (何　静) is one piece."""

from __future__ import annotations

import re
from typing import NamedTuple

from minutes_cli.models import Span
from minutes_cli.structure.grammar import Grammar
from minutes_cli.text.shadow import Shadow

_SEPARATOR = re.compile(r"[、，；：/|。\n]")
_WORD = re.compile(r"[^ ]+")


class Piece(NamedTuple):
    """A piece of a list and the mark before it ('' at its beginning)."""

    start: int
    end: int
    mark: str


def pieces_of(grammar: Grammar, shadow: Shadow, start: int, end: int) -> list[Piece]:
    """The pieces of the list `start:end`, in order."""
    folded, shield = shadow.folded, shadow.shield
    level = shield[start] if start < end else 0
    pieces: list[Piece] = []
    left, mark = start, ""
    for match in _SEPARATOR.finditer(folded, start, end):
        at = match.start()
        if shield[at] & ~level:
            continue
        pieces.extend(_between_blanks(grammar, shadow, left, at, mark))
        left, mark = at + 1, folded[at]
    pieces.extend(_between_blanks(grammar, shadow, left, end, mark))
    return pieces


def _between_blanks(grammar: Grammar, shadow: Shadow, start: int, end: int, mark: str) -> list[Piece]:
    """The pieces of `start:end` between blanks; single characters are a padded name, Latin words stay together."""
    folded = shadow.folded
    words = [m.span() for m in _WORD.finditer(folded, start, end)]
    pieces: list[Piece] = []
    index = 0
    while index < len(words):
        left, right = words[index]
        index += 1
        while index < len(words) and _belongs(grammar, folded, (left, right), words[index]):
            right = words[index][1]
            index += 1
        pieces.append(Piece(left, right, mark if not pieces else " "))
    return pieces


def _belongs(grammar: Grammar, folded: str, word: Span, following: Span) -> bool:
    """Whether `following` goes on what the blank before it cuts: 何　静, 委员何　静, Alan Grey, 何静 （县水务局）."""
    start, end = following
    if folded[start] == "（":
        return True
    last = folded[word[1] - 1]
    if last.isascii():
        return last.isalpha() and folded[start].isascii() and folded[start].isalpha()
    if end - start > 1 and folded[start + 1 : start + 2] != "（" and not _is_called(grammar, folded, start + 1, end):
        return False
    if last not in grammar.names.surnames and folded[word[1] - 2 : word[1]] not in grammar.names.surnames:
        return False
    return word[1] - word[0] <= 2 or grammar.titles.head_ending(folded, word[1] - 1, word[0]) >= 0


def _is_called(grammar: Grammar, folded: str, start: int, end: int) -> bool:
    """Whether a title or 等 is all that follows a padded name's last character (吴　桐副理事长, 邱　野等)."""
    return folded[start:end] == "等" or grammar.titles.head_starting(folded, start, end) == end
