"""What is written can be read back, in every format, and the view for people fits its width."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import orjson
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from minutes_cli import Minutes, parse, parse_text
from minutes_cli.errors import UsageError
from minutes_cli.models import (
    Assignment,
    Attendance,
    Counts,
    DateExpression,
    Deadline,
    Directive,
    Finding,
    Group,
    Indicator,
    Meeting,
    Person,
    Source,
)
from minutes_cli.writers.fields import pick, read_fields
from minutes_cli.writers.json import array_piece, line, pretty
from minutes_cli.writers.labels import CHINESE, ENGLISH
from minutes_cli.writers.layout import Piece, plain, wrap
from minutes_cli.writers.schema import minutes_schema
from minutes_cli.writers.tree import render
from minutes_cli.writers.yaml import document

SCALARS = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_yaml_reads_back_as_written(value: Any) -> None:
    assert yaml.safe_load(document(value)) == value


@given(VALUES)
def test_json_reads_back_as_written(value: Any) -> None:
    assert json.loads(line(value)) == json.loads(pretty(value)) == value
    assert line(value).count(b"\n") == 1


@given(st.lists(SCALARS, max_size=4))
def test_an_array_is_written_piece_by_piece(values: list[Any]) -> None:
    pieces = [array_piece(line(value), count) for count, value in enumerate(values)]
    assert json.loads(b"".join([*pieces, array_piece(None, len(values))])) == values


def test_yaml_keeps_dates_as_strings_and_spans_on_a_line() -> None:
    written = document({"edtf": "2019-07-31", "time": "14:30", "span": (0, 10), "marker": "一、", "on": None}).decode()
    assert "span: [0, 10]" in written
    assert "marker: 一、" in written
    assert yaml.safe_load(written) == {
        "edtf": "2019-07-31",
        "time": "14:30",
        "span": [0, 10],
        "marker": "一、",
        "on": None,
    }


def test_yaml_has_no_anchors() -> None:
    span = (1, 2)
    shared = {"span": span}
    assert "&" not in document([shared, shared, span, span]).decode()


def test_the_samples_are_what_the_schema_says(sample: Path) -> None:
    data = json.loads(pretty(parse(sample).model_dump()))
    jsonschema.validate(data, minutes_schema(), cls=jsonschema.Draft202012Validator)
    assert list(data) == list(Minutes.model_fields)
    assert yaml.safe_load(document(parse(sample).model_dump())) == data
    assert Minutes.model_validate(data) == parse(sample)


def test_the_committed_schema_is_that_of_the_models() -> None:
    committed = (Path(__file__).parent.parent / "schema" / "minutes.schema.json").read_bytes()
    assert orjson.loads(committed) == minutes_schema(), "run `make docs`"
    jsonschema.Draft202012Validator.check_schema(minutes_schema())


def test_fields_are_picked_through_lists() -> None:
    data = {
        "date": {"edtf": "2019-07-31", "text": "7月31日"},
        "chairs": [{"name": "林知远", "titles": ["局长"]}, {"name": "何静", "titles": []}],
        "entrusted_by": None,
    }
    wanted = read_fields(["chairs.name", "date", " entrusted_by.name "])
    assert pick(data, wanted) == {
        "chairs": [{"name": "林知远"}, {"name": "何静"}],
        "date": {"edtf": "2019-07-31", "text": "7月31日"},
        "entrusted_by": None,
    }


def test_the_whole_of_a_field_beats_its_parts() -> None:
    assert read_fields(["date.edtf", "date"]) == {"date": None}
    assert read_fields(["date", "date.edtf"]) == {"date": None}
    assert read_fields(["directives.children.children.heading"])


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("chair", "chairs"),
        ("chairs.nmae", "chairs.name"),
        ("date.edtf.year", "'date.edtf' has no fields below it"),
        ("", "there are"),
        ("zzz", "there are: schema_version"),
    ],
)
def test_an_unknown_field_is_answered_with_close_ones(field: str, hint: str) -> None:
    with pytest.raises(UsageError, match="field") as error:
        read_fields([field])
    assert hint in str(error.value)


def test_both_languages_have_every_label() -> None:
    assert ENGLISH.keys() == CHINESE.keys()


FULL = Minutes(
    source=Source(path="纪要.txt", encoding="gb18030", sha256="0" * 64, length=900),
    kind="minutes",
    meeting=Meeting(text="局务会议", span=(0, 4), rule="m", name="局务会议", other_matters=True),
    date=DateExpression(text="8月30日", span=(0, 5), rule="d", edtf="XXXX-08-30", role="meeting"),
    chairs=[Person(text="局长林知远", span=(0, 5), rule="p", name="林知远", titles=["局党组书记", "局长"])],
    attendance=Attendance(
        attendees=[Person(text="何静", span=(0, 2), rule="p", name="何静")],
        groups=[Group(text="各处室负责人", span=(0, 6), rule="g", role="observer")],
        counts=Counts(expected=9, present=8),
    ),
    directives=[
        Directive(
            id="1", text="压实责任", span=(0, 9), rule="r", kind="heading", marker="一、", level=1, heading="压实责任",
            heading_span=(2, 6), text_span=(2, 6),
            children=[
                Directive(
                    id="1.1", text="完成", span=(6, 9), rule="r", kind="item", marker="一要", level=2,
                    heading="在规定的时间以内" * 12, heading_span=(6, 9), text_span=(6, 9),
                )
            ],
        )
    ],
    assignments=[
        Assignment(text="市水务局", span=(0, 4), rule="a", body="市水务局", role="lead", directive="1.1"),
        Assignment(text="财政局", span=(0, 3), rule="a", body="财政局", role="support", directive="1.1"),
        Assignment(text="各处室", span=(0, 3), rule="a", body="各处室", role="addressee", generic=True),
    ],
    deadlines=[
        Deadline(text="年底前", span=(0, 3), rule="t", edtf="../2019-12-31", resolved="2019-12-31", basis="document",
                 directive="1.1"),
        Deadline(text="尽快", span=(0, 2), rule="t", urgency="soon", directive="1"),
    ],
    indicators=[
        Indicator(text="达标率", span=(0, 3), rule="i", name="水质达标率", value=95.5, unit="%", comparator=">=",
                  directive="1.1")
    ],
    findings=[Finding(code="year_unknown", severity="warning", message="The year is unknown.", span=(0, 5))],
)  # fmt: skip


def test_the_view_tells_a_clerk_what_counts() -> None:
    shown = "\n".join(plain(each) for each in render(FULL, chinese=True, text="8月30日，局长林知远主持召开局务会议。"))
    for words in (
        "林知远（局党组书记、局长）",
        "8月30日 → XXXX-08-30（年份不明）",
        "应到 9，实到 8",
        "列席    各处室负责人",
        "└─ 一、压实责任",
        "→ 牵头 市水务局；配合 财政局",
        "★ 时限 年底前 → 2019-12-31",
        "★ 时限 尽快（近期）",
        "● 指标 水质达标率 ≥ 95.5%",
        "还研究了其他事项",
        "→ 责任对象 各处室",
    ):
        assert words in shown
    assert shown.rstrip().splitlines()[-1] == "  ● 会议年份不明  year_unknown  1: 8月30日"


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("chinese", [True, False])
def test_no_line_is_wider_than_the_screen(sample: Path, width: int, chinese: bool) -> None:
    for minutes in (parse(sample), FULL):
        for each in render(minutes, width=width, chinese=chinese):
            # One closing mark may hang over rather than begin the next line.
            assert cell_len(plain(each)) <= width + 2, plain(each)


def test_glyphs_stay_inside_gbk(sample: Path) -> None:
    for minutes in (parse(sample), FULL):
        for chinese in (True, False):
            "\n".join(plain(each) for each in render(minutes, chinese=chinese)).encode("gbk")


def test_a_text_that_is_no_minutes_has_no_header() -> None:
    shown = [plain(each) for each in render(parse_text(""), chinese=True)]
    assert "不是会议纪要" in shown[0]
    assert not any(each.startswith("主持") for each in shown)


def test_a_deep_tree_is_shown() -> None:
    node = FULL.directives[0].children[0]
    for _ in range(1500):
        node = node.model_copy(update={"children": [node]})
    deep = FULL.model_copy(update={"directives": [node]})
    assert sum("一要" in plain(each) for each in render(deep)) == 1501


def test_wrapping_respects_punctuation_and_numbers() -> None:
    lines = [plain(each) for each in wrap([Piece("全年增长12.5%，《管理办法》。")], 12, [Piece("- ")], [Piece("  ")])]
    assert lines == ["- 全年增长", "  12.5%，", "  《管理办", "  法》。"]


@given(st.text(max_size=80), st.integers(10, 40))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    text = " ".join(text.split())
    lines = list(wrap([Piece(text)], width, [], []))
    assert "".join("".join(piece.text for piece in each) for each in lines).replace(" ", "") == text.replace(" ", "")
