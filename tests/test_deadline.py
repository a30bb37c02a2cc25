"""Deadlines: cases as data, and what holds for every one of them."""

from __future__ import annotations

from typing import Any

import pytest

from minutes_cli.lexicon import default_lexicon
from reading import check_provenance, load_cases, read

CASES = load_cases("deadline")
OPENINGS = {
    "dated": "2019年7月31日，主任何静主持召开局务会。会议要求，",
    "undated": "7月31日，主任何静主持召开局务会。会议要求，",
    "bare": "",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    text = OPENINGS[case["meeting"]] + case["input"]
    minutes = read(text)
    found, expected = minutes.deadlines, case["deadlines"]
    shown = [{key: getattr(f, key) for key in e} for f, e in zip(found, expected, strict=False)]
    assert shown == expected and len(found) == len(expected), [(f.text, f.edtf) for f in found]
    check_provenance(text, minutes)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_deadline_names_its_rule_and_is_among_the_dates(case: dict[str, Any]) -> None:
    minutes = read(OPENINGS[case["meeting"]] + case["input"])
    known = {entry.id for entry in default_lexicon()}
    dated = {d.span: d for d in minutes.dates if d.role == "deadline"}
    assert all(found.rule in known for found in minutes.deadlines)
    for span, found in dated.items():
        (deadline,) = [d for d in minutes.deadlines if d.span == span]
        assert (found.edtf, found.resolved, found.basis) == (deadline.edtf, deadline.resolved, deadline.basis)


def test_the_callers_date_resolves_but_says_nothing_of_the_words() -> None:
    (month, end) = read("力争9月份投产，年底前达效。", date="2019-07-31").deadlines
    assert (month.edtf, month.resolved, month.basis) == ("XXXX-09", "2019-09-01/2019-09-30", "option")
    assert (end.edtf, end.resolved) == ("../XXXX-12-31", "2019-12-31")


def test_evidence_is_where_the_meeting_says_its_date() -> None:
    text = "2019年7月31日，局务会召开。会议要求，年底前完成。"
    (deadline,) = read(text).deadlines
    assert deadline.evidence is not None and text[slice(*deadline.evidence)] == "2019年7月31日"
