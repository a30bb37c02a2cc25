"""Decisions: cases as data."""

from __future__ import annotations

from typing import Any

import pytest

from reading import check_provenance, load_cases, read


@pytest.mark.parametrize("case", load_cases("decision"), ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    minutes = read(case["input"])
    found = [[d.verb, d.matter] + ([d.condition] if d.condition else []) for d in minutes.decisions]
    assert found == case["decisions"]
    check_provenance(case["input"], minutes)


def test_decisions_stand_in_the_order_of_the_text_and_name_their_directive() -> None:
    text = "会议议定：\n1.同意启动清淤工程。\n2.原则同意《节水办法》，按会议意见修改后印发。"
    decisions = read(text).decisions
    assert [d.directive for d in decisions] == ["2", "3"]  # 会议议定 itself is the first
    assert [d.span for d in decisions] == sorted(d.span for d in decisions)
    assert text[slice(*decisions[1].span)] == "原则同意《节水办法》，按会议意见修改后印发"
