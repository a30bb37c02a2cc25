"""Documents, meetings and set phrases cited: cases as data, and what is known of a document."""

from __future__ import annotations

from typing import Any

import pytest

from minutes_cli.models import CitedDocument
from reading import check_provenance, load_cases, read


@pytest.mark.parametrize("case", load_cases("cited"), ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    minutes = read(case["input"])
    if "meetings" in case:
        assert [meeting.name for meeting in minutes.cited_meetings] == case["meetings"]
    if "documents" in case:
        assert [document.title for document in minutes.cited_documents] == case["documents"]
    if "terms" in case:
        assert [term.text for term in minutes.terms] == case["terms"]
    check_provenance(case["input"], minutes)


def _document(text: str) -> CitedDocument:
    (document,) = read(text).cited_documents
    return document


def test_stage_inside_and_behind_the_title() -> None:
    assert _document("审议《云泽县节水办法（送审稿）》。").stage == "送审稿"
    assert _document("审议《云泽县节水办法》（草案）。").stage == "草案"
    assert _document("审议《云泽县节水规划（2021-2025年）》。").stage is None


def test_number_gives_the_year() -> None:
    document = _document("落实《云泽县节水办法》（云政发〔2019〕5号）。")
    assert (document.number, document.year) == ("云政发〔2019〕5号", 2019)


def test_number_behind_a_stage() -> None:
    document = _document("落实《云泽县节水办法》（试行）（云政发〔2019〕5号）。")
    assert (document.stage, document.number) == ("试行", "云政发〔2019〕5号")


def test_issuer_to_the_left() -> None:
    assert _document("学习省政府《关于加强节水工作的意见》。").issuer == "省政府"
    assert _document("落实县水务局印发的《节水方案》。").issuer == "县水务局"
    assert _document("会议学习了《节水方案》。").issuer is None


def test_year_to_the_left_but_not_the_year_of_the_business() -> None:
    assert _document("落实县水务局2019年印发的《节水方案》。").year == 2019
    assert _document("审议《2019年节水方案》。").year is None


def test_inner_titles_and_all_mentions() -> None:
    document = _document("审议《关于修订〈节水办法〉的报告》。《关于修订〈节水办法〉的报告》通过。")
    assert document.inner == ["节水办法"] and len(document.mentions) == 2


def test_a_title_broken_over_two_lines_is_joined() -> None:
    assert _document("审议《云泽县\n节水办法》。").title == "云泽县节水办法"


def test_the_date_of_a_cited_meeting() -> None:
    (meeting,) = read("会议传达了8月16日省防汛会商会精神。").cited_meetings
    assert meeting.date is not None and meeting.date.edtf == "XXXX-08-16"
