"""Bytes to text: encodings told apart, what has no length removed, what is no text refused with a remedy."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minutes_cli.cli import messages
from minutes_cli.errors import SourceError
from minutes_cli.sources import read_source, source_from_bytes, source_from_text
from minutes_cli.sources.binary import KINDS
from minutes_cli.sources.clean import clean
from minutes_cli.sources.problems import PROBLEMS

SIMPLIFIED = "7月31日下午，局长林知远主持召开局务会议，研究部署防汛工作。\n会议强调，一要压实责任，二要抓好落实。\n"
TRADITIONAL = "7月31日下午，局長林知遠主持召開局務會議，研究部署防汛工作。\n會議強調，一要壓實責任，二要抓好落實。\n"


@pytest.mark.parametrize(
    ("text", "codec", "reported"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED, "utf-16-le", "utf-16"),
        (SIMPLIFIED, "utf-16-be", "utf-16"),
        (SIMPLIFIED, "utf-32", "utf-32"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "cp950", "big5"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-16-be", "utf-16"),
        ("会议", "gbk", "gb18030"),
        ("minutes, in plain ASCII\n", "ascii", "utf-8"),
        ("a\nb\n", "utf-16-le", "utf-16"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_the_encoding_is_told_by_the_bytes(text: str, codec: str, reported: str) -> None:
    source = source_from_bytes(text.encode(codec))
    assert source.text == text
    assert source.source.encoding == reported
    assert source.source.length == len(text)
    assert not source.findings


@pytest.mark.parametrize(
    "mark", [codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), b"\x84\x31\x95\x33" + SIMPLIFIED.encode("gb18030")]
)
def test_other_byte_order_marks(mark: bytes) -> None:
    assert source_from_bytes(mark).text == SIMPLIFIED


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16", "utf-32"])
def test_a_last_character_cut_off_is_a_finding(codec: str) -> None:
    source = source_from_bytes(SIMPLIFIED.rstrip().encode(codec)[:-1])
    assert source.text == SIMPLIFIED.rstrip()[:-1]
    assert [finding.code for finding in source.findings] == ["truncated"]


def test_an_encoding_that_is_named_is_obeyed() -> None:
    data = TRADITIONAL.encode("big5")
    assert source_from_bytes(data, encoding="cp950").source.encoding == "cp950"
    assert source_from_bytes(data, encoding="BIG5").text == TRADITIONAL
    with pytest.raises(SourceError) as error:
        source_from_bytes(data, encoding="utf-8")
    assert error.value.code == "wrong_encoding"
    for nonsense in ("klingon", "rot13", "a\0b"):
        with pytest.raises(SourceError) as error:
            source_from_bytes(data, encoding=nonsense)
        assert error.value.code == "unknown_encoding"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"PK\x03\x04....word/document.xml", "docx"),
        (b"PK\x03\x04....OFD.xml", "ofd"),
        (b"PK\x03\x04....xl/workbook.xml", "spreadsheet"),
        (b"PK\x03\x04....a.txt", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "doc"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"\x7fELF\x02", "program"),
        (bytes(range(256)), "other"),
        (b"\x01\x02\x03\x04\x05\x06\x07", "other"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(SourceError) as error:
        source_from_bytes(data)
    assert (error.value.code, error.value.details["kind"]) == ("binary", kind)
    assert KINDS[kind].what in str(error.value)
    assert KINDS[kind].remedy in str(error.value)


@pytest.mark.parametrize(
    "data", [b"\x81", b"\xff\xfe\x00", "会议纪要".encode() + b"\xff\xff\xff def", b"\xef\xbb\xbf\xff"]
)
def test_bytes_in_no_encoding_are_refused(data: bytes) -> None:
    with pytest.raises(SourceError) as error:
        source_from_bytes(data)
    assert error.value.code == "encoding"
    assert "--encoding" in str(error.value)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("一\r\n二\r三\n", "一\n二\n三\n"),
        ("\ufeff会\u200b议\u200d强\xad调\u2060", "会议强调"),
        ("第一页\x0c第二页\x0b\u2028末\x85", "第一页\n第二页\n\n末\n"),
        ("铃\x07声\x1b\x9b", "铃声"),
        ("葛\U000e0100城\ufe0f", "葛城"),
        ("\u202e倒\u2069", "倒"),
        ("何　静\t主持", "何　静\t主持"),
        ("會(huì)議強(qiáng)調(diào),幹部們(men)", "會議強調,幹部們"),
        ("局长陈喆(zhé)主持，长5公里(km)、编码(ab)", "局长陈喆(zhé)主持，长5公里(km)、编码(ab)"),
    ],
)
def test_what_has_no_length_is_removed(before: str, after: str) -> None:
    assert clean(before) == after
    assert source_from_text(before).text == after


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\r" not in once
    once.encode("utf-8")


def test_lone_surrogates_become_writable() -> None:
    assert source_from_text("会\ud800议").text == "会\ufffd议"


@given(st.text(max_size=200))
@example("\x000")
def test_any_utf8_text_is_read_or_called_binary(text: str) -> None:
    try:
        source = source_from_bytes(text.encode("utf-8"))
    except SourceError as error:
        assert error.code == "binary"
    else:
        is_wide = "\0" in text and source.source.encoding == "utf-16"  # a text of NULs may be UTF-16 without its BOM
        assert is_wide or source.text == clean(text.removeprefix("\ufeff"))


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_source_error(data: bytes) -> None:
    try:
        source_from_bytes(data)
    except SourceError as error:
        assert error.code in PROBLEMS


@pytest.mark.parametrize("text", ["会议纪\ufffd", "锟斤拷会议"])
def test_text_broken_before_is_remarked(text: str) -> None:
    (finding,) = source_from_text(text).findings
    assert finding.code == "mojibake"
    assert finding.span is not None
    assert text[slice(*finding.span)] in ("\ufffd", "锟斤拷")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "无.txt", "missing"), (tmp_path, "directory"), (tmp_path / "a\0b", "unreadable")):
        with pytest.raises(SourceError) as error:
            read_source(path)
        assert error.value.code == code
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SourceError) as error:
        read_source(tmp_path / "file" / "below")
    assert error.value.code == "missing"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_bytes(b"x")
    path.chmod(0)
    with pytest.raises(SourceError) as error:
        read_source(path)
    assert error.value.code == "permission"


def test_a_file_too_large_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minutes_cli.sources.read.LARGEST", 1)
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * (2 << 20))
    with pytest.raises(SourceError) as error:
        read_source(path)
    assert error.value.code == "large"


def test_every_problem_has_its_sentence_in_chinese() -> None:
    assert messages.PROBLEMS.keys() == PROBLEMS.keys()
    assert messages.BINARY_KINDS.keys() == KINDS.keys()
    for code, english in PROBLEMS.items():
        assert _placeholders(messages.PROBLEMS[code]) <= _placeholders(english) | {"path"}


def _placeholders(template: str) -> set[str]:
    from string import Formatter

    return {name for _, name, _, _ in Formatter().parse(template) if name}
