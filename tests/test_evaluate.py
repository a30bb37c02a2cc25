"""Scoring against hand-read facts: what counts as found, missed and invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from minutes_cli.cli.evaluate import command
from minutes_cli.errors import UsageError
from minutes_cli.models import (
    Assignment,
    Attendance,
    DateExpression,
    Deadline,
    Directive,
    Finding,
    Indicator,
    Meeting,
    Minutes,
    Person,
    Source,
)
from minutes_cli.reports.evaluate import Context, Evaluation, evaluate
from minutes_cli.reports.facts import Fact, fact
from minutes_cli.reports.scores import Tally, compare, overlap

TEXT = "局党组书记何　静主持会议。会议要求，要抓好防汛，年底前水质达标率达到95%，由市水务局牵头。\n一要压实责任。"

GOLD = """
kind: minutes
meeting: {name: 局党组会议, types: [party_group], enlarged: false}
date: null
chairs: [{name: 何静, titles: [局党组书记]}]
attendance: {attendees: [], observers: [周文博]}
directives:
  - {kind: item, marker: 一要, level: 2, heading: 压实各级各部门的责任体系}
requirements: [抓好防汛]
statements: [会议要求]
assignments: [{body: 市水务局, role: lead}]
deadlines: [{text: 年底前, edtf: ../XXXX-12-31}]
indicators: [{name: 水质达标率, value: 95, unit: "%", comparator: ">="}]
findings: [year_unknown]
"""


def person(name: str, *titles: str) -> Person:
    return Person(text=name, span=(0, len(name)), rule="test", name=name, titles=list(titles))


def node(kind: str, marker: str | None, heading: str, level: int, *children: Directive) -> Directive:
    return Directive(
        id="1", text=heading, span=(0, 1), rule="test", kind=kind, marker=marker, level=level, heading=heading,
        heading_span=(0, 1), text_span=(0, 1), children=list(children),
    )  # fmt: skip


def read(path: Path) -> tuple[str, Minutes]:
    mention = {"span": (0, 1), "rule": "test"}
    item = node("item", "一要", "压实各级各部门的责任", 1)
    minutes = Minutes(
        source=Source(path=str(path), encoding="utf-8", sha256="", length=len(TEXT)),
        kind="minutes",
        meeting=Meeting(text="局党组会", name="局党组会", types=["party_group", "study"], **mention),
        date=DateExpression(text="7月", edtf="XXXX-07", **mention),
        chairs=[person("何静", "局党组书记", "局长")],
        attendance=Attendance(attendees=[person("苏禾")]),
        directives=[node("statement", "会议要求", "要抓好防汛", 1, node("requirement", "要", "抓好防汛", 1), item)],
        assignments=[Assignment(text="市水务局", body="市水务局", role="support", **mention)],
        deadlines=[Deadline(text="年底前", span=(26, 29), rule="test", edtf="../2019-12-31")],
        indicators=[Indicator(text="水质达标率", name="水质达标率", value=95.0, unit="%", comparator=">", **mention)],
        findings=[
            Finding(code="year_unknown", severity="info", message=""),
            Finding(code="mojibake", severity="info", message=""),
        ],
    )
    return TEXT, minutes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.gold.yaml").write_text(GOLD, encoding="utf-8")
    return tmp_path


@pytest.fixture
def result(folder: Path) -> Evaluation:
    return evaluate([folder], read)


@pytest.mark.parametrize(
    ("field", "gold", "found", "right"),
    [
        ("kind", 1, 1, 1),
        ("meeting.name", 1, 1, 0),
        ("meeting.types", 1, 2, 1),
        ("meeting.enlarged", 0, 0, 0),
        ("date.edtf", 0, 1, 0),
        ("chairs", 1, 1, 1),
        ("chair_titles", 1, 2, 1),
        ("attendance.attendees", 0, 1, 0),
        ("attendance.observers", 1, 0, 0),
        ("directives", 1, 1, 1),
        ("directives.heading", 1, 1, 0),
        ("directives.level", 1, 1, 0),
        ("requirements", 1, 1, 1),
        ("statements", 1, 1, 1),
        ("assignments", 1, 1, 0),
        ("deadlines", 1, 1, 1),
        ("deadlines.edtf", 1, 1, 0),
        ("indicators.value", 1, 1, 1),
        ("indicators.comparator", 1, 1, 0),
        ("findings", 1, 1, 1),
    ],
)
def test_counts(result: Evaluation, field: str, gold: int, found: int, right: int) -> None:
    exact = result.fields[field].exact
    assert (exact.gold, exact.found, exact.right) == (gold, found, right)


def test_what_is_not_annotated_is_not_scored(result: Evaluation) -> None:
    assert "persons" not in result.fields
    assert "attendance.absent" not in result.fields
    assert "deadlines.hard" not in result.fields


def test_misses_show_the_sentence(result: Evaluation) -> None:
    missed = {(miss.field, miss.kind, miss.gold or miss.found) for miss in result.misses}
    assert ("attendance.observers", "missed", "周文博") in missed
    assert ("attendance.attendees", "invented", "苏禾") in missed
    wrong = next(miss for miss in result.misses if miss.field == "deadlines.edtf")
    assert (wrong.gold, wrong.found) == ("年底前: ../XXXX-12-31", "年底前: ../2019-12-31")
    assert "【" in wrong.context
    assert "会议要求" in wrong.context


def test_words_with_blanks_inside_are_found_in_the_text() -> None:
    assert Context(TEXT).of(fact("何静")).startswith("局党组书记【何　静】主持会议。")
    assert Context(TEXT).of(fact("不在文中")) == ""


def test_lists_are_multisets() -> None:
    comparison = compare([fact("各处室"), fact("各处室")], [fact("各 处室"), fact("各县区")])
    assert len(comparison.pairs) == 1
    assert [f.words for f in comparison.missed] == ["各处室"]
    assert [f.words for f in comparison.invented] == ["各县区"]


def test_of_facts_alike_those_that_agree_are_paired() -> None:
    gold = [Fact("收入", "收入", values={"value": 9.3}), Fact("收入", "收入", values={"value": 22258})]
    found = [Fact("收入", "收入", values={"value": 22258}), Fact("收入", "收入", values={"value": 9.3})]
    pairs = compare(gold, found).pairs
    assert all(g.values == f.values for g, f in pairs)


def test_overlap_counts_characters_in_common() -> None:
    shared = overlap(compare([fact("局四楼会议室")], [fact("在局四楼会议室召开"), fact("别处")]))
    assert (shared.gold, shared.found, shared.right) == (6, 11, 6)


def test_nothing_to_find_and_nothing_found_has_no_score() -> None:
    assert Tally().f1 is None
    assert Tally(gold=2).f1 == 0.0


def test_floors(result: Evaluation) -> None:
    assert result.under({"chairs": 1.0, "deadlines": 1.0}) == []
    assert [name for name, _, _ in result.under({"chair_titles": 0.7, "chairs": 0.9})] == ["chair_titles"]
    assert result.under({"persons": 0.1}) == [("persons", 0.1, None)]
    with pytest.raises(UsageError, match="no field 'chair'"):
        result.under({"chair": 0.5})


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.gold.yaml", "chair: []", "unknown field 'chair'"),
        ("a.gold.yaml", "[", "not YAML"),
        ("a.gold.yaml", "- kind", "expected a mapping"),
        ("b.gold.yaml", "kind: minutes", "no document b.txt"),
    ],
)
def test_unusable_gold_says_what_to_do(folder: Path, name: str, text: str, message: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        evaluate([folder], read)


def test_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no \*\.gold\.yaml"):
        evaluate([tmp_path], read)


def test_command_prints_table_json_and_misses(folder: Path) -> None:
    run = CliRunner().invoke
    table = run(command, [str(folder)])
    assert table.exit_code == 0
    assert table.stdout.startswith("1 documents\n")
    scores = json.loads(run(command, [str(folder), "--format", "json", "--misses", "chairs"]).stdout)
    assert scores["documents"] == 1
    assert {"gold", "found", "right", "precision", "recall", "f1"} <= scores["fields"]["chairs"].keys()
    assert isinstance(scores["misses"], list)
    assert "overlap" in scores["fields"]["deadlines"]


def test_command_exits_3_under_a_floor(folder: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors"
    floors.write_text("persons: 0.5\n", encoding="utf-8")
    outcome = CliRunner().invoke(command, [str(folder), "--floor", str(floors)], standalone_mode=False)
    assert outcome.return_value == 3
    assert "persons" in outcome.stderr
