"""What holds for every text: never an exception, spans hold, the same twice. Texts: hypothesis' and a grammar's."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes_cli.text.fold import fold
from minutes_cli.text.shadow import Shadow
from reading import check_provenance, read

PIECES = (
    "一、", "二、", "三、", "（一）", "（二）", "1.", "2．", "（1）", "①", "②", "一要", "二要", "三要", "一是",
    "二是要", "三是", "四是", "第一，", "第二，", "首先", "其次", "最后", "其一，", "\n", "\n\u3000\u3000", "。",
    "；", "：", "，", "、", "“", "”", "《", "》", "（", "）", "〈", "〉", "会议强调", "会议要求，", "会议议定：",
    "会议指出，", "他强调", "林知远要求：", "副县长何静指出，", "县委书记、县长周文博", "主持召开", "主持会议",
    "出席会议", "列席会议。", "受局长林知远委托", "在局三楼会议室", "县政府第37次常务会议", "局党组（扩大）会议",
    "暨", "2019年7月31日下午", "8月30日", "二〇一九年", "10日上午和12日下午", "2024年2月30日", "近日", "年底前",
    "9月份", "会后3日内", "“十四五”期间", "汛期前", "立即", "尽快", "要", "各乡镇要", "由县水务局牵头",
    "县财政局配合", "责任单位：县住建局", "完成时限：6月底前",
    "\u51fa\u5e2d\uff1a\u5468\u6587\u535a\u3000\u4f55\u3000\u9759", "请假：赵一鸣", "时间：", "地点：",
    "供水水质合格率", "不低于95%", "达到9.5", "占比", "率先", "效率", "增长6.5%", "分别", "控制在3%以内", "三点意见",
    "两项议程", "敢闯的劲头不能松。", "服务的作风不能丢。", "云政纪〔2019〕5号", "（第12期）", "抄送：", "印发",
    "— 2 —", "应到9人", "\u200b", "\u3000", "\ufeff", "\x00", "\U0001f600", "廿", "○", "９５％", "會議強調", "%%%",
    "((((", "）））", "《《", "““",
)  # fmt: skip

DOCUMENTS = 2000


def soup(seed: int) -> str:
    """A document out of the grammar's own words."""
    chance = random.Random(seed)
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 60)))


@pytest.mark.parametrize("block", range(20))
def test_grammar_soup(block: int) -> None:
    for seed in range(block * DOCUMENTS // 20, (block + 1) * DOCUMENTS // 20):
        text = soup(seed)
        minutes = read(text)
        check_provenance(text, minutes)
        if seed % 10 == 0:
            assert read(text) == minutes


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text(text: str) -> None:
    minutes = read(text)
    check_provenance(text, minutes)
    assert read(text).model_dump_json() == minutes.model_dump_json()


@given(st.text(st.sampled_from("一二三要是、。，；：（）1.2 \n会议强调林知远主持日月年“”《》"), max_size=200))
@settings(max_examples=300, deadline=None)
def test_marker_soup(text: str) -> None:
    check_provenance(text, read(text))


@given(st.text(max_size=300))
def test_folding_keeps_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("甲乙“”‘’《》（）。；\n"), max_size=120))
def test_enclosures_nest(text: str) -> None:
    shadow = Shadow.of(text)
    stack: list[int] = []
    for start, end, _ in shadow.enclosures:
        while stack and stack[-1] <= start:
            stack.pop()
        assert not stack or end <= stack[-1]
        stack.append(end)
    for start, end in shadow.sentences:
        assert start < end
        assert text[start:end].strip()
