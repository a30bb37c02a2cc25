"""Indicators: cases as data, and what holds for every one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from minutes_cli import parse_text
from minutes_cli.extract.quantity import quantities
from minutes_cli.lexicon import default_lexicon
from minutes_cli.models import Indicator
from reading import work

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "indicator.yaml").read_text(encoding="utf-8")
)


def _shown(indicator: Indicator, keys: list[str]) -> dict[str, Any]:
    """The fields `keys` of `indicator` as a case writes them."""
    fields = indicator.model_dump()
    fields["period"] = indicator.period.text if indicator.period else None
    fields["mentions"] = len(indicator.mentions)
    return {key: fields[key] for key in keys}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    minutes = parse_text(case["input"])
    found, expected = minutes.indicators, case["indicators"]
    shown = [_shown(i, list(e)) for i, e in zip(found, expected, strict=False)]
    assert shown == expected and len(found) == len(expected), [(i.name, i.value, i.unit) for i in found]
    codes = [f.code for f in minutes.findings if f.code == "count_mismatch"]
    assert codes == case.get("findings", [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_value_is_in_the_text(case: dict[str, Any]) -> None:
    text = case["input"]
    minutes = parse_text(text)
    known = {entry.id for entry in default_lexicon()}
    for indicator in minutes.indicators:
        assert text[slice(*indicator.span)] == indicator.text
        assert indicator.span == indicator.mentions[0]
        assert all(text[slice(*m)].replace(" ", "") for m in indicator.mentions)
        assert indicator.rule in known
        if indicator.value_span is not None:
            assert any(c.isdigit() or c in "百分" for c in text[slice(*indicator.value_span)])


def test_blanks_inside_a_name_are_dropped_from_its_normal_form() -> None:
    (indicator,) = parse_text("供水 普及率 达到 98 %。").indicators
    assert (indicator.name, indicator.text, indicator.value, indicator.unit) == ("供水普及率", "供水 普及率", 98, "%")


def test_traditional_characters_are_read() -> None:
    (indicator,) = parse_text("會議強調，確保森林覆蓋率達到43%。").indicators
    assert (indicator.text, indicator.value, indicator.comparator) == ("森林覆蓋率", 43, ">=")


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("95%以上", 95, "%", ">="),
        ("1.5%以下", 1.5, "%", "<="),
        ("3.2万亿元", 3.2, "万亿元", None),
        ("415.7万吨标准煤左右", 415.7, "万吨标准煤", "~"),
        ("31微克/立方米", 31, "微克/立方米", None),
        ("1,204.6平方公里", 1204.6, "平方公里", None),
        ("百分之九点五", 9.5, "%", None),
        ("2个百分点", 2, "个百分点", None),
        ("5%—6%", None, "%", None),
        ("0.023，", 0.023, None, None),
    ],
)
def test_quantity(text: str, value: float | None, unit: str | None, bound: str | None) -> None:
    found = list(quantities(default_lexicon()).find(text.replace(",", "，"), text))
    assert [(q.value, q.unit, q.bound) for q in found] == [(value, unit, bound)]


@pytest.mark.parametrize("text", ["7月31日", "第37次会议", "2019年度", "PM2.5", "4个月", "“136”思路"])
def test_no_quantity(text: str) -> None:
    assert list(quantities(default_lexicon()).find(text, text)) == []


@pytest.mark.parametrize(
    "soup",
    ["率" * 4000, "指标包括" * 1500, "A率、" * 2000, "1" * 6000, "占比重的" * 1500, "（" * 3000 + "率", "百分之" * 2000,
     "增长8%，" * 1500, "三项指标：" * 1200, "比上年提高" * 1200 + "5%", "提高、和率" * 1200],
)  # fmt: skip
def test_nothing_grows_faster_than_the_text(soup: str) -> None:
    """Four times the text takes about four times the work."""
    assert work(soup) < 6 * work(soup[: len(soup) // 4]) + 2000


def test_many_values_of_one_name_stay_linear() -> None:
    text = "".join(f"普及率为{i}.5%。" for i in range(3000))
    minutes = parse_text(text)
    assert len(minutes.indicators) == 3000
    assert sum(len(i.mentions) for i in minutes.indicators) == 3000
