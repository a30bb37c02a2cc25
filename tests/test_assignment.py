"""Assignments: cases as data, and who is nobody in particular."""

from __future__ import annotations

from typing import Any

import pytest

from reading import check_provenance, load_cases, read


@pytest.mark.parametrize("case", load_cases("assignment"), ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    minutes = read(case["input"])
    assert [f"{a.role} {a.body}" for a in minutes.assignments] == case["assignments"]
    check_provenance(case["input"], minutes)


@pytest.mark.parametrize(
    ("subject", "generic"),
    [
        ("各级各部门", True),
        ("有关方面", True),
        ("全体职工", True),
        ("全县上下", True),
        ("县水务局", False),
        ("班子成员", False),
    ],
)
def test_generic(subject: str, generic: bool) -> None:
    (assignment,) = read(f"{subject}要抓好落实。").assignments
    assert assignment.generic is generic


def test_of_whom_it_is_asked_where() -> None:
    text = "一、启动清淤工程。由县水务局牵头。\n二、完成检测。\n责任单位：县住建局"
    assert [a.directive for a in read(text).assignments if a.body == "县住建局"] == ["2"]


def test_the_charged_are_found_in_traditional_characters_and_keep_them() -> None:
    (assignment,) = read("由縣水務局牽頭，年底前完成。").assignments
    assert (assignment.body, assignment.role) == ("縣水務局", "lead")
