"""jieba's words, by a store that loads fast.

The words are those of ``jieba.cut(text)`` (accurate mode, with the model), to the last one: the same dictionary, the
same model, the same arithmetic in the same order. What differs is that the dictionary is not loaded but read where
the text asks for it, and that the graph of words and its best path are found in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from math import inf
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from minutes_cli.text.dictionary import Dictionary
from minutes_cli.text.hmm import Model
from minutes_cli.text.jieba_files import STATES, idf_store, tag_store, word_store
from minutes_cli.text.keywords import weigh
from minutes_cli.text.word_values import WordValues

if TYPE_CHECKING:
    from minutes_cli.text.user_words import UserWords

_HAN = re.compile("([\u4e00-\u9fd5a-zA-Z0-9+#&._%\\-]+)")
_MOST_RUNS, _LONGEST_RUN = 20_000, 8


class Segmenter:
    """Cuts text into words exactly as jieba's default mode does (``jieba.cut(text)``).

    `userdicts` are files of further words in jieba's own format. Nothing is read before the first word is cut, except
    those; call `load` before forking workers, so that they share the store.

    >>> Segmenter().cut("会议强调，要抓好安全生产。")
    ['会议', '强调', '，', '要', '抓好', '安全', '生产', '。']
    """

    engine = "jieba"
    """What cuts: named in what is derived from words that another engine might cut otherwise."""

    def __init__(self, userdicts: Iterable[str | Path] = ()) -> None:
        self._user: UserWords | None = None
        self._nodes: Dictionary | None = None
        self._model: Model | None = None
        self._runs: dict[str, list[str]] = {}
        self._tags = WordValues(tag_store, str, lambda _: "")
        self._idf = WordValues(idf_store, float, itemgetter(0))
        files = list(userdicts)
        if files:
            from minutes_cli.text.user_words import UserWords

            self._user = UserWords(word_store())
            for path in files:
                self._user.load(path)

    def load(self) -> Dictionary:
        """Open the store, which is built where there is none yet (about a second, once)."""
        if self._nodes is None:
            store, user = word_store(), self._user
            nodes = Dictionary(store, user.frequencies, user.total) if user else Dictionary(store)
            start, transitions = store.numbers[1 : 1 + len(STATES)], store.numbers[1 + len(STATES) :]
            self._model = Model(start, transitions, nodes.emissions, frozenset(user.forced if user else ()))
            self._nodes = nodes
        return self._nodes

    def cut(self, text: str) -> list[str]:
        """The words of `text`, in order; joined they are `text`."""
        words: list[str] = []
        self.load()
        for at, block in enumerate(_HAN.split(text)):
            if at % 2:
                self._cut_block(block, words)
            elif "\r\n" not in block:
                words += block
            else:
                first, *others = block.split("\r\n")
                words += first
                for piece in others:
                    words.append("\r\n")
                    words += piece
        return words

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """The words of `cut` with their parts of speech: the user's, else those of jieba's dictionary.

        Words of neither are ``m`` (numbers), ``eng`` (Latin letters) or ``x`` (punctuation and what only the model
        joined). This is *not* ``jieba.posseg``, which has a model of its own and cuts otherwise.

        >>> Segmenter().tagged("会议审议12项")
        [('会议', 'n'), ('审议', 'v'), ('12', 'm'), ('项', 'n')]
        """
        return [(word, self._tag(word)) for word in self.cut(text)]

    def keywords(self, words: Sequence[str], top: int = 20, *, numbers: bool = False) -> list[tuple[str, float]]:
        """The `top` most telling of `words` with their weights; words already cut, so nothing is cut twice.

        TF-IDF as ``jieba.analyse.extract_tags`` weighs it. Equal weights stand in the order of first occurrence.
        Figures and ordinals (``2019``, ``95%``, ``第一``, ``二是``) weigh as in jieba but are left out, unless
        `numbers` is true: they tell nothing of what a meeting was about.
        """
        return weigh(words, self._idf, top, numbers=numbers)

    def _tag(self, word: str) -> str:
        if self._user and word in self._user.tags:
            return self._user.tags[word]
        tag = self._tags[word]
        if tag:
            return tag
        if re.fullmatch(r"[.0-9]+%?", word):
            return "m"
        return "eng" if re.fullmatch(r"[a-zA-Z0-9]+(?:\.\d+)?%?", word) else "x"

    def _cut_block(self, block: str, words: list[str]) -> None:
        """Append the words of `block`, one run of what jieba's dictionary is asked about."""
        sizes = _best_path(block, self.load())
        length = len(block)
        start = at = 0  # block[start:at] is a run of single characters not yet appended
        while at < length:
            size = sizes[at]
            if size == 1:
                at += 1
                continue
            if start < at:
                words += self._cut_run(block[start:at])
            start = at + size
            words.append(block[at:start])
            at = start
        if start < at:
            words += self._cut_run(block[start:at])

    def _cut_run(self, run: str) -> Sequence[str]:
        """The words of a run of characters that the best path leaves single."""
        if len(run) == 1:
            return run
        found = self._runs.get(run)
        if found is None:
            assert self._model is not None
            found = list(run) if self.load().holds(run) else self._model.cut(run)
            if len(run) <= _LONGEST_RUN:
                if len(self._runs) >= _MOST_RUNS:
                    self._runs.clear()
                self._runs[run] = found
        return found


def _best_path(block: str, nodes: Dictionary) -> list[int]:
    """For each character of `block`, how long the word is that begins there on the best path from there on.

    Every character is visited once, from right to left, when the best score of each of its continuations is known:
    ``scores[k]`` is that of ``block[k:]``, kept at hand for the next three. Of equal scores the longer word's wins.
    """
    at = len(block)
    scores, sizes = [0.0] * (at + 1), [1] * at
    one_on = two_on = three_on = 0.0
    following = second = "\n"  # behind the last character: begins nothing
    for char in block[::-1]:
        at -= 1
        lone, single, find = nodes[char]
        follower = find(following)
        if follower is None:
            score = lone + one_on
        else:
            score = single + one_on
            if isinstance(follower, float):
                other = follower + two_on
                if other >= score:
                    score, sizes[at] = other, 2
            else:
                if isinstance(follower, str):
                    follower = nodes.keep_tail(char, following, follower)
                pair, thirds = follower
                other = pair + two_on
                if other >= score:
                    score, sizes[at] = other, 2
                third = thirds.get(second)
                if third is not None:
                    if isinstance(third, float):
                        other = third + three_on
                        if other >= score:
                            score, sizes[at] = other, 3
                    else:
                        if isinstance(third, str):
                            third = nodes.keep_branch(thirds, second, third)
                        weight, rests = third
                        other = weight + three_on
                        if other >= score:
                            score, sizes[at] = other, 3
                        for rest, weight in rests:
                            if block.startswith(rest, at + 3):
                                other = weight + scores[at + 3 + len(rest)]
                                if other >= score:
                                    score, sizes[at] = other, 3 + len(rest)
            if score == -inf:  # beginnings of words only, no word
                score, sizes[at] = lone + one_on, 1
        scores[at] = score
        one_on, two_on, three_on = score, one_on, two_on
        following, second = char, following
    return sizes


@cache
def default_segmenter() -> Segmenter:
    """The segmenter without user words, one a process."""
    return Segmenter()
