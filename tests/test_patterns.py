"""Compiled patterns kept from run to run: the same patterns, and never an error of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minutes_cli.cli import patterns
from minutes_cli.cli.patterns import PatternStore, keep_compiled_patterns

_sre: Any = pytest.importorskip("_sre")
_compiler: Any = pytest.importorskip("re._compiler")

PATTERNS = [
    (r"会议(?:指出|强调)?", 0),
    (r"(?P<year>\d{4})年(?P<month>\d{1,2})月", 0),
    (r"(?<!统)一要(?![点素])", 0),
    (r"[一二三四五六七八九十]{1,3}[、.．]", 0),
    (r"^\s*(a)|(b)(?P<c>c)?$", re.MULTILINE | re.IGNORECASE),
    (r"(?s:.)x", re.VERBOSE),
    ("", 0),
]
TEXT = "会议指出，2021年3月，统一要求，一要抓落实。\n  A\nbc\n二、其他"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MINUTES_CACHE_DIR", str(tmp_path))
    plain = _compiler.compile
    yield tmp_path
    _compiler.compile = plain


def found(pattern: re.Pattern[str]) -> list[object]:
    return [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in pattern.finditer(TEXT)]


def test_a_kept_pattern_finds_what_the_plain_one_finds(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_WORTH_KEEPING", 1)
    plain = [_compiler.compile(text, int(flags)) for text, flags in PATTERNS]
    first = PatternStore(_compiler, _sre)
    made = [first.compile(text, int(flags)) for text, flags in PATTERNS]
    first.save()
    assert len(list(cache.iterdir())) == 1
    second = PatternStore(_compiler, _sre)
    monkeypatch.setattr(second, "_make", None)  # everything must come from memory
    kept = [second.compile(text, int(flags)) for text, flags in PATTERNS]
    for one, two, three in zip(plain, made, kept, strict=True):
        assert one == two == three
        assert (one.pattern, one.flags, one.groups, one.groupindex) == (
            three.pattern, three.flags, three.groups, three.groupindex,
        )  # fmt: skip
        assert found(one) == found(two) == found(three)


@pytest.mark.parametrize("damage", [b"", b"x", b"\0\0\0\0", b"\x12\x34\x56\x78garbage"])
def test_a_damaged_file_is_made_again(cache: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    monkeypatch.setattr(patterns, "_WORTH_KEEPING", 1)
    store = PatternStore(_compiler, _sre)
    (cache / store._name).write_bytes(damage)
    again = PatternStore(_compiler, _sre)
    assert again.compile("a+").findall("baab") == ["aa"]
    again.save()
    assert PatternStore(_compiler, _sre)._kept == again._kept


def test_a_wrong_pattern_is_still_an_error(cache: Path) -> None:
    store = keep_compiled_patterns()
    assert store is not None
    with pytest.raises(re.error):
        re.compile("(一要")
    assert re.compile(rb"\d").findall(b"a1") == [b"1"]
    assert re.findall("(?i)a", "aA") == ["a", "A"]
    assert list(cache.iterdir()) == []


def test_no_cache_folder_is_no_hindrance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_CACHE_DIR", "")
    store = PatternStore(_compiler, _sre)
    assert store.compile("一").match("一") is not None
    store.save()
