"""Remarks on minutes before they go out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run
from minutes_cli.reports.lint import all_advice, lint
from reading import read

SOUND = """云泽县水务局专题会议纪要
时间：2019年7月31日
地点：局三楼会议室
主持：林知远
出席：周文博、何静
一、县供水站要在8月底前完成管网检测。
二、由县节水办牵头，9月15日前公布方案。
"""


def codes(text: str) -> list[str]:
    return [remark.advice.code for remark in lint(read(text), text)]


def test_sound_minutes_draw_no_remark() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize(
    ("lost", "code"),
    [("时间：2019年7月31日\n", "no_date"), ("地点：局三楼会议室\n", "no_place"), ("主持：林知远\n", "no_chair"),
     ("出席：周文博、何静\n", "no_attendance")],
)  # fmt: skip
def test_a_missing_element_is_remarked(lost: str, code: str) -> None:
    found = codes(SOUND.replace(lost, ""))
    assert code in found
    assert found.count(code) == 1


def test_orders_without_owner_or_deadline() -> None:
    text = SOUND + "三、要加强巡查。\n四、县河长办要公示河长名单。\n"
    remarks = [(r.advice.code, r.words) for r in lint(read(text), text)]
    assert remarks == [
        ("no_deadline", "要加强巡查"),
        ("no_owner", "要加强巡查"),
        ("no_deadline", "县河长办要公示河长名单"),
    ]


def test_slips_of_number_count_and_calendar() -> None:
    text = SOUND.replace("2019年7月31日", "2019年2月30日").replace("二、由", "三、由")
    assert {"ordinal_gap", "impossible_date"} <= set(codes(text))


def test_one_body_under_two_names() -> None:
    text = SOUND + "三、水务站要在10月底前抽查。\n四、石屏镇水务站要在10月底前自查。\n"
    (remark,) = [r for r in lint(read(text), text) if r.advice.code == "body_variants"]
    assert remark.words == "水务站 / 石屏镇水务站"
    assert (remark.line, text[slice(*(remark.span or (0, 0)))]) == (8, "水务站")


def test_what_is_no_minutes_is_only_told_so() -> None:
    text = "云泽县水务局会议制度\n第一条　局务会议每月召开一次。\n第二条　会议由局长主持。\n"
    assert codes(text) == ["not_minutes"]


def test_every_advice_has_reason_and_authority() -> None:
    for advice in all_advice().values():
        assert advice.why_english and advice.why_chinese and advice.authority


def test_command(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(SOUND + "三、要加强巡查。\n", "utf-8")
    text = run("lint", file)
    assert text.code == 0
    assert f"{file}:8:" in text.out
    assert "督查督办实务" in text.out
    data = [json.loads(line) for line in run("lint", "--format", "json", file).out.splitlines()]
    assert {d["code"] for d in data} == {"no_owner", "no_deadline"}
    assert run("lint", "--format", "github", file).out.startswith("::")
    assert run("lint", "--fail-on", "warning", file).code == 3
    assert run("lint", "--fail-on", "error", file).code == 0
    assert run("lint", file, tmp_path / "none.txt").code == 4
    assert "没有明确责任单位" in run("lint", file, env={"LC_ALL": "zh_CN.UTF-8"}).out


def test_lexicon_command(run: Run, tmp_path: Path) -> None:
    assert "force.prohibit" in run("lexicon", "list", "--kind", "force").out
    assert json.loads(run("lexicon", "show", "force.prohibit", "--format", "json").out)["value"] == "prohibit"
    wrong = run("lexicon", "show", "force.prohibi")
    assert (wrong.code, "force.prohibit" in wrong.err) == (2, True)
    own = tmp_path / "own.yaml"
    own.write_text(
        "- {id: own.head, kind: indicator_head, value: rate, licence: always,\n"
        "   terms: [满水度], examples: [水库满水度]}\n"
    )
    assert run("lexicon", "check", own).code == 0
    file = tmp_path / "a.txt"
    file.write_text("会议要求，白鹭湖满水度达到90%。", "utf-8")
    names = run("parse", "--lexicon", own, "--fields", "indicators.name", file).out
    assert "白鹭湖满水度" in names
    own.write_text("- {id: own.head, kind: indicator_head, terms: [满水度], examples: [水库]}\n")
    assert run("lexicon", "check", own).code == 3
