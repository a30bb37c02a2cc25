"""The parts of a page, case by case, and what every page promises."""

from __future__ import annotations

from typing import Any

import pytest

from minutes_cli.lexicon import default_lexicon
from minutes_cli.structure.furniture import mend
from minutes_cli.structure.page import Page, read_page
from minutes_cli.text.shadow import Shadow
from reading import load_cases

CASES = load_cases("page")


def page_of(text: str) -> Page:
    return read_page(Shadow.of(text), default_lexicon())


def seen(page: Page) -> dict[str, Any]:
    """The page as the cases write it."""
    words = page.shadow.words
    one = {
        key: None if (span := getattr(page, key)) is None else words(span)
        for key in ("title", "flag", "document_number", "issue", "classification")
    }
    many = {key: [words(span) for span in getattr(page, key)] for key in ("bylines", "datelines", "imprint")}
    body = [page.shadow.folded[start:end] for start, end in page.body]
    labels = [f"{label.key}={words(label.value)}" for label in page.labels]
    return {"kind": page.kind, **one, **many, "body": body, "labels": labels}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_page(case: dict[str, Any]) -> None:
    found = seen(page_of(case["input"]))
    assert {key: found[key] for key in case["expect"]} == case["expect"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_parts_keep_their_places(case: dict[str, Any]) -> None:
    page = page_of(case["input"])
    assert len(page.shadow.folded) == len(page.shadow.source) == len(case["input"])
    assert page.shadow.source == case["input"]
    for spans in (page.body, page.imprint, page.bylines, page.datelines):
        assert list(spans) == sorted(spans)
        assert all(0 <= start < end <= len(case["input"]) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in zip(page.body, page.body[1:], strict=False))
    assert all(label.start <= label.value[0] <= label.value[1] for label in page.labels)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_other_gives_reasons(case: dict[str, Any]) -> None:
    page = page_of(case["input"])
    assert bool(page.reasons) == (page.kind == "other")


def test_mending_changes_nothing_where_nothing_is_broken() -> None:
    shadow = Shadow.of("一、启动清淤\n二、检测管网。\n会议强调，要节水。")
    assert mend(shadow)[0] is shadow


@pytest.mark.parametrize(
    "text", ["", "\n", "：", "（", "【】", "责任单位：", "出席：\n", "#", "第1页\n第2页", "——\n" * 50]
)
def test_scraps_are_read(text: str) -> None:
    assert page_of(text).kind in ("report", "minutes", "other")


def test_cost_grows_with_length_only() -> None:
    """Three hundred thousand labelled lines' worth of text stays a matter of seconds."""
    text = "责任单位：县水务局；完成时限：年底前\n一、加快白鹭湖清淤，\n" * 8_000
    page = page_of(text)
    assert len(page.labels) == 16_000
