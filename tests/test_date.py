"""Dates: the meeting's own and its year, as cases; the scanner's forms; what holds for every date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from minutes_cli.extract.calendar import add_months, add_working_days
from minutes_cli.lexicon import default_lexicon
from minutes_cli.models import Minutes
from minutes_cli.text.dates import DateScanner
from minutes_cli.text.fold import fold
from reading import check_provenance, load_cases, read, work

CASES = load_cases("date")
CODES = ("year_unknown", "impossible_date")


def _read(case: dict[str, Any]) -> Minutes:
    return read(case["input"], path=case.get("path", "-"), year=case.get("year"), date=case.get("date_option"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    minutes = _read(case)
    if case["date"] is None:
        assert minutes.date is None
    else:
        assert minutes.date is not None
        fields = minutes.date.model_dump()
        assert {key: fields[key] for key in case["date"]} == case["date"]
        assert fields["role"] == "meeting"
    assert sorted(f.code for f in minutes.findings if f.code in CODES) == case.get("findings", [])
    if "issued" in case:
        assert minutes.issued is not None and minutes.issued.text == case["issued"]
    if "dates" in case:
        assert [[d.text, d.role] for d in minutes.dates] == case["dates"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_date_is_in_the_text(case: dict[str, Any]) -> None:
    minutes = _read(case)
    check_provenance(case["input"], minutes)
    assert [d.span for d in minutes.dates] == sorted(d.span for d in minutes.dates)
    for found in minutes.dates:
        assert (found.resolved is None) == (found.basis is None)
        for day in (found.resolved or "").split("/"):
            assert not day or date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今年3月至5月", ["今年3月至5月"]),
        ("1-10月、1至8月", ["1-10月", "1至8月"]),
        ("2021-2025年", ["2021-2025年"]),
        ("20190731", ["20190731"]),
        ("第三季度、明年上半年、月底", ["第三季度", "明年上半年", "月底"]),
        ("8月15日18时前、12月25日下午2：30-4：00", ["8月15日18时前", "12月25日下午2：30-4：00"]),
        ("近日，昨天下午，上周五", ["近日", "昨天下午", "上周五"]),
        ("三年行动、5年内、第37次、十五五、一要、3号楼、2010亩、0517-83812345", []),
        ("2019.75万元、1.2.3、统一日程、每年底子", []),
    ],
)
def test_scanner(text: str, found: list[str]) -> None:
    folded = fold(text)
    assert [text[e.start : e.tail] for e in DateScanner(default_lexicon()).scan(folded)] == found


def test_working_days_are_monday_to_friday() -> None:
    wednesday = date(2019, 7, 31)
    days = [add_working_days(wednesday, count) for count in (1, 2, 3, 5, 10)]
    assert days == [date(2019, 8, day) for day in (1, 2, 5, 7, 14)]
    assert add_working_days(date(2019, 8, 3), 1) == add_working_days(date(2019, 8, 4), 1) == date(2019, 8, 5)


def test_a_month_on_from_its_last_day() -> None:
    assert add_months(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert add_months(date(2019, 12, 31), 2) == date(2020, 2, 29)


@pytest.mark.parametrize(
    "soup",
    ["1" * 6000, "年月日" * 2000, "7月" * 3000, "2019年" * 1500, "7月31日至" * 1200, "10日和" * 2000, "二" * 6000,
     "今天（" * 2000, "十四五" * 2000, "3日内" * 2000, "到2025年前" * 1000, "每月" * 3000, "会后" * 3000, "抓紧" * 999],
)  # fmt: skip
def test_nothing_grows_faster_than_the_text(soup: str) -> None:
    """Four times the text takes about four times the work."""
    assert work(soup) < 6 * work(soup[: len(soup) // 4]) + 2000
