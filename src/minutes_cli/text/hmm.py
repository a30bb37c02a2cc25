"""jieba's hidden Markov model: how a run of characters that the dictionary does not join falls into words.

The Viterbi recursion is written out state by state. Sums are taken in jieba's order and ties go to the state whose
letter is greater, as they do in its ``max`` over tuples, so that the words are the same to the last bit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

Row = tuple[float, float, float, float]
"""Emissions of a character, logarithms: begin, end, middle, single."""

_HAN = re.compile("([\u4e00-\u9fd5]+)")
_OTHER = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
_FROM_SINGLE, _FROM_MIDDLE, _MIDDLE_ON, _SINGLE_ON = 1, 2, 4, 8


class Model:
    """The model: `start` in the order of `Row`, `transitions` in the order BE BM EB ES ME MM SB SS, `row` on demand.

    `forced` words are always taken apart (jieba's words of frequency 0).
    """

    def __init__(
        self,
        start: Sequence[float],
        transitions: Sequence[float],
        row: Callable[[str], Row],
        forced: frozenset[str] = frozenset(),
    ) -> None:
        self._start = tuple(start)
        self._transitions = tuple(transitions)
        self._row = row
        self._forced = forced

    def cut(self, run: str) -> list[str]:
        """The words of `run`, which may hold Latin letters and digits."""
        words: list[str] = []
        for at, piece in enumerate(_HAN.split(run)):
            if at % 2 == 0:
                words += filter(None, _OTHER.split(piece))
            elif self._forced:
                for word in self._cut_han(piece):
                    words += word if word in self._forced else (word,)
            else:
                words += self._cut_han(piece)
        return words

    def _cut_han(self, run: str) -> list[str]:
        row = self._row
        begin_end, begin_middle, end_begin, end_single, middle_end, middle_on, single_begin, single_on = (
            self._transitions
        )
        begin, end, middle, single = (start + emitted for start, emitted in zip(self._start, row(run[0]), strict=True))
        trail = []
        for char in run[1:]:
            at_begin, at_end, at_middle, at_single = row(char)
            from_end, from_single = end + end_begin + at_begin, single + single_begin + at_begin
            to_middle, stay_middle = begin + begin_middle + at_middle, middle + middle_on + at_middle
            close_pair, close_long = begin + begin_end + at_end, middle + middle_end + at_end
            after_end, after_single = end + end_single + at_single, single + single_on + at_single
            choice = 0
            if from_single >= from_end:
                begin, choice = from_single, _FROM_SINGLE
            else:
                begin = from_end
            if close_long >= close_pair:
                end, choice = close_long, choice | _FROM_MIDDLE
            else:
                end = close_pair
            if stay_middle >= to_middle:
                middle, choice = stay_middle, choice | _MIDDLE_ON
            else:
                middle = to_middle
            if after_single >= after_end:
                single, choice = after_single, choice | _SINGLE_ON
            else:
                single = after_end
            trail.append(choice)
        return _words(run, trail, "S" if single >= end else "E")


def _words(run: str, trail: list[int], state: str) -> list[str]:
    """Walk the choices back from the last state; a word ends wherever the state is E or S."""
    ends = []
    for at in range(len(run), 0, -1):
        if state in "ES":
            ends.append(at)
        if at == 1:
            break
        choice = trail[at - 2]
        if state == "B":
            state = "S" if choice & _FROM_SINGLE else "E"
        elif state == "E":
            state = "M" if choice & _FROM_MIDDLE else "B"
        elif state == "M":
            state = "M" if choice & _MIDDLE_ON else "B"
        else:
            state = "S" if choice & _SINGLE_ON else "E"
    words, start = [], 0
    for stop in reversed(ends):
        words.append(run[start:stop])
        start = stop
    return words
