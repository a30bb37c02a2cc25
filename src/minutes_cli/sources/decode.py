"""Bytes to text: BOM, then strict UTF-8, then the Chinese encodings, told apart by how common their characters are.

Strict GB18030 *accepts* most Big5 text, so trying one after the other is wrong: each candidate is decoded, and the
share of everyday hanzi decides (about two thirds in the right encoding, a few in a hundred in a wrong one). Only what
none of them explains is put to `chardet`.
"""

from __future__ import annotations

import codecs
from functools import cache
from pathlib import Path
from typing import NamedTuple

from minutes_cli.sources.binary import KINDS, binary_kind
from minutes_cli.sources.problems import problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
_CHINESE = ("gb18030", "big5", "cp950", "big5hkscs")
_WIDE = ("utf-16-le", "utf-16-be")
_SAMPLE = 20_000
"""Bytes looked at to tell encodings apart."""
_ENOUGH = 0.25
"""Share of everyday characters from which an encoding counts as the right one."""
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b"))


class Decoded(NamedTuple):
    """Text, the encoding it was in, and whether the bytes end within a character."""

    text: str
    encoding: str
    is_truncated: bool = False


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of `data`, read as `encoding` or as the encoding its bytes speak for.

    The encoding is reported by Python's name for it (`utf-8`, `utf-8-sig`, `gb18030`, `big5`, `utf-16` …). Raises
    SourceError for what is no text (`binary`) or in no known encoding (`encoding`).
    """
    kind = binary_kind(data)
    if kind is not None:
        raise problem("binary", what=kind.what, remedy=kind.remedy, kind=kind.code)
    if encoding is not None:
        return _forced(data, encoding)
    for mark, name, codec in _BOMS:
        if data.startswith(mark):
            found = _attempt(data[len(mark) :], codec)
            if found is None:
                raise problem("encoding", tried=name)
            return found._replace(encoding=name)
    if b"\0" not in data:
        found = _attempt(data, "utf-8")
        if found is not None:
            return _not_binary(data, found)
    return _guess(data)


def _attempt(data: bytes, codec: str) -> Decoded | None:
    """`data` as `codec`, strictly, but for a last character that is cut off; None where it breaks earlier."""
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError as error:
        if len(data) - error.start > 3 or error.start == 0:
            return None
        decoder = codecs.getincrementaldecoder(codec)()
        try:
            text = decoder.decode(data)
        except UnicodeDecodeError:
            return None
        # A cut ASCII text is no sign of this encoding: the odd bytes must have company.
        return None if text.isascii() else Decoded(text, codec, is_truncated=True)


def _forced(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise problem("unknown_encoding", encoding=encoding) from None
    try:
        text, is_truncated = data.decode(name), False
    except UnicodeDecodeError as error:
        found = _attempt(data, name)
        if found is None:
            raise problem("wrong_encoding", encoding=name, position=error.start) from None
        text, is_truncated = found.text, True
    except (LookupError, ValueError):  # codecs that make no text of bytes (base64, rot13)
        raise problem("unknown_encoding", encoding=encoding) from None
    return Decoded(text, name, is_truncated)


def _guess(data: bytes) -> Decoded:
    sample = data[:_SAMPLE]
    codecs_to_try = _WIDE if b"\0" in data else (*_CHINESE, *_WIDE)
    scores = [(_score(sample, codec), codec) for codec in codecs_to_try]
    for score, codec in sorted(scores, key=lambda pair: -pair[0]):
        if score < _ENOUGH:
            break
        found = _attempt(data, codec)
        if found is not None:
            return _not_binary(data, found._replace(encoding="utf-16" if codec in _WIDE else codec))
    return _ask_chardet(data)


def _score(sample: bytes, codec: str) -> float:
    """Share of everyday characters among those outside ASCII; 0 where the sample is not in `codec` at all."""
    try:
        text = codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return 0.0
    if codec in _WIDE and text.isascii():
        return 1.0 if text.isprintable() or "\n" in text else 0.0
    telling = [character for character in text if not character.isascii()]
    common = _everyday()
    return sum(character in common for character in telling) / len(telling) if telling else 0.0


@cache
def _everyday() -> frozenset[str]:
    """The 600 hanzi that are most frequent in jieba's dictionary, their traditional forms, and Chinese punctuation."""
    text = Path(__file__).with_name("common_hanzi.txt").read_text("utf-8")
    return frozenset(text.replace("\n", "") + "，。、；：？！“”（）《》〔〕　０１２３４５６７８９")


def _ask_chardet(data: bytes) -> Decoded:
    if b"\0" in data:
        raise _binary()
    import chardet

    guess = chardet.detect(data[:_SAMPLE])
    name, confidence = guess.get("encoding"), guess.get("confidence") or 0.0
    if name and confidence >= 0.5:
        found = _attempt(data, name)
        if found is not None and _reads_as_text(found.text):
            return _not_binary(data, found._replace(encoding=codecs.lookup(name).name))
    if _control_share(data) > 0.02:
        raise _binary()
    raise problem("encoding", tried="UTF-8, GB18030, Big5, UTF-16")


def _reads_as_text(text: str) -> bool:
    """Whether nearly all of it is letters, digits, punctuation and blanks."""
    sample = text[:_SAMPLE]
    odd = sum(not (c.isprintable() or c in "\n\r\t\x0b\x0c") for c in sample)
    return odd <= len(sample) * 0.005


def _not_binary(data: bytes, found: Decoded) -> Decoded:
    if found.encoding != "utf-16" and _control_share(data) > 0.1:
        raise _binary()
    return found


def _control_share(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return (len(sample) - len(sample.translate(None, _CONTROLS))) / len(sample) if sample else 0.0


def _binary() -> Exception:
    kind = KINDS["other"]
    return problem("binary", what=kind.what, remedy=kind.remedy, kind=kind.code)
