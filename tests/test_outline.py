"""The tree of directives, case by case, and what it promises of every place."""

from __future__ import annotations

from typing import Any

import pytest

from minutes_cli.models import Directive
from minutes_cli.structure.orders import same_frame
from reading import check_provenance, load_cases, outline, read

OUTLINE_CODES = {"ordinal_gap", "ordinal_repeated", "count_mismatch"}


@pytest.mark.parametrize("case", load_cases("outline"), ids=lambda case: case["id"])
def test_outline(case: dict[str, Any]) -> None:
    minutes = read(case["input"])
    assert outline(minutes) == case["outline"]
    check_provenance(case["input"], minutes)
    if "findings" in case:
        assert sorted({f.code for f in minutes.findings} & OUTLINE_CODES) == sorted(case["findings"])


def test_text_heading_and_body_of_a_node() -> None:
    text = "一要压实责任。各镇要逐级签约；二要强化督查。每月通报一次。"
    first, second = read(text).directives
    assert (first.heading, first.body) == ("压实责任", "各镇要逐级签约；")
    assert (second.text, second.body) == ("强化督查。每月通报一次。", "每月通报一次。")
    assert second.marker_span == (15, 17)
    assert second.heading_span == (17, 21)


def test_force_is_the_strongest_cue() -> None:
    (node,) = read("绝不允许各自为政，不得推诿扯皮，要齐心协力。").directives
    assert node.force == "prohibit"
    assert [cue.text for cue in node.cues] == ["绝不允许", "不得", "要"]


def test_a_speaker_is_passed_down() -> None:
    text = "副县长何静提出两点要求：\n一、查清底数。\n二、限期整改。\n会议强调，要抓好落实。"
    lead, first, second, last = read(text).directives
    assert [n.speaker for n in (lead, first, second, last)] == ["何静", "何静", "何静", None]


def test_levels_count_ancestors_that_are_not_statements() -> None:
    def check(nodes: list[Directive], level: int) -> None:
        for node in nodes:
            assert node.level == level
            check(node.children, level if node.kind == "statement" else level + 1)

    check(read("一、供水。会议要求，一要查漏点。二要换旧管。\n（一）城区\n1.东片\n2.西片").directives, 1)


def test_ids_are_places_in_the_tree() -> None:
    def check(nodes: list[Directive], prefix: str) -> None:
        for number, node in enumerate(nodes, 1):
            assert node.id == f"{prefix}{number}"
            check(node.children, f"{node.id}.")

    check(read("一、供水\n（一）城区\n1.东片\n2.西片\n二、排水").directives, "")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("敢闯敢试的劲头不能松", "服务基层的作风不能丢", True),
        ("要盯住重点抓落实", "要盯住难点抓落实", True),
        ("要加强宣传", "水位持续上涨", False),
        ("要抓好", "要把全县的河湖长制工作抓好", False),
    ],
)
def test_parallel_frames(left: str, right: str, same: bool) -> None:
    assert same_frame(left, right) is same
