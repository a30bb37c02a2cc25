"""One value a word, found in a store of lines without reading the store into memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from minutes_cli.text.shards import Shards

Value = TypeVar("Value")

_MOST = 50_000


class WordValues(dict[str, Value]):
    """Values by word over a store whose shards are lines ``word value`` between line ends; `read` reads a value.

    `default` makes the value of a word that the store does not hold from the store's numbers. What was asked once is
    kept: a lookup costs no more than one in a dict.
    """

    def __init__(
        self, store: Callable[[], Shards], read: Callable[[str], Value], default: Callable[[list[float]], Value]
    ) -> None:
        super().__init__()
        self._open, self._read, self._default = store, read, default
        self._shard: Callable[[str], str] | None = None

    def __missing__(self, word: str) -> Value:
        if self._shard is None:
            store = self._open()
            self._shard = lru_cache(maxsize=512)(store.shard)
            self._unknown = self._default(store.numbers)
        if len(self) >= _MOST:
            self.clear()
        value = self[word] = self._look_up(word)
        return value

    def _look_up(self, word: str) -> Value:
        if not word or " " in word or "\n" in word:
            return self._unknown
        assert self._shard is not None
        text = self._shard(word[0])
        at = text.find(f"\n{word} ")
        if at < 0:
            return self._unknown
        start = at + len(word) + 2
        return self._read(text[start : text.index("\n", start)])
