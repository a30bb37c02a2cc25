"""Removes, once and before there are any offsets, what has no length on the page.

Everything later counts code points of the cleaned text, the text that ``minutes text FILE`` prints.
"""

from __future__ import annotations

import re

_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_WITHOUT_LENGTH = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls; tab and line feed stay
    "\xad\u061c\u180e"  # soft hyphen, marks of other scripts
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero-width and direction marks
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb"  # variation selectors, BOM, annotation marks
    "\U000e0000-\U000e01ef"  # tags and ideographic variation selectors
    "]"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_READING = re.compile(rf"\((?<=[\u3400-\u9fff]\()[a-zü]{{0,4}}[{_TONED}][a-z]{{0,3}}\)")
_TONELESS_READING = re.compile(r"\((?<=[\u3400-\u9fff]\()(?:men|me|de|le|zhe|ma|ne|zi|tou|ge)\)")
_READINGS_OF_A_CONVERTER = 3


def clean(text: str) -> str:
    r"""Return `text` with line ends as ``\n`` and without characters that take no room.

    Form feeds, vertical tabs and Unicode line separators end a line too. Lone surrogates, which no encoding can
    write, become U+FFFD. Readings that a converter set behind the characters it was unsure of are nobody's words.

    >>> clean("会\u200b议\r\n强\xad调\x0c")
    '会议\n强调\n'
    >>> clean("縣委書記(jì)主持召開(kāi)會(huì)議")
    '縣委書記主持召開會議'
    """
    text = _LINE_BREAKS.sub("\n", text)
    text = _WITHOUT_LENGTH.sub("", text)
    text = _without_readings(text)
    return _LONE_SURROGATE.sub("\ufffd", text)


def _without_readings(text: str) -> str:
    """One reading (陈喆(zhé)) is the author's help with a rare name; several are a converter's, and go."""
    if len(_READING.findall(text)) < _READINGS_OF_A_CONVERTER:
        return text
    return _TONELESS_READING.sub("", _READING.sub("", text))
