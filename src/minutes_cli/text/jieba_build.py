"""Builds the stores of `jieba_files` from jieba's own files: a second or so, once."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minutes_cli.text.jieba_files import DICTIONARY, EMIT, FREQUENCIES, IDF, START, STATES, TRANS, TRANSITIONS
from minutes_cli.text.shards import pack

_NEVER = "-3.14e+100"  # jieba's logarithm of zero
_NO_CODE = "0"  # of what is no word; the codes of frequencies lie above ASCII
_BLANKS = " \t\r\x0b\x0c"
_EMISSION = re.compile(r"'([BEMS])': ?\{|'\\u([0-9a-f]{4})': ?(-?[\d.]+(?:e[+-]?\d+)?)")

_ByPair = dict[str, dict[str, str]]
"""A piece of text by first and second character."""


def build_words(folder: Path) -> bytes:
    """The bytes of `jieba_files.word_store`, from the files in `folder`."""
    frequencies: dict[str, int] = {}
    total = 0
    for word, frequency, _ in _dictionary_rows(folder):
        frequencies[word] = number = int(frequency)
        total += number  # a word that stands twice counts twice in the total, as in jieba
    distinct = sorted(set(frequencies.values()))
    codes = dict(zip(distinct, _codes(len(distinct)), strict=True))
    singles, pairs, tails = _grouped({word: codes[number] for word, number in frequencies.items()})
    emissions = _emissions((folder / EMIT).read_text("utf-8"))
    start: dict[str, float] = _literal(folder / START)
    trans: dict[str, dict[str, float]] = _literal(folder / TRANS)

    shards = {FREQUENCIES: _NO_CODE + "".join(codes.values()) + "\n0 " + " ".join(map(str, distinct))}
    for char in {*singles, *pairs, *tails, *emissions}:
        rows = emissions.get(char, {})
        first = " ".join((singles.get(char, _NO_CODE), *(rows.get(state, _NEVER) for state in STATES)))
        shards[char] = first + _pair_lines(pairs.get(char, {}), tails.get(char, {}))
    chances = [trans[step[0]][step[1]] for step in TRANSITIONS]
    return pack([total, *(start[state] for state in STATES), *chances], shards)


def build_idf(folder: Path) -> bytes:
    """The bytes of `jieba_files.idf_store`, from the file in `folder`."""
    values = dict(line.strip().split(" ") for line in (folder / IDF).read_text("utf-8").splitlines())
    median = sorted(map(float, values.values()))[len(values) // 2]
    return pack([median], _lines(values))


def build_tags(folder: Path) -> bytes:
    """The bytes of `jieba_files.tag_store`, from the dictionary in `folder`."""
    return pack([], _lines({word: tag for word, _, tag in _dictionary_rows(folder) if tag}))


def _dictionary_rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Word, frequency and part of speech of each line of jieba's dictionary."""
    for line in (folder / DICTIONARY).read_text("utf-8").split("\n"):
        word, frequency, tag = (*line.strip(_BLANKS).split(" "), "", "")[:3]
        if word and frequency:
            yield word, frequency, tag


def _codes(count: int) -> Iterator[str]:
    """As many different characters, none of them ASCII or a surrogate."""
    for number in range(0x100, 0x100 + count):
        yield chr(number if number < 0xD800 else number + 0x800)


def _grouped(codes: dict[str, str]) -> tuple[dict[str, str], _ByPair, _ByPair]:
    """Codes of single characters, codes of pairs, lines of longer words."""
    singles: dict[str, str] = {}
    pairs: _ByPair = defaultdict(dict)
    longer: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for word in sorted(codes, key=len):
        if len(word) == 1:
            singles[word] = codes[word]
        elif len(word) == 2:
            pairs[word[0]][word[1]] = codes[word]
        else:
            longer[word[:2]][word[2]].append(word[3:] + codes[word])
    tails: _ByPair = defaultdict(dict)
    for pair, thirds in longer.items():
        tails[pair[0]][pair[1]] = _tail(pairs.get(pair[0], {}).pop(pair[1], _NO_CODE), thirds)
    return singles, pairs, tails


def _tail(own: str, thirds: dict[str, list[str]]) -> str:
    """The line of a pair: `thirds` holds the rests, with their codes, of its longer words by third character."""
    plain, branches = {}, {}
    for third, rests in thirds.items():
        if len(rests) == 1 and len(rests[0]) == 1:
            plain[third] = rests[0]
        else:
            exact = rests.pop(0) if len(rests[0]) == 1 else _NO_CODE
            branches[third] = ",".join((exact, *rests))
    return " ".join((own, "".join(plain), "".join(plain.values()), "".join(branches), *branches.values()))


def _pair_lines(pairs: dict[str, str], tails: dict[str, str]) -> str:
    starts, at = [], 0
    for line in tails.values():
        starts.append(f"{at:06x}")
        at += len(line) + 1
    lines = ("".join(pairs), "".join(pairs.values()), "".join(tails), "".join(starts), *tails.values())
    return "\n".join(("", *lines, ""))


def _lines(values: dict[str, str]) -> dict[str, str]:
    lines: dict[str, list[str]] = defaultdict(list)
    for word, value in values.items():
        lines[word[0]].append(f"{word} {value}")
    return {char: "\n" + "\n".join(found) + "\n" for char, found in lines.items()}


def _emissions(source: str) -> _ByPair:
    """Emissions by character and state, as printed; to parse a megabyte of literals as Python takes far longer."""
    rows: _ByPair = defaultdict(dict)
    state = ""
    count = 0
    for match in _EMISSION.finditer(source):
        if match[1]:
            state = match[1]
        else:
            rows[chr(int(match[2], 16))][state] = match[3]
        count += 1
    if count != source.count(":"):  # printed otherwise than we know it
        rows = defaultdict(dict)
        for state, row in ast.literal_eval(source.partition("=")[2].strip()).items():
            for char, value in row.items():
                rows[char][state] = repr(value)
    return rows


def _literal(path: Path) -> Any:
    """The literal a file assigns."""
    return ast.literal_eval(path.read_text("utf-8").partition("=")[2].strip())
