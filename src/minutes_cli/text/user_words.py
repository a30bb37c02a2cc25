"""Words added by the user, in jieba's own format: ``word [frequency] [part of speech]``, one a line.

What jieba does with them is done here without loading its dictionary: a frequency that is not given is chosen so
that the word is cut out whole (``suggest_freq``), each word adds to the sum of frequencies, and a word of frequency 0
is always taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import log
from pathlib import Path

from minutes_cli.errors import LexiconError
from minutes_cli.text.jieba_files import FREQUENCIES
from minutes_cli.text.shards import Shards

_LINE = re.compile("^(.+?)( [0-9]+)?( [a-z]+)?$")
_BLANKS = b" \t\r\n\x0b\x0c"
_HAN = re.compile("([\u4e00-\u9fd5a-zA-Z0-9+#&._%\\-]+)")
_LATIN = re.compile("[a-zA-Z0-9]")
_LARGEST = 10**15


class UserWords:
    """Frequencies as they stand after the user's files were read over jieba's dictionary.

    ``frequencies`` holds the user's words only, ``total`` the sum of all, ``tags`` parts of speech where given, and
    ``forced`` the words of frequency 0.
    """

    def __init__(self, store: Shards) -> None:
        self._store = store
        codes, numbers = store.shard(FREQUENCIES).split("\n")
        self._numbers = dict(zip(codes, map(int, numbers.split(" ")), strict=True))
        self._known: dict[str, dict[str, int]] = {}
        self._prefixes: set[str] = set()
        self.frequencies: dict[str, int] = {}
        self.total = int(store.numbers[0])
        self.tags: dict[str, str] = {}
        self.forced: set[str] = set()

    def load(self, path: str | Path) -> None:
        """Add the words of the file at `path`. Raises LexiconError, which names file, line and remedy."""
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            raise LexiconError(f"{path}: user dictionary cannot be read ({error.strerror}); check the path") from None
        for number, raw in enumerate(data.split(b"\n"), 1):
            try:
                line = raw.strip(_BLANKS).decode("utf-8").lstrip("\ufeff")
            except UnicodeDecodeError:
                raise LexiconError(f"{path}:{number}: not UTF-8; save the user dictionary as UTF-8") from None
            match = _LINE.match(line)
            if match is None:
                continue  # an empty line
            word, digits, tag = match.groups()
            frequency = None if digits is None else _frequency(digits, f"{path}:{number}")
            self.add(word, frequency, tag and tag.strip())

    def add(self, word: str, frequency: int | None = None, tag: str | None = None) -> None:
        """Add one word, as ``jieba.add_word`` does."""
        if frequency is None:
            frequency = self.suggest(word)
        self.frequencies[word] = frequency
        self.total += frequency
        if tag:
            self.tags[word] = tag
        self._prefixes.update(word[:length] for length in range(1, len(word)))
        if frequency == 0:
            self.forced.add(word)

    def suggest(self, word: str) -> int:
        """The frequency at which `word` is cut out whole, as ``jieba.suggest_freq`` finds it."""
        total = float(self.total)
        share = 1.0
        for piece in self._pieces(word):
            share *= self.frequency(piece, 1) / total
        return max(int(share * self.total) + 1, self.frequency(word, 1))

    def frequency(self, word: str, absent: int) -> int:
        """The frequency of `word`: 0 where longer words begin with it, `absent` where none does."""
        found = self.frequencies.get(word)
        if found is None:
            found = self._dictionary(word[0]).get(word)
        if found is None:
            return 0 if word in self._prefixes else absent
        return found

    def _dictionary(self, char: str) -> dict[str, int]:
        """jieba's words that begin with `char`, with their beginnings at frequency 0."""
        known = self._known.get(char)
        if known is None:
            known = self._known[char] = {}
            shard = self._store.shard(char)
            if shard:
                self._read(char, shard, known)
        return known

    def _read(self, char: str, shard: str, known: dict[str, int]) -> None:
        numbers = self._numbers
        first, pairs, codes, seconds, _, *tails = shard.split("\n")
        known[char] = numbers[first[0]]
        known.update(zip((char + second for second in pairs), map(numbers.__getitem__, codes), strict=True))
        for second, line in zip(seconds, tails, strict=False):
            own, plain, codes, branches, *groups = line.split(" ")
            pair = char + second
            known[pair] = numbers[own]
            known.update(zip((pair + third for third in plain), map(numbers.__getitem__, codes), strict=True))
            for third, group in zip(branches, groups, strict=True):
                own, *rests = group.split(",")
                known[pair + third] = numbers[own]
                for rest in rests:
                    for length in range(1, len(rest) - 1):
                        known.setdefault(pair + third + rest[:length], 0)
                    known[pair + third + rest[:-1]] = numbers[rest[-1]]

    def _pieces(self, text: str) -> Iterable[str]:
        """`text` cut without the model, as ``jieba.cut(text, HMM=False)`` does."""
        for at, block in enumerate(_HAN.split(text)):
            if at % 2 == 0:
                yield from re.findall(r"\r\n|(?s:.)", block)
            else:
                yield from self._best(block)

    def _best(self, block: str) -> Iterable[str]:
        log_total = log(self.total)
        length = len(block)
        best: list[tuple[float, int]] = [(0.0, 0)] * (length + 1)
        for start in range(length - 1, -1, -1):
            stops = []
            stop = start + 1
            while stop <= length and (frequency := self.frequency(block[start:stop], -1)) >= 0:
                if frequency:
                    stops.append(stop)
                stop += 1
            best[start] = max(
                (log(self.frequency(block[start:stop], 0) or 1) - log_total + best[stop][0], stop)
                for stop in stops or [start + 1]
            )
        start, latin = 0, ""
        while start < length:
            stop = best[start][1]
            word = block[start:stop]
            if len(word) == 1 and _LATIN.match(word):
                latin += word
            else:
                if latin:
                    yield latin
                    latin = ""
                yield word
            start = stop
        if latin:
            yield latin


def _frequency(digits: str, where: str) -> int:
    if len(digits.strip()) > len(str(_LARGEST)):
        raise LexiconError(f"{where}: the frequency is larger than any in use; write one below {_LARGEST}")
    return int(digits)
