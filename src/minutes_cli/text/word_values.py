"""One value a word, found in a store of lines without reading the store into memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

from minutes_cli.text.shards import Shards

Value = TypeVar("Value")

_MOST = 50_000


class WordValues(Generic[Value]):
    """Values by word over a store whose shards are lines ``word value`` between line ends; `read` reads a value."""

    def __init__(self, store: Callable[[], Shards], read: Callable[[str], Value]) -> None:
        self._open = store
        self._read = read
        self._shard: Callable[[str], str] | None = None
        self._found: dict[str, Value | None] = {}

    @property
    def numbers(self) -> list[float]:
        """The numbers of the store."""
        return self._open().numbers

    def get(self, word: str) -> Value | None:
        """The value of `word`, or None."""
        found = self._found
        if word in found:
            return found[word]
        if len(found) >= _MOST:
            found.clear()
        value = found[word] = self._look_up(word)
        return value

    def _look_up(self, word: str) -> Value | None:
        if not word or " " in word or "\n" in word:
            return None
        if self._shard is None:
            self._shard = lru_cache(maxsize=512)(self._open().shard)
        text = self._shard(word[0])
        at = text.find(f"\n{word} ")
        if at < 0:
            return None
        start = at + len(word) + 2
        return self._read(text[start : text.index("\n", start)])
