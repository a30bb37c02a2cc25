"""jieba's own dictionary, model and word weights, as stores that open in a millisecond.

The files are found beside the installed package without importing it: ``import jieba`` costs more than a whole
document. Their texts are read, never executed; what is made of them once (`jieba_build`) is kept in the user's cache.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from minutes_cli.errors import MinutesError
from minutes_cli.text.shards import Build, Shards

STATES = "BEMS"
"""The model's states, in the order in which rows are kept: begin, end, middle, single."""

TRANSITIONS = ("BE", "BM", "EB", "ES", "ME", "MM", "SB", "SS")

FREQUENCIES = "\n"
"""The key of the shard of `word_store` that says which frequency a code stands for."""

DICTIONARY = "dict.txt"
IDF = "analyse/idf.txt"
START, TRANS, EMIT = "finalseg/prob_start.py", "finalseg/prob_trans.py", "finalseg/prob_emit.py"

_LAYOUT = 1
"""To be raised when what `jieba_build` writes changes, so that no older file is taken for it."""


@cache
def jieba_folder() -> Path:
    """Where jieba is installed. Raises MinutesError where it is not."""
    spec = find_spec("jieba")
    for folder in (spec and spec.submodule_search_locations) or ():
        return Path(folder)
    raise MinutesError("jieba is not installed; install it with: pip install jieba")


@cache
def jieba_version() -> str:
    """The version jieba says it has, read from its first lines."""
    with (jieba_folder() / "__init__.py").open(encoding="utf-8") as stream:
        match = re.search(r"__version__\s*=\s*['\"]([\w.]{1,20})['\"]", stream.read(500))
    return match[1] if match else "unknown"


@cache
def word_store() -> Shards:
    """jieba's words and model: what `dictionary.Dictionary` reads.

    ``numbers`` are the sum of all frequencies, the model's start probabilities (`STATES`) and its transitions
    (`TRANSITIONS`). A frequency is written as one character, its *code*. The shard of a character has these lines:

    1. its code as a word and its emissions (`STATES`), between blanks;
    2. the second characters of words of two characters that no longer word begins with;
    3. their codes, one below the other;
    4. the second characters that longer words go on from;
    5. where the line of each of those starts among the following, six hexadecimal digits each;
    6. and on, between blanks: the code of the pair, the third characters of words of three characters that no longer
       word begins with, their codes, the third characters that longer words go on from, and for each of those, between
       commas: its code, then each rest of a longer word with its code behind it, shorter ones first.

    What is only the beginning of words has the code ``0``.
    The shard `FREQUENCIES` has all codes in one line, their frequencies in the next.
    """

    def build() -> bytes:
        from minutes_cli.text.jieba_build import build_words

        return build_words(jieba_folder())

    return _store("words", build, DICTIONARY, START, TRANS, EMIT)


@cache
def idf_store() -> Shards:
    """jieba's inverse document frequencies, a line a word (``词 11.2``) under the word's first character.

    ``numbers`` holds their median, which jieba gives to unknown words.
    """

    def build() -> bytes:
        from minutes_cli.text.jieba_build import build_idf

        return build_idf(jieba_folder())

    return _store("idf", build, IDF)


@cache
def tag_store() -> Shards:
    """The part of speech of each word of jieba's dictionary, a line a word (``词 n``) under its first character."""

    def build() -> bytes:
        from minutes_cli.text.jieba_build import build_tags

        return build_tags(jieba_folder())

    return _store("tags", build, DICTIONARY)


def _store(kind: str, build: Build, *files: str) -> Shards:
    folder = jieba_folder()
    # Hashing five megabytes would cost more than opening the store: size and time of change stand for the content.
    known = [(file, stat.st_size, stat.st_mtime_ns) for file in files for stat in [(folder / file).stat()]]
    return Shards(f"jieba-{jieba_version()}-{kind}-{_LAYOUT}-{crc32(repr(known).encode()):08x}.shards", build)
