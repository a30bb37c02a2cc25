"""Agenda items: cases as data, and what kind of thing they are."""

from __future__ import annotations

from typing import Any

import pytest

from reading import check_provenance, load_cases, read


@pytest.mark.parametrize("case", load_cases("agenda"), ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    minutes = read(case["input"])
    assert [f"{item.action or '-'} {item.topic}" for item in minutes.agenda] == case["agenda"]
    check_provenance(case["input"], minutes)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("会议学习《云泽县节水办法》。", "document"),
        ("会议传达省委全会精神。", "meeting"),
        ("会议学习习近平总书记在青岚考察时的重要讲话精神。", "speech"),
        ("会议听取防汛工作情况汇报。", "report"),
        ("会议研究供水保障。", "matter"),
    ],
)
def test_object(sentence: str, kind: str) -> None:
    (item,) = read(sentence).agenda
    assert item.object == kind


def test_an_item_under_a_heading_names_its_directive() -> None:
    opening = "局务会议纪要\n8月3日，林知远主持召开局务会。\n"
    text = opening + "一、保障供水\n会议听取了供水工作汇报。\n二、节约用水\n会议要求，抓好落实。"
    (item,) = read(text).agenda
    assert item.topic == "供水工作汇报" and (item.directive or "").startswith("1")
