"""What holds for every document: spans, order, determinism; over the samples, and over what chance puts together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from minutes_cli import Minutes, parse, parse_text
from minutes_cli.models import Directive
from minutes_cli.sources import read_source, source_from_text

GENRES = 8


def models(model: BaseModel) -> Iterator[BaseModel]:
    """`model` and every model in it, at any depth."""
    pending: list[Any] = [model]
    while pending:
        value = pending.pop()
        if isinstance(value, BaseModel):
            yield value
            pending.extend(getattr(value, name) for name in type(value).model_fields)
        elif isinstance(value, list):
            pending.extend(value)


def check_spans(minutes: Minutes, text: str) -> None:
    """`source[start:end] == text` for every value; every other span is inside the text."""
    assert minutes.source.length == len(text)
    for model in models(minutes):
        fields = type(model).model_fields
        if {"text", "span"} <= fields.keys() and not isinstance(model, Directive):
            assert text[slice(*model.span)] == model.text, model  # type: ignore[attr-defined]
        if "rule" in fields:
            assert model.rule  # type: ignore[attr-defined]
        for name in ("span", "evidence", "value_span", "marker_span", "heading_span", "text_span"):
            span = getattr(model, name, None)
            if span is not None:
                assert 0 <= span[0] <= span[1] <= len(text), (name, model)
        for start, end in getattr(model, "mentions", []):
            assert 0 <= start < end <= len(text), model


def check_tree(nodes: list[Directive], text: str, start: int, end: int, prefix: str = "") -> None:
    """Children inside their parents and in order; ids say the place; words are those of the text."""
    last = start
    for number, node in enumerate(nodes, 1):
        assert node.id == f"{prefix}{number}"
        assert last <= node.span[0] <= node.span[1] <= end, node
        last = node.span[1]
        assert text[slice(*node.text_span)] == node.text
        assert text[slice(*node.heading_span)] == node.heading
        if node.marker_span is not None:
            assert text[slice(*node.marker_span)] == node.marker
            assert node.span[0] <= node.marker_span[0]
        assert node.heading in node.text
        assert node.text.startswith(node.heading)
        check_tree(node.children, text, node.span[0], node.span[1], f"{node.id}.")


def check(minutes: Minutes, text: str) -> None:
    """Everything that holds for every document."""
    check_spans(minutes, text)
    check_tree(minutes.directives, text, 0, len(text))
    ids = {model.id for model in models(minutes) if isinstance(model, Directive)}
    for name in ("assignments", "deadlines", "indicators", "decisions", "agenda"):
        for value in getattr(minutes, name):
            assert value.directive is None or value.directive in ids, value


def test_there_are_enough_samples(samples: list[Path]) -> None:
    texts = [read_source(path) for path in samples]
    assert len(samples) >= GENRES
    assert all(600 <= source.source.length <= 2500 for source in texts)
    assert "gb18030" in {source.source.encoding for source in texts}
    kinds = {parse(path).kind for path in samples}
    assert {"minutes", "report", "record", "resolution"} <= kinds


def test_what_holds_for_every_document_holds_for_a_sample(sample: Path) -> None:
    text = read_source(sample).text
    minutes = parse(sample)
    check(minutes, text)
    assert parse(sample) == minutes
    assert parse(sample).model_dump_json() == minutes.model_dump_json()


def test_a_sample_is_read(sample: Path) -> None:
    minutes = parse(sample)
    assert minutes.kind != "other"
    assert minutes.title is not None
    assert minutes.meeting is not None
    assert minutes.date is not None
    assert minutes.date.edtf
    assert minutes.chairs
    assert minutes.directives
    assert minutes.assignments
    assert minutes.deadlines
    assert minutes.indicators


WORDS = (Path(__file__).parent / "cases" / "soup.txt").read_text(encoding="utf-8").split()
BLANKS = ["\n", "\n\n", "　　", " ", "\t", "。", "，", "：\n"]
SOUP = st.lists(st.sampled_from(WORDS) | st.sampled_from(BLANKS), max_size=60).map("".join)


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_the_grammar_in_any_order_is_read(text: str) -> None:
    source = source_from_text(text)
    check(parse_text(text), source.text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    source = source_from_text(text)
    minutes = parse_text(text)
    check(minutes, source.text)
    assert minutes.model_dump_json()


@pytest.mark.parametrize("cut", [0, 1, 7, 50, 333])
def test_a_sample_cut_anywhere_is_read(sample: Path, cut: int) -> None:
    text = read_source(sample).text
    for piece in (text[cut:], text[: len(text) - cut], text[cut:-cut] if cut else text):
        check(parse_text(piece), piece)
