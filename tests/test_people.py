"""Chairs, attendance, speakers and persons, case by case; then the grammar of titles and names below them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes_cli.lexicon import default_lexicon
from minutes_cli.models import Person
from minutes_cli.structure.people import GroupMention, people_in, person_after, person_before
from minutes_cli.text.shadow import Shadow
from reading import check_provenance, load_cases, read, work

CASES = [*load_cases("people"), *load_cases("people_chair"), *load_cases("people_came")]
LISTS = ("attendees", "observers", "absent", "invited", "recorders")


def told(person: Person | None) -> str | None:
    """A person as the cases write one."""
    if person is None:
        return None
    name = person.name or (f"{person.surname}～" if person.surname else "?")
    return f"{name}: {'、'.join(person.titles)}" if person.titles else name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_people(case: dict[str, Any]) -> None:
    minutes = read(case["input"])
    check_provenance(case["input"], minutes)
    found: dict[str, Any] = {key: [told(p) for p in getattr(minutes.attendance, key)] for key in LISTS}
    for key in ("chairs", "speakers", "persons"):
        found[key] = [told(p) for p in getattr(minutes, key)]
    found["groups"] = [f"{group.role}: {group.text}" for group in minutes.attendance.groups]
    found["entrusted_by"] = told(minutes.entrusted_by)
    found["roles"] = {p.name: p.role for p in minutes.persons}
    counts = minutes.attendance.counts
    found["counts"] = None if counts is None else counts.model_dump()
    expected = {key: value for key, value in case.items() if key not in ("id", "input", "note")}
    assert {key: found[key] for key in expected} == expected


def test_text_takes_in_the_titles_and_mentions_are_all() -> None:
    text = "8月30日，局党组书记、局长林知远主持召开局务会。林知远强调，要节水。"
    (chair,) = read(text).chairs
    assert (chair.text, chair.span) == ("局党组书记、局长林知远", (6, 17))
    assert [text[start:end] for start, end in chair.mentions] == ["林知远", "林知远"]


@pytest.mark.parametrize(
    ("words", "name", "titles"),
    [
        ("局党组书记、局长林知远", "林知远", ["局党组书记", "局长"]),
        ("周文博局长", "周文博", ["局长"]),
        ("何静常务副县长", "何静", ["常务副县长"]),
        ("副局长欧阳明远", "欧阳明远", ["副局长"]),
        ("主任何静", "何静", ["主任"]),
        ("局长 何　静", "何静", ["局长"]),
        ("轮值主席 Alan Grey", "Alan Grey", ["轮值主席"]),
        ("县委书记高峰", "高峰", ["县委书记"]),
        ("县水务局何静局长", "何静", ["县水务局局长"]),
        ("副局长（主持工作）何静", "何静", ["副局长（主持工作）"]),
        ("8月30日下午县长林知远", "林知远", ["县长"]),
        ("和市委书记苏禾", "苏禾", ["市委书记"]),
        ("县就业局局长赵一鸣", "赵一鸣", ["县就业局局长"]),
        ("驻外大使馆参赞何静", "何静", ["驻外大使馆参赞"]),
        ("随后林知远", "林知远", []),
        ("周局长", None, ["局长"]),
        ("王总", None, ["总"]),
    ],
)
def test_person_before(words: str, name: str | None, titles: list[str]) -> None:
    shadow = Shadow.of(words)
    person = person_before(shadow, default_lexicon(), len(words), 0)
    assert person is not None
    assert (person.name, person.titles_in(shadow)) == (name, titles)


@pytest.mark.parametrize(
    "words",
    [
        "安全监管科",
        "，方案",
        "高度",
        "县委书记",
        "云泽县长",
        "认真研究",
        "各科室",
        "老张",
        "市长时间",
        "党组成员",
        "由局长",
    ],
)
def test_no_person_before(words: str) -> None:
    person = person_before(Shadow.of(words), default_lexicon(), len(words), 0)
    assert person is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("局长林知远在局四楼", "林知远"),
        ("何静在会上指出", "何静"),
        ("县委常委、组织部部长何静要求", "何静"),
        ("局长何静检查了工作", "何静"),
        ("副县长阿依努尔·买买提汇报了", "阿依努尔·买买提"),
        ("孙丽关于预算", "孙丽"),
        ("王强说，", "王强"),
        ("方案指出", None),
        ("江苏提出", None),
        ("会议强调", None),
        ("明确提出", None),
    ],
)
def test_person_after(words: str, name: str | None) -> None:
    person = person_after(Shadow.of(words), default_lexicon(), 0, len(words))
    assert (person.name if person else None) == name


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("县委常委周文博、何静，县政协主席苏禾", ["周文博", "何静", "苏禾"]),
        ("周文博　何　静　赵一鸣", ["周文博", "何静", "赵一鸣"]),
        ("县水务局 何静、县财政局：赵一鸣", ["何静", "赵一鸣"]),
        ("林知远、周文博等领导", ["林知远", "周文博"]),
        ("局机关各处室、直属各单位负责人", ["(局机关各处室、直属各单位负责人)"]),
        ("专职委员苏  禾、李  四", ["苏禾", "李四"]),
        ("无", []),
    ],
)
def test_people_in(words: str, expected: list[str]) -> None:
    shadow = Shadow.of(words)
    found = people_in(shadow, default_lexicon(), 0, len(words), trusting=True)
    names = [f"({shadow.words((f.start, f.end))})" if isinstance(f, GroupMention) else f.name for f in found]
    assert names == expected


PIECES = st.one_of(
    st.sampled_from("、，。：（） \n·“”由和等受"),
    st.sampled_from(
        [
            "林知远",
            "何　静",
            "欧阳明远",
            "局长",
            "县委常委",
            "主持",
            "出席",
            "列席",
            "请假",
            "强调",
            "汇报",
            "委托",
            "同志",
        ]
    ),
    st.sampled_from(["应到9人", "各单位负责人", "Alan Grey", "召开会议"]),
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_soup_of_the_grammar_is_read(text: str) -> None:
    check_provenance(text, read(text))


def test_cost_grows_with_length_alone() -> None:
    opening = "8月30日，县长林知远主持召开会议。\n"
    line = "县长林知远、副县长何静，县水务局局长赵一鸣出席会议，各科室负责人列席会议。周文博汇报了备汛情况。\n"
    assert work(opening + line * 80) < 6 * work(opening + line * 20)
