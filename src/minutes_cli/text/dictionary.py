"""jieba's dictionary as the segmenter walks it: character, next character, rest, each read when first met.

A *node* stands for a character: what it weighs when nothing longer matches, what it weighs as a word (minus infinity
when it is none), and a function from the next character to what is known of the two. Weights are logarithms of
frequency over total.

The words of a character that is met now and then are looked up in the text of the store, so that one short document
does not pay for thousands of words; those of a character met often are put into a dict. The store's layout is
described at `jieba_files.word_store`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf, log

from minutes_cli.text.hmm import Row
from minutes_cli.text.jieba_files import FREQUENCIES
from minutes_cli.text.shards import Shards

Rests = tuple[tuple[str, float], ...]
"""Words of more than three characters from the fourth on, with their weights, shorter ones first."""

Branch = tuple[float, Rests]
Third = float | str | Branch
"""What is known of three characters: the weight of a word that nothing goes on from, or a branch; a string is a
branch not yet read."""

Tail = tuple[float, dict[str, Third]]
"""What the pair weighs, and by third character what is known of the three."""

Follower = float | str | Tail
"""Of a pair: the weight of a word that nothing goes on from, or a tail; a string is a tail not yet read."""

Find = Callable[[str], Follower | None]
Node = tuple[float, float, Find]

_NOTHING = "0 -3.14e+100 -3.14e+100 -3.14e+100 -3.14e+100\n\n\n\n\n"
_NO_FOLLOWERS: dict[str, Follower] = {}
_WIDTH = 6


class _Weights(dict[str, float]):
    """Weights by code, each worked out when first met."""

    def __init__(self, store: Shards, log_total: float) -> None:
        codes, numbers = store.shard(FREQUENCIES).split("\n")
        self._frequencies = dict(zip(codes, numbers.split(" "), strict=True))
        self._log_total = log_total

    def __missing__(self, code: str) -> float:
        weight = self[code] = self.of(int(self._frequencies[code]))
        return weight

    def of(self, frequency: int) -> float:
        """The weight of a word of this frequency."""
        return log(frequency) - self._log_total if frequency else -inf


class Dictionary(dict[str, Node]):
    """Nodes by character, over the store of words and the user's own words with the `total` they make.

    >>> from minutes_cli.text.jieba_files import word_store
    >>> words = Dictionary(word_store())
    >>> words.holds("会议"), words.holds("会议强")
    (True, False)
    """

    def __init__(self, store: Shards, user: Mapping[str, int] | None = None, total: int | None = None) -> None:
        log_total = log(store.numbers[0] if total is None else total)
        self._store = store
        self._weights = _Weights(store, log_total)
        self._weigh = self._weights.__getitem__
        self._unknown = 0.0 - log_total
        self._emissions: dict[str, str | Row] = {}
        self._full: dict[str, dict[str, Follower]] = {}
        self._user: dict[str, dict[str, float]] = {}
        for word, frequency in (user or {}).items():
            self._user.setdefault(word[0], {})[word[1:]] = self._weights.of(frequency)

    def __missing__(self, char: str) -> Node:
        text = self._store.shard(char) or _NOTHING
        first, pairs, codes, seconds, starts, tails = text.split("\n", 5)
        code, self._emissions[char] = first.split(" ", 1)
        single = self._weights[code]
        find: Find
        if char in self._user:
            single = self._user[char].get("", single)
            find = self._read_all(char).get
        elif pairs or seconds:
            find = _Seldom(self, char, pairs, codes, seconds, starts, tails).find
        else:
            find = _NO_FOLLOWERS.get
        node = self[char] = (self._unknown if single == -inf else single, single, find)
        return node

    def emissions(self, char: str) -> Row:
        """The emissions of `char` in the model."""
        row = self._emissions.get(char)
        if row is None:
            self[char]  # met here first
            row = self._emissions[char]
        if isinstance(row, str):
            begin, end, middle, single = map(float, row.split(" "))
            row = self._emissions[char] = (begin, end, middle, single)
        return row

    def weight(self, code: str) -> float:
        """The weight of a word whose frequency the store writes as `code`."""
        return self._weights[code]

    def tail(self, line: str) -> Tail:
        """A line of the store as a tail."""
        own, plain, codes, branches, *groups = line.split(" ")
        thirds: dict[str, Third] = dict(zip(plain, map(self._weigh, codes), strict=True))
        if groups:
            thirds.update(zip(branches, groups, strict=True))
        return self._weights[own], thirds

    def keep_tail(self, char: str, second: str, line: str) -> Tail:
        """`tail`, kept for the next time."""
        tail = self._full[char][second] = self.tail(line)
        return tail

    def keep_branch(self, thirds: dict[str, Third], third: str, group: str) -> Branch:
        """The `group` of the store for a third character as a branch, kept for the next time."""
        weights = self._weights
        own, *rests = group.split(",")
        branch = thirds[third] = weights[own], tuple([(rest[:-1], weights[rest[-1]]) for rest in rests])
        return branch

    def read_all(self, char: str) -> Find:
        """Put everything known of `char` into a dict, since it is met often."""
        lone, single, _ = self[char]
        find = self._read_all(char).get
        self[char] = (lone, single, find)
        return find

    def holds(self, word: str) -> bool:
        """Whether `word`, of two characters or more, is a word."""
        follower = self[word[0]][2](word[1])
        if isinstance(follower, str):
            follower = self.tail(follower)
        weight: float | None
        weight, thirds = follower if isinstance(follower, tuple) else (follower, {})
        if len(word) > 2:
            third = thirds.get(word[2])
            if isinstance(third, str):
                third = self.keep_branch(thirds, word[2], third)
            weight, rests = third if isinstance(third, tuple) else (third, ())
            if len(word) > 3:
                weight = dict(rests).get(word[3:])
        return weight is not None and weight > -inf

    def _read_all(self, char: str) -> dict[str, Follower]:
        _, pairs, codes, seconds, _, tails = (self._store.shard(char) or _NOTHING).split("\n", 5)
        followers: dict[str, Follower] = dict(zip(pairs, map(self._weigh, codes), strict=True))
        followers.update(zip(seconds, tails.split("\n"), strict=False))  # the last line has a line end too
        for rest, weight in self._user.get(char, {}).items():
            if rest:
                self._add(followers, rest, weight)
        self._full[char] = followers
        return followers

    def _add(self, followers: dict[str, Follower], rest: str, weight: float) -> None:
        """Lay a word of the user's over what follows; `rest` is the word from its second character on."""
        known = followers.get(rest[0], -inf)
        if isinstance(known, str):
            known = self.tail(known)
        own, thirds = known if isinstance(known, tuple) else (known, {})
        if len(rest) == 1:
            own = weight
        else:
            self._add_third(thirds, rest[1:], weight)
        followers[rest[0]] = (own, thirds) if thirds else own

    def _add_third(self, thirds: dict[str, Third], rest: str, weight: float) -> None:
        known = thirds.get(rest[0], -inf)
        if isinstance(known, str):
            known = self.keep_branch(thirds, rest[0], known)
        own, rests = known if isinstance(known, tuple) else (known, ())
        if len(rest) == 1:
            own = weight
        else:
            others = [pair for pair in rests if pair[0] != rest[1:]]
            rests = tuple(sorted([*others, (rest[1:], weight)], key=_length))
        thirds[rest[0]] = (own, rests) if rests else own


class _Seldom:
    """What follows a character met now and then: found in the text of the store, until that costs more than a dict."""

    __slots__ = ("_char", "_codes", "_dictionary", "_left", "_pairs", "_read", "_seconds", "_starts", "_tails")

    def __init__(
        self, dictionary: Dictionary, char: str, pairs: str, codes: str, seconds: str, starts: str, tails: str
    ) -> None:
        self._dictionary, self._char = dictionary, char
        self._pairs, self._codes = pairs, codes
        self._seconds, self._starts, self._tails = seconds, starts, tails
        self._read: dict[str, Tail] = {}
        self._left = 4 + (len(pairs) + len(seconds)) // 8

    def find(self, second: str) -> Follower | None:
        """What is known of the character with `second` behind it."""
        self._left -= 1
        if self._left < 0:
            return self._dictionary.read_all(self._char)(second)
        at = self._pairs.find(second)
        if at >= 0:
            return self._dictionary.weight(self._codes[at])
        at = self._seconds.find(second)
        if at < 0:
            return None
        tail = self._read.get(second)
        if tail is None:
            start = int(self._starts[_WIDTH * at : _WIDTH * (at + 1)], 16)
            tail = self._read[second] = self._dictionary.tail(self._tails[start : self._tails.index("\n", start)])
        return tail


def _length(pair: tuple[str, float]) -> int:
    return len(pair[0])
